"""Why a number stands typed in the narrative: what sort of name it is, or what reason is given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from reportgen.diagnostics import Span
from reportgen.narrative.language.numbers import PASSED
from reportgen.patterns import late

# What W0330 lets pass, by the rows of its table.
_SORTS = {
    "web": "网址、信箱", "year": "年份", "date": "日期", "clock": "时刻", "telephone": "电话",
    "identity": "证件号", "post code": "邮编", "numbered": "编号、文号、门牌", "standard": "标准号",
    "code": "代号", "lettered": "代号", "name": "名称", "slogan": "名称", "day of a name": "名称",
    "round the clock": "名称",
}
_WAIVED = late(r"[{｛]{2}[ \u3000]{0,9}原文[ \u3000]{0,9}[：:](?P<text>[^|｜}｝]{0,200})[|｜]"
               r"(?P<why>[^}｝]{0,200})[}｝]{2}")
_KEY = late(r"[ \u3000]{0,9}([\u4e00-\u9fff]{1,12})[：:]")
TYPED = "手写的数（W0330）"


@cache
def _sorts() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in PASSED.items()}


def reason(lines: Sequence[str], span: Span) -> str:
    """Of a number typed at a place of the narrative: 年份, 电话 …; 原文：its reason; or none."""
    line, at = lines[span.line - 1], span.column - 1
    for found in _WAIVED.finditer(line):
        if found.start("text") <= at < found.end("text"):
            return f"原文：{found['why'].strip()}"
    if span.line < _front(lines) and (key := _KEY.match(line)):
        return key[1]                       # 期号, 日期
    for name, pattern in _sorts().items():
        if any(found.start() <= at < found.end() for found in pattern.finditer(line)):
            return _SORTS[name]
    return TYPED


def _front(lines: Sequence[str]) -> int:
    """The line that ends the front matter."""
    return next((n for n, line in enumerate(lines[1:], 2) if line.strip() == "---"), 0)
