"""Page 1 shows text: when it cannot, the addressees move, and what remains is told."""

from __future__ import annotations

import pytest
from support.papers import META, paragraph

from reportgen.diagnostics import Sink, Span
from reportgen.document.tree import (
    Addressees,
    Block,
    Colophon,
    Document,
    Letterhead,
    Title,
)
from reportgen.fonts import FontLibrary
from reportgen.layout import opened
from reportgen.style.profile import load_profile

HEAD = Letterhead(("示例县人民政府",), "文件", "示政发〔2024〕8号", span=Span("b.md", 2))
TITLE = Title(("通知",), span=Span("b.md", 3))
LONG = Title(("国" * 200,), span=Span("b.md", 3))
TEXT = paragraph("国" * 60)
FOOT = Colophon((("抄送", "县委办。"),))


def opening(*blocks: Block) -> tuple[Document, list[tuple[str, int]]]:
    sink = Sink()
    document = opened(Document(META, blocks), load_profile("wenjian"), FontLibrary.bundled(), sink)
    return document, [(item.code, item.span.line) for item in sink.items]


def test_where_there_is_room_nothing_changes() -> None:
    blocks = (HEAD, TITLE, Addressees("各乡镇"), TEXT, FOOT)
    document, told = opening(*blocks)
    assert document.blocks == blocks
    assert told == []


@pytest.mark.parametrize("foot", [(FOOT,), ()], ids=["a colophon", "none"])
def test_too_many_addressees_go_to_the_colophon(foot: tuple[Colophon, ...]) -> None:
    many = Addressees("，".join(["示例县综合管理办公室"] * 40), span=Span("b.md", 7))
    document, told = opening(HEAD, TITLE, many, TEXT, *foot)
    assert told == [("I0613", 7)]
    assert not any(isinstance(block, Addressees) for block in document.blocks)
    last = document.blocks[-1]
    assert isinstance(last, Colophon)
    assert last.rows[0] == ("主送", many.names + "。")
    assert last.rows[1:] == (foot[0].rows if foot else ())


def test_a_title_that_fills_the_page_is_told() -> None:
    document, told = opening(HEAD, LONG, TEXT)
    assert told == [("W0614", 3)]
    assert document.blocks == (HEAD, LONG, TEXT)


def test_both_may_be_true() -> None:
    document, told = opening(HEAD, LONG, Addressees("各乡镇", span=Span("b.md", 7)), TEXT)
    assert told == [("I0613", 7), ("W0614", 3)]
    assert not any(isinstance(block, Addressees) for block in document.blocks)


ORGANS = tuple(f"示例县{x}局" for x in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸")


@pytest.mark.parametrize(("count", "told"), [
    (2, []), (13, [("W0614", 3)]), (20, [("E0615", 2)]),
])
def test_many_organs_in_joint_issue(count: int, told: list[tuple[str, int]]) -> None:
    head = Letterhead(ORGANS[:count], "文件", "示政发〔2024〕8号", span=Span("b.md", 2))
    assert opening(head, TITLE, TEXT)[1] == told


def test_the_hint_for_joint_issue_names_the_way_out() -> None:
    sink = Sink()
    head = Letterhead(ORGANS, "文件", "示政发〔2024〕8号", span=Span("b.md", 2))
    opened(Document(META, (head, TITLE, TEXT)), load_profile("wenjian"), FontLibrary.bundled(),
           sink)
    assert "署名: [" in sink.items[0].hints[0]


def test_a_document_without_a_head() -> None:
    document, told = opening(TEXT)
    assert (document.blocks, told) == ((TEXT,), [])
