"""What travels in the file unseen: which text was bound to which fact, the dataset, the text.

The record of bindings lies in the custom properties. The dataset and the text as it was made lie in
a custom XML part, for `audit` to tell what was changed; Word's document inspector removes both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from typing import Any

from lxml import etree

from reportgen.document.tree import Footnote
from reportgen.facts.model import Dataset
from reportgen.provenance.bindings import (
    NAMESPACE,
    Binding,
    is_fact_mark,
    pack,
    touching,
)
from reportgen.version import __version__
from reportgen.writers.docx.numbering import LABEL
from reportgen.writers.docx.xml import Element, qualified

_P, _R, _T = (qualified(f"w:{name}") for name in ("p", "r", "t"))
_TABLE, _ROW, _CELL, _HEAD, _SPAN, _VAL = (qualified(f"w:{name}") for name in (
    "tbl", "tr", "tc", "tblHeader", "gridSpan", "val"))
_MARK = etree.ProcessingInstruction
_BR, _LINK = qualified("w:br"), qualified("w:hyperlink")
_FIXED = {qualified("w:tab"): "\t", _BR: "\n"}
_START, _END = qualified("w:bookmarkStart"), qualified("w:bookmarkEnd")
_ID, _NAME = qualified("w:id"), qualified("w:name")
_NOTE, _OWN = qualified("w:footnoteReference"), qualified("w:footnoteRef")
_OURS = f"{{{NAMESPACE}}}"
# Decimals are left out: the digits are there as they were written.
_LEFT_OUT = frozenset({"span", "number", "by_name", "by_id"})


@dataclass(slots=True)
class Line:
    """A paragraph's text as made, and the parts of it that are bound: bookmark, start, end.

    `label` is the number before it that Word counts, `cell` the table, row and column it is in.
    """

    text: str = ""
    marks: list[tuple[str, int, int]] = field(default_factory=list)
    label: str = ""
    cell: str = ""


@dataclass(slots=True)
class Aside:
    """Rows put aside: how many, and their lines, the rows of `cell` counted among them alone."""

    rows: int
    lines: list[Line]


def lines(body: Element, aside: Sequence[Aside] = ()) -> list[Line]:
    """All paragraphs of a body that show text; the two in the corner of a table's head are one.

    `aside` has the rows that marks stand for.
    """
    seats = _seats(body, aside)
    found: list[Line] = []
    for each in body.iter(_P, _MARK):
        if not is_mark(each):
            _add(found, _line(each, seats))
            continue
        table, first = seats[each].split(".")
        for line in aside[int(each.text or 0)].lines:
            row, column = line.cell.split(".")
            line.cell = f"{table}.{int(first) + int(row) - 1}.{column}"
            found.append(line)
    return [line for line in found if line.text.strip() or line.label]


def is_mark(element: Element) -> bool:
    """Whether it stands for rows that were put aside."""
    return isinstance(element, etree._ProcessingInstruction)


def put_aside(rows: Element) -> Aside:
    """What is known of rows that are to be put aside, the children of an element."""
    seats: dict[Element | None, str] = {}
    for count, row in enumerate(rows, 1):
        seats |= _row_seats(row, str(count))
    found: list[Line] = []
    for paragraph in rows.iter(_P):
        _add(found, _line(paragraph, seats))
    return Aside(len(rows), found)


def _add(found: list[Line], line: Line) -> None:
    """A paragraph more, or a line more of its cell."""
    if line.cell and found and found[-1].cell == line.cell:
        found[-1].text += "\n" + line.text
    else:
        found.append(line)


def _seats(body: Element, aside: Sequence[Aside]) -> dict[Element | None, str]:
    """The cells of tables that repeat their heads: 表.行.列, each counted from 1.

    Of a mark, the table and the first of the rows that it stands for.
    """
    found: dict[Element | None, str] = {}
    tables = (each for each in body.iter(_TABLE) if next(each.iter(_HEAD), None) is not None)
    for number, table in enumerate(tables, 1):
        line = 1
        for row in table.iterchildren(_ROW, _MARK):
            if is_mark(row):
                found[row] = f"{number}.{line}"
                line += aside[int(row.text or 0)].rows
            else:
                found |= _row_seats(row, f"{number}.{line}")
                line += 1
    return found


def _row_seats(row: Element, place: str) -> dict[Element | None, str]:
    found: dict[Element | None, str] = {}
    at = 1
    for cell in row.iterchildren(_CELL):
        found[cell] = f"{place}.{at}"
        span = next(cell.iter(_SPAN), None)
        at += int(span.get(_VAL, "1")) if span is not None else 1
    return found


def _line(paragraph: Element, cells: Mapping[Element | None, str]) -> Line:
    """Runs and bookmarks in order; the code of a field is no `w:t` and so not read.

    The note of the number that Word counts is taken off the paragraph.
    """
    line = Line(label=str(paragraph.attrib.pop(LABEL, "")),
                cell=cells.get(paragraph.getparent(), ""))
    begun: dict[str, tuple[str, int]] = {}
    for each in paragraph.iter(_R, _START, _END):
        match each.tag:
            case tag if tag == _R:
                line.text += "".join(map(_shown, each))
            case tag if tag == _START and is_fact_mark(str(each.get(_NAME))):
                begun[str(each.get(_ID))] = str(each.get(_NAME)), len(line.text)
            case tag if tag == _END and str(each.get(_ID)) in begun:
                name, start = begun.pop(str(each.get(_ID)))
                line.marks.append((name, start, len(line.text)))
    return line


def _shown(part: Element) -> str:
    """What a part of a run shows; the ids of our footnotes are their numbers.

    A line ended within a link is not the text's but the page's.
    """
    if part.tag == _NOTE:
        return _counted(part)
    if part.tag == _OWN:
        return next(map(_counted, part.iterancestors(qualified("w:footnote"))))
    if part.tag == _BR and next(part.iterancestors(_LINK), None) is not None:
        return ""
    return part.text or "" if part.tag == _T else _FIXED.get(str(part.tag), "")


def _counted(note: Element) -> str:
    return Footnote(int(note.get(_ID, "0")), ()).text


def properties(
    written: list[Line], facts: Mapping[str, str], dataset: Dataset | None
) -> dict[str, str]:
    """The record of bindings as custom properties; `facts` maps bookmarks to facts' ids."""
    known = dataset.by_id if dataset is not None else {}
    bindings = [
        Binding(mark, facts[mark], known[facts[mark]].name if facts[mark] in known else facts[mark],
                line.text[start:end], *touching(line.text, start, end))
        for line in written for mark, start, end in line.marks
    ]
    return pack(bindings) if bindings else {}


