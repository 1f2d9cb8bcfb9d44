"""Setting text: inline nodes → pieces with a face role → lines → positioned glyph runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from operator import add
from typing import assert_never

from reportgen.charts.drawing import Drawing
from reportgen.diagnostics import NOWHERE, Sink, Span
from reportgen.document.quantity import Quantity
from reportgen.document.tree import Inline, Lead, Reference, Strong, Text
from reportgen.fonts import Chain, FontLibrary
from reportgen.images.develop import Print
from reportgen.layout.frame import Frame
from reportgen.layout.pages import BLACK, Element, GlyphRun, Marked
from reportgen.layout.strips import Strip, shifted
from reportgen.style.profile import Profile, TextStyle
from reportgen.typeset import Align, Glyphs, Line, Rules, break_paragraph, break_title

# A quantity that is a number with what belongs to it (超9052万元, 36户52人) stays on one line; a
# listing, a status or 同比增长51.37% is prose and breaks as prose.
_WHOLE_ROLES = frozenset({"Link", "Lbl"})
_LONGEST_WHOLE = 8     # characters: 第十一部分 stays whole, 《…》 with a title in it does not
DIGITS = "0123456789"
_BOUND = re.compile(r"[超近约逾达]?\d[^、，；。：]{0,12}")


@dataclass(frozen=True, slots=True)
class Context:
    """What every part of the layout needs: profile, faces, pictures, and where problems go."""

    profile: Profile
    frame: Frame
    library: FontLibrary
    rules: Rules
    drawings: Mapping[int, Drawing]
    prints: Mapping[str, Print]
    sink: Sink
    root: Element

    def style(self, name: str) -> TextStyle:
        """A text style of the profile."""
        return self.profile.style(name)

    def ink(self, role: str, text: str) -> tuple[float, float]:
        """How far the ink of `text` reaches from the baseline, down and up, in ems."""
        chain = self.library.chain(role)
        boxes = [box for ch in text if (face := chain.face_for(ch)) and (box := face.ink(ch))]
        if not boxes:
            return 0.0, 0.0
        return min(box[1] for box in boxes) / 1000, max(box[3] for box in boxes) / 1000


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive characters of one face role; `element` None means the paragraph itself."""

    text: str
    role: str
    element: Element | None = None
    fact: str = ""
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class SetLine:
    """One set line: runs on a baseline `baseline` below the line's top, and their set width."""

    runs: tuple[tuple[Element | None, GlyphRun], ...]
    width: float

    def marked(self, element: Element | None, artifact: str = "Layout") -> tuple[Marked, ...]:
        """The runs, each tied to its own element or to `element`."""
        groups: list[tuple[Element | None, list[GlyphRun]]] = []
        for own, run in self.runs:
            owner = own if own is not None and element is not None else element
            if groups and groups[-1][0] is owner:
                groups[-1][1].append(run)
            else:
                groups.append((owner, [run]))
        return tuple(Marked(owner, tuple(runs), artifact) for owner, runs in groups)


def pieces(
    context: Context, children: Iterable[Inline], role: str, parent: Element | None
) -> list[Piece]:
    """Inline nodes as pieces; strong and lead text change the face, as in a 公文."""
    result: list[Piece] = []
    for child in children:
        match child:
            case Text(text, span):
                result.append(Piece(text, role, span=span))
            case Quantity():
                result.append(Piece(child.text, role, fact=child.fact, span=child.span))
            case Strong(inner):
                result += pieces(context, inner, context.profile.text("styles.strong.role"), parent)
            case Lead(inner):
                result += pieces(context, inner, context.profile.text("styles.lead.role"), parent)
            case Reference(target, text, span):
                link = Element("Link", parent, target=target, alt=text)
                result.append(Piece(text, role, link, span=span))
            case _:
                assert_never(child)
    return result


