"""The sheets of a PDF: what pdfplumber sees, too; and files that cannot be followed."""

from __future__ import annotations

import io

import pdfplumber
import pikepdf
import pytest
from support.proof.ofds import of_sample

from reportgen.diagnostics import ReportError
from reportgen.proof.pdf.read import read_pdf
from reportgen.proof.pdf.sheets import FinishedPdf, pdf_sheets


def test_glyphs_stand_where_pdfplumber_has_them() -> None:
    """But for the copies with other advances, whose ink is read, not their origin."""
    data = of_sample("letter-2024").pdf
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page, sheet in zip(pdf.pages, pdf_sheets(data, "甲.pdf").sheets, strict=True):
            chars = page.chars
            assert "".join(each["text"] for each in chars) == sheet.text
            off = [abs(each["matrix"][4] - glyph.x) + abs(page.height - each["matrix"][5] - glyph.y)
                   for each, glyph in zip(chars, sheet.glyphs, strict=True)]
            assert sum(each < 0.01 for each in off) > 0.9 * len(off)
            for each, glyph in zip(chars, sheet.glyphs, strict=True):
                assert each["size"] == pytest.approx(glyph.size, abs=0.01)
                assert each["fontname"].endswith(glyph.face)


def test_lines_stand_where_pdfplumber_has_them() -> None:
    data = of_sample("letter-2024").pdf
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page, sheet in zip(pdf.pages, pdf_sheets(data, "甲.pdf").sheets, strict=True):
            seen = sorted(round(each["top"], 1) for each in page.lines)
            read = sorted(round(float(each.ops[0][2]), 1) for each in sheet.traces)
            assert seen == read


def test_a_page_that_is_turned_says_so() -> None:
    with pikepdf.open(io.BytesIO(of_sample("letter-2024").pdf)) as pdf:
        pdf.pages[0].obj.Rotate = 90
        pdf.save(turned := io.BytesIO())
    assert pdf_sheets(turned.getvalue(), "例.pdf").sheets[0].turned == 90


def with_content(extra: bytes) -> bytes:
    """A file whose first page paints something more."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(of_sample("letter-2024").pdf)) as pdf:
        pdf.pages[0].contents_add(extra)
        pdf.save(made)
    return made.getvalue()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing"])
def test_what_is_no_pdf_is_told(data: bytes) -> None:
    with pytest.raises(ReportError, match="E1011"):
        pdf_sheets(data, "甲.pdf")


@pytest.mark.parametrize("extra", [
    b"/Sh0 sh", b"BT /F1 9 Tf 3 Tr <0001>Tj ET", b"50 Tz", b"/X1 Do", b"Q Q Q", b"1 2 3 m",
])
def test_what_cannot_be_followed_is_told(extra: bytes) -> None:
    with pytest.raises(ReportError, match="E1011"):
        pdf_sheets(with_content(extra), "甲.pdf")


def test_pages_that_were_read_once_say_what_they_say_by_themselves() -> None:
    data = of_sample("letter-2024").pdf
    once = FinishedPdf(data, said=True)
    assert tuple(once.sheets()) == pdf_sheets(data, "甲.pdf").sheets
    assert read_pdf(once, "甲.pdf") == read_pdf(data, "甲.pdf")


def test_pages_that_were_not_all_read_are_read_again() -> None:
    damaged = with_content(b"BT 1 0 0 1 Tm ET")
    once = FinishedPdf(damaged, said=True)
    with pytest.raises(ValueError, match="Tm"):
        list(once.sheets())
    assert read_pdf(once, "甲.pdf") == read_pdf(damaged, "甲.pdf")
    data = of_sample("letter-2024").pdf
    next(began := (pages := FinishedPdf(data, said=True)).sheets())
    assert read_pdf(pages, "甲.pdf") == read_pdf(data, "甲.pdf")
    del began
