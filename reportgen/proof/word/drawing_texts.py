"""Pictures of a Word file: their alternative texts, and the texts within them.

The labels of an SVG are outlines, named for screen readers; a chart of Word's own keeps its texts
and numbers in a part beside the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import nan

from reportgen.proof.content import Kind, Look, Piece, Place
from reportgen.proof.package import Element, pixels
from reportgen.proof.word.charts import C, chart_cut, chart_points, chart_texts, chart_titles
from reportgen.proof.word.package import Package
from reportgen.proof.word.svg import svg_look
from reportgen.proof.word.workbook import mismatches
from reportgen.proof.word.xml import EMU, FRAMES, SVG, WP, A, R, number


def pictures(drawing: Element, package: Package, document: str) -> list[Piece]:
    """The pictures within a `w:drawing`, each followed by the texts in it."""
    found: list[Piece] = []
    for frame in drawing.iter(*FRAMES):
        chart = frame.find(f".//{C}chart")
        if chart is None and frame.find(f".//{A}blip") is None:
            continue        # a text box or a shape
        about = frame.find(WP + "docPr")
        if about is not None and any(_decorates(each) for each in about.iter()):
            continue        # it says nothing; in a PDF it is an artifact
        name = about.get("name", "") if about is not None else ""
        alt = about.get("descr", "") if about is not None else ""
        place = (Place(name or "图", "图中"),)
        look, labels = _look(frame, package, document)
        if chart is not None:
            look = Look((0, 0, 0, 0), traced=False)
        look = look and look._replace(frame=framed(frame))
        found.append(Piece(Kind.FIGURE, alt, place, look=look))
        found += [Piece(Kind.LABEL, text, place) for text in labels]
        if chart is not None:
            found += _charted(package, document, chart.get(R + "id", ""), place)
    return found


def framed(frame: Element) -> tuple[float, ...]:
    """How large a drawing is, in points; of one that floats also where on the page it lies."""
    size = frame.find(WP + "extent")
    sides = tuple(number(size.get(side), 0) / EMU for side in ("cx", "cy")) \
        if size is not None else (0.0, 0.0)
    if frame.tag == WP + "inline":
        return sides
    places = [each.findtext(WP + "posOffset") or "" if each is not None
              and each.get("relativeFrom") == "page" else ""
              for each in (frame.find(WP + "positionH"), frame.find(WP + "positionV"))]
    return (*sides, *(int(each) / EMU if each.removeprefix("-").isdecimal() else nan
                      for each in places))


def _charted(
    package: Package, document: str, key: str, place: tuple[Place, ...]
) -> Iterator[Piece]:
    """The texts of a chart, its values, and those that its workbook holds otherwise."""
    root = _part(package, document, key)
    if root is None:
        return
    part = package.relations(document)[key].target
    for text in chart_titles(root):
        yield Piece(Kind.TITLE, text, place)
    for text in chart_texts(root):
        yield Piece(Kind.CHART, text, place)
    for point in chart_points(root):
        yield Piece(Kind.POINT, "\t".join((point.series, point.category, point.label)), place)
    if cut := chart_cut(root):
        yield Piece(Kind.BOOK, f"Word 图表的坐标{cut}，长短不再是数的大小", place)
    for each in mismatches(package, part, root):
        held = f"是“{each.held}”" if each.held else "没有这个数"
        text = f"“{each.category}”在 Word 图表里显示“{each.shown}”，内嵌的工作簿里{held}"
        yield Piece(Kind.BOOK, text, place)


def _decorates(element: Element) -> bool:
    """Whether an element marks its picture as decoration ([MS-ODRAWXML] 2.2.9)."""
    return str(element.tag).endswith("}decorative") and element.get("val", "1") in ("1", "true")


def _part(package: Package, document: str, key: str) -> Element | None:
    part = package.inside(document, key)
    return package.xml(part) if part else None


def _look(frame: Element, package: Package, document: str) -> tuple[Look | None, list[str]]:
    """What a picture shows, and the labels in it: an SVG, or a photograph beside none."""
    for blip in frame.iter(SVG + "svgBlip"):
        root = _part(package, document, blip.get(R + "embed", ""))
        return svg_look(root) if root is not None else (None, [])
    parts = [package.inside(document, blip.get(R + "embed", "")) for blip in frame.iter(A + "blip")]
    photos = tuple(pixels(package.read(part)) for part in parts if part)
    return (Look((0, 0, 0, 0), photos=photos) if photos else None), []
