"""The pages about the command line and the API say what the program does."""

from __future__ import annotations

import importlib.util
import re
import signal
from pathlib import Path

import pytest

from reportgen.cli.session import BUG, INTERRUPTED, OK, PIPE_CLOSED
from reportgen.diagnostics import Family

TERMINATED = 128 + signal.SIGTERM
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
    known = [OK, BUG, INTERRUPTED, PIPE_CLOSED, TERMINATED, *(f.value for f in Family)]
    assert told == sorted(known)


def test_the_api_page_runs(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "data").symlink_to(root / "data", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    page = (root / "docs" / "api.md").read_text(encoding="utf-8")
    blocks = PYTHON.findall(page)
    assert len(blocks) == 5
    for block in blocks:
        exec(compile(block, "docs/api.md", "exec"), {})  # noqa: S102 - our own page
    shown = capsys.readouterr().out
    assert "out/jinxi-2023.pdf" in shown.replace("\\", "/")
    assert "E0130 错误" in shown
    assert "\n3\n" in shown
    assert "\nTrue 4\n" in shown
