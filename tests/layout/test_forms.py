"""Forms: rows of boxes on pages, a head on each of them, nothing outside its box."""

from __future__ import annotations

from collections import Counter

import pytest
from support.layout.setting import context, rules, runs

from reportgen.layout.forms import Field, Form, Kind, Row, form_pages
from reportgen.layout.pages import Element, Page

HEAD = Row(Kind.HEAD, (Field("号", 1, "form_head"), Field("名称", 3, "form_head")))


def form(*rows: Row, numbered: bool = False, height: float = 300.0) -> Form:
    return Form(400.0, height, 20.0, rows, (3.0, 2.0), 0.5, numbered=numbered)


def cells(number: int, text: str = "示例") -> Row:
    return Row(Kind.CELLS, (Field(str(number)), Field(text, 3)))


def texts(page: Page) -> list[str]:
    found = ("".join(run.text for run in runs([marked])) for marked in page.content)
    return [text for text in found if text]


def test_a_head_stands_again_on_every_page_and_is_read_once() -> None:
    rows = [cells(number) for number in range(40)]
    made = form_pages(context(), [form(HEAD, *rows, numbered=True)])
    assert len(made.pages) == 3
    roles: Counter[str] = Counter()
    seen: set[Element] = set()
    for number, page in enumerate(made.pages, 1):
        assert texts(page)[:2] == ["号", "名称"]
        assert texts(page)[-1] == f"第{number}页　共3页"
        assert max(run.y for run in runs(page.content[:-1])) < 280
        seen |= {marked.element for marked in page.content if marked.element is not None}
    roles.update(element.role for element in seen)
    assert roles == {"TH": 2, "TD": 80}
    assert len({element.parent for element in seen}) == 41
    assert len({element.parent.parent for element in seen if element.parent}) == 1
    again = next(marked for marked in made.pages[1].content if runs([marked]))
    assert (again.element, again.artifact) == (None, "Pagination")


def test_every_cell_of_a_table_is_there_though_it_is_empty() -> None:
    (page,) = form_pages(context(), [form(HEAD, cells(1, ""))]).pages
    assert sum(1 for marked in page.content
               if marked.element is not None and marked.element.role == "TD") == 2


def test_a_box_is_as_high_as_its_text_and_holds_it() -> None:
    (page,) = form_pages(context(), [form(HEAD, cells(1, "示例镇工作情况" * 20))]).pages
    box = rules(page.content)[-8:]
    top, foot = min(each.y for each in box), max(each.y2 for each in box)
    inside = [run for run in runs(page.content) if run.y > top]
    assert len(inside) > 4
    assert foot - top == pytest.approx((len(inside) - 1) * 13 + 4)
    assert all(top < run.y - run.size * 0.88 and run.y < foot and run.x + run.width < 380
               for run in inside)


def test_what_is_beyond_the_most_lines_is_cut_and_says_so() -> None:
    long = "示例镇\n工作情况" * 20
    row = Row(Kind.BOXES, (Field(long, most=2),))
    (page,) = form_pages(context(), [form(row)]).pages
    assert texts(page) == ["示例镇", "工作情况示例…"]
    plain = Row(Kind.BOXES, (Field(long.replace("\n", ""), most=2),))
    (page,) = form_pages(context(), [form(plain)]).pages
    first, second = texts(page)
    assert second.endswith("…")
    assert len(first) > 30
    assert long.replace("\n", "").startswith(first + second[:-1])


def test_a_gap_has_no_box_and_a_label_stands_above() -> None:
    row = Row(Kind.BOXES, (Field("甲", label="全宗号"), Field("", gap=True)), 40.0)
    (page,) = form_pages(context(), [form(row)]).pages
    assert len(rules(page.content)) == 4
    label, text = runs(page.content)
    assert (label.text, text.text) == ("全宗号", "甲")
    assert label.y < text.y
    assert label.size < text.size


def test_lines_have_no_boxes_and_a_title_is_a_heading() -> None:
    row = Row(Kind.LINE, (Field("全宗号：J012"),))
    title = Row(Kind.TITLE, (Field("目录", style="form_title"),))
    (page,) = form_pages(context(), [form(title, row)]).pages
    assert not rules(page.content)
    roles = [marked.element.role for marked in page.content if marked.element is not None]
    assert roles == ["H1", "P"]


def test_a_sign_without_a_face_is_told() -> None:
    found = context()
    form_pages(found, [form(cells(1, "乙\ue000"))])
    assert [each.code for each in found.sink] == ["E0501"]
