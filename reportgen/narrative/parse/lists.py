"""Lists: items by their marks, nested by their indents, with what else stands in them.

The author's numbers are kept. Lines that begin with a number as an office writes it (一、) are a
list where one follows another; a single one is a paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reportgen.diagnostics import Sink, Span
from reportgen.narrative.language.passage import Line
from reportgen.narrative.parse.line_ends import End, Wrapping, paragraphs
from reportgen.narrative.parse.line_marks import (
    BLANKS,
    Mark,
    bare,
    begins_block,
    indent_of,
    mark_of,
    set_in,
)
from reportgen.narrative.syntax import Inlines, ItemSource, ListSource, ParagraphSource

DEEPEST = 9       # what a word processor knows
_STEP = 2         # columns by which a list within an item is indented, at least


@dataclass(slots=True)
class _Item:
    """An item that is read: its mark, and its parts: lines of text, and lists."""

    mark: Mark
    span: Span
    parts: list[list[Line] | _List]


@dataclass(slots=True)
class _List:
    kind: object
    indent: int
    items: list[_Item] = field(default_factory=list)


def begins_list(lines: Sequence[Line], at: int) -> Mark | None:
    """The mark of a line that begins a list: not one of text that just begins with a number."""
    first = bare(lines[at])
    mark = mark_of(first.text)
    if mark is None or not mark.plain:
        return mark
    if set_in(lines[at].text):
        return None
    indent = indent_of(lines[at].text)
    for line in lines[at + 1 :]:
        text = bare(line).text
        if not text or begins_block(text) or set_in(line.text):
            return None
        following = mark_of(text)
        if following is not None and following.kind == mark.kind \
                and indent_of(line.text) == indent:
            return mark if following.number == mark.number + 1 else None
        if following is not None and following.plain and indent_of(line.text) <= indent:
            return None      # an outline: 一、 with （一） below it, which would end the list
    return None


@dataclass(slots=True)
class ListReader:
    """Reads a list that begins at a line; `at` is the line behind it then."""

    lines: Sequence[Line]
    at: int
    file: str
    wrap: Wrapping
    sink: Sink
    inline: Callable[[Sequence[Line]], Inlines]
    stack: list[_List] = field(default_factory=list)

    def read(self) -> ListSource:
        """The list."""
        blank = False
        while self.at < len(self.lines):
            line = self.lines[self.at]
            text = bare(line).text
            if text and not self._take(line, text, blank=blank):
                break
            blank = not text
            self.at += 1
        return self._made(self.stack[0])

    def _take(self, line: Line, text: str, *, blank: bool) -> bool:
        """Whether a line belongs to the list; then it is put there."""
        if self.stack and begins_block(text):
            return False
        mark = mark_of(text)
        if mark is not None and self._listed(line, mark, blank=blank):
            return self._item(line, mark, blank=blank)
        return self._text(line, blank=blank)

    def _listed(self, line: Line, mark: Mark, *, blank: bool) -> bool:
        """Whether a mark is one of a list here: a plain number among its like, or deeper."""
        if not self.stack or not mark.plain:
            return True
        alike = any(each.kind == mark.kind for each in self.stack)
        return not set_in(line.text) and (
            (alike and not blank) or indent_of(line.text) > self.stack[0].indent)

    def _item(self, line: Line, mark: Mark, *, blank: bool) -> bool:
        indent = indent_of(line.text)
        while len(self.stack) > 1 and indent < self.stack[-1].indent:
            self.stack.pop()
        if not self.stack:
            self._open(mark, indent)
        top = self.stack[-1]
        other = mark.kind != top.kind
        if indent >= top.indent + _STEP or (indent > top.indent and other):
            self._deeper(line, mark, indent)
        elif other and len(self.stack) == 1:
            return False
        elif other:
            self.stack.pop()
            self._deeper(line, mark, indent)
        elif blank and len(self.stack) == 1 and mark.number == 1:
            return False      # another list
        content = bare(line)
        span = Span(self.file, content.number, content.column, mark.length)
        if mark.slip:
            typed = content.text[: mark.length].strip(BLANKS)
            what = "列表项" if not mark.printed else "列表序号"
            self.sink.info("I0350", f"“{typed}”按{what}理解", span, f"写成“{mark.slip}”")
        text = line.cut(content.column - line.column + mark.length)     # with the mark at its end
        self.stack[-1].items.append(_Item(mark, span, [[text]]))
        return True

    def _open(self, mark: Mark, indent: int) -> _List:
        made = _List(mark.kind, indent)
        self.stack.append(made)
        return made

    def _deeper(self, line: Line, mark: Mark, indent: int) -> None:
        """A list within the newest item; the last one there, where it is of that kind."""
        parts = self.stack[-1].items[-1].parts
        last = parts[-1]
        if isinstance(last, _List) and last.kind == mark.kind:
            self.stack.append(last)
            return
        if len(self.stack) == DEEPEST:
            content = bare(line)
            place = Span(self.file, content.number, content.column, mark.length)
            self.sink.error("E0310", f"列表套了{DEEPEST}层以上", place, "少套几层，或改用标题")
            return
        parts.append(self._open(mark, indent))

    def _text(self, line: Line, *, blank: bool) -> bool:
        """A line without a mark: it goes on with an item, begins a paragraph in it, or ends all."""
        indent = 0 if set_in(line.text) else indent_of(line.text)
        need = _STEP if blank else 1
        while len(self.stack) > 1 and indent < self.stack[-1].indent + need and indent:
            self.stack.pop()
        parts = self.stack[-1].items[-1].parts
        last = parts[-1]
        if indent < self.stack[-1].indent + need:
            return self._lazy(line, last, blank=blank)
        if blank or isinstance(last, _List):
            parts.append([line])
        else:
            # without its indent, which is the item's; the mark at its end stays
            last.append(line.cut(len(line.text) - len(line.text.lstrip(BLANKS))))
        return True

    def _lazy(self, line: Line, last: list[Line] | _List, *, blank: bool) -> bool:
        """A line that is not indented goes on with an item that is broken within a sentence."""
        if blank or isinstance(last, _List) or self.wrap.end(last[-1], line) is not End.SOFT:
            return False
        last.append(line)
        return True

    # -------------------------------------------------------------------------- what was read

    def _made(self, found: _List) -> ListSource:
        ones = len(found.items) > 1 and {item.mark.printed for item in found.items} == {"1."}
        if ones:
            self.sink.info("I0358", "各项的序号都是1，按1. 2. 3.编号", found.items[1].span,
                           "写成各项自己的序号")
        items = []
        for number, item in enumerate(found.items, 1):
            printed = f"{number}." if ones else item.mark.printed
            items.append(self._made_item(item, printed))
        return ListSource(bool(found.items[0].mark.printed), tuple(items), span=found.items[0].span)

    def _made_item(self, item: _Item, printed: str) -> ItemSource:
        parts: list[ParagraphSource | ListSource] = []
        for part in item.parts:
            if isinstance(part, _List):
                parts.append(self._made(part))
                continue
            for group in paragraphs(part, self.wrap, self.file, self.sink):
                span = Span(self.file, group[0].number, group[0].column,
                            max(1, len(group[0].text)))
                parts.append(ParagraphSource(self.inline(group), span=span))
        first, *more = parts
        children = first.children if isinstance(first, ParagraphSource) else ()
        return ItemSource(printed, children, tuple(more), span=item.span)
