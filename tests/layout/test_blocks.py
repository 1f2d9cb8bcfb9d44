"""Running text: where titles, notes, lists and credits begin and end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.layout.setting import codes, context, runs, texts
from support.papers import paragraph

from reportgen.document.tree import (
    Addressees,
    Credit,
    EditorNote,
    Heading,
    ListBlock,
    ListItem,
    Text,
    Title,
)
from reportgen.layout import blocks
from reportgen.layout.strips import BODY, HEADING, TITLE, WIDOW

EM = 15.793


def test_a_title_is_broken_where_the_author_broke_it() -> None:
    strips = blocks.title(context(), Title(("示例县人民政府", "关于防汛工作的通知")))
    assert texts(strips) == ["示例县人民政府", "关于防汛工作的通知", ""]
    assert all(strip.keep for strip in strips)
    assert [strip.rule for strip in strips] == [TITLE, BODY, BODY]
    assert strips[0].before == pytest.approx(2 * 29.6)


@pytest.mark.parametrize(("name", "on_grid"), [("jianbao", True), ("wenjian", False)])
def test_below_a_title_the_text_returns_to_the_grid_or_counts_anew(
    name: str, on_grid: bool
) -> None:
    last = blocks.title(context(name), Title(("题",)))[-1]
    assert last.grid is not on_grid


def test_a_title_of_five_lines_is_reported() -> None:
    made = context()
    blocks.title(made, Title(("国" * 99,)))
    assert codes(made) == ["W0607"]


def test_a_heading_stays_with_what_follows() -> None:
    (strip,) = blocks.heading(context(), Heading(1, "一、", (Text("经济"),)))
    assert (strip.keep, strip.rule) == (True, HEADING)
    assert {run.face for run in runs(strip.content)} == {"hei"}


def test_the_lines_of_a_heading_end_between_words() -> None:
    text = "进一步提高农村生活垃圾分类处理资金安排使用强度有关工作开展情况"
    first, second = texts(blocks.heading(context(), Heading(1, "一、", (Text(text),))))
    assert first.endswith("强度")
    assert second == "有关工作开展情况"
    (one, two) = texts(blocks.paragraphs(context(), paragraph("一、" + text)))
    assert (one[-1], two[0]) == ("有", "关")          # as a paragraph would end them


def test_a_heading_takes_no_line_more_for_words_of_words() -> None:
    """公路养护 is broken in its middle where that saves a line, and nowhere else."""
    made = context()
    narrow = replace(made, frame=replace(made.frame, width=20 * EM))
    text = "关于进一步加强示例县农村公路养护管理和安全保障工作的几点意见和要求"
    assert texts(blocks.heading(narrow, Heading(2, "（一）", (Text(text),)))) == [
        "（一）关于进一步加强示例县农村公路", "养护管理和安全保障工作的几点意见和要求"]


def test_a_paragraph_is_indented_and_keeps_its_last_line_company() -> None:
    made = context()
    strips = blocks.paragraphs(made, paragraph("国" * 60))
    assert texts(strips) == ["国" * 26, "国" * 28, "国" * 6]
    assert [strip.rule for strip in strips] == ["", WIDOW, ""]
    starts = [runs(strip.content)[0].x - made.frame.left for strip in strips]
    assert starts == pytest.approx([2 * EM, 0, 0], abs=0.01)


def test_addressees_begin_at_the_edge_and_end_with_a_colon() -> None:
    made = context("wenjian")
    strips = blocks.addressees(made, Addressees("各乡镇人民政府，" * 5 + "县政府各部门"))
    assert "".join(texts(strips)).endswith("县政府各部门：")
    assert [runs(strip.content)[0].x for strip in strips] == pytest.approx(
        [made.frame.left] * len(strips))
    assert strips[-1].keep


def test_an_editor_s_note_has_its_label_once_and_a_line_below() -> None:
    made = context()
    note = EditorNote("编者按", ((Text("甲" * 30),), (Text("乙"),)))
    strips = blocks.editor_note(made, note)
    whole = "".join(texts(strips))
    assert whole == "编者按：" + "甲" * 30 + "乙"
    assert (strips[-1].height, strips[-1].content) == (made.frame.pitch, ())
    assert runs(strips[1].content)[0].x - made.frame.left == pytest.approx(2 * EM, abs=0.01)


def test_items_of_a_list_turn_over_to_the_edge() -> None:
    made = context()
    strips = blocks.list_block(made, ListBlock(True, (
        ListItem("1.", (Text("甲" * 40),)), ListItem("2.", (Text("乙"),)))))
    assert "".join(texts(strips)) == "1." + "甲" * 40 + "2.乙"
    assert runs(strips[1].content)[0].x == pytest.approx(made.frame.left)


def test_a_credit_ends_at_the_right_edge() -> None:
    made = context()
    (strip,) = blocks.paragraphs(made, Credit("（示例县水利局供稿）"))
    last = runs(strip.content)[-1]
    assert last.x + last.width == pytest.approx(made.frame.left + made.frame.width, abs=EM / 2 + 1)


@pytest.mark.parametrize(("count", "label"), [(1, "注："), (2, "注1：")])
def test_notes_are_counted_when_there_are_several(count: int, label: str) -> None:
    strips = blocks.note_strips(context(), ((Text("甲"),),) * count)
    assert texts(strips)[0] == f"{label}甲"
    assert not any(strip.snap for strip in strips)


def test_a_note_without_text_still_has_its_label() -> None:
    assert texts(blocks.note_strips(context(), ((),))) == ["注："]
