"""The PDF writer: paints finished pages and writes their structure, in one pass.

Phase 1 gathers the characters and gives them codes; phase 2 paints the pages and notes what every
mark belongs to; phase 3 writes structure, outline, fonts and metadata; phase 4 the file. PDF/A-3a
(ISO 19005-3) and PDF/UA-1 (ISO 14289-1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.document.tree import Document
from reportgen.fonts import FontLibrary
from reportgen.gc_pause import uncollected
from reportgen.layout.pages import Item, Pages
from reportgen.writers.pdf.attachments import Attachment
from reportgen.writers.pdf.standards import DEFAULT, Standard

__all__ = ["write_copies", "write_pdf"]


def write_pdf(
    pages: Pages, document: Document, library: FontLibrary, standard: Standard = DEFAULT,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """The bytes of the PDF: the same pages and metadata always give the same bytes."""
    from reportgen.writers.pdf.write import write

    with uncollected():
        return write(pages, document, library, standard, attachments)


def write_copies(
    pages: Pages, document: Document, library: FontLibrary,
    copies: Iterable[Iterable[Sequence[Item]]], specimen: Sequence[Item], *, booklet: bool = False,
) -> bytes:
    """The bytes of a file to be printed: all pages once for each of `copies`.

    A copy says what is added to each of its pages; `specimen` shows every character that any of
    them adds. As a `booklet`, two pages share a sheet that is to be folded. PDF/A-2b
    (ISO 19005-2), without structure: paper has none.
    """
    from reportgen.writers.pdf.printing import write

    with uncollected():
        return write(pages, document, library, copies, specimen, booklet=booklet)
