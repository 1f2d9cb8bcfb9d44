"""The characters of a PDF's codes, by ToUnicode alone (ISO 32000-1 9.10): nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import pikepdf

from reportgen.limits import CODES

_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


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
