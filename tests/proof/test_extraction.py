"""What two readers take out of the finished file is what was put in, character by character."""

from __future__ import annotations

import io
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Protocol

import pikepdf
import pytest
from support import foundry, specimen
from support.papers import META, everything, pages_of
from support.proof.pressroom import Printed, by_pdfium, by_poppler, printed, profile, unbroken
from support.proof.prose import paragraphs

from reportgen.charts.record.drawing import TextMark
from reportgen.document.tree import Document
from reportgen.fonts import Face, FontLibrary
from reportgen.layout.pages import GlyphRun, Pages, Picture
from reportgen.writers.pdf.write import write_pdf

pytestmark = pytest.mark.slow

GAPS = (0, 100, 125, 250)      # thousandths of an em between Han and digits


class Sample(Protocol):
    pdf: Path


# ------------------------------------------------------------ the space between Han and digits


@cache
def proof(gap: int) -> Printed:
    return printed(paragraphs(40, seed=gap + 7), profile(typeset__autospace=str(gap)))


@pytest.mark.parametrize("gap", GAPS)
def test_pdfium_reads_the_source_at_any_gap(gap: int) -> None:
    found = proof(gap)
    assert unbroken(by_pdfium(found.pdf)) == "".join(found.source)


@pytest.mark.system("pdftotext")
@pytest.mark.parametrize("gap", GAPS)
def test_poppler_reads_the_source_at_any_gap(gap: int, tmp_path: Path) -> None:
    found = proof(gap)
    assert unbroken(by_poppler(found.pdf, tmp_path)) == "".join(found.source)


@pytest.mark.parametrize("gap", GAPS)
def test_the_gap_is_the_profile_s(gap: int) -> None:
    found = proof(gap)
    gaps = [
        (right.x - left.x) / found.measure.em - left.advance
        for line in found.lines if line.end == len(found.source[line.owner])
        for left, right in zip(line.row.chars, line.row.chars[1:], strict=False)
        if "\u4e00" <= left.text <= "\u9fff" and right.text.isdecimal()
    ]
    usual, _ = Counter(round(each, 2) for each in gaps).most_common(1)[0]
    assert len(gaps) > 10
    # 16 pt glyphs stand 15.793 pt apart: a gap is so much wider than the advances say
    assert usual == pytest.approx(gap / 1000, abs=0.015)


@pytest.mark.parametrize("gap", GAPS)
def test_no_line_carries_its_text_along(gap: int) -> None:
    """Chrome and Edge highlight the wrong place on a line that does."""
    assert carried(proof(gap).pdf) == 0


def carried(pdf: bytes) -> int:
    """How many sequences carry their text along."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return sum(page.Contents.read_bytes().count(b"/ActualText") for page in file.pages)


# ------------------------------------------------------------------- characters that look alike

ALIKE = "甲—乙―丙·丁•戊‧己∕庚／辛〈壬〈癸-子‑丑～寅〜卯一辰壹"


@pytest.mark.system("pdftotext")
@pytest.mark.parametrize("role", ["fangsong", "song", "hei", "kai"])
def test_characters_that_look_alike_are_read_as_themselves(role: str, tmp_path: Path) -> None:
    library = FontLibrary.bundled()
    text = "".join(ch for ch in ALIKE if not library.missing(role, ch))
    assert "—乙―" in text
    found = printed([text], profile(styles__body__role=role))
    assert unbroken(by_pdfium(found.pdf)) == text
    assert unbroken(by_poppler(found.pdf, tmp_path)) == text


@pytest.mark.system("pdftotext")
def test_characters_that_share_a_glyph_are_read_as_themselves(tmp_path: Path) -> None:
    face = Face("own", foundry.sharing(tmp_path / "twins.otf", {"•": "·", "壹": "一"}))
    assert face.gid("•") == face.gid("·")
    pdf = specimen.as_text(face, ["一·二•三壹四"])
    assert unbroken(by_pdfium(pdf)) == "一·二•三壹四"
    assert unbroken(by_poppler(pdf, tmp_path)) == "一·二•三壹四"


# ------------------------------------------------------------------------------ whole documents


def shown(pages: Pages) -> Counter[str]:
    """Every character of the pages, those of charts too."""
    found: Counter[str] = Counter()
    for page in pages.pages:
        for item in (item for marked in page.content for item in marked.items):
            if isinstance(item, GlyphRun):
                found.update(item.text)
            elif isinstance(item, Picture):
                found.update(
                    ch for mark in item.drawing.marks if isinstance(mark, TextMark)
                    for ch in mark.text
                )
    return found


def visible(found: Counter[str]) -> Counter[str]:
    return Counter({ch: n for ch, n in found.items() if not re.fullmatch(r"\s|\x02|\ufffe", ch)})


@pytest.mark.system("pdftotext")
def test_no_character_of_a_document_of_all_blocks_is_lost(tmp_path: Path) -> None:
    pages, library = pages_of(*everything()), FontLibrary.bundled()
    pdf = write_pdf(pages, Document(META, everything()), library)
    wanted = visible(shown(pages))
    assert visible(Counter(by_pdfium(pdf))) == wanted
    assert visible(Counter(by_poppler(pdf, tmp_path))) == wanted


@pytest.mark.system("pdftotext")
def test_both_readers_find_the_same_in_the_sample(sample: Sample, tmp_path: Path) -> None:
    pdf = sample.pdf.read_bytes()
    first, second = Counter(by_pdfium(pdf)), Counter(by_poppler(pdf, tmp_path))
    assert visible(first) == visible(second)
    assert sum(visible(first).values()) > 5000
