"""What `--json` prints, held against its schema, and what it would have printed without it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

from reportgen.cli.session import OK, Outcome, Session
from reportgen.diagnostics import ReportError


@cache
def _validator(name: str) -> Any:
    import jsonschema

    from reportgen.cli.schemas import schema

    return jsonschema.Draft202012Validator(schema(name))


def name_of(told: Mapping[str, Any]) -> str:
    """The schema of what was printed: that of its command, or of a line."""
    from reportgen.cli.schemas import FAILURE, commands

    if "tool" not in told:
        return "batch unit"
    return told["command"] if told["command"] in commands() else FAILURE


def faults_of(told: Mapping[str, Any]) -> list[str]:
    """In what it does not fit."""
    name = name_of(told)
    return [f"reportgen schema {name}: {each.json_path}: {each.message}"
            for each in _validator(name).iter_errors(told)]


@contextmanager
def watching() -> Iterator[list[str]]:
    """The faults of all that runs meanwhile tell machines, or would."""
    faults: list[str] = []
    finish, fail, tell = Session.finish, Session.fail, Session.tell

    def hold(told: Mapping[str, object]) -> None:
        faults.extend(faults_of(json.loads(json.dumps(told))))

    def finished(self: Session, outcome: Outcome) -> int:
        if outcome.family is None and self.command:      # without one, help was shown
            hold(self.report(OK, outcome.diagnostics, outcome.data))
        return finish(self, outcome)

    def failed(
        self: Session, error: ReportError, data: Mapping[str, object] | None = None, code: int = 0,
    ) -> int:
        hold(self.report(code or error.family.value, error.diagnostics, data or {}))
        return fail(self, error, data, code)

    def told(self: Session, line: Mapping[str, object]) -> None:
        if "tool" not in line:
            hold(line)
        tell(self, line)

    with patch.multiple(Session, finish=finished, fail=failed, tell=told):
        yield faults