def data_part(written: list[Line], dataset: Dataset | None, issuer: str) -> Element:
    """The custom XML part: the dataset if there is one, and every paragraph as made."""
    root = etree.fromstring(f'<briefing xmlns="{NAMESPACE}" version="{__version__}"/>')
    root.set("issuer", issuer)
    if dataset is not None:
        root.append(_element("dataset", dataset))
    text = etree.SubElement(root, f"{_OURS}text")
    text.extend(_paragraph(line) for line in written)
    return root


def _paragraph(line: Line) -> Element:
    """`<p>产值<b n="_rg_…">9052万元</b>。</p>`; of nested marks only the outer."""
    said = {"label": line.label, "cell": line.cell}
    element = etree.Element(f"{_OURS}p", {name: text for name, text in said.items() if text})
    if not line.marks:
        element.text = line.text
        return element
    last: Element | None = None
    at = 0
    for name, start, end in sorted(line.marks, key=lambda mark: (mark[1], -mark[2])):
        if start < at:
            continue
        _append(element, last, line.text[at:start])
        last = etree.SubElement(element, f"{_OURS}b", {"n": name})
        last.text, at = line.text[start:end], end
    _append(element, last, line.text[at:])
    return element


def _append(element: Element, last: Element | None, text: str) -> None:
    if last is None:
        element.text = text
    else:
        last.tail = text


def _element(name: str, item: Any) -> Element:
    """A frozen record as XML: plain fields as attributes, others as children, defaults left out."""
    element = etree.Element(f"{_OURS}{name}")
    for each in fields(item):
        value = getattr(item, each.name)
        if each.name in _LEFT_OUT or value in ("", (), None, False) or value == each.default:
            continue
        if isinstance(value, Enum):
            value = value.value
        if isinstance(value, str | int):
            element.set(each.name, str(value))
        else:
            element.extend(_children(each.name, value))
    return element


def _children(name: str, value: Any) -> Iterator[Element]:
    for item in value if isinstance(value, tuple) else (value,):
        if is_dataclass(item):
            yield _element(name, item)
        else:
            child = etree.Element(f"{_OURS}{name}")
            child.text = str(item)
            yield child
