"""Where on a finished page 1 the 归档章 has room: at its head, and where no code is printed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from reportgen.charts.record.drawing import points
from reportgen.charts.record.measure import reach
from reportgen.copies.placing import ABOVE, BELOW, EDGE, SIZES, Rect, quiet
from reportgen.diagnostics import Span, failure
from reportgen.layout.type_area import frame_of
from reportgen.proof.sheets import Sheet
from reportgen.style.profile import Profile

_STEP = 2.0         # points from one place that is tried to the next
_UPRIGHT = 90       # degrees: what is turned otherwise lies behind the text, as a watermark does


def place(
    data: bytes, name: str, profile: Profile, *, own_page: bool = False,
) -> tuple[float, float]:
    """Where on page 1 the stamp goes: at the head, in the middle, else as near to that as is free.

    Raises E1136 where there is no room.
    """
    from reportgen.proof.pdf.sheets import pdf_sheets

    sheet = pdf_sheets(data, name).sheets[0]
    wide, high, gap, top, lowest = (
        profile.length(f"stamp.{key}").pt for key in ("width", "height", "gap", "top", "lowest"))
    taken = [] if own_page else list(_taken(sheet))
    side = SIZES[0][1] + 2 * quiet(SIZES[0][1])     # the corners are for the codes of print files
    frame = frame_of(profile)
    middle = (sheet.width - wide) / 2
    slack = max(0.0, min(middle - frame.left, frame.left + frame.width - wide - middle) - side)
    for x, y in product(_near(middle, middle - slack, middle + slack),
                        _near(top, EDGE, lowest - high)):
        box = Rect(x - gap, y - gap, x + wide + gap, y + high + gap)
        if not any(box.meets(each) for each in taken):
            return x, y
    raise failure(
        "E1136", f"“{name}”的首页上端没有盖归档章的地方", Span(name),
        "还没有归档的，把版式的上边距加大；或在 office.yaml 写 归档章: 另页，再归档",
        "归了档的，打印出来另附一页盖章")


def _near(wanted: float, least: float, most: float) -> list[float]:
    """Places from the wanted one outwards."""
    count = int((most - least) / _STEP) + 1
    found = [wanted + turn * _STEP for turn in range(-count, count + 1)]
    return sorted((each for each in found if least <= each <= most),
                  key=lambda each: abs(each - wanted))


def _taken(sheet: Sheet) -> Iterator[Rect]:
    """What stands on a sheet."""
    for glyph in sheet.glyphs:
        if not glyph.turn % _UPRIGHT and glyph.text.strip():
            x, y, size = glyph.x, glyph.y, glyph.size
            beyond = size if glyph.turn else 0.0
            yield Rect(x - beyond, y - max(beyond, ABOVE * size), x + size,
                      y + max(beyond, BELOW * size))
    for photo in sheet.photos:
        yield Rect(photo.x, photo.y, photo.x + photo.width, photo.y + photo.height)
    for trace in sheet.traces:
        if corners := [each for op in trace.ops for each in points(op)]:
            half = trace.pen.width / 2 if trace.pen else 0.0
            left, top, right, bottom = reach(corners)
            yield Rect(left - half, top - half, right + half, bottom + half)
