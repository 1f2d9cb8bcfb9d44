"""Document → plain text: for mail, chat windows and screen readers.

Every node has its lines; nothing is shortened. Tables are rows of cells parted by tabs, so that
they can be pasted into a spreadsheet; a chart is the list of what it shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
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
from reportgen.document.tree import (
    Addressees,
    Attachment,
    AttachmentList,
    Block,
    Colophon,
    Contents,
    Credit,
    Document,
    EditorNote,
    Figure,
    Heading,
    Inline,
    Letterhead,
    ListBlock,
    Masthead,
    Note,
    PageBreak,
    Paragraph,
    PhotoFigure,
    Remark,
    Signature,
    Table,
    Title,
    note_label,
    plain,
)

INDENT = "　　"      # two ideographic spaces, as a paragraph begins
_INSET = INDENT * 6  # of what stands at the right
DRAFT = "【草稿】"


def write_text(document: Document) -> bytes:
    """The document as UTF-8 text with `\\n` line ends; blocks parted by an empty line."""
    head = [DRAFT] if document.meta.draft else []
    parts = head + ["\n".join(block_lines(block)) for block in document.blocks]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def block_lines(block: Block) -> list[str]:
    """The lines of one block."""
    match block:
        case Masthead():
            return _masthead(block)
        case Letterhead():
            return _letterhead(block)
        case Contents():
            return [block.title, *(INDENT * entry.level + entry.text for entry in block.entries)]
        case Title():
            return list(block.lines)
        case Addressees():
            return [f"{block.names}："]
        case Credit():
            return [block.text]
        case EditorNote():
            texts = [plain(paragraph) for paragraph in block.paragraphs]
            return _lined(INDENT, f"{block.label}：{texts[0]}", *texts[1:])
        case Heading():
            return [f"{INDENT}{block.number}{plain(block.children)}"]
        case Paragraph():
            return _lined(INDENT, plain(block.children))
        case ListBlock():
            return [
                text for line in block.lines()
                for text in _lined(INDENT * (line.level + 1), line.marker + plain(line.children))
            ]
        case Table():
            return _table(block)
        case Figure():
            head = [f"{block.label}　{block.caption}", f"（{block.alt}）"]
            return [*head, *chart_lines(block.chart), *_notes(block.notes)]
        case PhotoFigure():
            return _photos(block)
        case Note():
            return [f"注：{plain(block.children)}"]
        case PageBreak():
            return ["\f"]
        case AttachmentList():
            heads = ["附件：", *["　　　"] * (len(block.items) - 1)]
            return [
                f"{INDENT}{head}{number}{name}"
                for head, (number, name) in zip(heads, block.items, strict=True)
            ]
        case Signature():
            return [_INSET + text for text in (*block.organs, block.date)]
        case Remark():
            return [f"{INDENT}（{block.text}）"]
        case Attachment():
            return [block.label, "", block.title]
        case Colophon():
            return _colophon(block)
        case _:
            assert_never(block)


def _masthead(block: Masthead) -> list[str]:
    lines = [block.notice, block.name, block.issue, f"{block.issuer}　　{block.date}"]
    return [line for line in lines if line.strip()]


def _letterhead(block: Letterhead) -> list[str]:
    names = [f"{block.organs[0]}{block.suffix}"]
    if len(block.organs) > 1:
        names = [*block.organs, block.suffix]
    signers = f"签发人：{'　'.join(block.signers)}" if block.signers else ""
    lines = [*(text for _, text, _ in block.corner), *names, block.number, signers]
    return [line for line in lines if line]


def _table(block: Table) -> list[str]:
    lines = [f"{block.label}　{block.caption}"]
    if block.unit:
        lines.append(f"单位：{block.unit}")
    lines.append("\t".join(column.heading for column in block.columns))
    for row in block.rows:
        cells = [_lined("　" * cell.indent, plain(cell.children)) for cell in row]
        lines += ["\t".join(line) for line in zip_longest(*cells, fillvalue="")]
    return lines + _notes(block.notes)


def _lined(indent: str, *texts: str) -> list[str]:
    """Each line of the texts, indented."""
    return [indent + line for text in texts for line in text.split("\n")]


def _photos(block: PhotoFigure) -> list[str]:
    """Caption, and what each photograph shows; a decoration says nothing."""
    if not block.number:
        return []
    lines = [f"{block.label}　{block.caption}"]
    if len(block.photos) == 1:
        return [*lines, f"（照片：{block.photos[0].alt}）", *_notes(block.notes)]
    heads = block.lines or tuple(f"（{letter}）" for letter in "abc")
    for head, photo in zip(heads, block.photos, strict=False):
        lines.append(f"{head}（照片：{photo.alt}）")
    return lines + _notes(block.notes)


def _notes(notes: tuple[tuple[Inline, ...], ...]) -> list[str]:
    return [note_label(n, len(notes)) + plain(note) for n, note in enumerate(notes, 1)]


def _colophon(block: Colophon) -> list[str]:
    lines = [f"{label}：{text}" for label, text in block.rows]
    return [*lines, *(line for line in (block.left, block.right) if line)]


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
