"""What a digit of a finished file is there for: a fact, a place of the source, the file's order."""

from __future__ import annotations

from collections.abc import Callable, Set
from enum import Enum
from typing import NamedTuple

from reportgen.diagnostics import NOWHERE, Span
from reportgen.patterns import late

_HAN = "〇零一二三四五六七八九十百千万亿两"
# A run of digits, in figures of half or full width; or an amount in characters, without its unit:
# 百分之三十, 五成, 三百余户, 壹万元. What is no amount (一、, 第三次, 统一家园) is none of them.
NUMBERS = late(
    f"[0-9０-９]+|[百千万{_HAN}]{{1,3}}分之[{_HAN}点]{{1,9}}"
    "|[壹贰叁肆伍陆柒捌玖拾佰仟][壹贰叁肆伍陆柒捌玖拾佰仟万亿零]{0,19}(?=[元圆])"
    f"|(?<![第每数几{_HAN}])(?:[二三四五六七八九十百千两]|一(?=[十百千万]))[{_HAN}]{{0,9}}"
    "(?=[余多几]?(?:成|倍|户|家|人|名|吨|亩|件|元|公里|平方米))")
_HALF = {ord("０") + n: str(n) for n in range(10)}


class Why(Enum):
    """The closed table of what accounts for a digit. The value is the word shown to the user."""

    FACT = "事实"
    TYPED = "手写"              # in the narrative, with W0330's warnings and exceptions
    NAME = "名称、期间"         # as the data say it: names, units, periods, notes, sources
    PAGE = "页码"
    COUNTED = "编号"            # headings, lists, notes, tables, pictures; references to them
    TICK = "刻度"
    PROFILE = "版式的字"        # of running lines and the watermark
    WORDS = "程序的话"          # what a chart says of itself: 相加不等于100%


class Origin(NamedTuple):
    """Where a digit comes from: why it is there, of which fact, and where it is written."""

    why: Why
    fact: str = ""
    span: Span = NOWHERE


Origins = list[Origin | None]       # of each character of a text without blanks; None: of none


class Meant(NamedTuple):
    """A text as it should be shown, without blanks: the origin of each character, and where within
    it another text begins, so that two numbers side by side are two."""

    text: str
    origins: Origins
    begins: Set[int] = frozenset((0,))


_STILL = Origin(Why.TYPED)          # of characters that are no digits


def runs(text: str) -> list[str]:
    """The numbers of a text as they are compared."""
    return [folded(run) for run in NUMBERS.findall(text)]


def solid(text: str) -> str:
    """A text without blanks."""
    return "".join(text.split())


def by_run(text: str, origin: Callable[[str], Origin | None]) -> Origins:
    """The origins of a text whose numbers are asked for one by one."""
    found: Origins = [_STILL] * len(text)
    for run in NUMBERS.finditer(text):
        found[run.start() : run.end()] = [origin(folded(run.group()))] * len(run.group())
    return found


def folded(run: str) -> str:
    """A number as it is compared: 0２ is 2."""
    return run.translate(_HALF).lstrip("0") or "0"
