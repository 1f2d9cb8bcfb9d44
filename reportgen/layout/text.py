"""Setting text: inline nodes → pieces with a face role → lines → positioned glyph runs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import sub
from typing import NamedTuple, assert_never

from reportgen.charts.record.drawing import Drawing
from reportgen.diagnostics import NOWHERE, Sink, Span
from reportgen.document import tree
from reportgen.document.printed import Passage
from reportgen.document.quantity import Quantity
from reportgen.facts.approximation import LEADING, SIGNED
from reportgen.fonts import Chain, FontLibrary
from reportgen.frozen import frozen
from reportgen.images.develop import Print
from reportgen.layout.lexicon import lexicon
from reportgen.layout.names import Known
from reportgen.layout.pages import BLACK, LINE, Element, GlyphRun, Marked
from reportgen.layout.strips import Strip
from reportgen.layout.type_area import Frame
from reportgen.style.profile import Profile, TextStyle
from reportgen.style.schema import OUTER
from reportgen.typeset import Align, Glyphs, Line, Rules, break_paragraph, break_title

# A quantity that is a number with what belongs to it (超9052万元, 36户52人) stays on one line; a
# listing, a status or 同比增长51.37% is prose and breaks as prose.
_WHOLE_ROLES = frozenset({"Link", "Lbl"})
_PAIRED = 4            # characters: 公路养护 is 公路 and 养护
_LONGEST_WHOLE = 8     # characters: 第十一部分 stays whole, 《…》 with a title in it does not
DIGITS = "0123456789"
_UNIT = 1000        # of the lengths the lines are set in, to the point
# A script: its size, and how far it stands above and below the line, in sizes of its text; to the
# breaking of lines it is a sign that belongs to what stands before it, like an accent.
_SMALL, _RAISED, _LOWERED = 0.6, 0.36, -0.14
_ATTACHED = "\u0301"
_BOUND = re.compile(rf"{LEADING}?{SIGNED}[^、，；。：]{{0,12}}")


@frozen
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
    names: Known = field(default_factory=Known)
    styles: dict[str, TextStyle] = field(default_factory=dict, repr=False)  # met so far

    def style(self, name: str) -> TextStyle:
        """A text style of the profile."""
        found = self.styles.get(name)
        if found is None:
            found = self.styles[name] = self.profile.style(name)
        return found

    def baseline(self, style: TextStyle) -> float:
        """Of text in the middle of its line, from the line's upper edge."""
        lead = (style.pitch.pt - style.size.pt) / 2
        return lead + style.size.pt * self.profile.number("page.ascent")

    def ink(self, role: str, text: str) -> tuple[float, float]:
        """How far the ink of `text` reaches from the baseline, down and up, in ems."""
        chain = self.library.chain(role)
        boxes = [box for ch in text if (face := chain.face_for(ch)) and (box := face.ink(ch))]
        if not boxes:
            return 0.0, 0.0
        return min(box[1] for box in boxes) / 1000, max(box[3] for box in boxes) / 1000


@frozen
class Piece:
    """Consecutive characters of one face role; `element` None means the paragraph itself.

    One that `ends` a line has no characters.
    """

    text: str
    role: str
    element: Element | None = None
    fact: str = ""
    span: Span = field(default=NOWHERE, compare=False)
    rise: float = 0.0               # of a script, in sizes of the text
    note: tree.Footnote | None = None    # that it refers to
    ends: bool = False


def pieces(
    context: Context, children: Iterable[tree.Inline], role: str, parent: Element | None
) -> list[Piece]:
    """Inline nodes as pieces; strong and lead text change the face, as in a 公文.

    Where the author ended lines, each line is an element of its own.
    """
    found = _pieces(context, children, role, parent)
    if parent is None or not any(part.ends for part in found):
        return found
    return list(_in_lines(found, parent))


def _in_lines(parts: Iterable[Piece], parent: Element) -> Iterator[Piece]:
    line = Element(LINE, parent)
    moved: dict[Element, Element] = {parent: line}
    for part in parts:
        if part.ends:
            line = Element(LINE, parent)
            moved = {parent: line}
        yield replace(part, element=_moved(part.element, moved) if part.element else line)


def _moved(element: Element, moved: dict[Element, Element]) -> Element:
    """An element below a line instead of its paragraph, and so what is between them."""
    if element not in moved and element.parent is not None:
        moved[element] = replace(element, parent=_moved(element.parent, moved))
    return moved.get(element, element)


