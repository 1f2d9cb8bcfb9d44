"""The Word file of a joint 文件 as LibreOffice shows it, measured beside the finished PDF."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from proof.test_page import BLACK, LEFT, RED, TOP, WIDTH, Box, inks, picture
from support.papers import META, paragraph
from support.proof.reader import Row, rows
from support.validate import office

from reportgen.diagnostics import Sink
from reportgen.document.tree import (
    Addressees,
    Attachment,
    AttachmentList,
    Colophon,
    Document,
    Letterhead,
    Signature,
    Title,
)
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.style.profile import load_profile
from reportgen.units import Pt
from reportgen.writers.docx.write import write_docx
from reportgen.writers.pdf.write import write_pdf

pytestmark = [pytest.mark.system("soffice"), pytest.mark.slow]

ORGANS = ("示例县人民政府", "示例县财政局", "示例县民政局")
DATE = "2024年11月19日"
SEAL = 42.0
BLOCKS = (
    Letterhead(ORGANS, "文件", "示政发〔2024〕8号", ("甲示例", "乙示例", "丙示例")),
    Title(("关于国家防汛工作的通知",)), Addressees("国家各乡镇人民政府"),
    *[paragraph("国" * 26)] * 5, AttachmentList(("国家清单",), ("附件-0",)),
    Signature(ORGANS, DATE, sealed=True), Attachment(0, "国家清单", "附件-0"), paragraph("国" * 26),
    Colophon((("抄送", "国家各部门。"),), "示例县人民政府办公室", "2024年11月20日印发"),
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The PDF, and what LibreOffice makes of the Word file."""
    folder: Path = tmp_path_factory.mktemp("joint")
    document, library = Document(META, BLOCKS), FontLibrary.bundled()
    look = load_profile("wenjian")
    pages = layout(document, look, library, {}, Sink())
    word = folder / "a.docx"
    word.write_bytes(write_docx(document, look, {}, colophon=pages.colophon))
    shown = office.docx_to_pdf(word, folder)
    return write_pdf(pages, document, library), shown.read_bytes()


def on(pdf: bytes, page: int) -> list[Row]:
    return [row for row in rows(pdf) if row.page == page]


def middle(row: Row, text: str) -> float:
    """The middle of a text within a line, in mm."""
    at = row.text.index(text)
    chars = row.chars[at : at + len(text)]
    return Pt((chars[0].x + chars[-1].x + chars[-1].size) / 2).mm


def test_the_head(both: tuple[bytes, bytes]) -> None:
    """Names stacked, 文件 at their middle, the rule: a millimetre of difference at most."""
    found = []
    for pdf in both:
        page = picture(pdf, 0)
        *_, rule = inks(page, RED, Box(20, 30, 195, 200))
        above = Box(20, 60, 195, rule.top - 1)
        names = next(inks(page, RED, above))
        suffix = next(inks(page, RED, Box(names.right - 20, 60, 195, rule.top - 1)))
        assert names.top == pytest.approx(TOP + 35, abs=1)
        assert (names.left + names.right) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=1)
        assert (suffix.top + suffix.bottom) / 2 == pytest.approx(
            (names.top + names.bottom) / 2, abs=1)
        assert (rule.left, rule.right) == pytest.approx((LEFT, LEFT + WIDTH), abs=0.5)
        *_, number = inks(page, BLACK, Box(20, rule.top - 12, 195, rule.top))
        assert rule.top - number.bottom == pytest.approx(4, abs=1)
        found.append((names, rule))
    (mine, our), (theirs, other) = found
    assert theirs.bottom == pytest.approx(mine.bottom, abs=1)
    assert other.top == pytest.approx(our.top, abs=1)


def test_signers_stand_below_one_another(both: tuple[bytes, bytes]) -> None:
    for pdf in both:
        lines = [row for row in on(pdf, 1) if "示例" in row.text and row.chars[0].size == 16]
        first = next(row for row in lines if "签发人：" in row.text)
        last = next(row for row in lines if row.text.endswith("丙示例"))
        at = first.text.index("：") + 1
        assert first.chars[at].x == pytest.approx(last.chars[-3].x, abs=1)
        assert last.text.startswith("示政发")


def test_seals_do_not_touch_and_stay_within_the_type_area(both: tuple[bytes, bytes]) -> None:
    for pdf in both:
        date = next(row for row in rows(pdf) if row.text.replace(" ", "") == DATE)
        lines = [row for row in on(pdf, date.page)
                 if row.chars[0].size == 16 and row.y <= date.y]
        middles = []
        for organ in ORGANS:
            row = [each for each in lines if organ in each.text][-1]
            middles.append((middle(row, organ), Pt(row.y - 6).mm))
        for (x, y), (x2, y2) in combinations(middles, 2):
            assert (x - x2) ** 2 + (y - y2) ** 2 > SEAL ** 2
        for x, _ in middles:
            assert x - SEAL / 2 >= LEFT
            assert x + SEAL / 2 <= LEFT + WIDTH
        x = middles[-1][0]
        assert x == pytest.approx(Pt((date.chars[0].x + date.chars[-1].x + 16) / 2).mm, abs=1)
        assert Pt(date.chars[-1].x).mm + 5.6 == pytest.approx(LEFT + WIDTH - 4 * 5.57, abs=1.5)


def test_the_attachment_and_the_imprint(both: tuple[bytes, bytes]) -> None:
    for pdf in both:
        label = next(row for row in rows(pdf) if row.text == "附件")
        title = [row for row in rows(pdf) if row.text == "国家清单" and row.page == label.page][-1]
        assert Pt(label.chars[0].x).mm == pytest.approx(LEFT, abs=0.5)
        assert Pt(label.y).mm == pytest.approx(TOP + Pt(14).mm, abs=1.5)
        assert middle(title, "国家清单") == pytest.approx(LEFT + WIDTH / 2, abs=0.5)
        assert Pt(title.y - label.y).mm == pytest.approx(Pt(2 * 29.6 + 5).mm, abs=2)
        imprint = [row for row in rows(pdf) if row.text.endswith("印发")][-1]
        assert imprint.page % 2 == 0
        *_, rule = inks(picture(pdf, imprint.page - 1), BLACK, Box(LEFT + 1, 200, LEFT + 3, 266))
        assert (rule.top + rule.bottom) / 2 == pytest.approx(TOP + 225, abs=0.5)
