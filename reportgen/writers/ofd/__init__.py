"""The OFD writer: paints finished pages as GB/T 33190-2016 has them, the same pages as the PDF.

Phase 1 paints the pages and notes the faces and photographs they use; phase 2 embeds these; phase 3
writes outline and metadata; phase 4 the package. No seal and no signature is made: those take SM2
keys and devices that an office has and a program has not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.document.tree import Document
from reportgen.fonts import FontLibrary
from reportgen.gc_pause import uncollected
from reportgen.layout.pages import Item, Pages

__all__ = ["write_copies", "write_ofd"]


def write_ofd(
    pages: Pages, document: Document, library: FontLibrary, *, archival: bool = False
) -> bytes:
    """The bytes of the OFD: the same pages and metadata always give the same bytes.

    `archival` makes it a file for long-term preservation (GB/T 42133-2022): its type is OFD-A, and
    links that lead outside the file are texts only.
    """
    from reportgen.writers.ofd.write import write

    with uncollected():
        return write(pages, document, library, archival=archival)


def write_copies(
    pages: Pages, document: Document, library: FontLibrary,
    copies: Iterable[Iterable[Sequence[Item]]], *, archival: bool = False,
) -> bytes:
    """The bytes of the OFD to print: every page once, as a template, and for each copy the items
    that it adds to each page. No outline, no links: paper needs none."""
    from reportgen.writers.ofd.write import write_copies as write

    with uncollected():
        return write(pages, document, library, copies, archival=archival)
