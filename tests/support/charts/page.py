"""A chart on a page of a PDF, its operators read back into a drawing, and its pixels."""

from __future__ import annotations

import io
from dataclasses import replace
from math import ceil
from typing import Any

import numpy
import pikepdf
import pypdfium2
from support.papers import META

from reportgen.charts.record.drawing import Drawing, PathMark, PathOp
from reportgen.document.tree import Document
from reportgen.fonts import FontLibrary
from reportgen.layout.pages import Element, Marked, Page, Pages, Picture
from reportgen.writers.pdf.write import write_pdf

DPI = 150
_OPS = {"m": "M", "l": "L", "c": "C", "h": "Z"}
_PAINTS = ("f", "S", "B", "n")


def pdf_of(*drawings: Drawing) -> bytes:
    """The file of such pages."""
    return write_pdf(pages_of(*drawings), Document(META, ()), FontLibrary.bundled())


def pages_of(*drawings: Drawing) -> Pages:
    """A page for each drawing, as large as the drawing, rounded up to whole pixels."""
    root = Element("Document")
    pages = tuple(
        Page(n, *paper(made),
             (Marked(Element("Figure", root, alt="图"), (Picture(0.0, 0.0, 1.0, made),)),))
        for n, made in enumerate(drawings, 1)
    )
    return Pages(pages, root)


def paper(made: Drawing) -> tuple[float, float]:
    """The size of the page of a drawing, which stands in its upper left corner."""
    width, height = (round(ceil(size * DPI / 72) * 72 / DPI - 0.006, 2)
                     for size in (made.width, made.height))
    return width, height


def pixels(pdf: bytes, page: int = 0) -> Any:
    """A page in grey, 0 to 255, as a printer that has no colour weighs it."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[page].render(scale=DPI / 72).to_pil().convert("L")
    return numpy.asarray(image, float)


def drawing_of(pdf: bytes, page: int, like: Drawing) -> Drawing:
    """The drawing as the page has it: places from its operators, meaning from the record."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = list(_marks(document.pages[page]))
    shapes = iter([mark for mark in found if not isinstance(mark, complex)])
    texts = iter([mark for mark in found if isinstance(mark, complex)])
    marks = []
    for mark in like.marks:
        if isinstance(mark, PathMark):
            marks.append(replace(mark, ops=next(shapes)))
        else:
            place = next(texts)
            marks.append(replace(mark, x=place.real, y=place.imag))
    assert next(shapes, None) is None and next(texts, None) is None
    return replace(like, marks=tuple(marks))


def _marks(page: Any) -> list[Any]:
    """Paths as operations, texts as places (x + yi), in the order of painting; no clips."""
    found: list[Any] = []
    ops: list[PathOp] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        numbers = [float(value) for value in operands if not isinstance(value, pikepdf.Object)]
        if name in _OPS:
            ops.append((_OPS[name], *numbers))
        elif name in _PAINTS and ops:
            found.append(tuple(ops))
            ops = []
        elif name == "Tm":
            found.append(complex(*numbers[4:6]))
    return found


def blurred(grey: Any) -> Any:
    """Each pixel the mean of itself and its eight neighbours."""
    padded = numpy.pad(grey, 1, mode="edge")
    height, width = grey.shape
    parts = [padded[y : y + height, x : x + width] for y in range(3) for x in range(3)]
    return sum(parts) / 9


def share_that_differs(first: Any, second: Any, level: float = 64.0) -> float:
    """The share of pixels whose greys are further apart than `level` after a blur."""
    height, width = min(first.shape[0], second.shape[0]), min(first.shape[1], second.shape[1])
    a, b = (blurred(each[:height, :width]) for each in (first, second))
    return float((abs(a - b) > level).mean())

