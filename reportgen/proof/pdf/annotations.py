"""What a PDF has beside what its pages paint: links, outline, title, annotations that show
something (ISO 32000-1 12).

What it does not understand is an error, as it might hide what a reader sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from reportgen.proof.pdf.page import Link
from reportgen.proof.sheets import Goal, Heading

_DEEPEST = 100       # of an outline; a deeper one goes round in a circle


def ends_of(pdf: pikepdf.Pdf) -> tuple[tuple[Heading, ...], str]:
    """The outline and the title of the file."""
    return (tuple(_outline(pdf.Root.get("/Outlines"), 1, Goals(pdf))),
            str(pdf.docinfo.get("/Title", "")))


class Goals:
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


def _outline(parent: Any, level: int, goals: Goals) -> Iterator[Heading]:
    if level > _DEEPEST:
        raise ValueError("the outline has no end")
    entry = parent.get("/First") if parent is not None else None
    seen = set()
    while entry is not None and entry.objgen not in seen:
        seen.add(entry.objgen)
        yield Heading(str(entry.Title), level, goals.of(entry))
        yield from _outline(entry, level + 1, goals)
        entry = entry.get("/Next")


def links_of(page: pikepdf.Page, goals: Goals) -> Iterator[Link]:
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
