"""Document → plain text: for mail, chat windows and screen readers.

Every node has its lines; nothing is shortened. Tables are rows of cells parted by tabs, so that
they can be pasted into a spreadsheet; a chart is the list of what it shows.
"""

from __future__ import annotations

from itertools import groupby

from reportgen.document.chart import ChartSpec, SeriesChart
from reportgen.document.chart_words import sentences, sheet
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
    plain,
)
from reportgen.facts.forms import NO_VALUE

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
    made = list(passages(block))
    lines = [_line(passage) for passage in made if passage.row < 0]
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
            rows = groupby((each for each in made if each.row >= 0), lambda each: each.row)
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
    """What a chart shows, a line for each row; of several series a grid parted by tabs."""
    if not (isinstance(chart, SeriesChart) and len(chart.series) > 1):
        return sentences(chart, "：")
    made = sheet(chart)
    heads = [name if len(chart.axes) > 1 else f"{name}（{made.unit}）" for name in made.columns]
    return ["\t".join(("", *heads)), *(
        "\t".join((row.label, *(plain(value.children) + value.remark if value else NO_VALUE
                                for value in row.values))) for row in made.rows)]
