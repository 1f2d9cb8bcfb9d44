"""The cache of charts: compiled drawings and pictures, by the digest of all they depend on.

An entry that does not have the shape of a drawing is not trusted, though its digest be right.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, assert_never

from reportgen.cache import code_digest, entry_name, library_version
from reportgen.charts.record import drawing as record
from reportgen.charts.record.theme import Theme

# What a drawing and its picture are made by: a test walks the imports, and finds all rooms here.
ROOMS = ("charts", "document", "facts", "fonts", "typeset")
LIBRARIES = (("matplotlib", "matplotlib"), ("numpy", "numpy"), ("PIL", "Pillow"),
             ("uharfbuzz", "uharfbuzz"))
_REAL = frozenset({int, float})
_STRAIGHT = frozenset("ML")
_COUNTS = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}


def key(kind: str, *parts: Any, plain: Any = None) -> str:
    """The name of an entry: values, and the code and libraries that turn them into charts.

    `plain` is a value that was made canonical before.
    """
    return entry_name(kind, *_makers(), plain, *(
        _theme(part) if isinstance(part, Theme) else canonical(part) for part in parts))


@lru_cache(maxsize=8)
def _theme(theme: Theme) -> Any:
    """One theme serves all charts of a document."""
    return canonical(theme)


@cache
def _makers() -> tuple[str, ...]:
    """The code and the libraries a drawing or its picture depends on; none is imported."""
    package = Path(__file__).parents[2]
    libraries = (library_version(*names) for names in LIBRARIES)
    return code_digest(*(package / name for name in ROOMS)), *libraries


def canonical(value: Any) -> Any:
    """A value as plain JSON: what counts in equality, and nothing else (so no spans)."""
    if value is None or isinstance(value, str):
        return value
    kind: Any = type(value)
    if names := _compared(kind):
        return [kind.__name__, *[canonical(getattr(value, name)) for name in names]]
    if isinstance(value, tuple | list):
        return [canonical(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value


@cache
def _compared(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass that count in equality; of anything else, none."""
    return tuple(f.name for f in fields(kind) if f.compare) if is_dataclass(kind) else ()


def encode(drawing: record.Drawing) -> bytes:
    """A drawing as compact JSON: its size, its pens, and its marks, which name their pens."""
    pens = list(dict.fromkeys(mark.stroke for mark in drawing.marks
                              if isinstance(mark, record.PathMark) and mark.stroke is not None))
    data = [drawing.width, drawing.height, [astuple(pen) for pen in pens],
            [_plain(mark, pens) for mark in drawing.marks]]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(mark: record.Mark, pens: list[record.Stroke]) -> list[Any]:
    tag = list(astuple(mark.tag)) if mark.tag != record.PLAIN else None
    match mark:
        case record.PathMark():
            pen = pens.index(mark.stroke) if mark.stroke is not None else None
            return ["p", _flat(mark.ops), mark.fill, pen, tag]
        case record.TextMark():
            return ["t", mark.x, mark.y, mark.text, mark.size, mark.role, mark.colour, mark.angle,
                    tag]
        case _:
            assert_never(mark)


def _flat(ops: tuple[record.PathOp, ...]) -> list[Any]:
    """Operations as their letters and all their numbers: quick to read back."""
    return ["".join(str(op[0]) for op in ops), [number for op in ops for number in op[1:]]]


def decode(content: bytes) -> record.Drawing | None:
    """The drawing of `encode`; None when the content is anything else."""
    try:
        width, height, pens, marks = json.loads(content)
        strokes = [record.Stroke(*_read(_PEN, pen)) for pen in pens]
        shapes: dict[str, Callable[..., record.Mark]] = {
            "p": partial(_path, strokes), "t": lambda *run: record.TextMark(*_read(_RUN, run))}
        return record.Drawing(_number(width), _number(height),
                              tuple(shapes[kind](*parts) for kind, *parts in marks))
    except (ValueError, TypeError, KeyError, IndexError):
        return None


def _path(pens: list[record.Stroke], ops: Any, fill: Any, stroke: Any, tag: Any) -> record.PathMark:
    return record.PathMark(_operations(ops), None if fill is None else _colour(fill),
                           None if stroke is None else pens[stroke], _tag(tag))


def _tag(values: Any) -> record.Tag:
    return record.PLAIN if values is None else record.Tag(*map(_text, values))


def _operations(flat: Any) -> tuple[record.PathOp, ...]:
    letters, values = flat
    numbers = _numbers(values)
    if sum(map(_COUNTS.__getitem__, letters)) != len(numbers):
        raise ValueError(letters)
    if _STRAIGHT.issuperset(letters):       # a hatch has hundreds of these
        return tuple(zip(letters, numbers[::2], numbers[1::2], strict=True))
    rest = iter(numbers)
    return tuple((letter, *islice(rest, _COUNTS[letter])) for letter in letters)


def _number(value: Any) -> float:
    if type(value) not in _REAL:
        raise TypeError(value)
    return float(value)


def _numbers(values: Iterable[Any]) -> tuple[float, ...]:
    """Numbers, and nothing that only looks like one; a drawing has thousands."""
    numbers = tuple(values)
    kinds = set(map(type, numbers))
    if not kinds <= _REAL:
        raise TypeError(numbers)
    return numbers if int not in kinds else tuple(map(float, numbers))


def _colour(values: Iterable[Any]) -> record.Colour:
    red, green, blue = _numbers(values)
    return red, green, blue


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


# The fields of a run of text and of a pen, each by what reads it
_RUN = (_number, _number, _text, _number, _text, _colour, _number, _tag)
_PEN = (_colour, _number, int, int, _numbers, _number)


def _read(fields: tuple[Callable[[Any], Any], ...], values: Iterable[Any]) -> Iterator[Any]:
    return (read(value) for read, value in zip(fields, values, strict=True))
