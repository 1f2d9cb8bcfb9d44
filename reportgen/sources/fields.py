"""Reading a mapping by its schema: typed, complete, with the place of everything wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping as Table
from typing import TypeVar

from reportgen.diagnostics import Diagnostic, Sink, Span
from reportgen.sources.nearest import asked_key, called_here
from reportgen.sources.nodes import Entry, ListNode, MapNode, Node, Scalar, is_blank, listed
from reportgen.sources.yaml_errors import wrong_colon

T = TypeVar("T")

YES_NO: Table[str, bool] = {"是": True, "否": False}  # a flag: choice(key, YES_NO, False)
_REST = re.compile(r"\d{3}(?!\d)")     # what follows a thousands comma
_SHORT = 2      # half of a name so short proves nothing: the other keys are told, too


class Fields:
    """Takes the values of a mapping one by one and checks them; `done` refuses what is left.

    Problems go to the sink: E0120 a required key is missing, E0121 an unknown key, E0122 a value
    of the wrong kind, E0123 an empty value, E0124 a word that is not among the choices. Every
    method then gives an empty value, so that one reading reports everything.
    """

    def __init__(self, mapping: MapNode, sink: Sink) -> None:
        self.mapping, self.sink = mapping, sink
        self._entries = {entry.key.text: entry for entry in mapping.entries}
        self._asked: dict[str, None] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def expect(self, *keys: str) -> None:
        """Name keys of the schema that are read only in some cases."""
        self._asked.update(dict.fromkeys(keys))

    def node(self, key: str) -> Node | None:
        """The node of `key`; None when the key is missing or has no value."""
        self._asked[key] = None
        entry = self._entries.get(key)
        if entry is None:
            return None
        if is_blank(entry.value):
            self._empty(key)
            return None
        return entry.value

    def scalar(self, key: str) -> Scalar | None:
        """The text node of `key`; None when missing; E0122 when it is no text, E0123 if empty."""
        node = self.node(key)
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self._kind(key, node, "一段文字")
            return None
        if not node.text.strip():
            self._empty(key)
            return None
        return node

    def text(self, key: str) -> str:
        """The text of a required key; "" after an error."""
        if key not in self._entries:
            self._asked[key] = None
            self.missing(key)
            return ""
        return self.optional(key)

    def optional(self, key: str, default: str = "") -> str:
        """The text of a key that may be left out."""
        if key not in self._entries:      # as most are
            self.node(key)
            return default
        node = self.scalar(key)
        return node.text.strip() if node is not None else default

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list; a single text is a list of one; () when left out."""
        return tuple(node.text.strip() for node in self.scalars(key))

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """Like `texts`, with places."""
        node = self.node(key)
        if node is None:
            return ()
        items = listed(node)
        if not items:
            self._empty(key)
        good = []
        for item in items:
            if not isinstance(item, Scalar):
                self._kind(key, item, "一段文字，或文字的列表")
            elif not item.text.strip():
                self.sink.error("E0123", f"“{key}”里有一项是空的", item.span, "填上，或删去这一项")
            else:
                good.append(item)
        return tuple(good)

    def choice(self, key: str, options: Table[str, T], default: T) -> T:
        """The value of one of the words in `options`; `default` when left out or wrong."""
        if key not in self._entries:
            self.node(key)
            return default
        node = self.scalar(key)
        if node is None:
            return default
        word = node.text.strip()
        if word in options:
            return options[word]
        self.sink.error("E0124", f"“{key}”不能写“{word}”", node.span, *asked_key(word, options),
                        "可以写：" + "、".join(options))
        return default

    def items(self, key: str) -> tuple[Node, ...]:
        """The nodes of a list; () when left out, E0122 when it is no list."""
        node = self.node(key)
        if node is None:
            return ()
        if not isinstance(node, ListNode):
            self._kind(key, node, "一个列表，每项以“- ”开头")
            return ()
        return node.items

    def span(self, key: str) -> Span:
        """The place of the value of `key`; of the mapping when there is none."""
        entry = self._entries.get(key)
        return entry.value.span if entry is not None else self.mapping.span

    def missing(self, key: str) -> None:
        """Report that a required key is missing; one by another name is asked for as such."""
        if key in map(called_here, self._entries):
            return
        self.sink.error("E0120", f"缺少“{key}”", self.mapping.span, _added(key, self.mapping.span))

    def done(self) -> None:
        """Report every key that nobody asked for (E0121) with the nearest known key."""
        for name, entry in self._entries.items():
            if name in self._asked:
                continue
            free = [key for key in self._asked if key not in self._entries]
            if self._cut(name, entry):
                continue
            hints = asked_key(name, free)
            if not hints or len(name) <= _SHORT:
                hints = *hints, "可以写的键：" + "、".join(self._asked)
            problem = Diagnostic("E0121", f"不认识的键“{name}”", entry.key.span, hints)
            if problem not in self.sink.items:  # a column of a table is wrong once, not in each row
                self.sink.extend((problem,))

    def _cut(self, name: str, entry: Entry) -> bool:
        """E0121 for a number that a comma in braces cut in two: {数值: 3,000户}; True if so."""
        at = self.mapping.entries.index(entry)
        before = self.mapping.entries[at - 1].value if at else None
        if not (_REST.match(name) and is_blank(entry.value) and isinstance(before, Scalar)
                and before.text[-1:].isdecimal() and not before.quoted):
            return False
        whole = f"{before.text},{name}"
        self.sink.error("E0121", f"花括号里的逗号把“{whole}”断成了两截", entry.key.span,
                        f"把“{whole}”改成“{before.text}{name}”，不写千分撇；或给它加引号")
        return True

    def _empty(self, key: str) -> None:
        self.sink.error("E0123", f"“{key}”后面是空的", self.span(key),
                        f"填上“{key}”的内容，或删去这一行")

    def _kind(self, key: str, node: Node, expected: str) -> None:
        self.sink.error("E0122", f"“{key}”应当是{expected}，这里是{kind(node)}", node.span,
                        _colon_fix(node) or f"改成{expected}")


