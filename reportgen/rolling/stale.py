"""What an issue still has from the one before it: figures, sentences, charts, title, number, days.

Much may rightly stay: the number of villages, a plan, a history. What is told is what hardly does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from reportgen.checks.prose import Prose, prose
from reportgen.diagnostics import NOWHERE, Sink, Span
from reportgen.document.chart import data
from reportgen.document.quantity import Quantity
from reportgen.document.tree import Document, Figure, Heading, Masthead, Table, Title
from reportgen.facts.model import Dataset, Fact, Period
from reportgen.facts.period import day_of, parse_period
from reportgen.frozen import frozen
from reportgen.patterns import late
from reportgen.rolling.story import DAYS
from reportgen.rolling.turning import Turn, following, issue_of, mentions, own_form
from reportgen.rolling.values import PLANS, same_days, value_text

_SHOWN = 5          # figures, sentences that are named one by one
_LONG = 12          # characters of a sentence that nobody writes twice by chance
_FEW = 3            # equal figures that may stay, from which on it is no chance
_DAYS = 200         # an issue that comes out so long after its period bears a wrong year
_FLOWS = frozenset(["元", "吨", "公斤", "千克", "斤", "千瓦时", "度", "立方米", "吨公里", "人公里"])
_STOCKS = late("余额|存量|库存|结存|库容|蓄水|资产|负债|资本|资金总|[年月期季]末|价格?$|标准$|累计")
# Of a sentence: what lasts beyond an issue, what is aimed at, what is compared with.
_LASTING = late("共有|现有|辖|总面积|总人口|户籍|常住|位于|坐落|热线|电话|地址|占地|历年|不少于"
                "|不低于|不超过|不得|计划|目标|力争|确保|任务|规划|预算|标准|最低|每|补[助贴]"
                "|[0-9]年.{0,3}以来|季度|半年")
_TYPED = late(r"(?<![0-9.])[0-9][0-9.]{2,}(?:%|‰|个百分点|[余多]?[千万亿]*[余多]?"
              r"(?:元|吨|公斤|公里|米|亩|公顷|平方|立方|千瓦时|度|户|人|名|件|家|次|起|处|个|项|台|辆|头|只|株))")
# Round a mention: what is compared with it, or goes on since.
_COMPARED = late("[比较与和跟同从自由于在早]|上[月期周季]")
_SINCE = ("相比", "以来", "起", "至", "到", "同期", "的基础", "开始", "之后", "以后", "后", "前",
          "以前", "之前", "和", "、", "与", "开工", "动工", "启动", "成立", "开业", "印发")
_NAMED = late("《[^《》]*》")
_EVER = late("简报|要情|动态|月报|周报|季报|快报|通报|信息|公报|专报")
_PART = ("底", "末", "初", "上旬", "中旬", "下旬")
_UP_TO = ("截至", "截止", "截止到", "截至到")
_NUMBER, _TOTAL = late("^第([0-9]+)期"), late("总第([0-9]+)期")


@frozen
class Previous:
    """The issue before, as printed: its folder's name, and that of this one's.

    `places`: where the keys of this one's front matter are written.
    """

    name: str
    here: str
    dataset: Dataset
    document: Document
    places: Mapping[str, Span] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """What a message calls it."""
        return f"上一期（{self.name}）"


def check_stale(dataset: Dataset, document: Document, previous: Previous, sink: Sink) -> None:
    """W0490 to W0497 for what stayed as it was in the issue before."""
    turn = Turn(previous.dataset.period, dataset.period)
    dated = bool(turn.old.end and turn.new.end)
    moved = dated and (turn.old.end or date.max) < (turn.new.end or date.min)
    copied = numbers(document, previous, turn, sink)
    days(document, previous, turn.new, sink)
    forgotten = dated and turn.old == turn.new and periods(dataset, previous, sink)
    titles(document, previous, turn, sink)
    if not moved and not forgotten and not copied:
        return          # several issues of one period say the same
    now = list(prose(document))
    stale = values(dataset, previous, turn, sink)
    sentences(now, previous, stale, sink)
    charts(document, previous, sink)
    if moved:
        left_over(now, previous, turn, sink)


# --------------------------------------------------------------------------------- figures


def values(dataset: Dataset, previous: Previous, turn: Turn, sink: Sink) -> frozenset[str]:
    """W0490, once, for figures that should have moved and are the same, digit for digit.

    Returns the facts' ids.
    """
    before = {turn.told(fact.name): fact for fact in previous.dataset
              if current(fact, previous.dataset)}
    there = [fact for fact in dataset if current(fact, dataset) and fact.name in before]
    may_stay = [fact for fact in there if _digits(fact) >= 3 and not _flows(fact)]
    same = [fact for fact in there if fact.value == before[fact.name].value]
    stayed = {fact.id for fact in same} & {fact.id for fact in may_stay}
    if len(stayed) < _FEW or 2 * len(stayed) <= len(may_stay):
        stayed = set()
    sure = [fact for fact in same if fact.id in stayed or _flows(fact) or (
        _digits(fact) >= 2 and _same_rate(fact, before[fact.name]))]
    if sure:
        names = "、".join(f"{fact.name} {value_text(fact)}" for fact in sure[:_SHOWN])
        sink.warning(
            "W0490", f"{len(sure)} 个数和{previous.told}一个数字不差：{names}"
            + "等" * (len(sure) > _SHOWN), sure[0].span,
            "对照来源，换成这一期的数；确实没有变的，不用改",
            related=tuple((fact.span, fact.name) for fact in sure[1:_SHOWN]))
    return frozenset(fact.id for fact in sure)


def current(fact: Fact, dataset: Dataset) -> bool:
    """Whether a fact is a figure of the issue's own period, not a plan, not worked out here."""
    return bool(fact.amounts) and not fact.derived and fact.modality not in PLANS \
        and (not fact.period.text or fact.period.end == dataset.period.end)


