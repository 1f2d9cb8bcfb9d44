"""归档文件目录 on paper, and what belongs to the boxes of a year: cover, spine, 备考表.

After DA/T 22-2015 5.5 and 6.4: which fields there are, and that years, periods and sections do
not share a box. How the forms in its annexes look has not been read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from reportgen.acts.archive import Desk
from reportgen.acts.press import Press, press, titled, told
from reportgen.archive import listing
from reportgen.archive.metadata import RETENTION
from reportgen.archive.record import Class, Record
from reportgen.archive.store import Archive, founded
from reportgen.diagnostics import NOWHERE, Span, failure
from reportgen.frozen import frozen
from reportgen.layout.forms import Field, Form, Kind, Row
from reportgen.units import Mm

_LIST = "归档文件目录"
_MOST = 30      # lines of a box: a page holds it
_MIDDLE = ("序号", "日期", "密级", "页数")


@frozen
class Box:
    """What is in one box: records of one class, in the order of their 件号; 0: has no 盒号 yet."""

    kind: Class
    records: Sequence[Record]
    gone: Sequence[Record]      # destroyed ones that were among them
    number: int = 0

    @property
    def ends(self) -> tuple[str, str]:
        """起件号 and 止件号."""
        return f"{self.records[0].item:04}", f"{self.records[-1].item:04}"


def catalogue_file(at: Desk, records: Sequence[Record], path: Path) -> None:
    """归档文件目录 as a file: CSV, xlsx or PDF by its name. Raises E0132 for another."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        with at.archive() as archive:
            unit = _unit(archive)
        made = press(at)
        data = made.pdf(_LIST, [_catalogue(made, records, unit)])
    elif write := listing.WRITERS.get(suffix):
        data = write(listing.rows(records))
    else:
        raise failure("E0132", f"“{path.name}”不是 .csv、.xlsx、.pdf 文件", Span(str(path)),
                      f"写成 {path.with_suffix('.xlsx')}")
    at.world.write_all({path: data})


def box_papers(at: Desk, archive: Archive, boxes: Sequence[Box], thickness: float) -> bytes:
    """All papers of some boxes: for each class a cover and its 目录, a 备考表 a box, the spines."""
    unit, made = _unit(archive), press(at)
    forms: list[Form] = []
    for kind, group in groupby(boxes, key=lambda box: box.kind):
        own = list(group)
        forms += [_cover(made, kind, unit),
                  _catalogue(made, [each for box in own for each in box.records], unit),
                  *(_notes(made, box, unit) for box in own)]
    return made.pdf(f"{boxes[0].kind.year}年档案盒", [*forms, *_spines(made, boxes, thickness)])


def boxes_of(archive: Archive, year: int, most: int, first: int) -> list[Box]:
    """The boxes of a year, at most so many records in each; 0: all of a class in one.

    Raises E1137 when nothing of that year is left.
    """
    alive = {record.name for _, record in archive.catalogue.records("year = ?", (year,))}
    periods = list(RETENTION)
    found = sorted(
        (record for _, record in archive.catalogue.records("year = ?", (year,), alive=False)),
        key=lambda record: (periods.index(record.kind.retention), record.kind, record.item))
    boxes: list[Box] = []
    for kind, group in groupby(found, key=lambda record: record.kind):
        everything = list(group)
        kept = [each for each in everything if each.name in alive]
        gone = [each for each in everything if each.name not in alive]
        size = most or max(len(kept), 1)
        for at in range(0, len(kept), size):
            held = kept[at:at + size]
            last = held[-1].item if at + size < len(kept) else everything[-1].item
            own, gone = ([each for each in gone if (each.item <= last) is here]
                         for here in (True, False))
            boxes.append(Box(kind, held, own, first and first + len(boxes)))
    if not boxes:
        raise failure("E1137", f"{year} 年没有归了档的件", NOWHERE,
                      "归了档的：reportgen archive list")
    return boxes


def _unit(archive: Archive) -> dict[str, str]:
    told = founded(archive)
    fonds, unit = str(told.get("全宗号", "")), str(told.get("单位", ""))
    return {"全宗号": fonds, "全宗名称": str(told.get("全宗名称") or unit)}


