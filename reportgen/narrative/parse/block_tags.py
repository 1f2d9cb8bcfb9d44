"""Block tags: 如果, 否则, 对每个, 结束 on lines of their own, and the blocks between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.diagnostics import Sink
from reportgen.narrative.parse.inline import MAX_DEPTH
from reportgen.narrative.parse.tags import EachTag, ElseTag, EndTag, IfTag, Tag
from reportgen.narrative.syntax import BlockSource, Choice, Loop


@dataclass(slots=True)
class _Open:
    """An open block tag, and the blocks read within it."""

    head: IfTag | EachTag | None
    blocks: list[BlockSource] = field(default_factory=list)
    then: tuple[BlockSource, ...] | None = None


class Nesting:
    """Collects blocks into the innermost open tag; `finish` gives those of the whole file."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.stack = [_Open(None)]

    @property
    def blocks(self) -> list[BlockSource]:
        """The blocks read so far within the innermost open tag."""
        return self.stack[-1].blocks

    def take(self, tag: Tag) -> None:
        """Open, divide or close by a tag; E0306 when it does not fit, E0310 when too deep."""
        top = self.stack[-1]
        match tag:
            case IfTag() | EachTag():
                if len(self.stack) == MAX_DEPTH + 1:
                    self.sink.error("E0310", f"嵌套超过{MAX_DEPTH}层", tag.span, "拆成几段来写")
                self.stack.append(_Open(tag))
            case ElseTag() if isinstance(top.head, IfTag) and top.then is None:
                top.then, top.blocks = tuple(top.blocks), []
            case ElseTag():
                self.sink.error("E0306", "“否则”没有对应的“如果”", tag.span,
                                "在前面补上 {% 如果 名称 %}，或删去这个标签")
            case EndTag() if top.head is None:
                self.sink.error("E0306", "“结束”没有对应的开头", tag.span,
                                "标签单独成行时属于块，与文字同行时属于行内，两种不能交叉")
            case EndTag():
                self._close(self.stack.pop())

    def finish(self) -> tuple[BlockSource, ...]:
        """All blocks; E0306 for every tag still open, whose blocks are kept."""
        while len(self.stack) > 1:
            top = self.stack.pop()
            if top.head is not None:
                self.sink.error("E0306", "标签没有“结束”", top.head.span,
                                "在末尾补上一行 {% 结束 %}")
            self.blocks.extend((*(top.then or ()), *top.blocks))
        return tuple(self.blocks)

    def _close(self, frame: _Open) -> None:
        body = tuple(frame.blocks)
        if len(self.stack) > MAX_DEPTH:  # reported already; kept flat, so that nothing recurses
            self.blocks.extend((*(frame.then or ()), *body))
        elif isinstance(frame.head, EachTag):
            head = frame.head
            self.blocks.append(Loop(head.variable, head.source, body, span=head.span))
        elif frame.head is not None:
            then, otherwise = (body, ()) if frame.then is None else (frame.then, body)
            self.blocks.append(Choice(frame.head.test, then, otherwise, span=frame.head.span))
