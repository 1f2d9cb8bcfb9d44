"""Problems are values: where something is wrong, what is wrong, and how to mend it.

A `Diagnostic` is what the user reads; a `ReportError` carries diagnostics up to the command that
shows them. Everything else that is raised is a bug, and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from reportgen.frozen import frozen


class Severity(Enum):
    """How bad a diagnostic is: told by the first letter of its code, shown by the value."""

    ERROR = "错误"
    WARNING = "警告"
    INFO = "提示"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source: file, line and column from 1; or workbook › sheet › cell.

    `length` counts characters from `column`; `sheet` and `cell` are empty for text files.
    """

    file: str
    line: int = 0
    column: int = 0
    length: int = 1
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        if self.cell:
            return f"{self.file} › {self.sheet} › {self.cell}"
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"

    @property
    def data(self) -> dict[str, object] | None:
        """The place for machines, as `reportgen schema diagnostic` says; None for nowhere."""
        if not self.file:
            return None
        if self.cell:
            return {"file": self.file, "sheet": self.sheet, "cell": self.cell}
        if not self.line:
            return {"file": self.file}
        return {"file": self.file, "line": self.line, "column": self.column,
                "length": self.length}


NOWHERE = Span("")


def row_of(span: Span) -> int:
    """The line of a place, or its row in a workbook."""
    return int("".join(filter(str.isdigit, span.cell)) or 0) if span.cell else span.line


@frozen
class Written:
    """What was written somewhere; where does not count when it is compared."""

    span: Span = field(default=NOWHERE, compare=False, kw_only=True)


class Family(Enum):
    """Which exit code an error belongs to (docs/exit-codes.md)."""

    CONTENT = 1
    USAGE = 2
    INPUT = 3
    FONT = 4
    RENDER = 5
    PROOF = 6


@frozen
class Fix:
    """A change of the narrative that is certain: at `span` stands `old`, and it becomes `new`.

    `span.length` is that of `old`, on one line of a text file. It never changes a fact's figure.
    """

    span: Span
    old: str
    new: str


@frozen
class Waiver:
    """What someone lets pass, and why: findings of a code in the lines `first` to `last`.

    Those are lines of `span.file`, of a workbook rows of `span.sheet`; without a file, everywhere.
    """

    code: str
    reason: str
    by: str = ""
    span: Span = NOWHERE      # where it is written
    first: int = 0
    last: int = 0

    def covers(self, item: Diagnostic) -> bool:
        """Whether it lets this pass."""
        if item.code != self.code or not self.span.file:
            return item.code == self.code
        there, here = item.span, self.span
        return (there.file, there.sheet) == (here.file, here.sheet) \
            and self.first <= row_of(there) <= self.last

    def __str__(self) -> str:
        return f"{self.reason}（{self.by}）" if self.by else self.reason


_SEVERITIES = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.INFO}
Related = tuple[tuple[Span, str], ...]


@frozen
class Diagnostic:
    """One problem. `code` is stable; `reportgen rule CODE` explains it. `waived`: let pass."""

    code: str
    message: str
    span: Span = NOWHERE
    hints: tuple[str, ...] = ()
    related: Related = ()
    fix: Fix | None = None
    waived: Waiver | None = field(default=None, compare=False)

    @property
    def severity(self) -> Severity:
        """How bad it is; what is waived is a note."""
        return Severity.INFO if self.waived else _SEVERITIES[self.code[0]]

    @property
    def is_error(self) -> bool:
        """Whether this diagnostic stops the build."""
        return self.severity is Severity.ERROR

    @property
    def data(self) -> dict[str, object]:
        """It for machines, as `reportgen schema diagnostic` says."""
        told: dict[str, object] = {
            "code": self.code, "severity": self.severity.name.lower(), "message": self.message,
            "place": self.span.data, "hints": list(self.hints),
            "related": [{"place": span.data, "note": note} for span, note in self.related],
        }
        if self.fix:
            told["fix"] = {"place": self.fix.span.data, "old": self.fix.old, "new": self.fix.new}
        if self.waived:
            told["waived"] = {"reason": self.waived.reason, "by": self.waived.by,
                              "place": self.waived.span.data}
        return told


# By how a code's number begins, the longest that fits; facts, narrative and checks are content.
_FAMILIES = {
    "01": Family.INPUT, "0102": Family.RENDER, "0131": Family.USAGE, "0132": Family.USAGE,
    "0135": Family.USAGE, "0220": Family.INPUT, "05": Family.FONT, "06": Family.RENDER,
    "07": Family.RENDER, "070": Family.CONTENT, "071": Family.CONTENT, "0701": Family.RENDER,
    "0706": Family.FONT, "08": Family.RENDER, "09": Family.USAGE, "0905": Family.FONT,
    "0911": Family.RENDER,
    "0999": Family.CONTENT, "10": Family.PROOF, "101": Family.INPUT, "110": Family.INPUT,
    "1104": Family.RENDER, "1105": Family.RENDER, "1109": Family.USAGE, "111": Family.PROOF,
    "1131": Family.USAGE, "1133": Family.PROOF, "1134": Family.USAGE, "1135": Family.PROOF,
    "130": Family.INPUT, "1322": Family.RENDER, "1323": Family.USAGE, "1324": Family.RENDER,
    "1325": Family.RENDER, "1329": Family.RENDER,
    "115": Family.INPUT, "1150": Family.USAGE, "1154": Family.USAGE, "1158": Family.CONTENT,
    "1159": Family.PROOF, "140": Family.RENDER, "1401": Family.INPUT, "1402": Family.CONTENT,
    "1407": Family.USAGE, "145": Family.RENDER, "1450": Family.USAGE,
}


