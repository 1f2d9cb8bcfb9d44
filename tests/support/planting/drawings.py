"""Faults planted in drawings of charts, as somebody might who alters the cache: words exchanged,
put elsewhere or replaced, marks of another length or colour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from reportgen.charts.record.drawing import Drawing, Mark, PathMark, TextMark
from reportgen.charts.record.measure import area

Plant = Callable[[Drawing, Random], Drawing | None]


def _with(drawing: Drawing, changed: dict[int, Mark]) -> Drawing:
    return replace(drawing, marks=tuple(
        changed.get(n, mark) for n, mark in enumerate(drawing.marks)))


def _texts(drawing: Drawing, part: str) -> list[int]:
    return [n for n, mark in enumerate(drawing.marks)
            if isinstance(mark, TextMark) and mark.tag.part == part]


def _shapes(drawing: Drawing, *parts: str) -> list[int]:
    return [n for n, mark in enumerate(drawing.marks)
            if isinstance(mark, PathMark) and mark.tag.part in parts]


def _pairs(drawing: Drawing, rng: Random, places: list[int]) -> Iterator[tuple[int, int]]:
    every = [(a, b) for a in places for b in places if a < b]
    yield from rng.sample(every, len(every))


def words_exchanged(part: str) -> Plant:
    """Two words of a kind exchange what they say, or their places."""
    def plant(drawing: Drawing, rng: Random) -> Drawing | None:
        for a, b in _pairs(drawing, rng, _texts(drawing, part)):
            one, other = drawing.marks[a], drawing.marks[b]
            assert isinstance(one, TextMark) and isinstance(other, TextMark)
            if one.text == other.text or one.tag.fact == other.tag.fact != "":
                continue
            if rng.random() < 0.5:
                return _with(drawing, {a: replace(one, text=other.text),
                                       b: replace(other, text=one.text)})
            return _with(drawing, {a: replace(one, x=other.x, y=other.y),
                                   b: replace(other, x=one.x, y=one.y)})
        return None
    return plant


def word_replaced(part: str, *words: tuple[str, str]) -> Plant:
    """A word of a kind says another thing."""
    def plant(drawing: Drawing, rng: Random) -> Drawing | None:
        for n in rng.sample(places := _texts(drawing, part), len(places)):
            mark = drawing.marks[n]
            assert isinstance(mark, TextMark)
            for old, new in words:
                if old in mark.text:
                    return _with(drawing, {n: replace(mark, text=mark.text.replace(old, new, 1))})
        return None
    return plant


def hues_exchanged(drawing: Drawing, rng: Random) -> Drawing | None:
    """Two samples of a legend exchange their colours."""
    for a, b in _pairs(drawing, rng, _shapes(drawing, "sample")):
        one, other = drawing.marks[a], drawing.marks[b]
        assert isinstance(one, PathMark) and isinstance(other, PathMark)
        if one.tag.series != other.tag.series and (one.fill or one.stroke) and (
                one.fill, one.stroke) != (other.fill, other.stroke) \
                and bool(one.fill) == bool(other.fill):
            return _with(drawing, {a: replace(one, fill=other.fill, stroke=other.stroke),
                                   b: replace(other, fill=one.fill, stroke=one.stroke)})
    return None


def stretched(drawing: Drawing, rng: Random) -> Drawing | None:
    """A bar of another length."""
    for n in rng.sample(places := _shapes(drawing, "bar", "part", "task"), len(places)):
        mark = drawing.marks[n]
        assert isinstance(mark, PathMark)
        if not area(mark):
            continue        # nothing of it is seen
        far = max(float(op[1]) for op in mark.ops if len(op) > 1)
        top = max(float(op[2]) for op in mark.ops if len(op) > 1)
        ops = tuple(
            (op[0], *(float(v) + (7 if i % 2 == 0 and abs(float(v) - far) < 0.01 else
                                  7 if i % 2 and abs(float(v) - top) < 0.01 else 0)
                      for i, v in enumerate(op[1:]))) for op in mark.ops)
        return _with(drawing, {n: replace(mark, ops=ops)})
    return None


KINDS: dict[str, Plant] = {
    "单位换了": word_replaced("unit", ("万元", "亿元"), ("单位：", "单位：千"), ("亿元", "元"),
                          ("户", "万户"), ("%", "‰")),
    "期间换了": word_replaced("unit", ("2023年", "2022年"), ("2024年", "2023年")),
    "结论改了": word_replaced("finding", ("增长", "下降"), ("最", "不")),
    "来源改了": word_replaced("source", ("来源", "来处")),
    "图例的名称对换": words_exchanged("legend"),
    "图例的颜色对换": hues_exchanged,
    "刻度对换": words_exchanged("tick"),
    "刻度读不成数": word_replaced("tick", *((digit, "甲乙") for digit in "123456789")),
    "数值标签对换": words_exchanged("label"),
    "图块里的数对换": words_exchanged("inside"),
    "类目名称对换": words_exchanged("category"),
    "阶段名称对换": words_exchanged("head"),
    "小图名称对换": words_exchanged("name"),
    "数字换了一个": word_replaced("label", *((a, b) for a, b in zip("123456789", "234567891",
                                                              strict=True))),
    "条柱长短改了": stretched,
}
