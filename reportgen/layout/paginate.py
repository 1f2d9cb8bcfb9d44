"""Pagination: stack strips on pages of the line grid.

One pass; a page ends at the last place where a break is allowed (K19: no heading at the foot of a
page, no last line of a paragraph at the head of one). Where more is kept together than a page can
hold, the weakest rule is given up, and the report says which and where.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from reportgen.diagnostics import Sink
from reportgen.frozen import frozen
from reportgen.layout.fragment import cut
from reportgen.layout.pages import Marked
from reportgen.layout.strips import OPENING, RULES, SIGNATURE, TOGETHER, Strip, shifted
from reportgen.layout.type_area import EPSILON, Frame

NO_NOTES = Strip(0.0, 0.0)
_HOLE = 1 / 3     # of the page, left empty at its foot: worth a word


@frozen
class Sheet:
    """One page's body: marks relative to the type area's top, and the height used."""

    content: tuple[Marked, ...]
    used: float
    foot: tuple[Strip, ...] = ()    # footnotes below a short rule, not yet put in their place
    lying: bool = False

    @property
    def foot_height(self) -> float:
        """How much of the page they take, up from its foot."""
        return sum(strip.height for strip in self.foot)

    def footed(self, frame: Frame, bottom: float) -> Sheet:
        """With its footnotes put down to `bottom`, below the top of the type area."""
        y = bottom - self.foot_height + frame.top
        content = list(self.content)
        for strip in self.foot:
            content += [shifted(marked, y) for marked in strip.content]
            y += strip.height
        return replace(self, content=merged(content), foot=())


@frozen
class Fill:
    """How far a page reaches: the strips' tops, the first strip beyond, and the broken rule."""

    tops: list[float]
    end: int
    broken: Strip | None = None

    def used(self, strips: Sequence[Strip], start: int, separator: float) -> float:
        """The height that a page from `start` takes, its footnotes with it."""
        notes = sum(note.height for strip in strips[start : self.end] for note in strip.foot)
        last = self.tops[self.end - 1 - start] + strips[self.end - 1].ink
        return last + notes + (separator if notes else 0.0)


def paginate(
    strips: Sequence[Strip], frame: Frame, sink: Sink, separator: Strip = NO_NOTES,
    lying: Strip = NO_NOTES,
) -> list[Sheet]:
    """Stack `strips`. A line's footnotes come to stand on its page, below the `separator`.

    `lying` is that of pages on their side.

    A strip higher than a page is cut (W0606), a rule that could not be kept is reported (W0612),
    and so is a page left with a hole at its foot (I0604).
    """
    strips = list(_fitting(strips, frame, sink))
    sheets: list[Sheet] = []
    start = 0
    while start < len(strips):
        page = fill(strips, start, frame, separator.height)
        _centre(strips[start : page.end], page.tops)
        sheet = _sheet(strips, start, page.end, page.tops, frame_at(strips, start, frame))
        notes = tuple(note for strip in strips[start : page.end] for note in strip.foot)
        rule = lying if sheet.lying else separator
        sheets.append(replace(sheet, foot=(rule, *notes)) if notes else sheet)
        if page.broken is not None:
            broken = page.broken
            sink.warning(
                "W0612", f"第{len(sheets)}页末尾没能做到“{broken.rule or TOGETHER}”："
                "要同在一页的内容放不下", broken.span,
                _MEND.get(broken.rule, "把标题写短，或在相连的标题、图表之间加一段文字"))
        start = after_space(strips, page.end)
        if start < len(strips) and not sheet.lying and not any(
                each.new_page for each in strips[page.end : start + 1]):
            _report_hole(strips, start, sheets, frame, sink)
    return sheets


def _fitting(strips: Sequence[Strip], frame: Frame, sink: Sink) -> Iterator[Strip]:
    for strip in strips:
        parts = cut(strip, (frame.lying if strip.lying else frame).height)
        if len(parts) > 1:
            sink.warning("W0606", f"这里的内容高过一页，分到了{len(parts)}页上", strip.span,
                         "写短些")
        yield from parts


# By the rule: what a writer can do; of most rules, what stands under each other is too much.
_MEND = {
    SIGNATURE: "正文和署名、日期要有一部分同页：正文写短到放得下，或写长到换页",
    OPENING: "首页要有正文：缩短标题，减少发文机关或主送机关",
}


def _report_hole(
    strips: Sequence[Strip], start: int, sheets: Sequence[Sheet], frame: Frame, sink: Sink
) -> None:
    room = frame.height - sheets[-1].used - sheets[-1].foot_height
    if room <= frame.height * _HOLE:
        return
    chain = [*takewhile(lambda strip: strip.keep, strips[start:]), strips[start]]
    first = next((strip for strip in chain if strip.whole), strips[start])
    left = f"第{len(sheets)}页下部空了约{int(room / frame.pitch)}行"
    sink.info(
        "I0604", f"{left}：{first.whole or '后面相连的内容'}放不下，移到了下一页",
        first.span, "把后面的一段文字移到它前面，或把图表改小",
    )


