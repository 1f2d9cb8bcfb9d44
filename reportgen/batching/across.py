"""What no issue shows alone: sums of units, copies, slips of a decimal point, who is missing.

Each check is a row of `CHECKS`: a code, whose text is in `reportgen/rules`, and a function from
what the units report (`Compared`) to findings. It names the units, and raises nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from reportgen.diagnostics import NOWHERE, Diagnostic, Span
from reportgen.facts.amount_text import amount_text
from reportgen.facts.model import MULTIPLIERS, Dataset, Fact, Quantities, Statement
from reportgen.facts.unit_table import RATES
from reportgen.frozen import frozen

_MOST = 400             # facts of a unit that are compared: what a pipe takes at once
_SHOWN = 5              # names or facts in a message
_WHOLES = ("全县", "全市", "全区", "全旗", "全州", "全省", "全镇", "全乡", "全街道", "合计", "总计")
_NOT_SUMMED = ("人均", "亩均", "地均", "平均", "单价", "均价", "率", "占比", "比重", "增速", "增幅",
               "密度", "强度", "位次", "排名", "指数", "天数")
_SENTENCE = 20          # characters: a shorter text may well be the same in two places
_SLIP = Decimal("0.9")  # powers of ten, beside what others did: eight times is no growth
_SOME = 3               # units from which on what they did together is known


@frozen
class Reported:
    """A fact of a unit, as it is compared with others.

    `words` as printed; `number` in `unit`, its multiplier put in, None if it is no single number;
    `step` what its last digit stands for, 0 where it is counted, None where it is approximate;
    `own`: reported of this unit, not for all.
    """

    words: str
    number: Decimal | None
    multiplier: str
    unit: str
    step: Decimal | None
    period: str
    own: bool
    span: Span = NOWHERE

    def told(self) -> list[str | bool | None]:
        """For a record; the place is left out."""
        return [self.words, _text(self.number), self.multiplier, self.unit, _text(self.step),
                self.period, self.own]

    @classmethod
    def of(cls, told: list[str]) -> Reported:
        """From a record. Raises ValueError, TypeError or ArithmeticError for anything else."""
        words, number, multiplier, unit, step, period, own = told
        return cls(words, Decimal(number) if number else None, multiplier, unit,
                   Decimal(step) if step else None, period, bool(own))


Facts = Mapping[str, Reported]


class Compared(NamedTuple):
    """What there is to compare: facts by unit and name, now and last time.

    `units` are all that the data name, `wanted` those that are asked for or were there last time.
    """

    now: Mapping[str, Facts]
    last: Mapping[str, Facts]
    units: tuple[str, ...]
    wanted: tuple[str, ...]


class Finding(NamedTuple):
    """What was found, and of which units."""

    units: tuple[str, ...]
    diagnostic: Diagnostic


Told = tuple[tuple[str, ...], str, Span, str]      # units, message, place, hint


def reported(dataset: Dataset, own: Callable[[Fact], bool]) -> dict[str, Reported]:
    """The facts of a unit's issue, its own first."""
    found = {fact.name: each for fact in dataset if (each := _reported(fact, own(fact)))}
    return dict(sorted(found.items(), key=lambda item: not item[1].own)[:_MOST])


def _reported(fact: Fact, own: bool) -> Reported | None:
    match fact.value:
        case Statement():
            return Reported(fact.value.text, None, "", "", None, fact.period.text, own, fact.span)
        case Quantities():
            words = "".join(map(amount_text, fact.value.amounts))
            first, *more = fact.value.amounts
            digits = int(first.number.as_tuple().exponent)
            step = None if first.approximation else Decimal(0) if not (digits or first.multiplier) \
                else MULTIPLIERS[first.multiplier].scaleb(digits)
            return Reported(words, None if more else first.value, first.multiplier, first.unit,
                            step, fact.period.text, own, fact.span)
        case _:
            return None


def find(given: Compared) -> tuple[Finding, ...]:
    """What all checks find, in their order."""
    return tuple(Finding(units, Diagnostic(code, message, span, (hint,)))
                 for code, check in CHECKS for units, message, span, hint in check(given))


def _sums(given: Compared) -> Iterator[Told]:
    """The units' figures do not add up to what is given for all; only where all are known."""
    if not given.now or set(given.units) - given.now.keys():
        return
    for name in _own_names(given):
        parts = [facts[name] for facts in given.now.values() if name in facts]
        none = len(given.now) - len(parts)
        without = f"（{none} 个单位没有这个数）" if none else ""
        for whole_name, whole in _wholes(name, given):
            known = [(each.number, each.step) for each in (*parts, whole) if each.unit == whole.unit
                     and each.number is not None and each.step is not None]
            if len(known) <= len(parts):
                continue
            sum_ = sum((number for number, _ in known[:-1]), Decimal(0))
            if (off := abs(sum_ - known[-1][0])) > sum((step for _, step in known), Decimal(0)) / 2:
                yield (), (f"各单位的“{name}”加起来{without}是{_amount(sum_, whole)}，"
                           f"“{whole_name}”是{whole.words}，差{_amount(off, whole)}"), \
                    whole.span, f"核对“{whole_name}”和各单位的“{name}”；口径不同的，把总的改名"


