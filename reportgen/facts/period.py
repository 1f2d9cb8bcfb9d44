"""Reading periods: 2023年, 2024年2月, 2023年上半年, 2023年1—11月."""

from __future__ import annotations

import re

from reportgen.diagnostics import Sink
from reportgen.facts.model import Period
from reportgen.sources.nodes import Scalar

_FULL = str.maketrans("０１２３４５６７８９", "0123456789")
_PERIOD = re.compile(
    r"(?P<year>(?:19|20|21)\d\d)年"
    r"(?:(?P<month>1[0-2]|[1-9])月(?:(?:[1-9]|[12]\d|3[01])日)?|上半年|下半年|全年|末|底|"
    r"第[一二三四]季度|前[二三]季度|(?:1[0-2]|[1-9])[—－–~-](?:1[0-2]|[1-9])月)?"
)


def parse_period(text: str) -> Period | None:
    """The period of a text; None when it names no year. `month` only for a single month."""
    plain = text.strip().translate(_FULL)
    found = _PERIOD.fullmatch(plain)
    if found is None:
        return None
    return Period(plain, int(found["year"]), int(found["month"] or 0))


def read_period(node: Scalar | None, sink: Sink) -> Period:
    """The period of a source text; an empty one after E0210."""
    if node is None:
        return Period("")
    period = parse_period(node.text)
    if period is None:
        sink.error("E0210", f"读不懂期间“{node.text[:24]}”", node.span,
                   "写成“2023年”“2024年2月”“2023年上半年”")
    return period or Period("")
