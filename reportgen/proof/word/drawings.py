"""The pictures of a Word file as it is now, in order, those of headers and footers last."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.diagnostics import Span, failure
from reportgen.frozen import frozen
from reportgen.proof.content import Place
from reportgen.proof.package import Element
from reportgen.proof.word.charts import C, chart_cut, chart_head, chart_points
from reportgen.proof.word.headers_footers import KINDS, edge_parts
from reportgen.proof.word.looks import Looks
from reportgen.proof.word.package import Package
from reportgen.proof.word.read import Body
from reportgen.proof.word.workbook import Mismatch, mismatches
from reportgen.proof.word.xml import FRAMES, SVG, UNSEEN, VML, WP, A, R, W, number
from reportgen.provenance.enclosures import MOST, Picture, digest

_DRAWINGS = (*FRAMES, VML + "imagedata")
_LENGTH = re.compile(r"(width|height)\s*:\s*([\d.]+)(pt|in|mm|cm|px)?")
_EMU = {"pt": 12_700, "in": 914_400, "mm": 36_000, "cm": 360_000, "px": 9_525}
_CUT = 500           # thousandths of a per cent of a side: no more than another program rounds


@frozen
class Seen:
    """A picture of a file, its place, the image's bytes; whether a part of it is cut away.

    `workbook` tells where the numbers of a chart and those of its workbook are not the same, `cut`
    how a scale of it was cut.
    """

    picture: Picture
    place: Place
    content: bytes = b""
    cropped: bool = False
    workbook: tuple[Mismatch, ...] = ()
    cut: str = ""


def pictures(package: Package, document: str, body: Body) -> list[Seen]:
    """All pictures that are seen: those of the body in order, then those of headers and footers."""
    seen: set[Element] = set()
    found: list[Seen] = []
    for paragraph, place in body.where:
        for frame in paragraph.iter(*_DRAWINGS):
            if frame not in seen and _is_seen(frame, body.looks):
                seen.add(frame)
                found += _picture(package, document, frame, place)
    for part, kind in edge_parts(package, document):
        place = Place(KINDS[kind], "图中")
        for frame in package.xml(part).iter(*_DRAWINGS):
            if _is_seen(frame, body.looks):
                found += _picture(package, part, frame, place)
    if len(found) > MOST:
        raise failure("E1016", f"“{package.name}”里有 {len(found)} 张图，没有核对",
                      Span(package.name), "这不是办公软件存出来的文件，请向来文的人要一份")
    return found


def _is_seen(frame: Element, looks: Looks) -> bool:
    """Not taken out by a tracked change, not hidden, not the second of two alternatives."""
    return next(frame.iterancestors(*UNSEEN), None) is None and not any(
        looks.hidden(run) for run in frame.iterancestors(W + "r"))


def _picture(package: Package, part: str, frame: Element, place: Place) -> Iterator[Seen]:
    if frame.tag == VML + "imagedata":
        yield from _old_picture(package, part, frame, place)
        return
    chart, blip = frame.find(f".//{C}chart"), frame.find(f".//{A}blip")
    if chart is None and blip is None:
        return          # a text box or a shape
    about, size = frame.find(WP + "docPr"), frame.find(WP + "extent")
    made = Picture(
        "" if about is None else about.get("name", ""),
        "" if about is None else about.get("descr", ""),
        *((0, 0) if size is None else (number(size.get(side), 0) for side in ("cx", "cy"))),
    )
    if chart is not None:
        yield _chart(package, part, chart.get(R + "id", ""), made, place)
        return
    content = b"".join(_bytes(package, part, each.get(R + "embed", ""))
                       for each in frame.iter(A + "blip"))
    vector = b"".join(_bytes(package, part, each.get(R + "embed", ""))
                      for each in frame.iter(SVG + "svgBlip"))
    yield Seen(
        Picture(made.name, made.alt, made.wide, made.high, digest(content),
                digest(vector) if vector else ""),
        place, content, any(number(each.get(side), 0) > _CUT
                            for each in frame.iter(A + "srcRect") for side in "ltrb"),
    )


def _chart(package: Package, part: str, key: str, made: Picture, place: Place) -> Seen:
    file = package.inside(part, key)
    if not file:
        return Seen(made, place)
    root = package.xml(file)
    return Seen(
        Picture(made.name, made.alt, made.wide, made.high, points=tuple(chart_points(root)),
                head=chart_head(root)),
        place, workbook=tuple(mismatches(package, file, root)), cut=chart_cut(root),
    )


def _old_picture(package: Package, part: str, data: Element, place: Place) -> Iterator[Seen]:
    """A picture of VML, which old files have and embedded objects show."""
    content = _bytes(package, part, data.get(R + "id", ""))
    shape = data.getparent()
    if not content or shape is None:
        return
    sides = {side: float(length) * _EMU[unit or "pt"]
             for side, length, unit in _LENGTH.findall(shape.get("style", ""))}
    yield Seen(
        Picture("", shape.get("alt", ""), round(sides.get("width", 0)),
                round(sides.get("height", 0)), digest(content)), place, content)


def _bytes(package: Package, part: str, key: str) -> bytes:
    """The bytes of an image; none for one outside the file, which is not fetched."""
    file = package.inside(part, key)
    return package.read(file) if file else b""
