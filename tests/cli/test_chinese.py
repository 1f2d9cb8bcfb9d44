"""click speaks Chinese: every message that a user can meet is in the table."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import click
import pytest

from reportgen.cli import chinese
from reportgen.terminal import columns

# Said to the author of a command line, or by parts of click that are not used here.
NOT_MET = {
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Could not determine name for option with declarations {decls!r}",
    "Name '{name}' defined twice",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument "
    "instead? Did you mean to pass '--{name}'?",
    "Invalid start character for option ({option})",
    "Unknown color {colour!r}",
    "Unknown standard stream '{name}'",
    "{value!r} is not a valid UUID.",
}


def messages() -> set[str]:
    """All literal messages of the modules that are translated."""
    found = set()
    for name in chinese.MODULES:
        source = (Path(click.__file__).parent / f"{name}.py").read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) \
                    and node.func.id in {"_", "ngettext"}:
                found |= {a.value for a in node.args
                          if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return found


def test_every_message_is_translated() -> None:
    assert messages() - set(chinese.MESSAGES) == messages() & NOT_MET


@pytest.mark.parametrize("message", sorted(chinese.MESSAGES))
def test_translations_keep_their_places(message: str) -> None:
    wanted = set(re.findall(r"\{\w+(?:!r)?\}|%\(\w+\)s", message))
    assert set(re.findall(r"\{\w+(?:!r)?\}|%\(\w+\)s", chinese.MESSAGES[message])) == wanted


def test_a_complaint_is_set_as_chinese() -> None:
    told = chinese.complaint(click.UsageError("没有选项 '--甲'。 是不是 '--乙', '--丙'."))
    assert told == ("没有选项“--甲”。是不是“--乙”、“--丙”", "reportgen --help")


@pytest.mark.parametrize(("text", "width", "lines"), [
    ("", 20, []),
    ("枇杷产量", 20, ["枇杷产量"]),
    ("枇杷产量枇杷产量枇杷产量", 20, ["枇杷产量枇杷产量枇杷", "产量"]),
    ("一二三四五六七八九十。", 20, ["一二三四五六七八九", "十。"]),
    ("用 reportgen build 生成", 12, ["用 reportgen", "build 生成"]),
])
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert chinese.wrap(text, width) == lines


def test_definition_lists_line_up() -> None:
    formatter = chinese.Formatter(width=60)
    formatter.write_dl([("-o, --output 路径", "放到哪里"), ("--json", "给程序读")])
    first, second = formatter.getvalue().splitlines()
    assert columns(first.split("放")[0]) == columns(second.split("给")[0])
