"""What is compared, or told as one measure, is of one scope and length of time, and as far done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from reportgen.checks.prose import Prose, Said
from reportgen.checks.statistics.told_periods import measure
from reportgen.diagnostics import Sink, Span
from reportgen.document.tree import Note, Table
from reportgen.facts.forms import FORMS, Shows
from reportgen.facts.model import Dataset, Fact, Modality
from reportgen.facts.period import interval
from reportgen.frozen import frozen
from reportgen.patterns import late

_BREAK = late("(?:口径|区划|统计(?:方法|范围)|范围)(?:有?变化|调整|改变)|基数修订|修订基数|撤并")
_BREAK_TOLD = late(
    "口径(?:有?所?(?:变化|调整|改变|变动)|[与和同]上年不同)|行政区划(?:调整|变更)|(?:修订|调整)后?的?基数"
    "|基数(?:修订|调整)|统计范围(?:有?所?扩大|调整|变化|扩展)|划[出入](?:县域|统计)|[镇乡县区]合并(?:后|，)")
_GREW = late("(?:同比|比[上去]年|增长|下降)[^，。；0-9]{0,12}[0-9]")
_MENDED = late("可比|同口径|口径一致|重新(?:计算|核算|测算)|按调整后|还原|剔除|已作?相应?调整|追溯")
_COMPARED = frozenset(("增长率", "增量", "比值", "百分点差", "增幅差", "年均增长"))
_EXPLAINED = "口径"     # whoever writes the word has seen it
_PRICED = late("可比价|不变价|现价|当年价")
_PLACE = late("^(?:[\u4e00-\u9fff]{1,4}?(?:自治县|[省市县区乡镇村]|街道|社区)|农村|城镇)")
_OF_SCOPE = late("规模以上|规上|限额以上|限上|限额以下|规模以下|全社会|全部|常住|户籍")
_SUFFIX = 2         # characters at the end of the names of amounts that are alike: 增加值, 产值
_MEASURED = frozenset((Shows.AMOUNT, Shows.NUMBER, Shows.RATE))
_DONE = late("已(?:经)?(?:全部|累计|陆续|共|先后)?(?:完成|建成|通车|投产|竣工|交付|投用|开通|实现"
             "|发放|安置|入住|栽[植种]|拨付|到位|开工|达到?)")
_TO_DO = late("计划|力争|预计|目标|将|争取|拟|确保|力促|预算|概算|总投资|总规模|明年"
               "|下[月年步一]|年[底内末]|[月日]底|[日月]前|任务|设计")
_OPEN = (Modality.PLANNED, Modality.AIMED)


@frozen
class _Group:
    """What is read together: a sentence, or the cells of a table."""

    text: str
    facts: list[Fact]
    span: Span
    rates: tuple[Fact, ...] = ()        # those of which a sentence prints the growth, too


def check_scopes(dataset: Dataset, said: Said, sink: Sink) -> None:
    """W0462 for a formula, a sentence or a table that sets unlike things side by side.

    I0471 growth over a break in its series. What 口径 says counts: the range, the price basis,
    the status (快报, 初步数).
    """
    for fact in dataset:
        if fact.formula is not None and fact.formula.name in _COMPARED:
            operands = [dataset.by_id[id_] for id_ in fact.formula.operands]
            if differ := _scopes(operands) or _lengths(operands):
                _tell(f"“{fact.name}”比的数{differ}", operands, fact.span, sink)
    _broken(dataset, said, sink)
    for group in _groups(dataset, said):
        for name, facts in _alike(group):
            differ = _scopes(facts)
            part = group.text.partition("其中")[2] or group.text    # the part's has to be said
            if differ and not any(fact.scope and fact.scope in part for fact in facts):
                _tell(f"几个“{name}”{differ}，写在一起会被拿来比", facts, group.span, sink)
                break
    mended = any(isinstance(each.step.block, Note) and _MENDED.search(each.text)
                 for each in said.prose)
    for passage in said.prose:
        if passage.step.running:
            if not mended:
                _break_told(passage, sink)
            if any(passage.quantities()):
                _done(passage, dataset, sink)


def _alike(group: _Group) -> Iterator[tuple[str, list[Fact]]]:
    """The facts that are read as one measure: by its name; in a sentence, of places or prices."""
    alike: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in group.facts:
        alike[measure(fact)].append(fact)
    scoped = [fact for fact in group.rates if fact.scope]
    if len({fact.scope for fact in scoped}) > 1:
        for fact in scoped:
            name, unit = measure(fact)
            name = _OF_SCOPE.sub("", name.replace(fact.scope, "").removeprefix(fact.entity))
            alike[(_PLACE.sub("", name), f"{unit}，写明了口径")].append(fact)
        if not _PRICED.search(group.text):
            for fact in scoped:
                if _PRICED.search(fact.scope):
                    alike[(fact.name[-_SUFFIX:], f"{fact.unit}，价格")].append(fact)
    yield from ((name, facts) for (name, _), facts in alike.items())


def _done(passage: Prose, dataset: Dataset, sink: Sink) -> None:
    """W0462 for 已完成 and a number that is planned, or aimed at; 分别 before one and one done."""
    for start, sentence in passage.sentences():
        printed = [(at - start, fact, len(each.text))
                   for at, each in passage.quantities(start, start + len(sentence))
                   if (fact := dataset.by_id.get(each.fact)) and FORMS[each.form].states_value]
        for at, fact, length in printed if any(f.modality in _OPEN for _, f, _ in printed) else ():
            said = sentence[:at]
            done = max((each.end() for each in _DONE.finditer(said)), default=-1)
            between = said[done:] if done >= 0 else "；"
            each_of = said.rpartition("，")[2]
            mixed = any(f.modality not in (*_OPEN, None) and (
                measure(f) == measure(fact) if fact.indicator else
                "分别" in each_of and f.unit == fact.unit) for _, f, _ in printed)
            near = between.count("，") <= (fact.modality is Modality.AIMED) \
                and not {*between} & {*"：；"}
            if fact.modality in _OPEN and (near or mixed) and not _TO_DO.search(
                    each_of if mixed else between) and not sentence.startswith("的", at + length):
                sink.warning("W0462", f"“{fact.name}”是{fact.modality.value}的数，写成了已经做到的",
                             passage.place(start + at), "换成实际完成的数；或写明“计划”“力争”",
                             related=fact.here)


def _broken(dataset: Dataset, said: Said, sink: Sink) -> None:
    """I0471 growth over a break in the series that the document does not speak of."""
    text = None
    for quantity in (each for passage in said.prose for _, each in passage.quantities()):
        fact = dataset.by_id.get(quantity.fact)
        if fact is None or not (fact.changes or fact.formula) or quantity.form in {"值", "数值"} \
                or not (found := _BREAK.search(f"{fact.note}{fact.scope}{fact.inferred}")):
            continue
        text = "".join(each.text for each in said.prose) if text is None else text
        if _EXPLAINED not in text and found.group() not in text:
            sink.info("I0471", f"“{fact.name}”有{found.group()}，前后两期的增幅没有说明怎样算",
                      quantity.span, "在注里写：增幅按可比口径计算", related=fact.here)
            return


def _break_told(passage: Prose, sink: Sink) -> None:
    """I0471 因统计口径调整，……同比增长6.4%: growth over a break, not how it is reckoned."""
    found = _BREAK_TOLD.search(passage.text)
    if found and _GREW.search(passage.text, found.end()) and not _MENDED.search(passage.text):
        sink.info("I0471", f"文中说“{found.group()}”，后面的增幅没有说明怎样算",
                  passage.place(found.start()), "写明：按可比口径计算，或上年数已作调整")


def _groups(dataset: Dataset, said: Said) -> Iterator[_Group]:
    tables: dict[str, tuple[Table, list[str], list[Fact]]] = {}
    for passage in said.prose:
        block = passage.step.block
        if isinstance(block, Table):
            _, texts, cells = tables.setdefault(block.label, (block, [], []))
            texts.append(passage.text)
            parts = [(0, passage.text)]
        elif not passage.step.running:
            continue
        else:
            parts = list(passage.sentences())
        for start, text in parts:
            printed = [(dataset.by_id[each.fact], FORMS[each.form])
                       for _, each in passage.quantities(start, start + len(text))
                       if each.fact in dataset.by_id]
            facts = [fact for fact, form in printed if form.states_value]
            rates = tuple(fact for fact, form in printed if form.shows in _MEASURED)
            if isinstance(block, Table):
                cells += facts
            elif len(rates) > 1 and _EXPLAINED not in text:
                yield _Group(text, facts, passage.place(start), rates)
    for block, texts, cells in tables.values():
        if _EXPLAINED not in (text := "".join(texts)):
            yield _Group(text, cells, block.span)


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
