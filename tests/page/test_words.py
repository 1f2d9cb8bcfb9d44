"""What helps on the page names no command and no option: all that the acts can say is read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import reportgen
from reportgen.diagnostics import Diagnostic
from reportgen.memory_world import MemoryWorld
from reportgen.page.words import COMMAND, HINTS, hints, short
from reportgen.sources.rules import rules

ROOM = Path(reportgen.__file__).parent
# No hint of the page says more than the message: none of these can come of what is pressed there.
NOT_HERE = {
    "E0148", "E0152", "E0481", "E0901", "E0903", "E0914", "E1018", "E1046", "E1130", "E1137",
    "E1141", "E1150", "E1154", "E1155", "E1220", "E1230", "E1233", "E1235", "E1407", "E1450",
    "E1451", "I0484", "I1151", "W1118", "W1440",
}


def _text(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(map(_text, parts)) or "〔〕"
        case ast.FormattedValue():
            return "甲"
    return ""


def said() -> Iterator[tuple[str, str]]:
    """Each code with each hint that names a command or an option, wherever it is written."""
    for path in ROOM.rglob("*.py"):
        if path.relative_to(ROOM).parts[0] == "cli":
            continue
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call):
                told = [text for each in ast.walk(call) if (text := _text(each))]
                own = [text for text in told if text in codes()]
                yield from ((own[0], text) for text in told if own and COMMAND.search(text))


@cache
def codes() -> frozenset[str]:
    return frozenset(rules())


def test_no_hint_of_the_page_names_a_command() -> None:
    silent = set()
    for code, text in said():
        told = hints(Diagnostic(code, "错", hints=(text,)))
        assert not any(map(COMMAND.search, told)), (code, told)
        if not told:
            silent.add(code)
    assert silent <= NOT_HERE, sorted(silent - NOT_HERE)
    assert codes() >= NOT_HERE


@pytest.mark.parametrize("code", HINTS)
def test_each_row_is_of_a_rule_and_names_no_command(code: str) -> None:
    assert code in codes()
    assert not any(map(COMMAND.search, HINTS[code].values()))


def test_hints_that_name_none_stand() -> None:
    item = Diagnostic("E1129", "错", hints=("把稿子改回去", "重新生成：reportgen build 甲"))
    assert hints(item) == ("把稿子改回去", "按“页面看过了，生成 PDF 和 Word”，重新生成")


def test_paths_begin_below_the_office() -> None:
    world = MemoryWorld({})
    issue = Path("/家/示例镇/第1期")
    told = short(f"读不了“{issue / '台账.xlsx'}”，在“{issue.parent}”里", issue, world)
    assert told == "读不了“第1期/台账.xlsx”，在“示例镇”里"
