"""What is wrong with broken YAML, in the words of someone who does not know YAML."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from reportgen.diagnostics import Sink, Span
from reportgen.patterns import late
from reportgen.sources.nodes import Node, Scalar
from reportgen.sources.text import MOST

Placer = Callable[[int, int, int], Span]

_TAB = late(r"^ *\t[ \t]*\S", re.MULTILINE)
# A key with a full-width colon (名称：枇杷), or with none of the space YAML wants (名称:枇杷).
_KEY = late(r"^(?P<lead>\s*(?:-\s+)*)(?P<key>[^\s:：#\"'{}\[\],，。；]{1,24})"
            r"(?P<gap>\s?)(?P<colon>：|:(?=[^\s:/\\]))\s*(?P<value>.*)$")
_WORDS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "一行里出现了两个冒号，或上一行缩进不对",
     "值里有冒号时给整个值加引号"),
    ("could not find expected ':'", "这一行缺少冒号", "照“键: 值”的样子写，冒号用半角，后面空一格"),
    ("did not find expected key", "缩进没有对齐，或引号后面多了文字", "与上面同级的键左对齐"),
    ("expected <block end>", "缩进没有对齐", "与上面同级的行左对齐"),
    ("did not find expected '-' indicator", "列表项没有对齐", "同一列表的“-”左对齐"),
    ("block sequence entries are not allowed", "“-”放错了位置",
     "“-”另起一行，比上面的键多缩进两格"),
    ("unexpected end of stream", "引号没有配对", "补上后引号"),
    ("found unexpected document indicator", "引号里出现了“---”", "补上后引号"),
    ("did not find expected ',' or ']'", "方括号没有配对，或少了逗号",
     "补上“]”，项与项之间用半角逗号"),
    ("expected ',' or ']'", "方括号没有配对，或少了逗号", "补上“]”，项与项之间用半角逗号"),
    ("did not find expected ',' or '}'", "花括号没有配对，或少了逗号",
     "补上“}”；值以“{”开头时加引号"),
    ("expected ',' or '}'", "花括号没有配对，或少了逗号", "补上“}”；值以“{”开头时加引号"),
    ("did not find expected node content", "方括号或花括号没有配对", "补上括号"),
    ("unknown escape character", "双引号里的反斜杠写法不对", "改用单引号，或删去反斜杠"),
    ("found undefined tag handle", "不支持类型标签“!”", "给整个值加引号"),
    ("undefined alias", "值不能以“*”开头", "给整个值加引号"),
    ("expected alphabetic or numeric character", "值不能以“*”或“&”开头", "给整个值加引号"),
    ("cannot start any token", "值不能以这个符号（@ ` %）或制表符开头", "给整个值加引号"),
    ("block scalar", "“|”或“>”后面的写法不对", "“|”后直接换行，内容多缩进两格"),
    ("invalid leading UTF-8", "这里有不合法的字符", "删去这个字符"),
    ("control characters are not allowed", "这里有不可见的控制字符", "删去这个字符"),
)


def check_tabs(place: Placer, text: str, sink: Sink) -> bool:
    """Report lines indented with a tab (E0114, the first 20); True without any."""
    clean = True
    for found in islice(_TAB.finditer(text), MOST):
        clean = False
        line, column = text.count("\n", 0, found.start()), found.group().index("\t")
        sink.error("E0114", "行首用了制表符（Tab）缩进", place(line, column, 1),
                   "改用空格，每层两个")
    return clean


_QUOTED = late(r'"(?:[^"\\]|\\.)*(?:"|$)|' r"'[^']*'")
_REFERENCE = late(r"\{\{[^{}\0]*\}\}")
_REST = late(r"[^\[\],\0]*")


def report_colon(
    lines: Sequence[str], first: int, last: int, place: Placer, sink: Sink
) -> bool:
    """Report the first line in `first..last` whose key has a wrong colon (E0118); True if any."""
    for number, line in enumerate(lines[first : last + 1], first):
        if (found := wrong_colon(line)) is None:
            continue
        offset, message, fix = found
        sink.error("E0118", message, place(number, offset, 1), f"写成“{fix}”")
        return True
    return False


def wrong_colon(line: str) -> tuple[int, str, str] | None:
    """Offset, message and fix of a key written with a wrong colon at the start of `line`."""
    found = _KEY.match(line)
    if found is None:
        return None
    key, value = found["key"], found["value"].strip()
    message = (
        f"键“{key}”后面是全角冒号“：”" if found["colon"] == "："
        else f"键“{key}”的冒号后面少一个空格"
    )
    return found.start("colon"), message, f"{key}: {value}".rstrip()


def report_swallowed(key: Scalar, value: Node, sink: Sink) -> bool:
    """Report a key in braces that swallowed its value: {数值：360万元} (E0118); True if so."""
    empty = isinstance(value, Scalar) and not value.text and not value.quoted
    if not empty or key.quoted or (found := wrong_colon(key.text)) is None:
        return False
    offset, message, fix = found
    place = replace(key.span, column=key.span.column + offset, length=1)
    sink.error("E0118", message, place, f"写成“{fix}”")
    return True


def report_unquoted(
    lines: Sequence[str], first: int, last: int, place: Placer, sink: Sink
) -> bool:
    """Report the first `{{ }}` outside quotes in `first..last` (E0110); True if there is one."""
    for number, line in enumerate(lines[first : last + 1], first):
        bare = _QUOTED.sub(lambda found: "\0" * len(found[0]), line)
        if (found := _REFERENCE.search(bare)) is None:
            continue
        start = 1 + max(bare.rfind(mark, 0, found.start()) for mark in "[],\0:")
        whole = bare[start : _REST.match(bare, found.end()).end()]      # type: ignore[union-attr]
        item = whole.strip()
        start += len(whole) - len(whole.lstrip())
        sink.error("E0110", f"含 {{{{ }}}} 的内容没有加引号：“{item}”",
                   place(number, start, len(item)), f'写成 "{item}"')
        return True
    return False


def report_syntax(error: Any, text: str, place: Placer, sink: Sink) -> None:
    """Say what is wrong in Chinese with the offending line (E0110), or name the colon (E0118)."""
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context: Any = getattr(error, "context_mark", None) or mark
    if mark is None:  # the reader refused a character before there was any mark
        sink.error("E0110", "这里有 YAML 不认的字符", place(0, 0, 1), "删去不可见的字符")
        return
    lines = text.split("\n")
    last = min(mark.line, len(lines) - 1)
    first = max(0, min(context.line, last) if last - context.line < 20 else last - 1)
    if report_colon(lines, first, last, place, sink):
        return
    if report_unquoted(lines, first, last, place, sink):
        return
    problem = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or ''}"
    reason, hint = next(((r, h) for key, r, h in _WORDS if key in problem),
                        ("这里的写法不合 YAML 的规矩", "检查引号、括号和缩进"))
    if "quoted scalar" in problem and "end of stream" in problem:
        last, column = min(context.line, len(lines) - 1), context.column
    else:
        column = mark.column
    while last > 0 and not lines[last].strip():  # the end of the file says nothing: step back
        last -= 1
        column = len(lines[last].rstrip())
    shown = lines[last].strip()
    shown = shown if len(shown) <= 60 else shown[:60] + "…"
    sink.error("E0110", f"{reason}：“{shown}”", place(last, column, 1), hint)
