"""The pages of a 文件 measured by their ink at 300 dpi, beside GB/T 9704-2012 and GB/T 33476.2.

The distances of 20.78 and 10.39 mm are those between the boxes of lines (16 or 22 pt high, the
baseline at 0.88); where the ink of a line lies in its box, the outlines of its glyphs say.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise

import pytest
from proof.test_page import (
    ASCENT,
    BLACK,
    DOT,
    EM,
    HEIGHT,
    LEFT,
    PITCH,
    RED,
    SIZE,
    TOP,
    WIDTH,
    Box,
    inks,
    picture,
)
from support.papers import META, paragraph
from support.proof.reader import Row, rows

from reportgen.diagnostics import Sink
from reportgen.document.tree import (
    Addressees,
    Attachment,
    AttachmentList,
    Block,
    Document,
    Letterhead,
    Paragraph,
    Remark,
    Signature,
    Title,
)
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.style.profile import load_profile
from reportgen.units import Pt
from reportgen.writers.pdf.write import write_pdf

pytestmark = pytest.mark.slow

GAP, HALF_GAP = 20.78, 10.39
TITLE_SIZE = 22.0
RIGHT, MIDDLE = LEFT + WIDTH, LEFT + WIDTH / 2
SEAL = 42.0
NEAR = 0.1 + DOT
HEAD = Letterhead(("示例县人民政府",), "文件", "示政发〔2024〕8号")
TEXT = paragraph("国" * 26)


@cache
def printed(*blocks: Block) -> bytes:
    """The finished file of these blocks under the profile of a 文件."""
    document, library = Document(META, blocks), FontLibrary.bundled()
    return write_pdf(layout(document, load_profile("wenjian"), library, {}, Sink()), document,
                     library)


def outline(role: str, text: str) -> Box:
    """The ink of a line in ems: from its left and right ends inwards, up and down from its foot."""
    chain = FontLibrary.bundled().chain(role)
    boxes = [box for ch in text if (face := chain.face_for(ch)) and (box := face.ink(ch))]
    first, last = (chain.face_for(ch) for ch in (text[0], text[-1]))
    assert first is not None
    assert last is not None
    advance = last.advances(text[-1])[0]
    return Box(boxes[0][0] / 1000, max(box[3] for box in boxes) / 1000,
               (advance - boxes[-1][2]) / 1000, min(box[1] for box in boxes) / 1000)


def line(pdf: bytes, text: str, *, size: float = SIZE, nth: int = 0) -> Row:
    """A line of the finished file by its text."""
    return [row for row in rows(pdf, size=size) if row.text == text][nth]


def ink(pdf: bytes, row: Row, size: float = SIZE) -> Box:
    """The ink of a line, as painted: only where its own glyphs stand."""
    x, y = Pt(row.chars[0].x).mm, Pt(row.y).mm
    last = Pt(row.chars[-1].x).mm + Pt(size).mm
    within = Box(x - 1, y - Pt(size).mm * 0.95, last + 1, y + Pt(size).mm * 0.2)
    return next(inks(picture(pdf, row.page - 1), BLACK, within))


def top_of(text: str, role: str, box: float, size: float = SIZE) -> float:
    """Where the ink of a line begins whose box begins at `box`."""
    return box + Pt((ASCENT - outline(role, text).top) * size).mm


# --------------------------------------------------------------------------------- page 1


NUMBER = HEAD.number
TITLES = (("关于国家防汛工作的通知",), ("示例县人民政府", "关于国家防汛工作的通知"))


def first_page(*titles: str) -> bytes:
    return printed(HEAD, Title(titles), Addressees("国家各乡镇人民政府"), *[TEXT] * 30)


@pytest.mark.parametrize("titles", TITLES, ids=["one line", "two lines"])
def test_the_number_is_two_lines_below_the_mark(titles: tuple[str, ...]) -> None:
    """发文机关标志下空二行: 20.78 mm between the mark's glyphs and the box of the number."""
    pdf = first_page(*titles)
    _, mark, *_ = inks(picture(pdf, 0), RED, Box(20, 30, 195, 150))
    assert mark.top == pytest.approx(TOP + 35, abs=NEAR)
    found = ink(pdf, line(pdf, NUMBER))
    assert found.top == pytest.approx(top_of(NUMBER, "fangsong", mark.bottom + GAP), abs=NEAR)
    assert (found.left + found.right) / 2 == pytest.approx(MIDDLE, abs=0.5)


