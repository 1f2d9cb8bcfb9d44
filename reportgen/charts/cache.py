"""The cache of charts: compiled drawings and pictures, by the digest of all they depend on.

An entry begins with the SHA-256 of what follows, so a torn or altered file is noticed, ignored and
written anew. An entry that does not have the shape of a drawing is not trusted either. A folder
that cannot be written to is no error: the next run merely draws again.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from reportgen.charts.drawing import Colour, Drawing, Mark, PathMark, PathOp, Stroke, TextMark
from reportgen.version import __version__

_DIGEST = 64
_COUNTS = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}


@dataclass(frozen=True, slots=True)
class Store:
    """Entries in a folder; no folder, no entries."""

    folder: Path | None

    def get(self, name: str) -> bytes | None:
        """The content of an entry; None when there is none, or it is not as it was written."""
        if self.folder is None:
            return None
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        digest, content = data[:_DIGEST], data[_DIGEST:]
        return content if hashlib.sha256(content).hexdigest().encode() == digest else None

    def put(self, name: str, content: bytes) -> None:
        """Write an entry, wholly or not at all."""
        if self.folder is None:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=".")
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(content).hexdigest().encode() + content)
            Path(temporary).replace(self.folder / name)
        except OSError:
            return  # a cache that cannot be kept costs time, nothing else


def key(*parts: Any) -> str:
    """The digest of values and of the code and libraries that turn them into charts."""
    text = json.dumps([*_makers(), *(canonical(part) for part in parts)], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:40]


@cache
def _makers() -> tuple[str, ...]:
    """Our version, the code of this room, and matplotlib's version (not imported for it)."""
    code = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        code.update(path.read_bytes())
    return __version__, code.hexdigest(), _matplotlib()


def _matplotlib() -> str:
    """What tells one matplotlib from another: its version file, as importlib.metadata is slow."""
    spec = find_spec("matplotlib")
    file = Path(spec.origin or "").with_name("_version.py") if spec else None
    if file is not None and file.is_file():
        return file.read_text(encoding="utf-8")
    from importlib.metadata import version

    return version("matplotlib")


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
    return value


def encode(drawing: Drawing) -> bytes:
    """A drawing as compact JSON."""
    marks = [
        ["p", mark.ops, mark.fill, _pen(mark.stroke), mark.clip] if isinstance(mark, PathMark)
        else ["t", mark.x, mark.y, mark.text, mark.size, mark.role, mark.colour, mark.angle,
              mark.fact]
        for mark in drawing.marks
    ]
    data = [drawing.width, drawing.height, marks]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _pen(stroke: Stroke | None) -> list[Any] | None:
    if stroke is None:
        return None
    return [stroke.colour, stroke.width, stroke.cap, stroke.join, stroke.dash, stroke.phase]


def decode(content: bytes) -> Drawing | None:
    """The drawing of `encode`; None when the content is anything else."""
    try:
        width, height, marks = json.loads(content)
        return Drawing(_number(width), _number(height), tuple(_mark(*mark) for mark in marks))
    except (ValueError, TypeError, KeyError):
        return None


def _mark(kind: str, *parts: Any) -> Mark:
    if kind == "p":
        ops, fill, stroke, clip = parts
        pen = None
        if stroke is not None:
            colour, width, cap, join, dash, phase = stroke
            pen = Stroke(
                _colour(colour), _number(width), int(cap), int(join), _numbers(dash),
                _number(phase),
            )
        box = None
        if clip is not None:
            x, y, w, h = _numbers(clip)
            box = (x, y, w, h)
        fill = None if fill is None else _colour(fill)
        return PathMark(tuple(_operation(op) for op in ops), fill, pen, box)
    if kind == "t":
        x, y, text, size, role, colour, angle, fact = parts
        return TextMark(
            _number(x), _number(y), _text(text), _number(size), _text(role), _colour(colour),
            _number(angle), _text(fact),
        )
    raise ValueError(kind)


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
    return tuple(_number(value) for value in values)


def _colour(values: Iterable[Any]) -> Colour:
    red, green, blue = _numbers(values)
    return red, green, blue


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
