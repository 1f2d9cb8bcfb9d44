"""Lines in the cells of both kinds of tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.facts.model import Dataset
from reportgen.narrative.compose import compose
from reportgen.narrative.syntax import Narrative

Reader = Callable[[str], tuple[Narrative, Sink]]
HEAD = "```表\n题注: 分工\n列: [事项, 人]\n行:\n"


def cells(read: Reader, data: Dataset, body: str) -> tuple[list[str], Sink]:
    narrative, sink = read(body)
    table = compose(narrative, data, sink).blocks[2]
    assert isinstance(table, tree.Table)
    return [tree.plain(cell.children) for row in table.rows for cell in row], sink


@pytest.mark.parametrize(("row", "shown"), [
    ('  - [修路, "组长：甲\\n副组长：乙\\n成员：丙"]\n', "组长：甲\n副组长：乙\n成员：丙"),
    ("  - - 修路\n    - |\n      组长：甲\n      成员：乙\n", "组长：甲\n成员：乙"),
    ("  - [修路, 组长：甲<br>成员：乙]\n", "组长：甲\n成员：乙"),
    ("  - [修路, 组长：甲 <BR /> 成员：乙]\n", "组长：甲\n成员：乙"),
    ('  - [修路, "1. 甲\\n2. 乙"]\n', "1.甲\n2.乙"),
    ('  - [修路, "- 甲\\n- 乙"]\n', "—甲\n—乙"),
    ('  - [修路, "（1）甲\\n（2）乙"]\n', "（1）甲\n（2）乙"),
    ('  - [修路, "- 甲"]\n', "- 甲"),
    ('  - [修路, "甲\\n\\n乙\\n"]\n', "甲\n乙"),
])
def test_lines_of_a_fenced_table(row: str, shown: str, read: Reader, data: Dataset) -> None:
    found, sink = cells(read, data, HEAD + row + "```\n")
    assert found == ["修路", shown]
    assert not sink.has_errors
    assert "W0330" not in [each.code for each in sink]


@pytest.mark.parametrize(("cell", "shown"), [
    ("甲<br>乙", "甲\n乙"), ("甲 <br/> 乙<br>丙", "甲\n乙\n丙"), ("- 甲<br>- 乙", "—甲\n—乙"),
    ("1. 甲<br>2. 乙", "1.甲\n2.乙"), ("**甲<br>乙**", "甲\n乙"),
])
def test_lines_of_a_drawn_table(cell: str, shown: str, read: Reader, data: Dataset) -> None:
    found, sink = cells(read, data, f"表：分工\n| 事项 | 人 |\n|--|--|\n| 修路 | {cell} |\n")
    assert found == ["修路", shown]
    assert not sink.has_errors


@pytest.mark.parametrize("line", [
    '题注: "甲\\n乙"', "题注: 甲<br>乙",
])
def test_a_caption_is_one_line(line: str, read: Reader) -> None:
    _, sink = read(f"```表\n{line}\n列: [甲]\n行: [[乙]]\n```\n")
    (found,) = [each for each in sink if each.code[0] == "E"]
    assert (found.code, found.span.line) == ("E0361", 9)


def test_a_caption_may_be_a_block_of_one_line(read: Reader) -> None:
    _, sink = read("```表\n题注: |\n  甲\n列: [甲]\n行: [[乙]]\n```\n")
    assert not sink.items
