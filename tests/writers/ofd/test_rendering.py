"""What a reader sees: the ink of the OFD, drawn from its own faces, against that of the PDF."""

from __future__ import annotations

import re

import pytest
from support.proof.ofds import PAGE, SAMPLES, furnished, of_sample
from support.proof.replay import Replay, pages, unlike
from support.proof.twins import packed, parts

from reportgen.proof.parity import parity

pytestmark = pytest.mark.slow
MOST = 0.005        # of the points of a page


@pytest.mark.parametrize("name", SAMPLES)
def test_the_ink_is_that_of_the_pdf(name: str) -> None:
    files = of_sample(name)
    shown = unlike(files.pdf, files.ofd)
    assert max(shown) <= MOST, [f"{each:.4f}" for each in shown]


def test_furniture_of_the_page_is_that_of_the_pdf() -> None:
    """A watermark across it, a logo, lines at its head and foot."""
    files = furnished()
    assert parity(files.pdf, files.ofd).differences == ()
    assert max(unlike(files.pdf, files.ofd)) <= MOST


def test_no_box_cuts_anything_off() -> None:
    ofd = of_sample("gallery").ofd
    cut, whole = (pages(Replay(ofd, clip=clip).pdf()) for clip in (True, False))
    for one, other in zip(cut, whole, strict=True):
        assert one.tobytes() == other.tobytes()


def test_a_page_a_third_of_a_millimetre_off_is_seen() -> None:
    files = of_sample("notice-2024")
    every = parts(files.ofd)
    moved = re.sub(rb'Boundary="([\d.]+) ', lambda m: b'Boundary="%.3f ' % (float(m[1]) + 0.33),
                   every[PAGE])
    shown = unlike(files.pdf, packed({**every, PAGE: moved}))
    assert shown[0] > MOST > max(shown[1:])