@pytest.mark.parametrize("titles", TITLES, ids=["one line", "two lines"])
def test_the_title_is_two_lines_below_the_red_rule(titles: tuple[str, ...]) -> None:
    pdf = first_page(*titles)
    *_, rule = inks(picture(pdf, 0), RED, Box(20, 30, 195, 150))
    found = ink(pdf, line(pdf, NUMBER))
    assert rule.top - found.bottom == pytest.approx(4, abs=NEAR)
    assert rule.bottom - rule.top == pytest.approx(Pt(1.5).mm, abs=1.2 * DOT)
    assert (rule.left, rule.right) == pytest.approx((LEFT, RIGHT), abs=2 * DOT)
    for number, text in enumerate(titles):
        found = ink(pdf, line(pdf, text, size=TITLE_SIZE), TITLE_SIZE)
        box = rule.bottom + GAP + number * Pt(35).mm
        assert found.top == pytest.approx(
            top_of(text, "xiaobiaosong", box, TITLE_SIZE), abs=NEAR)
        assert (found.left + found.right) / 2 == pytest.approx(MIDDLE, abs=0.5)


@pytest.mark.parametrize("titles", TITLES, ids=["one line", "two lines"])
def test_addressees_are_one_line_below_the_title_and_text_follows(titles: tuple[str, ...]) -> None:
    pdf = first_page(*titles)
    *_, rule = inks(picture(pdf, 0), RED, Box(20, 30, 195, 150))
    foot = rule.bottom + GAP + (len(titles) - 1) * Pt(35).mm + Pt(TITLE_SIZE).mm
    text = "国家各乡镇人民政府："
    found = ink(pdf, line(pdf, text))
    assert found.top == pytest.approx(top_of(text, "fangsong", foot + HALF_GAP), abs=NEAR)
    assert found.left == pytest.approx(
        LEFT + outline("fangsong", text).left * Pt(SIZE).mm, abs=NEAR)
    body = [row for row in rows(pdf, size=SIZE) if row.text == "国" * 26]
    first = [ink(pdf, row) for row in body if row.page == 1]
    assert first[0].top == pytest.approx(
        top_of("国", "fangsong", foot + HALF_GAP + Pt(PITCH).mm), abs=NEAR)
    assert {round(b.top - a.top, 1) for a, b in pairwise(first)} <= {10.3, 10.4, 10.5, 10.6}
    assert first[-1].bottom < TOP + HEIGHT      # nothing below the type area


def test_page_2_is_on_the_grid_whatever_page_1_was() -> None:
    """Line 1 of page 2 begins at the type area's upper edge, whatever page 1 counted from."""
    pdf = first_page(*TITLES[1])
    second = [row for row in rows(pdf, size=SIZE) if row.page == 2]
    for number, row in enumerate(second[:9]):
        box = TOP + number * Pt(PITCH).mm
        assert ink(pdf, row).top == pytest.approx(top_of("国", "fangsong", box), abs=NEAR)


def test_corner_marks_stand_on_the_first_lines() -> None:
    head = replace(HEAD, copy_number="000001", secrecy="机密★1年", urgency="特急")
    pdf = printed(head, TEXT)
    for number, (text, role) in enumerate(
        (("000001", "fangsong"), ("机密★1年", "hei"), ("特急", "hei"))
    ):
        found = ink(pdf, line(pdf, text))
        box = TOP + number * Pt(PITCH).mm
        assert found.top == pytest.approx(top_of(text, role, box), abs=NEAR)
        assert found.left == pytest.approx(
            LEFT + outline(role, text).left * Pt(SIZE).mm, abs=NEAR)


# -------------------------------------------------------------------------- joint issue


ORGANS = ("示例县人民政府", "示例县财政局", "示例县农业农村局")


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, 3, 5])
def test_a_joint_issue_is_stacked_with_the_suffix_at_its_middle(count: int) -> None:
    organs = (ORGANS * 2)[:count]
    pdf = printed(Letterhead(organs, "文件", NUMBER), Title(("通知",)), TEXT)
    page = picture(pdf, 0)
    *_, rule = inks(page, RED, Box(20, 30, 195, 200))
    names = [row for row in rows(pdf) if row.text.removesuffix("文件") in organs]
    size = names[0].chars[0].size
    assert [row.text.removesuffix("文件") for row in names] == list(organs)
    ends = {(round(row.chars[0].x, 1), round(row.chars[len(organ) - 1].x, 1))
            for row, organ in zip(names, organs, strict=True)}
    assert len(ends) == 1                   # all as wide as the longest, 主办机关 at the top
    assert [b.y - a.y for a, b in pairwise(names)] == pytest.approx(
        [1.25 * size] * (count - 1), abs=0.1)
    suffix = [char for row in rows(pdf) for char in row.chars
              if char.text in "文件" and char.size == size]
    beside = Box(Pt(suffix[0].x).mm, 60, 195, rule.top - 4)
    stack = Box(20, 60, Pt(suffix[0].x).mm - 1, rule.top - 4)
    right, left = next(inks(page, RED, beside)), next(inks(page, RED, stack))
    assert left.top == pytest.approx(TOP + 35, abs=NEAR)
    assert (right.top + right.bottom) / 2 == pytest.approx(
        (left.top + left.bottom) / 2, abs=0.03 * Pt(size).mm + DOT)
    assert (left.left + right.right) / 2 == pytest.approx(MIDDLE, abs=1)
    assert right.right - left.left <= 150 + DOT
    number = ink(pdf, line(pdf, NUMBER))
    assert number.top == pytest.approx(
        top_of(NUMBER, "fangsong", left.bottom + GAP), abs=NEAR + 0.02 * Pt(size).mm)