def _pieces(
    context: Context, children: Iterable[tree.Inline], role: str, parent: Element | None
) -> list[Piece]:
    result: list[Piece] = []
    for child in children:
        match child:
            case tree.Text(text, span=span):
                result.append(Piece(text, role, span=span))
            case Quantity():
                result.append(Piece(child.text, role, fact=child.fact, span=child.span))
            case tree.Strong(inner):
                face = context.profile.text("styles.strong.role")
                result += _pieces(context, inner, face, parent)
            case tree.Lead(inner):
                face = context.profile.text("styles.lead.role")
                result += _pieces(context, inner, face, parent)
            case tree.Reference(target, text, span=span):
                link = Element("Link", parent, target=target, alt=text)
                result.append(Piece(text, role, link, span=span))
            case tree.Script(content, raised, span=span):
                result.append(_script(context, content, role, parent, span, raised=raised))
            case tree.Link(address, inner):
                link = Element("Link", parent, address=address, alt=tree.plain(inner))
                result += [
                    part if part.element is not None else replace(part, element=link)
                    for part in _pieces(context, inner, role, link)
                ]
            case tree.Footnote():
                result.append(_note_mark(child, role, parent))
            case tree.LineBreak(span=span):
                result.append(Piece("", role, span=span, ends=True))
            case _:
                assert_never(child)
    return result


def _script(
    context: Context, content: str, role: str, parent: Element | None, span: Span, *, raised: bool
) -> Piece:
    rise = _RAISED if raised else _LOWERED
    shift = rise * context.style("body").size.pt
    own = Element("Span", parent, shift=shift) if parent is not None else None
    return Piece(content, role, own, span=span, rise=rise)


def _note_mark(note: tree.Footnote, role: str, parent: Element | None) -> Piece:
    """The mark of a footnote: a reference with a link to the note, which leads back to it."""
    own = Element("Reference", parent, anchor=note.mark_anchor)
    link = Element("Link", own, target=note.anchor, alt=f"脚注{note.number}")
    return Piece(note.text, role, link, span=note.span, rise=_RAISED, note=note)


def labelled(
    context: Context, passage: Passage, parent: Element | None, label: Element | None = None
) -> list[Piece]:
    """A passage with its label, which may be an element of its own."""
    role = context.style(passage.style).role
    children = pieces(context, passage.children, role, parent)
    if not passage.label:
        return children
    own = context.style(passage.label_style).role if passage.label_style else role
    return [Piece(passage.label, own, label, span=passage.span), *children]


def set_lines(
    context: Context, parts: Sequence[Piece], style: TextStyle, x: float, width: float, *,
    indent: float = 0.0, align: str = "", colour: tuple[float, float, float] = BLACK,
    breaks: tuple[int, ...] = (), balanced: bool = False, tabular: bool = False,
    whole_words: bool = False,
) -> list[SetLine]:
    """Break and place `parts` in a measure of `width` points from `x`; baselines at 0.

    `indent` is in ems of the style; `balanced` breaks as a title is broken, in lines of like
    length; `tabular` gives all digits one width, so that they stand in columns; `whole_words`
    breaks no word. A fault of a line (too loose, overfull) is reported as I0601.
    """
    text = "".join([part.text for part in parts])
    if not text:
        return []
    size, em = style.size.pt, style.em.pt
    own: list[int] = []
    even: list[int] = []
    for part in parts:
        chain = context.library.chain(part.role)
        if part.rise:
            small = chain.advances(part.text, size * _SMALL, size * _SMALL)
            own += small
            even += small if tabular else ()
            continue
        own += chain.advances(part.text, size, em)
        even += even_advances(chain, part.text, style) if tabular else ()
    shown = "".join([_ATTACHED * len(part.text) if part.rise else part.text for part in parts])
    advances = even or own
    unit = round(em * _UNIT)
    # 28 characters are 28, whatever 156 mm are; and a profile may leave no room at all
    measure = max(1, round(round(width / em, 3) * unit))
    ends = tuple(at for part, at in zip(parts, accumulate(len(part.text) for part in parts),
                                        strict=True) if part.ends)
    bound = _bound(parts) + context.names.kept(text)
    glyphs = Glyphs(shown, advances, bound, breaks + ends, unit)
    how, first = _ALIGN[align or style.align], round(indent * unit)
    if balanced:
        words = context.names.words(text)
        lines = break_title(glyphs, measure, context.rules, how, words=words, lexicon=lexicon)
    else:
        lines = break_paragraph(glyphs, measure, first, context.rules, how)
        if whole_words and len(lines) > 1:
            lines = min(
                (break_paragraph(each, measure, first, context.rules, how)
                 for each in _with_words(context, text, glyphs)), key=len)
    spans = _spans(context, parts)
    for line, fault in ((each, fault) for each in lines for fault in each.faults):
        context.sink.info(
            "I0601", f"这一行{_FAULTS.get(fault, fault)}：“{text[line.start : line.end]}”",
            next((each.part.span for each in spans if line.start < each.end), NOWHERE),
            "改动几个字，或容许该行如此")
    setter = _Setter(spans, text, own, advances, style, x, colour)
    return [SetLine(line, setter) for line in lines]


