"""Document → plain text: for mail, chat windows and screen readers.

Every node has its lines; nothing is shortened. Tables are rows of cells parted by tabs, so that
they can be pasted into a spreadsheet; a chart is the list of what it shows.
"""

from __future__ import annotations

from itertools import groupby, zip_longest

from reportgen.document import tree
from reportgen.document.chart import ChartSpec, SeriesChart
from reportgen.document.chart_words import sentences, sheet
from reportgen.document.printed import ATTACHED, Passage, caption, notes, passages
from reportgen.document.quantity import NO_VALUE
from reportgen.document.tidy import is_han
from reportgen.document.walk import noted

INDENT = "　　"      # two ideographic spaces, as a paragraph begins
# What a passage of a style begins with
_LEADS = {
    **dict.fromkeys(("body", "boxed", "editor_note", "attachment_list", "attendance", "heading1",
                     "heading2",
                     "heading3", "heading4"), INDENT),
    "signature": INDENT * 6,     # stands at the right
}
DRAFT = "【草稿】"


def write_text(document: tree.Document) -> bytes:
    """The document as UTF-8 text with `\\n` line ends; blocks parted by an empty line."""
    head = [DRAFT] if document.meta.draft else []
    parts = [*head, *("\n".join(block_lines(block)) for block in document.blocks)]
    foot = bool(document.blocks) and isinstance(document.blocks[-1], tree.Colophon)
    notes = [note.text + _said(note.children) for note in noted(document)]
    parts.insert(len(parts) - foot, "\n".join(notes))
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def block_lines(block: tree.Block) -> list[str]:
    """The lines of one block: a passage each, and what some kinds say besides."""
    made = list(passages(block))
    lines = [_line(passage) for passage in made if passage.row < 0]
    match block:
        case tree.PageBreak():
            return ["\f"]
        case tree.Masthead():
            return [*lines[:-2], INDENT.join(lines[-2:])]
        case tree.LetterOpening() if block.marks:
            return [lines[0], INDENT.join(lines[1:3]), *lines[3:]]
        case tree.Title():
            return list(block.lines)
        case tree.Attachment():
            return [lines[0], "", *lines[1:]]
        case tree.Table():
            rows = groupby((each for each in made if each.row > 0), lambda each: each.row)
            heads = [Passage("", (tree.Text(column.path),)) for column in block.columns]
            grid = [_row(heads), *(_row(list(row)) for _, row in rows)]
            head = 1 + bool(block.unit)
            return [*lines[:head], *grid, *lines[head:]]
        case tree.Figure():
            return [lines[0], f"（{_kind(block)}）", *chart_lines(block.chart), *lines[1:]]
        case tree.PhotoFigure():
            return _photos(block)
        case _:
            return lines


def _kind(block: tree.Figure) -> str:
    """Its alternative text without caption and rows, which stand above and below."""
    rows = "；".join(sentences(block.chart)).rstrip("。")
    words = block.alt.removeprefix(f"{block.caption.rstrip('。')}。")
    return words.removesuffix(f"{rows}。").rstrip("。")


def _line(passage: Passage) -> str:
    text = passage.label + _said(passage.children)
    if passage.style == "contents":
        return INDENT * passage.level + text
    lead = _LEADS.get(passage.style, "")
    if passage.style == "attachment_list" and not passage.label.startswith(ATTACHED):
        lead += "　" * len(ATTACHED)
    return _lined(lead * (passage.level + 1), text)


def _row(cells: list[Passage]) -> str:
    """A row of a table; of cells with several lines, so many rows."""
    lines = [_lined("　" * cell.level, _said(cell.children)).split("\n") for cell in cells]
    return "\n".join("\t".join(line) for line in zip_longest(*lines, fillvalue=""))


def _lined(lead: str, text: str) -> str:
    """The text with what each of its lines begins with."""
    return lead + text.replace("\n", "\n" + lead)


def _said(children: tuple[tree.Inline, ...]) -> str:
    """The text, the address of each link behind its words."""
    parts = []
    for child in children:
        match child:
            case tree.Link(address):
                words, shown = tree.plain(child.children), address.removeprefix("mailto:")
                parts.append(words if words == shown else f"{words}（{shown}）")
            case tree.Strong() | tree.Lead():
                parts.append(_said(child.children))
            case tree.Script(content) if is_han(content[:1]):
                parts.append(f"（{content}）")
            case _:
                parts.append(child.text)
    return "".join(parts)


def _photos(block: tree.PhotoFigure) -> list[str]:
    """Caption, and what each photograph shows; a decoration says nothing."""
    if block.silent:
        return []
    lines = [caption(block).text] if block.number else []
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
        "\t".join((row.label, *(tree.plain(value.children) + value.remark if value else NO_VALUE
                                for value in row.values))) for row in made.rows)]
