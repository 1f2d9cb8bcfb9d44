"""The survey of a passage: certain slips mended, uncertain ones reported, typed numbers noted.

Mended (and told, I0352): spaces between Han and digits or Latin, half-width punctuation between
Han, full-width digits and letters, ・ for ·. All else is only reported. Everything works on the
source text, so that each finding has its exact place; inserts, tags and comments are passed over.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.diagnostics import Sink
from reportgen.narrative.passage import Passage
from reportgen.narrative.syntax import Numeral

_MARKS = frozenset("，。；：、！？（）《》〈〉【】〔〕“”‘’…—")
_OPENERS, _CLOSERS = frozenset("{｛"), frozenset("}｝")
_WIDE = "０-９Ａ-Ｚａ-ｚ"

_SKIP = (
    r"(?P<comment><!--)"
    r"|(?P<skip>[{｛][ \u3000]?[{｛][^{}｛｝]*(?:[}｝][ \u3000]?[}｝])?"
    r"|[{｛][ \u3000]?[%％][^{}｛｝]*[}｝]?"
    r"|\\[!-/:-@\[-`{-~]"
    r"|https?://[!-~]+|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]+)"
)
_MEND = (      # where something may be wrong; the neighbours decide (wide classes compile slowly)
    r"(?P<space>[ \t\u00a0]+)|(?P<dot>[・‧•∙])|(?P<mark>[,;:!?])|(?P<open>\()"
    rf"|(?P<wide>[{_WIDE}]+|％|(?<=[0-9０-９])．(?=[0-9０-９]))"
)
_CHINESE = "一二三四五六七八九十百千两〇零"
_UNITS = (
    "个|户|家|人次|人|名|吨|亩|处|件|份|次|场|项|座|条|台|套|所|天|成|倍|公里|平方米|平方公里"
    "|万元|亿元|元"
)
_NUMBER = (
    rf"(?P<number>(?<![A-Za-z{_WIDE}.-])[0-9０-９]+(?:[.,．，][0-9０-９]+)*(?:[%％‰]|(?![A-Z]))"
    rf"|第[{_CHINESE}0-9]+(?:次|轮|批|季度|名|位|届)"
    rf"|(?<![{_CHINESE}第0-9}}｝数几])(?!千家万户)"
    rf"(?:[二三四五六七八九十百千两][{_CHINESE}]*|一[十百千万][{_CHINESE}]*)[余多几]?(?:{_UNITS}))"
)
_SCAN = re.compile(f"{_SKIP}|{_MEND}")
_COUNT = re.compile(f"{_SKIP}|{_NUMBER}")
_BRACKETS = re.compile(r"\(([^()\n]{0,80})\)")
_PERCENT = frozenset("%％℃")
_TO_FULL = str.maketrans(",;:!?()", "，；：！？（）")
_TO_HALF = {c: c - 0xFEE0 for c in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B),
                                    *range(0xFF41, 0xFF5B), 0xFF05, 0xFF0E)}

_LINTS: tuple[tuple[str, re.Pattern[str], str, str], ...] = (
    ("W0331", re.compile(r"(?<![*\\])\*(?!\*)[^*\s][^*\n]{0,80}(?<!\\)\*(?!\*)|`[^`\n]{1,80}`"
                         r"|~~[^~\n]{1,80}~~"),
     "看着像排版标记，这里会原样印出来", "强调写成 **…**；要印出符号本身，在前面加反斜杠"),
    ("W0332", re.compile("[，。；：、]{2,}"), "标点重复", "只留一个"),
    ("W0333", re.compile(r"T[O]DO|待补充|××|(?<![A-Z])XX+|某某"), "占位的文字还没有换掉",
     "写上真实的内容"),
    ("W0334", re.compile("约[^，。；\n]{0,30}(?:左右|上下)|超过?[^，。；\n]{0,30}以上"),
     "概数词重复", "只留一个，如“约3000户”或“3000户左右”"),
    ("W0335", re.compile('"'), "直引号分不出左右", "改成“”"),
    ("W0336", re.compile(r"(?<=[》”])、(?=[《“])"), "并列的引号、书名号之间不用顿号", "删去顿号"),
    ("W0337", re.compile("(?:[二三四五六七八]、[三四五六七八九]|[0-9]几)(?=[天人个次户项])"),
     "概数的写法不合规范", "相邻两数连用不加顿号，“几”前用汉字，如“三五天”“二十几人”"),
)


@dataclass(slots=True)
class Findings:
    """What the survey found: edits in order (start, end, new text) and typed numbers."""

    edits: list[tuple[int, int, str]] = field(default_factory=list)
    numerals: list[Numeral] = field(default_factory=list)
    _next: int = 0

    def mended(self, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
        """The pieces of `[start, end)`: None where the source is kept, else the new text.

        Called with rising ranges.
        """
        while self._next < len(self.edits) and self.edits[self._next][0] < end:
            a, b, text = self.edits[self._next]
            self._next += 1
            if a < start:
                continue
            if a > start:
                yield start, a, None
            yield a, min(b, end), text
            start = min(b, end)
        if start < end:
            yield start, end, None


def survey(whole: Passage, sink: Sink) -> Findings:
    """Look through a passage once for slips and once for typed numbers; report what is wrong."""
    found = Findings()
    skipped: list[tuple[int, int]] = []
    for hit in _hits(_SCAN, whole.text, skipped):
        found.edits.extend(_mend(hit, whole.text))
    found.edits.sort()
    for a, b, text in found.edits:
        _tell(whole, a, b, text, sink)
    found.numerals.extend(
        Numeral(hit.group(), hit.start(), whole.text, whole.span(*hit.span()))
        for hit in _hits(_COUNT, whole.text, [])
    )
    _lint(whole, skipped, sink)
    return found


def _hits(
    pattern: re.Pattern[str], text: str, skipped: list[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    """Matches outside inserts, tags, escapes, addresses and comments; those go to `skipped`."""
    position = 0
    while (hit := pattern.search(text, position)) is not None:
        position = hit.end()
        if hit.lastgroup == "comment":
            end = text.find("-->", hit.end())
            position = len(text) if end < 0 else end + 3
            skipped.append((hit.start(), position))
        elif hit.lastgroup == "skip":
            skipped.append(hit.span())
        else:
            yield hit


def _mend(hit: re.Match[str], text: str) -> list[tuple[int, int, str]]:
    start, end = hit.span()
    before, after = text[start - 1:start], text[end:end + 1]
    match hit.lastgroup:
        case "space":
            return [(start, end, "")] if _needless(before, after) else []
        case "dot":
            return [(start, end, "·")] if _han(before) and _han(after) else []
        case "mark":
            chinese = _full(before) or (
                before in _CLOSERS and not _word(after) and after not in _OPENERS)
            if not chinese or after == "/" or after.isdigit():
                return []
            return [(start, end, hit.group().translate(_TO_FULL))]
        case "wide":
            return [(start, end, hit.group().translate(_TO_HALF))]
        case _:
            pair = _BRACKETS.match(text, start)
            if pair is None or not (_han(before) or any(map(_han, pair[1]))):
                return []
            return [(start, start + 1, "（"), (pair.end() - 1, pair.end(), "）")]


def _needless(before: str, after: str) -> bool:
    """Whether a space between these two characters is one that the typesetting makes itself."""
    if after in _PERCENT:
        return before.isdigit() or before in _CLOSERS
    if _full(before):
        return _word(after) or after in _OPENERS or (
            (before in _MARKS or after in _MARKS) and _full(after))
    return _full(after) and (_word(before) or before in _CLOSERS)


def _han(ch: str) -> bool:
    return "\u3400" <= ch <= "\u9fff" or "\uf900" <= ch <= "\ufaff" or ch >= "\U00020000" \
        or ch == "〇"


def _full(ch: str) -> bool:
    return _han(ch) or ch in _MARKS


def _word(ch: str) -> bool:
    return ch.isascii() and ch.isalnum()


def _tell(whole: Passage, start: int, end: int, text: str, sink: Sink) -> None:
    old = whole.text[start:end]
    message = "去掉了中文与数字、字母之间的空格" if not text else f"“{old}”改成了“{text}”"
    sink.info("I0352", message, whole.span(start, end), "在稿子里也改过来，就不再提示")


def _lint(whole: Passage, skipped: list[tuple[int, int]], sink: Sink) -> None:
    starts = [start for start, _ in skipped]
    for code, pattern, message, hint in _LINTS:
        for hit in pattern.finditer(whole.text):
            index = bisect_right(starts, hit.start()) - 1
            if index < 0 or skipped[index][1] <= hit.start():
                sink.warning(code, f"{message}：{hit.group()}", whole.span(*hit.span()), hint)
