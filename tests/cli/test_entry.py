"""The process: exit codes, flushed streams, exit handlers, what is imported for what."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import briefings

ROOT = briefings.TEMPLATE.parents[2]
HEAVY = {"click", "reportlab", "docx", "lxml", "matplotlib", "numpy", "uharfbuzz", "yaml",
         "openpyxl", "xlrd", "markdown_it"}


def python(code: str, *argv: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, *argv], capture_output=True, text=True, check=False, cwd=cwd,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )


def imported(*words: str, cwd: Path | None = None) -> set[str]:
    """Which heavy packages a command imports."""
    code = (
        "import sys; from reportgen.cli import main; code = main(sys.argv[1:])\n"
        f"sys.stderr.write(' '.join(sorted({HEAVY!r} & set(sys.modules)))); sys.exit(code)"
    )
    done = python(code, *words, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split()) if done.stderr else set()


def test_importing_the_package_imports_nothing() -> None:
    code = f"import sys, reportgen; print({HEAVY!r} & set(sys.modules))"
    assert python(code).stdout == "set()\n"


@pytest.mark.parametrize(("words", "heavy"), [
    (["--version"], set()),
    (["--help"], {"click"}),
    (["build", "--help"], {"click"}),
    (["fonts", "--help"], {"click"}),
])
def test_what_help_imports(words: list[str], heavy: set[str]) -> None:
    assert imported(*words) == heavy


@pytest.mark.slow
def test_a_command_imports_what_it_needs(tmp_path: Path) -> None:
    briefings.make(tmp_path / "示例")
    both = {"click", "yaml", "uharfbuzz"}
    assert imported("build", "示例", cwd=tmp_path) > both       # fills the cache of charts
    assert imported("text", "-q", "示例", "-o", "out", cwd=tmp_path) <= both
    # The page's proof reads XML for the pictures of Word, too.
    assert imported("pdf", "-q", "示例", cwd=tmp_path) == both | {"reportlab", "lxml"}
    assert imported("docx", "-q", "示例", cwd=tmp_path) == both | {"docx", "lxml"}


def test_the_entry_runs_exit_handlers_and_flushes() -> None:
    code = (
        "import atexit, sys; atexit.register(lambda: print('再见'))\n"
        "sys.argv = ['reportgen', 'rule', 'E9']\n"
        "from reportgen.cli import entry; entry()"
    )
    done = python(code)
    assert (done.returncode, done.stdout) == (2, "再见\n")
    assert "E0903" in done.stderr


def test_module_and_script_are_the_same() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reportgen", "--version"], capture_output=True, text=True,
        check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0
    assert done.stdout.startswith("reportgen ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_scripts(shell: str) -> None:
    done = python("import sys; from reportgen.cli import main; sys.exit(main(sys.argv[1:]))",
                  "completion", shell)
    assert done.returncode == 0
    assert "_REPORTGEN_COMPLETE" in done.stdout


@pytest.mark.parametrize(("shell", "words", "typed", "lines"), [
    ("bash", "bui", "1", ["plain,build"]), ("bash", "build --dra", "2", ["plain,--draft"]),
    ("bash", "explain 示例果产", "2", ["plain,示例果产值", "plain,示例果产量"]),
    ("zsh", "rule E0310", "2", ["plain", "E0310", "嵌套太深或循环太多"]),
    ("fish", "rule e0310", "e0310", ["plain,E0310\t嵌套太深或循环太多"]),
    ("powershell", "rule E0310", "E0310", ["E0310\t嵌套太深或循环太多"]),
    ("powershell", "docs 版", "版", ["版式\t版面的每一个数，怎样改成本单位的"]),
    ("powershell", "explain 示例果产", "示例果产",
     ["示例果产值\t示例果产值", "示例果产量\t示例果产量"]),
])
@pytest.mark.parametrize("folders", [("示例",), ("甲", "乙")])
def test_completion_answers(
    tmp_path: Path, shell: str, words: str, typed: str, lines: list[str], folders: tuple[str, ...],
) -> None:
    for folder in folders:
        briefings.make(tmp_path / "data" / folder)
    done = subprocess.run(
        [sys.executable, "-m", "reportgen"], capture_output=True, text=True, cwd=tmp_path,
        check=False, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8",
             "COMP_WORDS": f"reportgen {words}", "COMP_CWORD": typed,
             "_REPORTGEN_COMPLETE": f"{shell}_complete"},
    )
    assert done.stdout.splitlines() == lines, done.stderr
    assert all(ch.isprintable() or ch in "\n\t" for ch in done.stdout)


@pytest.mark.slow
def test_a_build_without_ofd_loads_nothing_of_it(tmp_path: Path) -> None:
    briefings.make(tmp_path / "示例")
    code = ("import sys; from reportgen.cli import main; main(sys.argv[1:])\n"
            "print([each for each in sys.modules if '.writers.ofd' in each\n"
            "       or each.endswith('.ofd.read')])")
    assert python(code, "build", "-q", "示例", cwd=tmp_path).stdout == "[]\n"
    told = python(code, "ofd", "-q", "示例", cwd=tmp_path).stdout
    assert "writers.ofd.write" in told and "reportlab" not in told
