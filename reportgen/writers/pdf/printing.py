"""The print file: what every copy shows stands once, as a form; a copy adds only its own items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportgen.document.tree import Document, Meta
from reportgen.fonts import FontLibrary
from reportgen.layout.pages import Item, Marked, Page, Pages
from reportgen.writers.pdf.codes import codes_for
from reportgen.writers.pdf.content import Painter
from reportgen.writers.pdf.file import PdfFile, Raw, Stream, number, text_string
from reportgen.writers.pdf.fonts import add_fonts
from reportgen.writers.pdf.images import Images
from reportgen.writers.pdf.metadata import info, output_intent, xmp
from reportgen.writers.pdf.resources import Resources
from reportgen.writers.pdf.standards import PAPER


def write(
    pages: Pages, document: Document, library: FontLibrary,
    copies: Iterable[Iterable[Sequence[Item]]], specimen: Sequence[Item],
) -> bytes:
    """Codes, forms, pages, fonts, metadata, file."""
    file = PdfFile()
    shown = replace(pages.pages[0], content=(Marked(None, tuple(specimen)),))
    codes = codes_for((*pages.pages, shown), library)
    images = Images(file)
    forms, painters = [], []
    for page in pages.pages:
        resources = Resources(images)
        painter = Painter(page.height, codes, library, resources)
        items = [item for marked in page.content for item in marked.items]
        forms.append(_form(file, page, painter, items, resources))
        painters.append(painter)
    tree, tree_object = file.reserve()
    kids = [
        _page(file, page, tree, form, _painted(painter, items))
        for copy in copies
        for page, form, painter, items in zip(pages.pages, forms, painters, copy, strict=True)
    ]
    refs = b" ".join(b"%d 0 R" % kid for kid in kids)
    tree_object.data = b"<</Type/Pages/Kids[%s]/Count %d>>" % (refs, len(kids))
    add_fonts(file, codes, library)
    return file.write(_catalog(file, document.meta, tree), info(file, document.meta))


def _painted(painter: Painter, items: Iterable[Item]) -> str:
    return "\n".join(operator for painted in painter.paint(items) for operator in painted.operators)


def _form(
    file: PdfFile, page: Page, painter: Painter, items: Iterable[Item], resources: Resources
) -> int:
    content = _painted(painter, items)       # this fills the resources
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 %s]/Resources<</Font %d 0 R%s>>" % (
        _size(page), file.font_dictionary, resources.entries)
    return file.add(Stream(content.encode(), head))


def _page(file: PdfFile, page: Page, tree: int, form: int, added: str) -> int:
    content = file.add(Stream(f"/P Do\n{added}".encode()))
    return file.add(Raw(
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s]/Contents %d 0 R"
        b"/Resources<</Font %d 0 R/XObject<</P %d 0 R>>>>>>"
        % (tree, _size(page), content, file.font_dictionary, form)))


def _size(page: Page) -> bytes:
    return f"{number(page.width)} {number(page.height)}".encode()


def _catalog(file: PdfFile, meta: Meta, tree: int) -> int:
    return file.add(Raw(
        b"<</Type/Catalog/Pages %d 0 R/Lang%s/Metadata %d 0 R/OutputIntents%s>>"
        % (tree, text_string(meta.lang), xmp(file, meta, PAPER), output_intent(file))))
