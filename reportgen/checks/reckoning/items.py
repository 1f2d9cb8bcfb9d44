"""How many things a list names: A、B和C; with it what is said of their number: 三项."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.facts import numerals
from reportgen.frozen import frozen
from reportgen.patterns import late

_BRACKETED = late("（[^（）]*）|“[^“”]*”|《[^《》]*》|‘[^‘’]*’|【[^【】]*】")
_KEPT = late("和平|和谐|和睦|和美|共和|温和|饱和|总和|亲和|中和|调和|平和|祥和|呼和"
             "|[泰永太义仁政云兴安人]和|和[县田顺龙静林]|参与|与会|与否|赋与|给与|涉及|普及|危及"
             "|触及|及时|及早|波及|顾及|同[期月类等]|[相共不协合会]同|埃及|及格|及以[上下外内]")
_AND = late("以及|[和与及同跟](?=.)")
_COUNT = late(
    r"(?P<so>等)?(?<![第前近约余多几数每全])(?P<n>[两二三四五六七八九]|十[一二三四五六七八九]?"
    r"|[1-9]\d?)(?P<of>个|项|类|家|种|大|名|位|所|条|款|镇|村|乡|县|区|市|省|街道"
    r"|社区)(?P<noun>[^、，。；：（）\d]{0,12})\Z")
_OWN = late("[\u4e00-\u9fff]")
_LISTS = late(
    r"(?<![第前近约余多几数每\d.])(?P<n>[两二三四五六七八九]|十|[2-9]|10)(?P<of>个|项|类|家|种|大"
    r"|名|位|所|条|款)(?P<noun>[\u4e00-\u9fff]{0,8})（(?P<list>[^（）]{3,80})）")
_NO_LIST = late("[，。；：…]|等|^(?:含|包括|如|例如|其中|不含|主要|详见|见|除|以|包含|不包括|指)"
                "|至|分别")
_FOLLOWED = late("(?:^|(?<=[，。；：\n]))(?P<list>[^，。；：\n\\d]{1,60}?、[^，。；：\n\\d]{1,60}?)"
                 "(?<!、)(?P<so>等)?(?P<n>[两二三四五六七八九十])(?P<of>个|大|项|类|家)?"
                 "(?P<noun>镇|乡|村|县|区|街道|社区|部门|产业|行业|季度|指标|工程)"
                 "(?![^，。；：]{0,20}分别)")
_OPEN_END = late("等|(?:[、和与及同跟]|其他|其它|其余|另外?|[各前后首这那第近约上下全共某同])\\Z")
_ALIKE = frozenset({"部门", "产业", "行业", "指标", "工程"})
_GENERIC = frozenset({"项", "类", "大"})


def masked(text: str) -> str:
    """A text of the same length in which what stands in marks holds no marks."""
    return _KEPT.sub(lambda hit: "口" * len(hit[0]),
                     _BRACKETED.sub(lambda hit: "口" * len(hit[0]), text))


def counts(text: str) -> set[int]:
    """How many things a list may name; several where its marks leave it open."""
    parts = masked(text).split("、")
    joined = [len(_AND.findall(part)) for part in parts]
    inner, last = sum(joined[:-1]), joined[-1]
    if not inner and last <= 1:
        return {len(parts) + last}
    most = len(parts) + inner + last
    return {*range(len(parts), most + 1), inner + last + 1}


@frozen
class Listed:
    """What a clause names before 分别: how many it may be, and the number that it states."""

    counts: frozenset[int]
    stated: int = 0              # 三项; 0 where it is not said
    alike: bool = False          # whether the number is certainly that of the list

    @property
    def any(self) -> frozenset[int]:
        """All numbers that may be meant."""
        return self.counts | ({self.stated} if self.stated else set())


def listed(clause: str) -> Listed | None:
    """What a clause lists; None where it lists nothing, or leaves it open (等)."""
    plain = masked(clause)
    found = _COUNT.search(plain[-24:])
    names, stated = plain, 0
    if found is not None:
        names = plain[: max(len(plain) - 24, 0) + found.start()]
        stated = numerals.count(found["n"])
        if found["so"]:
            return Listed(frozenset({stated}))
    many = counts(names)
    if "等" in names:
        return None
    if max(many) < 2:
        return Listed(frozenset({stated}), stated) if stated > 1 and not names.endswith("、") \
            else None
    if "和" in names and "、" in names and len(names.split("、")) > 1:
        many |= {2 * len(names.split("、"))} if _two_things(names) else set()
    alike = found is not None and (found["of"] in _GENERIC or _of_kind(names, found))
    return Listed(frozenset(many), stated, alike)


def _two_things(names: str) -> bool:
    """甲镇、乙镇产值和税收: two numbers of each."""
    first, *_, last = names.split("、")
    sides = _AND.split(last)
    alike = {first[-1:]} == {sides[0][-1:], sides[-1][-1:]}      # 丙镇 and 丁镇
    return len(sides) > 1 and not alike \
        and len(last) > 2 * max(len(p) for p in names.split("、")[:-1])


def _of_kind(names: str, found: re.Match[str]) -> bool:
    """Whether the things end as what is counted does: 甲村、乙村两个村."""
    noun = found["noun"][-1:] or found["of"]
    parts = [part for each in names.split("、") for part in _AND.split(each)]
    return all(part.endswith(noun) for part in parts)


def told_of(text: str) -> Iterator[tuple[re.Match[str], int, set[int]]]:
    """三项指标（A、B）; A镇、B镇两个镇: the match, the number stated, and how many are listed."""
    for found in _FOLLOWED.finditer(masked(text)):
        names, noun, stated = found["list"], found["noun"], numerals.count(found["n"])
        parts = names.split("、")
        many = counts(names)
        if _OPEN_END.search(names) or len(parts[-1]) > max(map(len, parts[:-1])) or not (
                found["of"] == "大" or noun in _ALIKE
                or all(one[-1:] == noun[-1] for one in parts)):
            continue
        if not found["so"] or stated < min(many):
            yield found, stated, many
    for found in _LISTS.finditer(text):
        inner = found["list"].removeprefix("即")
        if "、" in inner and not _NO_LIST.search(inner):
            yield found, numerals.count(found["n"]), counts(inner)
