"""Problems are values: where something is wrong, what is wrong, and how to mend it.

A `Diagnostic` is what the user reads; a `ReportError` carries diagnostics up to the command that
shows them. Everything else that is raised is a bug, and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum


class Severity(Enum):
    """How bad a diagnostic is. The value is the word shown to the user."""

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


NOWHERE = Span("")


class Family(Enum):
    """Which exit code an error belongs to (docs/exit-codes.md)."""

    CONTENT = 1
    USAGE = 2
    INPUT = 3
    FONT = 4
    RENDER = 5
    PROOF = 6


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem. `code` is stable; `reportgen rule CODE` explains it."""

    code: str
    severity: Severity
    message: str
    span: Span = NOWHERE
    hints: tuple[str, ...] = ()
    related: tuple[tuple[Span, str], ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether this diagnostic stops the build."""
        return self.severity is Severity.ERROR


_FAMILIES = {
    "01": Family.INPUT, "05": Family.FONT, "06": Family.RENDER, "07": Family.RENDER,
    "08": Family.RENDER, "09": Family.USAGE, "10": Family.PROOF,
}   # by the room of a code; facts, narrative and checks are content


def family_of(diagnostic: Diagnostic) -> Family:
    """Which exit code an error belongs to, by the room of its code."""
    return _FAMILIES.get(diagnostic.code[1:3], Family.CONTENT)


class ReportError(Exception):
    """What a user can mend. Shown without a traceback; `family` chooses the exit code."""

    def __init__(
        self,
        diagnostics: Diagnostic | Iterable[Diagnostic],
        family: Family = Family.CONTENT,
    ) -> None:
        items = (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        self.diagnostics = items
        self.family = family
        super().__init__("; ".join(f"{d.span} {d.code} {d.message}" for d in items))


@dataclass(slots=True)
class Sink:
    """Where a phase puts its diagnostics: collected, sorted by place, never lost."""

    items: list[Diagnostic] = field(default_factory=list)

    def error(
        self, code: str, message: str, span: Span = NOWHERE, *hints: str,
        related: tuple[tuple[Span, str], ...] = (),
    ) -> None:
        """Record an error."""
        self.items.append(Diagnostic(code, Severity.ERROR, message, span, hints, related))

    def warning(
        self, code: str, message: str, span: Span = NOWHERE, *hints: str,
        related: tuple[tuple[Span, str], ...] = (),
    ) -> None:
        """Record a warning."""
        self.items.append(Diagnostic(code, Severity.WARNING, message, span, hints, related))

    def info(
        self, code: str, message: str, span: Span = NOWHERE, *hints: str,
        related: tuple[tuple[Span, str], ...] = (),
    ) -> None:
        """Record information: something was understood or mended on the way."""
        self.items.append(Diagnostic(code, Severity.INFO, message, span, hints, related))

    def extend(self, items: Iterable[Diagnostic]) -> None:
        """Take over another phase's diagnostics."""
        self.items.extend(items)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self.items, key=lambda d: d.span))

    @property
    def has_errors(self) -> bool:
        """Whether any diagnostic is an error."""
        return any(d.is_error for d in self.items)

    def raise_errors(self, family: Family | None = None) -> None:
        """Raise a `ReportError` with all diagnostics if one of them is an error.

        Without a `family`, the codes tell it; of several the gravest gives the exit code.
        """
        if errors := [item for item in self.items if item.is_error]:
            found = family or max((family_of(item) for item in errors), key=lambda f: f.value)
            raise ReportError(tuple(self), found)
