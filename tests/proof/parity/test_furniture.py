"""What surrounds the text: links, headers and footers of two readings."""

from __future__ import annotations

import pytest

from reportgen.proof.content import Kind, Link, Margin, Piece, Place, Reading
from reportgen.proof.parity.furniture import unlike_links, unlike_margins
from reportgen.provenance.enclosures import Edge

PLACE = Place("第1页", "第1行")
ODD, EVEN = Edge("footer", "default", "— 〔页码〕 —"), Edge("footer", "even", "— 〔页码〕 —")
PIECES = (Piece(Kind.CAPTION, "表2　项目\t单位：万元", (PLACE,)),
          Piece(Kind.HEAD, "量化情况", (PLACE,)))


def link(text: str, *targets: str) -> Link:
    return Link(text, PLACE, targets)


def margins(pages: list[list[str]], *edges: Edge) -> list[str]:
    pdf = Reading(PIECES, 1, 0, margins=tuple(
        Margin(number, text) for number, texts in enumerate(pages, 1) for text in texts),
        pages=len(pages))
    return [each.message for each in unlike_margins(pdf, Reading((), 0, 0, edges=edges))]


def test_links_that_agree() -> None:
    pdf = [link("一、产业，第1页", "一、产业"), link("表1", "甲", "表1　指标\t单位：万元")]
    word = [link("一、产业", "一、产业"), link("表1", "表1　指标")]
    assert list(unlike_links(pdf, word)) == []
    unread = Link("表1", PLACE, (), known=False)
    assert list(unlike_links([unread], [link("表1", "别处")])) == []


@pytest.mark.parametrize(("pdf", "word", "message"), [
    ([link("表1", "表1")], [], "链接不同：PDF 有“表1”，Word 没有"),
    ([], [link("图1", "图1")], "链接不同：PDF 没有，Word 有“图1”"),
    ([link("表1", "表1")], [link("表2", "表2")], "链接不同：PDF 有“表1”，Word 有“表2”"),
    ([link("表1", "表1")], [link("表1")], "“表1”在 Word 里没有可跳转的地方"),
    ([link("表1")], [link("表1", "表1")], "“表1”在 PDF 里没有可跳转的地方"),
    ([link("表1", "表1")], [link("表1", "表2")],
     "“表1”指向的地方不同：PDF 指向“表1”，Word 指向“表2”"),
])
def test_links_that_do_not(pdf: list[Link], word: list[Link], message: str) -> None:
    assert [each.message for each in unlike_links(pdf, word)] == [message]


def test_pages_with_their_numbers() -> None:
    assert margins([["— 1 —"], ["— 2 —"], ["续表2", "量化", "情况", "— 3 —"]], ODD, EVEN) == []
    assert margins([["— 1 —"], ["—2—"]], ODD) == []        # one footer for all pages
    assert margins([["— 1 —"], []], ODD, EVEN) == []        # a blank page has none
    assert margins([[], []]) == []


@pytest.mark.parametrize("above", ["续表2", "表2（续）", "接上页"])
def test_a_table_that_goes_on(above: str) -> None:
    """Whatever the profile's words for it; with its unit, its head over two lines."""
    page = [above, "单位：万元", "量化", "情况", "— 1 —"]
    assert margins([page], ODD) == []
    assert margins([[above, *page[2:]]], ODD) == []


@pytest.mark.parametrize("strange", ["— 9 —", "草稿", "9", "续表3"])
def test_nothing_else_passes_for_a_table_that_goes_on(strange: str) -> None:
    said = margins([["续表2", "单位：万元", "量化情况", "— 1 —", strange]], ODD)
    assert said == [f"页眉页脚不同：PDF 里“{''.join(strange.split())}”，Word 里没有"]


def test_pages_that_tell_how_many_there_are() -> None:
    counted = Edge("footer", "default", "第〔页码〕页　共〔页数〕页")
    good = [[f"第{page}页共12页"] for page in range(1, 13)]
    assert margins(good, counted) == []
    good[11] = ["第12页共11页"]
    assert margins(good, counted) == [
        "页眉页脚不同：PDF 里“第〔页码〕页共11页”，Word 里没有"]


@pytest.mark.parametrize(("pages", "edges", "message"), [
    ([["— 2 —"]], (ODD,), "页脚不同：PDF 里“—2—”，Word 里“—〔页码〕—”"),
    ([["— 1 —"], ["— 2 —"]], (ODD, Edge("footer", "even", "")),
     "页眉页脚不同：PDF 里“—〔页码〕—”，Word 里没有"),
    ([["— 1 —"]], (ODD, Edge("header", "default", "草稿")), "页眉不同：PDF 里没有，Word 里“草稿”"),
    ([["— 1 —", "草稿"]], (ODD,), "页眉页脚不同：PDF 里“草稿”，Word 里没有"),
    ([["— 1 —", "续表7"]], (ODD,), "页眉页脚不同：PDF 里“续表7”，Word 里没有"),
    ([["— 1 —"]], (ODD, Edge("footer", "first", "")),
     "页眉页脚不同：PDF 里“—〔页码〕—”，Word 里没有"),
])
def test_pages_that_differ(pages: list[list[str]], edges: tuple[Edge, ...], message: str) -> None:
    assert margins(pages, *edges) == [message]
