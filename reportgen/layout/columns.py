"""How a table shares its width among its columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import ceil, inf

from reportgen.document.columns import shape
from reportgen.document.plan import CORNER, corner, head_rows
from reportgen.document.tree import Align, Table, plain
from reportgen.facts.approximation import SIGNS
from reportgen.frozen import frozen
from reportgen.layout.type_area import EPSILON
from reportgen.typeset.bonds import bonds

_WORD = re.compile("[!-~]+")
_SHORT = 6           # a content of so many characters stays on one line: a unit, a value
_FEW = 4             # no line of a longer one has room for less
_LONGEST = 24        # of a longer word only so much counts; it is broken


Shared = tuple[int, int, str, bool]


@frozen
class Wish:
    """What a column asks for: the width of its widest content on one line, and the least."""

    natural: float
    least: float


def column_texts(block: Table) -> Iterator[list[tuple[str, bool]]]:
    """The heading of each column and the shapes of its lines; whether one is the heading.

    Each heading in a corner has half of its width.
    """
    for index, column in enumerate(block.columns):
        two = corner(column.heading) if not index else None
        cells = (row[index] for row in block.rows if row[index].columns == 1)
        shapes = dict.fromkeys((cell.indent, shape(plain(cell.children))) for cell in cells)
        longest = max(two, key=len) if two else ""
        yield [(f"{longest[1:]}{CORNER}{longest}" if two else column.heading, True), *(
            ("\u3000" * indent + line, False)
            for indent, text in shapes for line in text.split("\n"))]


def spread(
    sizes: Sequence[float], wide: Iterable[Shared], measure: Callable[[str, bool], float]
) -> list[float]:
    """The columns' sizes, larger where a cell over several of them asks for more than theirs."""
    made = list(sizes)
    for first, last, text, head in wide:
        lack = measure(text, head) - sum(made[first:last])
        if lack > 0:
            made[first:last] = [size + lack / (last - first) for size in made[first:last]]
    return made


def shared(block: Table) -> Iterator[Shared]:
    """The lines of the cells over several columns: from and to where; the lower heads first."""
    for heads in reversed(head_rows(block.columns)):
        yield from ((cell.first, cell.last, line, True)
                    for cell in heads if cell.columns > 1 for line in cell.text.split("\n"))
    for row in block.rows:
        yield from ((first, first + cell.columns, line, False)
                    for first, cell in enumerate(row) if cell.columns > 1 and cell.rows
                    for line in plain(cell.children).split("\n"))


def whole(text: str) -> str:
    """The part of a cell's text that should stay on one line."""
    if len(text) <= _SHORT:
        return text
    words = [*_WORD.findall(text), *_bound(text)]
    return max((word[:_LONGEST] for word in words), key=len, default=text[:_SHORT])


def wishes(
    block: Table, measure: Callable[[str, bool], float], room: float,
    heads: Callable[[str], str] | None = None, cells: Callable[[str], str] = whole,
) -> list[Wish]:
    """Each column's wish; `measure(text, head)` is a text's width, `room` what is added to it.

    `heads` gives what of a heading stays on one line where it gives way to the contents, `cells`
    what of those does at least.
    """
    def natural(text: str, head: bool) -> float:
        return measure(heads(text) if head and heads else text, head) + room

    def least(text: str, head: bool) -> float:
        return measure((heads or whole)(text) if head else cells(text), head) + room

    columns, wide = [*column_texts(block)], [*shared(block)]
    naturals, leasts = (
        spread([max(size(text, head) for text, head in texts) for texts in columns], wide, size)
        for size in (natural, least))
    return [Wish(*pair) for pair in zip(naturals, leasts, strict=True)]


def evened(block: Table, wanted: Sequence[Wish], total: float) -> list[Wish]:
    """The wishes, those of number columns made equal where the table has the room: first those of
    one heading, then the smallest, as far up as there is room for."""
    numbers = {i: column.heading for i, column in enumerate(block.columns)
               if column.align is Align.RIGHT}
    alike = [max(wanted[j].natural for j in numbers if numbers[j] == numbers[i])
             if i in numbers else wish.natural for i, wish in enumerate(wanted)]
    for sizes in (alike, [wish.natural for wish in wanted]):
        for level in sorted({0.0, *(sizes[i] for i in numbers)}, reverse=True):
            made = [max(size, level) if i in numbers else size for i, size in enumerate(sizes)]
            if sum(made) <= total:
                return [Wish(size, wish.least)
                        for size, wish in zip(made, wanted, strict=True)]
    return list(wanted)


