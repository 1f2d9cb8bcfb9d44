"""Photographs in a narrative: keys, the one sequence of figures, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from support import photographs as ph

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.facts.model import Dataset
from reportgen.images.album import Album
from reportgen.narrative.compose import compose
from reportgen.narrative.parse.photo_fence import photo_files
from reportgen.narrative.syntax import Narrative
from reportgen.writers.text import block_lines

Reader = Callable[[str], tuple[Narrative, Sink]]
Composed = Callable[..., tuple[tuple[tree.Block, ...], Sink]]
ONE = "```照片\n题注: 现场\n文件: a.jpg\n替代文字: 两名工人在铺路。\n{more}```\n"
ROW = "```照片\n题注: 前后\n照片:\n{rows}{more}```\n"
FIRST, SECOND = "{文件: a.jpg, 替代文字: 甲}", "{文件: b.jpg, 替代文字: 乙}"
ALBUM: Album = {"a.jpg": ph.negative("a.jpg"), "b.jpg": ph.negative("b.jpg", 900, 1200)}


@pytest.fixture
def made(data: Dataset, read: Reader) -> Composed:
    """The body blocks of a text, with two photographs in the album."""

    def run(
        body: str, album: Album = ALBUM, *, draft: bool = False
    ) -> tuple[tuple[tree.Block, ...], Sink]:
        narrative, sink = read(body)
        return compose(narrative, data, sink, album=album, draft=draft).blocks[2:], sink

    return run


def row(*items: str, more: str = "") -> str:
    return ROW.format(rows="".join(f"  - {item}\n" for item in items), more=more)


def test_one_photograph(made: Composed) -> None:
    more = "摄影: 张某某\n宽: 80%\n注: 摄于{{ 枇杷产量 | 名称 }}。\n"
    (block,), sink = made(ONE.format(more=more))
    assert not sink.items
    assert isinstance(block, tree.PhotoFigure)
    assert (block.label, block.caption, block.share) == ("图1", "现场（张某某摄）", 80)
    assert block.photos == (tree.Photo("a.jpg", "digest of a.jpg", 1600, 1200, "两名工人在铺路。"),)
    assert tree.plain(block.notes[0]) == "摄于枇杷产量。"


def test_a_row_with_captions(made: Composed) -> None:
    (block,), sink = made(row(
        "{文件: a.jpg, 题注: '整治前{{ 上年 }}', 替代文字: 甲, 摄影: 张某某}",
        "{文件: b.jpg, 题注: 整治后, 替代文字: 乙}", more="摄影: 镇宣传办供图\n",
    ))
    assert not sink.items
    assert isinstance(block, tree.PhotoFigure)
    assert block.lines == ("（a）整治前2022年（张某某摄）", "（b）整治后")
    assert block.caption == "前后（镇宣传办供图）"


def test_a_row_without_captions(made: Composed) -> None:
    (block,), sink = made(row(FIRST, SECOND))
    assert not sink.items
    assert isinstance(block, tree.PhotoFigure)
    assert block.lines == ()


def test_charts_and_photographs_are_one_sequence(made: Composed) -> None:
    chart = "```图\n编号: 甲\n类型: 条形\n题注: 投资\n事实: [固定资产投资, 零售额上年值]\n```\n"
    text = ("见{{ 图：甲 }}、{{ 图：乙 }}、{{ 图：前后 }}。\n\n" + ONE.format(more="编号: 乙\n")
            + "\n```照片\n文件: a.jpg\n装饰: 是\n```\n\n" + chart + "\n" + row(FIRST, SECOND))
    blocks, sink = made(text)
    assert not sink.items
    assert tree.plain(blocks[0].children) == "见图2、图1、图3。"     # type: ignore[union-attr]
    assert [block.label for block in blocks if isinstance(block, tree.Figure | tree.PhotoFigure)
            and block.number] == ["图1", "图2", "图3"]


def test_a_picture_without_number_still_says_what_it_shows(made: Composed) -> None:
    (block,), sink = made("```照片\n文件: a.jpg\n无题: 是\n替代文字: 两人在桥上\n```\n")
    assert isinstance(block, tree.PhotoFigure)
    assert (block.number, block.caption, block.silent) == (0, "", False)
    assert not [each for each in sink if each.is_error]
    assert block_lines(block) == ["（照片：两人在桥上）"]


def test_decoration_says_nothing(made: Composed) -> None:
    (block,), sink = made("```照片\n文件: a.jpg\n装饰: 是\n宽: 30\n```\n")
    assert not sink.items
    assert isinstance(block, tree.PhotoFigure)
    assert (block.number, block.caption, block.photos[0].alt, block.share) == (0, "", "", 30)


@pytest.mark.parametrize(("text", "code", "line", "word"), [
    ("```照片\n题注: 现场\n文件: a.jpg\n```\n", "E0370", 10, "替代文字"),
    ("```照片\n替代文字: 甲\n文件: a.jpg\n```\n", "E0120", 9, "题注"),
    ("```照片\n题注: 现场\n替代文字: 甲\n```\n", "E0120", 9, "文件"),
    (ONE.format(more="宽: 8厘米\n"), "E0371", 12, "8厘米"),
    (ONE.format(more="宽: 120%\n"), "E0371", 12, "120%"),
    (ONE.format(more="宽: 5%\n"), "E0371", 12, "5%"),
    (ONE.format(more="装饰: 是\n"), "E0371", 9, "题注"),
    (ONE.format(more="无题: 是\n"), "E0371", 9, "题注"),
    (ONE.format(more="宽度: 80%\n"), "E0121", 12, "宽度"),
    (row(FIRST), "E0371", 11, "1张"),
    (row(FIRST, SECOND, FIRST, SECOND), "E0371", 11, "4张"),
    (row(FIRST, "{文件: b.jpg, 替代文字: 乙, 题注: 后}"), "E0371", 11, "有的有题注"),
    (row(FIRST, "{文件: b.jpg, 替代文字: 乙, 摄影: 张某某}"), "E0371", 12, "摄影"),
    (row(FIRST, "b.jpg"), "E0122", 12, "照片"),
    (row(FIRST, SECOND, more="文件: a.jpg\n"), "E0121", 13, "文件"),
    ("```照片\n```\n", "E0315", 8, "什么也没有"),
    ("```相片\n甲: 乙\n```\n", "E0311", 8, "相片"),
])
def test_refused(made: Composed, text: str, code: str, line: int, word: str) -> None:
    _, sink = made(text)
    assert sink.has_errors
    found = next(item for item in sink if item.code == code)
    assert word in found.message
    assert found.span.line == line
    assert found.hints


def test_the_hint_for_a_missing_text_can_be_pasted(made: Composed) -> None:
    text = "```照片\n题注: 现场\n文件: a.jpg\n```\n"
    _, sink = made(text)
    hint = sink.items[0].hints[0]
    line = hint.split("“")[1].split("”")[0]
    assert line.startswith("替代文字: ")
    _, mended = made(f"{text.removesuffix('```' + chr(10))}{line}\n```\n")
    assert not mended.items


def test_an_alternative_text_that_repeats_the_caption(made: Composed) -> None:
    _, sink = made("```照片\n题注: 现场\n文件: a.jpg\n替代文字: 现场。\n```\n")
    assert [item.code for item in sink] == ["W0372"]


def test_numbers_in_an_alternative_text_are_no_data(made: Composed) -> None:
    _, sink = made("```照片\n题注: 现场\n文件: a.jpg\n替代文字: 三十五个人站在2号桥头。\n```\n")
    assert not sink.items


def test_what_was_reported_is_not_reported_again(made: Composed) -> None:
    blocks, sink = made(ONE.format(more=""), {"a.jpg": None})
    assert (blocks, sink.items) == ((), [])


WANTED: Album = {**ALBUM, "b.jpg": replace(ph.negative("b.jpg"), missing="文件: b.png")}
TWICE = row(FIRST, SECOND) + row(SECOND, FIRST, more="编号: 又\n")


def test_a_draft_goes_on_without_a_photograph_and_says_so(made: Composed) -> None:
    (block, again), sink = made(TWICE, WANTED, draft=True)
    assert [(item.code, item.hints) for item in sink] == [("W0160", ("文件: b.png",))]
    for each in (block, again):
        assert isinstance(each, tree.PhotoFigure)
        assert each.caption == "前后〔缺照片：b.jpg〕"
        assert {photo.digest for photo in each.photos} == {
            "digest of a.jpg", "digest of b.jpg"}


def test_the_final_version_does_not(made: Composed) -> None:
    blocks, sink = made(TWICE, WANTED)
    assert blocks == ()
    assert [(item.code, item.is_error, item.hints) for item in sink] == [
        ("E0160", True, ("文件: b.png",))]


def test_a_missing_decoration_says_nothing_on_the_page(made: Composed) -> None:
    (block,), sink = made("```照片\n文件: b.jpg\n装饰: 是\n```\n", WANTED, draft=True)
    assert isinstance(block, tree.PhotoFigure)
    assert block.caption == ""
    assert [item.code for item in sink] == ["W0160"]


def test_without_an_album_nothing_is_dropped_in_silence(made: Composed) -> None:
    blocks, sink = made(ONE.format(more=""), {})
    assert blocks == ()
    assert [item.code for item in sink] == ["E0160"]


def test_files_are_named_in_every_branch(read: Reader) -> None:
    body = ("{% 如果 枇杷产量 %}\n" + ONE.format(more="") + "{% 否则 %}\n" + row(SECOND, FIRST)
            + "{% 结束 %}\n{% 对每个 项 于 枇杷产量 %}\n```照片\n文件: c.png\n装饰: 是\n```\n"
            + "{% 结束 %}\n")
    narrative, _ = read(body)
    assert [name for name, _ in photo_files(narrative.blocks)] == [
        "a.jpg", "b.jpg", "a.jpg", "c.png"]


def test_a_markdown_picture_leads_to_the_fence(made: Composed) -> None:
    _, sink = made("![现场](a.jpg)\n")
    assert sink.items[0].code == "E0311"
    assert any("```照片" in hint for hint in sink.items[0].hints)
