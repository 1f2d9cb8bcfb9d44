"""What a reader hands on: text, lists and mappings, each with the place it was read from.

A scalar is always text. `no`, `2023-01-01`, `1e400` and `NaN` stay as they were written; whoever
knows the schema decides what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, Union

from reportgen.diagnostics import Span
from reportgen.frozen import frozen


@frozen
class Scalar:
    """A text as written. `quoted` tells an empty text ("") from a value left out."""

    text: str
    span: Span
    quoted: bool = False


@frozen
class ListNode:
    """A list of nodes in source order."""

    items: tuple[Node, ...]
    span: Span

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


@frozen
class Entry:
    """One key of a mapping with its value."""

    key: Scalar
    value: Node


@frozen
class MapNode:
    """Entries in source order; keys are unique."""

    entries: tuple[Entry, ...]
    span: Span

    def get(self, key: str) -> Node | None:
        """The value of `key`, or None."""
        return next((e.value for e in self.entries if e.key.text == key), None)

    def text(self, key: str) -> str:
        """The text at `key`, without the blanks around it; "" where there is none."""
        node = self.get(key)
        return node.text.strip() if isinstance(node, Scalar) else ""

    def items(self, key: str) -> tuple[Node, ...]:
        """The items of the list at `key`; none where there is no list."""
        node = self.get(key)
        return node.items if isinstance(node, ListNode) else ()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


Node: TypeAlias = Union[Scalar, ListNode, MapNode]  # noqa: UP007 - evaluated lazily, recursive


def text_entry(key: str, text: str, span: Span) -> Entry:
    """A key with a text, both at one place."""
    return Entry(Scalar(key, span), Scalar(text, span))


def listed(node: Node | None) -> tuple[Node, ...]:
    """The items of a list; another node is a list of one, none has none."""
    if node is None:
        return ()
    return node.items if isinstance(node, ListNode) else (node,)


def is_blank(node: Node | None) -> bool:
    """Whether nothing was written: a key without a value."""
    return node is None or (isinstance(node, Scalar) and not node.text and not node.quoted)
