"""The phases of the OFD writer, in order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from reportgen.document.tree import Document, Letterhead, LetterOpening, Masthead
from reportgen.fonts import FontLibrary
from reportgen.frozen import frozen
from reportgen.gc_pause import uncollected
from reportgen.layout.pages import Element, Item, Page, Pages
from reportgen.layout.places import Place, places
from reportgen.version import __version__
from reportgen.writers.ofd.content import Painter
from reportgen.writers.ofd.resources import Resources
from reportgen.writers.ofd.xml import escape, mm, part
from reportgen.zips import zipped

_FOLDER = "Doc_0"
_TYPES = {False: "OFD", True: "OFD-A"}


@uncollected()
def write_ofd(
    pages: Pages, document: Document, library: FontLibrary, *, archival: bool = False
) -> bytes:
    """The bytes of the OFD: the same pages and metadata always give the same bytes.

    `archival` makes it a file for long-term preservation (GB/T 42133-2022): its type is OFD-A, and
    links that lead outside the file are texts only.
    """
    resources = Resources()
    numbers = [resources.number() for _ in pages.pages]
    anchors, headings = places(pages.pages)
    goals = _Goals(anchors, numbers, outside=not archival)
    painter = Painter(resources, library)
    area = _area(pages.pages[0])
    files = {
        _file(at): _page(page, _objects(page, painter, goals), resources, area)
        for at, page in enumerate(pages.pages)
    }
    listed = _list(numbers) + _outline(headings, goals)
    return _package(document, resources, files, (area, "", listed), archival=archival)


@uncollected()
def write_copies(
    pages: Pages, document: Document, library: FontLibrary,
    copies: Iterable[Iterable[Sequence[Item]]], *, archival: bool = False,
) -> bytes:
    """The bytes of the OFD to print: every page once, as a template, and for each copy the items
    that it adds to each page. No outline, no links: paper needs none."""
    resources = Resources()
    painter, unlinked = Painter(resources, library), _Goals({}, (), outside=False)
    area = _area(pages.pages[0])
    files, shared, numbers = dict[str, bytes](), list[str](), list[int]()
    templates = [resources.number() for _ in pages.pages]
    for at, (number, page) in enumerate(zip(templates, pages.pages, strict=True)):
        file = f"Templates/Template_{at}/Content.xml"
        files[file] = _page(page, _objects(page, painter, unlinked), resources, area)
        shared.append(f'<ofd:TemplatePage ID="{number}" BaseLoc="{file}"/>')
    for copy in copies:
        for number, page, items in zip(templates, pages.pages, copy, strict=True):
            own = (painted for item in items for painted in painter.paint(item))
            files[_file(len(numbers))] = _page(
                page, own, resources, area, f'<ofd:Template TemplateID="{number}"/>')
            numbers.append(resources.number())
    parts = area, "".join(shared), _list(numbers)
    return _package(document, resources, files, parts, archival=archival)


def _package(
    document: Document, resources: Resources, files: Mapping[str, bytes],
    parts: tuple[str, str, str], *, archival: bool,
) -> bytes:
    """The file; of its root: the usual size, the templates, the pages and the outline."""
    area, templates, listed = parts
    files = {**files, **dict(resources.files())}
    common = _common(resources, files, area, templates)
    files["Document.xml"] = part("Document", common + listed)
    files = {f"{_FOLDER}/{name}": data for name, data in files.items()}
    files["OFD.xml"] = part("OFD", _body(document, files),
                            f' Version="1.0" DocType="{_TYPES[archival]}"')
    return zipped(files, "OFD.xml")


@frozen
class _Goals:
    """Where links lead: to a place on a page of the file, or outside it."""

    anchors: Mapping[str, Place]
    pages: Sequence[int]        # their numbers
    outside: bool               # whether links may lead there

    def of(self, element: Element | None) -> str:
        """What a click on the text of an element does."""
        if element is None or element.role != "Link":
            return ""
        if (place := self.anchors.get(element.target)) is not None:
            return self.to(place)
        if element.address and self.outside:
            return _clicked(f'<ofd:URI URI="{escape(element.address)}"/>')
        return ""

    def to(self, place: Place) -> str:
        """A click that leads to a place."""
        return _clicked(
            f'<ofd:Goto><ofd:Dest Type="XYZ" PageID="{self.pages[place.page]}" Left="0"'
            f' Top="{mm(max(place.y, 0.0))}" Zoom="0"/></ofd:Goto>')


def _clicked(action: str) -> str:
    return f'<ofd:Actions><ofd:Action Event="CLICK">{action}</ofd:Action></ofd:Actions>'


def _file(at: int) -> str:
    return f"Pages/Page_{at}/Content.xml"


def _area(page: Page) -> str:
    return f"<ofd:PhysicalBox>0 0 {mm(page.width)} {mm(page.height)}</ofd:PhysicalBox>"


def _objects(page: Page, painter: Painter, goals: _Goals) -> Iterator[str]:
    for marked in page.content:
        for item in marked.items:
            yield from painter.paint(item, goals.of(marked.element),
                                     page.height if marked.lying else 0.0)


def _page(
    page: Page, objects: Iterable[str], resources: Resources, usual: str, template: str = ""
) -> bytes:
    """A page; its size is said where it is not the document's."""
    layer = resources.number()
    area = _area(page)
    own = f"<ofd:Area>{area}</ofd:Area>" if area != usual else ""
    return part("Page", f'{template}{own}<ofd:Content><ofd:Layer ID="{layer}" Type="Body">'
                        f"{''.join(objects)}</ofd:Layer></ofd:Content>")


