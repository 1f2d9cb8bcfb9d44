"""Printed pages scanned: how many codes are read, and how many changed digits are found."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

import pypdfium2
from copies.conftest import Printed
from PIL import Image
from support.scans import Way, encoded, rendered

from reportgen.copies.comparing import (
    DPI,
    RED,
    PaperDifference,
    PaperFrame,
    differences,
    printed_code,
)
from reportgen.copies.scans import corners, seen
from reportgen.writers.pdf.write import write_pdf

Box = tuple[float, float, float, float]     # points: left, bottom, right, top
_SLACK = 3      # pixels about a changed digit


@dataclass
class Tally:
    """What came of scans with changed digits; `unlaid` pages could not be compared, and say so."""

    planted: int = 0
    found: int = 0
    wrong: int = 0
    pages: int = 0
    unlaid: int = 0


def read(
    sample: Printed, way: Way, dpi: int, rng: random.Random, times: int, every: int = 1
) -> list[bool | None]:
    """Whether the codes of pages are read right each time; None where none is read."""
    told: list[bool | None] = []
    (copy,) = sample.sheets()
    for page, sheet in list(zip(rendered(sample.file(), dpi), copy, strict=True))[::every]:
        for _ in range(times):
            (found,) = seen(encoded(way(page.copy(), rng)), "扫描.png")
            told.append(found.texts == (sheet.payload,) if found.texts else None)
    return told


def changed(
    page: Image.Image, words: pypdfium2.PdfPage, rng: random.Random, count: int
) -> tuple[Image.Image, list[PaperFrame]]:
    """A page on which digits were replaced by other digits of the page of the same height."""
    text = words.get_textpage()
    digits = [at for at in range(text.count_chars()) if text.get_text_range(at, 1) in "0123456789"]
    rng.shuffle(digits)
    scale, height = page.width / words.get_width(), words.get_height()

    def pixels(at: int, size: float, rim: int) -> tuple[int, int, int, int]:
        left, bottom, right, top = text.get_charbox(at)
        return (round(left * size) - rim, round((height - top) * size) - rim,
                round(right * size) + rim, round((height - bottom) * size) + rim)

    forged, places = page.copy(), []
    for at in digits:
        tall = _tall(text.get_charbox(at))
        others = [each for each in digits if abs(_tall(text.get_charbox(each)) - tall) < 0.4
                  and text.get_text_range(each, 1) != text.get_text_range(at, 1)]
        if tall < 5 or not others or len(places) == count:
            continue
        part = page.crop(pixels(rng.choice(others), scale, 1))
        left, top, right, bottom = pixels(at, scale, 1)
        forged.paste("white", (left, top, right, bottom))
        forged.paste(part, ((left + right - part.width) // 2, bottom - part.height))
        places.append(PaperFrame(*pixels(at, DPI / 72, _SLACK)))
    return forged, places


def _tall(box: Box) -> float:
    return box[3] - box[1]


def tried(sample: Printed, way: Way, dpi: int, rng: random.Random, count: int, tally: Tally,
          numbers: Iterable[int] = ()) -> None:
    """Change digits on pages of a sample, scan them, and count what comparing finds."""
    fitted = sample.edition.fitted
    archived = write_pdf(fitted.pages, fitted.document, sample.edition.library)
    ours, printed = rendered(archived, DPI), rendered(sample.file(), dpi)
    document = pypdfium2.PdfDocument(archived)
    for at in numbers or range(len(ours)):
        forged, places = changed(printed[at], document[at], rng, count)
        found = compared(sample, at, way(forged, rng), ours[at])
        if found is None:
            tally.unlaid += 1
            continue
        tally.pages += 1
        tally.planted += len(places)
        tally.found += sum(any(_meet(each.frame, place) for each in found) for place in places)
        tally.wrong += sum(not any(_meet(each.frame, place) for place in places)
                           for each in found if each.kind != RED)
    document.close()


def compared(
    sample: Printed, at: int, scan: Image.Image, page: Image.Image
) -> list[PaperDifference] | None:
    """What comparing finds on a scan of page `at`, from 0; None where it cannot compare."""
    scan, spot = scan.convert("L" if scan.mode == "L" else "RGB"), sample.issue.spots()[at]
    scanned = corners(scan, lambda text: text.startswith("RG1*"))
    printed, code = printed_code(spot.x, spot.y, spot.side)
    found = scanned and differences(scan, scanned, page, printed, code)
    return found[0] if found else None


def _meet(one: PaperFrame, other: PaperFrame) -> bool:
    return (one.left < other.right and other.left < one.right
            and one.top < other.bottom and other.top < one.bottom)
