"""What an edited Word file still carries unseen: tracked changes, comments, hidden text, names …

Nothing is opened, followed or executed; it is only named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportgen.diagnostics import ReportError
from reportgen.frozen import frozen
from reportgen.proof.content import Place
from reportgen.proof.package import Element
from reportgen.proof.word.headers_footers import KINDS, edge_parts
from reportgen.proof.word.looks import HIDDEN, Looks
from reportgen.proof.word.otherwise import faults
from reportgen.proof.word.package import Package, Relation, open_package
from reportgen.proof.word.read import Body
from reportgen.proof.word.xml import W, told

_SHOWN = (W + "t", W + "delText")
_WORDS = {W + "ins": "插入", W + "del": "删除", W + "moveFrom": "移走", W + "moveTo": "移来"}
_FORMATS = tuple(W + name for name in (
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange",
    "tcPrChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
))
_CORE = ("{http://purl.org/dc/elements/1.1/}creator",
         "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy")
_LIVE = ("vbaProject", "activeX", "attachedToolbars", "oleObject", "package", "control")
_CHARTS = "charts/"
_TABLE = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|docProps/\w+\.xml"
                    r"|xl/_rels/workbook\.xml\.rels"
                    r"|xl/(workbook|styles|sharedStrings|theme/theme1|worksheets/sheet1)\.xml")
_WORD_2012 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


@frozen
class Residue:
    """One thing left inside. `kind`: 修订, 批注, 隐藏文字, 会变的, 人名, 外部链接 or 活动内容."""

    kind: str
    text: str
    place: Place | None = None
    who: str = ""
    when: str = ""


def residues(package: Package, document: str, body: Body) -> list[Residue]:
    """Everything left inside, in the order of the file."""
    places = [*body.where, *_edges(package, document)]
    found = [
        residue for paragraph, place in places
        for residue in (*_changes(paragraph, place), *_hidden(paragraph, place, body.looks))
    ]
    comments = list(_comments(package, document, places))
    names = _names(package, document, [*found, *comments])
    changing = (Residue("会变的", each.message.removeprefix("Word 里"), each.other)
                for each in faults(package, document, body.where))
    return [*found, *changing, *comments, *names, *_outside(package), *_live(package)]


def _edges(package: Package, document: str) -> Iterator[tuple[Element, Place]]:
    """The paragraphs of headers and footers."""
    for part, kind in edge_parts(package, document):
        for paragraph in package.xml(part).iter(W + "p"):
            yield paragraph, Place(KINDS[kind], "文字")


def _changes(paragraph: Element, place: Place) -> Iterator[Residue]:
    """The tracked changes of a paragraph, a row or a table; of what is one insertion, one."""
    texts: list[str] = []
    last: tuple[str, str, str] | None = None
    for each in paragraph.iter(*_WORDS, W + "r"):
        if each.tag == W + "r":
            if next(each.iterancestors(*_WORDS), None) is None and told(each, *_SHOWN):
                yield from _change(last, texts, place)
                last = None     # what is not changed stands between
            continue
        signed = str(each.tag), *_signed(each)
        text = told(each, *_SHOWN)
        if last != signed or not text:
            yield from _change(last, texts, place)
            last, texts = signed, []
        texts.append(text)
        if not text:
            what = "一行表格" if paragraph.tag == W + "trPr" else "一处换行"
            yield Residue("修订", f"{_WORDS[signed[0]]}{what}", place, *signed[1:])
            last = None
    yield from _change(last, texts, place)
    formats = list(paragraph.iter(*_FORMATS))
    if formats:
        yield Residue("修订", "改格式", place, *_signed(formats[0]))


def _change(
    signed: tuple[str, str, str] | None, texts: Iterable[str], place: Place
) -> Iterator[Residue]:
    if signed is not None:
        yield Residue("修订", f"{_WORDS[signed[0]]}“{''.join(texts)}”", place, *signed[1:])


def _hidden(paragraph: Element, place: Place, looks: Looks) -> Iterator[Residue]:
    """Text that nobody sees: hidden, of the paper's colour, too small …, each kind at once."""
    found: dict[str, str] = {}
    for run in paragraph.iter(W + "r"):
        if (why := looks.unseen(run)) and (text := told(run, W + "t")):
            found[why] = found.get(why, "") + text
    for why, text in found.items():
        if text.strip():
            yield Residue("隐藏文字", f"“{text}”{f'（{why}）' if why != HIDDEN else ''}", place)


def _comments(
    package: Package, document: str, places: Iterable[tuple[Element, Place]]
) -> Iterator[Residue]:
    part = package.related(document, "comments")
    if not part:
        return
    where = {
        each.get(W + "id", ""): place
        for paragraph, place in places for each in paragraph.iter(W + "commentReference")
    }
    for comment in package.xml(part).iter(W + "comment"):
        text = told(comment, W + "t")
        yield Residue("批注", f"“{text}”", where.get(comment.get(W + "id", "")), *_signed(comment))


def _signed(element: Element) -> tuple[str, str]:
    """Who did it, and on what day."""
    return element.get(W + "author", ""), element.get(W + "date", "").partition("T")[0]


def _names(package: Package, document: str, known: Iterable[Residue]) -> Iterator[Residue]:
    """Everyone named in the properties, by a change, a comment, or the list of people."""
    where: dict[str, str] = {}
    core = package.related("", "core-properties")
    if core:
        root = package.xml(core)
        for name in (root.findtext(tag) or "" for tag in _CORE):
            where.setdefault(name.strip(), "文件属性")
    for residue in known:
        where.setdefault(residue.who.strip(), residue.kind)
    people = package.related(document, "people")
    if people:
        for person in package.xml(people).iter(_WORD_2012 + "person"):
            where.setdefault(person.get(_WORD_2012 + "author", "").strip(), "人员名单")
    for name, source in where.items():
        if name:
            yield Residue("人名", name, Place(source, "署名"), name)


def _outside(package: Package) -> Iterator[Residue]:
    """What the file refers to outside itself, links that a reader may click among it."""
    for _, relation in _relations(package):
        if relation.external:
            kind = "链接" if relation.kind == "hyperlink" else relation.kind
            yield Residue("外部链接", f"{kind} {relation.target}")


def _relations(package: Package) -> Iterator[tuple[str, Relation]]:
    """All relations, with the folder of the part that has each."""
    for part in package.parts:
        folder, slash, name = part.rpartition("_rels/")
        if slash and name.endswith(".rels"):
            for relation in package.relations(folder + name.removesuffix(".rels")).values():
                yield folder, relation


def _live(package: Package) -> Iterator[Residue]:
    """Macros, controls and embedded objects; not the plain table that a chart is drawn from."""
    seen: set[str] = set()
    for folder, relation in _relations(package):
        target = relation.target
        if relation.kind not in _LIVE or relation.external or target in seen:
            continue
        seen.add(target)
        if target not in package.parts:
            continue        # LibreOffice names workbooks that it does not write
        if not (folder.endswith(_CHARTS) and _plain_table(package, target)):
            yield Residue("活动内容", target)


def _plain_table(package: Package, part: str) -> bool:
    """Whether a part is a workbook of one sheet, with no macros, links or objects in it."""
    if not part.endswith(".xlsx"):
        return False
    try:
        inside = open_package(package.read(part), part).parts
    except (ReportError, KeyError):
        return False
    return all(map(_TABLE.fullmatch, inside))
