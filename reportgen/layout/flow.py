"""Holes at the foot of pages, closed page by page: by the text that follows, by smaller pictures.

What is told is told where it is: what was set later than written (I0621), what smaller (I0622).
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.tree import Figure, PhotoFigure, Table
from reportgen.layout.passing import label_of, passed, waiting
from reportgen.layout.shrinking import Shrunk, shrunk
from reportgen.layout.stack import Part
from reportgen.layout.text import Context
from reportgen.layout.turns import Place, Turn, turned
from reportgen.style.keys import chinese

_MOST = 4      # times that a page takes one thing more


def flowed(context: Context, parts: Sequence[Part]) -> list[Part]:
    """The parts in the order and the size in which they leave no holes that can be closed.

    A contents among them is set already: its lines take their room.
    """
    made = list(parts)
    if not any(isinstance(part.block, Figure | PhotoFigure | Table) for part in made):
        return made
    at, number, page = Place(0), 1, None
    while at.part < len(made):
        page = turned(context, made, at, page)
        for _ in range(_MOST if context.profile.flag("figure.passed") else 0):
            better = passed(context, made, at, page)
            if better is None:
                break
            _tell_passed(context, made, page, number)
            made = better
            page = turned(context, made, at)
        for _ in range(_MOST):
            found = shrunk(context, made, at, page)
            if found is None:
                break
            _tell_shrunk(context, found, number)
            made = found.parts
            page = turned(context, made, at)
        if page.following >= len(page.strips):
            break
        at, number = page.next, number + 1
    return made


def _tell_passed(context: Context, parts: Sequence[Part], page: Turn, number: int) -> None:
    blocks = [parts[i].block for i in waiting(parts, page)]
    names = "、".join(filter(None, map(label_of, blocks)))
    lines = int(page.room / context.frame.pitch)
    context.sink.info(
        "I0621", f"图表放不下，后面的文字先排：“第{number}页{names}，补上{lines}行”",
        blocks[0].span, f"想让它紧跟原处，版式写 {chinese('figure.passed')}: 否",
    )


def _tell_shrunk(context: Context, found: Shrunk, number: int) -> None:
    blocks = [found.parts[i].block for i in found.pictures]
    context.sink.info(
        "I0622", f"图和照片缩小了：“第{number}页{'、'.join(map(label_of, blocks))}"
        f"缩到{found.scale:.0%}，排下了{found.gained}”", blocks[0].span,
        f"想照原来的大小，版式写 {chinese('figure.shrink')}: 100",
    )
