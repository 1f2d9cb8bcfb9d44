"""No input takes more than linear time: work is counted, no clock is read."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from support import briefings, patterns, steps
from support.patterns import Found

from reportgen.cli import main

T = TypeVar("T")
# Patterns that are only given a short text, or used by another name: what holds them.
HOW = {
    ("facts/parts.py", "_NUMBERINGS"): "fullmatch",
    ("narrative/genres/briefing.py", "_ISSUE"): "fullmatch",
    ("narrative/genres/briefing.py", "_COPIES"): "fullmatch",
    ("rolling/story.py", "_NUMBER"): "fullmatch",
}
SHORT = {
    ("provenance/bindings.py", "_BEFORE"): "60 characters",
    **dict.fromkeys((("proof/planting.py", name) for name in ("_RUN", "_ROW", "_SAID")),
                    "a file that the program has written"),
    ("rolling/turning.py", "_WEEK"): "the name of a folder",
    ("rolling/files.py", "_REFERENCE"): "a formula of at most 8,192 characters",
}


@cache
def all_patterns() -> tuple[Found, ...]:
    done = subprocess.run(
        [sys.executable, patterns.__file__], capture_output=True, check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))})
    return tuple(Found(*each) for each in json.loads(done.stdout))


def deep(act: Callable[[], T]) -> T:
    """What needs a deep stack, in a thread that has one."""
    made: list[T] = []
    before, limit = threading.stack_size(512 << 20), sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    thread = threading.Thread(target=lambda: made.append(act()))
    thread.start()
    threading.stack_size(before)
    thread.join()
    sys.setrecursionlimit(limit)
    return made[0]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_no_pattern_looks_at_the_same_characters_again_and_again(part: int) -> None:
    known = all_patterns()
    assert len(known) > 300
    slow = deep(lambda: [
        f"{each.file}:{each.line} {each.name}: ×{grown:.0f} {text}"
        for each in known[part::4] if (each.file, each.name) not in SHORT
        for grown, text in [steps.growth(each.pattern, each.flags,
                                         how=HOW.get((each.file, each.name), each.how))]
        if grown > steps.MOST_GROWN])
    assert not slow


@pytest.mark.parametrize(("pattern", "how"), [
    (r"\s*,", "search"), (r"(a+)+$", "fullmatch"), (r"#(\S.*?)[ \t]*#*[ \t]*$", "match"),
    (r"“[^”]*”", "search"), (r"\s*x?\s*y", "fullmatch"), (r"<a.*?>b", "search"),
    (r"(?:a|b|ab)*c", "match"), (r"[0-9.,]*[0-9] ?m", "search"),
])
def test_a_slow_pattern_is_seen(pattern: str, how: str) -> None:
    assert deep(lambda: steps.growth(pattern, 0, how=how)[0]) > steps.MOST_GROWN


@pytest.mark.parametrize(("pattern", "how"), [
    (r"(?<!\s)\s*,", "search"), (r"a++$", "fullmatch"), (r"“[^“”]*”", "search"),
    (r"\s*+x?\s*+y", "fullmatch"), (r"(?:ab|a)*c", "match"), (r"\s*,", "match"),
])
def test_a_linear_pattern_passes(pattern: str, how: str) -> None:
    assert deep(lambda: steps.growth(pattern, 0, how=how)[0]) < steps.MOST_GROWN


HEAD = ("---\n版式: 本.yaml\n标题: 例{front}\n报头: 示例县简报\n期号: 1\n编发单位: 示例县办公室\n"
        "日期: 2024-02-22\n---\n\n甲。\n\n")
# Each construct of the language, a piece of it to be said again and again: in a line, or in lines.
PIECES = (
    "甲乙，", "# 甲\n\n子。\n\n", "- 甲\n", "1. 甲\n", "> 甲\n", "**甲**乙", "**",
    "{{ 示例果产量 }}", "{{ b ", "{% 如果 示例果产量 %}甲{% 结束 %}", "{%", "| 甲 | 乙 |\n",
    "<!-- 甲 -->", "<!--", "[甲](http://a.cn/b)", "http://", "a@b.cn ", "甲[^1]",
    "[^1]: 甲\n\n",
    "::: 提示\n甲\n:::\n\n", "```\n", "甲\\\n", "H~2~O", "&amp;", "</b>", " ", "\t", "　",
    "“", "（", "、", "9", "9,", "2024年", "甲9亩，", "!", "|", ":", "-", "}}",
    "---分页---\n\n", "甲\n\n",
)
FRONT = ("例", " ", "{{ b ", "、甲", "9", "“")
WITHIN = {      # the text of a heading, of a caption, of a cell, of a fact: what is read on its own
    "heading": "# 甲{}乙\n\n子。\n",
    "caption": "表：甲{}乙\n\n| 甲 | 乙 |\n|---|---|\n| 子 | 丑 |\n",
    "cell": "表：甲\n\n| 甲 | 乙 |\n|---|---|\n| 子{} | 丑 |\n",
    "fence": "```表\n题注: 甲{}\n列: [甲]\n行: [[子]]\n```\n",
    "item": "- 甲{}乙\n",
}


def work(folder: Path, **files: str) -> int:
    """How many calls a check of a briefing makes: a count, and no clock."""
    made = briefings.make(folder, **{key: text for key, text in files.items()
                                     if key in ("narrative", "facts")})
    (made / "本.yaml").write_text(files.get("profile", "继承: 简报\n"), encoding="utf-8")
    if "csv" in files:
        (made / "facts.yaml").unlink()
        (made / "台账.csv").write_text(files["csv"], encoding="utf-8")
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        sys.setprofile(count)
        try:
            main(["check", str(made)])
        finally:
            sys.setprofile(None)
    return counted


def grown(piece: str, size: int) -> str:
    """A piece again and again, up to a size; of lines whole ones, or the end would be at fault."""
    return (piece * (size // len(piece) + 1))[: size - ("\n" in piece and size % len(piece))]


GROWING: dict[str, Callable[[int], dict[str, str]]] = {
    **{f"text {piece!r}": lambda n, piece=piece: {  # type: ignore[misc]
        "narrative": HEAD.format(front="") + grown(piece, n)} for piece in PIECES},
    **{f"front {piece!r}": lambda n, piece=piece: {  # type: ignore[misc]
        "narrative": HEAD.format(front=grown(piece, n) + "尾")} for piece in FRONT},
    **{f"{name} {piece!r}": lambda n, piece=piece, text=text: {  # type: ignore[misc]
        "narrative": HEAD.format(front="") + text.replace("{}", grown(piece, n))}
       for name, text in WITHIN.items() for piece in (" ", "甲9亩", "“", "{{ b ")},
    "facts": lambda n: {"facts": "标题: 例\n期间: 2025年\n事实:\n" + "".join(
        f"  - {{编号: A{at}, 名称: 甲{at}, 数值: {at + 1}亩}}\n" for at in range(n // 30))},
    "fact": lambda n: {"facts": "标题: 例\n期间: 2025年\n事实:\n"
                       f"  - {{编号: A, 名称: 甲, 数值: '9{grown(' ', n)}亩'}}\n"},
    "profile": lambda n: {"narrative": HEAD.format(front=""),
                          "profile": f"继承: 简报\n页眉:\n  文字: '甲{grown(' ', n)}乙'\n"},
    "csv": lambda n: {"narrative": HEAD.format(front=""), "csv": "镇,产值（万元）\n" + "".join(
        f"甲{at}镇,{at}\n" for at in range(n // 10))},
    "csv, wide": lambda n: {"narrative": HEAD.format(front=""),
                            "csv": "镇,产值（万元）\n甲镇," + grown("9", n) + "\n"},
}


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is done but once, imports among it, is done before anything is counted."""
    work(tmp_path_factory.mktemp("warm") / "例")


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("name", GROWING)
def test_work_grows_as_the_text(name: str, tmp_path: Path) -> None:
    short, times = 1_000, 16 if "\\n" in name else 64      # a page is more work than a long line
    none, some, much = (work(tmp_path / str(size), **GROWING[name](size))
                        for size in (10, short, short * times))
    # from the second page on there is more to weigh; with the square it would be `times` as much
    assert much - none < 6 * times * max(some - none, 2_000), (none, some, much)
