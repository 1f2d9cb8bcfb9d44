"""The schemas of what `--json` prints. That it fits them, every test holds (`conftest`)."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import click
import jsonschema
import pytest
from support.told import faults_of

from reportgen.cli import main
from reportgen.cli.app import root
from reportgen.cli.schemas import commands, names, schema
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import Diagnostic, ReportError
from reportgen.terminal import Console
from reportgen.world import DiskWorld


def leaves(group: click.Group, before: str = "") -> Iterator[str]:
    """The commands that do something."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from leaves(found, f"{before}{name} ")
        else:
            yield before + name


def test_each_command_has_a_schema_and_the_option() -> None:
    assert sorted(commands()) == sorted(leaves(root))
    for name in leaves(root):
        found: click.Command | None = root
        for word in name.split():
            assert isinstance(found, click.Group)
            found = found.get_command(click.Context(found), word)
        assert found and "json" in {each.name for each in found.params}, name


@pytest.mark.parametrize("name", names())
def test_a_schema_is_one_and_closed(name: str) -> None:
    made = schema(name)
    jsonschema.Draft202012Validator.check_schema(made)
    assert made["$schema"].endswith("2020-12/schema")
    if not name.endswith(".yaml"):
        objects = [made, *made["$defs"].values()]
        assert all(each["additionalProperties"] is False for each in objects)
        assert all("description" in row for each in objects for row in each["properties"].values()
                   if "const" not in row)


def head(**more: object) -> dict[str, object]:
    return {"tool": "reportgen", "version": "1", "command": "build", "ok": True, "exit_code": 0,
            "diagnostics": [], "files": []} | more


PLACE = {"file": "a.md", "line": 1, "column": 1, "length": 1}
SAID = {"code": "W0411", "severity": "warning", "message": "少一处", "place": PLACE, "hints": [],
        "related": []}


@pytest.mark.parametrize(("more", "at"), [
    ({"extra": 1}, "$"),
    ({"command": "check", "files": []}, "$"),
    ({"diagnostics": [SAID | {"extra": 1}]}, "$.diagnostics[0]"),
    ({"diagnostics": [SAID | {"place": "a.md:1:1"}]}, "$.diagnostics[0].place"),
    ({"diagnostics": [SAID | {"place": {"file": "a.md", "line": 1}}]}, "$.diagnostics[0].place"),
    ({"diagnostics": [SAID | {"fix": {"old": "", "new": ""}}]}, "$.diagnostics[0].fix"),
    ({"diagnostics": [SAID | {"code": "411"}]}, "$.diagnostics[0].code"),
    ({"files": [{"format": "pdf", "path": "a.pdf"}]}, "$.files[0]"),
])
def test_what_is_planted_does_not_fit(more: dict[str, object], at: str) -> None:
    assert not faults_of(head())
    assert any(f" {at}: " in each for each in faults_of(head(**more)))


def test_what_was_not_done_may_lack_its_own() -> None:
    failed = head(ok=False, exit_code=1)
    del failed["files"]
    assert not faults_of(failed)
    assert faults_of(failed | {"ok": True})


def test_each_test_is_watched(_told: list[str]) -> None:
    """Its own planted fault is taken away again; with --json or without, done or not, or a line."""
    out, found = io.StringIO(), []
    session = Session(DiskWorld(), Console(out), Console(out), command="build")
    error = ReportError(Diagnostic("E0901", "错"))
    for run in (lambda: session.finish(Outcome("", {"files": [], "extra": 1})),
                lambda: session.fail(error, {"extra": 1}),
                lambda: session.tell({"unit": "甲镇"})):
        run()
        found.append(" ".join(_told))
        _told.clear()
    assert "'extra' was unexpected" in found[0]
    assert "'extra' was unexpected" in found[1]
    assert found[2].startswith("reportgen schema batch unit: $: ")


def test_one_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "archive", "add"]) == 0
    assert json.loads(capsys.readouterr().out) == schema("archive add")
    assert main(["schema"]) == 0
    assert capsys.readouterr().out.splitlines() == list(names())
    assert main(["schema", "facts.yaml", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == json.loads(
        Path(__file__).parents[2].joinpath("reportgen/facts/schema.json").read_bytes())


def test_a_name_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "archive", "ad"]) == 2
    assert "archive add" in capsys.readouterr().err