def _wholes(name: str, given: Compared) -> Iterator[tuple[str, Reported]]:
    """What is given for all under a name that says so, in every unit's issue the same."""
    first, *rest = given.now.values()
    for whole in (text for word in _WHOLES for text in (f"{word}{name}", f"{name}{word}")):
        found = first.get(whole)
        if found and not found.own and found.number is not None and found.unit not in RATES \
                and "/" not in found.unit and not any(word in name for word in _NOT_SUMMED) \
                and all((each := facts.get(whole)) and each.number == found.number
                        for facts in rest):
            yield whole, found


def _copies(given: Compared) -> Iterator[Told]:
    """Two units of which every figure is the same."""
    alike: dict[tuple[tuple[str, Decimal, str], ...], list[str]] = {}
    for unit, facts in given.now.items():
        own = tuple(sorted((name, each.number, each.unit) for name, each in facts.items()
                           if each.own and each.number is not None))
        if len(own) > 1 and any(number for _, number, _ in own):
            alike.setdefault(own, []).append(unit)
    for own, units in alike.items():
        if len(units) > 1:
            yield tuple(units), f"{named(units)}的 {len(own)} 个数完全相同", \
                given.now[units[1]][own[0][0]].span, "看是不是把一个单位的数抄到了另一个"


def _sentences(given: Compared) -> Iterator[Told]:
    """Two units with the same sentence, where each has its own; what all say is the template's."""
    alike: dict[tuple[str, str], list[str]] = {}
    for unit, facts in given.now.items():
        for name, each in facts.items():
            if each.own and each.number is None and len(each.words) >= _SENTENCE:
                alike.setdefault((name, each.words), []).append(unit)
    for (name, words), units in alike.items():
        if 1 < len(units) < len(given.now):
            yield tuple(units), f"{named(units)}的“{name}”一字不差：{words[:_SENTENCE]}……", \
                given.now[units[1]][name].span, "看是不是抄来的；各单位本来就相同的，写进模板"


def _slips(given: Compared) -> Iterator[Told]:
    """A unit ten or a hundred times off its last issue, when the others are not."""
    ratios: dict[str, dict[str, Decimal]] = {}
    for unit, facts in given.now.items():
        for name, new in facts.items():
            old = given.last.get(unit, {}).get(name)
            if old and new.own and new.number and old.number and new.unit == old.unit \
                    and new.period != old.period and new.unit not in RATES \
                    and (ratio := new.number / old.number) > 0:
                ratios.setdefault(name, {})[unit] = ratio.log10()
    found: dict[str, list[str]] = {}
    for name, powers in ratios.items():
        usual = median(powers.values()) if len(powers) >= _SOME else Decimal(0)
        for unit, power in powers.items():
            if abs(power - usual) >= _SLIP:
                found.setdefault(unit, []).append(name)
    for unit, names in found.items():
        said = "；".join(f"{name}{given.now[unit][name].words}，"
                        f"上一期{given.last[unit][name].words}" for name in names[:_SHOWN])
        yield (unit,), f"“{unit}”与上一期差了十倍上下：{said}", \
            given.now[unit][names[0]].span, "核对小数点和计量单位"


def _absent(given: Compared) -> Iterator[Told]:
    """A unit that is asked for, or was there last time, and of which there are no data."""
    more = [unit for unit in given.units if unit not in given.wanted]
    hint = f"单子上没有的有：{named(more)}；看是不是名称写得不一样" if more else "补上它的数据"
    for unit in given.wanted:
        if unit not in given.units:
            yield (unit,), f"“{unit}”没有数据", NOWHERE, hint


def _periods(given: Compared) -> Iterator[Told]:
    """A unit of which a figure is of another month than most others'."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in _own_names(given):
        told = {unit: facts[name].period for unit, facts in given.now.items() if name in facts}
        usual, _ = Counter(told.values()).most_common(1)[0]
        for unit, period in told.items():
            if period != usual:
                found.setdefault(unit, []).append((name, usual))
    for unit, names in found.items():
        (name, usual), facts = names[0], given.now[unit]
        more = f"等 {len(names)} 个数" if len(names) > 1 else ""
        yield (unit,), (f"“{unit}”的“{name}”{more}是{facts[name].period or '没有期间的'}，"
                        f"别的单位是{usual or '没有期间的'}"), facts[name].span, "核对它的期间"


CHECKS: tuple[tuple[str, Callable[[Compared], Iterable[Told]]], ...] = (
    ("W1420", _sums), ("W1421", _copies), ("W1422", _sentences), ("W1423", _slips),
    ("W1424", _absent), ("W1425", _periods),
)


def _own_names(given: Compared) -> list[str]:
    return list(dict.fromkeys(name for facts in given.now.values()
                              for name, each in facts.items() if each.own))


def named(units: Iterable[str], most: int = _SHOWN) -> str:
    """The units, as a message names them: not more than are read."""
    told = list(units)
    more = f"等 {len(told)} 个单位" if len(told) > most else ""
    return "、".join(f"“{unit}”" for unit in told[:most]) + more


def _amount(number: Decimal, like: Reported) -> str:
    return f"{(number / MULTIPLIERS[like.multiplier]).normalize():f}{like.multiplier}{like.unit}"


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
