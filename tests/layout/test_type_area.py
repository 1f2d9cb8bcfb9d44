"""The page's geometry, and the next line of the grid."""

from __future__ import annotations

import pytest
from support.layout.setting import context

MM = 72 / 25.4


def test_the_frame_is_the_profile_s() -> None:
    frame = context().frame
    assert (frame.left / MM, frame.top / MM) == pytest.approx((28, 37))
    assert (frame.width / MM, frame.height / MM) == pytest.approx((156, 225))
    assert (frame.page_width / MM, frame.page_height / MM) == pytest.approx((210, 297))


@pytest.mark.parametrize(("y", "line"), [(0, 0), (0.005, 0), (0.02, 1), (29.6, 1), (29.7, 2)])
def test_the_next_line_of_the_grid(y: float, line: int) -> None:
    assert context().frame.snap(y) == pytest.approx(line * 29.6)
