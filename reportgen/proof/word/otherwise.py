"""What a Word file will show otherwise than its XML reads: fields, parts from elsewhere, settings.

An imported part, a bound control, a drawing's text is put in by the program that opens the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from reportgen.proof.content import Difference, Place
from reportgen.proof.package import Element
from reportgen.proof.word.charts import C
from reportgen.proof.word.fields import Fields
from reportgen.proof.word.headers_footers import KINDS, edge_parts
from reportgen.proof.word.package import Package
from reportgen.proof.word.xml import FRAMES, UNSEEN, VML, WP, A, R, W, number, on, told

_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FORMULA, _MATHS = _M + "oMath", _M + "t"
_SHAPES = (VML + "shape", VML + "rect", VML + "roundrect", VML + "oval")
_LOGO = "标志图"
_KIND = re.compile("。(百分比堆叠|堆叠)?(?:[柱条]形|折线)[^，。]*图，")   # in its alternative text
_STACKED = {"百分比堆叠": "percentStacked", "堆叠": "stacked"}
_SETTINGS = Place("设置", "全文")


def faults(
    package: Package, document: str, where: Sequence[tuple[Element, Place]]
) -> list[Difference]:
    """All of it, in the order of the file; `where` has the paragraphs with their places."""
    body = package.xml(document)
    fields = Fields(where)
    found: list[Difference] = []
    for element, place in where:
        if element.tag == W + "p":
            found += (_fault(text, why, place) for text, why in fields.ending(element))
        found += _drawings(element, place)
    for part, kind in edge_parts(package, document):
        found += _drawings(package.xml(part), Place(KINDS[kind], "图中"))
    found += (_fault("", "引入了另一个文件的内容，打开时才看得到", Place("正文", "引入的内容"))
              for _ in body.iter(W + "altChunk"))
    found += (_fault(_content(each), "在内容控件里，打开时换成它连着的数据", Place("正文", "控件"))
              for each in body.iter(W + "dataBinding"))
    return [*found, *_sections(package, document, body), *_charts(package, document, where)]


def _fault(text: str, why: str, place: Place) -> Difference:
    said = f"“{text[:24]}”" if text.strip() else ""
    return Difference("E1043", f"Word 里{said}{why}", None, place)


# ---------------------------------------------------------------------------------- from elsewhere


def _drawings(element: Element, place: Place) -> Iterator[Difference]:
    for each in element.iter(*_FOREIGN):
        if next(each.iterancestors(*UNSEEN), None) is None:
            yield from (_fault(text, why, place) for text, why in _FOREIGN[str(each.tag)](each))


def _content(binding: Element) -> str:
    control = next(binding.iterancestors(W + "sdt"), None)
    return told(control, W + "t") if control is not None else ""


Told = Iterator[tuple[str, str]]


def _drawn(element: Element) -> Told:
    """A text that is neither the body's, nor a text box's, nor a chart's."""
    if (element.text or "").strip():
        yield element.text or "", "写在图形里，和正文对照不了"


def _written(element: Element) -> Told:
    """Words of a path, a formula, above a line; those of watermarks are compared elsewhere."""
    text = element.get("string") or told(element, _MATHS, W + "t")
    if text.strip() and element.getroottree().getroot().tag == W + "document":
        yield text, "是艺术字、公式或注音，和正文对照不了"


def _diagram(_: Element) -> Told:
    yield "", "有 SmartArt 图形，里面的字对照不了"


def _floating(anchor: Element) -> Told:
    """A drawing in front of the text covers what it lies over; of ours the logo alone floats."""
    front = anchor.get("behindDoc", "0") in ("0", "false")
    bare = next(anchor.iter(WP + "wrapNone"), None) is not None
    about = anchor.find(WP + "docPr")
    name = about.get("name", "") if about is not None else ""
    if front and bare:
        yield name, "浮在文字上面，会盖住下面的字"
    elif name != _LOGO and next(anchor.iter(C + "chart", A + "blip"), None) is not None:
        yield name, "浮动在页面上，不在原来的地方"


def _shape(shape: Element) -> Told:
    style = shape.get("style", "").replace(" ", "")
    if "position:absolute" in style and "z-index:-" not in style:
        yield "", "有图形浮在文字上面，会盖住下面的字"


def _cropped(source: Element) -> Told:
    if any(number(source.get(side, "0").removeprefix("-"), 0) for side in "lrtb"):
        yield "", "有一张图被裁去了一部分"


def _turned(form: Element) -> Told:
    if {form.get(name, "0") for name in ("rot", "flipH", "flipV")} - {"0", "false"}:
        yield "", "有一张图转了、翻了"


