"""The box in the place of a photograph that is not there yet."""

from __future__ import annotations

import io

from PIL import Image

from reportgen.images.placeholder import stand_in
from reportgen.images.read import examine


def test_it_is_a_photograph_like_any_other() -> None:
    header = examine(stand_in())
    assert header.upright[0] / header.upright[1] > 1.4
    assert header.upright[0] >= 1600      # enough for the width of a page


def test_a_crossed_box_on_grey() -> None:
    image = Image.open(io.BytesIO(stand_in()))
    width, height = image.size
    line, paper = 150, 235
    for point in ((0, 0), (width - 1, height - 1), (0, height // 2), (width // 2, 0),
                  (width // 2, height // 2), (width // 4, height // 4),
                  (width * 3 // 4, height // 4)):
        assert image.getpixel(point) == line, point
    assert image.getpixel((width // 2, height // 4)) == paper
    assert image.getpixel((width // 4, height // 2)) == paper