_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".et")


def _added(key: str, span: Span) -> str:
    """How to write a missing key where the mapping stands: in YAML, or in a table.

    What is said of a whole table stands above its heads, what is said of a row in a column.
    """
    if not (span.cell or span.file.lower().endswith(_TABLES)):
        return f"写上“{key}: …”"
    if span.cell not in ("", "A1") or span.line > 1:
        return f"加一列“{key}”，每行都填上"
    return f"在列名上面加一行，第一格写“{key}”，第二格写内容：{key},…"


def as_mapping(node: Node, sink: Sink, what: str) -> MapNode | None:
    """The node as a mapping; else E0118 (a wrong colon) or E0122 is reported, and None given."""
    if isinstance(node, MapNode):
        return node
    if isinstance(node, Scalar) and not node.quoted and (found := wrong_colon(node.text)):
        offset, message, fix = found
        span = node.span
        place = Span(span.file, span.line, span.column + offset, 1, span.sheet, span.cell)
        sink.error("E0118", message, place, f"写成“{fix}”")
        return None
    sink.error("E0122", f"“{what}”应当是一组“键: 值”，这里是{kind(node)}", node.span,
               "照“键: 值”的样子写，每行一个")
    return None


def kind(node: Node) -> str:
    """What a node is, in Chinese."""
    match node:
        case Scalar():
            return "一段文字"
        case ListNode():
            return "一个列表"
        case MapNode():
            return "一组键值"


def _colon_fix(node: Node) -> str:
    if isinstance(node, MapNode) and len(node.entries) == 1:
        entry = node.entries[0]
        if isinstance(entry.value, Scalar):
            return f'内容里有冒号时加引号："{entry.key.text}: {entry.value.text}"'
    return ""
