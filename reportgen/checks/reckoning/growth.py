"""Growth, differences, 倍, 番, 年均 and shares that the numbers beside them contradict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.checks.prose import Prose, prose
from reportgen.checks.reckoning.amounts import Reader
from reportgen.checks.reckoning.bounds import Bounds
from reportgen.checks.reckoning.judging import RESULTS, Finding, Verdict, judged
from reportgen.checks.reckoning.roles import RATES, Role, Told, told
from reportgen.checks.reckoning.ties import Sentence, pairs
from reportgen.checks.reckoning.words import comparable, constant
from reportgen.diagnostics import Sink
from reportgen.document.tree import Document, Table
from reportgen.facts import numerals
from reportgen.facts.model import EXACT, Dataset
from reportgen.patterns import late

_DOUBLED = late("翻(?P<near>了?近)?了?(?P<count>[一两二三四五1-5])?番"
                "(?!计划|目标|行动|工程|任务|规划|方案)")
_GREW = late(r"增[长加]了?(\d(?:\.\d)?)倍，(?:实现)?\Z")
_REACHED = frozenset({"达", "达到", "为", "到", "增至", "增加到", "增长到", "降至", "减少到"})
_SIGNS = frozenset("%％‰倍番增减升降比占多少均每")
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


def check_growth_told(dataset: Dataset, document: Document, sink: Sink) -> None:
    """E0440 growth, E0451 a slip of 10ⁿ, E0452 年均, E0454 shares, W0441 番."""
    reader = Reader(dataset)
    for passage in prose(document):
        if isinstance(passage.step.block, Table) and passage.step.passage.row >= 0:
            continue
        for sentence in sentences(passage, reader):
            for found in results(sentence):
                _say(passage, found, sink)
            _doubled(passage, sentence, sink)


def _say(passage: Prose, found: Finding, sink: Sink) -> None:
    if found.verdict is not Verdict.FAILS:
        return
    reading = found.told.reading
    what, hint = _WORDS[found.code]
    sink.add(found.code, what.format(reading.text, found.right),
             passage.place(reading.start, reading.end), hint,
             related=tuple((passage.place(each.start, each.end), f"这里是“{each.text}”")
                           for each in found.operands))


def sentences(passage: Prose, reader: Reader, *, every: bool = False) -> Iterator[Sentence]:
    """The sentences of a passage, a part for each thing; none of comparable prices."""
    if not every and comparable(passage.text):
        return
    for start, text in passage.sentences():
        if _SIGNS.isdisjoint(text) or (not every and exempt(text)):
            continue
        roles = told(reader.read(passage, start, text))
        for window in _windows(roles):
            yield Sentence(window, roles, text, start)


def exempt(text: str) -> str:
    """Why the results of a sentence are not reckoned from its numbers; "" where they are."""
    if comparable(text) or constant(text):
        return "按可比价、可比口径算，不由印出来的数算"
    return "“分别”列出的，没有逐项核" if "分别" in text else ""


def results(sentence: Sentence) -> Iterator[Finding]:
    """What is told of every result in it."""
    return (found for each in sentence.window if (found := judged(each, sentence)) is not None)


def _windows(roles: Sequence[Told]) -> Iterator[tuple[Told, ...]]:
    """The amounts of one thing: a value behind a result begins a new one."""
    current: list[Told] = []
    for each in roles:
        if each.role in {Role.VALUE, Role.PLAN} and _begins(each, current):
            yield tuple(current)
            current = []
        current.append(each)
    yield tuple(current)


def _begins(each: Told, current: Sequence[Told]) -> bool:
    if not any(one.role in RESULTS for one in current):
        return False
    there = any(one.role is Role.VALUE and one.reading.unit == each.reading.unit
                for one in current)
    return there or each.reading.near not in _REACHED


def _doubled(passage: Prose, sentence: Sentence, sink: Sink) -> None:
    """W0441: 翻两番 is four times as much; a little less or more may be called so."""
    found = _DOUBLED.search(sentence.text)
    if found is None or not sentence.window:
        return
    times = 2 ** (numerals.value(found["count"] or "一") or int(found["count"]))
    low = times * (Decimal("0.7") if found["near"] else Decimal("0.95"))
    claimed = Bounds(low, times * 2 * Decimal("0.95"))
    start = sentence.start + found.start()
    grew = _GREW.search(sentence.text[: found.start()])
    if grew and not claimed.low <= 1 + Decimal(grew[1]) <= claimed.high:
        sink.warning("W0441", f"增长{grew[1]}倍，不是“{found.group()}”",
                     passage.place(start, start + len(found.group())),
                     "核对这几个数：增长1倍是翻一番")
    result = Told(sentence.window[-1].reading, Role.OTHER)
    tied = pairs(result, sentence, lambda unit: unit not in RATES)
    now, base = (each.amount for each in tied[0].operands) if len(tied) == 1 else (None, None)
    if now and base and base.value > 0 and not (now.approximation or base.approximation) \
            and not claimed.low <= EXACT.divide(now.value, base.value) <= claimed.high:
        sink.warning("W0441", f"“{found.group()}”和句里的数对不上",
                     passage.place(start, start + len(found.group())),
                     "核对这几个数：翻一番是两倍，翻两番是四倍",
                     related=tuple((passage.place(each.start, each.end), f"这里是“{each.text}”")
                                   for each in tied[0].operands))
