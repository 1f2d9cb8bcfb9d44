"""Numbers of headings, tables and figures, and the anchors by which the text refers to them."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.diagnostics import Sink, Span

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """1 to 99 in Chinese numerals: 一, 十, 十一, 二十, 九十九; larger ones in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return lead + (_DIGITS[ones] if ones else "")


def heading_number(level: int, count: int) -> str:
    """一、（一）1.（1） by level (GB/T 9704)."""
    return (f"{chinese(count)}、", f"（{chinese(count)}）", f"{count}.", f"（{count}）")[level - 1]


@dataclass(slots=True)
class Numbering:
    """Counts in reading order. `anchors`: (kind, name) → (target, text shown)."""

    sink: Sink
    anchors: dict[tuple[str, str], tuple[str, str]]
    counts: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    totals: dict[str, int] = field(default_factory=dict)
    places: dict[tuple[str, str], Span] = field(default_factory=dict)
    level: int = 0

    def heading(self, level: int, text: str, place: Span) -> tuple[str, str]:
        """Number and anchor of a heading; W0339 when a level is left out."""
        if level > self.level + 1:
            self.sink.warning("W0339", f"标题从第{self.level}级跳到了第{level}级", place,
                              f"写成“{'#' * (self.level + 1)} {text}”")
        self.level = level
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (4 - level)
        mark = heading_number(level, self.counts[level - 1])
        shown = f"第{chinese(self.counts[0])}部分" if level == 1 else f"“{text}”"
        target = "节-" + "-".join(map(str, self.counts[:level]))
        if ("节", text) not in self.anchors:      # the first of several headings of one text
            self.anchors["节", text] = (target, shown)
        return mark, target

    def captioned(self, kind: str, name: str, place: Span) -> tuple[int, str]:
        """Number and anchor of a table or figure; E0308 when the name is taken."""
        number = self.totals[kind] = self.totals.get(kind, 0) + 1
        key, target = (kind, name), f"{kind}-{number}"
        if name and key in self.anchors:
            self.sink.error("E0308", f"{kind}的编号“{name}”用了两次", place, "换一个编号",
                            related=((self.places[key], "第一次用在这里"),))
        elif name:
            self.anchors[key] = (target, f"{kind}{number}")
            self.places[key] = place
        return number, target
