"""Ordinals typed in the text count on: 一是、二是、三是; as many as were promised (五项工作：)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.checks.prose import Prose, prose
from reportgen.diagnostics import Sink, Span
from reportgen.document.tree import Document, Heading, ListBlock, Title
from reportgen.frozen import frozen
from reportgen.patterns import late

_DIGITS = "一二三四五六七八九十"
_HAN = f"[{_DIGITS}]{{1,3}}"
_OPEN = "(?:^|(?<=[，。；：！？”）—]))"      # a clause begins
_BEGIN = "(?:^|(?<=[。；：]))"              # a sentence, or a list within one
# Each kind of ordinal: its pattern, the number in its only group. From the highest level down.
_KINDS = (
    rf"^({_HAN})、(?![{_DIGITS}])",
    rf"{_BEGIN}（({_HAN})）(?![、，。；：）])",
    r"^([0-9]{1,2})[.．](?![0-9])",
    rf"{_BEGIN}（([0-9]{{1,2}})）(?![、，。；：）])",
    rf"{_OPEN}([①-⑳])",
    rf"{_OPEN}({_HAN})是(?![{_DIGITS}])",
    rf"{_OPEN}({_HAN})要(?![素点件务求闻害道领目是])",
    rf"{_OPEN}其([{_DIGITS}])(?=[，、是：])",
    rf"{_OPEN}第([{_DIGITS}])，",
)
_LEVELS = 5         # of these, the ones within each other; the others stand by themselves
_FIRST = 8          # 第一， may stand alone
_ALL = late("|".join(_KINDS))
_COUNT = "(?P<n>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})"
_PROMISE = late(
    rf"(?<![第0-9.{_DIGITS}]){_COUNT}(?:个?方面|项|大|点|步|个(?=问题|重点|特点|环节|关键|阶段|步骤|提升|突破|转变"
    "|坚持|到位|确保|结合|行动|抓手|强化|聚焦|着力)|条(?=措施|意见|建议|要求|举措)|件(?=实事|大事|事)"
    "|[种类](?=情况|情形|方式|类型|问题))[^，。；：、（）“”0-9]{0,12}”?(?P<end>[：:。])$")
_NEXT = ("以下", "如下", "下列", "这")


@frozen
class _Promise:
    number: int
    text: str
    span: Span


@dataclass(slots=True)
class _Row:
    """Ordinals of one kind that belong together."""

    last: int
    text: str
    span: Span
    promise: _Promise | None
    whole: bool = True        # nothing was told of it yet


@dataclass(slots=True)
class _Count:
    sink: Sink
    rows: dict[tuple[int, int], _Row] = field(default_factory=dict)

    def meet(self, key: tuple[int, int], text: str, number: int, span: Span,
             promise: _Promise | None) -> None:
        """The next ordinal of a kind; those below it begin anew."""
        for other in [each for each in self.rows if key[0] < each[0] < _LEVELS > key[0]]:
            self.close(other)
        row = self.rows.get(key)
        if number == 1:
            self.close(key)
            self.rows[key] = _Row(1, text, span, promise)
        elif row is None:
            if key[1] < 0:          # a list may go on behind a figure
                self._tell(f"“{text}”前面没有第一项", span)
            self.rows[key] = _Row(number, text, span, None, whole=False)
        else:
            if number != row.last + 1:
                self._tell(f"“{row.text}”后面是“{text}”", span)
                row.whole = False
            row.last, row.text = number, text

    def close(self, key: tuple[int, int]) -> None:
        """A row is at its end: it has more than one, and as many as were promised."""
        row = self.rows.pop(key, None)
        if row is None or not row.whole:
            return
        if row.last == 1 and key[0] != _FIRST and not row.promise:
            self._tell(f"只有“{row.text}”", row.span)
        if row.promise and row.promise.number != row.last:
            self.sink.warning("W0432", f"“{row.promise.text}”，后面列了{row.last}项",
                              row.promise.span, "核对：改项数，或补上漏写的",
                              related=((row.span, "从这里列起"),))

    def _tell(self, message: str, span: Span) -> None:
        self.sink.warning("W0431", message, span, "补上漏写的，或改正序号；只有一项的不编序号")


def check_ordinals(document: Document, sink: Sink) -> None:
    """W0431 an ordinal left out, twice, or alone; W0432 more or fewer items than were promised."""
    count, before = _Count(sink), None
    for each in prose(document):
        if isinstance(each.step.block, Heading | Title):
            _close(count)
            before = None
        elif each.step.passage.style in ("body", "editor_note", "boxed"):
            for key, found in _ordinals(each):
                at = found.start() - len(_label(each))
                kept = each if at > 0 else before
                promise = _promised(kept, each.text[:at] if at > 0 else kept.text if kept else "")
                text = found.group()
                span = each.place(max(at, 0), max(at, 0) + len(text) if at >= 0 else None)
                count.meet(key, text, _number(found[found.lastindex or 1]), span, promise)
            before = each if not _label(each) else before
    _close(count)


def _close(count: _Count) -> None:
    for key in list(count.rows):
        count.close(key)


def _label(each: Prose) -> str:
    """The marker of a list's line, which is printed."""
    return each.step.passage.label if isinstance(each.step.block, ListBlock) else ""


def _ordinals(each: Prose) -> Iterator[tuple[tuple[int, int], re.Match[str]]]:
    """The ordinals of a passage, each with its kind and how deep the list is."""
    depth = each.step.passage.level if _label(each) else -1
    for found in _ALL.finditer(_label(each) + each.text):
        yield ((found.lastindex or 1) - 1, depth), found


def _promised(where: Prose | None, text: str) -> _Promise | None:
    found = _PROMISE.search(text)
    if where is None or found is None:
        return None
    if found["end"] == "。" and not any(word in text[-40:] for word in _NEXT):
        return None
    return _Promise(_number(found["n"]), found.group()[:-1],
                    where.place(found.start(), found.end() - 1))


def _number(text: str) -> int:
    """十二, 12, ⑫."""
    if text.isdecimal():
        return int(text)
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    tens, ten, ones = text.replace("两", "二").rpartition("十")
    return (_digit(tens) or 1) * 10 * bool(ten) + _digit(ones)


def _digit(text: str) -> int:
    return _DIGITS.find(text[0]) + 1 if text else 0
