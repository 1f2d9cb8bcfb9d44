"""What a letter says itself: the head, the lead, a sentence of each section, tables, charts, files.

Made once as parts, of the texts that are printed; plain text and HTML are two ways to write them.
The HTML is one column of our own inline styles: it stands on a phone, with pictures off, and in a
dark window, since it names no background and no colour of text but one that both kinds carry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from reportgen.archive.objects import digest_of
from reportgen.document.chart_words import sentences
from reportgen.document.printed import GAP, caption, passages
from reportgen.document.tree import (
    Document,
    Figure,
    Heading,
    Letterhead,
    LetterOpening,
    Masthead,
    Paragraph,
    Table,
    plain,
)
from reportgen.mail.letter import Attachment

_LEADS = 3          # paragraphs before the first heading
_ROWS, _COLUMNS = 30, 6     # of a table that a letter shows; a larger one is in the file
_WIDTH = 560        # CSS pixels of a picture at most
_RED, _RULE = "#d9534f", "#999999"      # seen on white and on black


class Drawn(NamedTuple):
    """A chart as a picture: what the text calls it, its natural size in CSS pixels."""

    cid: str
    width: float
    height: float


class LetterPart(NamedTuple):
    """A piece of a letter: a line of a kind, or a table (its rows, the head first), or a chart."""

    kind: str       # head, title, heading, body, caption, note, table, chart
    text: str
    rows: tuple[tuple[str, ...], ...] = ()
    drawn: Drawn | None = None
    alt: str = ""
    aligns: tuple[str, ...] = ()    # of a table's columns: left, center, right


def parts(
    document: Document, drawings: Mapping[int, Drawn], files: Sequence[Attachment], name: str,
) -> list[LetterPart]:
    """The pieces of a letter on a document; `name` is the 档号 under which it is filed."""
    return [*_heads(document), *_summary(document), *_shown(document, drawings),
            *_files(files, name)]


def _heads(document: Document) -> Iterator[LetterPart]:
    for block in document.blocks:
        match block:
            case Masthead():
                yield LetterPart("head", GAP.join((block.name, block.issue, block.date)))
            case Letterhead() | LetterOpening():
                name = "、".join(block.organs) if isinstance(block, Letterhead) else block.organ
                yield LetterPart("head", GAP.join(filter(None, (name, block.number))))
            case _:
                continue
    yield LetterPart("title", document.meta.title)


def _summary(document: Document) -> Iterator[LetterPart]:
    """The lead in full; of each section of the first level its heading and first sentence."""
    leads, waiting = 0, ""
    for block in document.blocks:
        match block:
            case Heading(level=1):
                leads = _LEADS
                waiting = block.number + plain(block.children)
            case Paragraph() if waiting:
                yield LetterPart("heading", waiting)
                yield LetterPart("body", _first(plain(block.children)))
                waiting = ""
            case Paragraph() if leads < _LEADS:
                leads += 1
                yield LetterPart("body", plain(block.children))
            case _:
                continue


def _first(text: str) -> str:
    """The first two sentences: a bold lead alone says too little."""
    ends = [at for at, ch in enumerate(text, 1) if ch in "。！？"]
    return text[: ends[min(1, len(ends) - 1)]] if ends else text


def _shown(document: Document, drawings: Mapping[int, Drawn]) -> Iterator[LetterPart]:
    for block in document.blocks:
        match block:
            case Table() if len(block.rows) <= _ROWS and len(block.columns) <= _COLUMNS:
                made = list(passages(block))
                cells = groupby((each for each in made if each.row >= 0), lambda each: each.row)
                rows = tuple(tuple(GAP * each.level + each.text for each in row)
                             for _, row in cells)
                yield LetterPart("caption", made[0].text)
                yield from (LetterPart("note", each.text) for each in made if each.style == "unit")
                yield LetterPart("table", "", rows, aligns=tuple(
                    column.align.value for column in block.columns))
                yield from (LetterPart("note", each.text) for each in made if each.style == "note")
            case Table():
                yield LetterPart("caption", f"{caption(block).text}（见附件）")
            case Figure():
                words = "；".join(each.rstrip("。") for each in sentences(block.chart, "："))
                yield LetterPart("caption", caption(block).text)
                yield LetterPart("chart", words, (), drawings.get(block.number),
                           f"{block.label}的画面，画的数写在下面")
            case _:
                continue


def _files(files: Sequence[Attachment], name: str) -> Iterator[LetterPart]:
    yield LetterPart("heading", "附件")
    for each in files:
        digest = digest_of(each.data)
        yield LetterPart("body", f"{each.name}（{size(len(each.data))}）")
        yield LetterPart("note", f"校验码 {verify_code(digest)}")
        yield LetterPart("digest", f"SHA-256 {digest}")
    yield LetterPart(
        "note", f"档号 {name}。核对收到的文件：算出 SHA-256，和上面的一样就没有改动过。")


def verify_code(digest: str) -> str:
    """As much of a digest as is read out over the telephone."""
    return "-".join(digest[at : at + 4] for at in range(0, 16, 4))


def size(count: int) -> str:
    """A size in the words of file managers."""
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{max(1, round(count / 1e3))} KB"


def as_text(pieces: Sequence[LetterPart]) -> str:
    """The letter as plain text; a chart is what it shows."""
    lines: list[str] = []
    for part in pieces:
        if part.kind in ("heading", "caption", "title"):
            lines.append("")
        indent = "　　" if part.kind == "body" else ""
        if part.text:
            lines.append(indent + part.text)
        lines += ["\t".join(row) for row in part.rows]
    return "\n".join(lines).strip() + "\n"


_STYLES = {
    "head": ("p", f"margin:0 0 8px;padding:0 0 8px;border-bottom:2px solid {_RED};"
                  f"color:{_RED};font-weight:bold;font-size:18px"),
    "title": ("h1", "margin:16px 0;font-size:20px;line-height:1.4;text-align:center"),
    "heading": ("h2", "margin:20px 0 4px;font-size:17px"),
    "body": ("p", "margin:6px 0;font-size:16px;line-height:1.7"),
    "caption": ("p", "margin:16px 0 4px;font-size:15px;font-weight:bold;text-align:center"),
    "note": ("p", "margin:4px 0;font-size:13px;line-height:1.5"),
    "digest": ("p", "margin:4px 0;font-size:13px;line-height:1.5;word-break:break-all"),
}
_CELL = f"border:1px solid {_RULE};padding:4px 6px;font-size:14px;line-height:1.4"


def as_html(pieces: Sequence[LetterPart], title: str) -> str:
    """The letter as HTML: one column that is as wide as the window, at most 640 pixels."""
    inner = "\n".join(map(_html, pieces))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)}</title></head>\n"
        '<body style="margin:0;padding:0;font-family:sans-serif">'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">'
        '<tr><td align="center">'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"'
        ' style="max-width:640px"><tr><td align="left" style="padding:16px">\n'
        f"{inner}\n</td></tr></table></td></tr></table></body></html>\n")


def _html(part: LetterPart) -> str:
    if part.rows:
        return _table(part)
    if part.kind == "chart":
        return _chart(part)
    tag, style = _STYLES[part.kind]
    return f'<{tag} style="{style}">{escape(part.text)}</{tag}>'


def _table(part: LetterPart) -> str:
    lines = []
    for place, row in enumerate(part.rows):
        tag = "td" if place else 'th scope="col"'
        cells = "".join(
            f'<{tag} style="{_CELL};text-align:{side if place else "center"}">{escape(text)}'
            f"</{tag[:2]}>" for text, side in zip(row, part.aligns, strict=False))
        lines.append(f"<tr>{cells}</tr>")
    return ('<table width="100%" cellpadding="0" cellspacing="0" border="0"'
            f' style="border-collapse:collapse;margin:4px 0">{"".join(lines)}</table>')


def _chart(part: LetterPart) -> str:
    _, style = _STYLES["note"]
    words = f'<p style="{style}">{escape(part.text)}</p>'
    if part.drawn is None:
        return words
    wide = min(_WIDTH, round(part.drawn.width))
    high = round(part.drawn.height * wide / part.drawn.width)
    return (f'<p style="margin:4px 0;text-align:center"><img src="cid:{part.drawn.cid}"'
            f' width="{wide}" height="{high}" alt="{escape(part.alt)}"'
            ' style="max-width:100%;height:auto;border:0"></p>' + words)
