"""Compares two fixed formats made of the same pages: not only what they say, but where and how.

Text by text first, page by page; where the texts of a page agree, every glyph's place, face and
colour, every path and photograph, what lies over what, and where clicks lead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from reportgen.charts.record.drawing import Colour
from reportgen.proof.content import Difference, Kind, Piece, Place
from reportgen.proof.parity.compare import Parity
from reportgen.proof.parity.words import differences
from reportgen.proof.sheets import (
    NEAR,
    Glyph,
    Goal,
    Photo,
    Sheet,
    Sheets,
    Trace,
    near,
    same_hue,
    same_trace,
)

_CLOSE = 1.0            # points by which the height that a link leads to may differ
_AROUND = 6             # characters shown on either side
_MM = 25.4 / 72
_Where = tuple[int, int]
Names = tuple[str, str]         # what messages call the two




def compare_sheets(pdf: Sheets, ofd: Sheets, names: Names = ("PDF", "OFD")) -> Parity:
    """What differs between a PDF and an OFD file, or two others made of the same pages."""
    found = (*differences(list(_pieces(pdf)), list(_pieces(ofd)), names[1]),
             *_layout(pdf, ofd, names), *unlike_ends(pdf, ofd, names))
    count = sum(len("".join(sheet.text.split())) for sheet in ofd.sheets)
    return Parity(count, 0, 0, 0, found, len(ofd.sheets))


def unlike_page(one: Sheet, other: Sheet, number: int, names: Names) -> list[Difference]:
    """What differs between a page and the same page of another file: words first, then looks."""
    where = (number, number)
    if one.turned == other.turned \
            and near((one.width, one.height), (other.width, other.height)) \
            and len(one.marks) == len(other.marks) and all(map(_alike, one.marks, other.marks)):
        return []       # as nearly always
    if one.turned != other.turned:
        place = _place(number, 0.0)
        return [Difference("E1009", f"页面转了 {one.turned}°，应为 {other.turned}°", place, place)]
    if one.text != other.text:
        return list(differences([_piece(number, one)], [_piece(number, other)], names[1]))
    return list(_unlike(one, other, where, names))


def _pieces(file: Sheets) -> Iterator[Piece]:
    """Each page as one piece, whose places are its lines."""
    for number, sheet in enumerate(file.sheets, 1):
        yield _piece(number, sheet)


def _piece(number: int, sheet: Sheet) -> Piece:
    stops, places, last = [], [], None
    for at, glyph in enumerate(sheet.glyphs):
        if last is None or abs(glyph.y - last) > NEAR:
            stops.append(at)
            places.append(_place(number, glyph.y))
        last = glyph.y
    return Piece(Kind.PAGE, sheet.text, tuple(places) or (_place(number, 0.0),), 0,
                 tuple(stops) or (0,))


def _place(number: int, y: float) -> Place:
    return Place(f"第{number}页", f"距上边{y * _MM:.0f}毫米")


def _layout(pdf: Sheets, ofd: Sheets, names: Names) -> Iterator[Difference]:
    """Pages that say the same, compared by their layout."""
    a, b = ([sheet.text for sheet in file.sheets] for file in (pdf, ofd))
    for i, j, size in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        for at in range(size):
            yield from _unlike(pdf.sheets[i + at], ofd.sheets[j + at], (i + at + 1, j + at + 1),
                               names, inward=ofd.inward)


def _unlike(
    one: Sheet, other: Sheet, where: _Where, names: Names, *, inward: bool = False
) -> Iterator[Difference]:
    """How two pages that say the same look otherwise."""
    def told(what: str, first: str, second: str, y: float = 0.0, y2: float = 0.0) -> Difference:
        return Difference("E1009", f"{what}：{names[0]} {first}，{names[1]} {second}",
                          _place(where[0], y), _place(where[1], y2))

    if not near((one.width, one.height), (other.width, other.height)):
        a, b = (f"{each.width * _MM:.1f}×{each.height * _MM:.1f} 毫米" for each in (one, other))
        yield told("纸的大小不同", a, b)
    yield from _glyphs(one, other, told)
    yield from _links(one, other, where, names, inward=inward)
    yield from _drawn(one.traces, other.traces, told)
    yield from _photos(one.photos, other.photos, told)
    order, other_order = ([type(mark) for mark in each.marks] for each in (one, other))
    if len(order) == len(other_order) and order != other_order:
        yield told("字、线、照片的上下次序不同", "盖住的", "盖住的不是同样的")


_Told = Callable[..., Difference]


def _glyphs(one: Sheet, other: Sheet, told: _Told) -> Iterator[Difference]:
    """The first glyph at another place, of another face, of another colour; and how many are."""
    first, second = one.glyphs, other.glyphs
    for what, alike, shown in _LOOKS:
        unlike = [at for at, pair in enumerate(zip(first, second, strict=True))
                  if not alike(*pair)]
        if unlike:
            a, b = first[unlike[0]], second[unlike[0]]
            text = one.text[unlike[0] : unlike[0] + _AROUND]
            yield told(f"“{text}”{_count(unlike)}{what}不同", shown(a), shown(b), a.y, b.y)


def _alike(one: Glyph | Trace | Photo, other: Glyph | Trace | Photo) -> bool:
    """Whether there is nothing to weigh: all equal, but for places, which are near."""
    if isinstance(one, Trace):
        return isinstance(other, Trace) and same_trace(one, other)
    if isinstance(one, Photo) or not isinstance(other, Glyph):
        return False
    text, x, y, size, turn, face, shape, colour, goal, artifact = one
    text2, x2, y2, size2, turn2, face2, shape2, colour2, goal2, artifact2 = other
    return goal is goal2 is None \
        and abs(x - x2) < NEAR and abs(y - y2) < NEAR and abs(size - size2) < NEAR \
        and turn == turn2 and colour == colour2 \
        and (text, face, shape, artifact) == (text2, face2, shape2, artifact2)


def _at(glyph: Glyph) -> str:
    size = f"{glyph.size * _MM:.2f}"
    return f"在 ({glyph.x * _MM:.2f}, {glyph.y * _MM:.2f}) 毫米、字高 {size}"


def _in_place(one: Glyph, other: Glyph) -> bool:
    return near((one.x, one.y, one.size), (other.x, other.y, other.size)) \
        and abs(one.turn - other.turn) < 0.1


_LOOKS = (
    ("位置", _in_place, _at),
    ("字形", lambda one, other: (one.face, one.shape, one.text)
     == (other.face, other.shape, other.text), lambda glyph: f"用 {glyph.face}"),
    ("标签", lambda one, other: None in {one.artifact, other.artifact}
     or one.artifact == other.artifact, lambda glyph: glyph.artifact or "是正文"),
    ("颜色", lambda one, other: same_hue(one.colour, other.colour),
     lambda glyph: _hue(glyph.colour)),
)


def _links(
    one: Sheet, other: Sheet, where: _Where, names: Names, *, inward: bool
) -> Iterator[Difference]:
    """The first glyph whose click leads elsewhere; `inward`: none leads outside the OFD."""
    glyphs, others = one.glyphs, other.glyphs
    for at, (first, second) in enumerate(zip(glyphs, others, strict=True)):
        if first.goal is second.goal is None:
            continue
        goal = None if inward and first.goal and first.goal.address else first.goal
        if _same_goal(goal, second.goal) or (second.goal is None and _within(others, at)):
            continue
        sides = f"{names[0]} {_goal(goal)}，{names[1]} {_goal(second.goal)}"
        yield Difference("E1006", f"“{one.text[at : at + _AROUND]}”指向的地方不同：{sides}",
                         _place(where[0], first.y), _place(where[1], second.y))
        return


def _within(glyphs: Sequence[Glyph], at: int) -> bool:
    """Whether a glyph stands between two parts of one link: a PDF has one box for both."""
    line = [each for each in glyphs if abs(each.y - glyphs[at].y) < NEAR]
    before = [each.goal for each in line if each.x < glyphs[at].x and each.goal]
    after = [each.goal for each in line if each.x > glyphs[at].x and each.goal]
    return bool(before and after) and before[-1] == after[0]


def _same_goal(one: Goal | None, other: Goal | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.page, one.address) == (other.page, other.address) \
        and abs(one.y - other.y) < _CLOSE


def _goal(goal: Goal | None) -> str:
    if goal is None:
        return "没有"
    return goal.address or f"第{goal.page}页距上边{goal.y * _MM:.0f}毫米"


def _drawn(one: Sequence[Trace], other: Sequence[Trace], told: _Told) -> Iterator[Difference]:
    if len(one) != len(other):
        yield told("线和图形的个数不同", str(len(one)), str(len(other)))
        return
    unlike = [at for at, pair in enumerate(zip(one, other, strict=True)) if not same_trace(*pair)]
    if unlike:
        first, second = one[unlike[0]], other[unlike[0]]
        yield told(f"{len(unlike)} 条线或图形不同", _path(first), _path(second),
                   _height(first), _height(second))


def _path(trace: Trace) -> str:
    _, *start = trace.ops[0] if trace.ops else ("", 0.0, 0.0)
    x, y = map(float, start)
    width = f"，线宽 {trace.pen.width * _MM:.2f}" if trace.pen else ""
    colour = trace.pen.colour if trace.pen else trace.fill
    return f"从 ({x * _MM:.2f}, {y * _MM:.2f}) 毫米起{width}，{_hue(colour)}"


def _height(trace: Trace) -> float:
    return float(trace.ops[0][2]) if trace.ops else 0.0


def _photos(one: Sequence[Photo], other: Sequence[Photo], told: _Told) -> Iterator[Difference]:
    if len(one) != len(other):
        yield told("照片的张数不同", str(len(one)), str(len(other)))
        return
    for first, second in zip(one, other, strict=True):
        if not near(first[:4], second[:4]):
            yield told("照片的位置不同", _box(first), _box(second), first.y, second.y)
        elif first.digest != second.digest or (
                first.pixels and second.pixels and first.pixels != second.pixels):
            yield told("照片不是同一张", "有这一张", "有另一张", first.y, second.y)


def _box(photo: Photo) -> str:
    return f"({'，'.join(f'{side * _MM:.2f}' for side in photo[:4])}) 毫米"


def unlike_ends(pdf: Sheets, ofd: Sheets, names: Names) -> Iterator[Difference]:
    """The first line of the outline that differs; the title of the file."""
    place = Place("书签", "大纲")
    for one, other in zip_longest(pdf.outline, ofd.outline):
        if one is None or other is None or one[:2] != other[:2] \
                or not _same_goal(one.goal, other.goal):
            a, b = (f"“{each.title}”到{_goal(each.goal)}" if each else "没有"
                    for each in (one, other))
            yield Difference("E1006", f"书签不同：{names[0]} {a}，{names[1]} {b}", place, place)
            break
    if pdf.title != ofd.title:
        place = Place("文件属性", "题名")
        yield Difference("E1002", f"文件属性里的题名不同：{names[0]} 是“{pdf.title}”，"
                                  f"{names[1]} 是“{ofd.title}”", place, place)


def _count(unlike: Sequence[int]) -> str:
    return f"等 {len(unlike)} 个字的" if len(unlike) > 1 else "的"


def _hue(colour: Colour | None) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in colour) if colour else "没有颜色"
