"""What a check found and is sure how to mend, mended in the narrative: never a number.

Nothing else of the file changes by a byte: marks at its beginning, line ends and encoding stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from reportgen import pipeline
from reportgen.acts.marking import kept_as
from reportgen.diagnostics import Diagnostic, Fix, ReportError, Span, failure
from reportgen.frozen import frozen
from reportgen.recording_world import RecordingWorld
from reportgen.world import World

_ENDS = re.compile("(\r\n|\r|\n)")
_BOM = "\ufeff"
_ROUNDS = 50        # a text that still changes then would change for ever


@frozen
class Line:
    """A line that was mended: where it is, as it was, as it is now, and for what codes."""

    span: Span
    old: str
    new: str
    codes: tuple[str, ...]


@frozen
class Mended:
    """The lines that were mended, how many changes that took, and what is kept beside the file."""

    lines: tuple[Line, ...] = ()
    changes: int = 0
    backup: Path | None = None


def fix(
    folder: Path, world: World, wanted: Callable[[Diagnostic], bool], *, once: bool = False,
) -> Mended:
    """Mend what is wanted in the narrative of a folder, until nothing more is found.

    `once`: what is found then is left. What it was is kept beside it. Raises E0486 where someone
    changed the file meanwhile, E0487 where it could not be written as it was read.
    """
    path = pipeline.narrative_of(folder, world)
    tried = RecordingWorld(world)
    before = data = tried.read(path)
    codes: dict[int, dict[str, None]] = {}
    changes = 0
    for _ in range(1 if once else _ROUNDS):
        sure = [each for each in _found(folder, tried)
                if each.fix and each.fix.span.file == str(path) and not each.waived
                and wanted(each)]
        data, done = mended(data, str(path), sure)
        if not done:
            break
        for each in done:
            codes.setdefault(each.span.line, {})[each.code] = None
        changes += len(done)
        tried.write_all({path: data})
    if data == before:
        return Mended()
    if world.read(path) != before:
        raise failure("E0486", f"“{path.name}”在检查的时候被别人改过，没有改动", Span(str(path)),
                      "再运行一次")
    backup = kept_as(path, before, world)
    world.write_all({backup: before, path: data})
    return Mended(tuple(_lines(before, data, str(path), codes)), changes, backup)


def _found(folder: Path, world: World) -> Iterable[Diagnostic]:
    try:
        return pipeline.check(pipeline.load(folder, world))
    except ReportError as error:
        return error.diagnostics


def mended(
    data: bytes, file: str, found: Iterable[Diagnostic],
) -> tuple[bytes, list[Diagnostic]]:
    """The file with what was found mended, and what that was.

    Of changes that overlap, the first is made; none where something else stands than was read, or
    where a number would become another. Raises E0487.
    """
    encoding, parts = _parts(data, file)
    done: list[Diagnostic] = []
    found = sorted((each for each in found if each.fix), key=lambda each: _of(each).span)
    for number, group in groupby(found, key=lambda each: _of(each).span.line):
        at = 2 * (number - 1)
        if not 0 <= at < len(parts):
            continue
        line, made, end = parts[at], "", int(number == 1 and parts[at].startswith(_BOM))
        column = end - 1        # what a column counts from
        made = line[:end]
        for each in group:
            change = _of(each)
            start = change.span.column + column
            stop = start + len(change.old)
            if start < end or line[start:stop] != change.old or change.old == change.new \
                    or _numbers(change.old) != _numbers(change.new):
                continue
            made, end = made + line[end:start] + change.new, stop
            done.append(each)
        parts[at] = made + line[end:]
    return "".join(parts).encode(encoding), done


def _of(item: Diagnostic) -> Fix:
    assert item.fix is not None     # noqa: S101 - sorted out before
    return item.fix


def _numbers(text: str) -> list[int]:
    """The numbers in a text; a leading zero does not make another."""
    return [number for number in map(int, re.findall(r"\d+", text)) if number]


def _parts(data: bytes, file: str) -> tuple[str, list[str]]:
    """The encoding of a file; its lines, and between them their ends."""
    try:
        encoding, text = "utf-8", data.decode()
    except UnicodeDecodeError:
        encoding, text = "gb18030", data.decode("gb18030", errors="replace")
    if text.encode(encoding) == data:
        return encoding, _ENDS.split(text)
    raise failure("E0487", f"“{file}”的编码写回去会不一样，没有改动", Span(file),
                  "在编辑器里“另存为”，编码选 UTF-8，再运行一次")


def _lines(
    before: bytes, after: bytes, file: str, codes: dict[int, dict[str, None]],
) -> Iterator[Line]:
    pairs = zip(_parts(before, file)[1][::2], _parts(after, file)[1][::2], strict=True)
    for number, (old, new) in enumerate(pairs, 1):
        if old != new:
            yield Line(Span(file, number, 1), old, new, tuple(codes.get(number, ())))
