"""The PDF writer: paints finished pages and writes their structure, in one pass.

Phase 1 gathers the characters and gives them codes; phase 2 paints the pages and notes what every
mark belongs to; phase 3 writes structure, outline, fonts and metadata; phase 4 the file. PDF/A-3a
(ISO 19005-3) and PDF/UA-1 (ISO 14289-1).
"""

from __future__ import annotations

from reportgen.document.tree import Document
from reportgen.fonts import FontLibrary
from reportgen.gc_pause import uncollected
from reportgen.layout.pages import Pages

__all__ = ["write_pdf"]


def write_pdf(pages: Pages, document: Document, library: FontLibrary) -> bytes:
    """The bytes of the PDF: the same pages and metadata always give the same bytes."""
    from reportgen.writers.pdf.write import write

    with uncollected():
        return write(pages, document, library)
