"""Proof: finished files are read back, and what they say is compared.

    PDF ─pdf.read─▶ Content ─┐
                             ├─parity─▶ what differs      ink: what a reader sees of a PDF
    Word ─word.read─▶ Content ┴─audit─▶ what became of facts, words, pictures
    PDF ─pdf.sheets─▶ Sheets ─┬─parity─▶ what differs, and where on the page
    OFD ─ofd.read─▶ Sheets ───┘

Nothing here knows the document tree or the writers. pikepdf and lxml are loaded when they are
called for, not before.
"""
