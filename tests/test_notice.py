"""The sample of a 文件: the finished files measured and read against GB/T 9704-2012."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pikepdf
import pytest
from proof.test_page import BLACK, DOT, LEFT, RED, TOP, WIDTH, Box, inks, picture
from support.papers import META, paragraph
from support.proof.reader import Row, rows
from support.validate import office, said

from reportgen import pipeline
from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.proof.word.package import open_package
from reportgen.style.profile import load_profile
from reportgen.units import Mm, Pt
from reportgen.writers.pdf.write import write_pdf

if TYPE_CHECKING:
    from conftest import Sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EM, SIZE = 15.793, 16.0
RIGHT = Mm(LEFT + WIDTH).pt
HEAD = Box(20, 30, 195, 200)


@pytest.fixture(scope="module")
def lines(notice: Sample) -> list[Row]:
    """All lines of the finished PDF."""
    return rows(notice.pdf.read_bytes())


def starting(lines: list[Row], text: str) -> Row:
    """The one line that begins so."""
    (found,) = [line for line in lines if line.text.startswith(text)]
    return found


def end(line: Row) -> float:
    """Where the box of a line's last character ends."""
    last = line.chars[-1]
    return last.x + last.advance * EM


@pytest.mark.slow
def test_the_red_name_stands_where_the_standard_says(notice: Sample) -> None:
    image = picture(notice.pdf.read_bytes(), 0)
    _, name, *_, rule = inks(image, RED, HEAD)
    assert name.top == pytest.approx(72.0, abs=0.1 + DOT)       # 35 mm below the type area's top
    assert rule.bottom - rule.top == pytest.approx(Pt(1.5).mm, abs=DOT * 1.2)
    assert (rule.left, rule.right) == pytest.approx((LEFT, LEFT + WIDTH), abs=2 * DOT)
    *_, number = inks(image, BLACK, Box(20, rule.top - 15, 195, rule.top - 1))
    assert rule.top - number.bottom == pytest.approx(4, abs=0.1 + DOT)


def test_number_and_title_are_centred(lines: list[Row]) -> None:
    middle = Mm(LEFT + WIDTH / 2).pt
    for text in ("示政发〔2024〕8号", "示例县人民政府关于做好"[:7], "关于做好2024年防汛"):
        found = next(line for line in lines if line.text.startswith(text))
        advance = found.chars[-1].advance * found.chars[-1].size
        assert (found.chars[0].x + found.chars[-1].x + advance) / 2 == pytest.approx(middle, abs=2)


def test_addressees_stand_flush_left(lines: list[Row]) -> None:
    found = starting(lines, "各乡镇人民政府，县政府")
    assert found.text.endswith("：")
    assert found.chars[0].x == pytest.approx(Mm(LEFT).pt, abs=0.05)


def test_the_text_begins_on_the_first_page(lines: list[Row]) -> None:
    assert starting(lines, "汛前检查显示").page == 1


def test_names_of_attachments_stand_below_one_another(lines: list[Row]) -> None:
    first, second = starting(lines, "附件：1."), starting(lines, "2.防汛")
    assert first.chars[0].x == pytest.approx(Mm(LEFT).pt + 2 * EM, abs=0.05)
    assert second.chars[0].x == pytest.approx(first.chars[3].x, abs=0.05)
    assert not re.search("[。；]$", first.text + second.text)


def test_names_of_attachments_lead_to_their_pages(notice: Sample) -> None:
    with pikepdf.open(notice.pdf) as pdf:
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
        links = [(str(each.Contents), numbers[each.Dest[0].objgen])
                 for each in pdf.pages[1].Annots]
    assert links[-2:] == [("防汛物资储备清单", 3), ("防汛值班和信息报送要求", 4)]
    body = open_package(notice.docx.read_bytes(), "a.docx").xml("word/document.xml")
    names = {each.get(f"{W}name"): each.getparent() for each in body.iter(f"{W}bookmarkStart")}
    shown = {
        "".join(t.text or "" for t in link.iter(f"{W}t")):
        "".join(t.text or "" for t in names[link.get(f"{W}anchor")].iter(f"{W}t"))
        for link in body.iter(f"{W}hyperlink")
    }
    assert shown == {"防汛物资储备清单": "附件1", "防汛值班和信息报送要求": "附件2"}


def test_a_sealed_signature(lines: list[Row]) -> None:
    """日期右空四字, the organ in the middle above it (7.3.5.1), with two lines of the text."""
    date = starting(lines, "2024年3月9日")
    (organ,) = [line for line in lines
                if line.text == "示例县人民政府" and line.page == date.page]
    assert end(date) == pytest.approx(RIGHT - 4 * EM, abs=0.6)
    assert (organ.chars[0].x + end(organ)) / 2 == pytest.approx(
        (date.chars[0].x + end(date)) / 2, abs=0.6)
    assert sum(line.page == date.page and line.y < organ.y for line in lines) >= 4


