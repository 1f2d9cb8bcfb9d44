"""What `--json` printed, held against its schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

from reportgen.cli.session import Session


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
    """The faults of all that is printed meanwhile."""
    faults: list[str] = []
    printed = Session.tell

    def tell(self: Session, told: Mapping[str, object]) -> None:
        import json

        printed(self, told)
        faults.extend(faults_of(json.loads(json.dumps(told))))

    with patch.object(Session, "tell", tell):
        yield faults
