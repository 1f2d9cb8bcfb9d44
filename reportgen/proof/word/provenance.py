"""What a Word file of ours carries along unseen: the record of bindings, and the text as made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.diagnostics import Span, failure
from reportgen.frozen import frozen
from reportgen.proof.package import Element
from reportgen.proof.word.package import Package
from reportgen.proof.word.xml import number
from reportgen.provenance import enclosures
from reportgen.provenance.bindings import NAMESPACE, Binding, touching, unpack
from reportgen.provenance.enclosures import Enclosures

_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_OURS = f"{{{NAMESPACE}}}"
Cell = tuple[int, int, int]      # table, row, column


@frozen
class Line:
    """A paragraph or a cell: its text, and the bookmarks in it as name, start and end.

    `label` is the number before it that Word counts, `cell` its table, row and column.
    """

    text: str
    marks: tuple[tuple[str, int, int], ...] = ()
    label: str = ""
    cell: Cell | None = None


def properties(package: Package) -> dict[str, str]:
    """The custom properties of a file."""
    part = package.related("", "custom-properties")
    if not part:
        return {}
    return {
        each.get("name", ""): "".join(value.text or "" for value in each)
        for each in package.xml(part).iter(_CUSTOM + "property")
    }


def bindings(package: Package, lines: Sequence[Line]) -> tuple[Binding, ...]:
    """What was bound when the file was made: by its properties, else by the text it carries.

    None in a briefing without facts. Raises `ReportError` E1018 for a file that was never ours, or
    says nothing of how it was made any more.
    """
    try:
        found = unpack(properties(package))
    except ValueError:
        found = ()
    found = found or tuple(_from_lines(lines))
    if not (found or lines or enclosed(package)):
        name = package.name
        raise failure("E1018", f"“{name}”里没有事实的绑定记录，无从对照", Span(name),
                      "这里只能核对 reportgen 生成的文件；记录被清掉的，加 --original 原稿.docx")
    return found


def enclosed(package: Package) -> Enclosures | None:
    """The pictures, headers and footers as made; None where the file does not tell."""
    try:
        return enclosures.unpack(properties(package))
    except ValueError:
        return None


@frozen
class Made:
    """The file as it was made: who issued it, and its paragraphs."""

    issuer: str = ""
    lines: tuple[Line, ...] = ()


def as_made(package: Package, document: str) -> Made:
    """What the file carries of itself; nothing when another format on its way dropped it."""
    for relation in package.relations(document).values():
        if relation.kind == "customXml" and relation.target in package.parts:
            root = package.xml(relation.target)
            if root.tag == _OURS + "briefing":
                lines = tuple(_line(each) for each in root.iterfind(f"{_OURS}text/{_OURS}p"))
                return Made(root.get("issuer", ""), lines)
    return Made()


def _line(paragraph: Element) -> Line:
    text = paragraph.text or ""
    marks: list[tuple[str, int, int]] = []
    for each in paragraph:
        start = len(text)
        text += each.text or ""
        marks.append((each.get("n", ""), start, len(text)))
        text += each.tail or ""
    places = [number(each, 0) for each in paragraph.get("cell", "").split(".")]
    cell = (places[0], places[1], places[2]) if len(places) == 3 else None
    return Line(text, tuple(marks), paragraph.get("label", ""), cell)


def _from_lines(lines: Sequence[Line]) -> Iterator[Binding]:
    for line in lines:
        for mark, start, end in line.marks:
            yield Binding(mark, "", mark, line.text[start:end], *touching(line.text, start, end))
