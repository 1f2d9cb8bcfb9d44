"""What became of the pictures of an edited file: replaced, taken out, put in, moved, resized.

A picture is known by the bytes of its image, a chart of Word's own by the values it shows. Another
program may give both another name; it may drop an alternative text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest

from reportgen.frozen import frozen
from reportgen.images.same_pixels import same_pixels
from reportgen.proof.audit.wording import edits
from reportgen.proof.content import Place
from reportgen.proof.stretches import out_of_order
from reportgen.proof.word.charts import plain, same_value
from reportgen.proof.word.drawings import Seen
from reportgen.provenance.enclosures import Picture, Point

_NUMBERS = re.compile(r"单位：[^来]*|[（][^（）]*[）]|\d[\d.]*")
# Words of no exact number.
_WORDED = re.compile("[超约近逾余多]|突破|不足|不到|至少|左右|上下|以[上下内]")
_SLACK = 0.01        # of a side by which a picture may differ: other programs round
_LEAST = 18_000      # EMU, half a millimetre


@frozen
class PictureFinding:
    """What became of a picture, told by its name as made.

    `what` is 换了, 删去, 增加, 移动, 大小, 裁剪, 替代文字, 数据, 标签, 标题, 坐标 or 工作簿; `item`
    is the value of a chart it is about, or the text that was edited. `figures` says that numbers of
    the data are changed, or not known any more.
    """

    what: str
    name: str
    old: str
    new: str
    place: Place | None
    item: str = ""
    figures: bool = False


def compared(
    made: Sequence[Picture], now: Sequence[Seen], contents: Mapping[str, bytes]
) -> list[PictureFinding]:
    """Everything that is not as it was made; `contents` are the images as made, where known."""
    pairs = _paired(made, now)
    order = [pairs[i] for i in sorted(pairs)]
    strayed = out_of_order(order, sorted(order))
    found: list[PictureFinding] = []
    for index, picture in enumerate(made):
        if index not in pairs:
            found.append(PictureFinding("删去", _name(picture), picture.alt, "", None,
                                        figures=not picture.photo))
            continue
        seen = now[pairs[index]]
        if pairs[index] in strayed:
            found.append(PictureFinding("移动", _name(picture), "", "", seen.place))
        found += _changed(picture, seen, contents)
    known = {picture.image: _name(picture) for picture in made if picture.image}
    taken = set(pairs.values())
    for number, seen in enumerate(now):
        if number not in taken:
            found.append(PictureFinding(
                "增加", seen.picture.name, known.get(seen.picture.image, ""), seen.picture.alt,
                seen.place))
    return found


def _name(picture: Picture) -> str:
    return picture.name or "图"


# ---------------------------------------------------------------------------------------- pairing


@dataclass(slots=True)
class _Pairs:
    """Which picture as made is which now."""

    made: Sequence[Picture]
    now: Sequence[Seen]
    found: dict[int, int] = field(default_factory=dict)

    def left(self) -> tuple[list[int], list[int]]:
        """Those without a counterpart: as made, and now."""
        taken = set(self.found.values())
        return ([i for i in range(len(self.made)) if i not in self.found],
                [k for k in range(len(self.now)) if k not in taken])

    def room(self, index: int) -> range:
        """Between which pictures of now the one as made would stand, had nobody moved any."""
        before = [self.found[i] for i in range(index) if i in self.found]
        after = [self.found[i] for i in range(index + 1, len(self.made)) if i in self.found]
        return range(max(before, default=-1) + 1, min(after, default=len(self.now)))


def _paired(made: Sequence[Picture], now: Sequence[Seen]) -> dict[int, int]:
    """By what they show, in order; then by name; the rest by where they stand."""
    pairs = _Pairs(made, now)
    a, b = [_shows(each) for each in made], [_shows(each.picture) for each in now]
    for i, k, size in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        pairs.found.update(zip(range(i, i + size), range(k, k + size), strict=True))
    for key in (_shows, _called):
        here, there = pairs.left()
        for i in here:
            alike = [k for k in there if key(now[k].picture) == key(made[i]) != ("",)]
            if alike:
                pairs.found[i] = alike[0]
                there.remove(alike[0])
    for alike_only in (True, False):
        here, there = pairs.left()
        for i in here:
            room = [k for k in pairs.room(i) if k in there and (
                not alike_only or bool(now[k].picture.points) == bool(made[i].points))]
            if room:
                pairs.found[i] = room[0]
                there.remove(room[0])
    return pairs.found


def _shows(picture: Picture) -> tuple[str, ...]:
    if picture.points:
        return tuple(f"{each.series}\t{each.category}\t{plain(each.value)}"
                     for each in picture.points)
    return (picture.image,)


def _called(picture: Picture) -> tuple[str, ...]:
    return (picture.name,)


# ---------------------------------------------------------------------------- one picture


def _changed(
    made: Picture, seen: Seen, contents: Mapping[str, bytes]
) -> Iterator[PictureFinding]:
    name, now, place = _name(made), seen.picture, seen.place
    if made.points and now.points:
        yield from _points(made, seen)
        yield from _round(made, seen)
    elif not _same_image(made, seen, contents):
        yield PictureFinding("换了", name, made.image, now.image, place, figures=not made.photo)
    if seen.cropped:
        yield PictureFinding("裁剪", name, "", "", place)
    sides = (made.wide, now.wide), (made.high, now.high)
    if any(abs(a - b) > max(_LEAST, _SLACK * a) for a, b in sides):
        yield PictureFinding("大小", name, _size(made), _size(now), place)
    if not now.alt and made.alt:
        yield PictureFinding("替代文字", name, made.alt, "", place)
        return
    for edit in edits(made.alt, now.alt):
        yield PictureFinding(
            "替代文字", name, made.alt[edit.start : edit.end], edit.new, place, made.alt)


def _round(made: Picture, seen: Seen) -> Iterator[PictureFinding]:
    """What stands over a chart, and a scale that was cut; another unit makes it other numbers."""
    head, name = seen.picture.head, _name(made)
    unlike = _NUMBERS.findall(made.head) != _NUMBERS.findall(head)
    for edit in edits(made.head, head):
        yield PictureFinding("标题", name, made.head[edit.start : edit.end], edit.new, seen.place,
                             made.head, figures=unlike)
    if seen.cut:
        yield PictureFinding("坐标", name, "从零起", seen.cut, seen.place)


def _same_image(made: Picture, seen: Seen, contents: Mapping[str, bytes]) -> bool:
    """Whether both the image and, where there still is one, the SVG that is shown before it."""
    if made.vector and seen.picture.vector and made.vector != seen.picture.vector:
        return False
    if made.image == seen.picture.image:
        return bool(made.points) == bool(seen.picture.points)
    original = contents.get(made.image)
    return original is not None and same_pixels(original, seen.content) is True


def _size(picture: Picture) -> str:
    wide, high = (round(side / 36_000, 1) for side in (picture.wide, picture.high))
    return f"{wide:g}×{high:g} 毫米"


# ------------------------------------------------------------------------------ values of a chart


def _points(made: Picture, seen: Seen) -> Iterator[PictureFinding]:
    several = len({each.series for each in made.points}) > 1
    told = [
        (what, was, now, item)
        for old, new in _paired_points(made.points, seen.picture.points)
        for what, was, now, item in _point(old, new, several=several)
    ]
    told += [
        ("工作簿", each.shown, each.held, _item(each.series, each.category, several=several))
        for each in seen.workbook
    ]
    for what, was, now, item in told:
        yield PictureFinding(what, _name(made), was, now, seen.place, item, figures=True)


def _point(
    old: Point | None, new: Point | None, *, several: bool
) -> Iterator[tuple[str, str, str, str]]:
    """What became of one value: what, before, now, and how the value is called."""
    was, now = (_item(each.series, each.category, several=several) if each else ""
                for each in (old, new))
    if old is None or new is None:
        yield "数据", old.value if old else "", new.value if new else "", was or now
    elif not same_value(old.value, new.value):
        yield "数据", old.value, new.value, was
    elif was != now:
        yield "标签", was, now, "名称"
    elif not new.label and old.label and _WORDED.search(old.label):
        yield "标签", old.label, "", was
    elif old.label and new.label not in ("", old.label, f"{old.category} {old.label}"):
        yield "标签", old.label, new.label, was


def _paired_points(
    old: Sequence[Point], new: Sequence[Point]
) -> Iterator[tuple[Point | None, Point | None]]:
    """Values of the same series and category; of the rest, each with the next."""
    if [(p.series, p.category) for p in old] == [(p.series, p.category) for p in new]:
        yield from zip(old, new, strict=True)       # two categories may have one name
        return
    there = {(each.series, each.category): each for each in new}
    lost = [each for each in old if (each.series, each.category) not in there]
    here = {(each.series, each.category) for each in old}
    fresh = [each for each in new if (each.series, each.category) not in here]
    for each in old:
        if (key := (each.series, each.category)) in there:
            yield each, there[key]
    yield from zip_longest(lost, fresh)


def _item(series: str, category: str, *, several: bool) -> str:
    """How a value is called: by its category, and its series where there are several."""
    return f"{series} {category}" if several else category
