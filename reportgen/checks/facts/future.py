"""No fact is of a time after the document, and no source was written after it."""

from __future__ import annotations

from datetime import date

from reportgen.checks.walk import survey, values
from reportgen.diagnostics import Sink
from reportgen.document.tree import Document
from reportgen.facts.model import Dataset, Fact, Modality
from reportgen.patterns import late

_HOPED = late("计划|目标|任务|预计|预算|预期|打算|安排|拟|力争|指标|将|明年|下[月年]|下一?步")
_OPEN = frozenset((Modality.PLANNED, Modality.AIMED, Modality.UNDER_WAY))


def check_future(dataset: Dataset, document: Document, sink: Sink) -> None:
    """E0469 a printed fact of days to come, or from a later source; W0469 of a month not over."""
    day = _date(document.meta.date)
    if day is None:
        return
    told: set[str] = set()
    for each in values(survey(document)):
        fact = dataset.by_id.get(each.quantity.fact)
        if fact is None or fact.id in told or not fact.amounts:
            continue
        told.add(fact.id)
        _period(fact, day, sink)
        written = _date(fact.source.date)
        if written is not None and written > day and fact.source.date not in told:
            told.add(fact.source.date)      # of one source once
            sink.error("E0469", f"来源“{fact.source.title}”的日期{fact.source.date}晚于成文日期"
                       f"{document.meta.date}", fact.span, "核对来源的日期和成文日期")


def _period(fact: Fact, day: date, sink: Sink) -> None:
    start, end = fact.period.start, fact.period.end
    if start is None or end is None or end <= day or fact.modality in _OPEN \
            or _HOPED.search(fact.name + fact.status + fact.note + fact.denominator):
        return
    if start > day:
        sink.error("E0469", f"“{fact.name}”是{fact.period.text}的数，成文的时候还没有到", fact.span,
                   "核对期间和成文日期；是计划数的，写“进度: 计划”")
    elif fact.period.month and fact.changes:
        sink.warning("W0469", f"“{fact.name}”是{fact.period.text}的数，成文的时候这个月还没有完",
                     fact.span, "核对期间和成文日期；是月中的数，期间写到日，如 11月1日至20日")


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
