"""One indicator, one value: what is typed of a fact, or of a table's row, agrees with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from reportgen.checks.prose import Prose
from reportgen.checks.reckoning.amounts import Reading
from reportgen.checks.reckoning.grids import Grid
from reportgen.checks.reckoning.roles import Role, Told
from reportgen.checks.reckoning.ties import Sentence
from reportgen.diagnostics import Sink, Span
from reportgen.document.tree import Document, Heading
from reportgen.facts import heads
from reportgen.facts.amount_text import amount_text
from reportgen.facts.bounds import Bounds, bounds
from reportgen.facts.model import MULTIPLIERS, Dataset
from reportgen.frozen import frozen
from reportgen.patterns import late

_SHORTEST = 3           # characters of a name that is certainly one indicator's
_SLIP = Decimal("0.15")
_TAIL = late("(?:为|是|达到?|完成|实现|共有?|累计|合计|已|超|约|[：:]){0,8}\\Z")
_BEFORE = late("(?:[^，]{0,50}?(?:实现|完成|其中|[年月日度]|累计|期间"
               "|以来))?(?:[全本我][省市县区旗镇乡街道]{1,2})?(?:的|共|累计|实现|完成|现有|拥有|有|建成|交付)*")
_PERIOD = late(r"(?<!\d)(?:[1-9]|1\d|2[0-7])日|(?:19|20)\d\d年|\d{1,2}[—–~～\-至]\d{1,2}月"
               r"|\d{1,2}月|前三季度|[一二三四1-4]季度|[上下]半年|前[一二三四五六七八九十\d]+个?月"
               "|上年|去年|前年|同期|上月|本月|当月|累计|年初|年末|月末|底|以来|计划|目标|任务"
               "|预算|预计|力争|明年|五年|期间")
_DASH, _SO_FAR = late("[–～~\\-至]"), late("前(\\d+)个?月")
_NAMED = {"上半年": "1—6月", "前三季度": "1—9月"}
# Said twice of the whole of a place, such a value is one.
_WHOLE = late("(?P<all>[全我本][省市县区镇乡])?(?P<name>地区生产总值|固定资产投资"
              "|规(?:模以)?上工业总产值"
              "|规(?:模以)?上工业增加值|社会消费品零售总额|一般公共预算[收支][入出]|财政总收入"
              "|(?:全体|城镇|农村)?居民人均可支配收入|进出口总额|(?:登记)?在册(?:企业|市场主体|经营主体)|市场主体|经营主体|耕地面积|养老机构|[常户][住籍]人口|粮食总?产量)\\Z")
# Any other, where a time is named, and nothing else before it in the sentence.
_OF_ALL = late("[全我本][省市县区镇乡][^，。；：、（）]{4,20}\\Z")
_A_PLACE = late("(?<![全我本])[省市县区州]|其中")
_LED = late("从[^，]{1,10}看|截[至止]|[，末底份今本年前]")
_OWN = late("(?:量|值|额|数|率|余额|面积|[收支][入出]|床位|人口|资产|里程)\\Z")
_SOME = late("[最新均每第其等另还各单某这该比较又再]")      # names no one thing
_OTHERS = late("(?![全本我各]|[农乡]村|[城乡]镇)[\u4e00-\u9fff](?:村|镇|乡|公司|社区|街道|合作社"
               "|厂|园区|学校|局|项目)")


@frozen
class _Known:
    """What is known of a name: its value within bounds, its unit, its periods, where it is."""

    name: str
    bounds: Bounds
    unit: str
    text: str
    periods: frozenset[str]
    span: Span
    table: str = ""


class Same:
    """What facts and tables give for each name; what a sentence types of it agrees."""

    def __init__(self, dataset: Dataset, document: Document, tables: Iterable[Grid]) -> None:
        self._common = _periods(dataset.period.text + document.meta.title)
        self._heading = ""
        self._known: dict[str, list[_Known]] = {}
        for each in (*_of_facts(dataset), *(one for grid in tables for one in _of_table(grid))):
            self._known.setdefault(each.name, []).append(each)
        self._lengths = sorted({len(name) for name in self._known}, reverse=True)

    def look(self, sentence: Sentence, sink: Sink) -> None:
        """E0450: a typed value that a fact, or a row of a table, gives otherwise."""
        if isinstance(sentence.passage.step.block, Heading):
            self._heading = sentence.text
        if not any(ch.isdigit() for ch in sentence.text):
            return
        _rates(sentence, sink)
        for one in sentence.all:
            if one.reading.fact is None and (one.role in {Role.VALUE, Role.RATE, Role.DONE} or (
                    one.role is Role.CHANGE and one.reading.unit == "%"
                    and not _printed(sentence.passage, one.reading))):
                self._value(sentence, one, sink)

    def _value(self, sentence: Sentence, one: Told, sink: Sink) -> None:
        """E0450 for a typed value, or growth, of what is known with another."""
        reading = one.reading
        said = sentence.text[: reading.start - sentence.start]
        grown = one.role is Role.CHANGE
        near = one.noun if grown else _TAIL.sub("", reading.near)
        name = "" if grown else next(
            (near[-length:] for length in self._lengths
             if len(near) >= length and near[-length:] in self._known), "")
        whole = "" if name else _of_all(near, said)
        alone = "" if name or whole or grown else self._alone(sentence, reading, near, said)
        if not alone and (not (name or whole) or not _BEFORE.fullmatch(
                near[: -len(name or whole)]) or _OTHERS.search(said.replace(name, ""))):
            return
        whole = whole.replace("规模以上", "规上") + f"的{one.kind or '同比'}增幅" * grown
        here = _Known(name or whole or alone, -reading.bounds if one.falls else reading.bounds,
                      reading.unit, reading.text, _periods(said), sentence.place(reading))
        known = self._known.setdefault(here.name, [here])
        for each in known:
            apart = here.periods ^ each.periods
            if each.unit == here.unit and not each.bounds.meets(here.bounds) \
                    and (not alone or _close(each.bounds, here.bounds)) and (
                    _one_time(here.periods, each.periods, self._common)
                    or (_to_date(apart, self._common) and _close(each.bounds, here.bounds))):
                _tell(here, each, sink)
                return

    def _alone(self, sentence: Sentence, reading: Reading, near: str, said: str) -> str:
        """What a clause behind its time is of, where nothing says whose it is; else ""."""
        name = _PERIOD.sub("", near)
        long = len(name) > _SHORTEST * (1 if _OWN.search(name) else 3)
        return name if long and _PERIOD.search(said) and not _SOME.search(name) \
            and not _LED.sub("", _PERIOD.sub("", said.removesuffix(reading.near))) \
            and not _OTHERS.search(self._heading + sentence.passage.text) else ""

    def tables(self, sink: Sink) -> None:
        """E0450 for the one row that two tables share, near enough to be a slip of the pen."""
        pairs = [pair for known in self._known.values()
                 for pair in pairwise(each for each in known if each.table)]
        shared = Counter((one.table, other.table) for one, other in pairs)
        for one, other in pairs:
            if one.table != other.table and shared[one.table, other.table] == 1 \
                    and len(one.name) > _SHORTEST and _OWN.search(one.name) \
                    and one.unit == other.unit and not one.bounds.meets(other.bounds) \
                    and _one_time(one.periods, other.periods, self._common) \
                    and _close(one.bounds, other.bounds):
                _tell(other, one, sink)


def _of_all(near: str, said: str) -> str:
    """What is certainly one thing of a whole place, as it is named: 全县地区生产总值; else ""."""
    if found := _WHOLE.search(near):
        return "" if not found["all"] and _A_PLACE.search(said) else found["name"]
    found = _OF_ALL.search(near)
    if found is None or not _PERIOD.search(said):
        return ""
    led = _LED.sub("", _PERIOD.sub("", said.partition(found.group()[:2])[0]))
    return "" if led else found.group()


def _tell(here: _Known, each: _Known, sink: Sink) -> None:
    sink.error("E0450", f"“{here.name}”在这里是{here.text}，另一处是{each.text}", here.span,
               "核对哪一个对；是另一个期间、口径的，在句里写明", related=(
                   (each.span, f"这里是{each.text}"),))


def _periods(text: str) -> frozenset[str]:
    """The words of time in a text: 1—10月 of 1～10月, and of 前10个月."""
    return frozenset(_NAMED.get(each, _DASH.sub("—", _SO_FAR.sub(r"1—\1月", each)))
                     for each in _PERIOD.findall(text))


def _of_facts(dataset: Dataset) -> Iterator[_Known]:
    for fact in dataset:
        amount = fact.amount
        if amount is None or amount.approximation is not None or fact.entity:
            continue
        periods = _periods(fact.period.text) | ({"累计"} if fact.cumulative else set())
        for name in (fact.name, *fact.aliases):
            if len(name) >= _SHORTEST and not _PERIOD.search(name):
                yield _Known(name, bounds(amount), amount.unit, amount_text(amount), periods,
                             fact.span)


def _of_table(grid: Grid) -> Iterator[_Known]:
    """The rows of a table that has one column of values."""
    columns = [at for at, head in enumerate(grid.heads) if at != grid.names and head.is_value
               and head.unit != "%" and head.name not in heads.UNCLEAR
               and head.cell.text not in {*heads.UNIT, *heads.INDEX, *heads.NOTE}]
    if len(columns) != 1:
        return
    (at,) = columns
    head = grid.heads[at]
    if head.name:
        return
    periods = _periods(grid.said + head.period + head.cell.text)
    for line in grid.lines:
        cell = line.cells[at]
        if cell is None or len(line.name) < _SHORTEST or line.total or line.within or not cell.unit:
            continue
        multiplier, unit = cell.unit
        yield _Known(line.name, cell.bounds.times(MULTIPLIERS[multiplier]), unit,
                     cell.text + ("" if cell.text.endswith(unit) else multiplier + unit), periods,
                     cell.span, grid.table.label)


def _one_time(said: frozenset[str], of: frozenset[str], common: frozenset[str]) -> bool:
    """Whether a sentence certainly speaks of the time of a value."""
    return said <= of | common and of <= said | common


def _to_date(apart: frozenset[str], common: frozenset[str]) -> bool:
    """Whether one says 1—10月 where the other says nothing, and the briefing is of 10月."""
    (said, *more) = [*(apart - common), ""]
    return not any(more) and (said in {"底", "月末"} or (said[:2] == "1—" and said[2:] in common))


def _close(one: Bounds, other: Bounds) -> bool:
    """Whether two values are as near as a slip of the pen: no month beside the months so far."""
    return other.low > 0 and abs(one.low / other.low - 1) < _SLIP


def _rates(sentence: Sentence, sink: Sink) -> None:
    """E0450 for a typed growth right behind a fact's value that was reported with another."""
    for before, each in pairwise(sentence.all):
        fact = before.reading.fact
        if before.role is not Role.VALUE or each.role is not Role.CHANGE or fact is None \
                or each.noun or each.reading.fact is not None or each.reading.unit != "%" \
                or _printed(sentence.passage, each.reading):
            continue
        kinds = {change.kind for change in fact.changes}
        kind = each.kind or (next(iter(kinds)) if len(kinds) == 1 else "")
        rate = fact.rate(kind) if kind in kinds else None
        if rate is None or rate.unit != "%":
            continue
        stated = -each.reading.bounds if each.falls else each.reading.bounds
        if not bounds(rate).meets(stated):
            sink.error("E0450", f"“{fact.name}”的{kind}是{amount_text(rate)}，这里写的是"
                       f"{'下降' if each.falls else ''}{each.reading.text}",
                       sentence.place(each.reading),
                       f"引用它：{{{{ {fact.name} | {kind}句 }}}}", related=tuple(
                           (change.span, f"{kind}写在这里") for change in fact.changes
                           if change.kind == kind))


def _printed(passage: Prose, reading: Reading) -> bool:
    """Whether a number is part of what a fact prints: 同比增长20.0%."""
    return any(at <= reading.start < at + len(quantity.text)
               for at, quantity in passage.quantities())
