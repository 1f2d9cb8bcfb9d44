"""The PNG beside an SVG in a Word file, for programs that show no SVG: the SVG is painted here, and
both are compared point by point."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from reportgen.fonts import FontLibrary
from reportgen.proof.content import Difference, Place
from reportgen.proof.ink import repainted, unlike
from reportgen.proof.package import Element
from reportgen.proof.word.package import Package, main_document, open_package
from reportgen.proof.word.svg import svg_sheet
from reportgen.proof.word.xml import FRAMES, SVG, WP, A, R

_FINER = 2      # of points of a PNG, side by side, one is compared


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
    from PIL import Image

    parts = [package.inside(document, each.get(R + "embed", "")) for each in (blip, vector)]
    if not all(parts):
        return "少了一样"
    try:
        sheet = svg_sheet(package.xml(parts[1]))
        with Image.open(BytesIO(package.read(parts[0]))) as file:
            shown = file.convert("RGB")
    except (ValueError, KeyError, OSError, Image.DecompressionBombError) as error:
        return f"读不出（{error}）"
    high = round(shown.width * sheet.height / sheet.width)
    if abs(high - shown.height) > _FINER:
        return "长宽的比例不同"
    ours = repainted(sheet, FontLibrary.bundled(), shown.size)
    places = list(unlike(*(each.reduce(_FINER) for each in (shown, ours)),
                         shown.width / sheet.width / _FINER, sheet))
    return f"有 {len(places)} 处画得不同" if places else ""