def _digits(fact: Fact) -> int:
    """The significant digits of a figure; 0 of one that is only about right."""
    return min(0 if each.approximation else len(str(each.number).lstrip("-0.").replace(
        ".", "").rstrip("0")) for each in fact.amounts)


def _flows(fact: Fact) -> bool:
    """Whether a figure is made anew in each period: money, weight, power; not a state, a sum."""
    return all(each.unit in _FLOWS for each in fact.amounts) and _digits(fact) >= 3 \
        and not fact.cumulative and not _STOCKS.search(fact.name)


def _same_rate(fact: Fact, old: Fact) -> bool:
    return any(change.rate.number and change in old.changes for change in fact.changes)


# ----------------------------------------------------------------------------------- words


def sentences(
    now: Sequence[Prose], previous: Previous, stale: frozenset[str], sink: Sink,
) -> None:
    """W0491, once, for sentences as before that tell a figure: a typed one, or a `stale` fact."""
    known = {said for _, _, said in _said(prose(previous.document))}
    same = [(each, start, said) for each, start, said in _said(now)
            if said in known and _counts(each, start, said, stale)]
    if same:
        quoted = "".join(f"“{said}”" for _, _, said in same[:_SHOWN])
        places = [each.place(start) for each, start, _ in same]
        sink.warning("W0491", f"{len(same)} 句和{previous.told}一个字不差：{quoted}"
                     + "等" * (len(same) > _SHOWN), places[0],
                     "照这一期的情况重写；确实没有变的，不用改",
                     related=tuple((place, "还有这一句") for place in places[1:_SHOWN]))


def _said(texts: Iterable[Prose]) -> Iterator[tuple[Prose, int, str]]:
    """The sentences of the running text that are long enough, each with where it begins."""
    for each in texts:
        if each.step.running and each.step.passage.style not in {"table_cell", "note"} \
                and not isinstance(each.step.block, Heading):
            for start, text in each.sentences():
                if len(said := text.strip()) >= _LONG:
                    yield each, start + text.index(said), said


def _counts(each: Prose, start: int, said: str, stale: frozenset[str]) -> bool:
    """Whether a sentence tells a figure of its period; not what lasts, a day, a name."""
    if _LASTING.search(said):
        return False
    filled = list(each.quantities(start, start + len(said)))
    if any(quantity.fact in stale for _, quantity in filled):
        return True
    bare = said
    for at, quantity in reversed(filled):
        bare = bare[: at - start] + bare[at - start + len(quantity.text):]
    for found in list(mentions(bare)):
        bare = bare.replace(found[0], "")
    return _TYPED.search(_NAMED.sub("", bare)) is not None


def left_over(now: Sequence[Prose], previous: Previous, turn: Turn, sink: Sink) -> None:
    """W0494 for each text that names the old period as if it were this one's."""
    titled = _titles(previous.document)
    tables = {id(each.step.block) for each in now if isinstance(each.step.block, Table)
              and _names(each.text, turn.new)}      # 4月 beside 5月
    for each in now:
        block = each.step.block
        if isinstance(block, Masthead) or id(block) in tables or (
                isinstance(block, Title) and each.text in titled):
            continue
        for start, text in each.sentences():
            found = [(m, new) for m in mentions(text) if (new := turn.told(m[0])) != m[0]]
            for m, new in found if found and not _names(text, turn.new) else ():
                if _left(each, start, text, m, turn):
                    sink.warning("W0494", f"还写着{previous.told}的“{m[0]}”",
                                 each.place(start + m.start(), start + m.end()),
                                 f"是这一期的，应当是“{new}”；说的就是{m[0]}的事，不用改")


def _names(text: str, period: Period) -> bool:
    return any(same_days(parse_period(m[0], period), period) for m in mentions(text))