def set_lines(
    context: Context, parts: Sequence[Piece], style: TextStyle, x: float, width: float, *,
    indent: float = 0.0, align: str = "", colour: tuple[float, float, float] = BLACK,
    breaks: tuple[int, ...] = (), balanced: bool = False, tabular: bool = False,
) -> list[SetLine]:
    """Break and place `parts` in a measure of `width` points from `x`; baselines at 0.

    `indent` is in ems of the style; `balanced` breaks as a title is broken, in lines of like
    length; `tabular` gives all digits one width, so that they stand in columns. A fault of a line
    (too loose, overfull) is reported as I0601.
    """
    text = "".join(part.text for part in parts)
    if not text:
        return []
    em = style.em.pt
    measure = max(1, round(width / em * 1000))     # a profile may leave no room at all
    chains = [(context.library.chain(part.role), part.text) for part in parts]
    advances = [advance for chain, shown in chains for advance in chain.advances(shown)]
    even = [
        width for chain, shown in chains for width in even_advances(chain, shown)
    ] if tabular else advances
    glyphs = Glyphs(text, even, _bound(parts), breaks)
    how = _ALIGN[align or style.align]
    if balanced:
        lines = break_title(glyphs, measure, context.rules, how)
    else:
        lines = break_paragraph(glyphs, measure, round(indent * 1000), context.rules, how)
    if even != advances:
        inward = [(width - own) // 2 for width, own in zip(even, advances, strict=True)]
        lines = [
            replace(line, xs=tuple(map(add, line.xs, inward[line.start : line.end])))
            for line in lines
        ]
    spans = _spans(context, parts)
    for line in lines:
        if line.faults:
            _report(context, line, text, _place(spans, line.start))
    return list(_Setter(spans, text, style, x, colour).lines(lines))


def even_advances(chain: Chain, text: str) -> list[int]:
    """The advances of a text in which every digit is as wide as the widest."""
    widest = max(chain.advances(DIGITS))
    advances = chain.advances(text)
    return [widest if ch in DIGITS else own for ch, own in zip(text, advances, strict=True)]


def _place(spans: Sequence[_Span], position: int) -> Span:
    """Where in the source a character comes from."""
    return next((each.part.span for each in spans if position < each.end), NOWHERE)


_ALIGN: Mapping[str, Align] = {
    "justify": "justify", "left": "left", "center": "center", "right": "right",
}


def _bound(parts: Sequence[Piece]) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    at = 0
    for part in parts:
        label = part.element is not None and part.element.role in _WHOLE_ROLES \
            and len(part.text) <= _LONGEST_WHOLE
        if label or (part.fact and _BOUND.fullmatch(part.text)):
            spans.append((at, at + len(part.text)))
        at += len(part.text)
    return tuple(spans)


def _report(context: Context, line: Line, text: str, span: Span) -> None:
    for fault in line.faults:
        shown = text[line.start : line.end]
        message = f"这一行{_FAULTS.get(fault, fault)}：“{shown}”"
        context.sink.info("I0601", message, span, "改动几个字，或容许该行如此")


_FAULTS = {
    "overfull": "超出版心",
    "loose": "字距拉得较开",
    "no-lawful-break": "找不到合乎禁则的断点",
    "ragged": "没有可拉开的字距，右边不齐",
    "parted": "把数和单位拆在两行",
    "orphan": "末行只剩一个字",
}


@dataclass(frozen=True, slots=True)
class _Span:
    """Characters `start` to `end` of a paragraph: of one piece, shown by one face."""

    start: int
    end: int
    part: Piece
    face: str


def _spans(context: Context, parts: Sequence[Piece]) -> list[_Span]:
    found: list[_Span] = []
    at = 0
    for part in parts:
        for face, text in context.library.chain(part.role).runs(part.text):
            found.append(_Span(at, at + len(text), part, face.key if face else ""))
            at += len(text)
    return found


@dataclass(frozen=True, slots=True)
class _Setter:
    """Turns lines of one paragraph into glyph runs; the lines come in order."""

    spans: Sequence[_Span]
    text: str
    style: TextStyle
    x: float
    colour: tuple[float, float, float]

    def lines(self, lines: Iterable[Line]) -> Iterator[SetLine]:
        """Each line with its runs."""
        unit = self.style.em.pt / 1000
        first = 0
        for line in lines:
            while self.spans[first].end <= line.start < line.end:
                first += 1
            runs: list[tuple[Element | None, GlyphRun]] = []
            for span in islice(self.spans, first, None):
                if span.start >= line.end:
                    break
                runs.append((span.part.element, self._run(line, span, unit)))
            yield SetLine(tuple(runs), line.width * unit)

    def _run(self, line: Line, span: _Span, unit: float) -> GlyphRun:
        start, end = max(span.start, line.start), min(span.end, line.end)
        offsets = line.xs[start - line.start : end - line.start]
        left = offsets[0]
        return GlyphRun(
            span.face, self.style.size.pt, self.x + left * unit, 0.0, self.text[start:end],
            tuple([(x - left) * unit for x in offsets]), self.colour, span.part.fact,
        )


def text_strips(
    context: Context, lines: Sequence[SetLine], style: TextStyle, element: Element | None
) -> list[Strip]:
    """Lines as strips of the style's pitch, baselines at the face's ascent."""
    baseline = style.size.pt * context.profile.number("page.ascent")
    return [
        Strip(
            style.pitch.pt, style.size.pt,
            tuple(shifted(marked, baseline) for marked in line.marked(element)),
        )
        for line in lines
    ]


def after(context: Context) -> Strip:
    """The space that keeps a table or figure off the text below."""
    return Strip(context.profile.length("figure.after").pt, 0.0, snap=False)
