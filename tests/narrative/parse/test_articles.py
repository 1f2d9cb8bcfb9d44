"""Several articles in one issue: heads, credits, headings, references, contents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.facts.model import Dataset
from reportgen.narrative.compose import compose
from reportgen.narrative.read import read_narrative

HEAD = """---
报头: 测试简报
期号: 3
编发单位: 测试镇
日期: 2024-02-22
标题: 甲文
{more}---
"""
SECOND = "---\n标题: 乙文\n---\n\n"
Composer = Callable[..., tuple[tree.Document, Sink]]


@pytest.fixture
def issue(data: Dataset) -> Composer:
    """The document of a body, and what was found; `more` are further lines of front matter."""

    def run(body: str, more: str = "") -> tuple[tree.Document, Sink]:
        sink = Sink()
        narrative = read_narrative(HEAD.format(more=more) + body, "b.md", sink)
        return compose(narrative, data, sink), sink

    return run


def kinds(document: tree.Document) -> list[str]:
    return [type(block).__name__ for block in document.blocks]


def titles(document: tree.Document) -> list[tuple[str, ...]]:
    return [block.lines for block in document.blocks if isinstance(block, tree.Title)]


def contents(document: tree.Document) -> list[tuple[int, str]]:
    (block,) = [block for block in document.blocks if isinstance(block, tree.Contents)]
    targets = {b.anchor for b in document.blocks if isinstance(b, tree.Title | tree.Heading)}
    assert {entry.target for entry in block.entries} <= targets
    return [(entry.level, entry.text) for entry in block.entries]


def test_a_second_head_begins_a_second_article(issue: Composer) -> None:
    document, sink = issue("甲。\n\n---\n标题: [乙文, 下行]\n---\n\n乙。\n")
    assert not sink.items
    assert kinds(document) == ["Masthead", "Title", "Paragraph", "Title", "Paragraph"]
    assert titles(document) == [("甲文",), ("乙文", "下行")]
    assert len({b.anchor for b in document.blocks if isinstance(b, tree.Title)}) == 2


def test_one_article_names_the_file_several_leave_it_to_the_issue(issue: Composer) -> None:
    assert issue("甲。\n")[0].meta.title == "甲文"
    assert issue(f"甲。\n\n{SECOND}乙。\n")[0].meta.title == "测试简报第3期"


@pytest.mark.parametrize(("keys", "shown"), [
    ("供稿: 示例县水利局", "（示例县水利局供稿）"),
    ("供稿: （示例县水利局供稿）", "（示例县水利局供稿）"),
    ("供稿: [甲局, 乙局]", "（甲局、乙局供稿）"),
    ("作者: 张示例", "（作者：张示例）"),
    ("作者: 张示例\n供稿: 甲局", "（甲局供稿，作者：张示例）"),
    ("来源: 示例日报", "（来源：示例日报）"),
    ("供稿: 供稿", "（供稿供稿）"),
])
def test_credits(issue: Composer, keys: str, shown: str) -> None:
    document, sink = issue(f"甲。\n\n---\n标题: 乙文\n{keys}\n---\n\n乙。\n", keys + "\n")
    assert not sink.items
    credits = [block.text for block in document.blocks if isinstance(block, tree.Credit)]
    assert credits == [shown, shown]
    assert kinds(document)[1:] == ["Title", "Paragraph", "Credit"] * 2


def test_the_credit_stands_before_the_colophon(issue: Composer) -> None:
    document, _ = issue("甲。\n", "供稿: 甲局\n报: 乙\n")
    assert kinds(document)[-2:] == ["Credit", "Colophon"]


def test_headings_count_anew_tables_do_not(issue: Composer) -> None:
    table = "```表\n编号: {0}\n题注: 题{0}\n列: [指标, 值]\n行: [枇杷产量]\n```\n\n"
    document, sink = issue(
        "# 子\n\n## 丑\n\n" + table.format("一") + SECOND + "# 寅\n\n" + table.format("二"))
    assert not sink.has_errors
    headings = [b for b in document.blocks if isinstance(b, tree.Heading)]
    assert [heading.number for heading in headings] == ["一、", "（一）", "一、"]
    assert len({heading.anchor for heading in headings}) == 3
    assert [b.number for b in document.blocks if isinstance(b, tree.Table)] == [1, 2]


def test_a_level_left_out_is_noticed_in_each_article(issue: Composer) -> None:
    _, sink = issue(f"# 子\n\n甲。\n\n{SECOND}## 丑\n\n乙。\n")
    assert [d.code for d in sink] == ["W0339"]


def reference(document: tree.Document) -> tree.Reference:
    (found,) = [leaf for block in document.blocks if isinstance(block, tree.Paragraph)
                for leaf in tree.inlines(block.children) if isinstance(leaf, tree.Reference)]
    return found


TWINS = "# 做法\n\n## 细则\n\n甲。\n\n" + SECOND + "# 做法\n\n## 细则\n\n见{{ 节：%s }}。\n"


def test_a_heading_of_two_articles_is_not_guessed(issue: Composer) -> None:
    _, sink = issue(TWINS % "做法")
    (found,) = [d for d in sink if d.is_error]
    assert found.code == "E0320"
    assert found.hints == ("是不是：{{ 节：甲文／做法 }}？", "是不是：{{ 节：乙文／做法 }}？")
    assert [place.line for place, _ in found.related] == [8, 18]


@pytest.mark.parametrize(("name", "target", "shown"), [
    ("甲文／做法", "节-1", "《甲文》第一部分"), ("乙文/做法", "文2-节-1", "第一部分"),
    ("甲文／做法／细则", "节-1-1", "《甲文》“细则”"),
])
def test_a_qualified_name_leads_to_one(
    issue: Composer, name: str, target: str, shown: str
) -> None:
    document, sink = issue(TWINS % name)
    assert not sink.items
    assert reference(document) == tree.Reference(target, shown)


def test_a_parent_tells_headings_of_one_article_apart(issue: Composer) -> None:
    body = "# 子\n\n## 细则\n\n甲。\n\n# 丑\n\n## 细则\n\n见{{ 节：%s }}。\n"
    assert [d.code for d in issue(body % "细则")[1]] == ["E0320"]
    document, sink = issue(body % "丑／细则")
    assert not sink.items
    assert reference(document).target == "节-2-1"


def test_headings_that_nothing_tells_apart(issue: Composer) -> None:
    _, sink = issue("# 子\n\n甲。\n\n# 子\n\n见{{ 节：子 }}。\n")
    (found,) = [d for d in sink if d.is_error]
    assert (found.code, found.hints) == ("E0320", ("给同名的标题换个说法",))


def test_a_heading_elsewhere_is_shown_with_its_article(issue: Composer) -> None:
    document, _ = issue(f"# 子\n\n甲。\n\n{SECOND}见{{{{ 节：子 }}}}。\n")
    assert reference(document).text == "《甲文》第一部分"


def test_an_article_can_be_referred_to(issue: Composer) -> None:
    document, sink = issue(f"见{{{{ 文章：乙文 }}}}。\n\n{SECOND}乙。\n")
    assert not sink.items
    assert reference(document) == tree.Reference("文2", "《乙文》")


def test_an_article_misspelled(issue: Composer) -> None:
    _, sink = issue(f"见{{{{ 文章：乙丈 }}}}。\n\n{SECOND}乙。\n")
    assert [(d.code, d.hints) for d in sink] == [("E0307", ("是不是：{{ 文章：乙文 }}？",))]


@pytest.mark.parametrize(("switch", "shown"), [
    ("是", [(1, "甲文"), (1, "乙文")]),
    ("2", [(1, "甲文"), (2, "一、子"), (1, "乙文"), (2, "一、寅")]),
])
def test_contents_of_several_articles(
    issue: Composer, switch: str, shown: list[tuple[int, str]]
) -> None:
    body = f"# 子\n\n## 丑\n\n甲。\n\n{SECOND}# 寅\n\n乙。\n"
    document, sink = issue(body, f"目录: {switch}\n")
    assert not sink.items
    assert kinds(document)[:3] == ["Masthead", "Contents", "Title"]
    assert contents(document) == shown


def test_contents_of_one_article_are_its_headings(issue: Composer) -> None:
    body = "# 子{{ 枇杷产量 }}\n\n## 丑\n\n甲。\n"
    assert contents(issue(body, "目录: 是\n")[0]) == [(1, "一、子2263余吨")]
    assert contents(issue(body, "目录: 2\n")[0])[1:] == [(2, "（一）丑")]


def test_no_contents_unless_asked_for(issue: Composer) -> None:
    for more in ("", "目录: 否\n"):
        assert "Contents" not in kinds(issue(f"甲。\n\n{SECOND}乙。\n", more)[0])


def test_the_heading_of_the_contents(issue: Composer) -> None:
    more = "目录: 是\n"
    for line, title in (("", "本期要目"), ("目录标题: 本期导读\n", "本期导读")):
        block = issue(f"甲。\n\n{SECOND}乙。\n", more + line)[0].blocks[1]
        assert isinstance(block, tree.Contents)
        assert block.title == title


def test_contents_with_nothing_in_them(issue: Composer) -> None:
    document, sink = issue("甲。\n", "目录: 是\n")
    assert [d.code for d in sink] == ["W0322"]
    assert "Contents" not in kinds(document)


@pytest.mark.parametrize("value", ["3", "有", "[是]"])
def test_a_depth_that_is_none(issue: Composer, value: str) -> None:
    assert [d.code for d in issue("甲。\n", f"目录: {value}\n")[1] if d.is_error]


def test_an_article_without_text(issue: Composer) -> None:
    _, sink = issue(f"甲。\n\n{SECOND}")
    assert [(d.code, d.span.line) for d in sink] == [("W0321", 11)]


@pytest.mark.parametrize(("head", "code", "line"), [
    ("---\n供稿: 甲局\n---\n", "E0120", 11),
    ("---\n标题: 乙文\n供搞: 甲局\n---\n", "E0121", 12),
    ("---\n标题:\n---\n", "E0123", 11),
    ("---\n标题：乙文\n---\n", "E0118", 11),
    ("---\n标题: 乙文\n", "E0311", 10),          # not closed: a mere rule
    ("---\n\n标题是好的\n\n---\n", "E0311", 10),
])
def test_bad_heads(issue: Composer, head: str, code: str, line: int) -> None:
    _, sink = issue(f"甲。\n\n{head}\n乙。\n")
    first = next(d for d in sink if d.is_error)
    assert (first.code, first.span.line) == (code, line)
    assert first.hints


def test_a_condition_may_leave_an_article_out(issue: Composer) -> None:
    body = "甲。\n\n{% 如果 没有这条 %}\n" + SECOND + "乙。\n{% 结束 %}\n"
    document, _ = issue(body, "目录: 是\n")
    assert titles(document) == [("甲文",)]
