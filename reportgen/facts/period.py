"""Reading periods: 2023年, 2024年2月, 2023年上半年, 2023年1—11月, 2023年10月—2024年5月."""

from __future__ import annotations

import re

from reportgen.diagnostics import Sink
from reportgen.document.chart import Interval
from reportgen.facts.model import Period
from reportgen.sources.nodes import Scalar

_FULL = str.maketrans("０１２３４５６７８９", "0123456789")
_DASH = "[—－–~-]"
_MONTH = "1[0-2]|[1-9]"
_YEAR = r"(?:19|20|21)\d\d"
_PERIOD = re.compile(
    rf"(?P<year>{_YEAR})年"
    rf"(?:(?P<month>{_MONTH})月(?P<day>(?:[1-9]|[12]\d|3[01])日)?"
    rf"(?:{_DASH}(?P<to_year>{_YEAR})年(?P<to_month>{_MONTH})月)?"
    r"|(?P<half>[上下])半年|全年|(?P<end>[末底])|第(?P<quarter>[一二三四])季度"
    rf"|前(?P<quarters>[二三])季度|(?P<from>{_MONTH}){_DASH}(?P<to>{_MONTH})月)?"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


def parse_period(text: str) -> Period | None:
    """The period of a text; None when it names no year. `month` only for a single month."""
    plain = text.strip().translate(_FULL)
    found = _PERIOD.fullmatch(plain)
    if found is None or (found["day"] and found["to_year"]):
        return None
    month = 0 if found["to_year"] else int(found["month"] or 0)
    return Period(plain, int(found["year"]), month)


def interval(period: Period) -> Interval | None:
    """The months a period covers; None when it names no year."""
    found = _PERIOD.fullmatch(period.text)
    if found is None:
        return None
    first, last = _months(found)
    start = int(found["year"]) * 12 - 1
    if found["to_year"]:
        return Interval(start + first, int(found["to_year"]) * 12 - 1 + int(found["to_month"]))
    return Interval(start + first, start + last)


def _months(found: re.Match[str]) -> tuple[int, int]:
    """First and last month of a period within its year."""
    if found["month"]:
        return int(found["month"]), int(found["month"])
    if found["half"]:
        return (1, 6) if found["half"] == "上" else (7, 12)
    if found["quarter"]:
        last = _QUARTERS[found["quarter"]] * 3
        return last - 2, last
    if found["quarters"]:
        return 1, _QUARTERS[found["quarters"]] * 3
    if found["from"]:
        return int(found["from"]), int(found["to"])
    return (12, 12) if found["end"] else (1, 12)


def read_period(node: Scalar | None, sink: Sink) -> Period:
    """The period of a source text; an empty one after E0210."""
    if node is None:
        return Period("")
    period = parse_period(node.text)
    if period is None:
        sink.error("E0210", f"读不懂期间“{node.text[:24]}”", node.span,
                   "写成“2023年”“2024年2月”“2023年上半年”")
    return period or Period("")