def family_of(diagnostic: Diagnostic) -> Family:
    """Which exit code an error belongs to, by its code."""
    number = diagnostic.code[1:]
    starts = (number[:length] for length in range(len(number), 1, -1))
    return next((_FAMILIES[start] for start in starts if start in _FAMILIES), Family.CONTENT)


class ReportError(Exception):
    """What a user can mend. Shown without a traceback; `family` chooses the exit code.

    Without a `family`, the codes tell it; of several the gravest gives the exit code.
    """

    def __init__(
        self, diagnostics: Diagnostic | Iterable[Diagnostic], family: Family | None = None,
    ) -> None:
        items = (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        told = (family_of(item) for item in items if item.is_error)
        self.diagnostics = items
        self.family = family or max(told, key=lambda f: f.value, default=Family.CONTENT)
        super().__init__("; ".join(f"{d.span} {d.code} {d.message}" for d in items))

    def __reduce__(self) -> tuple[object, ...]:
        """Made of the same on another machine."""
        return ReportError, (self.diagnostics, self.family)


def typed(path: Path) -> str:
    """A path as it is typed in a command: in quotation marks where it has blanks."""
    return f'"{path}"' if " " in str(path) else str(path)


def failure(
    code: str, message: str, span: Span = NOWHERE, *hints: str, related: Related = (),
) -> ReportError:
    """One error, to be raised: the only place where one is made of its parts."""
    return ReportError(Diagnostic(code, message, span, hints, related))


MANY = 1000     # notes and warnings of one code that are kept, the others are counted


@dataclass(slots=True)
class Sink:
    """Where a phase puts its diagnostics: collected, sorted by place, never lost.

    What is no error and of one code is kept `most` times; of the others, their number. What one of
    the `waivers` covers stops nothing, whether it was found before the waiver was read or after.
    """

    items: list[Diagnostic] = field(default_factory=list)
    most: int = MANY
    waivers: list[Waiver] = field(default_factory=list)
    _kept: dict[str, int] = field(default_factory=dict)
    _more: dict[str, tuple[Span, int]] = field(default_factory=dict)    # the first, how many

    def add(
        self, code: str, message: str, span: Span = NOWHERE, *hints: str, related: Related = (),
        fix: Fix | None = None,
    ) -> None:
        """Record a problem. Its code says how bad it is; the words below say it to a reader."""
        self._take(Diagnostic(code, message, span, hints, related, fix))

    error = warning = info = add

    def _take(self, item: Diagnostic) -> None:
        code = item.code
        kept = self._kept.get(code, 0)
        if kept < self.most or _SEVERITIES[code[0]] is Severity.ERROR:
            self._kept[code] = kept + 1
            self.items.append(item)
        else:
            self._count(code, item.span, 1)

    def extend(self, other: Iterable[Diagnostic]) -> None:
        """Take over another phase's diagnostics."""
        for each in other.items if isinstance(other, Sink) else other:
            self._take(each)
        if isinstance(other, Sink):
            self.waivers += other.waivers
            for code, (span, count) in other._more.items():
                self._count(code, span, count)

    def copy(self) -> Sink:
        """Another that holds the same."""
        return Sink(list(self.items), self.most, list(self.waivers), dict(self._kept),
                    dict(self._more))

    def _count(self, code: str, span: Span, count: int) -> None:
        first, before = self._more.get(code, (span, 0))
        self._more[code] = first, before + count

    def __iter__(self) -> Iterator[Diagnostic]:
        more = [Diagnostic(code, f"从这里起，同类的还有 {count} 处，没有一一列出", span)
                for code, (span, count) in self._more.items()]
        return iter(sorted(map(self._judged, (*self.items, *more)), key=lambda each: each.span))

    def _judged(self, item: Diagnostic) -> Diagnostic:
        """A diagnostic, with the first waiver that covers it."""
        waiver = next((each for each in self.waivers if each.covers(item)), item.waived)
        return item if waiver is item.waived else replace(item, waived=waiver)

    @property
    def has_errors(self) -> bool:
        """Whether any diagnostic is an error that nobody waived."""
        return any(d.is_error and self._judged(d).is_error for d in self.items)

    def raise_errors(self, family: Family | None = None) -> None:
        """Raise a `ReportError` with all diagnostics if one of them is an error."""
        if self.has_errors:
            raise ReportError(self, family)

    def insist(self, strict: bool) -> None:
        """With `strict`, raise warnings like errors."""
        if strict and any(item.severity is Severity.WARNING for item in self):
            raise ReportError(self, Family.CONTENT)


@contextmanager
def collecting(sink: Sink) -> Iterator[None]:
    """Join a `ReportError` with what the sink already holds, so that everything is shown."""
    try:
        yield
    except ReportError as error:
        known = tuple(item for item in sink if item not in error.diagnostics)
        if known:
            raise ReportError((*known, *error.diagnostics), error.family) from error
        raise
