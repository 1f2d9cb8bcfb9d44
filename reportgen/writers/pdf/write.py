"""The phases of the PDF writer, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportgen.document.tree import Document, Meta
from reportgen.fonts import FontLibrary
from reportgen.gc_pause import uncollected
from reportgen.layout.pages import Element, GlyphRun, Image, Marked, Page, Pages, Picture
from reportgen.layout.places import Place, places
from reportgen.writers.pdf.attachments import Attachment, add_attachments
from reportgen.writers.pdf.codes import codes_for
from reportgen.writers.pdf.content import Painter, lying
from reportgen.writers.pdf.file import PdfFile, Raw, Stream, number, text_string
from reportgen.writers.pdf.fonts import add_fonts
from reportgen.writers.pdf.images import Images, Resources
from reportgen.writers.pdf.metadata import info, output_intent, stamp, xmp
from reportgen.writers.pdf.outline import add_outline, destination
from reportgen.writers.pdf.standards import DEFAULT, Standard
from reportgen.writers.pdf.structure import Structure

_DESCENT = 0.12     # of the em, for the boxes of links


@uncollected()
def write_pdf(
    pages: Pages, document: Document, library: FontLibrary, standard: Standard = DEFAULT,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """The bytes of the PDF: the same pages and metadata always give the same bytes."""
    file = PdfFile()
    codes = codes_for(pages.pages, library)
    reserved = [file.reserve() for _ in pages.pages]
    numbers = [n for n, _ in reserved]
    tree, tree_object = file.reserve()
    structure = Structure(file, numbers)
    images = Images(file)
    anchors, headings = places(pages.pages)
    for page, (_, thing) in zip(pages.pages, reserved, strict=True):
        links = _Links(file, structure, anchors, numbers, page)
        resources = Resources(images)
        painters = (Painter(page.height, codes, library, resources),
                    Painter(page.width, codes, library, resources))
        content = file.add(_paint(page, painters, structure, links))
        thing.data = _page(file, page, tree, content, links, resources)
    kids = b" ".join(b"%d 0 R" % n for n in numbers)
    tree_object.data = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(numbers))
    structure.write()
    add_fonts(file, codes, library)
    height = pages.pages[0].height if pages.pages else 0.0
    more = add_outline(file, headings, numbers, height) + add_attachments(
        file, attachments, stamp(document.meta))
    catalog = _catalog(file, document.meta, tree, structure.root, more, standard)
    return file.write(catalog, info(file, document.meta))


def _catalog(  # noqa: PLR0917 - the parts of a file
    file: PdfFile, meta: Meta, tree: int, root: int, more: bytes, standard: Standard
) -> int:
    return file.add(Raw(
        b"<</Type/Catalog/Pages %d 0 R/Lang%s/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R"
        b"/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R/OutputIntents%s%s>>" % (
            tree, text_string(meta.lang), root, xmp(file, meta, standard),
            output_intent(file),
            more,
        )
    ))


def _page(  # noqa: PLR0917 - the parts of a page
    file: PdfFile, page: Page, tree: int, content: int, links: _Links, resources: Resources
) -> bytes:
    box = f"{number(page.width)} {number(page.height)}".encode()
    annotations = b"/Annots[%s]" % b" ".join(links.numbers) if links.numbers else b""
    return (
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s]/Resources<</Font %d 0 R%s>>"
        b"/Contents %d 0 R/StructParents %d/Tabs/S%s%s>>"
        % (tree, box, file.font_dictionary, resources.entries, content, page.number - 1,
           b"/Rotate 90" if page.lying else b"", annotations)
    )


class _Links:
    """The link annotations of one page."""

    def __init__(
        self, file: PdfFile, structure: Structure, anchors: dict[str, Place],
        page_numbers: list[int], page: Page,
    ) -> None:
        self._file = file
        self._structure = structure
        self._anchors = anchors
        self._pages = page_numbers
        self._page = page
        self.numbers: list[bytes] = []
        self._lines: dict[tuple[Element, float], tuple[Raw, int, list[GlyphRun]]] = {}

    def add(self, element: Element, marked: Marked) -> None:
        """Annotations over the marked text of a Link element, one a line.

        What the link shows further along a line, past something else, widens its annotation.
        """
        target = self._anchors.get(element.target)
        if target is not None:
            goal = b"/Dest" + destination(target, self._pages, self._page.height)
        elif element.address:
            goal = b"/A<</S/URI/URI%s>>" % _bytes(element.address)
        else:
            return
        runs = [item for item in marked.items if isinstance(item, GlyphRun)]
        for y, group in groupby(runs, lambda run: run.y):
            thing, key, line = self._line(element, y)
            line += group
            box = self._lying(line) if marked.lying else self._box(line, self._page.height)
            thing.data = (
                b"<</Type/Annot/Subtype/Link/Rect[%s]/Border[0 0 0]/F 4%s/Contents%s"
                b"/StructParent %d>>" % (
                    " ".join(map(number, box)).encode(), goal, text_string(element.alt), key)
            )

    def _line(self, element: Element, y: float) -> tuple[Raw, int, list[GlyphRun]]:
        """The annotation of a link on one line: its object, its structure key, its text so far."""
        place = element, round(y, 2)
        if place not in self._lines:
            annotation, thing = self._file.reserve()
            key = self._structure.annotation(self._page.number - 1, element, annotation)
            self.numbers.append(b"%d 0 R" % annotation)
            self._lines[place] = thing, key, []
        return self._lines[place]

    @staticmethod
    def _box(line: list[GlyphRun], height: float) -> tuple[float, float, float, float]:
        size = line[0].size
        base = height - line[0].y
        right = line[-1].x + line[-1].width - line[-1].spacing
        return line[0].x, base - _DESCENT * size, right, base + (1 - _DESCENT) * size

    def _lying(self, line: list[GlyphRun]) -> tuple[float, float, float, float]:
        width = self._page.width
        left, low, right, high = self._box(line, width)
        return width - high, left, width - low, right


def _bytes(address: str) -> bytes:
    """An address as a string of bytes; it is ASCII."""
    escaped = address.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return b"(%s)" % escaped.encode("ascii")


def _paint(
    page: Page, painters: tuple[Painter, Painter], structure: Structure, links: _Links
) -> Stream:
    lines: list[str] = []
    for on_side, group in groupby(page.content, lambda marked: marked.lying):
        shown = [line for marked in group
                 for line in _shown(marked, page, painters[on_side], structure, links)]
        lines += lying(shown, page.width) if on_side else shown
    return Stream("\n".join(lines).encode())


def _shown(
    marked: Marked, page: Page, painter: Painter, structure: Structure, links: _Links
) -> Iterator[str]:
    element = marked.element
    for painted in painter.paint(marked.items):
        if element is None:
            yield f"/Artifact<</Type/{marked.artifact}>>BDC"
        else:
            mcid = structure.content(page.number - 1, element)
            yield _begin(element.role, mcid, painted.actual)
        yield from painted.operators
        yield "EMC"
    if element is not None:
        _annex(element, marked, page, structure, links)


def _begin(role: str, mcid: int, actual: str) -> str:
    """ActualText belongs to a Span. It is not nested: poppler would lose what follows it."""
    if actual:
        return f"/Span<</MCID {mcid}/ActualText{text_string(actual).decode()}>>BDC"
    return f"/{role}<</MCID {mcid}>>BDC"


def _annex(
    element: Element, marked: Marked, page: Page, structure: Structure, links: _Links
) -> None:
    """What belongs to an element besides its content: a figure's box, a link's annotation.

    One that has neither has its place.
    """
    structure.place(element)
    for item in marked.items:
        if isinstance(item, Picture | Image):
            structure.box(element, item, page.height)
    if element.role == "Link":
        links.add(element, marked)
