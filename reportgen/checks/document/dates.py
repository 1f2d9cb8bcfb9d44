"""Days that no calendar has: 2月30日, 2023年2月29日, 13月5日."""

from __future__ import annotations

import re
from calendar import monthrange

from reportgen.diagnostics import Sink
from reportgen.document.tree import Document, plain
from reportgen.document.walk import place_of, walk

_DAY = re.compile(r"(?<!\d)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_LEAP = 2000        # where no year is said, 29 February may be meant


def check_dates(document: Document, sink: Sink) -> None:
    """E0412 for each day that there is not."""
    for step in walk(document):
        for found in _DAY.finditer(plain(step.passage.children)):
            year, month, day = (int(each or _LEAP) for each in found.groups())
            last = monthrange(year or _LEAP, month)[1] if 1 <= month <= 12 else 0
            if not 1 <= day <= last:
                said = f"{month}月最多到{last}日" if last else "一年只有12个月"
                place = place_of(step.passage, len(step.passage.label) + found.start())
                sink.error("E0412", f"没有“{found.group()}”这一天：{said}", place,
                           "核对来源里的日期")