def _paled(blip: Element) -> Told:
    """What Word does to a picture's colours before it shows it."""
    if effects := [str(each.tag).rpartition("}")[2] for each in blip if each.tag != A + "extLst"]:
        yield "", f"有一张图改了颜色、透明度（{effects[0]}）"


_FOREIGN: dict[str, Callable[[Element], Told]] = {
    A + "t": _drawn, _DIAGRAM: _diagram, WP + "anchor": _floating, A + "srcRect": _cropped,
    A + "xfrm": _turned, A + "blip": _paled, _FORMULA: _written, W + "ruby": _written,
    VML + "textpath": _written, **dict.fromkeys(_SHAPES, _shape),
}


# ---------------------------------------------------------------------------------------- settings


def _sections(package: Package, document: str, body: Element) -> Iterator[Difference]:
    """Page numbers that start anew or are no figures; edges of pages that there are none of."""
    sections = list(body.iter(W + "sectPr"))
    settings = package.related(document, "settings")
    even = package.xml(settings).find(W + "evenAndOddHeaders") if settings else None
    apart = even is not None and on(even)
    for at, section in enumerate(sections):
        numbers = section.find(W + "pgNumType")
        form = numbers.get(W + "fmt", "decimal") if numbers is not None else "decimal"
        if form not in ("decimal", "numberInDash"):
            yield _fault("", f"的页码不是阿拉伯数字（{form}）", Place("页码", f"第{at + 1}节"))
        if section.find(W + "lnNumType") is not None:
            yield _fault("", "每行前面有行号", Place("版面", f"第{at + 1}节"))
        if at and numbers is not None and numbers.get(W + "start") is not None:
            yield _fault("", f"的页码从第{at + 1}节重新数起", Place("页码", f"第{at + 1}节"))
    kinds = {each.get(W + "type") for each in body.iter(W + "footerReference",
                                                       W + "headerReference")}
    first = any(on(each) for each in body.iter(W + "titlePg"))
    for kind, used, name in (("even", apart, "偶数页"), ("first", first, "首页")):
        if kind in kinds and not used:
            yield _fault("", f"{name}的页眉页脚关掉了，印的是别的页的", _SETTINGS)


def _charts(
    package: Package, document: str, where: Sequence[tuple[Element, Place]]
) -> Iterator[Difference]:
    """Charts that show their values in another scale, or not at all."""
    for element, place in where:
        for mark in element.iter(C + "chart"):
            part = package.inside(document, mark.get(R + "id", ""))
            about = next((each.find(WP + "docPr") for each in mark.iterancestors(*FRAMES)), None)
            alt = about.get("descr", "") if about is not None else ""
            for why in _switched(package.xml(part), alt) if part else ():
                yield _fault("", f"的图表{why}", place)


def _switched(chart: Element, alt: str) -> Iterator[str]:
    """`alt`: what is said of the chart, and so how it is stacked."""
    for each in chart.iter(C + "dispUnits"):
        if each.find(C + "builtInUnit") is not None or each.find(C + "custUnit") is not None:
            yield "按另一个单位显示坐标轴上的数"
    for labels in chart.iter(C + "dLbls"):
        gone, shown = (_says(labels, name) for name in ("delete", "showVal"))
        if gone or shown is False:
            yield "不显示数了"
    kind = _KIND.search(alt)
    for marks in chart.iter(C + "grouping") if kind is not None else ():
        how = marks.get("val", "")
        if kind is not None and (how if how in _STACKED.values() else "") \
                != _STACKED.get(kind[1] or "", ""):
            yield "改了堆叠的方式，长短不再是数的大小"
    axes = list(chart.iter(C + "catAx"))
    if axes and all(_says(each, "delete") for each in axes):
        yield "不显示类目的名称"
    if len(series := list(chart.iter(C + "ser"))) > 1 and chart.find(f".//{C}legend") is None:
        yield "没有图例"
    if any(_blank(looks) for each in series for looks in (
            *each.iterfind(C + "spPr"), *each.iterfind(f"{C}dPt/{C}spPr"))):
        yield "有的数画成了白色，或没有颜色"


def _says(parent: Element, name: str) -> bool | None:
    found = parent.find(C + name)
    return None if found is None else found.get("val", "1") in ("1", "true")


def _blank(looks: Element) -> bool:
    """Whether nothing is seen of a bar, a slice or a line that looks so."""
    outline = looks.find(A + "ln")
    lines = [] if outline is None else [outline]
    line = next(looks.iterancestors(C + "lineChart"), None) is not None
    return bool(lines) and all(_clear(each) for each in (lines if line else (looks, *lines)))


def _clear(parent: Element) -> bool:
    hue = parent.find(f"{A}solidFill/{A}srgbClr")
    return parent.find(A + "noFill") is not None or (
        hue is not None and min(hue.get("val", "0"))  >= "F")
