"""A scan as PDF/A: the pictures as they came, and every character of the archived pages unseen."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from copies.conftest import Printed
from pikepdf import Matrix
from PIL import Image, ImageChops
from support.scans import bound, rendered
from support.validate import vera

from reportgen.copies.archival import Side, searchable
from reportgen.copies.leaves import leaves
from reportgen.writers.pdf.icc import srgb_profile
from reportgen.writers.pdf.write import write_pdf

Samples = Callable[[str], Printed]
PLAIN = (Side(0, 0, 0, Matrix()), Side(1, 1, 0, Matrix()), Side(2, 2, 0, Matrix()))


@pytest.fixture(scope="module")
def letter(printed: Samples) -> tuple[bytes, list[Image.Image]]:
    """The archived PDF of three pages, and its printed pages at 200 dpi."""
    sample = printed("letter-2024")
    edition, fitted = sample.edition, sample.edition.fitted
    return (write_pdf(fitted.pages, fitted.document, edition.library),
            rendered(sample.file(), 200))


def made(pdf: bytes, scan: bytes, sides: Sequence[Side]) -> bytes:
    return searchable(leaves(scan, "扫描", pdf)[0], sides, pdf, "题名", srgb_profile())


def characters(pdf: bytes) -> list[list[tuple[str, int, int]]]:
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        return [[(each["text"], round(each["x0"]), round(each["top"])) for each in page.chars]
                for page in file.pages]


def test_every_character_has_its_place_and_none_is_seen(
    letter: tuple[bytes, list[Image.Image]]
) -> None:
    pdf, pages = letter
    file = made(pdf, bound(pages, "PDF"), PLAIN)
    for ours, theirs in zip(characters(file), characters(pdf), strict=True):
        assert [each[0] for each in ours] == [each[0] for each in theirs]
        assert all(abs(x - u) <= 1 and abs(y - v) <= 1 for (_, x, y), (_, u, v)
                   in zip(ours, theirs, strict=True))
    bare = rendered(leaves(bound(pages, "PDF"), "扫描", pdf)[0], 72)
    assert all(ImageChops.difference(one, other).getbbox() is None
               for one, other in zip(rendered(file, 72), bare, strict=True))
    assert file == made(pdf, bound(pages, "PDF"), PLAIN), "the same bytes again"


def test_pages_are_turned_and_put_in_order(letter: tuple[bytes, list[Image.Image]]) -> None:
    pdf, (one, two, three) = letter
    scan = bound([three, one.rotate(180), two.rotate(90, expand=True)], "TIFF",
                 compression="tiff_lzw")
    sides = (Side(1, 0, 180, Matrix()), Side(2, 1, 90, Matrix()), Side(0, 2, 0, Matrix()))
    file = made(pdf, scan, sides)
    for got, wanted in zip(rendered(file, 50), (one, two, three), strict=True):
        small = wanted.resize(got.size, Image.Resampling.BOX)
        off = ImageChops.difference(got.convert("L"), small.convert("L")).histogram()
        assert sum(off[80:]) < 0.005 * got.width * got.height
    assert [len(page) for page in characters(file)] == [len(page) for page in characters(pdf)]


@pytest.mark.system("java")
@pytest.mark.slow
def test_it_is_pdf_a(letter: tuple[bytes, list[Image.Image]], tmp_path: Path) -> None:
    pdf, pages = letter
    black = [page.convert("1") for page in pages]
    questions = []
    for number, scan in enumerate((
        bound(pages, "PDF"), bound(pages, "TIFF", compression="tiff_lzw"),
        bound(black, "TIFF", compression="group4"),
    )):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(made(pdf, scan, PLAIN))
        questions.append((path, "PDF/A-2u"))
    torn = tmp_path / "torn.pdf"
    with pikepdf.open(questions[0][0]) as file:
        del file.Root.OutputIntents
        file.save(torn)
    verdicts = vera.judge([*questions, (torn, "PDF/A-2u")])
    assert [str(verdicts[each]) for each in questions if not verdicts[each].passed] == []
    assert not verdicts[torn, "PDF/A-2u"].passed