def frame_at(strips: Sequence[Strip], start: int, frame: Frame) -> Frame:
    """The frame of the page that begins with a strip."""
    return frame.lying if strips[start].lying else frame


def after_space(strips: Sequence[Strip], index: int) -> int:
    """The next strip with something on it: mere space does not open a page."""
    while index < len(strips) and not strips[index].content:
        index += 1
    return index


def fill(strips: Sequence[Strip], start: int, frame: Frame, separator: float) -> Fill:
    """The strips from `start` that fit on a page, their footnotes with them."""
    frame = frame_at(strips, start, frame)
    y = sum(strip.height for strip in strips[start].repeat)
    origin = 0.0
    tops: list[float] = []
    allowed = start
    index = start
    foot = 0.0
    while index < len(strips):
        strip = strips[index]
        if strip.foot:
            foot = (foot or separator) + sum(note.height for note in strip.foot)
        if index > start:
            if strip.lying is not strips[start].lying:
                return Fill(tops, index, strips[index - 1] if strips[index - 1].keep else None)
            if strip.new_page:
                return Fill(tops, index)
            y += strip.before
        if strip.snap:
            y = origin + frame.snap(y - origin)
        if y + strip.ink + foot > frame.height + EPSILON and index > start:
            if not (strip.content or strip.keep):      # mere space, which a page ends without
                return Fill(tops, index)
            if allowed > start:
                return Fill(tops, allowed)
            end = _weakest(strips, start, index, frame.height)
            return Fill(tops, end, strips[end - 1])
        tops.append(y)
        y += strip.height
        origin = y if strip.grid else origin
        index += 1
        if not strip.keep:
            allowed = index
    return Fill(tops, index)


def _weakest(strips: Sequence[Strip], start: int, beyond: int, height: float) -> int:
    """Where to break strips that are all kept together: at the rule that matters least.

    Of several such places the last one. A break must help: what it leaves fits on the next page,
    or, where no break does that, this page is not left with a hole.
    """
    places = range(beyond, start, -1)
    last = next((i for i in range(beyond, len(strips)) if not strips[i].keep), len(strips) - 1)
    rest = strips[last].ink
    left = {}      # how high the kept strips are that a break leaves, by where it is
    for end in range(last, start, -1):
        left[end] = rest
        rest += strips[end - 1].height + strips[end].before
    good = [end for end in places if left[end] <= height]
    good = good or [end for end in places if left[end] - left[beyond] <= height * _HOLE]
    return min(good, key=lambda end: RULES.index(strips[end - 1].rule or TOGETHER))


def _centre(strips: Sequence[Strip], tops: list[float]) -> None:
    """Figures and tables take whole lines of the grid: what is left of the last is shared.

    One that opens or ends the page stands at its edge.
    """
    for i, strip in enumerate(strips):
        if not strip.whole or i == 0:
            continue
        following = next((j for j in range(i + 1, len(strips)) if strips[j].snap), None)
        if following is not None:
            last = following - 1
            left = tops[following] - (tops[last] + strips[last].height)
            tops[i:following] = [top + left / 2 for top in tops[i:following]]


def _sheet(
    strips: Sequence[Strip], start: int, end: int, tops: Sequence[float], frame: Frame
) -> Sheet:
    content: list[Marked] = []
    y = 0.0
    for strip in strips[start].repeat:
        content += [shifted(marked, y + frame.top) for marked in strip.content]
        y += strip.height
    for strip, top in zip(strips[start:end], tops, strict=False):
        content += [shifted(marked, top + frame.top) for marked in strip.content]
    last, top = strips[end - 1], tops[end - 1 - start]
    content += [shifted(marked, top + frame.top) for marked in last.closing]
    return Sheet(merged(content), top + last.ink, lying=last.lying)


def merged(content: Sequence[Marked]) -> tuple[Marked, ...]:
    """Neighbouring marks of one element as one; what pages repeat stays one sequence a line."""
    result: list[list[Marked]] = []
    for marked in content:
        if result and _same(result[-1][0], marked):
            result[-1].append(marked)
        else:
            result.append([marked])
    return tuple(
        group[0]._replace(items=tuple(i for m in group for i in m.items)) for group in result
    )


def _same(left: Marked, right: Marked) -> bool:
    repeated = left.element is None and left.artifact.startswith("Pagination")
    return not repeated and left.element is right.element \
        and (left.artifact, left.lying) == (right.artifact, right.lying)
