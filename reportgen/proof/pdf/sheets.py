"""The sheets of a PDF as its pages paint them (ISO 32000-1 8, 9): for comparing, glyph by glyph.

What it does not understand is an error, as it might hide what a reader sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pikepdf

from reportgen.diagnostics import Span, failure
from reportgen.proof.pdf.faces import Faces
from reportgen.proof.pdf.page import Link, PageReader
from reportgen.proof.sheets import Goal, Heading, Sheet, Sheets

_DEEPEST = 100       # of an outline; a deeper one goes round in a circle


def pdf_sheets(data: bytes, name: str) -> Sheets:
    """The sheets of a PDF; `ReportError` E1011 for one that cannot be followed."""
    with opened(data, name) as pdf:
        return Sheets(tuple(sheets_of(pdf)), *ends_of(pdf))


@contextmanager
def opened(data: bytes, name: str) -> Iterator[pikepdf.Pdf]:
    """A PDF to be read; `ReportError` E1011 for what is none, and for what cannot be followed."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            yield pdf
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise failure("E1011", f"“{name}”不是完好的 PDF 文件，或有密码", Span(name),
                      "重新生成一份") from error
    except (ValueError, TypeError, KeyError, AttributeError, IndexError,
            ArithmeticError, RecursionError) as error:
        raise failure("E1011", f"“{name}”的版面读不懂", Span(name),
                      "用 reportgen 直接生成的 PDF，不要经别的程序转换") from error


def sheets_of(pdf: pikepdf.Pdf) -> Iterator[Sheet]:
    """Page after page; `ValueError` for what cannot be followed."""
    goals, faces = _Goals(pdf), Faces()
    for page in pdf.pages:
        reader = PageReader(page, faces, list(links_of(page, goals)))
        for each in (*reader.strange, *seen_annotations(page)):
            raise ValueError(each)
        yield reader.sheet


def ends_of(pdf: pikepdf.Pdf) -> tuple[tuple[Heading, ...], str]:
    """The outline and the title of the file."""
    return (tuple(_outline(pdf.Root.get("/Outlines"), 1, _Goals(pdf))),
            str(pdf.docinfo.get("/Title", "")))


class _Goals:
    """Turns destinations into places."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self._heights = [float(page.mediabox[3]) for page in pdf.pages]

    def of(self, action: Any) -> Goal | None:
        """Where an annotation or a line of the outline leads."""
        goal = action.get("/Dest", action.get("/A"))
        if isinstance(goal, pikepdf.Dictionary):
            return Goal(address=str(goal.get("/URI", "")))
        if goal is None:
            return None
        page = self._numbers[goal[0].objgen]
        lying = goal[0].get("/Rotate", 0)
        return Goal(page, 0.0 if lying else max(self._heights[page - 1] - float(goal[3]), 0.0))


def _outline(parent: Any, level: int, goals: _Goals) -> Iterator[Heading]:
    if level > _DEEPEST:
        raise ValueError("the outline has no end")
    entry = parent.get("/First") if parent is not None else None
    seen = set()
    while entry is not None and entry.objgen not in seen:
        seen.add(entry.objgen)
        yield Heading(str(entry.Title), level, goals.of(entry))
        yield from _outline(entry, level + 1, goals)
        entry = entry.get("/Next")


def links_of(page: pikepdf.Page, goals: _Goals) -> Iterator[Link]:
    """The links of a page."""
    left, _, _, top = map(float, page.mediabox)
    for each in page.obj.get("/Annots", ()):
        if each.get("/Subtype") == "/Link":
            x, low, right, high = map(float, each.Rect)
            yield x - left, top - high, right - left, top - low, goals.of(each)


def seen_annotations(page: pikepdf.Page) -> Iterator[str]:
    """Annotations that show something: not links without a border, nor fields without an area, as
    that of a signature is."""
    for each in page.obj.get("/Annots", ()):
        kind = str(each.get("/Subtype"))
        if (kind == "/Widget" and not any(map(float, each.Rect))) or (
                kind == "/Link" and "/AP" not in each
                and not any(map(float, each.get("/Border", (1,))))):
            continue
        yield f"/Annot {kind}"
