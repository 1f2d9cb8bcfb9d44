"""What stands on pages besides the blocks: numbers, running lines, watermark, logo, 草稿."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from support.layout.setting import context, runs
from support.papers import META, paragraph

from reportgen.diagnostics import Sink
from reportgen.document.tree import Block, Document, Letterhead, Masthead
from reportgen.fonts import FontLibrary
from reportgen.images.develop import Print
from reportgen.images.header import ImageKind
from reportgen.layout import layout
from reportgen.layout.furniture import draft_mark, folio, running_line
from reportgen.layout.pages import Image, Marked, Pages, Picture
from reportgen.style.furniture import LOGO
from reportgen.style.profile import Profile, load_profile

MM = 72 / 25.4
HEAD = Masthead("简报", "第7期", "某办", "2024年1月1日")


def look(kind: str = "jianbao", **values: str) -> Profile:
    profile = load_profile(kind)
    own = {key.replace("__", "."): value for key, value in values.items()}
    return replace(profile, settings={**profile.settings, **{
        key: replace(profile.settings[key], value=value) for key, value in own.items()}})


def made(
    profile: Profile, *, draft: bool = False, prints: dict[str, Print] | None = None
) -> Pages:
    document = Document(replace(META, draft=draft), (HEAD, *[paragraph("国" * 700)] * 3))
    return layout(document, profile, FontLibrary.bundled(), {}, Sink(), prints=prints or {})


def artifacts(pages: Pages, kind: str) -> list[str]:
    """Of each page, the text of its artifacts of a kind."""
    return ["".join(run.text for marked in page.content if marked.artifact == kind
                    and marked.element is None for run in runs([marked]))
            for page in pages.pages]


@pytest.mark.parametrize("number", [1, 2, 10, 101])
def test_page_numbers_stand_at_the_outer_edge(number: int) -> None:
    made = context()
    marked = folio(made, number, 120)
    assert {each.artifact for each in marked} == {"Pagination"}
    found = runs(marked)
    assert "".join(run.text for run in found) == f"— {number} —"
    left, right = found[0].x - made.frame.left, found[-1].x + found[-1].width - made.frame.left
    if number % 2:
        assert right == pytest.approx(made.frame.width - 14, abs=0.05)
    else:
        assert left == pytest.approx(14, abs=0.05)


@pytest.mark.parametrize("align", ["left", "center", "right"])
@pytest.mark.parametrize("number", [3, 4])
def test_page_numbers_stand_where_the_unit_wants_them(
    align: str, number: int
) -> None:
    made = context(styles__folio__align=align)
    found = runs(folio(made, number, 9))
    left = found[0].x - made.frame.left
    right = made.frame.width + made.frame.left - found[-1].x - found[-1].width
    wanted = {"left": left - 14, "center": left - right, "right": right - 14}[align]
    assert wanted == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize("number", [1, 120])
def test_a_page_number_is_one_line_on_the_paper(number: int) -> None:
    """Though the type area is narrower."""
    made = context(page__type_width="4", page__left="0.5")
    found = runs(folio(made, number, 120))
    assert "".join(run.text for run in found) == f"— {number} —"
    assert found[0].x >= 0
    assert all(b.x >= a.x + a.width - 0.5 for a, b in pairwise(found))


def test_the_words_of_a_page_number_are_the_profile_s() -> None:
    made = context()
    words = replace(made.profile.settings["folio.text"], value="第{页码}页　共{页数}页")
    look = replace(made.profile, settings={**made.profile.settings, "folio.text": words})
    found = runs(folio(replace(made, profile=look), 3, 12))
    assert "".join(run.text for run in found) == "第3页　共12页"


def test_the_draft_mark_stands_above_the_type_area() -> None:
    made = context()
    (run,) = runs(draft_mark(made, "草稿"))
    assert run.y < made.frame.top
    assert run.text == "草稿"


@pytest.mark.parametrize(("values", "wanted"), [
    ({}, ["1", "2", "3"]), ({"folio__first": "false"}, ["", "2", "3"]),
    ({"folio__from": "2"}, ["", "1", "2"]), ({"folio__start": "5"}, ["5", "6", "7"]),
    ({"folio__from": "2", "folio__start": "9"}, ["", "9", "10"]),
])
def test_where_numbers_begin_and_with_which(values: dict[str, str], wanted: list[str]) -> None:
    found = artifacts(made(look(**values)), "Pagination")[:3]
    assert found == [f"— {number} —" if number else "" for number in wanted]


def test_running_lines_say_what_the_document_says() -> None:
    words = {"header__text": "{单位}　{标题}", "footer__text": "{期号}　第{页码}页　共{页数}页"}
    pages = made(look(**words))
    count = len(pages.pages)
    heads = artifacts(pages, "Pagination/Subtype/Header")
    assert heads == ["", *[f"{META.issuer}　{META.title}"] * (count - 1)]
    feet = artifacts(pages, "Pagination/Subtype/Footer")
    assert feet == [f"第7期　第{page}页　共{count}页" for page in range(1, count + 1)]
    late = artifacts(made(look(**words, folio__from="2")), "Pagination/Subtype/Footer")
    assert late[:2] == ["", f"第7期　第1页　共{count}页"]      # page 1 has no number to show


@pytest.mark.parametrize(("align", "page", "side"), [
    ("left", 1, 0.0), ("center", 1, 0.5), ("right", 1, 1.0), ("outer", 1, 1.0), ("outer", 2, 0.0),
])
@pytest.mark.parametrize("edge", ["header", "footer"])
def test_a_running_line_stands_where_the_unit_wants_it(
    align: str, page: int, side: float, edge: str
) -> None:
    room = context(**{f"styles__{edge}__align": align})
    found = runs(running_line(room, edge, "甲县　乙", page, 9))
    first, last = found[0], found[-1]
    left, right = first.x - room.frame.left, \
        room.frame.left + room.frame.width - last.x - last.width
    assert left == pytest.approx(side * (left + right), abs=0.05)
    if edge == "header":
        assert 22 * MM < first.y < room.frame.top
    else:
        assert room.frame.top + room.frame.height < first.y < room.frame.page_height - 16 * MM


def test_a_watermark_is_behind_all_else_in_the_middle() -> None:
    pages = made(look(watermark__text="样稿"))
    for page in pages.pages:
        first = page.content[0]
        assert (first.element, first.artifact) == (None, "Pagination/Subtype/Watermark")
        (item,) = first.items
        assert isinstance(item, Picture)
        (mark,) = item.drawing.marks
        assert mark.text == "样稿"
        assert mark.angle == 45
        assert mark.x == pytest.approx(page.width - mark.x - 2 * mark.size * 0.7071, abs=60)


def logo_of(pages: Pages) -> list[tuple[int, Marked]]:
    return [(at, marked) for at, marked in enumerate(pages.pages[0].content)
            if any(isinstance(item, Image) for item in marked.items)]


@pytest.mark.parametrize(("align", "x"), [
    ("left", 28), ("center", 28 + (156 - 30) / 2), ("right", 28 + 126),
])
@pytest.mark.parametrize("alt", ["", "某镇的标志"])
def test_a_logo_stands_above_the_head(align: str, x: float, alt: str) -> None:
    values = {"logo__width": "30", "logo__align": align, "logo__alt": alt}
    print_ = Print(ImageKind.PNG, 300, 150, 3, b"")
    ((at, marked),) = logo_of(made(look(**values), prints={LOGO: print_}))
    (image,) = marked.items
    assert isinstance(image, Image)
    assert at == 0
    assert (image.x, image.y) == (pytest.approx(x * MM), pytest.approx(15 * MM))
    assert (image.width, image.height) == (pytest.approx(30 * MM), pytest.approx(15 * MM))
    assert (marked.element.alt if marked.element else "") == alt


LETTERED = Letterhead(("某县人民政府",), "文件", "某政发〔2024〕8号", copy_number="000001")
NOTICED = replace(HEAD, name="示例县工作简报", notice="内部资料 注意保存")
OVER = {
    "示例县工作简报": (NOTICED, {"logo__top": "40", "logo__align": "center"}),
    "内部资料 注意保存": (NOTICED, {"logo__top": "30"}),
    "第7期": (NOTICED, {"logo__top": "80", "logo__align": "center", "logo__width": "10"}),
    "某办": (NOTICED, {"logo__top": "85"}),
    "线": (HEAD, {"logo__top": "101", "logo__align": "center"}),
    "页眉": (HEAD, {"header__text": "页眉", "header__first": "true", "logo__align": "center"}),
    "000001": (LETTERED, {"logo__top": "25"}),
}


def told(head: Block, values: dict[str, str], *, draft: bool = False) -> list[str]:
    sink, kind = Sink(), "wenjian" if isinstance(head, Letterhead) else "jianbao"
    document = Document(replace(META, draft=draft), (head, paragraph("国" * 20)))
    prints = {LOGO: Print(ImageKind.PNG, 300, 300, 3, b"")}
    layout(document, look(kind, **values), FontLibrary.bundled(), {}, sink, prints=prints)
    assert {each.code for each in sink} <= {"E0172"}
    return [each.message for each in sink]


@pytest.mark.parametrize("what", OVER)
def test_a_logo_keeps_off_all_that_stands_on_page_1(what: str) -> None:
    (message,) = told(*OVER[what])
    assert message.startswith(f"标志图压住了{what if what == '线' else f'“{what}”'}，伸过去 ")


@pytest.mark.parametrize("values", [
    {}, {"logo__width": "40"}, {"logo__align": "center"}, {"logo__width": "6", "logo__top": "60"},
])
def test_above_and_beside_a_name_there_is_room_for_a_logo(values: dict[str, str]) -> None:
    assert told(replace(NOTICED, notice=""), values) == []
    assert told(HEAD, values, draft=True) == []      # the word draft is not there to stay


def test_the_word_draft_stays_above_the_running_head() -> None:
    pages = made(look(header__text="页眉", header__first="true"), draft=True)
    lines = {run.text: run.y for marked in pages.pages[0].content for run in runs([marked])}
    assert lines["草　稿"] < lines["页眉"] - 8
