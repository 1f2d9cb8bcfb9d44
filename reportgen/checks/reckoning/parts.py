"""Parts and wholes in a sentence: 其中, 合计, shares that are all of 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.checks.prose import Prose, prose
from reportgen.checks.reckoning.amounts import Reader, Reading
from reportgen.checks.reckoning.bounds import Bounds, total
from reportgen.checks.reckoning.items import masked
from reportgen.checks.reckoning.roles import RATES, Role, told
from reportgen.diagnostics import Sink
from reportgen.document.tree import Document
from reportgen.facts.amount_text import decimal_text
from reportgen.facts.model import EXACT, Dataset
from reportgen.patterns import late

_WITHIN = late("其中|包括")
_STOP = late("同时|此外|另|还有|累计|全年|上年|去年|同期|计划|目标|平均|人均|每|分别|[比较]|其余"
             "|[。；]"
             "|带动|发现|查出|涉及|惠及|覆盖|提供|建成后|达产|预计|可[新实增]|将|产生|吸纳|受益"
             "|撬动|拉动|整改|，总|，[合总共]计|，共|，已|，均|，目前|，现")
_MEASURES = late("产值|产量|收入|税收?|利润|投资|营收|销售|贷款|存款|成本|支出|补[助贴]|工资"
                 "|面积|资金|出口|进口|零售额")
OVERLAP = late("常住|外来|流动|户籍|暂住|劳动力|就业|在校|重大|较大|党员|团员|妇女|女|少数民族"
               "|本科|大专|硕士|博士|学历|岁|残疾|低保|脱贫|贫困|退役"
               "|退休|高新|规上|规模以上|限上|限额以上"
               "|上市|专精特新|民营|外资|出口|留守|重点|新增|首次|创新|科技型|困难|独居|空巢"
               "|监测|示范|龙头|五保|特困|"
               "高龄|失能|干部|代表|骨干|能手")
_APART = (("男", "女"), ("规上", "规下"), ("规模以上", "规模以下"), ("限上", "限下"),
          ("民营", "国有"), ("重点", "一般"), ("重大", "一般"), ("贫困", "非贫困"))
_SUMMED = late("(?:合计|共计|总计|总共|一共)(?P<noun>[^，。；：、（）\\d]{0,8})\\Z")
_SHARES = late("占|比重|比例|构成|结构")
_ALL = late("三次产业|一产[^%]{0,40}二产[^%]{0,40}三产|第?一(?:产业)?、第?二(?:产业)?(?:、"
            "|和)第?三产业"
            "|男[^%]{0,40}女|城镇[^%]{0,40}[农乡]村"
            "|第一产业[^%]{0,40}第二产业[^%]{0,40}第三产业|其他|其它|其余|剩余|构成|结构"
             "|优秀?[^%]{0,12}[差劣]|满意[^%]{0,20}不满意")
_GROWN = late("增|减|升|降|提高|同比|环比|比上年|较上年|率|完成|超|速")
_PROPORTION = late(r"(?:结构|构成|比例?|比重|调整为|优化为|变为)[^，。；：:∶\d]{0,12}[:："
                   r"]?(?P<all>\d{1,3}(?:\.\d{1,2})?"
                   r"(?:\s?[:：∶]\s?\d{1,3}(?:\.\d{1,2})?){2,8})")
_HUNDRED = Bounds.exactly(100)
_NEAR = {True: (Decimal(90), Decimal(110)), False: (Decimal(100), Decimal(103))}


def check_parts_told(dataset: Dataset, document: Document, sink: Sink) -> None:
    """E0448 parts beyond their whole, E0455 a sum that is not that, E0449 shares not of 100 %."""
    reader = Reader(dataset)
    for passage in prose(document):
        for start, text in passage.sentences():
            if not (_WITHIN.search(text) or _SHARES.search(text) or "计" in text or "共" in text):
                continue
            readings = reader.read(passage, start, text)
            for whole, parts in _wholes(readings, text, start):
                _parts(passage, whole, parts, sink)
            _summed(passage, readings, sink)
            for group in _groups(readings):
                _hundred(passage, group, text, start, sink)
            _proportion(passage, start, text, sink)


# ------------------------------------------------------------------------------------ 其中


def _wholes(
    readings: Sequence[Reading], text: str, start: int
) -> Iterator[tuple[Reading, list[Reading]]]:
    """Each 其中: the largest amount that its parts may be parts of, and them."""
    plain = masked(text)
    for found in _WITHIN.finditer(text):
        at, end = start + found.start(), start + _end(text, found.start())
        before = [one.reading for one in told([each for each in readings if each.end <= at])
                  if one.role in {Role.VALUE, Role.CHANGE, Role.OTHER}]
        hidden = plain[found.start()] == "口"
        parts = [each for each in readings if at < each.start < end
                 and (hidden or plain[each.start - start] != "口")]
        if not before or not parts:
            continue
        unit = next((each.unit for each in reversed(before) if each.unit not in RATES), "")
        clause = [each for each in before if each.unit == unit]
        inside = _inside(parts, unit, clause[-1]) if clause and unit else []
        if inside:
            yield max(clause, key=lambda each: each.bounds.high), inside


def _end(text: str, at: int) -> int:
    """Where the bracket around a place ends, or the sentence, or the next 其中."""
    opened, closed = text.rfind("（", 0, at), text.rfind("）", 0, at)
    end = text.find("）", at) if opened > closed else -1
    again = _WITHIN.search(text, at + 2)
    ends = [place for place in (end, again.start() if again else -1) if place >= 0]
    return min(ends, default=len(text))


def _inside(readings: Sequence[Reading], unit: str, whole: Reading) -> list[Reading]:
    """The parts, up to what speaks of something else."""
    found: list[Reading] = []
    for one in told(readings):
        near = one.reading.near
        if _STOP.search(one.reading.lead.removeprefix("比").replace("比重", "")):
            break
        measures = set(_MEASURES.findall(near)[-1:]) - set(_MEASURES.findall(whole.lead))
        if one.reading.unit == unit and one.role is Role.VALUE:
            if measures:
                break
            found.append(one.reading)
    return found


def _parts(passage: Prose, whole: Reading, parts: Sequence[Reading], sink: Sink) -> None:
    related = tuple((passage.place(each.start, each.end), f"这里是“{each.text}”")
                    for each in (whole, *parts))
    for part in parts:
        if part.bounds.low > whole.bounds.high:
            sink.error("E0448", f"其中的“{part.text}”比“{whole.text}”还大",
                       passage.place(part.start, part.end), "核对这两个数", related=related[:1])
            return
    names = [each.near for each in parts]
    if len(parts) > 1 and total(each.bounds for each in parts).low > whole.bounds.high \
            and not overlapping(names):
        added = _written(parts)
        sink.error("E0448", f"其中各项加起来是{added}，比“{whole.text}”还大",
                   passage.place(parts[0].start, parts[0].end),
                   "核对各数；各项互有重叠的，在文中说明", related=related)


def overlapping(names: Sequence[str]) -> bool:
    """Whether things of these names may be counted twice: 党员 and 妇女; not 男 and 女."""
    said = "、".join(names)
    for one, other in _APART:
        if one in said and other in said.replace(f"非{one}", ""):
            said = said.replace(one, "").replace(other, "")
    return any(sum(word in name for name in names) < len(names)
               for word in set(OVERLAP.findall(said)))


def _written(parts: Sequence[Reading]) -> str:
    """The sum of the printed numbers, in the unit of the first."""
    amount = parts[0].amount
    one = EXACT.divide(amount.value, amount.number) if amount.number else Decimal(1)
    added = sum((each.amount.value for each in parts), Decimal(0))
    return decimal_text(EXACT.divide(added, one).normalize(EXACT)) + amount.full_unit


# ------------------------------------------------------------------------------------ 合计


def _summed(passage: Prose, readings: Sequence[Reading], sink: Sink) -> None:
    """甲6家、乙7家，合计13家."""
    for at, whole in enumerate(readings):
        if _SUMMED.search(whole.near) is None:
            continue
        parts: list[Reading] = []
        for each in reversed(readings[:at]):
            behind = parts[-1].lead if parts else whole.lead
            if each.unit != whole.unit or not each.unit or each.unit in RATES or (
                    parts and behind[:1] not in {"、", "和"}):
                break
            parts.insert(0, each)
            parts.sort(key=lambda one: one.start)
            if _LEADS.search(each.near) or each.lead[:1] not in {"、", "和"}:
                break
        first = readings[0] is parts[0] if parts else False
        if len(parts) > 1 and first and not _STOP.search(parts[0].lead) \
                and whole.lead.startswith("，") \
                and not total(each.bounds for each in parts).meets(whole.bounds):
            sink.error("E0455", f"前面各数加起来是{_written(parts)}，不是“{whole.text}”",
                       passage.place(whole.start, whole.end), "核对各数和合计", related=tuple(
                           (passage.place(each.start, each.end), f"这里是“{each.text}”")
                           for each in parts))


_LEADS = late("其中|等")


# ------------------------------------------------------------------------------------ 100 %


def _groups(readings: Sequence[Reading]) -> Iterator[tuple[Reading, ...]]:
    """The % of one list, where its words speak of shares."""
    group: list[Reading] = []
    for each in readings:
        link = each.lead
        joined = each.unit == "%" and not _GROWN.search(each.near) and (not group or (
            link[:1] in "、，和及与" and len(link) < 24 and not _CLAUSE.search(link[1:])))
        if not joined:
            if len(group) > 1:
                yield tuple(group)
            group = []
        if each.unit == "%" and not _GROWN.search(each.near):
            group.append(each)
    if len(group) > 1:
        yield tuple(group)


_CLAUSE = late("[，。；（）]")


def _hundred(
    passage: Prose, group: Sequence[Reading], text: str, start: int, sink: Sink
) -> None:
    begin = max(text.rfind("，", 0, group[0].start - start - len(group[0].near)), -1) + 1
    clause = text[begin : group[-1].end - start]
    if not _SHARES.search(clause) or overlapping(clause.split("、")) or any(
            each.amount.approximation for each in group):
        return
    every = _ALL.search(clause) is not None
    added = total(each.bounds for each in group)
    printed = sum((each.amount.number for each in group), Decimal(0))
    low, high = _NEAR[every]
    fine = any("." in each.amount.digits for each in group) and len(group) > 2
    if low < printed < high and not added.meets(_HUNDRED) and (every or fine):
        sink.error("E0449", f"各部分占比加起来是{decimal_text(printed)}%，不是100%",
                   passage.place(group[0].start, group[0].end), "核对各个占比；没有列全的，"
                                                                "写明还有其他",
                   related=tuple((passage.place(each.start, each.end), f"这里是“{each.text}”")
                                 for each in group))


def _proportion(passage: Prose, start: int, text: str, sink: Sink) -> None:
    """三次产业结构为8.2∶45.3∶46.5."""
    for found in _PROPORTION.finditer(text):
        numbers = [Decimal(each) for each in re.split(r"\s?[:：∶]\s?", found["all"])]
        added = total(Bounds.rounded(each, Decimal(1).scaleb(int(each.as_tuple().exponent)))
                      for each in numbers)
        low, high = _NEAR[True]
        if low < sum(numbers) < high and not added.meets(_HUNDRED) and "产业" in text:
            place = passage.place(start + found.start("all"), start + found.end("all"))
            sink.error("E0449", f"各部分加起来是{decimal_text(sum(numbers, Decimal(0)))}，"
                                f"不是100", place,
                       "核对各个占比")
