"""One run of the command line: where it reads and prints, and how it ends.

A command returns an `Outcome`; the session prints it for people or as one JSON object, and gives
the exit code (docs/exit-codes.md).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportgen.cli.show import render, waived
from reportgen.diagnostics import Diagnostic, Family, ReportError, Severity
from reportgen.findings import LIMIT, Lines, grouped, in_order, summary
from reportgen.frozen import frozen
from reportgen.terminal import Console
from reportgen.version import __version__
from reportgen.world import World

OK, BUG, INTERRUPTED, PIPE_CLOSED = 0, 70, 130, 141


@frozen
class Outcome:
    """What a command made: lines for people, data for machines, diagnostics for both.

    With a `family` the command failed, and the data tell machines of what.
    """

    text: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    family: Family | None = None


@dataclass(slots=True)
class Session:
    """The world, the two consoles, and the options that every command has."""

    world: World
    out: Console
    err: Console
    command: str = ""
    json: bool = False
    quiet: bool = False
    strict: bool = False
    indent: int | None = 2      # of what machines read; None: all of it on one line
    untouched: str = "原有的文件没有改动"     # what is said of the files to who ends the run early

    def progress(self, step: str) -> None:
        """Say what is being done, on a terminal."""
        if not (self.quiet or self.json):
            self.err.status(f"{step}……")

    def done(
        self, text: str, data: Mapping[str, object], found: tuple[Diagnostic, ...] = (),
        family: Family | None = None,
    ) -> Outcome:
        """What was done, told to whoever did not ask for quiet. By --strict a warning fails it."""
        if self.strict and any(each.severity is Severity.WARNING for each in found):
            family = family or Family.CONTENT
        return Outcome("" if self.quiet else text, data, found, family)

    def served(self, words: str, address: str = "") -> None:
        """Say at once what a server tells; for machines, its address is a line of its own."""
        self.err.clear()
        if not address:
            self.err.print(words)
        elif self.json:
            self.indent = None
            self.tell({"address": address})
        elif self.quiet:
            self.out.print(address)
        else:
            self.err.print(f"{words}{address}")
        self.out.flush()
        self.err.flush()

    def finish(self, outcome: Outcome) -> int:
        """Print an outcome; 0, or the exit code of its family."""
        if outcome.family is not None:
            return self.fail(ReportError(outcome.diagnostics, outcome.family), outcome.data)
        self.err.clear()
        if self.json:
            self.tell(self.report(OK, outcome.diagnostics, outcome.data))
            return OK
        self._show(outcome.diagnostics)
        if outcome.text:
            self.out.print(outcome.text)
        return OK

    def fail(
        self, error: ReportError, data: Mapping[str, object] | None = None, code: int = 0,
    ) -> int:
        """Print what a user can mend; the exit code of its family, where none is given."""
        self.err.clear()
        code = code or error.family.value
        if self.json:
            self.tell(self.report(code, error.diagnostics, data or {}))
            return code
        self._show(error.diagnostics)
        if error.family is not Family.USAGE:
            strict = self.strict and not any(d.is_error for d in error.diagnostics)
            why = "（--strict：有警告也不放行）" if strict else ""
            self.err.print(f"没有完成：{summary(error.diagnostics)}{why}。")
        return code

    def _show(self, diagnostics: Iterable[Diagnostic]) -> None:
        lines, diagnostics = Lines(self.world), tuple(diagnostics)
        groups = grouped(diagnostics)
        if self.quiet:
            wanted = (Severity.ERROR, Severity.WARNING) if self.strict else (Severity.ERROR,)
            groups = [group for group in groups if group.first.severity in wanted]
        counted: Counter[str] = Counter()
        for group in groups:
            counted[group.first.code] += 1
            if counted[group.first.code] <= LIMIT:
                self.err.print(render(group, lines, self.err) + "\n")
        for code, count in counted.items():
            if count > LIMIT:
                self.err.print(f"{code} 还有 {count - LIMIT} 条没有显示；--json 给出全部。\n")
        if not self.quiet and (text := waived(diagnostics)):
            self.err.print(f"{text}\n")

    def report(
        self, code: int, diagnostics: Iterable[Diagnostic], data: Mapping[str, object],
    ) -> dict[str, object]:
        """What machines are told of a run, as `reportgen schema` says."""
        return {
            "tool": "reportgen", "version": __version__, "command": self.command,
            "ok": code == OK, "exit_code": code,
            "diagnostics": [item.data for item in in_order(diagnostics)], **data,
        }

    def tell(self, told: Mapping[str, object]) -> None:
        """Print an object for machines."""
        self.out.print(self.written(told))

    def written(self, told: Mapping[str, object]) -> str:
        """An object for machines, in what the stream can show."""
        encoding = (getattr(self.out.stream, "encoding", "") or "utf-8").lower()
        plain = encoding.replace("-", "") != "utf8"
        return json.dumps(told, ensure_ascii=plain, indent=self.indent)

