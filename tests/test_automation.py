"""The page for scripts is true: its script runs in a fresh folder, in few calls."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.acts.tracing import title_of
from reportgen.cli import main

_LIMIT = 6      # calls
_PROGRAM = """#!{python}
import sys
from pathlib import Path
with Path({log!r}).open("a", encoding="utf-8") as log:
    log.write(" ".join(sys.argv[1:]) + "\\n")
from reportgen.cli import entry
entry()
"""


def the_script(root: Path) -> str:
    page = (root / "docs/automation.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"^```python\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    assert isinstance(script, str)
    return script


def test_the_page_is_short(root: Path) -> None:
    text = (root / "docs/automation.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a program of a line wants a shell")
def test_the_script_of_the_page_runs(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    here, log, program = tmp_path / "here", tmp_path / "log", tmp_path / "bin" / "reportgen"
    here.mkdir()
    program.parent.mkdir()
    program.write_text(_PROGRAM.format(python=sys.executable, log=str(log)), encoding="utf-8")
    program.chmod(0o755)
    path = os.pathsep.join((str(program.parent), os.environ.get("PATH", "")))
    done = subprocess.run(
        [sys.executable, "-c", the_script(root)], cwd=here, capture_output=True, text=True,
        check=False, env={**os.environ, "PATH": path, "PYTHONPATH": os.pathsep.join(sys.path)})
    assert done.returncode == 0, done.stderr
    calls = log.read_text(encoding="utf-8").splitlines()
    assert len(calls) <= _LIMIT, calls
    assert calls[-1].startswith("trace ")
    assert sorted(path.name for path in (here / "out").iterdir()) == ["月报.docx", "月报.pdf"]
    for name in ("月报.docx", "月报.pdf"):
        data = (here / "out" / name).read_bytes()
        assert title_of(data, name) == "10月各镇工业情况"
    monkeypatch.chdir(here)
    capsys.readouterr()
    assert main(["text", "月报", "-q"]) == 0
    text = capsys.readouterr().out
    assert "乙镇2100万元，同比增长5.0%" in text.replace("产值", "")
    assert main(["parity", "out/月报.pdf", "out/月报.docx", "-q"]) == 0, "and so say both files"