def _catalogue(made: Press, records: Sequence[Record], unit: Mapping[str, str]) -> Form:
    kinds = {record.kind for record in records}
    years = sorted({kind.year for kind in kinds})
    said = [f"全宗号：{unit['全宗号']}", f"全宗名称：{unit['全宗名称']}"]
    if years:
        said.append(f"年度：{years[0]}" + (f"—{years[-1]}" if len(years) > 1 else ""))
    if len(kinds) == 1:
        (kind,) = kinds
        said += [f"保管期限：{RETENTION[kind.retention]}", *(
            [f"机构（问题）：{kind.section}"] if kind.section else [])]
    return made.paper([
        titled(_LIST), Row(Kind.LINE, (Field("　　".join(said), align="left"),)),
        _line(Kind.HEAD, listing.HEADS, "form_head"),
        *(_line(Kind.CELLS, cells, "form_text") for cells in listing.rows(records)),
    ], wide=True, numbered=True)


def _line(kind: Kind, cells: Sequence[str], style: str) -> Row:
    return Row(kind, tuple(
        Field(text, width, style, "center" if kind is Kind.HEAD or head in _MIDDLE else "left",
              most=_MOST)
        for text, width, head in zip(cells, listing.WIDTHS, listing.HEADS, strict=True)))


def _of_class(kind: Class, unit: Mapping[str, str]) -> list[tuple[str, str]]:
    return [("全宗号", kind.fonds), ("全宗名称", unit["全宗名称"]),
            ("年度", str(kind.year)), ("保管期限", RETENTION[kind.retention]),
            ("机构（问题）", kind.section)]


def _cover(made: Press, kind: Class, unit: Mapping[str, str]) -> Form:
    paper = made.paper(())
    tall = paper.height / 12

    def boxes(name: str, text: str) -> Row:
        return Row(Kind.BOXES, (
            Field("", 1, gap=True), Field(name, 2, "form_large"), Field(text, 4, "form_large"),
            Field("", 1, gap=True)), tall / 2)

    return made.paper([
        Row(Kind.LINE, (Field("", gap=True),), tall),
        Row(Kind.TITLE, (Field(unit["全宗名称"], style="form_title"),), tall),
        Row(Kind.LINE, (Field(_LIST, style="form_title"),), 3 * tall),
        *(boxes(name, text) for name, text in _of_class(kind, unit) if name != "全宗名称"),
    ])


def _notes(made: Press, box: Box, unit: Mapping[str, str]) -> Form:
    tall = made.paper(()).height / 2
    ends = "—".join(box.ends)
    return made.paper([
        titled("备考表"),
        *told(*_of_class(box.kind, unit), ("起止件号", ends), many=2),
        *told(("盒号", str(box.number or ""))),
        Row(Kind.BOXES, (Field("盒内文件\n情况说明", style="form_head"),
                         Field("\n".join(_situation(box)), 4, top=True, most=_MOST)), tall),
        *told(*((name, "") for name in ("整理人", "整理日期", "检查人", "检查日期")), many=2,
              height=tall / 12),
    ])


def _situation(box: Box) -> Iterator[str]:
    """What the catalogue knows; 缺损、修改、补充、移出 a person sees, and writes below."""
    pages = sum(each.pages for each in box.records)
    yield f"本盒归档文件 {len(box.records)} 件，{pages} 页。"
    for each in box.records:
        if each.correction:
            yield f"{each.item:04} 是“{each.number}”的{each.correction}：{each.reason}。"
    for each in box.gone:
        yield f"{each.item:04} 已批准销毁，目录还在。"


def _spines(made: Press, boxes: Sequence[Box], thickness: float) -> Iterator[Form]:
    """The spines side by side, to be cut out."""
    paper = made.paper(())
    wide, gap = Mm(thickness).pt, made.points("forms.spine_gap")
    room, high = paper.width - 2 * paper.margin, made.points("forms.spine") / len(_SPINE)
    count = max(1, int((room + gap) / (wide + gap)))
    for at in range(0, len(boxes), count):
        shown = boxes[at:at + count]
        rest = Field("", max(room - len(shown) * (wide + gap), 0.01), gap=True)
        lines: list[Row] = []
        for name, text in _SPINE:
            for texts, style, share in (
                    ([name] * len(shown), "form_head", 0.25),
                    ([text(box) for box in shown], "form_large", 0.75)):
                fields = [part for each in texts for part in (
                    Field(each, wide, style, "center"), Field("", gap, gap=True))]
                lines.append(Row(Kind.BOXES, (*fields, rest), high * share))
        yield made.paper(lines)


_SPINE: Sequence[tuple[str, Callable[[Box], str]]] = (
    ("全宗号", lambda box: box.kind.fonds), ("年度", lambda box: str(box.kind.year)),
    ("保管期限", lambda box: RETENTION[box.kind.retention]), ("机构", lambda box: box.kind.section),
    ("起件号", lambda box: box.ends[0]), ("止件号", lambda box: box.ends[1]),
    ("盒号", lambda box: str(box.number or "")),
)
