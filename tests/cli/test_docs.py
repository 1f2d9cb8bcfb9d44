"""The pages about the command line and the API say what the program does."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import re
import signal
from dataclasses import fields
from pathlib import Path

import pytest

import reportgen
from reportgen.cli.session import BUG, INTERRUPTED, OK, PIPE_CLOSED
from reportgen.diagnostics import Diagnostic, Family, Span
from reportgen.pipeline import Built

HUNG_UP, TERMINATED = 128 + 1, 128 + signal.SIGTERM     # Windows has no SIGHUP
HALVES = ("Chinese", "English")
CALL = re.compile(r"`(\w+)\(([^`]*)\)(?: -> ([^`]+))?`")
RECORDS = (Built, Diagnostic, Span)
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_cli_page_is_current(root: Path) -> None:
    spec = importlib.util.spec_from_file_location("cli_tool", root / "tools" / "cli_reference.py")
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    page = (root / "docs" / "cli.md").read_text(encoding="utf-8")
    assert page == tool.reference(), "run python tools/cli_reference.py"


def test_every_exit_code_is_documented(root: Path) -> None:
    page = (root / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| (\d+) \|", page, re.MULTILINE)
    told = [int(code) for code in found]
    known = [OK, BUG, INTERRUPTED, PIPE_CLOSED, TERMINATED, HUNG_UP, *(f.value for f in Family)]
    assert told == sorted(known)


@pytest.mark.slow
def test_the_api_page_runs(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "data").symlink_to(root / "data", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    page = (root / "docs" / "api.md").read_text(encoding="utf-8")
    blocks = PYTHON.findall(page)
    assert len(blocks) == 6
    for block in blocks:
        exec(compile(block, "docs/api.md", "exec"), {})  # noqa: S102 - our own page
    shown = capsys.readouterr().out
    assert "out/jinxi-2023.pdf" in shown.replace("\\", "/")
    assert "E0130 错误" in shown
    assert "\n3\n" in shown
    assert "\nTrue 4\n" in shown


def written(code: str) -> str:
    """A signature as the page prints it: names, kinds, defaults, result; no types of arguments."""
    found = inspect.signature(getattr(reportgen, code))
    bare = [each.replace(annotation=each.empty) for each in found.parameters.values()]
    return ast.unparse(ast.parse(f"def {code}{found.replace(parameters=bare)}: ...")).split(":")[0]


def printed(text: str) -> dict[str, list[str]]:
    """The signatures and records that a text prints, as `written` has them."""
    told: dict[str, list[str]] = {}
    for name, arguments, result in CALL.findall(text):
        arrow = f" -> {result!r}" if result else ""
        line = ast.unparse(ast.parse(f"def {name}({arguments}){arrow}: ...")).split(":")[0]
        told.setdefault(name, []).append(line)
    return told


def api_faults(text: str) -> list[str]:
    """What half of the page tells wrongly, or not at all, of the functions and records."""
    wanted = {name: written(name) for name in reportgen.__all__
              if inspect.isfunction(getattr(reportgen, name))}
    wanted |= {each.__name__: f"def {each.__name__}({', '.join(f.name for f in fields(each))})"
               for each in RECORDS}
    told = printed(text)
    return [name for name, line in wanted.items() if set(told.get(name, ())) != {line}]


def halves(page: str) -> tuple[str, str]:
    chinese, _, english = page.partition("\n## In English\n")
    return chinese, english


@pytest.mark.parametrize("half", range(2), ids=HALVES)
def test_the_api_page_prints_the_signatures_of_the_code(root: Path, half: int) -> None:
    text = halves((root / "docs" / "api.md").read_text(encoding="utf-8"))[half]
    assert api_faults(text) == []
    for fault, name in ((", chart_data=False", "build"), (", document=None", "check"),
                        (" -> Briefing", "load"), (", related", "Diagnostic")):
        assert fault in text
        assert api_faults(text.replace(fault, "")) == [name]
