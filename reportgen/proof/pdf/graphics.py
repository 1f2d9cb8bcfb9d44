"""The graphics state of a PDF page, as far as it changes what is seen (ISO 32000-1 8.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.charts.record.drawing import Colour
from reportgen.proof.matrices import IDENTITY, Matrix, moved
from reportgen.proof.pdf.text import Font

BLACK: Colour = (0.0, 0.0, 0.0)
STEPS = {"m": "M", "l": "L", "c": "C", "h": "Z"}
PAINTS = {"f": (True, False), "F": (True, False), "f*": (True, False), "S": (False, True),
           "s": (False, True), "B": (True, True), "B*": (True, True), "b": (True, True),
           "b*": (True, True), "n": (False, False)}


@dataclass(slots=True)
class State:
    """The graphics state, as far as it changes what is seen."""

    matrix: Matrix = IDENTITY
    fill: Colour = BLACK
    pen: Colour = BLACK
    fill_alpha: float = 1.0
    pen_alpha: float = 1.0
    width: float = 1.0
    cap: int = 0
    join: int = 0
    dash: tuple[float, ...] = ()
    phase: float = 0.0
    font: Font | None = None
    size: float = 1.0
    mode: int = 0


def seen(colour: Colour, alpha: float) -> Colour:
    """What is seen of a colour of this opacity on paper: we paint none that is not whole."""
    red, green, blue = (part * alpha + 1 - alpha for part in colour)
    return colour if alpha >= 1 else (red, green, blue)


def _set(name: str) -> Any:
    def setter(state: State, value: Any) -> None:
        setattr(state, name, type(getattr(state, name))(value))
    return setter


def _fill(state: State, *parts: Any) -> None:
    state.fill = _rgb(parts)


def _pen(state: State, *parts: Any) -> None:
    state.pen = _rgb(parts)


def _dash(state: State, lengths: Any, phase: Any) -> None:
    state.dash, state.phase = tuple(float(each) for each in lengths), float(phase)


def _rgb(parts: Sequence[Any]) -> Colour:
    """A colour of DeviceGray, DeviceRGB or DeviceCMYK."""
    values = [float(part) for part in parts]
    if len(values) == 1:
        return values[0], values[0], values[0]
    if len(values) == 4:
        cyan, magenta, yellow, black = values
        return (1 - min(1.0, cyan + black), 1 - min(1.0, magenta + black),
                1 - min(1.0, yellow + black))
    red, green, blue = values
    return red, green, blue


STATE: dict[str, Callable[..., None]] = {
    "rg": _fill, "g": _fill, "k": _fill, "RG": _pen, "G": _pen, "K": _pen, "d": _dash,
    "w": _set("width"), "J": _set("cap"), "j": _set("join"), "Tr": _set("mode"),
}


def points(matrix: Matrix, numbers: Sequence[Any]) -> Iterator[float]:
    """Places, by the axes of a matrix."""
    values = [float(number) for number in numbers]
    for x, y in zip(values[::2], values[1::2], strict=True):
        yield from moved(matrix, x, y)


def image(resources: Any, name: Any) -> Any:
    """The photograph that a page paints by a name; `ValueError` for another object."""
    found = resource(resources, "/XObject", name)
    if found.get("/Subtype") != "/Image":
        raise ValueError(f"object {name}")
    return found


def resource(resources: Any, kind: str, name: Any) -> Any:
    """What a page calls by a name."""
    return resources[kind][str(name)]