def _common(
    resources: Resources, files: Mapping[str, bytes], area: str, templates: str
) -> str:
    listed = "".join(f"<ofd:{name}>{name}.xml</ofd:{name}>"
                     for name in ("PublicRes", "DocumentRes") if f"{name}.xml" in files)
    return (f"<ofd:CommonData><ofd:MaxUnitID>{resources.last}</ofd:MaxUnitID>"
            f"<ofd:PageArea>{area}</ofd:PageArea>{listed}{templates}</ofd:CommonData>")


def _list(numbers: Sequence[int]) -> str:
    pages = "".join(f'<ofd:Page ID="{number}" BaseLoc="{_file(at)}"/>'
                    for at, number in enumerate(numbers))
    return f"<ofd:Pages>{pages}</ofd:Pages>"


def _outline(headings: Sequence[tuple[Element, Place]], goals: _Goals) -> str:
    """The headings, each within the one above it of a lower level."""
    said, open_levels = "", list[int]()
    for element, place in headings:
        while open_levels and open_levels[-1] >= element.level:
            open_levels.pop()
            said += "</ofd:OutlineElem>"
        open_levels.append(element.level)
        said += f'<ofd:OutlineElem Title="{escape(element.outline)}">{goals.to(place)}'
    said += "</ofd:OutlineElem>" * len(open_levels)
    return f"<ofd:Outlines>{said}</ofd:Outlines>" if said else ""


def _body(document: Document, files: Mapping[str, bytes]) -> str:
    info = "".join(f"<ofd:{name}>{escape(text)}</ofd:{name}>"
                   for name, text in _info(document, files) if text)
    meta = document.meta
    words = "".join(f"<ofd:Keyword>{escape(word)}</ofd:Keyword>" for word in meta.keywords)
    words = f"<ofd:Keywords>{words}</ofd:Keywords>" if words else ""
    own = "".join(f'<ofd:CustomData Name="{name}">{escape(text)}</ofd:CustomData>'
                  for name, text in _marks(document) if text)
    own = f"<ofd:CustomDatas>{own}</ofd:CustomDatas>" if own else ""
    made = f"<ofd:Creator>reportgen</ofd:Creator><ofd:CreatorVersion>{__version__}" \
           "</ofd:CreatorVersion>"
    return (f"<ofd:DocBody><ofd:DocInfo>{info}{words}{made}{own}</ofd:DocInfo>"
            f"<ofd:DocRoot>{_FOLDER}/Document.xml</ofd:DocRoot></ofd:DocBody>")


def _info(document: Document, files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """What the file says of itself; its identity is made of what it holds."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + hashlib.sha256(files[name]).digest())
    meta = document.meta
    yield "DocID", UUID(bytes=digest.digest()[:16], version=5).hex
    yield "Title", meta.title
    yield "Author", meta.issuer
    yield "Subject", meta.subject
    yield "CreationDate", meta.date
    yield "ModDate", meta.date


def _marks(document: Document) -> Iterator[tuple[str, str]]:
    """What an archive asks of a document, as far as its head says it."""
    for block in document.blocks:
        match block:
            case Letterhead() | LetterOpening():
                yield "发文字号", block.number
                yield "份号", block.copy_number
                yield "密级和保密期限", block.secrecy
                yield "紧急程度", block.urgency
            case Masthead():
                yield "名称", block.name
                yield "期号", block.issue
            case _:
                pass
