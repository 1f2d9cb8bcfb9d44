"""The text of a PDF page by marked content (ISO 32000-1 9.10, 14.6): what stands under each MCID.

Characters come from ToUnicode alone, or from ActualText where a sequence has it: both are what a
screen reader speaks. Nothing is guessed from gaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pikepdf

from reportgen.frozen import frozen
from reportgen.limits import CODES

MARGIN = -1     # stands for an MCID: page numbers and whatever else each page repeats
_OPERATORS = "BDC BMC EMC BT Tf Tm Td TD T* TL Tj TJ ' \""
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


@frozen
class Shown:
    """Characters of one text object, at the height `y` of its page (points from the foot)."""

    text: str
    y: float


@dataclass(slots=True)
class _Sequence:
    """An open marked-content sequence: whose it is, and the text it carries along.

    `margin`: it is what each page repeats (14.8.2.2.2, a pagination artifact); `begun`: some of its
    text has been read. Runs of several faces are text objects of their own, and one line.
    """

    mcid: int | None
    actual: str | None = None
    told: bool = False
    margin: bool = False
    begun: bool = False


@dataclass(slots=True)
class _State:
    """Where the page's reader is."""

    marks: dict[int, list[Shown]] = field(default_factory=dict)
    nest: list[_Sequence] = field(default_factory=list)
    font: Font | None = None
    y: float = 0.0
    leading: float = 0.0
    fresh: bool = True      # a text object has just begun


class Font:
    """Codes to characters."""

    def __init__(self, font: pikepdf.Object) -> None:
        self.width = 2 if font.get("/Subtype") == "/Type0" else 1
        stream = font.get("/ToUnicode")
        data = stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""
        self._map = _characters(data)

    def text(self, codes: bytes) -> str:
        """The characters of a string; U+FFFD for a code without one."""
        step = self.width
        return "".join([
            self._map.get(codes[i : i + step], "\ufffd") for i in range(0, len(codes), step)
        ])


def page_marks(page: pikepdf.Page, fonts: dict[tuple[int, int], Font]) -> dict[int, list[Shown]]:
    """What the page shows under each MCID, and as `MARGIN`.

    `fonts` keeps the fonts of a file across its pages.
    """
    state = _State()
    known = _entry(_entry(page.obj, "/Resources"), "/Font")
    for each in pikepdf.parse_content_stream(page, _OPERATORS):
        _step(state, str(each.operator), each.operands, known, fonts)
    return state.marks


def _step(
    state: _State, operator: str, operands: Any, known: Any,
    fonts: dict[tuple[int, int], Font],
) -> None:
    match operator:
        case "BDC" | "BMC":
            state.nest.append(_sequence(operands))
        case "EMC":
            if state.nest:
                state.nest.pop()
        case "BT":
            state.y, state.fresh = 0.0, True
        case "Tf":
            state.font = _font(_entry(known, str(operands[0])), fonts)
        case "Tm":
            state.y = float(operands[5])
        case "TL":
            state.leading = float(operands[0])
        case "Td" | "TD" | "T*":
            _move(state, operator, operands)
        case _:
            if operator in ("'", '"'):
                state.y -= state.leading
            _show(state, operands[-1])


def _move(state: _State, operator: str, operands: Sequence[Any]) -> None:
    if operator == "T*":
        state.y -= state.leading
        return
    down = float(operands[1])
    if operator == "TD":
        state.leading = -down
    state.y += down


def _show(state: _State, shown: Any) -> None:
    """Add a string, or the strings of an array, to the innermost sequence that has an MCID."""
    owner = next((each for each in reversed(state.nest) if each.mcid is not None), None)
    repeated = next((each for each in reversed(state.nest) if each.margin), None)
    mark = None if repeated is None else MARGIN
    if owner is not None:
        mark = owner.mcid
    if mark is None:
        return      # another artifact, or untagged
    told = next((each for each in state.nest if each.actual is not None), None)
    if told is not None:
        if told.told:
            return
        told.told = True
        text = told.actual or ""
    else:
        strings = shown if isinstance(shown, pikepdf.Array) else [shown]
        codes = b"".join(bytes(each) for each in strings if isinstance(each, pikepdf.String))
        text = state.font.text(codes) if state.font else "\ufffd"
    found = state.marks.setdefault(mark, [])
    goes_on = repeated.begun if repeated and mark == MARGIN else not state.fresh
    if found and goes_on and found[-1].y == state.y:
        found[-1] = Shown(found[-1].text + text, state.y)
    else:
        found.append(Shown(text, state.y))
    state.fresh = False
    if repeated:
        repeated.begun = True


def _sequence(operands: Sequence[Any]) -> _Sequence:
    properties = operands[1] if len(operands) > 1 else None
    if not isinstance(properties, pikepdf.Dictionary):
        return _Sequence(None)
    if operands[0] == "/Artifact":
        return _Sequence(None, margin=properties.get("/Type") == "/Pagination")
    mcid, actual = properties.get("/MCID"), properties.get("/ActualText")
    return _Sequence(None if mcid is None else int(mcid), None if actual is None else str(actual))


def _entry(holder: Any, name: str) -> Any:
    """An entry of a dictionary; None where there is none, or no dictionary."""
    return holder.get(name) if isinstance(holder, pikepdf.Dictionary) else None


def _font(font: Any, known: dict[tuple[int, int], Font]) -> Font | None:
    if not isinstance(font, pikepdf.Dictionary):
        return None
    key = font.objgen
    if key not in known or key == (0, 0):
        known[key] = Font(font)
    return known[key]


def _characters(data: bytes) -> dict[bytes, str]:
    """What a ToUnicode CMap gives codes to; of a damaged one, as far as it can be read."""
    made = dict[bytes, str]()
    try:
        made.update(islice(_pairs(data), CODES))
    except (ValueError, OverflowError):
        return made      # every other code is U+FFFD, and so told
    return made


def _pairs(data: bytes) -> Iterator[tuple[bytes, str]]:
    """Code and characters of every entry of a ToUnicode CMap."""
    for block in data.split(b"beginbf")[1:]:
        tokens = iter(_HEX.findall(block.partition(b"endbf")[0]))
        for start, _, _ in tokens:
            if block.startswith(b"char"):
                yield bytes.fromhex(start.decode()), _unicode(next(tokens, (b"", b"", b""))[0])
            else:
                yield from _range(start, tokens)


def _range(
    start: bytes, tokens: Iterator[tuple[bytes, bytes, bytes]]
) -> Iterator[tuple[bytes, str]]:
    end = next(tokens, (b"", b"", b""))[0]
    first, bracket, _ = next(tokens, (b"", b"", b""))
    low, high, width = int(start, 16), int(end or start, 16), len(start) // 2
    codes = (code.to_bytes(width, "big") for code in range(low, min(high, low + 0xFFFF) + 1))
    if bracket:
        for code in codes:
            yield code, _unicode(next(tokens, (b"", b"", b""))[0])
        next(tokens, None)      # the closing bracket
        return
    base = _unicode(first)
    for step, code in enumerate(codes):
        yield code, base[:-1] + chr(ord(base[-1]) + step) if base else "\ufffd"


def _unicode(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")
