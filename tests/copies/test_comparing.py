"""Changed digits are found on scans, and nothing on pages as they were printed."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from copies.conftest import Printed
from PIL import Image, ImageDraw
from support.scans import Way, grey, plain, rendered, sealed, telephone
from support.trials import Tally, compared, tried

from reportgen.copies.comparing import DPI, RED
from reportgen.copies.originals import framed

Samples = Callable[[str], Printed]


@pytest.mark.slow
@pytest.mark.parametrize(("way", "dpi"), [(plain, 150), (grey, 200), (telephone, 200)])
def test_changed_digits_are_found_and_nothing_else(
    printed: Samples, way: Way, dpi: int
) -> None:
    tally = Tally()
    tried(printed("jinxi-2023"), way, dpi, random.Random(5), 4, tally, (1, 4))  # noqa: S311
    assert tally == Tally(planted=8, found=8, wrong=0, pages=2, unlaid=0)


def scanned(sample: Printed, mark: Callable[[Image.Image], Image.Image]) -> list[str]:
    """The kinds of differences on a marked page."""
    pages = rendered(sample.file(), 200)
    found = compared(sample, 0, plain(mark(pages[0]), random.Random(5)),  # noqa: S311
                     page(sample))
    assert found is not None
    return [each.kind for each in found]


def page(sample: Printed) -> Image.Image:
    """The printed page without its code."""
    shown = rendered(sample.file(), DPI)[0]
    spot = sample.issue.spots()[0]
    left, top, side = (round(each * DPI / 72) for each in (spot.x, spot.y, spot.side))
    shown.paste("white", (left - 4, top - 4, left + 2 * side, top + side + 30))
    return shown


def drawn(*what: tuple[int, int, int, int], colour: str) -> Callable[[Image.Image], Image.Image]:
    """A page with filled boxes on it."""
    def mark(page: Image.Image) -> Image.Image:
        for box in what:
            ImageDraw.Draw(page).rectangle(box, fill=colour)
        return page

    return mark


BLANK, TEXT = (500, 2150, 560, 2156), (300, 1140, 700, 1190)


def test_what_was_done_to_the_paper_has_its_name(printed: Samples) -> None:
    """Nothing; a stroke more; words less; a stroke in red; a seal over the text."""
    sample = printed("letter-2024")
    rng = random.Random(3)  # noqa: S311
    assert scanned(sample, lambda page: page) == []
    assert scanned(sample, drawn(BLANK, colour="black")) == ["多了"]
    assert set(scanned(sample, drawn(TEXT, colour="white"))) == {"少了"}
    assert scanned(sample, drawn(BLANK, colour="#d03030")) == [RED]
    assert set(scanned(sample, lambda page: sealed(page, rng))) == {RED}


def test_another_page_is_not_compared(printed: Samples) -> None:
    sample = printed("letter-2024")
    other = rendered(sample.file(), DPI)[1]
    scan = rendered(sample.file(), 200)[0]
    assert compared(sample, 0, scan, other) is None


def test_the_picture_shows_both_pages_side_by_side(printed: Samples) -> None:
    shown = page(printed("letter-2024"))
    data = framed(shown, shown, [])
    assert data.startswith(b"\xff\xd8")
