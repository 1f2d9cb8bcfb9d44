"""No fact is of a time after the document, no source was written after it; its title's year."""

from __future__ import annotations

from datetime import date

from reportgen.checks.prose import Said
from reportgen.diagnostics import NOWHERE, Sink
from reportgen.document.tree import Title, plain
from reportgen.facts.model import Dataset, Fact, Modality
from reportgen.facts.period import day_of
from reportgen.patterns import late

_HOPED = late("计划|目标|任务|预计|预算|预期|打算|安排|拟|力争|指标|将|明年|下[月年]|下一?步")
_YEAR = late("(?<![0-9])(?:19|20)[0-9]{2}(?=年)")
_TELLS = late("^(?!.*(?:安排|计划|谋划|规划|任务|目标|考核|整改|决算|预算|筹备|准备))"
              ".*(?:情况|分析|简析|快报|公报|综述|总结|回顾|月报|概况|统计|通报)$")
_AGAINST = late("比上[月年]|同比|环比")
_OPEN = frozenset((Modality.PLANNED, Modality.AIMED, Modality.UNDER_WAY))


def check_future(dataset: Dataset, said: Said, sink: Sink) -> None:
    """E0469 a printed fact of days to come, or from a later source; W0469 of a month not over.

    W0472 for a title that tells of a year of which no printed number is.
    """
    document = said.document
    day = day_of(document.meta.date)
    if day is None:
        return
    told: set[str] = set()
    years: set[int] = set()
    for each in said.values:
        fact = dataset.by_id.get(each.quantity.fact)
        if fact is None or fact.id in told or not fact.amounts:
            continue
        told.add(fact.id)
        if fact.period.start and fact.period.end:
            years |= {*range(fact.period.start.year, fact.period.end.year + 1)}
        _period(fact, day, plain(each.step.passage.children), sink)
        written = day_of(fact.source.date)
        if written is not None and written > day and fact.source.date not in told:
            told.add(fact.source.date)      # of one source once
            sink.error("E0469", f"来源“{fact.source.title}”的日期{fact.source.date}晚于成文日期"
                       f"{document.meta.date}", fact.span, "核对来源的日期和成文日期")
    named = {*map(int, _YEAR.findall(document.meta.title))}
    if years and named and not named & years and _TELLS.match(document.meta.title):
        sink.warning("W0472", f"标题说{min(named)}年，印出来的数没有一个是这一年的",
                     next((each.span for each in document.blocks if isinstance(each, Title)),
                          NOWHERE), "核对标题的年份和事实表的期间")


def _period(fact: Fact, day: date, said: str, sink: Sink) -> None:
    start, end = fact.period.start, fact.period.end
    if start is None or end is None or end <= day or fact.modality in _OPEN \
            or _HOPED.search(fact.name + fact.status + fact.note + fact.denominator):
        return
    if start > day:
        sink.error("E0469", f"“{fact.name}”是{fact.period.text}的数，成文的时候还没有到", fact.span,
                   "核对期间和成文日期；是计划数的，写“进度: 计划”")
    elif fact.period.month and (fact.changes or _AGAINST.search(said)):
        sink.warning("W0469", f"“{fact.name}”是{fact.period.text}的数，成文的时候这个月还没有完",
                     fact.span, "核对期间和成文日期；是月中的数，期间写到日，如 11月1日至20日")
