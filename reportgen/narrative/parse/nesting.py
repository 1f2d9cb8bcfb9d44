"""What is open while text is read: 如果, 对每个, an emphasis; and what was read within each.

Tags on lines of their own hold blocks, tags within a line hold inlines; both nest alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from reportgen.diagnostics import Sink, Span
from reportgen.narrative.parse.tags import EachTag, ElseTag, EndTag, IfTag, Tag
from reportgen.narrative.syntax import Choice, Emphasis, Loop

MAX_DEPTH = 16
T = TypeVar("T")


@dataclass(slots=True)
class _Open:
    """An open tag, or the place of an open emphasis, and what was read within it."""

    head: IfTag | EachTag | Span | None
    items: list[Any] = field(default_factory=list)
    then: tuple[Any, ...] | None = None


class Nesting(Generic[T]):
    """Collects items into the innermost open construct; `finish` gives those of the whole.

    `ending` is what the hint for a tag without its end asks for.
    """

    def __init__(self, sink: Sink, ending: str) -> None:
        self.sink, self.ending = sink, ending
        self.stack = [_Open(None)]

    @property
    def items(self) -> list[T]:
        """What was read so far within the innermost open construct."""
        return self.stack[-1].items

    @property
    def emphasis(self) -> bool:
        """Whether an emphasis is open."""
        return any(isinstance(each.head, Span) for each in self.stack)

    def push(self, head: IfTag | EachTag | Span) -> None:
        """Open a construct; E0310 when it is too deep."""
        if len(self.stack) == MAX_DEPTH + 1:
            place = head if isinstance(head, Span) else head.span
            self.sink.error("E0310", f"嵌套超过{MAX_DEPTH}层", place, "拆成几段来写")
        self.stack.append(_Open(head))

    def take(self, tag: Tag, place: Span) -> None:
        """Open, divide or close by a tag; E0306 when it does not fit."""
        top = self.stack[-1]
        match tag:
            case IfTag() | EachTag():
                self.push(tag)
            case ElseTag() if isinstance(top.head, IfTag) and top.then is None:
                top.then, top.items = tuple(top.items), []
            case ElseTag():
                self.sink.error("E0306", "“否则”没有对应的“如果”", place,
                                "在前面补上 {% 如果 名称 %}，或删去这个标签")
            case EndTag() if isinstance(top.head, Span):
                self._give_up()
                self.take(tag, place)
            case EndTag() if top.head is None:
                self.sink.error("E0306", "“结束”没有对应的开头", place,
                                "标签单独成行时属于块，与文字同行时属于行内，两种不能交叉")
            case EndTag():
                self.close()

    def close(self) -> None:
        """The innermost construct is complete."""
        frame = self.stack.pop()
        body, made, head = tuple(frame.items), self.stack[-1].items, frame.head
        if len(self.stack) > MAX_DEPTH:  # reported already; kept flat, so that nothing recurses
            made.extend((*(frame.then or ()), *body))
        elif isinstance(head, Span):
            made.append(Emphasis(body, span=head))
        elif isinstance(head, EachTag):
            made.append(Loop(head.variable, head.source, body, span=head.span))
        elif head is not None:
            then, otherwise = (body, ()) if frame.then is None else (frame.then, body)
            made.append(Choice(head.test, then, otherwise, span=head.span))

    def finish(self) -> tuple[T, ...]:
        """All items; what is still open is reported."""
        while len(self.stack) > 1:
            self._give_up()
        return tuple(self.items)

    def _give_up(self) -> None:
        """Report the innermost construct; what it holds goes outside, so no text is lost."""
        frame = self.stack.pop()
        if isinstance(frame.head, Span):
            self.sink.error("E0304", "强调没有写完", frame.head,
                            "在强调末尾补上 **；要原样印出星号，写成 \\*\\*")
        elif frame.head is not None:
            self.sink.error("E0306", "标签没有“结束”", frame.head.span, self.ending)
        self.stack[-1].items.extend((*(frame.then or ()), *frame.items))
