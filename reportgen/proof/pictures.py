"""Pictures of a Word file: their alternative texts, and the labels that an SVG carries along."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.proof.package import Element, Package
from reportgen.proof.said import Kind, Piece, Place
from reportgen.proof.word_xml import SVG, WP, A, R

_DRAWINGS = (WP + "inline", WP + "anchor")
_IMAGE = "{http://www.w3.org/2000/svg}g"


def pictures(drawing: Element, package: Package, document: str) -> list[Piece]:
    """The pictures within a `w:drawing`, each followed by the texts in it."""
    found: list[Piece] = []
    for frame in drawing.iter(*_DRAWINGS):
        if frame.find(f".//{A}blip") is None:
            continue        # a text box or a shape
        about = frame.find(WP + "docPr")
        if about is not None and any(_decorates(each) for each in about.iter()):
            continue        # it says nothing; in a PDF it is an artifact
        name = about.get("name", "") if about is not None else ""
        alt = about.get("descr", "") if about is not None else ""
        place = (Place(name or "图", "图中"),)
        found.append(Piece(Kind.FIGURE, alt, place))
        found += [Piece(Kind.LABEL, text, place) for text in _labels(frame, package, document)]
    return found


def _decorates(element: Element) -> bool:
    """Whether an element marks its picture as decoration ([MS-ODRAWXML] 2.2.9)."""
    return str(element.tag).endswith("}decorative") and element.get("val", "1") in ("1", "true")


def _labels(frame: Element, package: Package, document: str) -> Iterator[str]:
    """What the drawn texts of an SVG say; they are outlines, and named for screen readers."""
    relations = package.relations(document)
    for blip in frame.iter(SVG + "svgBlip"):
        relation = relations.get(blip.get(R + "embed", ""))
        if relation is None or relation.target not in package.parts:
            continue
        for group in package.xml(relation.target).iter(_IMAGE):
            if label := group.get("aria-label"):
                yield label
