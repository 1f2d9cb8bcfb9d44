"""Articles and contents on finished pages: passes, keeps, gaps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.papers import DRAWING, META, bulletin, origins, pages_of, paragraph, table

from reportgen.charts.record.drawing import Drawing
from reportgen.diagnostics import Sink
from reportgen.document.chart import bars
from reportgen.document.tree import Block, Credit, Document, Figure, Heading, Note, Text, Title
from reportgen.fonts import FontLibrary
from reportgen.layout import build, layout
from reportgen.layout.pages import GlyphRun, Page, Pages, Rule
from reportgen.style.profile import load_profile

PITCH = 29.6
ARTICLES = (("示例县农村公路提前建成通车", 4), ("老年食堂开到家门口", 30), ("错峰放学不再拥堵", 3))


def runs(page: Page) -> list[GlyphRun]:
    return [item for marked in page.content if marked.element is not None
            for item in marked.items if isinstance(item, GlyphRun)]


def text(page: Page) -> str:
    return "".join(run.text for run in runs(page))


def holding(pages: Pages, part: str) -> Page:
    (page,) = [page for page in pages.pages if part in text(page)]
    return page


def passes(monkeypatch: pytest.MonkeyPatch, *blocks: Block) -> int:
    """How often the pages are made."""
    made: list[int] = []
    true = build._made
    monkeypatch.setattr(build, "_made", lambda *given: (made.append(1), true(*given))[1])
    pages_of(*blocks)
    return len(made)


def test_two_passes_with_contents_and_one_without_contents(monkeypatch: pytest.MonkeyPatch) -> None:
    assert passes(monkeypatch, *bulletin(*ARTICLES)) == 2
    assert passes(monkeypatch, paragraph("甲")) == 1


def test_pages_that_do_not_settle_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    sink = Sink()
    pages_of(*bulletin(*ARTICLES), sink=sink)
    assert not sink.items
    monkeypatch.setattr(build, "PASSES", 1)
    pages_of(*bulletin(*ARTICLES), sink=sink)
    assert len(sink.items) == 1
    assert "目录" in sink.items[0].message


def test_the_second_pass_moves_nothing() -> None:
    blocks = bulletin(*ARTICLES)
    before = build._made
    drafts: list[Pages] = []

    def spy(*given: object) -> Pages:
        drafts.append(before(*given))      # type: ignore[arg-type]
        return drafts[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "_made", spy)
        pages_of(*blocks)
    first, last = drafts
    assert first.numbers() == last.numbers()
    assert text(first.pages[1]) == text(last.pages[1])
    linked = [
        "".join(item.text for marked in draft.pages[0].content for item in marked.items
                if marked.element and marked.element.role == "Link" and isinstance(item, GlyphRun))
        for draft in drafts
    ]
    assert linked[0] == "".join(title for title, _ in ARTICLES)
    pages = [str(page) for page in last.numbers().values()]
    assert [ch for ch in linked[1] if ch.isdigit()] == pages[::2]     # of titles, not of headings


def test_a_finding_is_told_once_however_many_passes() -> None:
    sink = Sink()
    tall = {7: Drawing(442, 490, DRAWING.marks)}
    figure = Figure(7, "图", bars("", "", ()), "图")
    blocks = (*bulletin(("示例", 18)), figure)
    pages_of(*blocks, drawings=tall, sink=sink)
    assert [item.code for item in sink.items] == ["I0604"]


def test_numbers_are_those_of_anchors() -> None:
    pages = pages_of(*bulletin(*ARTICLES))
    found = pages.numbers()
    for n, (title, _) in enumerate(ARTICLES, 1):
        page = next(p for p in pages.pages if title in "".join(
            run.text for run in runs(p) if run.size == 22))
        assert found[f"文{n}"] == page.number


def test_an_entry_before_the_numbers_begin_is_told() -> None:
    sink, profile = Sink(), load_profile()
    second = replace(profile.settings["folio.from"], value="2")
    look = replace(profile, settings={**profile.settings, "folio.from": second})
    document = Document(META, bulletin(*ARTICLES))
    made = layout(document, look, FontLibrary.bundled(), {}, sink)
    assert [item.code for item in sink.items] == ["E0174"]
    assert ARTICLES[0][0] in sink.items[0].message
    assert len(made.pages) > 1


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_two_lines_stand_above_a_further_title_and_one_below(lines: int) -> None:
    title = Title(("示例县推行错峰放学制度",) * lines, "文2")
    page = pages_of(paragraph("国" * 26), title, paragraph("甲" * 26)).pages[0]
    above = next(run for run in runs(page) if run.text[0] == "国")
    first, *_, last = [run for run in runs(page) if run.size == 22] * 2
    below = next(run for run in runs(page) if run.text[0] == "甲")
    # baselines: 0.88 of the size below the tops
    assert first.y - 0.88 * 22 - (above.y - 0.88 * 16) == pytest.approx(3 * PITCH, abs=0.01)
    grid = (below.y - above.y) / PITCH
    assert grid == pytest.approx(round(grid), abs=0.001)
    air = below.y - 0.88 * 16 - (last.y + 0.12 * 22)
    assert 0.7 * PITCH < air < 1.3 * PITCH


@pytest.mark.parametrize("parts", [(80,), (28, 28), (10, 10, 10), (10, 80)])
def test_a_title_stays_with_two_lines_of_its_text(parts: tuple[int, ...]) -> None:
    for fill in range(12, 22):
        article = [Title(("示例标题",), "文2"), *(paragraph("甲" * count) for count in parts)]
        pages = pages_of(*[paragraph("国" * 26)] * fill, *article)
        page = holding(pages, "示例标题")
        assert sum("甲" in run.text for run in runs(page)) >= 2, fill


def test_a_title_and_its_heading_stay_with_two_lines() -> None:
    for fill in range(10, 22):
        pages = pages_of(
            *[paragraph("国" * 26)] * fill, Title(("示例标题",), "文2"),
            Heading(1, "一、", (Text("小标题"),)), paragraph("甲" * 80))
        page = holding(pages, "示例标题")
        assert "小标题" in text(page)
        assert text(page).count("甲") >= 26 + 28, fill


@pytest.mark.parametrize("below", [Credit("（示例局供稿）"), Note((Text("示例局供稿"),))])
@pytest.mark.parametrize("last", [paragraph("甲" * 60), paragraph("甲"), table(9)])
def test_a_credit_and_a_note_stay_with_what_they_belong_to(last: Block, below: Block) -> None:
    for fill in range(6, 26):
        pages = pages_of(*[paragraph("国" * 26)] * fill, last, below)
        page = holding(pages, "示例局供稿")
        assert "甲" in text(page) or "万元" in text(page), fill


def test_a_credit_ends_at_the_right_edge() -> None:
    page = pages_of(paragraph("甲"), Credit("（示例局供稿）")).pages[0]
    run = next(run for run in runs(page) if run.text == "（示例局供稿）")
    assert origins(run)[-1] + 8 == pytest.approx(79.37 + 442.2, abs=0.5)


def test_a_word_without_end_leaves_no_room_for_dots() -> None:
    sink = Sink()
    pages = pages_of(*bulletin(("A" * 90, 3)), sink=sink)
    dots = [item for page in pages.pages for marked in page.content for item in marked.items
            if isinstance(item, Rule) and item.dots]
    assert all(item.x2 < item.x for item in dots)
    assert {item.code for item in sink.items} <= {"I0601", "W0607"}


def test_a_contents_of_two_hundred_entries_goes_over_pages() -> None:
    pages = pages_of(*bulletin(*((f"示例标题{n}号", 2) for n in range(200))))
    listed = [page for page in pages.pages
              if any(isinstance(i, Rule) and i.dots for m in page.content for i in m.items)]
    assert len(listed) > 5
    assert len({round(i.x, 2) for p in listed for m in p.content for i in m.items
                if isinstance(i, Rule) and i.dots}) == 1
