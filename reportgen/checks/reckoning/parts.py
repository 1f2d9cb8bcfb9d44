"""Parts and wholes in a sentence: 其中, 合计, shares that are all of 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.checks.reckoning.amounts import Reading
from reportgen.checks.reckoning.identities import written
from reportgen.checks.reckoning.items import masked
from reportgen.checks.reckoning.roles import RATES, Role, told
from reportgen.checks.reckoning.ties import Sentence
from reportgen.diagnostics import Sink
from reportgen.facts import numerals
from reportgen.facts.amount_text import decimal_text
from reportgen.facts.bounds import Bounds, total
from reportgen.patterns import late

_WITHIN = late("其中|包括")
_STOP = late("同时|此外|另|还有|累计|全年|上年|去年|同期|计划|目标|平均|人均|每|分别|[比较]|其余"
             "|[。；]|带动|发现|查出|涉及|惠及|覆盖|提供|建成后|达产|预计|可[新实增]|将|产生|吸纳"
             "|受益|撬动|拉动|整改|最[高低]|亩产|单产|均价|单价|，总|，[合总共]计|，共|，已|，均"
             "|，目前|，现")
_MEASURES = late("余额|存量|产值|产量|收入|税收?|利润|投资|营收|销售|贷款|存款|成本|支出|补[助贴]"
                 "|工资|面积|资金|出口|进口|零售额")
OVERLAP = late("常住|外来|流动|户籍|暂住|劳动力|就业|在校|重大|较大|党员|团员|妇女|女|少数民族"
               "|本科|大专|硕士|博士|学历|岁|残疾|低保|脱贫|贫困|退役"
               "|退休|高新|规上|规模以上|限上|限额以上"
               "|上市|专精特新|民营|外资|出口|留守|重点|新增|首次(?!登记)|创新|科技型|困难|独居|空巢"
               "|监测|示范|龙头|五保|特困|以上|以下|先进|高龄|失能|干部|代表|骨干|能手")
_APART = (("男", "女"), ("规上", "规下"), ("规模以上", "规模以下"), ("限上", "限下"),
          ("民营", "国有"), ("民营", "公立"), ("民办", "公办"), ("以上", "以下"),
          ("重点", "一般"), ("重大", "一般"), ("贫困", "非贫困"))
_LEVEL = late("平均|人均|户均|亩均|亩产|单产|单价|均价|最[高低]|每|净[增减流]")
_OVERLAPS = late("同时|兼|重[合复叠]|交叉|[两多]类|两者|双重|既|不止|多选")
_PLACES = late("[镇村乡县区市]|街道|社区")
_FUNDS = late("(?:中央|省级?|市级?|县级?|区级?|镇级?|自筹|社会)(?:财政)?(?:补助)?(?:资金|投资)?")
_OPPOSITE = (*_APART, ("城镇", "农村"), ("城镇", "乡村"), ("内资", "外资"),
             ("已", "未"), ("合格", "不合格"), ("新建", "改造"), ("进口", "出口"),
             ("水田", "旱地"), ("财政", "自筹"))
_CLASSES = late("[一二三四五六]类.*|[甲乙丙丁A-F](?:类.*)?|[A-F] ?")
_SHARES = late("占|比重|比例|构成|结构")
_GROWN = late("增(?!加值)|减|升|降|提高|同比|环比|[比较]上年|率|完成|超|速")
_GAP = "[^%]{0,40}%[^%]{0,40}"
# What is all of a whole: by how many shares, and what these are called, or the clause they are in.
_WHOLES = tuple((many, late(words)) for many, words in (
    (3, "三次产业|第?一(?:产业?)?、第?二(?:产业?)?(?:、|和)第?三(?:次)?产业?"
        f"|省内、省外[、和及][境国]外|[镇村]内{_GAP}县内{_GAP}县外|[县市]内{_GAP}省内{_GAP}省外"
        f"|(?:一产|第一产业){_GAP}(?:二产|第二产业){_GAP}(?:三产|第三产业)|省内{_GAP}省外{_GAP}[境国]外"),
    (2, f"男性?[、和]女|城镇[、和][农乡]村|男{_GAP}女|女{_GAP}男"
        f"|城镇{_GAP}[农乡]村|[农乡]村{_GAP}城镇"),
    (0, r"优[^%]{0,12}差|好、[^%]{0,8}差|一等、二等(?:、|和)三等|满意[^%]{0,20}不满意"
        r"|满意占[\d.]{1,5}%[，、].{0,30}不满意|\d岁以下[^%]{0,40}%.{0,60}\d岁(?:（含）|及)?以上"
        r"|(?:其他|其它|其余|剩余)[^、，%]{0,20}%\Z|优、[^%]{0,20}以[上下]"
        r"|[及和、]其[他它余][^、，%\d]{0,12}(?:分别|依次)"),
))
_ELSEWHERE = late("占全[国省市区县州]的?(?:比重|比例|[\\d%分])")
_KINDS = late("(?P<many>[两二三四五六])(?:类|个?等次|个?档次?|个?等级)"
              "(?:问题|隐患|案件|事项|诉求|企业|农户|项目|资金)?(?:的)?(?:数量)?占比(?:分别|依次)")
_PARTED = late("结构|构成|来源|用[能水电地]")     # of which no part is counted twice
_PROPORTION = late(r"(?:结构|构成|比例?|比重|调整为|优化为|变为)[^，。；：:∶\d]{0,12}[:："
                   r"]?(?P<all>\d{1,3}(?:\.\d{1,2})?"
                   r"(?:\s?[:：∶]\s?\d{1,3}(?:\.\d{1,2})?){2})(?!\s?[:：∶])")
_HUNDRED = Bounds.exactly(100)
_NEAR = (Decimal(80), Decimal(120))     # what is farther off is of something else
_TOTAL = late("(?:合计|共计|总计|总和)(?:占|为|是)?\\Z")
_CLAUSE = late("[，。；（）]")


def parts_told(sentence: Sentence, sink: Sink) -> None:
    """E0448, W0456 parts beyond their whole, E0449 shares that are not all of 100 %."""
    if _WITHIN.search(sentence.text):
        for whole, parts in _wholes(sentence):
            _parts(sentence, whole, parts, sink)
    if _SHARES.search(sentence.text):
        for group, declared in _groups(sentence.readings, sentence.text, sentence.start):
            _hundred(sentence, group, declared, sink)
        _proportion(sentence, sink)


# ------------------------------------------------------------------------------------ 其中


def _wholes(sentence: Sentence) -> Iterator[tuple[Reading, list[Reading]]]:
    """Each 其中: the largest amount that its parts may be parts of, and them."""
    readings, text, start = sentence.readings, sentence.text, sentence.start
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
            whole = max(clause, key=lambda each: each.bounds.high)
            if not _LEVEL.search(whole.near):
                yield whole, inside


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
        lead = one.reading.lead.removeprefix("比").replace("比重", "")
        if _STOP.search(lead.replace("发现", "") if near.endswith("的") else lead) \
                or ("均" in whole.near and "最" in lead):
            break
        measures = set() if _FUNDS.fullmatch(near.removeprefix("其中")) else \
            set(_MEASURES.findall(near)[-1:]) - set(_MEASURES.findall(whole.lead))
        if one.reading.unit == unit and one.role is Role.VALUE:
            if measures:
                break
            found.append(one.reading)
    return found


def _parts(sentence: Sentence, whole: Reading, parts: Sequence[Reading], sink: Sink) -> None:
    names = [each.near.removeprefix("其中") for each in parts]
    if beyond := beyond_whole(whole.bounds, [each.bounds for each in parts], names, sentence.text):
        code, at = beyond
        part = parts[max(at, 0)]
        what = f"其中的“{part.text}”" if at >= 0 else f"其中各项加起来是{written(parts)}，"
        sink.add(code, f"{what}比“{whole.text}”还大", sentence.place(part),
                 "核对各数" + "；各项互有重叠的，在文中说明" * (at < 0),
                 related=sentence.here([whole, *parts]))


def beyond_whole(
    whole: Bounds, parts: Sequence[Bounds], names: Sequence[str], said: str
) -> tuple[str, int] | None:
    """The code, and which part is beyond the whole: -1 for all of them together; None for none."""
    for at, part in enumerate(parts):
        if part.low > whole.high:
            return "E0448", at
    if len(parts) < 2 or total(parts).low <= whole.high or _OVERLAPS.search(said) \
            or overlapping(names):
        return None
    apart = len(set(names)) == len(names) and (
        all(_PLACES.search(name) for name in names) or all(_FUNDS.fullmatch(name) for name in names)
        or all(_CLASSES.fullmatch(name) for name in names)
        or (len(names) == 2 and any(one in names[a] and other in names[1 - a] for a in (0, 1)
                                    for one, other in (*_OPPOSITE, (names[a], f"未{names[a]}")))))
    return "E0448" if apart else "W0456", -1


def overlapping(names: Sequence[str]) -> bool:
    """Whether things of these names may be counted twice: 党员 and 妇女; not 男 and 女."""
    said = "、".join(names)
    for one, other in _APART:
        if one in said and other in said.replace(f"非{one}", ""):
            said = said.replace(one, "").replace(other, "")
    return any(sum(word in name for name in names) < len(names)
               for word in set(OVERLAP.findall(said)))


# ------------------------------------------------------------------------------------ 100 %


def _groups(
    readings: Sequence[Reading], text: str, start: int
) -> Iterator[tuple[list[Reading], bool | None]]:
    """The shares of one list; whether they are all of a whole (None: of a whole, maybe not all)."""
    group: list[Reading] = []
    at = start
    for each in (*readings, None):
        gap = text[(group[-1].end if group else at) - start : each.start - start] if each else ""
        if each is not None and not each.unit:
            continue                                    # 18岁以下
        if each is not None and group and each.amount.number == 100 and _TOTAL.search(gap):
            yield group, True
            return
        share = each is not None and each.unit == "%" and not _GROWN.search(gap)
        if not (share and group and gap[:1] in "、，和及与" and len(gap) < 24
                and not _CLAUSE.search(gap[1:]) and not _WITHIN.search(gap)):
            if len(group) > 1:
                yield group, _declared(group, text, start)
            group = []
        if share and each is not None:
            group.append(each)
        at = each.end if each else at


def _declared(group: Sequence[Reading], text: str, start: int) -> bool | None:
    first = group[0]
    begin = text.rfind("。", 0, first.start - start) + 1
    clause = text[max(begin, first.start - start - 40) : group[-1].end - start]
    clause = clause[clause.rfind("%", 0, len(clause) - (group[-1].end - first.start) - 1) + 1 :]
    if not _SHARES.search(clause) or _OVERLAPS.search(text) or _ELSEWHERE.search(clause):
        return False
    if any(many in {0, len(group)} and words.search(clause) for many, words in _WHOLES):
        return True
    kinds = _KINDS.search(clause)
    several = kinds is not None and numerals.value(kinds["many"]) == len(group) \
        and not OVERLAP.search(clause)
    return None if several or _PARTED.search(clause) else False


def _hundred(
    sentence: Sentence, group: Sequence[Reading], declared: bool | None, sink: Sink
) -> None:
    names = [each.near for each in group]
    names = names[:-1] if names[-1].startswith("其") else names       # 其余 is of what went before
    added, printed = total(each.bounds for each in group), sum(
        (each.amount.number for each in group), Decimal(0))
    if declared is False or (any(names[1:]) and overlapping(names)) or added.meets(_HUNDRED) \
            or any(each.amount.approximation for each in group) \
            or not (_NEAR[0] if declared else _HUNDRED.high) < printed < _NEAR[1]:
        return
    sink.error("E0449", f"各部分占比加起来是{decimal_text(printed)}%，不是100%",
               sentence.place(group[0]), "核对各个占比；没有列全的，写明还有其他",
               related=sentence.here(group))


def _proportion(sentence: Sentence, sink: Sink) -> None:
    """三次产业结构为8.2∶45.3∶46.5."""
    text, start = sentence.text, sentence.start
    for found in _PROPORTION.finditer(text) if "产业" in text else ():
        numbers = [Decimal(each) for each in re.split(r"\s?[:：∶]\s?", found["all"])]
        added = total(map(Bounds.printed, numbers))
        if _NEAR[0] < sum(numbers) < _NEAR[1] and not added.meets(_HUNDRED):
            sink.error("E0449", f"各部分加起来是{decimal_text(sum(numbers, Decimal(0)))}，"
                                f"不是100", sentence.passage.place(start + found.start("all"),
                                                                   start + found.end("all")),
                       "核对各个占比")
