"""Forms: papers of boxes with words in them, row below row, a head again on every page.

What an archive wants on paper (a list, a certificate, a cover, labels, a stamp) is no text that
flows, so it is told as rows of fields; the pages that come out are tagged as those of `layout`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import accumulate
from typing import NamedTuple

from reportgen.charts.record.drawing import Colour
from reportgen.diagnostics import NOWHERE
from reportgen.fonts import ways_out
from reportgen.frozen import frozen
from reportgen.layout.pages import BLACK, Element, Marked, Page, Pages, Rule
from reportgen.layout.text import Context, Piece, SetLine, set_lines

_CUT = "…"
_DENSEST = 8      # characters to an em: of what is to be cut, no more than may fit is set
_BLANK = "　"      # what an empty cell says: a row of a table has all its cells


class Kind(Enum):
    """What a row is: title and lines stand without boxes; boxes are no table, as cells are."""

    TITLE, LINE, BOXES, HEAD, CELLS = range(5)


_ROLES = {Kind.TITLE: "H1", Kind.HEAD: "TH", Kind.CELLS: "TD"}      # a paragraph else


class Field(NamedTuple):
    """One box. `share` is of its row's width; of more lines than `most` the rest is cut (0: none).

    `label` stands small in the upper left corner; `top`: so does the text; a gap has no box.
    """

    text: str
    share: float = 1.0
    style: str = "form_text"
    align: str = ""
    label: str = ""
    most: int = 0
    top: bool = False
    gap: bool = False


class Row(NamedTuple):
    """A row, at least so many points high: its text is never outside it."""

    kind: Kind
    fields: tuple[Field, ...]
    height: float = 0.0


@frozen
class Form:
    """A paper. Lengths are points; `numbered`: its pages say which of how many they are."""

    width: float
    height: float
    margin: float
    rows: tuple[Row, ...]
    padding: tuple[float, float]
    rule: float
    colour: Colour = BLACK      # of rules and labels
    numbered: bool = False


class _Set(NamedTuple):
    """A field that is set, where its box begins, and how wide that is."""

    field: Field
    x: float
    width: float
    lines: list[SetLine]
    labels: list[SetLine]


class _Made(NamedTuple):
    row: Row
    fields: list[_Set]
    height: float


def form_pages(context: Context, forms: Iterable[Form]) -> Pages:
    """The pages of some forms, one after the other. E0501 goes to the sink: no face has a sign."""
    made: list[Page] = []
    for form in forms:
        made += _pages(context, form, len(made))
    return Pages(tuple(made), context.root)


def _pages(context: Context, form: Form, before: int) -> Iterator[Page]:
    bottom = form.height - form.margin
    content: list[list[Marked]] = [[]]
    y, table = form.margin, None
    heads: list[_Made] = []
    for made in (_made(context, form, row) for row in form.rows):
        kind = made.row.kind
        if kind is Kind.HEAD:
            heads, table = [*heads, made], table or Element("Table", context.root)
        elif kind is not Kind.CELLS:
            heads, table = [], None
        if y + made.height > bottom and content[-1]:
            content.append([])
            y = form.margin
            for head in heads if kind is Kind.CELLS else ():
                content[-1] += (marked._replace(element=None, artifact="Pagination")
                                for marked in _drawn(context, form, head, y, None))
                y += head.height
        content[-1] += _drawn(context, form, made, y, table)
        y += made.height
    for number, marks in enumerate(content, 1):
        foot = _foot(context, form, number, len(content)) if form.numbered else ()
        yield Page(before + number, form.width, form.height, (*marks, *foot))


def _foot(context: Context, form: Form, number: int, count: int) -> Iterator[Marked]:
    style = context.style("form_text")
    words = f"第{number}页　共{count}页"
    for line in set_lines(context, [Piece(words, style.role)], style, 0.0, form.width,
                          align="center"):
        yield from line.marked(None, "Pagination", form.height - form.margin / 2)


def _made(context: Context, form: Form, row: Row) -> _Made:
    total = sum(field.share for field in row.fields)
    width = form.width - 2 * form.margin
    wide = [field.share / total * width for field in row.fields]
    edges = list(accumulate(wide, initial=form.margin))
    table = row.kind in (Kind.CELLS, Kind.HEAD)
    fields = [_set(context, form, field._replace(text=field.text or (_BLANK if table else "")),
                   x, each)
              for field, x, each in zip(row.fields, edges, wide, strict=False)]
    needed = max((_height(context, each.lines, each.field.style)
                  + _height(context, each.labels, "form_label") for each in fields), default=0.0)
    return _Made(row, fields, max(row.height, needed + 2 * form.padding[1]))


def _height(context: Context, lines: Sequence[SetLine], style: str) -> float:
    return len(lines) * context.style(style).pitch.pt


def _set(context: Context, form: Form, field: Field, x: float, width: float) -> _Set:
    place = x + form.padding[0], max(width - 2 * form.padding[0], 1.0)
    most = int(field.most * _DENSEST * place[1] / context.style(field.style).size.pt)
    shown = field._replace(text=field.text[:most] + _CUT) if 0 < most < len(field.text) else field
    lines = _lines(context, shown, place)
    while field.most and len(lines) > field.most:
        places = [at for at, ch in enumerate(shown.text) if ch != "\n"]
        end = places[lines[field.most - 1].line.end - 1]
        shown = shown._replace(text=shown.text[:end].rstrip(f"\n{_CUT}") + _CUT)
        lines = _lines(context, shown, place)
    label = _lines(context, Field(field.label, style="form_label"), place, form.colour)
    return _Set(field, x, width, lines, label)


def _lines(
    context: Context, field: Field, place: tuple[float, float], colour: Colour = BLACK
) -> list[SetLine]:
    text = field.text
    style = context.style(field.style)
    for _, ch in context.library.missing(style.role, text.replace("\n", "")):
        context.sink.error("E0501", f"没有字体能显示“{ch}”（U+{ord(ch):04X}），见“{text[:24]}”",
                           NOWHERE, *ways_out(ch))
        return []
    parts = text.split("\n")
    return set_lines(
        context, [Piece("".join(parts), style.role)], style, *place,
        align=field.align, colour=colour, breaks=tuple(accumulate(map(len, parts[:-1]))))


def _drawn(
    context: Context, form: Form, made: _Made, y: float, table: Element | None
) -> Iterator[Marked]:
    row, ascent = made.row, context.profile.number("page.ascent")
    within = Element("TR", table) if table else None
    for each in made.fields:
        titled = row.kind is Kind.TITLE
        owner = Element(
            _ROLES.get(row.kind, "P"), within or context.root, level=int(titled),
            scope="Column" if row.kind is Kind.HEAD else "",
            outline=each.field.text if titled else "")
        room = made.height - _height(context, each.labels, "form_label")
        below = form.padding[1] if each.field.top else (
            room - _height(context, each.lines, each.field.style)) / 2
        at = y + form.padding[1]
        for lines, name, top in (
            (each.labels, "form_label", at),
            (each.lines, each.field.style, y + made.height - room + below)):
            style = context.style(name)
            base = top + (style.pitch.pt - style.size.pt) / 2 + style.size.pt * ascent
            for turn, line in enumerate(lines):
                yield from line.marked(owner, y=base + turn * style.pitch.pt)
    if row.kind not in (Kind.TITLE, Kind.LINE):
        yield Marked(None, tuple(_box(form, made, y)))


def _box(form: Form, made: _Made, y: float) -> Iterator[Rule]:
    foot = y + made.height
    for each in made.fields:
        if each.field.gap:
            continue
        left, right = each.x, each.x + each.width
        start, end = left - form.rule / 2, right + form.rule / 2      # corners are closed
        for x, x2, top, low in ((start, end, y, y), (start, end, foot, foot),
                                (left, left, y, foot), (right, right, y, foot)):
            yield Rule(x, top, x2, low, form.rule, form.colour)