def _with_words(context: Context, text: str, glyphs: Glyphs) -> Iterator[Glyphs]:
    """A text whose words are not broken; then one where words of words may be, in their middle."""
    from reportgen.typeset.title_words import words_of  # patterns that few pages need

    names = context.names.words(text)
    words = [*pairwise(words_of(text, lexicon(), names).edges)]
    yield replace(glyphs, bound=(*glyphs.bound, *words))
    pairs = [span for start, end in words if (start, end) not in names and end - start >= _PAIRED
             for span in ((start, start + 2), (start + 2, end))]
    whole = [word for word in words if word in names or word[1] - word[0] < _PAIRED]
    yield replace(glyphs, bound=(*glyphs.bound, *whole, *pairs))


def even_advances(chain: Chain, text: str, style: TextStyle) -> list[int]:
    """The advances, in 1/1000 pt, of a text in which every digit is as wide as the widest."""
    size, em = style.size.pt, style.em.pt
    widest = max(chain.advances(DIGITS, size, em))
    advances = chain.advances(text, size, em)
    return [widest if ch in DIGITS else own for ch, own in zip(text, advances, strict=True)]


_ALIGN: Mapping[str, Align] = {
    "justify": "justify", "left": "left", "center": "center", "right": "right",
    OUTER: "left",
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


_FAULTS = {
    "overfull": "超出版心",
    "loose": "字距拉得较开",
    "no-lawful-break": "找不到合乎禁则的断点",
    "ragged": "拉满字距就太开，右边不齐",
    "parted": "把应连在一起的字拆在两行",
    "orphan": "末行只剩一个字",
}


@frozen
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


@dataclass(slots=True)
class _Setter:
    """What the lines of one paragraph have in common."""

    spans: Sequence[_Span]
    text: str
    own: Sequence[int]         # advances of the faces
    advances: Sequence[int]    # and as they were set
    style: TextStyle
    x: float
    colour: tuple[float, float, float]
    starts: Sequence[int] = field(init=False)
    pen: Sequence[int] = field(init=False)
    fact: str | None = None      # that all of it prints, where its pieces do not tell
    spare: Sequence[int] = ()    # half of what a digit got beyond its advance stands before it
    still: Sequence[int] = ()    # no advance: takes no spacing, but its run will give it some

    def __post_init__(self) -> None:
        self.starts = [span.start for span in self.spans]
        self.pen = list(accumulate(self.own, initial=0))
        if self.own is not self.advances:
            self.spare = list(map(sub, self.advances, self.own))
        if 0 in self.own:
            self.still = [i for i, advance in enumerate(self.own) if not advance]

    @property
    def spacing(self) -> float:
        """Of every character, beyond its advance."""
        return self.style.em.pt - self.style.size.pt


Runs = tuple[tuple[Element | None, GlyphRun], ...]


class SetLine(NamedTuple):
    """One line, ready to be painted wherever it comes to stand; `before` is painted with it."""

    line: Line
    setter: _Setter
    before: Runs = ()

    @property
    def width(self) -> float:
        """The set width, in points."""
        return self.line.width / _UNIT

    def fits(self, context: Context, measure: float) -> bool:
        """Whether it is the only line, and would be with the widest digits."""
        line, setter = self.line, self.setter
        chain = context.library.chain(setter.spans[0].part.role)
        widest = sum(even_advances(chain, setter.text, setter.style)) - sum(setter.advances)
        return line.end - line.start == len(setter.text) and not line.faults \
            and line.natural + widest <= measure * _UNIT

    def reworded(self, context: Context, text: str, fact: str) -> SetLine:
        """The same line, one piece in one style, with other digits; it still fits."""
        line, setter = self.line, self.setter
        style = setter.style
        chain = context.library.chain(setter.spans[0].part.role)
        own = chain.advances(text, style.size.pt, style.em.pt)
        advances: Sequence[int] = own
        if setter.own is not setter.advances:
            advances = setter.advances
        elif more := sum(own) - sum(setter.own):
            line = line._replace(width=line.width + more, natural=line.natural + more)
        return SetLine(line, _Setter(
            setter.spans, text, own, advances, style, setter.x, setter.colour, fact))

    @property
    def notes(self) -> tuple[tree.Footnote, ...]:
        """The footnotes that are referred to in it."""
        return tuple([each.part.note for each in self._within(self.line.start)
                      if each.part.note is not None and each.start >= self.line.start])

    def _within(self, start: int) -> Sequence[_Span]:
        """The spans from the one that `start` is in up to the line's end; no others are touched."""
        starts, spans = self.setter.starts, self.setter.spans
        return spans[bisect_right(starts, start) - 1 : bisect_left(starts, self.line.end)]

    def marked(
        self, element: Element | None, artifact: str = "Layout", y: float = 0.0
    ) -> tuple[Marked, ...]:
        """Its runs on the baseline `y`, each tied to its own element or to `element`."""
        runs = self.runs(y)
        if self.before:
            runs = (*((own, run._replace(y=y)) for own, run in self.before), *runs)
        if len(runs) == 1 and (runs[0][0] is None or element is None):
            return (Marked(element, (runs[0][1],), artifact),)
        groups: list[tuple[Element | None, list[GlyphRun]]] = []
        for own, run in runs:
            owner = own if own is not None and element is not None else element
            if groups and groups[-1][0] is owner:
                groups[-1][1].append(run)
            else:
                groups.append((owner, [run]))
        return tuple([Marked(owner, tuple(runs), artifact) for owner, runs in groups])

    def runs(self, y: float = 0.0) -> Runs:
        """The runs of its text on the baseline `y`, with the elements of their own."""
        line, setter = self.line, self.setter
        amount, gaps = line.spread
        each = amount / gaps
        spacing = setter.spacing + each / _UNIT
        shifts = _shifts(setter, line, each)
        x = float(line.x)
        if setter.spare:
            x += setter.spare[line.start] // 2
        runs: list[tuple[Element | None, GlyphRun]] = []
        for span in self._within(line.start):
            start, stop = max(span.start, line.start), min(span.end, line.end)
            if start >= stop:
                break
            inner = shifts
            if stop - start < line.end - line.start:
                before, inner = _part(shifts, start - line.start, stop - line.start)
                x += before
            width = setter.pen[stop] - setter.pen[start] + each * (stop - start)
            width += sum([shift for _, shift in inner])
            size, rise = setter.style.size.pt, span.part.rise
            runs.append((span.part.element, GlyphRun(
                span.face, size * _SMALL if rise else size, setter.x + x / _UNIT, y,
                setter.text[start:stop], width / _UNIT, each / _UNIT if rise else spacing, inner,
                setter.colour, span.part.fact if setter.fact is None else setter.fact, rise * size,
            )))
            x += width
        return tuple(runs)


_Shifts = tuple[tuple[int, float], ...]


def _shifts(setter: _Setter, line: Line, each: float) -> _Shifts:
    """Where a glyph does not stand as the run's spacing would have it, and by how much."""
    if not (each or setter.still or setter.spare):
        return line.uneven
    found: dict[int, float] = dict(line.uneven)
    for index in line.stiff:
        found[index] = found.get(index, 0) - each
    for place in setter.still:  # without an advance: it takes no spacing, though the run gives it
        if line.start <= place < line.end - 1:
            index = place + 1 - line.start
            found[index] = found.get(index, 0) - setter.spacing * _UNIT
    for index in range(1, line.end - line.start) if setter.spare else ():
        before, here = setter.spare[line.start + index - 1 : line.start + index + 1]
        if before or here:
            found[index] = found.get(index, 0) + before - before // 2 + here // 2
    return _one(tuple(sorted(found.items())))


def _one(shifts: _Shifts) -> _Shifts:
    """One object for all that are equal: the cells of a long table have few kinds of them."""
    return _kept(shifts) if all(shift for _, shift in shifts) else shifts     # 0.0 is no -0.0


@lru_cache(maxsize=1024)
def _kept(shifts: _Shifts) -> _Shifts:
    return shifts


def _part(shifts: _Shifts, first: int, last: int) -> tuple[float, _Shifts]:
    """The shift before a part of a line, and those inside it."""
    low, high = bisect_left(shifts, (first,)), bisect_left(shifts, (last,))
    before = 0.0
    if first and low < high and shifts[low][0] == first:
        before, low = shifts[low][1], low + 1
    return before, tuple([(index - first, shift) for index, shift in shifts[low:high]])


def text_strips(
    context: Context, lines: Sequence[SetLine], style: TextStyle, element: Element | None,
) -> list[Strip]:
    """Lines as strips of the style's pitch, baselines at the face's ascent."""
    pitch, size = style.pitch.pt, style.size.pt
    baseline = size * context.profile.number("page.ascent")
    return [Strip(pitch, size, line.marked(element, y=baseline), notes=line.notes)
            for line in lines]


def after(context: Context) -> Strip:
    """The space that keeps a table or figure off the text below."""
    return Strip(context.profile.length("figure.after").pt, 0.0, snap=False)
