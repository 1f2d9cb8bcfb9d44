"""What a Word file holds besides its text, as it is now: pictures in order, headers and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.document.enclosures import Edge, Picture, digest, field_shown
from reportgen.proof.charts import C, chart_points
from reportgen.proof.package import Element, Package
from reportgen.proof.said import Place
from reportgen.proof.word import Body
from reportgen.proof.word_styles import Styles
from reportgen.proof.word_xml import MC, SVG, WP, A, R, W, number
from reportgen.proof.workbook import Mismatch, mismatches

_VML = "{urn:schemas-microsoft-com:vml}"
_DRAWINGS = (WP + "inline", WP + "anchor", _VML + "imagedata")
_UNSEEN = (W + "del", W + "moveFrom", MC + "Fallback")
_LENGTH = re.compile(r"(width|height)\s*:\s*([\d.]+)(pt|in|mm|cm|px)?")
_EMU = {"pt": 12_700, "in": 914_400, "mm": 36_000, "cm": 360_000, "px": 9_525}
_CUT = 500           # thousandths of a per cent of a side
_EDGES = {W + "headerReference": "header", W + "footerReference": "footer"}
EDGE = {"header": "页眉", "footer": "页脚"}
PAGE = {"default": "一般页", "even": "偶数页", "first": "首页"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture of a file, its place, the image's bytes; whether a part of it is cut away.

    `workbook` tells where the numbers of a chart and those of its workbook are not the same.
    """

    picture: Picture
    place: Place
    content: bytes = b""
    cropped: bool = False
    workbook: tuple[Mismatch, ...] = ()


def pictures(package: Package, document: str, body: Body) -> list[Seen]:
    """All pictures that are seen: those of the body in order, then those of headers and footers."""
    seen: set[Element] = set()
    found: list[Seen] = []
    for paragraph, place in body.where:
        for frame in paragraph.iter(*_DRAWINGS):
            if frame not in seen and _is_seen(frame, body.styles):
                seen.add(frame)
                found += _picture(package, document, frame, place)
    for part, kind in _edge_parts(package, document):
        place = Place(EDGE[kind], "图中")
        for frame in package.xml(part).iter(*_DRAWINGS):
            if _is_seen(frame, body.styles):
                found += _picture(package, part, frame, place)
    return found


def _is_seen(frame: Element, styles: Styles) -> bool:
    """Not taken out by a tracked change, not hidden, not the second of two alternatives."""
    return next(frame.iterancestors(*_UNSEEN), None) is None and not any(
        styles.hidden(run) for run in frame.iterancestors(W + "r"))


def _picture(package: Package, part: str, frame: Element, place: Place) -> Iterator[Seen]:
    if frame.tag == _VML + "imagedata":
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
        place, content, any(_cuts(each) for each in frame.iter(A + "srcRect")),
    )


def _chart(package: Package, part: str, key: str, made: Picture, place: Place) -> Seen:
    relation = package.relations(part).get(key)
    if relation is None or relation.external or relation.target not in package.parts:
        return Seen(made, place)
    root = package.xml(relation.target)
    return Seen(
        Picture(made.name, made.alt, made.wide, made.high, points=tuple(chart_points(root))),
        place, workbook=tuple(mismatches(package, relation.target, root)),
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
    relation = package.relations(part).get(key)
    if relation is None or relation.external or relation.target not in package.parts:
        return b""
    return package.read(relation.target)


def _cuts(source: Element) -> bool:
    """Whether a picture is cropped, by more than what another program rounds."""
    return any(number(source.get(side), 0) > _CUT for side in "ltrb")


# ---------------------------------------------------------------------------- headers and footers


def edges(package: Package, document: str, styles: Styles) -> list[Edge]:
    """The texts of headers and footers that are printed, each once for its sort of pages."""
    root = package.xml(document)
    settings = package.related(document, "settings")
    even = bool(settings) and package.xml(settings).find(W + "evenAndOddHeaders") is not None
    first = next(root.iter(W + "titlePg"), None) is not None
    found: dict[Edge, None] = {}
    for reference in root.iter(*_EDGES):
        relation = package.relations(document).get(reference.get(R + "id", ""))
        page = reference.get(W + "type", "default")
        if relation is None or relation.target not in package.parts or page not in PAGE \
                or (page == "even" and not even) or (page == "first" and not first):
            continue
        text = _shown(package.xml(relation.target), styles)
        found[Edge(_EDGES[str(reference.tag)], page, text)] = None
    return [edge for edge in found if edge.text.strip()]


def _edge_parts(package: Package, document: str) -> Iterator[tuple[str, str]]:
    for relation in package.relations(document).values():
        if relation.kind in EDGE and relation.target in package.parts:
            yield relation.target, relation.kind


def _shown(root: Element, styles: Styles) -> str:
    """The text; a field by its name, a paragraph on a line of its own."""
    lines = ("".join(_pieces(each, styles)) for each in root.iter(W + "p"))
    return "\n".join(line for line in lines if line.strip())


def _pieces(paragraph: Element, styles: Styles) -> Iterator[str]:
    codes: list[str | None] = []    # of each open field: its code so far, None within its result
    for each in paragraph.iter(W + "t", W + "fldChar", W + "instrText", W + "fldSimple"):
        if each.tag == W + "fldChar":
            yield from _turn(codes, each.get(W + "fldCharType", ""))
        elif each.tag == W + "instrText":
            if codes and codes[-1] is not None:
                codes[-1] += each.text or ""
        elif codes:
            continue
        elif each.tag == W + "fldSimple":
            yield field_shown(each.get(W + "instr", ""))
        elif _reads(each, styles):
            yield each.text or ""


def _turn(codes: list[str | None], kind: str) -> Iterator[str]:
    """A field begins, shows its result from here on, or ends; an outer one is named then."""
    if kind == "begin":
        codes.append("")
    elif codes:
        code, codes[-1] = codes[-1], None
        if code is not None and len(codes) == 1:
            yield field_shown(code)
        if kind == "end":
            codes.pop()


def _reads(text: Element, styles: Styles) -> bool:
    """Whether a text is printed as such: not hidden, taken out, or a simple field's result."""
    run = text.getparent()
    apart = next(text.iterancestors(W + "fldSimple", *_UNSEEN), None)
    return run is not None and apart is None and not styles.hidden(run)

