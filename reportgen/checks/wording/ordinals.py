"""Ordinals typed in the text count on: 一是、二是、三是; as many as were promised (五项工作：)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.checks.prose import Prose, Said
from reportgen.diagnostics import Sink, Span
from reportgen.document.markers import chinese_value
from reportgen.document.tree import Heading, ListBlock, Title
from reportgen.frozen import frozen
from reportgen.patterns import late

_DIGITS = "一二三四五六七八九十"
_HAN = f"[{_DIGITS}]{{1,3}}"
_OPEN = "(?:^|(?<=[，。；：！？”）—]))"      # a clause begins
_BEGIN = "(?:^|(?<=[。；：]))"              # a sentence, or a list within one
# The first may follow its subject: 我们一是…，二是…; not 唯一是, 周一是.
_CLAUSE = rf"(?:{_OPEN}|(?<![第唯之逐统单万归专同进初周期高划某另{_DIGITS}])(?=一[是要]))"
# Each kind of ordinal: its pattern, the number in its only group. From the highest level down.
_KINDS = (
    rf"^({_HAN})、(?![{_DIGITS}])",
    rf"{_BEGIN}（({_HAN})）(?![、，。；：）（]|项(?!目)|款(?![项式])|条(?![件例块约文]))",
    r"^([0-9]{1,2})[.．](?![0-9])",
    rf"{_BEGIN}（([0-9]{{1,2}})）(?![、，。；：）]|[^（）]{{0,60}}[0-9]）)",
    rf"{_OPEN}([①-⑳])",
    rf"{_CLAUSE}({_HAN})是(?![{_DIGITS}])",
    rf"{_CLAUSE}({_HAN})要(?![素点件务求闻害道领目是])",
    rf"{_OPEN}其([{_DIGITS}])(?=[，、是：])",
    rf"{_OPEN}第?((?<=第)[{_DIGITS}]|首先|其次)(?:，|是|要(?![务素件]))",
)
_LEVELS = 5         # of these, the ones within each other; the others stand by themselves
_FIRST = 8          # 第一， may stand alone
_ALL = late("|".join(_KINDS))
_COUNT = "[0-9]{1,2}|[一二两三四五六七八九十]{1,3}"
_OF = ("(?:个?方面|项|大|点|步|个(?=问题|重点|特点|环节|关键|阶段|步骤|提升|突破|转变|议[题程]|事项"
       "|任务|目标|难题|原因|因素|短板|亮点|变化|坚持|到位|确保|结合|行动|抓手|强化|聚焦|着力)"
       "|条(?=措施|意见|建议|要求|举措)|件(?=实事|大事|事)|[种类](?=情况|情形|方式|类型|问题))")
# The last count before the colon: 三项任务已完成两项：; not 下一步.
_PROMISE = late(
    rf"(?<![第0-9.{_DIGITS}])(?!一[步点大项])(?P<n>{_COUNT}){_OF}"
    rf"(?:(?!(?:{_COUNT}){_OF})[^，。；：、（）“”0-9]){{0,12}}”?(?P<end>[：:。])$")
_NEXT = ("以下", "如下", "下列", "这")
_HEADED = late("(?:任务|工作|措施|举措|问题|要求|建议|方面|重点|环节|实事)$")


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
             promise: _Promise | None, *, alone: bool) -> None:
        """The next ordinal of a kind; those below it begin anew. `alone`: it may be the only."""
        for other in [each for each in self.rows if key[0] < each[0] < _LEVELS > key[0]]:
            self.close(other)
        row = self.rows.get(key)
        if number == 1:
            self.close(key)
            self.rows[key] = _Row(1, text, span, promise, whole=not alone or promise is not None)
        elif "次" in text:          # 其次: with a first, or of another thing
            if row is not None:
                row.last, row.text = max(row.last, number), text
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
        if row.last == 1 and not row.promise:
            self._tell(f"只有“{row.text}”", row.span)
        self.weigh(row.promise, row.last, row.span)

    def weigh(self, promise: _Promise | None, listed: int, span: Span) -> None:
        """What was promised, beside as many as are listed from `span` on."""
        if promise and promise.number != listed:
            self.sink.warning("W0432", f"“{promise.text}”，后面列了{listed}项", promise.span,
                              "核对：改项数，或补上漏写的", related=((span, "从这里列起"),))

    def _tell(self, message: str, span: Span) -> None:
        self.sink.warning("W0431", message, span, "补上漏写的，或改正序号；只有一项的不编序号")


def check_ordinals(said: Said, sink: Sink) -> None:
    """W0431 an ordinal left out, twice, or alone; W0432 more or fewer items than were promised."""
    count, before = _Count(sink), None
    running = [each.text for each in said.prose if each.step.running]
    excerpt = len(running) == 1 and "。" in running[0][:-1]     # one item of a list, as it is sent
    for each in said.prose:
        block = each.step.block
        if isinstance(block, Heading | Title):
            _close(count)
            before = each
        elif each.step.passage.style in ("body", "editor_note", "boxed"):
            if isinstance(block, ListBlock) and not block.ordered and before is not None:
                count.weigh(_promised(before, before.text), len(block.items), each.place(0))
            for key, found in _ordinals(each):
                at = found.start() - len(_label(each))
                kept = each if at > 0 else before
                promise = _promised(kept, each.text[:at] if at > 0 else kept.text if kept else "")
                text = found.group()
                span = each.place(max(at, 0), max(at, 0) + len(text) if at >= 0 else None)
                count.meet(key, text, _number(found[found.lastindex or 1]), span, promise,
                           alone=key[0] == _FIRST or (excerpt and key[0] < _LEVELS)
                           or (at > 0 and each.text[at - 1].isalpha()))
            before = each if not isinstance(block, ListBlock) else None
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
    if where is not None and isinstance(where.step.block, Heading) and _HEADED.search(text):
        text += "："
    found = _PROMISE.search(text)
    if where is None or found is None:
        return None
    if found["end"] == "。" and not any(word in text[-40:] for word in _NEXT):
        return None
    return _Promise(_number(found["n"]), found.group()[:-1],
                    where.place(found.start(), found.end() - 1))


def _number(text: str) -> int:
    """十二, 12, ⑫, 其次."""
    if text in ("首先", "其次"):
        return 1 + (text == "其次")
    if text.isdecimal():
        return int(text)
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    return chinese_value(text.replace("两", "二")) or 0
