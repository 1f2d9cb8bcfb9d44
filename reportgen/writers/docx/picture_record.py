"""What was put into a file besides its text, gathered for the record that travels in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.document.chart import SeriesChart
from reportgen.provenance.enclosures import (
    START,
    Edge,
    Enclosures,
    Picture,
    Point,
    digest,
    field_shown,
    solid,
)
from reportgen.writers.docx.chart.series import labels_of, name_of
from reportgen.writers.docx.package import Parcel
from reportgen.writers.docx.photos import FILE as PHOTO
from reportgen.writers.docx.xml import Element, qualified

Told = tuple[SeriesChart, frozenset[str]]
_ABOUT, _SIZE = (qualified(f"wp:{name}") for name in ("docPr", "extent"))
_DRAWINGS = (qualified("wp:inline"), qualified("wp:anchor"))
_BLIP, _SVG, _EMBED = qualified("a:blip"), qualified("asvg:svgBlip"), qualified("r:embed")
_CHART, _TITLE, _SAID = qualified("c:chart"), qualified("c:title"), qualified("a:t")
_TYPE, _ID = qualified("w:type"), qualified("r:id")
_TEXT, _FIELD, _CODE = (qualified(f"w:{name}") for name in ("t", "fldChar", "instrText"))
_PARAGRAPH, _PATH = qualified("w:p"), qualified("v:textpath")
_NUMBERED, _FIRST = qualified("w:pgNumType"), qualified("w:start")
_REFERENCES = {qualified(f"w:{kind}Reference"): kind for kind in ("header", "footer")}


def enclosures(
    body: Element, parcel: Parcel, charts: Mapping[int, Told], issuer: str
) -> Enclosures:
    """The pictures and edges of a body; `charts` holds Word's own by their drawings' number.

    With each chart go the facts whose values carry labels.
    """
    frames = body.iter(*_DRAWINGS) if parcel.drawn else ()
    return Enclosures(
        issuer,
        tuple(_picture(frame, parcel, charts) for frame in frames),
        # an empty one is worth a word where its page has it instead of what the others have
        tuple(each for each in dict.fromkeys(_edges(body, parcel))
              if each.text or each.page == "first"),
        tuple(dict.fromkeys(parcel.addresses)),
    )


def _picture(frame: Element, parcel: Parcel, charts: Mapping[int, Told]) -> Picture:
    about, size = frame.find(_ABOUT), frame.find(_SIZE)
    if about is None or size is None:
        raise AssertionError("a drawing without a name or a size")
    image, vector = (_relation(frame, tag) for tag in (_BLIP, _SVG))
    spec = charts.get(int(about.get("id", "0")))
    return Picture(
        about.get("name", ""), about.get("descr", ""),
        int(size.get("cx", "0")), int(size.get("cy", "0")),
        digest(parcel.content(image)) if image else "",
        digest(parcel.content(vector)) if vector else "",
        bool(image) and parcel.name(image).startswith(PHOTO),
        tuple(_points(*spec)) if spec is not None else (),
        _head(frame, parcel),
    )


def _head(frame: Element, parcel: Parcel) -> str:
    """What stands over a chart of Word's own, and at its axes."""
    chart = next(frame.iter(_CHART), None)
    if chart is None:
        return ""
    titles = parcel.element(str(chart.get(_ID))).iter(_TITLE)
    return solid(text.text or "" for title in titles for text in title.iter(_SAID))


def _relation(frame: Element, tag: str) -> str:
    """The relationship's id of an image in a frame; empty when it has none."""
    each = next(frame.iter(tag), None)
    return "" if each is None else str(each.get(_EMBED))


def _points(spec: SeriesChart, told: frozenset[str]) -> Iterator[Point]:
    """What the chart shows, in the order of the file."""
    for series in spec.series:
        for label, datum in zip(labels_of(spec), series.data, strict=True):
            if datum is not None:
                yield Point(name_of(series, spec), label, format(datum.value, "f"),
                            datum.quantity.text if datum.quantity.fact in told else "")


def _edges(body: Element, parcel: Parcel) -> Iterator[Edge]:
    for each in body.iter(_NUMBERED):
        yield Edge(START, "default", str(each.get(_FIRST)))
    for reference in body.iter(*_REFERENCES):
        root = parcel.element(str(reference.get(_ID)))
        page = str(reference.get(_TYPE))
        yield Edge(_REFERENCES[str(reference.tag)], page, _shown(root))
        yield from (Edge("watermark", page, str(path.get("string"))) for path in root.iter(_PATH)
                    if path.get("string"))


def _shown(root: Element) -> str:
    """The text; a field by its name, a paragraph on a line of its own."""
    lines = ("".join(_pieces(each)) for each in root.iter(_PARAGRAPH))
    return "\n".join(line for line in lines if line.strip())


def _pieces(paragraph: Element) -> Iterator[str]:
    result = False
    for each in paragraph.iter(_TEXT, _FIELD, _CODE):
        if each.tag == _FIELD:
            result = each.get(qualified("w:fldCharType")) == "separate"
        elif each.tag == _CODE:
            yield field_shown(each.text or "")
        elif not result:
            yield each.text or ""
