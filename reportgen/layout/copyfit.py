"""Copyfitting: the document set so that its pages are full, and none is begun for a few lines.

    document ─parts─▶ flow ─▶ short end? ─smaller pictures, a line more a page─▶ pages

What comes out is one document, one profile and their pages: the Word file takes the same two, so
that it says the same in the same order and size.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reportgen.charts.record.drawing import Drawing
from reportgen.diagnostics import Sink
from reportgen.document.tree import (
    Addressees,
    Credit,
    Document,
    EditorNote,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    PhotoFigure,
)
from reportgen.fonts import FontLibrary
from reportgen.frozen import frozen
from reportgen.gc_pause import uncollected
from reportgen.images.develop import Print
from reportgen.layout.build import context_of, listed, part_of, parts_of, settled
from reportgen.layout.flow import flowed
from reportgen.layout.pages import Pages
from reportgen.layout.shrinking import resized, scale_of
from reportgen.layout.stack import Part
from reportgen.layout.tail import Extent, Gauge, Tail, cuts, gauge, spared
from reportgen.layout.text import Context
from reportgen.layout.type_area import frame_of
from reportgen.style.keys import chinese
from reportgen.style.profile import Profile
from reportgen.style.schema import ENDING, SIGNATURE, TIGHTEN
from reportgen.style.tightening import CLAUSE, SEAL_CLAUSE, tightened

_SIZES = (95, 90, 85)     # percents tried where pictures at their smallest would save a page
_PERCENT = 100
_SHORT = 14               # characters of a last line that are few enough to be cut one by one
_HELP = 6                 # lines that smaller pictures may save beside a closer pitch
_RUNNING = Paragraph | Heading | ListBlock | EditorNote | Addressees | Credit
_STYLES = ("body", "heading1", "heading2", "heading3", "heading4", "editor_note", "addressees",
           "credit")      # of running text


@frozen
class Copyfit:
    """A document as its pages have it, the profile they follow, and the pages."""

    document: Document
    profile: Profile
    pages: Pages


@frozen
class _Setting:
    """The document set in one way: under this context, in these parts, so many pages long.

    `how` tells what was done to save a page.
    """

    context: Context
    parts: list[Part]
    measure: Gauge
    extent: Extent
    how: str = ""

    def saves(self, other: _Setting, tail: Tail) -> bool:
        """Whether it takes fewer pages, or brings the signature to the text."""
        if tail.signed and self.extent.text < other.extent.text:
            return True
        return self.extent.total < other.extent.total and spared(self.context, self.extent)


def copyfitted(
    document: Document, profile: Profile, library: FontLibrary,
    drawings: Mapping[int, Drawing], sink: Sink, *,
    prints: Mapping[str, Print] | None = None,
) -> Copyfit:
    """Lay out `document` as `layout` does, and make its pages full.

    What was moved, shrunk or drawn together is told (I0621, I0622, I0624), and what to cut where a
    page holds a few lines only (I0623).
    """
    with uncollected():
        context = context_of(profile, library, Sink(), drawings, prints, names=document.names)
        parts = listed(context, parts_of(context, document))
        measure = gauge(context, parts)
        made = _set(measure, parts)
        if made.extent.tails:
            made = _saved(made, measure, parts)
        pages = settled(made.context, made.parts, document)
    sink.extend(made.context.sink)
    blocks = tuple(part.block for part in made.parts)
    return Copyfit(replace(document, blocks=blocks), made.context.profile, pages)


def _set(measure: Gauge, parts: Sequence[Part], how: str = "") -> _Setting:
    """The parts without holes; what is told of them goes to a sink of their own."""
    trial = replace(measure.context, sink=measure.context.sink.copy())
    made = flowed(trial, parts)
    return _Setting(trial, made, measure, measure.extent(made), how)


def _saved(first: _Setting, measure: Gauge, parts: Sequence[Part]) -> _Setting:
    """The way that saves the page of a short end; where none does, told what to cut (I0623)."""
    profile = first.context.profile
    mode = profile.text(TIGHTEN)
    tail = next((each for each in first.extent.tails if each.signed), first.extent.tails[-1])
    last = first
    for way in _ways(first, measure, parts, tail, mode=mode):
        if way.saves(first, tail):
            _tell(way, first, tail)
            return way
        last = way
    _advise(first, last, tail)
    return first


def _ways(
    first: _Setting, measure: Gauge, parts: Sequence[Part], tail: Tail, *, mode: str,
) -> Iterator[_Setting]:
    """What may be done, the lightest first: smaller pictures, a line more on a page, both."""
    pictured = mode == ENDING and any(
        isinstance(part.block, Figure | PhotoFigure) for part in parts)
    if pictured:
        yield _smaller(first, measure, parts, tail)
    elif mode != ENDING and not (mode == SIGNATURE and tail.signed):
        return
    if tail.lines >= first.extent.text + (_HELP if pictured else 0):
        return      # it takes more lines than there are pages to take one each
    context = measure.context
    tight, parts = closer(context, parts)
    measure = gauge(tight, parts)
    pitch, close = (each.profile.length("page.pitch").pt for each in (context, tight))
    clause = SEAL_CLAUSE if tail.signed else CLAUSE
    how = f"行距由{pitch:g}磅收到{close:g}磅，每页多排一行（{clause}）"
    yield _set(measure, parts, how)
    if pictured:
        yield _smaller(first, measure, parts, tail, how)


def _smaller(
    first: _Setting, measure: Gauge, parts: Sequence[Part], tail: Tail, how: str = "",
) -> _Setting:
    """With smaller pictures: as large as saves the page, else at their smallest."""
    pictures = [i for i, part in enumerate(parts) if isinstance(part.block, Figure | PhotoFigure)]

    def at(percent: int) -> _Setting:
        made = resized(measure.context, parts, pictures, percent / _PERCENT)
        sizes = "、".join(dict.fromkeys(f"{scale_of(made[i].block):.0%}" for i in pictures))
        return _set(measure, made, "，".join(filter(None, (f"图和照片缩到{sizes}", how))))

    least = at(0)
    if not least.saves(first, tail):
        return least
    return next((way for way in map(at, _SIZES) if way.saves(first, tail)), least)


def closer(context: Context, parts: Sequence[Part]) -> tuple[Context, list[Part]]:
    """The context with a line more on a page, and the parts under it.

    Where lines break does not depend on how far they stand apart, so running text is not set
    again. What they report is known: the sink of the context is taken over as it is.
    """
    profile = tightened(context.profile)
    made = replace(context, profile=profile, frame=frame_of(profile), styles={})
    silent = replace(made, sink=Sink())
    pitches = _pitches(context, made)
    return made, listed(silent, [
        Part(part.block, [strip._replace(height=pitches.get(strip.height, strip.height))
                          for strip in part.strips])
        if isinstance(part.block, _RUNNING) and pitches
        else part_of(silent, part.block, lying=part.lying) for part in parts
    ])


def _pitches(before: Context, after: Context) -> Mapping[float, float]:
    """By how much a line of running text is high now, by how much it was.

    Empty where that does not tell: styles of one pitch before that differ now.
    """
    found: dict[float, float] = {}
    for name in _STYLES:
        old, new = (each.style(name).pitch.pt for each in (before, after))
        if found.setdefault(old, new) != new:
            return {}
    return found


def _tell(way: _Setting, first: _Setting, tail: Tail) -> None:
    before, after = first.extent.total, way.extent.total
    saved = f"由{before}页减为{after}页" if after < before else "署名和正文排在了一页"
    way.context.sink.info(
        "I0624", f"{tail.said}：{way.how}，{saved}", tail.span,
        f"不要这样，版式写 {chinese(TIGHTEN)}: 不收紧",
    )


def _advise(first: _Setting, last: _Setting, tail: Tail) -> None:
    """What to cut in the text, as the last of the ways that were tried would take it."""
    sink, before = first.context.sink, first.extent.total
    found = cuts(last.measure, last.parts, before, tail)
    if found is None:
        sink.info("I0623", tail.said, tail.span, "把正文写短几行；容许如此也可以不管")
        return
    message = f"{tail.said}，一共{before}页：再短{found.lines}行，就减为{found.total}页"
    if last.how:
        message += f"（那时{last.how}）"
    short = [each for each in found.places if len(each.text) <= _SHORT]
    count, rest = sum(len(each.text) for each in short), found.lines - len(short)
    hint = f"下面几段的末行很短，各删这么多字就少一行，一共{count}字" if short else ""
    more = f"{'另外' if short else ''}把正文写短{rest}行" if rest else ""
    sink.info(
        "I0623", message, tail.span, "；".join(filter(None, (hint, more, "容许如此也可以不管"))),
        related=tuple((each.span, f"删{len(each.text)}字：末行是“{each.text}”")
                      for each in short),
    )
