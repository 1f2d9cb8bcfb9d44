"""The cache of charts: compiled drawings and pictures, by the digest of all they depend on.

An entry that does not have the shape of a drawing is not trusted, though its digest be right.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from dataclasses import astuple, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, assert_never

from reportgen.charts.drawing import (
    PLAIN,
    Box,
    Colour,
    Drawing,
    ImageMark,
    Mark,
    PathMark,
    PathOp,
    Stroke,
    Tag,
    TextMark,
)
from reportgen.charts.theme import Theme
from reportgen.store import code_digest, library_version
from reportgen.version import __version__

_REAL = frozenset({int, float})
_COUNTS = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}


def key(*parts: Any, plain: Any = None) -> str:
    """The digest of values and of the code and libraries that turn them into charts.

    `plain` is a value that was made canonical before.
    """
    values = [*_makers(), plain, *(_kept(part) for part in parts)]
    text = json.dumps(values, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def _kept(value: Any) -> Any:
    return _theme(value) if isinstance(value, Theme) else canonical(value)


@lru_cache(maxsize=8)
def _theme(theme: Theme) -> Any:
    """One theme serves all charts of a document."""
    return canonical(theme)


@cache
def _makers() -> tuple[str, ...]:
    """Our version, the code of this room, and matplotlib's version (not imported for it)."""
    return (__version__, code_digest(Path(__file__).parent),
            library_version("matplotlib", "matplotlib"))


def canonical(value: Any) -> Any:
    """A value as plain JSON: what counts in equality, and nothing else (so no spans)."""
    if is_dataclass(value) and not isinstance(value, type):
        shown = [canonical(getattr(value, f.name)) for f in fields(value) if f.compare]
        return [type(value).__name__, *shown]
    if isinstance(value, tuple | list):
        return [canonical(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value


def encode(drawing: Drawing) -> bytes:
    """A drawing as compact JSON."""
    data = [drawing.width, drawing.height, [_plain(mark) for mark in drawing.marks]]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(mark: Mark) -> list[Any]:
    tag = list(astuple(mark.tag)) if mark.tag != PLAIN else None
    match mark:
        case PathMark():
            pen = astuple(mark.stroke) if mark.stroke is not None else None
            return ["p", mark.ops, mark.fill, pen, mark.clip, mark.clip_path, mark.alpha, tag]
        case TextMark():
            return ["t", mark.x, mark.y, mark.text, mark.size, mark.role, mark.colour, mark.angle,
                    tag]
        case ImageMark():
            return ["i", mark.box, mark.columns, mark.rows, b64encode(mark.pixels).decode(),
                    b64encode(mark.mask).decode(), mark.clip, tag]
        case _:
            assert_never(mark)


def decode(content: bytes) -> Drawing | None:
    """The drawing of `encode`; None when the content is anything else."""
    try:
        width, height, marks = json.loads(content)
        return Drawing(_number(width), _number(height), tuple(_mark(*mark) for mark in marks))
    except (ValueError, TypeError, KeyError):
        return None


def _mark(kind: str, *parts: Any) -> Mark:
    return _SHAPES[kind](*parts)


def _path(  # noqa: PLR0917 - the fields of a path
    ops: Any, fill: Any, stroke: Any, clip: Any, within: Any, alpha: Any, tag: Any
) -> PathMark:
    return PathMark(
        _operations(ops), None if fill is None else _colour(fill),
        None if stroke is None else _pen(*stroke), _box(clip), _operations(within),
        _number(alpha), _tag(tag),
    )


def _run(  # noqa: PLR0917 - the fields of a run
    x: Any, y: Any, text: Any, size: Any, role: Any, colour: Any, angle: Any, tag: Any
) -> TextMark:
    return TextMark(_number(x), _number(y), _text(text), _number(size), _text(role),
                    _colour(colour), _number(angle), _tag(tag))


def _image(  # noqa: PLR0917 - the fields of an image
    box: Any, columns: Any, rows: Any, pixels: Any, mask: Any, clip: Any, tag: Any
) -> ImageMark:
    place = _box(box)
    shown, opacity = b64decode(_text(pixels)), b64decode(_text(mask))
    count = int(columns) * int(rows)
    if place is None or len(shown) != 3 * count or len(opacity) not in {0, count}:
        raise ValueError(columns, rows)
    return ImageMark(place, int(columns), int(rows), shown, opacity, _box(clip), _tag(tag))


_SHAPES: dict[str, Callable[..., Mark]] = {"p": _path, "t": _run, "i": _image}


def _pen(  # noqa: PLR0917 - the fields of a pen
    colour: Any, width: Any, cap: Any, join: Any, dash: Any, phase: Any, alpha: Any
) -> Stroke:
    return Stroke(_colour(colour), _number(width), int(cap), int(join), _numbers(dash),
                  _number(phase), _number(alpha))


def _box(values: Any) -> Box | None:
    if values is None:
        return None
    x, y, width, height = _numbers(values)
    return x, y, width, height


def _tag(values: Any) -> Tag:
    return PLAIN if values is None else Tag(*map(_text, values))


def _operations(ops: Any) -> tuple[PathOp, ...]:
    return tuple(_operation(op) for op in ops)


def _operation(op: list[Any]) -> PathOp:
    letter, *points = op
    if _COUNTS[letter] != len(points):
        raise ValueError(letter)
    return (letter, *_numbers(points))


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(value)
    return float(value)


def _numbers(values: Iterable[Any]) -> tuple[float, ...]:
    """Numbers, and nothing that only looks like one; a drawing has thousands."""
    numbers = tuple(values)
    if not _REAL.issuperset(map(type, numbers)):
        raise TypeError(numbers)
    return tuple(map(float, numbers))


def _colour(values: Iterable[Any]) -> Colour:
    red, green, blue = _numbers(values)
    return red, green, blue


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
