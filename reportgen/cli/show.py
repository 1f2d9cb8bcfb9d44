"""Diagnostics for people: the offending line with carets under it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.diagnostics import (
    Diagnostic,
    Family,
    ReportError,
    Severity,
    Sink,
    Span,
    Waiver,
    family_of,
)
from reportgen.frozen import frozen
from reportgen.sources.text import decode
from reportgen.terminal import Console, columns, pad, visible
from reportgen.world import World

LIMIT = 20            # of one code; more are counted, not shown (--json has them all)
_PLACES = 12          # of a group that are listed
_QUOTED, _DIGITS = re.compile("“[^“”]*”"), re.compile("[0-9]+")
_BEFORE, _AFTER = 60, 40    # characters of a very long line kept beside the place
_CARETS = 60
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


@dataclass(slots=True)
class Lines:
    """The lines of the files that diagnostics point into, each file read once."""

    world: World
    _files: dict[str, Sequence[str]] = field(default_factory=dict)

    def line(self, span: Span) -> str | None:
        """The line a span points at; None for a cell, a whole file or a file that is gone."""
        if not span.line or span.cell:
            return None
        if span.file not in self._files:
            self._files[span.file] = self._read(span.file)
        lines = self._files[span.file]
        return lines[span.line - 1].rstrip("\r") if span.line <= len(lines) else None

    def _read(self, file: str) -> Sequence[str]:
        try:
            return decode(self.world.read(Path(file)), file, Sink(), wide=True).split("\n")
        except (ReportError, ValueError):
            return ()   # the message stands by itself; only its quotation is left out


def in_order(items: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by place, each thing said once; 第10页 comes behind 第2页."""
    return sorted(dict.fromkeys(items), key=lambda d: (
        d.span, d.code, _DIGITS.sub(lambda number: number[0].zfill(9), d.message)))


@frozen
class Group:
    """Diagnostics of one kind and cause: the first is shown, of the others their places."""

    first: Diagnostic
    others: tuple[Diagnostic, ...] = ()


def grouped(items: Iterable[Diagnostic]) -> list[Group]:
    """The most serious first, then by place; what is said in the same words of the same is one.

    Errors, and what a proof found, are one only where they are word for word the same: any other
    has a mend of its own.
    """
    found: dict[tuple[str, ...], list[Diagnostic]] = {}
    for item in in_order(each for each in items if not each.waived):
        each = item.is_error or family_of(item) is Family.PROOF
        key = (item.message, *item.hints) if each else (_QUOTED.sub("“”", item.message),)
        found.setdefault((item.code, *key), []).append(item)
    ranks = list(Severity)
    groups = _not_too_many(Group(first, tuple(others)) for first, *others in found.values())
    return sorted(groups, key=lambda group: ranks.index(group.first.severity))


def _not_too_many(groups: Iterable[Group]) -> Iterator[Group]:
    """Groups, but those of a code that has more than `LIMIT` as one; a proof's stay apart."""
    of_code: dict[str, list[Group]] = {}
    for group in groups:
        of_code.setdefault(group.first.code, []).append(group)
    for of_one in of_code.values():
        first = of_one[0]
        if len(of_one) <= LIMIT or family_of(first.first) is Family.PROOF:
            yield from of_one
        else:
            yield Group(first.first, tuple(in_order(
                item for each in of_one for item in (each.first, *each.others)))[1:])


def waived(items: Iterable[Diagnostic]) -> str:
    """What was let pass: counted, then each code and waiver with its first place and the reason."""
    found: dict[tuple[str, Waiver], list[Diagnostic]] = {}
    for item in in_order(items):
        if item.waived:
            found.setdefault((item.code, item.waived), []).append(item)
    if not found:
        return ""
    lines = [f"放行 {sum(map(len, found.values()))} 处："]
    for (code, waiver), (first, *others) in found.items():
        more = f" 等 {len(others) + 1} 处" if others else ""
        place = f" {first.span}" if first.span.file else ""
        lines.append(visible(f"  {code}{place}{more}：{waiver}"))
    return "\n".join(lines)


def _elsewhere(group: Group) -> str:
    """The other places, those in the same file by line and column alone, with what is there."""
    first, places = group.first, []
    for item in group.others[:_PLACES]:
        words = "" if item.message == first.message else "".join(_QUOTED.findall(item.message)[:1])
        places.append(str(item.span).removeprefix(f"{first.span.file}:") + words)
    more = " 等，--json 给出全部" if len(group.others) > _PLACES else ""
    return f"另有 {len(group.others)} 处：{'、'.join(places)}{more}"


def render(group: Group, lines: Lines, console: Console) -> str:
    """A group as text: headline, place, line, carets, other places, hints, related places."""
    item = group.first
    label = console.paint(f"{item.severity.value}[{item.code}]", _COLOURS[item.severity])
    parts = [f"{label}：{console.paint(visible(item.message), 'bold')}"]
    gutter = len(str(item.span.line)) if item.span.line else 1
    parts += _place("-->", item.span, gutter, lines, console)
    for span, note in item.related:
        parts += _place(":::", span, gutter, lines, console, note=note)
    blank = " " * gutter
    if group.others:
        parts.append(f"{blank} = {visible(_elsewhere(group))}")
    parts += [f"{blank} = {console.paint('办法', 'cyan')}：{visible(hint)}" for hint in item.hints]
    return "\n".join(parts)


def _place(
    arrow: str, span: Span, gutter: int, lines: Lines, console: Console, *, note: str = "",
) -> list[str]:
    if not span.file:
        return [f"{' ' * gutter} = {visible(note)}"] if note else []
    tail = f" {visible(note)}" if note else ""
    head = f"{' ' * gutter}{console.paint(arrow, 'blue')} {visible(str(span))}{tail}"
    line = lines.line(span)
    if line is None or span.column < 1:
        return [head]
    shown, blanks, carets = excerpt(line, span.column, span.length, console.ambiguous)
    bar = console.paint("|", "blue")
    number = console.paint(str(span.line).rjust(gutter), "blue")
    marks = console.paint("^" * carets, "red")
    return [head, f"{number} {bar} {shown}", f"{' ' * gutter} {bar} {' ' * blanks}{marks}"]


def excerpt(line: str, column: int, length: int, ambiguous: int = 1) -> tuple[str, int, int]:
    """The part of `line` round a place, the columns before the place, and the columns of it.

    A line of any length is cut to what a screen shows; tabs become blanks, invisible characters
    are spelled out, and wide characters count two, so that carets stand under what they mean.
    """
    start = min(column - 1, len(line))
    end = min(start + max(length, 1), len(line))
    first, last = max(0, start - _BEFORE), min(len(line), end + _AFTER, start + _CARETS + _AFTER)
    before = ("…" if first else "") + _flat(line[first:start])
    marked = _flat(line[start : min(end, last)])
    after = _flat(line[min(end, last) : last]) + ("…" if last < len(line) else "")
    carets = columns(marked, ambiguous=ambiguous)
    return before + marked + after, columns(before, ambiguous=ambiguous), max(1, carets)


def _flat(text: str) -> str:
    return visible(text.replace("\t", "    "))


def aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows with their columns one under the other."""
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(pad(text, width) for text, width in zip(row, widths, strict=True)).rstrip()
            for row in rows]


def summary(items: Iterable[Diagnostic]) -> str:
    """2 个错误，1 个警告; empty when there is neither."""
    found = list(items)
    counts = [
        (sum(d.severity is severity for d in found), severity.value)
        for severity in (Severity.ERROR, Severity.WARNING)
    ]
    return "，".join(f"{count} 个{word}" for count, word in counts if count)
