"""A printed page is found where it lies on its scan; another page is not."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from math import hypot

import pdfplumber
import pytest
from copies.conftest import Printed
from PIL import Image
from support.scans import askew, rendered

from reportgen.copies.aligning import DPI, View, aligned, views
from reportgen.writers.pdf.write import write_pdf

SCAN = 200      # dpi
MM = SCAN / 25.4


def archived(sample: Printed) -> bytes:
    edition, fitted = sample.edition, sample.edition.fitted
    return write_pdf(fitted.pages, fitted.document, edition.library)


def words(pdf: bytes) -> list[list[tuple[float, float]]]:
    """Where the characters of each page begin, points from the lower left corner."""
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        return [[(char["x0"], char["y0"]) for char in page.chars] for page in file.pages]


def view(scan: Image.Image) -> View:
    size = round(scan.width * DPI / SCAN), round(scan.height * DPI / SCAN)
    return View(scan.resize(size, Image.Resampling.BOX), scan.width * 72 / SCAN,
                scan.height * 72 / SCAN)


@pytest.mark.slow
def test_every_word_is_found_within_a_millimetre_and_a_half(
    printed: Callable[[str], Printed],
) -> None:
    """Of pages shifted by 4 mm, 2 degrees askew, stretched by a hundredth, sealed."""
    sample, rng = printed("letter-2024"), random.Random(4)  # noqa: S311
    pdf = archived(sample)
    pages, places = list(views(pdf)), words(pdf)
    for number, sheet in enumerate(rendered(sample.file(), SCAN)):
        scan, move = askew(sheet, rng)
        page = pages[number]
        found = aligned(view(scan), page)
        assert found.alike > 0.6
        for x, y in places[number]:
            left, top = move(x * SCAN / 72, (page.height - y) * SCAN / 72)
            at_x, at_y = found.pose.transform((x, y))
            off = hypot(at_x * SCAN / 72 - left, scan.height - at_y * SCAN / 72 - top)
            assert off < 1.5 * MM
        assert aligned(view(scan), pages[number - 1]).alike < 0.5


def test_a_sheet_in_the_corner_of_a_larger_bed(printed: Callable[[str], Printed]) -> None:
    sample = printed("letter-2024")
    sheet = rendered(sample.file(), 100)[0]
    bed = Image.new("RGB", (round(sheet.width * 1.2), round(sheet.height * 1.1)), "white")
    bed.paste(sheet)
    scan = View(bed.resize((round(bed.width * DPI / 100), round(bed.height * DPI / 100))),
                bed.width * 0.72, bed.height * 0.72)
    page = next(views(archived(sample)))
    found = aligned(scan, page)
    x, y = found.pose.transform((0, 842))
    assert (x, scan.height - y) == pytest.approx((0, 0), abs=2.0)
    assert aligned(scan.turned(180), page).alike < 0.5
