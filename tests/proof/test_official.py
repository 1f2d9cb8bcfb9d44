"""The sample of a 文件 measured on its finished page, beside GB/T 9704-2012 7.2 to 7.4."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest
from proof.test_page import BLACK, DOT, HEIGHT, LEFT, RED, TOP, WIDTH, Box, inks, picture
from support import briefings
from support.proof.reader import rows

from reportgen.diagnostics import Sink
from reportgen.narrative.read import read_narrative
from reportgen.pipeline import build, compose, load, write
from reportgen.units import Pt

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).resolve().parents[2] / "data" / "notice-2024"
EM = WIDTH / 28


@pytest.fixture(scope="module")
def pdf() -> bytes:
    briefing = load(FOLDER)
    return write(briefing, compose(briefing), "pdf")


@pytest.mark.slow
def test_the_mark_is_35_mm_below_the_type_area(pdf: bytes) -> None:
    _, mark, *_ = inks(picture(pdf, 0), RED, Box(20, 30, 195, 150))
    assert mark.top == pytest.approx(TOP + 35, abs=0.1 + DOT)
    assert (mark.left + mark.right) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=1)


def test_the_red_rule_is_4_mm_below_the_number(pdf: bytes) -> None:
    page = picture(pdf, 0)
    *_, rule = inks(page, RED, Box(20, 30, 195, 150))
    *_, number = inks(page, BLACK, Box(20, rule.top - 15, 195, rule.top - 1))
    assert rule.top - number.bottom == pytest.approx(4, abs=0.1 + DOT)
    assert (rule.left, rule.right) == pytest.approx((LEFT, LEFT + WIDTH), abs=2 * DOT)


def test_the_date_is_four_characters_in_and_the_organ_in_its_middle(pdf: bytes) -> None:
    lines = rows(pdf, size=16)
    date = next(row for row in lines if row.text == "2024年3月9日")
    organ = next(row for row in lines if row.text == "示例县人民政府" and row.page == date.page)
    ends = [(Pt(row.chars[0].x).mm, Pt(row.chars[-1].x).mm + EM) for row in (date, organ)]
    assert ends[0][1] == pytest.approx(LEFT + WIDTH - 4 * EM, abs=0.5)
    assert sum(ends[0]) / 2 == pytest.approx(sum(ends[1]) / 2, abs=0.5)


def test_the_imprint_ends_with_the_type_area_of_an_even_page(pdf: bytes) -> None:
    count = len(pypdfium2.PdfDocument(pdf))
    assert count % 2 == 0
    bands = list(inks(picture(pdf, count - 1), BLACK, Box(LEFT + 1, 200, LEFT + 3, 263)))[1:]
    assert [b.bottom - b.top for b in bands] == pytest.approx([0.35, 0.25, 0.35], abs=1.2 * DOT)
    assert (bands[-1].top + bands[-1].bottom) / 2 == pytest.approx(TOP + HEIGHT, abs=0.1)


def test_each_attachment_opens_a_page(pdf: bytes) -> None:
    found = [row for row in rows(pdf, size=16) if row.text in ("附件1", "附件2")]
    assert [row.text for row in found] == ["附件1", "附件2"]
    assert all(Pt(row.y).mm == pytest.approx(TOP + Pt(0.88 * 16).mm, abs=0.05) for row in found)


def test_a_briefing_ends_the_same_way(tmp_path: Path) -> None:
    """署名, 附件 and 附注 in a 简报: without a seal, the attachment before the colophon."""
    text = briefings.narrative_text().replace("份数: 30", (
        "份数: 30\n附件: [示例果种植户名单, {名称: 示例镇区划图, 另附: 是}]\n"
        "署名: 示例镇人民政府\n成文日期: 2026-01-06\n附注: 内部参阅"))
    text += "\n---附件：示例果种植户名单---\n\n名单由各村核对。\n"
    made = build(briefings.make(tmp_path / "示例", narrative=text), tmp_path / "out")
    assert [found for found in made.diagnostics if found.is_error] == []
    lines = rows(made.files["pdf"].read_bytes())
    placed = {row.text: row for row in lines}
    name, date = placed["示例镇人民政府"], placed["2026年1月6日"]
    assert Pt(date.chars[0].x - name.chars[0].x).mm == pytest.approx(2 * EM, abs=0.05)
    assert Pt(name.chars[-1].x).mm + EM == pytest.approx(LEFT + WIDTH - 2 * EM, abs=0.1)
    assert {"附件：1.示例果种植户名单", "2.示例镇区划图", "（内部参阅）"} <= placed.keys()
    label = placed["附件1"]
    assert Pt(label.y).mm == pytest.approx(TOP + Pt(0.88 * 16).mm, abs=0.05)
    assert label.page == name.page + 1
    last = next(row for row in lines if row.text.startswith("报："))
    assert last.page >= label.page
    assert last.page % 2 == 0


_ORDINALS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
NAMES = ", ".join(f"示例县第{name}综合管理办公室" for name in _ORDINALS)


@pytest.mark.parametrize(("old", "new", "code"), [
    ("发文机关: 示例县人民政府", "发文机关: [示例县人民政府, 示例县财政局, 示例县农业农村局]", ""),
    ("文号:", "签发人: [甲示例, 乙示, 丙示例]\n文号:", ""),
    ("附注: 此件公开发布", "份号: 1\n密级: 机密★1年\n紧急程度: 特急\n印章: 无", ""),
    ("主送: [", f"主送: [{NAMES}, ", "I0613"),
])
def test_other_heads_agree_in_both_formats(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    """`build` stops where the PDF and the Word file do not say the same."""
    shutil.copytree(FOLDER, tmp_path / "notice")
    path = tmp_path / "notice" / "briefing.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    made = build(tmp_path / "notice", tmp_path / "out")
    assert code in ["", *(found.code for found in made.diagnostics)]


@pytest.mark.parametrize(("old", "new", "code"), [
    ("示政发〔2024〕8号", "示政发【2024】第08号", "E0330"),
    ("示政发〔2024〕8号", "示政发〔2023〕8号", "W0324"),
    ("印发日期: 2024-03-11", "印发日期: 2024-03-08", "E0332"),
    ("印发机关:", "印发机构:", "E0121"),
])
def test_slips_of_the_front_matter(old: str, new: str, code: str) -> None:
    text = (FOLDER / "briefing.md").read_text(encoding="utf-8")
    assert old in text
    sink = Sink()
    read_narrative(text.replace(old, new), "b.md", sink)
    assert code in [found.code for found in sink]
