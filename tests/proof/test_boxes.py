"""What a reader selects and finds lies where it is printed; no reader sees a blank that is none."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from support.proof.boxes import Seen, Verdict, by_pdfium, by_poppler, judged
from support.proof.pressroom import profile, set_pages
from support.proof.prose import paragraphs

from reportgen.document.tree import Document
from reportgen.fonts import FontLibrary
from reportgen.layout.pages import Pages
from reportgen.writers.pdf import advances
from reportgen.writers.pdf.write import write_pdf

LIBRARY = FontLibrary.bundled()
MARKED = (
    "“三服务”", "“河长”和“林长”", "（含续建）", "《方案》", "‘示例’", "（试行）",
    "《办法》（草案）", "“一老一小”“双减”",
)
NUMBERS = ("{}万元", "{}.5%", "{}户9人", "{}个", "3月{}日", "3—{}月")


def full_of_figures(count: int) -> list[str]:
    """Paragraphs in which every few characters a figure or a quotation stands."""
    pick = random.Random(5)     # noqa: S311 - prose, not secrets
    return ["".join(
        pick.choice(("投资", "新增", "完成", "惠及", "增长"))
        + pick.choice(NUMBERS).format(pick.randint(10, 28)) + pick.choice(MARKED)
        + pick.choice("，、；。：") for _ in range(9)
    ) + "完成任务。" for _ in range(count)]


@cache
def proof() -> tuple[Pages, Document]:
    pages, document, _ = set_pages([*paragraphs(14, seed=3), *full_of_figures(16)], profile())
    return pages, document


@cache
def pdf() -> bytes:
    return write_pdf(*proof(), LIBRARY)


def verdict(seen: Iterator[list[Seen]]) -> Verdict:
    found = judged(proof()[0], LIBRARY, seen)
    assert found.right > 5000
    return found


def test_every_box_of_pdfium_is_on_its_glyph() -> None:
    found = verdict(by_pdfium(pdf()))
    assert (found.blanks, found.astray, found.lost) == (0, 0, 0)


@pytest.mark.system("pdftotext")
def test_every_word_of_poppler_is_on_its_glyphs(tmp_path: Path) -> None:
    found = verdict(by_poppler(pdf(), tmp_path))
    assert (found.blanks, found.astray, found.lost) == (0, 0, 0)


@pytest.mark.system("pdftotext")
def test_without_the_copies_blanks_are_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(advances, "WIDEST", 9999)
    monkeypatch.setattr(advances, "DEEPEST", -9999)
    assert verdict(by_poppler(write_pdf(*proof(), LIBRARY), tmp_path)).blanks > 20


def test_a_box_beside_its_glyph_is_found() -> None:
    moved = ([Seen(each.char, (each.left or 0) + 6, (each.right or 0) + 6) for each in page]
             for page in by_pdfium(pdf()))
    assert verdict(moved).astray > 5000


def test_a_blank_inside_a_line_is_found() -> None:
    spaced = ([*page[:40], Seen(" "), *page[40:]] for page in by_pdfium(pdf()))
    assert verdict(spaced).blanks >= len(proof()[0].pages) - 1
