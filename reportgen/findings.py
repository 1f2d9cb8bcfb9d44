"""What was found, as the shells tell it: in order, what is alike told once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Family, ReportError, Severity, Sink, Span, family_of
from reportgen.frozen import frozen
from reportgen.sources.text import decode
from reportgen.world import World

LIMIT = 20            # of one code that are told one by one; machines get all
QUOTED, _DIGITS = re.compile("“[^“”]*”"), re.compile("[0-9]+")


@dataclass(slots=True)
class Lines:
    """The lines of the files that diagnostics point into, each file read once."""

    world: World
    _files: dict[str, Sequence[str]] = field(default_factory=dict)

    def line(self, span: Span) -> str | None:
        """The line a span points at; None for a cell, a whole file or a file that is gone."""
        return next(iter(self.from_(span)), None)

    def from_(self, span: Span) -> Iterator[str]:
        """The lines from the one a span points at."""
        if not span.line or span.cell:
            return iter(())
        if span.file not in self._files:
            self._files[span.file] = self._read(span.file)
        return (line.rstrip("\r") for line in self._files[span.file][span.line - 1 :])

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
        key = (item.message, *item.hints) if each else (QUOTED.sub("“”", item.message),)
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


def summary(items: Iterable[Diagnostic]) -> str:
    """2 个错误，1 个警告; empty when there is neither."""
    found = list(items)
    counts = [
        (sum(d.severity is severity for d in found), severity.value)
        for severity in (Severity.ERROR, Severity.WARNING)
    ]
    return "，".join(f"{count} 个{word}" for count, word in counts if count)
