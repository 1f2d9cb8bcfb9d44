"""Pictures of a PDF beside those of a Word file: the same paths, the same places of labels, the
same photographs. What Word draws itself is compared by its numbers, elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.charts.record.drawing import placed
from reportgen.proof.content import Difference, Kind, Look, Piece
from reportgen.proof.sheets import Trace, same_trace

_SLACK = 2.0        # points by which a picture may lie elsewhere
_TIMES = 2.0        # by which it may be larger or smaller, since Word fits no pages


def unlike_looks(pdf: Sequence[Piece], word: Sequence[Piece]) -> Iterator[Difference]:
    """Pictures that do not show the same; that there are more of them in one is told elsewhere."""
    one, other = ([piece for piece in pieces if piece.kind is Kind.FIGURE]
                  for pieces in (pdf, word))
    if len(one) != len(other):
        return
    for first, second in zip(one, other, strict=True):
        if first.look and second.look and (why := _unlike(first.look, second.look)):
            yield Difference("E1009", f"图不同：{why}", first.place(), second.place())


def _unlike(one: Look, other: Look) -> str:
    if other.strange:
        return f"Word 里的图有不认得的内容（{other.strange}），看上去怎样不知道"
    if other.traced and one.photos != other.photos:
        return "照片不是同一张"
    wide, high, *place = other.frame or one.box[2:]
    if not all(b < _TIMES * a and a < _TIMES * b for a, b in zip((wide, high), one.box[2:],
                                                                 strict=True)):
        return "大小不同"
    if place and not all(abs(a - b) < _SLACK for a, b in zip(place, one.box, strict=False)):
        return "Word 里的图浮在别处"
    if not other.traced:
        return ""
    for what, first, second in (("线和图形", one.paths, other.paths),
                                ("字", one.labels, other.labels)):
        if len(first) != len(second):
            return f"{what}的个数不同：PDF {len(first)}，Word {len(second)}"
        unlike = sum(not same_trace(a, _placed(b, one, other))
                     for a, b in zip(first, second, strict=True))
        if unlike:
            return f"有 {unlike} 处{what}的位置、长短、颜色不同"
    return ""


def _placed(trace: Trace, one: Look, other: Look) -> Trace:
    """A path of the one picture as it lies in the other."""
    left, top, width, _ = one.box
    scale = width / other.box[2] if other.box[2] else 1.0

    ops = (placed(op, lambda x, y: (left + x * scale, top + y * scale)) for op in trace.ops)
    return Trace(tuple(ops), trace.fill, trace.pen and trace.pen.scaled(scale))
