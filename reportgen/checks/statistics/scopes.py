"""What is compared, or told as one measure, is of one scope and one length of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from reportgen.checks.prose import prose
from reportgen.checks.statistics.told_periods import measure
from reportgen.diagnostics import Sink, Span
from reportgen.document.tree import Document, Table
from reportgen.facts.forms import FORMS
from reportgen.facts.model import Dataset, Fact
from reportgen.facts.period import interval
from reportgen.frozen import frozen
from reportgen.patterns import late

_BREAK = late("(?:口径|区划|统计(?:方法|范围)|范围)(?:有?变化|调整|改变)|基数修订|修订基数|撤并")
_COMPARED = frozenset(("增长率", "增量", "比值", "百分点差", "增幅差", "年均增长"))
_EXPLAINED = "口径"     # whoever writes the word has seen it


@frozen
class _Group:
    """What is read together: a sentence, or the cells of a table."""

    text: str
    facts: list[Fact]
    span: Span


def check_scopes(dataset: Dataset, document: Document, sink: Sink) -> None:
    """W0462 for a formula, a sentence or a table that sets unlike things side by side.

    I0471 growth over a break in its series. What 口径 says counts: the range, the price basis,
    the status (快报, 初步数).
    """
    for fact in dataset:
        if fact.formula is not None and fact.formula.name in _COMPARED:
            operands = [dataset.by_id[id_] for id_ in fact.formula.operands]
            if said := _scopes(operands) or _lengths(operands):
                _tell(f"“{fact.name}”比的数{said}", operands, fact.span, sink)
    _broken(dataset, document, sink)
    for group in _groups(dataset, document):
        alike: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in group.facts:
            alike[measure(fact)].append(fact)
        for (name, _), facts in alike.items():
            said = _scopes(facts)
            if said and not any(fact.scope and fact.scope in group.text for fact in facts):
                _tell(f"几个“{name}”{said}，写在一起会被拿来比", facts, group.span, sink)
                break


def _broken(dataset: Dataset, document: Document, sink: Sink) -> None:
    """I0471 growth over a break in the series that the document does not speak of."""
    text = None
    for quantity in (each for passage in prose(document) for _, each in passage.quantities()):
        fact = dataset.by_id.get(quantity.fact)
        if fact is None or not (fact.changes or fact.formula) or quantity.form in {"值", "数值"} \
                or not (found := _BREAK.search(f"{fact.note}{fact.scope}{fact.inferred}")):
            continue
        text = "".join(each.text for each in prose(document)) if text is None else text
        if _EXPLAINED not in text and found.group() not in text:
            sink.info("I0471", f"“{fact.name}”有{found.group()}，前后两期的增幅没有说明怎样算",
                      quantity.span, "在注里写：增幅按可比口径计算", related=fact.here)
            return


def _groups(dataset: Dataset, document: Document) -> Iterator[_Group]:
    tables: dict[str, _Group] = {}
    for passage in prose(document):
        block = passage.step.block
        if isinstance(block, Table):
            group = tables.setdefault(block.label, _Group("", [], block.span))
            parts = [(0, passage.text)]
            tables[block.label] = _Group(group.text + passage.text, group.facts, group.span)
        elif not passage.step.running:
            continue
        else:
            parts = list(passage.sentences())
        for start, text in parts:
            facts = [dataset.by_id[each.fact]
                     for _, each in passage.quantities(start, start + len(text))
                     if each.fact in dataset.by_id and FORMS[each.form].states_value]
            if isinstance(block, Table):
                group.facts.extend(facts)
            elif len(facts) > 1 and _EXPLAINED not in text:
                yield _Group(text, facts, passage.place(start))
    yield from (group for group in tables.values() if _EXPLAINED not in group.text)


def _scopes(facts: Sequence[Fact]) -> str:
    """What differs of their 口径; a missing one differs from one that is written."""
    found = dict.fromkeys(fact.scope for fact in facts if fact.amounts)
    return f"口径不同（{'、'.join(each or '未写明' for each in found)}）" if len(found) > 1 else ""


def _lengths(facts: Sequence[Fact]) -> str:
    """A month beside a year; what stands at the end of one is no length."""
    told = [fact.period.text for fact in facts]
    spans = [interval(fact.period) for fact in facts if fact.period.start != fact.period.end]
    months = {span.months for span in spans if span is not None}
    return f"期间长短不同（{'、'.join(told)}）" if len(months) > 1 else ""


def _tell(said: str, facts: Sequence[Fact], span: Span, sink: Sink) -> None:
    first, second = facts[0], next(
        (fact for fact in facts if fact.scope != facts[0].scope), facts[-1])
    sink.warning("W0462", said, span,
                 "换成同一口径、同样长的期间的数；确要放在一起，在文中说明口径",
                 related=(*first.here, *second.here))
