"""PDF and OFD to be printed: the same codes at the same places, and neither where none can be."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest
from copies.conftest import Printed
from copies.test_sheets import SAMPLES
from support.proof.replay import DPI, Replay, apart, pages
from support.scans import encoded, rendered

from reportgen.copies.scans import seen
from reportgen.copies.sheets import Coded, coded
from reportgen.layout.pages import Picture
from reportgen.writers.ofd.write import write_copies

Samples = Callable[[str], Printed]
MOST = 0.005     # of the points of a page


def square(sheet: Coded) -> tuple[float, float, float, float]:
    """Where the square code of a sheet is on its picture; half a point off, a fifth differs."""
    code = sheet.items[0]
    assert isinstance(code, Picture)
    side, scale = code.scale * code.drawing.width, DPI / 72
    return tuple(scale * each for each in (code.x, code.y, code.x + side, code.y + side))


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_both_files_show_the_same_codes_at_the_same_places(printed: Samples, name: str) -> None:
    sample = printed(name)
    paper, ofd = sample.file(2), Replay(sample.ofd(2)).pdf()
    sheets = [sheet for copy in sample.sheets(2) for sheet in copy]
    for one, other, sheet in zip(pages(paper), pages(ofd), sheets, strict=True):
        assert apart(one, other) <= MOST
        place = square(sheet)
        assert apart(one.crop(place), other.crop(place)) <= MOST
    read = [seen(encoded(page), "印.png")[0].texts for page in rendered(ofd, 150)]
    assert read == [(sheet.payload,) for sheet in sheets]


def test_what_all_copies_show_stands_once(printed: Samples) -> None:
    one, three = (zipfile.ZipFile(io.BytesIO(printed("letter-2024").ofd(n))) for n in (1, 3))
    templates = [name for name in one.namelist() if "/Templates/" in name]
    assert len(templates) == 3
    assert all(one.read(name) == three.read(name) for name in templates)
    pages = [name for name in three.namelist() if "/Pages/" in name]
    assert len(pages) == 9
    assert max(three.getinfo(name).file_size for name in pages) < 10_000


def test_the_same_copies_are_the_same_bytes(printed: Samples) -> None:
    assert printed("letter-2024").ofd(2) == printed("letter-2024").ofd(2)


@pytest.mark.slow
def test_two_hundred_copies_are_small_and_quick(printed: Samples) -> None:
    sample = printed("jinxi-2023")
    one, edition, fitted = sample.ofd(), sample.edition, sample.edition.fitted
    start = time.process_time()
    added = ([page.items for page in copy]
             for copy in coded(sample.issue, range(1, 201), edition.library))
    many = write_copies(fitted.pages, fitted.document, edition.library, added)
    assert time.process_time() - start < 20
    assert len(many) - len(one) <= 2200 * 199 * 12
