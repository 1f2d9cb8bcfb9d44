"""What a terminal can show: column widths, colour, and characters its encoding lacks.

A console may be a Windows window in GBK, a pipe in ASCII or a terminal in UTF-8. Nothing printed
may crash on any of them, and nothing read from a file may steer the terminal (ESC, bidi controls).
"""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

from reportgen.refusals import system_words

ERRORS = "reportgen.visible"     # name of the codec error handler below
_PLAIN = {"›": ">", "…": "...", "㎡": "m2", "—": "-", "“": '"', "”": '"', "•": "-", "−": "-"}
_WIDE = frozenset("WF")
_PLANES_OF_HAN = range(0x20000, 0x40000)     # what is new in them is not hidden, only unknown
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
# Encodings whose consoles draw “ ” … and other ambiguous characters two columns wide.
_EAST_ASIAN_CONSOLES = frozenset(("gbk", "gb2312", "gb18030", "cp936", "big5", "cp950"))

COLOURS: Mapping[str, str] = {
    "red": "31;1", "yellow": "33;1", "blue": "34;1", "cyan": "36", "bold": "1", "dim": "2",
}


def _visible_error(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_PLAIN.get(ch) or f"<U+{ord(ch):04X}>" for ch in lost), error.end


codecs.register_error(ERRORS, _visible_error)


def visible(text: str) -> str:
    """`text` on one line, with control and other invisible characters spelled out: <U+202E>."""
    if text.isprintable():
        return text
    return "".join(
        "<U+{:04X}>".format(ord(ch))  # noqa: UP032
        if unicodedata.category(ch) in _HIDDEN and ord(ch) not in _PLANES_OF_HAN else ch
        for ch in text
    )


def columns(text: str, *, ambiguous: int = 1) -> int:
    """How many terminal columns `text` takes; combining marks take none."""
    if text.isascii():
        return len(text)
    total = 0
    for ch in text:
        width = unicodedata.east_asian_width(ch)
        if width in _WIDE:
            total += 2
        elif unicodedata.combining(ch):
            continue
        else:
            total += ambiguous if width == "A" else 1
    return total


def pad(text: str, width: int, *, ambiguous: int = 1) -> str:
    """`text` filled with blanks to `width` columns."""
    return text + " " * (width - columns(text, ambiguous=ambiguous))


class UnsaidError(Exception):
    """An output stream takes nothing: its disk is full, or it is gone. What was done is done."""


class Nowhere(io.TextIOBase):
    """Where words go that nobody can hear: a service of Windows has no streams at all."""

    def write(self, text: str) -> int:
        """Take it."""
        return len(text)


@contextmanager
def _speaking() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:     # the reader has gone, which is his business
        raise
    except (OSError, ValueError) as error:
        raise UnsaidError(system_words(error)) from error


@dataclass(slots=True)
class Console:
    """One output stream, whether it shows colour, and how wide it draws ambiguous characters."""

    stream: TextIO | Nowhere
    colour: bool = False
    interactive: bool = False
    ambiguous: int = 1
    _status: int = 0

    def paint(self, text: str, colour: str) -> str:
        """`text` in a colour of `COLOURS`, where the stream shows colours."""
        return f"\x1b[{COLOURS[colour]}m{text}\x1b[0m" if self.colour else text

    def print(self, text: str = "") -> None:
        """Write a line; a status line that stands there is wiped first."""
        self.clear()
        with _speaking():
            self.stream.write(text + "\n")

    def status(self, text: str) -> None:
        """Show what is being done, on a terminal only; the next output wipes it."""
        if not self.interactive:
            return
        self.clear()
        with _speaking():
            self.stream.write(text)
            self.stream.flush()
        self._status = columns(text, ambiguous=2)

    def clear(self) -> None:
        """Wipe the status line."""
        if self._status:
            with _speaking():
                self.stream.write("\r" + " " * self._status + "\r")
            self._status = 0

    def flush(self) -> None:
        """Hand everything to the system."""
        with _speaking():
            self.stream.flush()


def console(stream: TextIO | None, env: Mapping[str, str]) -> Console:
    """A console over `stream`, made safe for every character (`reconfigure` where it can)."""
    if stream is None or stream.closed:
        return Console(Nowhere())
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors=ERRORS)
    encoding = (getattr(stream, "encoding", "") or "utf-8").lower().replace("-", "")
    interactive = stream.isatty()
    return Console(
        stream,
        colour=interactive and _wants_colour(env),
        interactive=interactive,
        ambiguous=2 if encoding in _EAST_ASIAN_CONSOLES else 1,
    )


def _wants_colour(env: Mapping[str, str]) -> bool:
    if env.get("NO_COLOR") or env.get("TERM") == "dumb":
        return False
    return sys.platform != "win32" or "WT_SESSION" in env or "TERM" in env
