"""Strict YAML with places: text, lists and mappings, and nothing that surprises a clerk.

PyYAML's events are used, not its constructors: scalars stay text, and what YAML does behind the
writer's back (anchors, tags, merge keys, several documents, keys that win over earlier keys) is
refused with the place and the remedy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml import events as ev

from reportgen.diagnostics import Sink, Span
from reportgen.sources.nodes import Entry, ListNode, MapNode, Node, Scalar
from reportgen.sources.text import INVISIBLE, check_characters
from reportgen.sources.yaml_errors import (
    check_tabs,
    report_colon,
    report_swallowed,
    report_syntax,
    report_unquoted,
)

MAX_DEPTH = 32
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(
    text: str, file: str, sink: Sink, *, line: int = 1, column: int = 1
) -> Node | None:
    """The node of a YAML text, or None after an error (E0103, E0107, E0110–E0119).

    `line` and `column` are where the text stands in `file`: the line of its first line, and the
    column every line starts at (YAML inside an indented block of Markdown).
    """
    reader = _Reader(text, file, sink, line - 1, column - 1)
    clean = check_characters(text, file, sink, line, column)
    return reader.read() if check_tabs(reader.place, text, sink) and clean else None


class _StopError(Exception):
    """Raised after an error beyond which reading on would only give noise."""


@dataclass(slots=True)
class _Open:
    """A collection being read. `key` is the key that waits for its value."""

    span: Span
    mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    keys: dict[str, Span] = field(default_factory=dict)
    key: Scalar | None = None


class _Reader:
    """Builds nodes from parser events, without recursion."""

    def __init__(self, text: str, file: str, sink: Sink, line: int, column: int) -> None:
        self.text, self.file, self.sink = text, file, sink
        self.line, self.column = line, column
        self.stack: list[_Open] = []
        self.lines = text.split("\n")
        self.root: Node | None = None
        self.documents = 0
        self.failed = False

    def read(self) -> Node | None:
        """The root node, or None when anything was wrong."""
        try:
            for event in yaml.parse(self.text, Loader=_LOADER):
                self.take(event)
        except _StopError:
            return None
        except yaml.YAMLError as error:
            report_syntax(error, self.text, self.place, self.sink)
            return None
        if self.root is None and not self.failed:
            self.sink.error("E0103", "这里没有内容", self.place(0, 0), "照“键: 值”的样子写")
        return None if self.failed else self.root

    def place(self, line: int, column: int, length: int = 1) -> Span:
        """The span of a line and column counted from 0 within this text."""
        return Span(self.file, self.line + line + 1, self.column + column + 1, max(1, length))

    def take(self, event: Any) -> None:
        """One parser event."""
        if isinstance(event, ev.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, ev.CollectionStartEvent):
            self.open(event)
        elif isinstance(event, ev.CollectionEndEvent):
            self.close()
        elif isinstance(event, ev.AliasEvent):
            self.error("E0112", f"用了别名“*{event.anchor}”", event, "把内容写全，不用 & 和 *")
            self.put(Scalar("", self.span(event)))
        elif isinstance(event, ev.DocumentStartEvent):
            self.document(event)

    def document(self, event: Any) -> None:
        """The start of a document: there may be one, without directives."""
        self.documents += 1
        if self.documents > 1:
            self.error("E0116", "一个文件里写了两份 YAML 文档", event,
                       "合成一份，不写中间的 ---，或分成两个文件")
            raise _StopError
        if event.version or event.tags:
            self.error("E0113", "不支持“%”开头的指令行", event, "删去这一行")

    def scalar(self, event: Any) -> None:
        """A text: as a key, or as a value."""
        self.plain_only(event)
        quoted = event.style in {"'", '"', "|", ">"}
        if event.style == '"' and (hidden := INVISIBLE.search(event.value)):
            self.error("E0107", f"引号里用反斜杠写了看不见的字符 U+{ord(hidden[0]):04X}", event,
                       "引号里不要写 \\x、\\u 开头的字符")
        node = Scalar(event.value, self.span(event), quoted)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.mapping and top.key is None:
            self.key(top, node, event)
            return
        if not quoted and (top is None or event.end_mark.line > event.start_mark.line):
            self.failed |= report_colon(
                self.lines, event.start_mark.line, event.end_mark.line, self.place, self.sink
            )
        self.put(node)

    def key(self, top: _Open, node: Scalar, event: Any) -> None:
        """A key: text, not empty, not said before, no merge."""
        if node.text == "<<" and not node.quoted:
            self.error("E0115", "不支持合并键“<<”", event, "把要合并的内容写全")
        elif not node.text.strip():
            self.error("E0117", "冒号前面没有键", event, "写上键，如“名称: 枇杷产量”")
        elif (first := top.keys.get(node.text)) is not None:
            self.failed = True
            self.sink.error(
                "E0111", f"键“{node.text}”写了两次", node.span, "删去一个，或改成别的键",
                related=((first, "第一次写在这里"),),
            )
        top.keys.setdefault(node.text, node.span)
        top.key = node

    def open(self, event: Any) -> None:
        """The start of a list or a mapping."""
        self.plain_only(event)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.mapping and top.key is None:
            line = event.start_mark.line
            if report_unquoted(self.lines, line, line, self.place, self.sink):
                self.failed = True
            else:
                self.error("E0117", "键必须是文字，不能是列表或一组键值", event,
                           "键写成文字，如 状态: 建成")
            raise _StopError
        if len(self.stack) >= MAX_DEPTH:
            self.error("E0119", f"层次太深，最多 {MAX_DEPTH} 层", event, "把内容放平一些")
            raise _StopError
        self.stack.append(_Open(self.span(event), isinstance(event, ev.MappingStartEvent)))

    def close(self) -> None:
        """The end of the innermost list or mapping."""
        done = self.stack.pop()
        if done.mapping:
            self.put(MapNode(tuple(done.entries), done.span))
        else:
            self.put(ListNode(tuple(done.items), done.span))

    def put(self, node: Node) -> None:
        """Hand a finished node to what contains it."""
        if not self.stack:
            self.root = node
        elif not (top := self.stack[-1]).mapping:
            top.items.append(node)
        elif top.key is None:  # an alias where a key belongs; already reported
            raise _StopError
        else:
            self.failed |= report_swallowed(top.key, node, self.sink)
            top.entries.append(Entry(top.key, node))
            top.key = None

    def plain_only(self, event: Any) -> None:
        """Refuse anchors and tags."""
        if event.anchor:
            self.error("E0112", f"用了锚点“&{event.anchor}”", event,
                       f"删去“&{event.anchor}”；重复的内容各写一遍")
        if event.tag:
            shown = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.error("E0113", f"用了类型标签“{shown}”", event, f"删去“{shown}”；所有值都按文字读")

    def error(self, code: str, message: str, event: Any, *hints: str) -> None:
        """An error at the start of an event; the tree is then not handed out."""
        self.failed = True
        mark = event.start_mark
        self.sink.error(code, message, self.place(mark.line, mark.column), *hints)

    def span(self, event: Any) -> Span:
        """The place of an event; its length where it ends on the same line."""
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return self.place(start.line, start.column, length)
