"""The print file: what every copy shows stands once, as a form; a copy adds only its own items.

As a booklet, two pages stand side by side on a sheet of twice their width, in the order in which
the folded sheets lie in each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from reportgen.document.tree import Document
from reportgen.fonts import FontLibrary
from reportgen.gc_pause import uncollected
from reportgen.layout.pages import Item, Marked, Page, Pages
from reportgen.writers.pdf.codes import codes_for
from reportgen.writers.pdf.content import Painter, lying
from reportgen.writers.pdf.file import PdfFile, Raw, Stream, number, text_string
from reportgen.writers.pdf.fonts import add_fonts
from reportgen.writers.pdf.images import Images, Resources
from reportgen.writers.pdf.metadata import info, output_intent, xmp
from reportgen.writers.pdf.standards import PAPER


@uncollected()
def write_copies(
    pages: Pages, document: Document, library: FontLibrary,
    copies: Iterable[Iterable[Sequence[Item]]], specimen: Sequence[Item], *, booklet: bool = False,
) -> bytes:
    """The bytes of a file to be printed: all pages once for each of `copies`.

    A copy says what is added to each of its pages; `specimen` shows every character that any of
    them adds. As a `booklet`, two pages share a sheet that is to be folded. PDF/A-2b
    (ISO 19005-2), without structure: paper has none.
    """
    file = PdfFile()
    added = replace(pages.pages[0], content=(Marked(None, tuple(specimen)),))
    codes = codes_for((*pages.pages, added), library)
    images = Images(file)
    forms, painters = [], []
    for page in pages.pages:
        resources = Resources(images)
        painter = Painter(page.height, codes, library, resources)
        shown = _content(page, painter, Painter(page.width, codes, library, resources))
        forms.append(_form(file, page, shown, resources))
        painters.append(painter)
    tree, tree_object = file.reserve()
    kids = []
    for copy in copies:
        sides = [_Side(page, form, _painted(painter, items)) for page, form, painter, items
                 in zip(pages.pages, forms, painters, copy, strict=True)]
        kids += [_sheet(file, tree, sheet) for sheet in (
            _folded(sides) if booklet else ([side] for side in sides))]
    refs = b" ".join(b"%d 0 R" % kid for kid in kids)
    tree_object.data = b"<</Type/Pages/Kids[%s]/Count %d>>" % (refs, len(kids))
    add_fonts(file, codes, library)
    meta = document.meta
    catalog = file.add(Raw(
        b"<</Type/Catalog/Pages %d 0 R/Lang%s/Metadata %d 0 R/OutputIntents%s>>"
        % (tree, text_string(meta.lang), xmp(file, meta, PAPER), output_intent(file))))
    return file.write(catalog, info(file, meta))


class _Side(NamedTuple):
    """What is painted where one page of a copy goes: its form, and what the copy adds."""

    page: Page
    form: int
    added: str


def _folded(sides: Sequence[_Side]) -> Iterator[list[_Side | None]]:
    """Pairs of pages as they stand on both sides of sheets that are folded into each other."""
    filled = [*sides, *[None] * (-len(sides) % 4)]
    for low in range(len(filled) // 2):
        pair = [filled[low], filled[-1 - low]]
        yield pair if low % 2 else pair[::-1]      # page 1 stands right of the last


def _painted(painter: Painter, items: Iterable[Item]) -> str:
    return "\n".join(operator for painted in painter.paint(items) for operator in painted.operators)


def _content(page: Page, upright: Painter, on_side: Painter) -> str:
    """What a page shows. It fills the resources."""
    lines = []
    for lies, group in groupby(page.content, lambda marked: marked.lying):
        items = [item for marked in group for item in marked.items]
        lines += lying([_painted(on_side, items)], page.width) if lies \
            else [_painted(upright, items)]
    return "\n".join(lines)


def _form(file: PdfFile, page: Page, content: str, resources: Resources) -> int:
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 %s]/Resources<</Font %d 0 R%s>>" % (
        f"{number(page.width)} {number(page.height)}".encode(), file.font_dictionary,
        resources.entries)
    return file.add(Stream(content.encode(), head))


def _sheet(file: PdfFile, tree: int, sides: Sequence[_Side | None]) -> int:
    page = next(side.page for side in sides if side is not None)
    shown = [(place, side) for place, side in enumerate(sides) if side is not None]
    content = file.add(Stream("\n".join(
        f"q 1 0 0 1 {number(place * page.width)} 0 cm /P{place} Do\n{side.added}\nQ"
        for place, side in shown).encode()))
    forms = b"".join(b"/P%d %d 0 R" % (place, side.form) for place, side in shown)
    size = f"{number(len(sides) * page.width)} {number(page.height)}".encode()
    return file.add(Raw(
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s]/Contents %d 0 R"
        b"/Resources<</Font %d 0 R/XObject<<%s>>>>>>"
        % (tree, size, content, file.font_dictionary, forms)))
