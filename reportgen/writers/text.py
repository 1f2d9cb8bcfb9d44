"""Document → plain text: for mail, chat windows and screen readers.

Every node has its lines; nothing is shortened. Tables are rows of cells parted by tabs, so that
they can be pasted into a spreadsheet; a chart is the list of what it shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import assert_never

from reportgen.document.chart import (
    Change,
    ChartSpec,
    Datum,
    Panels,
    PartBars,
    Schedule,
    SeriesChart,
    StageChart,
    StageRow,
    Target,
    Targets,
)
from reportgen.document.printed import ATTACHED, Passage, caption, notes, passages
from reportgen.document.tree import (
    Attachment,
    Block,
    Document,
    Figure,
    Masthead,
    PageBreak,
    PhotoFigure,
    Table,
    Title,
)

INDENT = "　　"      # two ideographic spaces, as a paragraph begins
# What a passage of a style begins with
_LEADS = {
    **dict.fromkeys(("body", "editor_note", "attachment_list", "heading1", "heading2", "heading3",
                     "heading4"), INDENT),
    "signature": INDENT * 6,     # stands at the right
}
DRAFT = "【草稿】"


def write_text(document: Document) -> bytes:
    """The document as UTF-8 text with `\\n` line ends; blocks parted by an empty line."""
    head = [DRAFT] if document.meta.draft else []
    parts = head + ["\n".join(block_lines(block)) for block in document.blocks]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def block_lines(block: Block) -> list[str]:
    """The lines of one block: a passage each, and what some kinds say besides."""
    lines = [_line(passage) for passage in passages(block) if passage.row < 0]
    match block:
        case PageBreak():
            return ["\f"]
        case Masthead():
            return [*lines[:-2], INDENT.join(lines[-2:])]
        case Title():
            return list(block.lines)
        case Attachment():
            return [lines[0], "", *lines[1:]]
        case Table():
            rows = groupby((each for each in passages(block) if each.row >= 0), lambda p: p.row)
            grid = ["\t".join("　" * cell.level + cell.text for cell in row) for _, row in rows]
            head = 1 + bool(block.unit)
            return [*lines[:head], *grid, *lines[head:]]
        case Figure():
            return [lines[0], f"（{block.alt}）", *chart_lines(block.chart), *lines[1:]]
        case PhotoFigure():
            return _photos(block)
        case _:
            return lines


def _line(passage: Passage) -> str:
    if passage.style == "contents":
        return INDENT * passage.level + passage.text
    lead = _LEADS.get(passage.style, "")
    if passage.style == "attachment_list" and not passage.label.startswith(ATTACHED):
        lead += "　" * len(ATTACHED)
    return lead + passage.text


def _photos(block: PhotoFigure) -> list[str]:
    """Caption, and what each photograph shows; a decoration says nothing."""
    if not block.number:
        return []
    lines = [caption(block).text]
    heads = block.lines or tuple(f"（{letter}）" for letter in "abc") \
        if len(block.photos) > 1 else ("",)
    for head, photo in zip(heads, block.photos, strict=False):
        lines.append(f"{head}（照片：{photo.alt}）")
    return [*lines, *(note.text for note in notes(block.notes))]


def chart_lines(chart: ChartSpec) -> list[str]:
    """What a chart shows: its title and one line for each value, with its unit."""
    match chart:
        case SeriesChart():
            return _series_chart(chart)
        case PartBars():
            return [_title(chart.title, chart.unit), *_parts(chart)]
        case StageChart():
            return [f"{chart.title}（{' → '.join(chart.stages)}）", *_stages(chart)]
        case Panels():
            groups = [
                [_title(panel.title, panel.unit), *map(_datum, panel.data)]
                for panel in chart.panels
            ]
            return [chart.title, *(line for group in groups for line in group)]
        case Change():
            values = [_datum(chart.before), _datum(chart.after), chart.rate.text]
            return [_title(chart.title, chart.unit), *values]
        case Targets():
            return [chart.title, *map(_target, chart.rows)]
        case Schedule():
            return [chart.title, *(
                f"{row.label}：" + "；".join(
                    f"{task.quantity.text}（{task.state.value}）" for task in row.tasks)
                for row in chart.rows
            )]
        case _:
            assert_never(chart)


def _series_chart(chart: SeriesChart) -> list[str]:
    """A line for each value of a single series; else a table, its cells parted by tabs."""
    (first, *others) = chart.series
    whole = [f"总数：{chart.whole.quantity.text}"] if chart.whole is not None else []
    if not others:
        lines = [
            f"{category.label}：—" if datum is None else _datum(datum)
            for category, datum in zip(chart.categories, first.data, strict=True)
        ]
        return [_title(chart.title, chart.unit), *lines, *whole]
    heads = [_title(series.name, chart.axes[series.axis].unit) for series in chart.series]
    rows = zip(chart.categories, *(series.data for series in chart.series), strict=True)
    return [chart.title, "\t".join(("", *heads)), *(
        "\t".join((category.label, *(_cell(datum) for datum in cells)))
        for category, *cells in rows
    ), *whole]


def _cell(datum: Datum | None) -> str:
    if datum is None:
        return "—"
    return datum.quantity.text + (f"（{datum.note}）" if datum.note else "")


def _target(row: Target) -> str:
    rate = f"；完成率{row.rate.text}（测算）" if row.rate is not None else ""
    return f"{row.label}（{row.unit}）：{_datum(row.actual)}；{_datum(row.target)}{rate}"


def _title(title: str, unit: str) -> str:
    return f"{title}（{unit}）" if unit and title else title or f"单位：{unit}"


def _datum(datum: Datum) -> str:
    note = f"（{datum.note}）" if datum.note else ""
    return f"{datum.label}{note}：{datum.quantity.text}"


def _parts(chart: PartBars) -> Iterator[str]:
    for item in chart.items:
        yield _datum(item.whole)
        if item.part is not None:
            yield f"　其中：{_datum(item.part)}"


def _stages(chart: StageChart) -> Iterator[str]:
    for row in chart.rows:
        yield f"{row.label}：{_stage(chart, row)}"


def _stage(chart: StageChart, row: StageRow) -> str:
    status = "；".join(quantity.text for quantity in row.status)
    if row.stage is None:
        return f"阶段未说明；{status}"
    reached = chart.stages[row.stage] + ("" if row.complete else "（进行中）")
    return f"{reached}；{status}"
