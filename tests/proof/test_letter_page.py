"""The pages of a 信函 measured by their ink at 300 dpi, beside GB/T 9704-2012 10.1.

The finished PDF, and the Word file as LibreOffice shows it: half a millimetre at most.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from proof.test_page import BLACK, DOT, LEFT, RED, TOP, WIDTH, Box, inks, picture
from support.papers import META, paragraph
from support.proof.reader import Row, rows
from support.validate import office

from reportgen.diagnostics import Sink
from reportgen.document.tree import (
    Addressees,
    Colophon,
    Document,
    LetterOpening,
    Signature,
    Title,
)
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.style.profile import load_profile
from reportgen.units import Pt
from reportgen.writers.docx.write import write_docx
from reportgen.writers.pdf.write import write_pdf

FORMATS = ["pdf", pytest.param("docx", marks=[pytest.mark.system("soffice"), pytest.mark.slow])]
NEAR = 0.5
FOOT, PAPER, HIGH = 20.0, 210.0, 297.0
GAP, LINES = 4.84, 20.78                 # 7/8 of a size-3 character; two lines
NUMBER, SIZE, TITLE_SIZE, ASCENT = "示政函〔2024〕16号", 16.0, 22.0, 0.88
MARKS = ("000001", "秘密★1年", "特急")
Made = Mapping[str, bytes]


def letter(organ: str, *marks: str) -> Document:
    head = LetterOpening(organ, NUMBER, *marks)
    return Document(META, (
        head, Title(("关于国家灌区改造的函",)), Addressees("示例市水利局"),
        *[paragraph("国" * 26)] * 22, Signature((organ,), "2024年4月26日", sealed=True),
        Colophon((("抄送", "示例市财政局。"),)),
    ))


LETTERS = {
    "bare": letter("示例县人民政府"), "marked": letter("示例县人民政府", *MARKS),
    "long": letter("示例县推进新型城镇化工作领导小组办公室", "", "", "加急"),
}


@pytest.fixture(scope="module")
def pdfs() -> Made:
    """The PDF of each letter."""
    library, look = FontLibrary.bundled(), load_profile("xinhan")
    return {name: write_pdf(layout(each, look, library, {}, Sink()), each, library)
            for name, each in LETTERS.items()}


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What LibreOffice makes of the Word file of each letter."""
    folder: Path = tmp_path_factory.mktemp("letters")
    made = {}
    for name, each in LETTERS.items():
        (folder / f"{name}.docx").write_bytes(write_docx(each, load_profile("xinhan"), {}))
        made[name] = office.docx_to_pdf(folder / f"{name}.docx", folder).read_bytes()
    return made


@pytest.fixture(params=[*LETTERS])
def name(request: pytest.FixtureRequest) -> str:
    """Each letter in turn."""
    return str(request.param)


@pytest.fixture(params=FORMATS)
def page(request: pytest.FixtureRequest, pdfs: Made, name: str) -> bytes:
    """The letter as our PDF, and as LibreOffice shows the Word file."""
    made: Made = pdfs if request.param == "pdf" else request.getfixturevalue("words")
    return made[name]


def red(pdf: bytes) -> list[Box]:
    """The red ink of page 1 from the top down: mark, thick and thin line, thin and thick line."""
    _, *found = inks(picture(pdf, 0), RED, Box(5, 5, 205, 292))
    return found


def top(row: Row, size: float = SIZE) -> float:
    """Where the box of a line begins, in mm."""
    return Pt(row.y - ASCENT * size).mm


def line(pdf: bytes, text: str) -> Row:
    """The first line with this text in it; LibreOffice puts spaces between Han and digits."""
    return next(row for row in rows(pdf) if text in row.text.replace(" ", ""))


def test_the_mark_begins_30_mm_below_the_edge_of_the_paper(page: bytes) -> None:
    mark = red(page)[0]
    assert mark.top == pytest.approx(30, abs=NEAR)
    assert (mark.left + mark.right) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=NEAR)


def test_two_double_lines_frame_the_page(page: bytes) -> None:
    """4 mm below the mark, thick above thin; 20 mm from the foot, thin above thick; 170 mm."""
    mark, thick, thin, thin2, thick2 = red(page)
    assert thick.top - mark.bottom == pytest.approx(4, abs=NEAR)
    assert HIGH - thick2.bottom == pytest.approx(FOOT, abs=NEAR)
    assert thin2.bottom < thick2.top
    for heavy, light in ((thick, thin), (thick2, thin2)):
        assert heavy.bottom - heavy.top > light.bottom - light.top
    for each in (thick, thin, thin2, thick2):
        assert each.right - each.left == pytest.approx(170, abs=NEAR)
        assert (each.left + each.right) / 2 == pytest.approx(PAPER / 2, abs=NEAR)


def test_number_and_marks_begin_seven_eighths_of_a_character_below_the_line(
    page: bytes, name: str
) -> None:
    thin = red(page)[2]
    number = line(page, NUMBER)
    assert top(number) - thin.bottom == pytest.approx(GAP, abs=NEAR)
    last = number.chars[-1]
    assert Pt(last.x).mm + Pt(15.793).mm == pytest.approx(LEFT + WIDTH, abs=NEAR)
    head = LETTERS[name].blocks[0]
    assert isinstance(head, LetterOpening)
    for place, (text, _) in enumerate(head.marks):
        found = line(page, text)
        assert top(found) == pytest.approx(top(number) + place * Pt(29.6).mm, abs=0.1)
        assert Pt(found.chars[0].x).mm == pytest.approx(LEFT, abs=0.1)


def test_the_title_is_two_lines_below_the_last_of_them(page: bytes, name: str) -> None:
    head = LETTERS[name].blocks[0]
    assert isinstance(head, LetterOpening)
    last = line(page, head.marks[-1][0] if head.marks else NUMBER)
    title = line(page, "关于国家灌区改造的函")
    assert top(title, TITLE_SIZE) - (top(last) + Pt(SIZE).mm) == pytest.approx(LINES, abs=NEAR)


def test_the_text_keeps_off_the_lower_line(page: bytes) -> None:
    lower = red(page)[3]
    _, *black = inks(picture(page, 0), BLACK, Box(20, 60, 195, 292))
    assert black[-1].bottom < lower.top - GAP       # and there is no page number below it
    assert black[-1].bottom > TOP + 225 - 2 * Pt(29.6).mm


def test_numbers_begin_on_page_2_and_no_rule_is_above_the_copies(page: bytes) -> None:
    pages = {row.text.replace(" ", ""): row.page for row in rows(page)}
    assert {text: at for text, at in pages.items() if text.startswith("—")} == {"—2—": 2}
    copies = line(page, "抄送：示例市财政局。")
    assert copies.page == 2
    assert TOP + 225 - Pt(copies.y).mm < Pt(24).mm
    beside = picture(page, 1)[
        round(240 / DOT) : round(263 / DOT), round((LEFT + 1) / DOT) : round((LEFT + 3) / DOT)]
    assert (beside > 128).all()