@pytest.mark.slow
@pytest.mark.parametrize("signers", [
    ("甲示例",), ("甲示例", "乙\u3000例"), ("甲示例", "乙\u3000例", "丙示例"),
    ("甲示例", "乙示例", "丙示例", "丁\u3000例", "戊示例"),
])
def test_signers_stand_two_a_line_and_the_number_beside_the_last(signers: tuple[str, ...]) -> None:
    """签发人: 右空一字, names below each other's; 发文字号 左空一字 on the line of the last."""
    pdf = printed(replace(HEAD, signers=signers), TEXT)
    page = picture(pdf, 0)
    _, mark, *_, rule = inks(page, RED, Box(20, 30, 195, 200))
    lines = [row for row in rows(pdf, size=SIZE) if Pt(row.y).mm < rule.top]
    count = -(-len(signers) // 2)
    assert len(lines) == count
    for number, row in enumerate(lines):
        names = "\u3000".join(signers[2 * number : 2 * number + 2])
        assert row.text == (NUMBER if number == count - 1 else "") \
            + ("签发人：" if not number else "") + names
        first = row.chars[len(row.text) - len(names)]
        assert Pt(first.x).mm == pytest.approx(
            Pt(lines[0].chars[lines[0].text.index("：") + 1].x).mm, abs=0.05)
        box = mark.bottom + GAP + number * Pt(PITCH).mm
        assert Pt(row.y).mm - Pt(ASCENT * SIZE).mm == pytest.approx(box, abs=NEAR)
    widest = max(lines, key=lambda row: row.chars[-1].x)
    assert Pt(widest.chars[-1].x).mm + EM == pytest.approx(RIGHT - EM, abs=0.1)
    assert Pt(lines[-1].chars[0].x).mm == pytest.approx(LEFT + EM, abs=0.05)
    lowest = max(box.bottom for box in inks(page, BLACK, Box(20, rule.top - 12, 195, rule.top)))
    assert rule.top - lowest == pytest.approx(4, abs=NEAR)


# ---------------------------------------------------------------- signature, seals, date


DATE = "2024年11月19日"


@pytest.mark.parametrize("organ", ["甲局", "示例县人民政府", "示例县发展和改革局办公室"])
def test_without_a_seal(organ: str) -> None:
    """A line below the text; 署名右空二字, the date two further right, or the other way round."""
    pdf = printed(TEXT, Signature((organ,), DATE))
    name, date = (ink(pdf, line(pdf, text)) for text in (organ, DATE))
    for number, (found, text) in enumerate(((name, organ), (date, DATE)), 2):
        assert found.top == pytest.approx(
            top_of(text, "fangsong", TOP + number * Pt(PITCH).mm), abs=NEAR)
    em = Pt(SIZE).mm
    starts = [found.left - outline("fangsong", text).left * em
              for found, text in ((name, organ), (date, DATE))]
    assert starts[1] - starts[0] == pytest.approx(2 * EM, abs=NEAR)
    longer = line(pdf, DATE if organ == "甲局" or len(organ) == 7 else organ)
    inner = outline("fangsong", longer.text).right * em
    assert ink(pdf, longer).right == pytest.approx(
        RIGHT - 2 * EM - inner + (em - EM), abs=0.1 + 2 * DOT)


def seals(pdf: bytes, organs: tuple[str, ...]) -> list[tuple[float, float]]:
    """The middles of the seals, each on its organ's line: organ and date a little below its middle.

    So the standard has it (居印章中心偏下位置).
    """
    found = []
    drawn = rows(pdf, size=SIZE)
    date = next(row for row in drawn if row.text == DATE)
    for row in drawn:
        if row.page != date.page or not any(organ in row.text for organ in organs):
            continue
        text, at = row.text, 0
        while text[at:]:
            organ = next(each for each in organs if text[at:].startswith(each))
            chars = row.chars[at : at + len(organ)]
            found.append((Pt((chars[0].x + chars[-1].x) / 2).mm + EM / 2,
                          Pt(row.y - (ASCENT - 0.5) * SIZE).mm))
            at += len(organ)
    assert len(found) == len(organs)
    assert found[-1][0] == pytest.approx(
        Pt((date.chars[0].x + date.chars[-1].x) / 2).mm + EM / 2, abs=0.3)
    return found


@pytest.mark.parametrize("organs", [
    ("示例县人民政府",), ORGANS[:2], ORGANS, (*ORGANS, "示例县民政局"),
    (*ORGANS, "示例县民政局", "示例县教育局"),
    (ORGANS[0], *[f"示例县{x}局" for x in "甲乙丙丁戊己"]),
    ("示例县民政局", "示例县推进新型城镇化工作领导小组办公室"),
], ids=lambda organs: f"{len(organs)} organs")
def test_every_organ_has_the_place_of_its_seal(organs: tuple[str, ...]) -> None:
    """Seals one to one, not touching, within the type area; the first within a line of the text."""
    pdf = printed(TEXT, TEXT, Signature(organs, DATE, sealed=True), Remark("此件公开发布"))
    middles = seals(pdf, organs)
    for (x, y), (x2, y2) in combinations(middles, 2):
        assert (x - x2) ** 2 + (y - y2) ** 2 > SEAL ** 2
    for x, y in middles:
        assert x - SEAL / 2 >= LEFT
        assert x + SEAL / 2 <= RIGHT + 0.01
        assert y + SEAL / 2 <= TOP + HEIGHT
    text = max(row.y for row in rows(pdf, size=SIZE) if row.text == "国" * 26)
    foot = Pt(text + (1 - ASCENT) * SIZE).mm
    first = min(y for _, y in middles) - SEAL / 2
    assert 0 <= first - foot <= Pt(PITCH).mm
    date = ink(pdf, line(pdf, DATE))
    inner = outline("fangsong", DATE).right * Pt(SIZE).mm
    # 右空四字, unless the organ in its middle would then reach beyond the type area
    wide = max(0.0, len(organs[-1]) * EM / 2 - (RIGHT - middles[-1][0]) - 0.3)
    assert wide == 0
    if len(organs[-1]) < 14:
        assert date.right == pytest.approx(RIGHT - 4 * EM - inner, abs=0.3)
    assert date.bottom < middles[-1][1] + SEAL / 2       # the last one presses on the date, too


# ------------------------------------------------------------------------ attachments


@pytest.mark.parametrize("count", [1, 2])
def test_the_list_of_attachments_is_a_line_below_the_text(count: int) -> None:
    names = ("国家清单", "国家要求")[:count]
    pdf = printed(TEXT, AttachmentList(names), Signature(("示例县人民政府",), DATE, sealed=True))
    first = f"附件：{'1.' if count > 1 else ''}国家清单"
    found = ink(pdf, line(pdf, first))
    assert found.top == pytest.approx(
        top_of(first, "fangsong", TOP + 2 * Pt(PITCH).mm), abs=NEAR)
    assert found.left == pytest.approx(
        LEFT + 2 * EM + outline("fangsong", first).left * Pt(SIZE).mm, abs=NEAR)


@pytest.mark.parametrize("title", [
    "国家清单", "国家防汛抗旱物资储备和调运使用情况一览表之一国家清单",
], ids=["one line", "two lines"])
def test_an_attachment_begins_on_line_1_and_its_title_on_line_3(title: str) -> None:
    pdf = printed(TEXT, Attachment(1, title), *[TEXT] * 3)
    label = ink(pdf, line(pdf, "附件1"))
    assert line(pdf, "附件1").page == 2
    assert label.top == pytest.approx(top_of("附件1", "hei", TOP), abs=NEAR)
    assert label.left == pytest.approx(
        LEFT + outline("hei", "附件1").left * Pt(SIZE).mm, abs=NEAR)
    lines = rows(pdf, size=TITLE_SIZE)
    assert "".join(row.text for row in lines) == title
    for number, row in enumerate(lines):
        found = ink(pdf, row, TITLE_SIZE)
        box = TOP + Pt(2 * PITCH + 35 * number).mm
        assert found.top == pytest.approx(
            top_of(row.text, "xiaobiaosong", box, TITLE_SIZE), abs=NEAR)
        assert (found.left + found.right) / 2 == pytest.approx(MIDDLE, abs=0.6)


def test_a_full_page_may_stand_before_an_attachment() -> None:
    blocks: tuple[Paragraph | Attachment, ...] = (*[TEXT] * 22, Attachment(0, "国家清单"), TEXT)
    found = {row.text: row.page for row in rows(printed(*blocks), size=SIZE)}
    assert found["附件"] == 2
