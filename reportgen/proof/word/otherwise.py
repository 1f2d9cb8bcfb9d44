"""What a Word file will show otherwise than its XML reads: fields, parts from elsewhere, settings.

A field keeps its last result until somebody updates it (ECMA-376 part 1, 17.16); an imported part,
a bound control, a drawing's text is put in by the program that opens the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.proof.content import Difference, Place
from reportgen.proof.package import Element
from reportgen.proof.word.charts import C
from reportgen.proof.word.package import Package
from reportgen.proof.word.xml import UNSEEN, VML, WP, A, R, W, number, on, told

# Fields whose result is compared elsewhere, or is another on each page.
_KNOWN = frozenset((
    "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "REF", "PAGEREF", "NOTEREF", "TOC", "HYPERLINK"))
_PLAIN = frozenset(("ARABIC", "MERGEFORMAT"))
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_SHAPES = (VML + "shape", VML + "rect", VML + "roundrect", VML + "oval")
_SETTINGS = Place("设置", "全文")


def faults(
    package: Package, document: str, where: Sequence[tuple[Element, Place]]
) -> list[Difference]:
    """All of it, in the order of the file; `where` has the paragraphs with their places."""
    body = package.xml(document)
    fields, counters = list[_Field](), dict[str, int]()
    found: list[Difference] = []
    for element, place in where:
        if element.tag == W + "p":
            found += (_fault(text, why, place)
                      for text, why in _fields(element, fields, counters))
        found += (_fault(text, why, place) for each in element.iter(*_FOREIGN)
                  if next(each.iterancestors(*UNSEEN), None) is None
                  and (told_of := _FOREIGN[str(each.tag)](each)) for text, why in (told_of,))
    found += (_fault("", "引入了另一个文件的内容，打开时才看得到", Place("正文", "引入的内容"))
              for _ in body.iter(W + "altChunk"))
    found += (_fault(_content(each), "在内容控件里，打开时换成它连着的数据", Place("正文", "控件"))
              for each in body.iter(W + "dataBinding"))
    return [*found, *_sections(package, document, body), *_charts(package, document, where)]


def _fault(text: str, why: str, place: Place) -> Difference:
    said = f"“{text[:24]}”" if text.strip() else ""
    return Difference("E1043", f"Word 里{said}{why}", None, place)


# ------------------------------------------------------------------------------------------ fields


@dataclass(slots=True)
class _Field:
    """A field under way: its code, and its result once that has begun."""

    code: str = ""
    result: str = ""
    shown: bool = False


def _fields(
    paragraph: Element, open_: list[_Field], counters: dict[str, int]
) -> Iterator[tuple[str, str]]:
    """The fields that end in a paragraph and whose results an update will change."""
    for each in paragraph.iter(W + "fldSimple", W + "fldChar", W + "instrText", W + "t"):
        if each.tag == W + "fldSimple":
            yield from _judged(each.get(W + "instr", ""), told(each, W + "t"), counters)
        elif each.tag == W + "instrText":
            if open_ and not open_[-1].shown:
                open_[-1].code += each.text or ""
        elif each.tag == W + "t":
            if open_ and open_[-1].shown:
                open_[-1].result += each.text or ""
        elif (kind := each.get(W + "fldCharType")) == "begin":
            open_.append(_Field())
        elif open_ and kind == "separate":
            open_[-1].shown = True
        elif open_ and kind == "end":
            done = open_.pop()
            yield from _judged(done.code, done.result, counters)


def _judged(code: str, result: str, counters: dict[str, int]) -> Iterator[tuple[str, str]]:
    words = code.split()
    name = words[0].upper() if words else ""
    if name == "SEQ" and len(words) > 1:
        counters[words[1]] = _count(words, counters.get(words[1], 0))
        if "\\h" not in words and _arabic(words) and result.strip() != str(counters[words[1]]):
            yield result, f"是自动编号，更新域以后变成 {counters[words[1]]}"
    elif name and name not in _KNOWN and result.strip():
        yield result, f"是域（{' '.join(words)[:24]}），更新以后会变"


def _count(words: list[str], last: int) -> int:
    """What a SEQ field counts: `\\r` begins anew, `\\c` repeats."""
    if "\\r" in words:
        at = words.index("\\r") + 1
        return number(words[at] if at < len(words) else "", last + 1)
    return last if "\\c" in words else last + 1


def _arabic(words: list[str]) -> bool:
    formats = (words[at + 1] for at, word in enumerate(words[:-1]) if word == "\\*")
    return all(each.upper() in _PLAIN for each in formats)


# ---------------------------------------------------------------------------------- from elsewhere


def _content(binding: Element) -> str:
    control = next(binding.iterancestors(W + "sdt"), None)
    return told(control, W + "t") if control is not None else ""


def _drawn(element: Element) -> tuple[str, str] | None:
    """A text of a drawing that is neither a text box nor a chart."""
    text = element.text or ""
    return (text, "写在图形里，和正文对照不了") if text.strip() else None


def _diagram(_: Element) -> tuple[str, str]:
    return "", "有 SmartArt 图形，里面的字对照不了"


def _floating(anchor: Element) -> tuple[str, str] | None:
    """A drawing in front of the text covers what it lies over."""
    front = anchor.get("behindDoc", "0") in ("0", "false")
    bare = next(anchor.iter(WP + "wrapNone"), None) is not None
    about = anchor.find(WP + "docPr")
    name = about.get("name", "") if about is not None else ""
    return (name, "浮在文字上面，会盖住下面的字") if front and bare else None


def _shape(shape: Element) -> tuple[str, str] | None:
    style = shape.get("style", "").replace(" ", "")
    behind = "z-index:-" in style
    return ("", "有图形浮在文字上面，会盖住下面的字") \
        if "position:absolute" in style and not behind else None


def _cropped(source: Element) -> tuple[str, str] | None:
    cut = any(number(source.get(side, "0").removeprefix("-"), 0) for side in "lrtb")
    return ("", "有一张图被裁去了一部分") if cut else None


_FOREIGN: dict[str, Callable[[Element], tuple[str, str] | None]] = {
    A + "t": _drawn, _DIAGRAM: _diagram, WP + "anchor": _floating, A + "srcRect": _cropped,
    **dict.fromkeys(_SHAPES, _shape),
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
            for why in _switched(package.xml(part)) if part else ():
                yield _fault("", f"的图表{why}", place)


def _switched(chart: Element) -> Iterator[str]:
    for each in chart.iter(C + "dispUnits"):
        if each.find(C + "builtInUnit") is not None or each.find(C + "custUnit") is not None:
            yield "按另一个单位显示坐标轴上的数"
    for labels in chart.iter(C + "dLbls"):
        marks = (labels.find(C + name) for name in ("delete", "showVal"))
        gone, shown = (each.get("val", "1") in ("1", "true") if each is not None else None
                       for each in marks)
        if gone or shown is False:
            yield "不显示数了"
