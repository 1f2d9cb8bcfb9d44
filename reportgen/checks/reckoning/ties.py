"""What a result of a sentence is reckoned from: a value and its base, a part and its whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.checks.prose import Prose
from reportgen.checks.reckoning.amounts import Reader, Reading
from reportgen.checks.reckoning.roles import PART, RATES, TO, Role, Told, told
from reportgen.diagnostics import Span
from reportgen.facts.amount_text import OF_RATES
from reportgen.facts.bounds import Bounds
from reportgen.frozen import frozen
from reportgen.patterns import late

AREAS = {"亩": Decimal(1), "公顷": Decimal(15), "平方公里": Decimal(1500)}
IN_PERCENT = {"%": Decimal(1), "‰": Decimal("0.1"), "倍": Decimal(100)}
_WITHIN = late("其中|中有|^[^，。；：、（）]{0,8}(?:(?<![其集之])中(?:，|\\Z)|有\\Z)")
DUE = late("[^，]{0,4}(?:应[^，]{1,5}|(?:抽检|检测|检验|抽查|抽样|计划)[^，]{0,6}"
           "|(?:受理|收到)[^，]{0,4})")
_DID = late("已|[通建完达开复获启投脱验整]")
_EACH = late("[每均]|亩产|单产")
_HEAVY = {"公斤": {"吨": Decimal(1000)}, "斤": {"吨": Decimal(2000)}}
_ADVERBS = late("已经?|实际?(?!现)|其中|共|的|了|目前|现|全部")
# Of what its base named before: 上年同期销售额6120万元，今年1—10月做到6854万元.
_MADE = late(f"(?:[今本]年|本[期月季])(?:{PART})?(?:底|末|以来)?(?:做|增|升|上升)?到?")
_FULLY = late("^完成|(?:完成|到位|完毕)\\Z")
_BEGUN = late("(?:目前|现)?(?:已|其中|实际)")
_LISTED = late("^(?!.*(?:已|未|新|本[年月季周]|其中))")
_CAME = late("实到(?:会)?(?:代表|人员|委员|人数)?|实际到[会岗]")
_COMING = frozenset({"到会", "出席", "参会", "到岗", "出勤", "到课"})
_FAR = 20                # points
_EVERY = late("^(?:全部|总)|的|(?:总数|总量|总额|总|总人数|总户数|总人口|全部)\\Z")
VALUES = frozenset({Role.VALUE, Role.MEAN})


@frozen
class Pair:
    """A value and its base, each within its bounds, and where they are printed."""

    now: Bounds
    base: Bounds
    operands: tuple[Reading, ...]


@frozen
class Sentence:
    """A sentence of a passage, its amounts and what each is there for.

    `window` are those of one thing, where a result is sought among them.
    """

    passage: Prose
    start: int
    text: str
    readings: Sequence[Reading]
    all: Sequence[Told]
    window: Sequence[Told] = ()

    @staticmethod
    def read(reader: Reader, passage: Prose, start: int, text: str) -> Sentence:
        """The sentence of a passage that begins at `start`."""
        readings = reader.read(passage, start, text)
        return Sentence(passage, start, text, readings, told(readings))

    def place(self, reading: Reading) -> Span:
        """Where an amount is written."""
        return self.passage.place(reading.start, reading.end)

    def here(self, readings: Iterable[Reading]) -> tuple[tuple[Span, str], ...]:
        """Where the amounts are that something was reckoned from."""
        return tuple((self.place(each), f"这里是“{each.text}”") for each in readings)

    def before(self, each: Told) -> str:
        """What is said before what leads to an amount."""
        return self.text[: max(each.reading.start - self.start - len(each.reading.near), 0)]

    def known(self, each: Told) -> bool:
        """Whether what an amount is said to be of was spoken of before."""
        return not each.noun or each.noun in self.before(each) or any(
            each.noun in one.noun or each.noun.removesuffix("数") == one.reading.unit
            or (each is self.window[0] and "全年" not in each.noun and _MADE.fullmatch(one.noun))
            for one in self.window if one is not each)

    def ahead(self, each: Told) -> Sequence[Told]:
        """All amounts of the sentence before one."""
        return self.all[: [one is each for one in self.all].index(True)]

    def values(self, unit: str) -> list[Told]:
        """The values of a unit in the window; what is told in % may be a share, or a growth."""
        roles = {Role.VALUE, Role.SHARE, Role.CHANGE} if unit in OF_RATES else VALUES
        return [each for each in self.window if each.reading.unit == unit and each.role in roles]


def pairs(each: Told, sentence: Sentence, units: Callable[[str], bool]) -> list[Pair]:
    """The values that a result may compare, those side by side first."""
    found = [base for base in sentence.window if base.role is Role.BASE
             and units(base.reading.unit) and sentence.known(base)
             and (base.kind == each.kind or not each.kind or not (base.kind or base.year))]
    if not sentence.known(each):
        return []
    order = {id(one): at for at, one in enumerate(sentence.window)}
    made = sorted(((0 if reached(now.reading, base.reading) else
                    abs(order[id(base)] - order[id(now)]), now, base)
                   for base in found for unit in (base.reading.unit, *AREAS)
                   if unit == base.reading.unit or base.reading.unit in AREAS
                   for now in sentence.values(unit) if now is not each and units(unit)),
                  key=lambda one: one[0])
    return [pair for _, now, base in made for pair in _pair(now, base)] or \
        _dated(each, sentence, units)


def reached(now: Reading, base: Reading) -> bool:
    """Whether one is right behind the other: 由100元增加到126元."""
    return now.start - len(now.lead) == base.end and TO.match(now.lead) is not None


def _dated(each: Told, sentence: Sentence, units: Callable[[str], bool]) -> list[Pair]:
    """2023年100万元，2024年120万元; 9月100万元，10月120万元."""
    dated = [one for one in sentence.window if (one.year or one.month)
             and units(one.reading.unit) and one.role in {*VALUES, Role.BASE}]
    if len(dated) != 2 or dated[0].reading.unit != dated[1].reading.unit \
            or len(sentence.values(dated[0].reading.unit)) > 2:
        return []
    base, now = sorted(dated, key=lambda one: (one.year, one.month))
    years, months = now.year - base.year, now.month - base.month
    if each.kind == "环比":
        fits = months == 1 and (not years or not base.year)
    else:
        fits = each.kind != "年初" and base.year > 0 and (
            years == 1 or (years > 1 and not each.kind))
    return _pair(now, base) if fits else []


def _from_difference(each: Told, sentence: Sentence) -> list[Pair]:
    """产值120万元，同比增加20万元，增长20%: what it was before."""
    at = [one is each for one in sentence.window].index(True)
    gap = sentence.window[at - 1] if at else each
    if gap.role is not Role.CHANGE or gap.reading.unit in RATES or each.noun \
            or not (gap.kind == each.kind or not each.kind) or not sentence.known(gap):
        return []
    values = sentence.values(gap.reading.unit)
    gaps = [one for one in sentence.window if one.role is Role.CHANGE
            and one.reading.unit == gap.reading.unit]
    if len(values) != 1 or len(gaps) != 1 or values[0].reading.start > gap.reading.start:
        return []
    now, moved = values[0].reading, gap.reading
    base = now.bounds - (-moved.bounds if gap.falls else moved.bounds)
    return [Pair(now.bounds, base, (now, moved))]


def compared(each: Told, sentence: Sentence) -> list[Pair]:
    """A value and its base; of points, two rates; of an amount, two of its unit."""
    unit = each.reading.unit
    if unit in IN_PERCENT:
        return pairs(each, sentence, lambda one: one not in RATES) or (
            _from_difference(each, sentence) if each.role is Role.CHANGE else [])
    of = next((rate for rate, points in OF_RATES.items() if points == unit), unit)
    return pairs(each, sentence, lambda one: one == of)


def _pair(now: Told, base: Told) -> list[Pair]:
    """The two of them, in one unit: 亩 where one of them is told in 公顷."""
    a, b = now.reading, base.reading
    if a.unit != b.unit and {a.unit, b.unit} <= AREAS.keys():
        return [Pair(a.bounds.times(AREAS[a.unit]), b.bounds.times(AREAS[b.unit]), (a, b))]
    return [Pair(a.bounds, b.bounds, (a, b))]


def averaged(each: Told, sentence: Sentence) -> list[Pair]:
    """户均 of a total and of how many, both right before it."""
    before = [one for one in sentence.ahead(each) if one.role in {Role.VALUE, Role.OTHER}]
    many = [one for one in before if one.reading.unit == each.kind]
    units = {each.reading.unit: Decimal(1), **_HEAVY.get(each.reading.unit, {})}
    totals = [one for one in before if one.reading.unit in units
              and not _EACH.search(one.reading.near)]
    if len(many) != 1 or len(totals) != 1 or len(before) > 3 or many[0] is totals[0] \
            or each.noun not in totals[0].reading.lead:
        return []
    (pair,) = _pair(totals[0], many[0])
    return [replace(pair, now=pair.now.times(units[totals[0].reading.unit]))]


def rated(each: Told, sentence: Sentence) -> list[Pair]:
    """应签约420户，已签约386户，签约率91.9%; 排查215处，已整改209处，整改率97.2%."""
    chain = sentence.text[: each.reading.start - sentence.start].rfind("；") + sentence.start
    *wholes, part = (each, *(one for one in sentence.ahead(each) if one.reading.start > chain))
    wholes = [one for one in wholes[1:] if one.reading.unit == part.reading.unit]
    near = part.reading.near
    verb = _FULLY.sub("", _ADVERBS.sub("", near))
    came = _CAME.fullmatch(near) and each.noun in _COMING
    if not wholes or each.noun == "检出" or not (
            came or each.noun in {verb, verb.removesuffix("件")} or (verb and verb in each.noun
            and any(f"应{one}" in wholes[-1].reading.near for one in (verb, each.noun))) or (
            each.noun[0] == verb[:1] and wholes[-1].reading.near.endswith(f"应{verb}"))):
        return []
    if came or DUE.fullmatch(wholes[-1].reading.near):
        return _pair(part, wholes[-1]) if DUE.fullmatch(wholes[-1].reading.near) else []
    # Of what is not said to be due, a rate far off may be of something else.
    return [pair for whole in wholes if (_BEGUN.match(near) or verb == each.noun)
            and _LISTED.search(whole.reading.near) for pair in _pair(part, whole)
            if (ratio := pair.now.over(pair.base)) is not None and ratio.low <= 1
            and abs(ratio.middle * 100 - each.reading.bounds.middle) < _FAR]


def shared(each: Told, sentence: Sentence) -> list[Pair]:
    """占 of a whole that is printed before its part, or right before the share."""
    before = [one for one in sentence.ahead(each) if one.reading.unit not in RATES]
    same = [one for one in before if one.reading.unit == before[-1].reading.unit]
    if len(before) > 1 and len(same) == 1 and before[-1].reading.lead == "有" \
            and before[-2].reading.unit.startswith(before[-1].reading.unit) \
            and _DID.match(sentence.text, before[-1].reading.end - sentence.start):
        same = [*before[-2:]]
    if each.noun == "其":
        parts = [one for one in same[:-1] if one.role is Role.VALUE]
        return _pair(parts[0], same[-1]) if len(parts) == 1 else []
    inside = [number for number, one in enumerate(same) if _WITHIN.search(one.reading.lead)]
    return _pair(same[-1], same[0]) if each.reading.near.startswith("占") and inside == [1] \
        and len(same) > 1 and {same[-1].role, same[0].role} == {Role.VALUE} \
        and _of_all(each, same[0], same[-1]) else []


def _of_all(each: Told, whole: Told, part: Told) -> bool:
    """Whether a share is one of that whole: 占, 占总数的, 占企业总数的."""
    noun = _EVERY.sub("", each.noun)
    return noun in whole.reading.lead or noun in part.reading.lead


def done(_: Told, sentence: Sentence) -> list[Pair]:
    plans = [one for one in sentence.all if one.role is Role.PLAN]
    parts = sentence.values(plans[0].reading.unit) if len(plans) == 1 else []
    return _pair(parts[0], plans[0]) if len(parts) == 1 else []
