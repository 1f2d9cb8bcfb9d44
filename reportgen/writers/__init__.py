"""Writers: pages or the document become bytes.

    Pages ─pdf─▶ PDF        Document ─docx─▶ Word        Document ─text─▶ plain text

Siblings that do not know each other. They format no number, read no clock and drop no node.
"""
