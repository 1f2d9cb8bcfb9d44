"""What a chart of Word's own says: the names of its series and categories, and its labels.

A label is a number in a format of its own (`"超"0`), or a text in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from math import isfinite

from reportgen.excel.cells import NotShownError
from reportgen.excel.formats import shown
from reportgen.proof.package import Element
from reportgen.proof.word.xml import A, number, told
from reportgen.provenance.enclosures import Point, solid

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_PARTS = re.compile("[\u3000（）]")


def chart_texts(chart: Element) -> list[str]:
    """Categories, the series of a legend, and the label of each value as it is shown."""
    series = list(chart.iter(C + "ser"))
    categories = list(_cached(series[0], "cat")) if series else []
    for each in series[1:]:     # Word shows those of the first series; others must be no others
        categories += set(_cached(each, "cat")) - set(categories)
    names = [text for each in series for text in _cached(each, "tx")] if len(series) > 1 else []
    return [*categories, *names, *(text for each in series for text in _labels(each) if text)]


def chart_titles(chart: Element) -> Iterator[str]:
    """What stands over a chart and at its axes, in the parts that another drawing may set apart."""
    for title in chart.iter(C + "title"):
        for line in title.iter(A + "p"):
            yield from (part for part in _PARTS.split(told(line, A + "t")) if part.strip())


def chart_head(chart: Element) -> str:
    """The same as one text, without spaces, for an audit."""
    return solid(each.text or "" for title in chart.iter(C + "title")
                 for each in title.iter(A + "t"))


def chart_cut(chart: Element) -> str:
    """Where a scale of bars or lines does not show them as long as they are; empty where all do.

    Ours begin at zero, are linear, grow upwards or to the right, and hold every value.
    """
    largest = max((float(plain(value)) for series in chart.iter(C + "ser")
                   for _, value in values(series) if _numeric(value)), default=0.0)
    lone = len(list(chart.iter(C + "valAx"))) == 1      # one scale holds all values
    for scaling in chart.iterfind(f".//{C}valAx/{C}scaling"):
        low, high, log = (scaling.find(C + name) for name in ("min", "max", "logBase"))
        if log is not None:
            return "对数刻度"
        turned = scaling.find(C + "orientation")
        if turned is not None and turned.get("val") == "maxMin":
            return "倒着数"
        if low is not None and _numeric(low.get("val", "")) and float(low.get("val", "0")) > 0:
            return f"从{low.get('val', '')}起"
        if high is not None and _numeric(high.get("val", "")) \
                and float(high.get("val", "0")) < largest and lone:
            return f"到{high.get('val', '')}为止"
    return ""


def _numeric(value: str) -> bool:
    try:
        return isfinite(float(value))
    except ValueError:
        return False


def chart_points(chart: Element) -> Iterator[Point]:
    """Every value with its series, its category and the label that is shown."""
    for series in chart.iter(C + "ser"):
        labels = iter(_labels(series)) if series.find(C + "dLbls") is not None else None
        for index, value in values(series):
            label = next(labels) if labels is not None else ""
            yield Point(series_name(series), category(series, index), value, label)


def series_name(series: Element) -> str:
    """The name of a series."""
    return "".join(_cached(series, "tx"))


def category(series: Element, index: int) -> str:
    """The category of a value."""
    for each in series.iterfind(f"{C}cat/{C}strRef/{C}strCache/{C}pt"):
        if each.get("idx") == str(index):
            return each.findtext(C + "v") or ""
    return ""


def values(series: Element) -> Iterator[tuple[int, str]]:
    """Index and value of what a series shows."""
    for point in series.iterfind(f"{C}val/{C}numRef/{C}numCache/{C}pt"):
        yield number(point.get("idx"), 0), point.findtext(C + "v") or ""


def same_value(one: str, other: str) -> bool:
    """Whether two numbers are the same to Office: 9052 is 9052.0, 8337.3 8337.2999999999993."""
    return plain(one) == plain(other)


def plain(value: str) -> str:
    """One way to write each number; what is no number stays as it is.

    Office keeps numbers in binary and may write 8337.3 with seventeen digits: what is one number
    to it is one here.
    """
    try:
        number = float(value)
    except ValueError:
        return value
    return repr(number) if isfinite(number) else value


def _cached(series: Element, kind: str) -> Iterator[str]:
    for each in series.iterfind(f"{C}{kind}/{C}strRef/{C}strCache/{C}pt/{C}v"):
        yield each.text or ""


def _labels(series: Element) -> Iterator[str]:
    """None where the series shows none; empty for a value whose label was left out."""
    labels = series.find(C + "dLbls")
    if labels is None:
        return
    marks = {_index(mark): mark for mark in labels.iterfind(C + "dLbl")}
    for point in series.iterfind(f"{C}val/{C}numRef/{C}numCache/{C}pt"):
        mark = marks.get(point.get("idx", ""))
        gone = mark is not None and (mark.find(C + "delete") is not None or _switched_off(mark))
        yield "" if gone else _label(mark, point.findtext(C + "v") or "")


def _switched_off(mark: Element) -> bool:
    value = mark.find(C + "showVal")
    return value is not None and value.get("val") in ("0", "false") \
        and mark.find(C + "tx") is None


def _index(mark: Element) -> str:
    index = mark.find(C + "idx")
    return "" if index is None else index.get("val", "")


def _label(mark: Element | None, value: str) -> str:
    if mark is None:
        return value
    text = told(mark, A + "t")
    form = mark.find(C + "numFmt")
    code = form.get("formatCode", "") if form is not None else ""
    return text or (formatted(value, code) if code else value)


def formatted(value: str, code: str) -> str:
    """A number in an Office format: 9052 in `"超"#,##0` is 超9,052; as it is, where that cannot be
    told."""
    try:
        return shown(Decimal(value), code)
    except (InvalidOperation, NotShownError):
        return value