def aligned(wanted: Sequence[Wish], needs: Sequence[float], total: float) -> list[Wish]:
    """The wishes, none less than a column `needs`, where the table has the room for all of that."""
    made = [Wish(max(wish.natural, need), max(wish.least, need))
            for wish, need in zip(wanted, needs, strict=True)]
    return made if sum(wish.least for wish in made) <= total else list(wanted)


def eased(wanted: Sequence[Wish], firmest: Sequence[Wish], total: float) -> list[Wish]:
    """The wishes, their least cut down to the room, as far as the `firmest` if need be: so no
    short content breaks for the sake of a long one."""
    floors = [wish.least for wish in firmest]
    extra = [max(0.0, wish.least - floor) for wish, floor in zip(wanted, floors, strict=True)]
    part = max(0.0, min(1.0, (total - sum(floors)) / (sum(extra) or 1.0)))
    return [Wish(max(wish.natural, least), least) for wish, least in zip(
        wanted, (floor + part * more for floor, more in zip(floors, extra, strict=True)),
        strict=True)]


def firm(text: str) -> str:
    """The part of a cell's text for which a table is rather set smaller than broken."""
    if len(text) <= _SHORT:
        return text
    return max((found[:_LONGEST] for found in (text[:_FEW], *_bound(text))), key=len)


def _bound(text: str) -> list[str]:
    """What belongs together, as a number with its unit: with the sign before it."""
    signed = ((start - (text[start - 1 : start] in SIGNS), end) for start, end in bonds(text))
    return [text[start:end] for start, end in signed]


def shares(block: Table, wanted: Sequence[Wish], total: float) -> list[float]:
    """The columns' widths, which add up to `total`.

    The author's weights where there are any; otherwise what the contents ask for. In neither case
    is a column narrower than its least while another has room to give.
    """
    weights = [column.weight for column in block.columns]
    if any(weights):
        sizes = [total * max(weight, 1) / sum(max(w, 1) for w in weights) for weight in weights]
    else:
        sizes = _by_content(wanted, total)
    return _at_least(sizes, wanted)


def squared(
    block: Table, sizes: Sequence[float], wanted: Sequence[Wish], em: float, room: float
) -> list[float]:
    """The widths, those in which text is broken made so many whole characters wide.

    `room` is what is added to the text; the rests make some of the columns a character wider.
    """
    broken = [i for i, column in enumerate(block.columns)
              if column.align is Align.LEFT and room + em < sizes[i] < wanted[i].natural]
    rests = {i: (sizes[i] - room + EPSILON) % em for i in broken}
    more = int((sum(rests.values()) + EPSILON) // em)
    wider = sorted(rests, key=lambda i: rests[i], reverse=True)[:more]
    made = [size - rests.get(i, 0.0) + em * (i in wider) for i, size in enumerate(sizes)]
    if broken:
        made[broken[-1]] += sum(sizes) - sum(made)
    return made


def _by_content(wanted: Sequence[Wish], total: float) -> list[float]:
    """Room in proportion where all fits; else the shortest contents stay on one line.

    As many columns stay whole as make the longest cell no higher than it must be.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i].natural)
    if sum(wish.natural for wish in wanted) <= total:
        order = []
    best, kept = inf, 0
    for count in range(len(order)):
        room = total - sum(wanted[i].natural for i in order[:count])
        if room <= 0:
            break
        lines = ceil(sum(wanted[i].natural for i in order[count:]) / room)
        if lines <= best:
            best, kept = lines, count
    whole_ones = set(order[:kept])
    room = total - sum(wanted[i].natural for i in whole_ones)
    rest = sum(wish.natural for i, wish in enumerate(wanted) if i not in whole_ones)
    return [
        wish.natural if i in whole_ones else room * wish.natural / rest
        for i, wish in enumerate(wanted)
    ]


def _at_least(sizes: Sequence[float], wanted: Sequence[Wish]) -> list[float]:
    """`sizes` with what the too narrow columns lack taken from those that have more than enough."""
    pairs = list(zip(sizes, wanted, strict=True))
    lack = sum(max(wish.least - size, 0.0) for size, wish in pairs)
    have = sum(max(size - wish.least, 0.0) for size, wish in pairs)
    if not lack or not have:
        return list(sizes)
    move = min(lack, have)
    return [
        size + (wish.least - size) * move / (lack if size < wish.least else have)
        for size, wish in pairs
    ]
