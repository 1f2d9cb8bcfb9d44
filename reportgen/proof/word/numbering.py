"""The numbers that a Word file leaves to Word to count, counted as Word does (ECMA-376 1, 17.9).

All `w:num` of one `w:abstractNum` share its counters; an override of a start counts where its num
first meets the level. A level begins anew below a higher one. Nothing of the writer is used here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.frozen import frozen
from reportgen.proof.package import Element
from reportgen.proof.word.package import Package
from reportgen.proof.word.xml import W, number, value

_DEEPEST = 8
_PLACE = re.compile("%([1-9])")
_SUFFIXES = {"nothing": "", "space": " ", "tab": "\t"}
_HAN = "零一二三四五六七八九"
_CIRCLED = 0x2460      # ①


@frozen
class _Level:
    """A level of a list: where it starts, how it is written, the level that starts it anew."""

    start: int
    format: str
    text: str
    suffix: str
    style: str = ""
    restart: int = _DEEPEST      # below which of the higher levels; 0 for never


@frozen
class _Num:
    abstract: str
    starts: Mapping[int, int]
    levels: Mapping[int, _Level]     # those it writes otherwise


@dataclass(slots=True)
class Numbers:
    """Counts through a text: `label` is called for each of its paragraphs, in order."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    nums: dict[str, _Num] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)
    styled: dict[str, tuple[str, int]] = field(default_factory=dict)    # by the nearest style

    def label(self, properties: Element | None, styled: Callable[[], Sequence[Element]]) -> str:
        """The number of a paragraph as it is shown, with what parts it from the text.

        `styled` gives the properties of its styles, from the nearest on.
        """
        num, level = self._place(properties, styled)
        found = self.nums.get(num)
        if found is None:
            return ""
        here = found.levels.get(level) or self.levels.get(found.abstract, {}).get(level)
        if here is None:
            return ""
        counters = self._count(num, found, level, here)
        if here.format == "none":
            return ""

        def shown(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            form = found.levels.get(at) or self.levels[found.abstract].get(at, here)
            return written(counters.get(at, form.start), form.format)
        label = here.text if here.format == "bullet" else _PLACE.sub(shown, here.text)
        return label + _SUFFIXES.get(here.suffix, "") if label else ""

    def _place(
        self, properties: Element | None, styled: Callable[[], Sequence[Element]]
    ) -> tuple[str, int]:
        """Which list and which level a paragraph belongs to; "" or 0 for none."""
        own = properties.find(W + "numPr") if properties is not None else None
        if own is not None and own.find(W + "numId") is not None:
            return value(own, "numId"), number(value(own, "ilvl"), 0)
        chain = styled()
        name = chain[0].get(W + "styleId", "") if chain else ""
        if name not in self.styled:
            self.styled[name] = self._place_of(chain)
        return self.styled[name]

    def _place_of(self, styles: Sequence[Element]) -> tuple[str, int]:
        """Which list and level the nearest style gives that gives one."""
        for style in styles:
            given = style.find(f"{W}pPr/{W}numPr")
            if given is not None:
                num = value(given, "numId")
                return num, self._level_of(num, style, number(value(given, "ilvl"), 0))
        return "", 0

    def _level_of(self, num: str, style: Element, otherwise: int) -> int:
        """The level of a list that names a style; it outdoes what the style says."""
        name, found = style.get(W + "styleId", ""), self.nums.get(num)
        if found is None:
            return otherwise
        named = (at for at, each in self.levels.get(found.abstract, {}).items()
                 if each.style == name)
        return next(named, otherwise)

    def _count(self, num: str, found: _Num, level: int, here: _Level) -> dict[int, int]:
        counters = self.counters.setdefault(found.abstract, {})
        fresh = (num, level) not in self.begun
        self.begun.add((num, level))
        start = found.starts.get(level, here.start)
        if level in counters and not (fresh and level in found.starts):
            counters[level] += 1
        else:
            counters[level] = start
        known = self.levels.get(found.abstract, {})
        for at in [at for at in counters if at > level]:
            if at not in known or known[at].restart > level:
                del counters[at]
        return counters


def read_numbers(package: Package, document: str) -> Numbers:
    """The numbering of a document; one that counts nothing where it has none."""
    part = package.related(document, "numbering")
    if not part:
        return Numbers()
    root = package.xml(part)
    levels = {
        each.get(W + "abstractNumId", ""): _levels(each) for each in root.iter(W + "abstractNum")
    }
    return Numbers(levels, {each.get(W + "numId", ""): _num(each) for each in root.iter(W + "num")})


def _levels(parent: Element) -> dict[int, _Level]:
    return {number(each.get(W + "ilvl"), 0): _Level(
        number(value(each, "start"), 0), value(each, "numFmt") or "decimal",
        value(each, "lvlText"), value(each, "suff") or "tab", value(each, "pStyle"),
        number(value(each, "lvlRestart"), _DEEPEST + 1),
    ) for each in parent.iterchildren(W + "lvl")}


def _num(each: Element) -> _Num:
    starts: dict[int, int] = {}
    levels: dict[int, _Level] = {}
    for override in each.iterchildren(W + "lvlOverride"):
        at = number(override.get(W + "ilvl"), 0)
        levels.update(_levels(override))
        start = override.find(W + "startOverride")
        if start is not None:
            starts[at] = number(start.get(W + "val"), 1)
    return _Num(value(each, "abstractNumId"), starts, levels)


def written(count: int, form: str) -> str:
    """A count in a number format; one that is not known by its name, so that it is seen."""
    match form:
        case "decimal":
            return str(count)
        case "decimalZero":
            return f"{count:02}"
        case "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" \
                | "taiwaneseCounting" | "taiwaneseCountingThousand":
            return _han(count)
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if 0 < count <= 20:
            return chr(_CIRCLED + count - 1)
        case "decimalFullWidth":
            return str(count).translate({n: n + 0xFEE0 for n in range(0x30, 0x3A)})
        case "lowerLetter" | "upperLetter" if count:
            letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letter if form == "lowerLetter" else letter.upper()
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return str(count)
        case _:
            return f"〔{form}：{count}〕"


def _han(count: int) -> str:
    """Below ten thousand: 十二, 二十, 一百零五."""
    if count >= 10_000 or count < 1:
        return str(count)
    parts = [
        (_HAN[digit] + unit if digit else "零")
        for digit, unit in zip(map(int, f"{count:04}"), "千百十 ", strict=True)
    ]
    text = re.sub("零+", "零", "".join(parts)).strip("零 ").replace(" ", "")
    return text.removeprefix("一") if text.startswith("一十") else text
