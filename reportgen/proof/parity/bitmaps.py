"""The PNG beside an SVG in a Word file, for programs that show no SVG: the SVG is painted here, and
both are compared point by point."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.fonts import FontLibrary
from reportgen.proof.content import Difference, Place
from reportgen.proof.ink import unlike_bitmap
from reportgen.proof.package import Element
from reportgen.proof.word.package import Package, main_document, open_package
from reportgen.proof.word.svg import svg_sheet
from reportgen.proof.word.xml import FRAMES, SVG, WP, A, R


def unlike_bitmaps(word: bytes, name: str) -> Iterator[Difference]:
    """E1009 where a PNG shows another picture than the SVG that it stands for."""
    package = open_package(word, name)
    document = main_document(package)
    for frame in package.xml(document).iter(*FRAMES):
        about = frame.find(WP + "docPr")
        place = Place(about.get("name", "图") if about is not None else "图", "图中")
        for blip in frame.iter(A + "blip"):
            for vector in blip.iter(SVG + "svgBlip"):
                if why := _unlike(package, document, blip, vector):
                    yield Difference("E1009", f"Word 里的 PNG 和 SVG 不一样：{why}", None, place)


def _unlike(package: Package, document: str, blip: Element, vector: Element) -> str:
    parts = [package.inside(document, each.get(R + "embed", "")) for each in (blip, vector)]
    if not all(parts):
        return "少了一样"
    try:
        sheet = svg_sheet(package.xml(parts[1]))
        return unlike_bitmap(package.read(parts[0]), sheet, FontLibrary.bundled())
    except (ValueError, KeyError, OSError, SyntaxError) as error:     # so Pillow calls a broken PNG
        return f"读不出（{error}）"
