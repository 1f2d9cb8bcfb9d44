"""Footnotes stand at the foot of the page that refers to them, and take their room from it."""

from __future__ import annotations

import pytest
from support.papers import pages_of

from reportgen.diagnostics import Sink
from reportgen.document.tree import Block, Boxed, Colophon, Footnote, Paragraph, Text
from reportgen.layout.pages import Element, GlyphRun, Page, Rule
from reportgen.style.profile import load_profile

HAN = "国"


def noted(number: int, length: int, before: int = 10) -> Paragraph:
    """A paragraph that refers to a note of so many characters."""
    note = Footnote(number, (Text(HAN * length),))
    return Paragraph((Text(HAN * before), note, Text("。")))


def notes_of(page: Page) -> list[tuple[str, float]]:
    """The notes on a page: anchor, and the baseline of each run."""
    found = []
    for marked in page.content:
        element: Element | None = marked.element
        while element is not None and element.role != "Note":
            element = element.parent
        if element is not None:
            found += [(element.anchor, run.y) for run in marked.items if isinstance(run, GlyphRun)]
    return found


def marks_of(page: Page) -> list[str]:
    return [marked.element.parent.anchor for marked in page.content
            if marked.element is not None and marked.element.parent is not None
            and marked.element.parent.role == "Reference"]


@pytest.mark.parametrize("before", range(14, 23))
def test_a_note_is_on_the_page_of_its_mark(before: int) -> None:
    """However the page is filled, mark and note are on one page, and nothing runs over it."""
    blocks: list[Block] = [Paragraph((Text(HAN * 10),))] * before
    pages = pages_of(*blocks, noted(1, 200), noted(2, 30), noted(3, 90), *blocks)
    foot = load_profile().length("page.top").pt + load_profile().length("page.type_height").pt
    for page in pages.pages:
        marks = [name.replace("-mark", "") for name in marks_of(page)]
        assert sorted(dict(notes_of(page))) == sorted(marks)
        notes = [y for _, y in notes_of(page)]
        body = [run.y for marked in page.content if marked.element is not None
                for run in marked.items if isinstance(run, GlyphRun) and run.y not in notes]
        if notes:
            assert max(body) < min(notes) <= max(notes) < foot
    assert sum(len(marks_of(page)) for page in pages.pages) == 3


def test_the_rule_above_them_is_an_artifact() -> None:
    (page,) = pages_of(noted(1, 20)).pages
    rules = [marked for marked in page.content if any(isinstance(i, Rule) for i in marked.items)]
    assert [each.element for each in rules] == [None]


def test_above_the_colophon_not_below() -> None:
    body = [Paragraph((Text(HAN * 10),))] * 24
    pages = pages_of(*body, noted(1, 20), Colophon((("报", "上级单位甲。"),), "编辑：甲", ""))
    last = pages.pages[1]
    ((_, y), *_) = notes_of(last)
    rules = [item.y for marked in last.content for item in marked.items if isinstance(item, Rule)]
    assert len(pages.pages) == 2
    assert sum(rule > y for rule in rules) == 3      # those of the colophon


def test_a_note_longer_than_half_a_page_is_refused() -> None:
    sink = Sink()
    pages_of(noted(1, 1500), sink=sink)
    assert [each.code for each in sink if each.is_error] == ["E0617"]


def test_a_mark_is_not_parted_from_its_word() -> None:
    """At no width of what stands before it does a mark begin a line."""
    for before in range(24, 32):
        (page,) = pages_of(noted(1, 5, before)).pages
        runs = [run for marked in page.content for run in marked.items if isinstance(run, GlyphRun)]
        mark = next(run for run in runs if run.rise)
        assert any(run.y == mark.y and run.x < mark.x and run.text.endswith(HAN) for run in runs)


def test_a_frame_is_closed_on_each_page_it_is_on() -> None:
    boxed = Boxed("提示", ((Text(HAN * 28 * 30),),))
    pages = pages_of(boxed)
    for page in pages.pages:
        level = [item for marked in page.content for item in marked.items
                 if isinstance(item, Rule) and item.y == item.y2]
        assert len(level) == 2
