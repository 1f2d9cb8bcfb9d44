"""Growth, differences, 倍, 番, 年均 and shares that the numbers beside them contradict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.checks.reckoning.judging import RESULTS, Finding, Verdict, judged
from reportgen.checks.reckoning.roles import RATES, Role, Told, comparable, constant
from reportgen.checks.reckoning.ties import Sentence, pairs
from reportgen.diagnostics import Sink
from reportgen.facts import numerals
from reportgen.facts.bounds import Bounds
from reportgen.facts.model import EXACT
from reportgen.patterns import late

_DOUBLED = late("翻(?P<near>了?近)?了?(?P<count>[一两二三四五1-5])?番"
                "(?!计划|目标|行动|工程|任务|规划|方案)")
_GREW = late(r"增[长加]了?(\d(?:\.\d)?)倍，(?:实现)?\Z")
_REACHED = frozenset({"达", "达到", "为", "到", "增至", "增加到", "增长到", "降至", "减少到"})
_SIGNS = frozenset("%％‰倍番增减升降提缩比占多少均每")
_WORDS = {
    "E0440": ("“{}”和句里的数对不上，算出来是{}", "核对这几个数；按可比价、可比口径算的，"
                                                  "在文中说明"),
    "E0451": ("“{}”和句里的数对不上，差了10的整数次方，照句里的数算是{}", "核对单位，"
                                                                          "如元、万元、亿元"),
    "E0452": ("年均“{}”和首尾两年的数对不上，算出来是{}", "核对首尾两个数和年数，"
                                                          "如2020年到2025年是5年"),
    "E0454": ("“{}”和句里的部分、整体对不上，算出来是{}", "核对这几个数；占的是别的整体的，"
                                                          "写明是什么"),
}


def growth_told(sentence: Sentence, sink: Sink) -> None:
    """E0440 growth, E0451 a slip of 10ⁿ, E0452 年均, E0454 shares, W0441 番."""
    if comparable(sentence.passage.text) or exempt(sentence.text):
        return
    for each in windows(sentence):
        for found in results(each):
            _say(each, found, sink)
        _doubled(each, sink)


def _say(sentence: Sentence, found: Finding, sink: Sink) -> None:
    if found.verdict is not Verdict.FAILS:
        return
    reading = found.told.reading
    what, hint = _WORDS[found.code]
    sink.add(found.code, what.format(reading.text, found.right), sentence.place(reading), hint,
             related=sentence.here(found.operands))


def exempt(text: str) -> str:
    """Why the results of a sentence are not reckoned from its numbers; "" where they are."""
    if comparable(text) or constant(text):
        return "按可比价、可比口径算，不由印出来的数算"
    return "“分别”列出的，没有逐项核" if "分别" in text else ""


def results(sentence: Sentence) -> Iterator[Finding]:
    """What is told of every result in it."""
    return (found for each in sentence.window if (found := judged(each, sentence)) is not None)


def windows(sentence: Sentence) -> Iterator[Sentence]:
    """A sentence with the amounts of one thing each time: a value behind a result begins a new."""
    if _SIGNS.isdisjoint(sentence.text):
        return
    current: list[Told] = []
    for each in sentence.all:
        if each.role in {Role.VALUE, Role.PLAN} and _begins(each, current):
            yield replace(sentence, window=tuple(current))
            current = []
        current.append(each)
    yield replace(sentence, window=tuple(current))


def _begins(each: Told, current: Sequence[Told]) -> bool:
    roles = {one.role for one in current}
    if not roles & RESULTS or roles <= RESULTS | {Role.BASE, Role.OTHER}:
        return False
    there = any(one.role is Role.VALUE and one.reading.unit == each.reading.unit for one in current)
    return there or each.reading.near not in _REACHED


def _doubled(sentence: Sentence, sink: Sink) -> None:
    """W0441: 翻两番 is four times as much; a little less or more may be called so."""
    found = _DOUBLED.search(sentence.text)
    if found is None or not sentence.window:
        return
    times = 2 ** numerals.count(found["count"] or "一")
    low = times * (Decimal("0.7") if found["near"] else Decimal("0.95"))
    claimed = Bounds(low, times * 2 * Decimal("0.95"))
    start = sentence.start + found.start()
    place = sentence.passage.place(start, start + len(found.group()))
    grew = _GREW.search(sentence.text[: found.start()])
    if grew and not claimed.low <= 1 + Decimal(grew[1]) <= claimed.high:
        sink.warning("W0441", f"增长{grew[1]}倍，不是“{found.group()}”", place,
                     "核对这几个数：增长1倍是翻一番")
    result = Told(sentence.window[-1].reading, Role.OTHER)
    tied = pairs(result, sentence, lambda unit: unit not in RATES)
    now, base = (each.amount for each in tied[0].operands) if len(tied) == 1 else (None, None)
    if now and base and base.value > 0 and not (now.approximation or base.approximation) \
            and not claimed.low <= EXACT.divide(now.value, base.value) <= claimed.high:
        sink.warning("W0441", f"“{found.group()}”和句里的数对不上", place,
                     "核对这几个数：翻一番是两倍，翻两番是四倍",
                     related=sentence.here(tied[0].operands))
