"""分别: as many values as there are things, all alike told by 均; the number that is stated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.prose import Prose
from reportgen.checks.reckoning.amounts import Reading
from reportgen.checks.reckoning.items import Listed, listed, masked, told_of
from reportgen.checks.reckoning.roles import RATES
from reportgen.checks.reckoning.ties import Sentence
from reportgen.diagnostics import Sink
from reportgen.facts.amount_text import amount_text
from reportgen.frozen import frozen
from reportgen.patterns import late

_WORD = "分别"
_CLAUSES = late("[，。；：\n]")
_EMPTY = late("同比|环比|比上年同期|较上年同期|比上年|较上年|比上月|较上月|累计|已|则|也|又|并"
              "|同时|依次|将|可|共|均|各|与上年同期相比|和上年同期相比|与上年相比|与去年同期相比"
              "|其|增速|增幅|占比|比重|产值|数量|金额")
_LINK = late(r"(?:、|和|与|及|以及|，|，?且|；)?(?:同比|环比)?(?:为|达到?|是|有|占|约|增长|增加"
             r"|提高|上升|提升|下降|减少|降低|回落|增|减|降)?(?:了)?\Z")
_RANGE = late(r"\d[%％万亿元]{0,3}[—–~～-]\d|\d[%％万亿元]{0,3}[至到]\d|第|持平|不变|不等|若干"
              r"|无|零增长|翻|半")
_BASES = late("[与和同](?P<list>[^，。；]{2,30})相比，?[^，。；]{0,20}\\Z")  # of which each has one
_GOES_ON = frozenset("、和等")
_OPEN = late("以上|以下|以内|超|近|约|左右|余|多")
_RISES = late("(?:增长|提高|上升|增加|提升)(?:了)?\\Z")


def respective(sentence: Sentence, sink: Sink) -> None:
    """E0442 values and things of 分别; W0443 the number stated; W0444 all alike; W0445 a sign."""
    if _WORD in sentence.text:
        for each in _lists(sentence):
            _judge(sentence, each, sink)


def miscounted(passage: Prose, sink: Sink) -> None:
    """W0443 for 三项指标 and how many are listed."""
    for found, stated, many in told_of(passage.text):
        if stated not in many:
            _miscounted(passage, found.start("n"), found.end("noun"), stated, many, sink)


@frozen
class _List:
    """One 分别: where its things stand, what they are, its values, how many these may be."""

    subject: tuple[int, int]
    things: Listed
    values: tuple[Reading, ...]
    counts: frozenset[int]


def _lists(sentence: Sentence) -> Iterator[_List]:
    text, start = sentence.text, sentence.start
    things: Listed | None = None
    where = (start, start)
    for found in re.finditer(_WORD, text):
        subject = _subject(text, found.start())
        if subject is not None:
            things, where = listed(text[subject[0] : subject[1]]), (
                start + subject[0], start + subject[1])
            if (things is None or text[: subject[1]].endswith("相比")) and (
                    against := _BASES.search(text[: found.start()])):
                things = listed(against["list"])
        values, counts = _values(sentence, start + found.end())
        if things is not None and values:
            yield _List(where, things, values, counts)


def _subject(text: str, end: int) -> tuple[int, int] | None:
    """The clause that names the things; None where this 分别 goes on about those before."""
    plain = masked(text[:end])
    stops = [0, *(hit.end() for hit in _CLAUSES.finditer(plain))]
    for at in reversed(stops[-2:]):
        clause = plain[at : (end if at == stops[-1] else stops[-1] - 1)]
        if _EMPTY.sub("", clause).strip():
            return at, at + len(clause)
        if _WORD in plain:
            return None
    return None


def _values(
    sentence: Sentence, begin: int
) -> tuple[tuple[Reading, ...], frozenset[int]]:
    """The values behind 分别, and how many they may be; none where that is not certain."""
    plain = masked(sentence.passage.text)
    rest = [each for each in sentence.readings if each.start >= begin and plain[each.start] != "口"]
    if not rest or _CLAUSES.search(plain, begin, rest[0].start) \
            or "、" in plain[begin : rest[0].start]:
        return (), frozenset()
    first = plain[begin : rest[0].start]
    values, open_to, at = [rest[0]], 0, rest[0].end
    for each in rest[1:]:
        link = plain[at : each.start].replace("口", "").replace(first, "") if first else \
            plain[at : each.start].replace("口", "")
        if link and (_LINK.match(link) is None or _WORD in link):
            if link[0] in "、和与及":
                return (), frozenset()
            break
        at = each.end
        if not link:
            continue                    # 36户52人
        if link[0] in "，；且" or open_to:
            if each.unit != values[-1].unit or link == "，":
                break
            open_to += 1
        else:
            values.append(each)
    if _RANGE.search(plain, begin, min(at + 3, len(plain))) or plain[at : at + 1] in _GOES_ON:
        return (), frozenset()
    return tuple(values), frozenset(range(len(values), len(values) + open_to + 1))


def _judge(sentence: Sentence, each: _List, sink: Sink) -> None:
    passage = sentence.passage
    things, (first, *others) = each.things, each.values
    place = sentence.place(first)
    if things.stated and things.alike and things.stated not in things.counts:
        _miscounted(passage, *each.subject, things.stated, set(things.counts), sink)
    many, open_ = things.any, _OPEN.search("".join(amount_text(v.amount) for v in each.values))
    if others and min(many) > 1 and many.isdisjoint(each.counts):
        sink.error("E0442", f"“分别”前面是{_numbers(many)}项，后面是{len(each.values)}个数", place,
                   "一项一个数，核对是不是漏了一项或一个数",
                   related=((passage.place(*each.subject), "各项在这里"),))
    elif not others and min(many) > 1 and first.unit in RATES and not open_:
        sink.warning("W0444", "“分别”后面只有一个数", place, "各项都是这个数的，用“均”“各”；"
                                                             "不同的，一项写一个数")
    elif len({value.text for value in each.values}) == 1 and others and len(each.counts) == 1:
        sink.warning("W0444", f"“分别”的{len(each.values)}个数都是{first.text}", place,
                     "数都相同，用“均”，只写一次；不同的，核对各数")
    for value in others:
        if value.amount.number < 0 and _RISES.search(first.near):
            sink.warning("W0445", f"前面说“增长”，“{value.text}”是负的", sentence.place(value),
                         "升降不同，各写各的动词，如 分别增长3.1%、下降2.0%")


def _miscounted(  # noqa: PLR0917 - all it takes
    passage: Prose, start: int, end: int, stated: int, many: set[int], sink: Sink,
) -> None:
    sink.warning("W0443", f"说是{stated}个，列出了{_numbers(many)}个", passage.place(start, end),
                 "核对是不是漏写、多写了一个；没有列全的，加“等”")


def _numbers(many: set[int] | frozenset[int]) -> str:
    return "或".join(map(str, sorted(many)))
