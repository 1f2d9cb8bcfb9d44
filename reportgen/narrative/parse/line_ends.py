"""What the end of a line in running text means: nothing, the end of a line, or of a paragraph.

Text may be wrapped at some width by an editor; its lines join. A line that had room for what comes
next was ended on purpose. docs/adr/0020-ends-of-lines.md gives the rule and its reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from itertools import pairwise
from unicodedata import east_asian_width

from reportgen.diagnostics import Sink, Span
from reportgen.frozen import frozen
from reportgen.narrative.language.passage import Line
from reportgen.narrative.parse.line_marks import (
    BLANKS,
    bare,
    begins_block,
    indent_of,
    mark_of,
    set_in,
)
from reportgen.patterns import late

WRAPPED = 40      # columns: nobody wraps running text at fewer
_SLACK = 6        # columns by which wrapped lines may differ beyond what their words explain
# A line's end that the author marked
_MARKED = late(r"(?:(?<!\\)(?:\\\\)*\\|(?<![ \t])[ \t]{2,}|<[bB][rR][ \t]*/?>[ \t]*)$")
_STOPS, _CLOSERS = frozenset("。！？…：；!?;:"), "”’）》」』】〕)\"'"
_LABEL = late(r"[^\s，。；：、！？:{}]{1,10}[：:]\s*\S")
_UNIT = late(r"[{｛][{｛%％][^}｝]*[}｝]{1,2}|[!-~]+|.[，。；：、！？”’）》]*")
_NOTE = late("注[：:]")
_OPEN = late(
    r"(?P<tag>[{｛][ \u3000]?[%％][ \t\u3000]*(?:如果|对每个))"
    r"|(?P<end>[{｛][ \u3000]?[%％][ \t\u3000]*结束)|(?P<strong>(?<!\\)(?:\*\*|＊＊))"
    r"|(?P<comment><!--.*?(?:-->|$))|(?P<insert>[{｛][ \u3000]?[{｛][^}｝]*(?:[}｝]{1,2}|$))"
)
_WIDE = frozenset("WF")
_FAR = 200        # characters of an insert over lines that are looked at


class End(Enum):
    """What the end of a line is."""

    SOFT = "soft"            # the next line goes on
    MARKED = "marked"        # of a line, within its paragraph
    PARAGRAPH = "paragraph"  # of a paragraph, evidently
    FULL = "full"            # of a paragraph, as there was room and the sentence is over
    SHORT = "short"          # of a paragraph, as there was room; but the sentence goes on


@frozen
class Wrapping:
    """At how many columns the text of a file is wrapped; 0 where it is not."""

    column: int = 0

    def end(self, above: Line, below: Line) -> End:
        """What stands between two lines that have no blank line between them."""
        first, second = bare(above).text, bare(below).text
        if _marked(above.text):
            return End.MARKED
        if set_in(below.text) or _NOTE.match(second):
            return End.PARAGRAPH
        labelled = _LABEL.match(first) is not None and _LABEL.match(second) is not None
        stopped = _stopped(first)
        if not (stopped or labelled) and _reach(above) >= WRAPPED:
            return End.SOFT
        indented = indent_of(below.text) > 1 and not indent_of(above.text)
        if (mark := mark_of(second)) is not None and mark.plain:
            return End.PARAGRAPH
        if not labelled and self._full(above, second):
            return End.SOFT
        if indented or labelled:
            return End.PARAGRAPH
        return End.FULL if stopped else End.SHORT

    def _full(self, above: Line, below: str) -> bool:
        """Whether the line was so full that what follows had no room in it."""
        unit = _UNIT.match(below)
        room = self.column - _reach(above)
        return self.column > 0 and -_SLACK <= room < width(unit.group() if unit else "")


def wrapping(lines: Sequence[Line]) -> Wrapping:
    """How the text of a file is wrapped: as wide as the widest line broken within a sentence."""
    widest = 0
    for above, below in pairwise(_outside_fences(lines)):
        if below.number != above.number + 1 or set_in(below.text):
            continue
        first, second = bare(above).text, bare(below).text
        if not first or not second or begins_block(first) or begins_block(second) \
                or mark_of(second) or _stopped(first) or _marked(above.text):
            continue
        widest = max(widest, _reach(above))
    return Wrapping(widest if widest >= WRAPPED else 0)


def _outside_fences(lines: Iterable[Line]) -> Iterator[Line]:
    fence = ""
    for line in lines:
        start = line.text.strip(BLANKS)[:3]
        if fence:
            fence = "" if start == fence else fence
        elif start in ("```", "~~~", "｀｀｀"):
            fence = start
        else:
            yield line


def paragraphs(
    lines: Sequence[Line], wrap: Wrapping, file: str, sink: Sink
) -> list[list[Line]]:
    """Lines of running text, by paragraph, without their indents.

    I0356 and W0357 tell where a line's end was taken for the end of a paragraph.
    """
    groups: list[list[Line]] = [[_kept(lines[0])]]
    told: dict[End, list[Line]] = {}
    inside = _Open()
    for above, below in pairwise(lines):
        inside.take(above.text)
        end = wrap.end(above, below)
        if end in (End.SOFT, End.MARKED) or inside:
            groups[-1].append(_kept(below))
            continue
        groups.append([_kept(below)])
        if end is not End.PARAGRAPH:
            told.setdefault(end, []).append(above)
    for group in groups:
        group[-1] = replace(group[-1], text=group[-1].text.rstrip(BLANKS))
    for end, places in told.items():
        _tell(end, places, file, sink)
    return groups


def _kept(line: Line) -> Line:
    """The line without its indent; the mark at its end stays."""
    found = _marked(line.text)
    short = bare(line)
    if not found.isspace():
        return short
    return Line(short.text + "  ", short.number, short.column)


class _Open:
    """Whether the text taken so far ends within a tag, an emphasis, an insert or a comment."""

    def __init__(self) -> None:
        self.tags = self.strong = 0
        self.tail = ""
        self.comment = False

    def take(self, text: str) -> None:
        """One more line."""
        if self.comment:
            end = text.find("-->")
            if end < 0:
                return
            text = text[end + 3 :]
        text, self.tail, self.comment = self.tail + text, "", False
        for found in _OPEN.finditer(text):
            match found.lastgroup:
                case "tag":
                    self.tags += 1
                case "end":
                    self.tags -= 1
                case "strong":
                    self.strong += 1
                case "comment":
                    self.comment = not found.group().endswith("-->")
                case _:
                    self.tail = "" if found.group().endswith(("}", "｝")) else found.group()[-_FAR:]

    def __bool__(self) -> bool:
        return self.tags > 0 or self.strong % 2 > 0 or self.comment or bool(self.tail)


def _tell(end: End, places: Sequence[Line], file: str, sink: Sink) -> None:
    for line in places:
        shown = bare(line)
        tail = shown.text[-8:]
        place = Span(file, line.number, shown.column + max(0, len(shown.text) - 1), 1)
        if end is End.FULL:
            sink.info("I0356", f"“{tail}”后面换了行，按另起一段理解", place,
                      "在这一行下面空一行，就不再提示；要接成一段，接在同一行写")
        else:
            sink.warning("W0357", f"“{tail}”没有写完就换了行，按分行理解，不接成一句", place,
                         "是一句话，接在同一行写",
                         "要另起一段，在这一行下面空一行；要分行，在行末加反斜杠 \\")


def _marked(text: str) -> str:
    """The mark by which the author ended the line; "" where he did not."""
    if text[-1:] not in ("\\", " ", "\t", ">"):
        return ""
    found = _MARKED.search(text)
    return found.group() if found else ""


def _stopped(text: str) -> bool:
    """Whether a sentence or a clause is over."""
    return text.rstrip(_CLOSERS)[-1:] in _STOPS


def _reach(line: Line) -> int:
    """The column at which a line ends."""
    return line.column - 1 + width(line.text.rstrip(BLANKS))


def width(text: str) -> int:
    """How many columns a text takes in an editor."""
    return len(text) + sum(map(_WIDE.__contains__, map(east_asian_width, text)))