def _left(each: Prose, start: int, text: str, found: re.Match[str], turn: Turn) -> bool:
    """Whether a mention was typed, and not to compare, to tell what came before, or in a name."""
    at = start + found.start()
    if any(piece.start <= at < piece.end and isinstance(piece.leaf, Quantity)
           for piece in each.pieces):
        return False
    before, after = text[: found.start()], text[found.end():]
    if before.endswith(_UP_TO):
        return True
    clause = re.split("[，；：（]", before)[-1].strip()
    if before.rfind("《") > before.rfind("》") or _COMPARED.search(clause) \
            or after.startswith((*_SINCE, *_PART)) or found["day"]:
        return False
    if each.step.passage.style not in {"body", "footnote"}:
        return True
    year = found["year"] or ""
    if year in {"上年", "去年"} or (year[:4].isdecimal() and int(year[:4]) < turn.old.year):
        return False        # a history
    if own_form(turn.old) in {"alone", "whole"}:
        return not before.strip() and after.startswith(("，", "全"))
    return not clause


# --------------------------------------------------------------------------- charts, heads


def charts(document: Document, previous: Previous, sink: Sink) -> None:
    """W0492 for charts of the period of which every value is as before."""
    old = previous.dataset
    known = {_drawn(block) for block in _figures(previous.document)
             if any(fact is not None and fact.period.end == old.period.end for each in data(
                 block.chart) for fact in [old.by_id.get(each.quantity.fact)])}
    for block in _figures(document):
        if (drawn := _drawn(block)) in known and len(set(drawn)) > 1:
            sink.warning("W0492", f"{block.label}的 {len(drawn)} 个数都和{previous.told}的图一样",
                         block.span, "换成这一期的事实；确实没有变的，不用改")


def _figures(document: Document) -> Iterator[Figure]:
    return (block for block in document.blocks if isinstance(block, Figure))


def _drawn(figure: Figure) -> tuple[str, ...]:
    return tuple(each.quantity.text for each in data(figure.chart))


def titles(document: Document, previous: Previous, turn: Turn, sink: Sink) -> None:
    """W0493 for a title that is the same, unless it is what every issue is called."""
    before = _titles(previous.document)
    for title, span in _titles(document).items():
        new = turn.told(title)
        if title in before and (new != title or not _EVER.search(title)):
            hint = f"改成“{new}”" if new != title else "写这一期的标题"
            sink.warning("W0493", f"标题和{previous.told}一样：{title}", span, hint)


def _titles(document: Document) -> dict[str, Span]:
    return {block.text: block.span for block in document.blocks if isinstance(block, Title)}


def numbers(document: Document, previous: Previous, turn: Turn, sink: Sink) -> bool:
    """W0496 for an issue whose number does not follow the one before; whether it is the same."""
    new, old = _masthead(document), _masthead(previous.document)
    if new is None or old is None or new.name != old.name:
        return False
    anew = document.meta.date[:4] != previous.document.meta.date[:4]
    gap = issue_of(previous.here) - issue_of(previous.name) > 1 or (
        bool(turn.old.end) and getattr(following(turn.old), "end", None) not in {
            None, turn.old.end, turn.new.end})
    for pattern, what, restarts in ((_NUMBER, "期号", anew), (_TOTAL, "总期号", False)):
        now, then = pattern.search(new.issue), pattern.search(old.issue)
        if now is None or then is None:
            continue
        n, last = int(now[1]), int(then[1])
        if n != last + 1 and not (gap and n > last) and not (restarts and (n == 1 or gap)):
            sink.warning("W0496", f"{what}是 {n}，{previous.told}是 {last}",
                         previous.places.get(what, new.span),
                         f"接下来是 {1 if restarts else last + 1}；"
                         "中间另有一期的，把那一期也放在旁边")
    return new.issue == old.issue and not anew


def _masthead(document: Document) -> Masthead | None:
    return next((block for block in document.blocks if isinstance(block, Masthead)), None)


def days(document: Document, previous: Previous, period: Period, sink: Sink) -> None:
    """W0497 for an issue that is not dated after the one before, or in a year far from its own."""
    new, old = (day_of(each.meta.date) for each in (document, previous.document))
    if new is None or old is None:
        return
    head = next((previous.places[key] for key in DAYS if key in previous.places), NOWHERE)
    late_by = (new - period.end).days if period.end else 0
    last = previous.dataset.period.end
    if new < old or (new == old and period != previous.dataset.period):
        sink.warning("W0497", f"日期 {new} 不在{previous.told}的 {old} 之后", head,
                     "写这一期印发的日子，看看年份")
    elif last and (old - last).days < _DAYS <= late_by:
        sink.warning("W0497", f"日期 {new} 比期间“{period.text}”晚 {late_by} 天，"
                     f"{previous.told}只晚 {(old - last).days} 天", head, "看看年份")


def periods(dataset: Dataset, previous: Previous, sink: Sink) -> bool:
    """W0495 where the folders' names tell two periods, and the facts still the old one."""
    here, there = ({m[0] for m in mentions(name)} for name in (previous.here, previous.name))
    if not here or not there or here == there:
        return False
    sink.warning("W0495", f"期间还是{previous.told}的“{dataset.period.text}”",
                 next((Span(fact.span.file) for fact in dataset), NOWHERE), "改成这一期的期间")
    return True