@pytest.mark.parametrize(("organ", "shorter"), [
    ("示例县发展和改革局办公室", False), ("甲局", True),
])
def test_an_unsealed_signature(organ: str, shorter: bool) -> None:
    """署名右空二字, the date two to its right; a date longer than it 右空二字 itself (7.3.5.2)."""
    document = tree.Document(META, (
        paragraph("国" * 60), tree.Signature((organ,), "2024年11月19日"),
    ))
    library = FontLibrary.bundled()
    look = load_profile()
    found = rows(write_pdf(layout(document, look, library, {}, Sink()), document, library))
    name, date = starting(found, organ), starting(found, "2024年")
    assert date.chars[0].x - name.chars[0].x == pytest.approx(2 * EM, abs=0.05)
    last = date if shorter else name
    assert end(last) == pytest.approx(RIGHT - 2 * EM, abs=0.6)


def test_attachments_open_pages_of_their_own(lines: list[Row]) -> None:
    for number, name in ((1, "防汛物资储备清单"), (2, "防汛值班和信息报送要求")):
        label = next(line for line in lines if line.text == f"附件{number}")
        title = [line for line in lines if line.text == name and line.page == label.page][-1]
        ascent = 0.88
        assert label.chars[0].x == pytest.approx(Mm(LEFT).pt, abs=0.05)
        assert label.y == pytest.approx(Mm(TOP).pt + ascent * SIZE, abs=0.2)          # line 1
        assert title.y == pytest.approx(Mm(TOP).pt + 2 * 29.6 + ascent * 22, abs=0.2)  # line 3


def test_the_imprint_closes_an_even_page(notice: Sample, lines: list[Row]) -> None:
    imprint = [line for line in lines if "印发" in line.text and "办公室" in line.text][-1]
    assert imprint.text == "示例县人民政府办公室2024年3月11日印发"
    with pdfplumber.open(notice.pdf) as file:
        assert imprint.page == len(file.pages)
    assert imprint.page % 2 == 0
    bands = list(inks(picture(notice.pdf.read_bytes(), imprint.page - 1), BLACK,
                      Box(LEFT + 1, 200, LEFT + 3, 263)))[1:]
    assert [band.bottom - band.top for band in bands] == pytest.approx(
        [0.35, 0.25, 0.35], abs=DOT)
    assert (bands[-1].top + bands[-1].bottom) / 2 == pytest.approx(TOP + 225, abs=0.1)


def test_both_formats_say_everything_in_order(notice: Sample) -> None:
    document = pipeline.compose(pipeline.load(notice.folder))
    wanted = said.said(document)
    assert not said.missing_in_order(wanted, said.pdfium_text(notice.pdf))
    kinds = {type(block) for block in document.blocks}
    assert {tree.Letterhead, tree.Addressees, tree.AttachmentList, tree.Signature, tree.Remark,
            tree.Attachment, tree.Colophon} <= kinds


@pytest.mark.slow
@pytest.mark.system("soffice")
def test_word_shows_everything(notice: Sample, tmp_path: Path) -> None:
    shown = office.docx_to_pdf(notice.docx, tmp_path)
    with pdfplumber.open(shown) as word, pdfplumber.open(notice.pdf) as pdf:
        assert len(word.pages) == len(pdf.pages)
        assert "印发" in word.pages[-1].extract_text()
    text = said.pdfium_text(shown)
    for wanted in ("示例县人民政府文件", "示政发〔2024〕8号", "附件：1.防汛物资储备清单", "附件2",
                   "示例县人民政府2024年3月9日", "（此件公开发布）"):
        assert wanted in text, wanted


def test_a_joint_issue_spreads_its_names_beside_the_word_for_document() -> None:
    head = tree.Letterhead(("示例县人民政府", "示例县民政局"), "文件", "示政发〔2024〕1号")
    document = tree.Document(META, (head, paragraph("国" * 40)))
    library = FontLibrary.bundled()
    look = load_profile("wenjian")
    found = rows(write_pdf(layout(document, look, library, {}, Sink()), document, library))
    big = [line for line in found if line.chars[0].size > 22]
    first, second = starting(big, "示例县人民政府"), starting(big, "示例县民政局")
    assert first.chars[0].x == pytest.approx(second.chars[0].x, abs=0.1)
    assert first.chars[6].x == pytest.approx(second.chars[5].x, abs=0.1)
    beside = next(line for line in big if line.text.endswith("文件") or line.text == "文件")
    assert beside.chars[-1].x > first.chars[6].x
