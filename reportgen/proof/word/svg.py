"""What an SVG of ours shows: its paths, and where its texts begin.

Texts are outlines, named for screen readers: each outline must be that of the character it is named
for. What is not written by us is told as strange, since it might change what is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import cos, radians, sin

from reportgen.charts.record.drawing import Colour, PathOp, Stroke, placed
from reportgen.proof.content import Look
from reportgen.proof.outlines import misnamed
from reportgen.proof.package import Element
from reportgen.proof.sheets import Sheet, Trace, trace

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_STEPS = re.compile("([MLQCZ])([^MLQCZ]*)")
_PLACE = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\)(?: rotate\(([-\d.]+)\))?"
                    r" scale\(([\d.]+) -[\d.]+\)")
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_KNOWN = {_SVG + name: frozenset(words.split()) for name, words in (
    ("path", "d fill stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray"
             " stroke-dashoffset"),
    ("g", "fill transform aria-label"), ("use", f"x {_HREF}"))}


class _StrangeError(ValueError):
    """What is not followed."""


def svg_look(root: Element) -> tuple[Look, list[str]]:
    """What a picture shows, and the labels in it."""
    paths: list[Trace] = []
    starts: list[Trace] = []
    labels = [group.get("aria-label", "") for group in root.iter(_SVG + "g")]
    strange = ""
    try:
        _, _, width, height = map(float, root.get("viewBox", "").split())
        outlines = {f"#{path.get('id')}": path.get("d", "")
                    for path in root.iterfind(f"{_SVG}defs/{_SVG}path")}
        named: set[tuple[str, str]] = set()
        for each in root:
            if each.tag == _SVG + "path":
                paths.append(_path(each))
            elif each.tag == _SVG + "g":
                starts.append(_label(each, outlines, named))
            elif each.tag != _SVG + "defs":
                raise _StrangeError(str(each.tag).removeprefix(_SVG))
        strange = misnamed(named)
    except (ValueError, KeyError) as error:
        width = height = 0.0
        strange = str(error)
    return Look((0.0, 0.0, width, height), tuple(paths), tuple(starts), strange=strange), \
        [label for label in labels if label]


def svg_sheet(root: Element) -> Sheet:
    """The same as filled and drawn paths, outlines among them, to be painted; `ValueError` and
    `KeyError` for what is not followed."""
    _, _, width, height = map(float, root.get("viewBox", "").split())
    outlines = {f"#{path.get('id')}": list(_steps(path.get("d", "")))
                for path in root.iterfind(f"{_SVG}defs/{_SVG}path")}
    marks: list[Trace] = []
    for each in root:
        if each.tag == _SVG + "path":
            marks.append(_path(each))
        elif each.tag == _SVG + "g":
            ops = tuple(op for use in each for op in _outline(use, each, outlines))
            marks.append(Trace(ops, _colour(each.get("fill", "")), None))
    return Sheet(width, height, tuple(marks))


def _outline(
    use: Element, group: Element, outlines: Mapping[str, list[PathOp]]
) -> Iterator[PathOp]:
    """The outline of a character where its label puts it."""
    found = _PLACE.fullmatch(group.get("transform", ""))
    if found is None:
        raise _StrangeError("transform")
    x, y, turn, k = (float(each or 0) for each in found.groups())
    c, s, start = cos(radians(turn)) * k, sin(radians(turn)) * k, float(use.get("x", "0"))
    for op in outlines[use.get(_HREF, "")]:
        yield placed(op, lambda a, b: (
            x + (start + a) * c + b * s, y + (start + a) * s - b * c))


def _check(element: Element) -> None:
    if strange := set(map(str, element.attrib)) - _KNOWN[str(element.tag)]:
        raise _StrangeError(min(strange))


def _path(element: Element) -> Trace:
    _check(element)
    stroke = element.get("stroke")
    pen = None
    if stroke:
        dash = element.get("stroke-dasharray", "").split()
        pen = Stroke(_colour(stroke), float(element.get("stroke-width", "1")),
                     _CAPS[element.get("stroke-linecap", "butt")],
                     _JOINS[element.get("stroke-linejoin", "miter")], tuple(map(float, dash)),
                     float(element.get("stroke-dashoffset", "0")))
    fill = element.get("fill", "")
    return trace(list(_steps(element.get("d", ""))), None if fill == "none" else _colour(fill), pen)


def _steps(data: str) -> Iterator[PathOp]:
    for letter, numbers in _STEPS.findall(data):
        yield letter, *map(float, numbers.split())


def _label(
    group: Element, outlines: Mapping[str, str], named: set[tuple[str, str]]
) -> Trace:
    """Where a label begins; its characters and their outlines are added to `named`."""
    _check(group)
    found = _PLACE.fullmatch(group.get("transform", ""))
    if found is None:
        raise _StrangeError("transform")
    shown = []
    for use in group:
        _check(use)
        shown.append(outlines[use.get(_HREF, "")])
    label = group.get("aria-label", "")
    solid = "".join(label.split())
    if len(shown) != len(solid):
        raise _StrangeError(f"“{label}”画了 {len(shown)} 个字")
    named.update(zip(solid, shown, strict=True))
    x, y, size = float(found[1]), float(found[2]), float(found[4]) * 1000
    return Trace((("M", x, y), ("L", x + size, y)), _colour(group.get("fill", "")), None)


def _colour(text: str) -> Colour:
    if not re.fullmatch("#[0-9a-f]{6}", text):
        raise _StrangeError(text)
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue
