"""Whether what came out of a run is a finding, whatever went in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PROOF, BUG = 6, 70
_FRAME = re.compile(r'File "[^"]*/(reportgen/[^"]*|[^"]*)", line (\d+), in (\w+)')
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_PASSED = re.compile(r"<!--.*?(?:-->|\Z)|[{｛]\s?[{｛].*?[}｝]|[\[（(<].*?[\]）)>]", re.DOTALL)
_HAN = re.compile(r"[\u4e00-\u9fff]{8,}")


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code (None: it did not), signal, processor time, what it said."""

    code: int | None
    signal: int
    seconds: float
    said: str


def wrong(end: Ended, seconds: float) -> Iterator[tuple[str, str]]:
    """What no input may do to the program."""
    if "Traceback (most recent call last)" in end.said or end.code in (BUG, 71):
        frames = _FRAME.findall(end.said)
        where = " ".join(frames[-1]) if frames else ""
        memory = "MemoryError" in end.said
        yield "memory" if memory else "traceback", f"{where}\n{end.said[-3000:]}"
    elif end.seconds > seconds or end.code is None:
        yield "slow", f"{end.seconds:.0f} s, signal {end.signal}"


def refused(end: Ended) -> Iterator[tuple[str, str]]:
    """A build that does not accept what it made itself."""
    if end.code == PROOF:
        found = re.findall(r"错误\[(E\d+)\]：?(.*)", end.said)
        yield "refused", " ".join(map(": ".join, found[:2])) + f"\n{end.said[:3000]}"


def lost(files: Mapping[str, bytes], out: Path) -> Iterator[tuple[str, str]]:
    """Running text of the source that is not in the file: what no mark could have taken away."""
    source = files["briefing.md"].decode("utf-8", "replace").replace("\r", "\n")
    if "{%" in source or "｛" in source or "％" in source or not out.is_dir():
        return
    shown = next((each.read_text(encoding="utf-8") for each in out.glob("*.txt")), None)
    if shown is None:
        return
    printed = re.sub(r"\s", "", shown)
    for words in _HAN.findall(_running(source)):
        if words not in printed:
            yield "lost", words
            return


def _running(source: str) -> str:
    """The lines of a narrative that are running text."""
    kept, fence = list[str](), ""
    for line in _PASSED.sub("\n", _FRONT.sub("", source)).split("\n"):
        start = line.strip(" \t　")[:3]
        if fence:
            fence = "" if start == fence else fence
        elif start in ("```", "~~~", "｀｀｀"):
            fence = start
        elif not re.match(r"\s*(?:[#＃>＞|:\-\[—]|表[：:])", line):
            kept.append(line)
    return "\n".join(kept)


def unlike(first: Path, second: Path) -> Iterator[tuple[str, str]]:
    """Files that are not the same to the byte."""
    for one in sorted(first.iterdir()) if first.is_dir() else ():
        other = second / one.name
        if not other.is_file() or one.read_bytes() != other.read_bytes():
            yield "unlike", one.name
