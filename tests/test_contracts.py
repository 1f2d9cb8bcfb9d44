"""The other gates, run by plain pytest: import contracts, lint, types.

They look at the source tree of the checkout, wherever the package under test comes from.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from support import budgets

PLANTED = {
    # file → line: contract that must break
    "reportgen/sources/planted.py": ("from reportgen.facts import model", "floors"),
    "reportgen/writers/docx/planted.py": ("from reportgen.writers import pdf", "writers"),
    "reportgen/proof/ofd/planted.py": ("from reportgen.proof.pdf import read", "proof"),
    "reportgen/facts/planted.py": ("import reportlab", "reportlab"),
    "reportgen/document/planted.py": ("import matplotlib.figure", "matplotlib"),
    "reportgen/layout/planted.py": ("from PIL import Image", "pillow"),
    "reportgen/narrative/planted.py": ("import pikepdf", "pikepdf"),
    "reportgen/checks/planted.py": ("import pypdfium2", "codes"),
    "reportgen/images/planted.py": ("import fontTools", "test-only"),
    "reportgen/acts/planted.py": ("import sqlite3", "sqlite"),
    "reportgen/archive/planted.py": ("import reportlab", "archive"),
    "reportgen/copies/planted.py": ("import smtplib", "smtplib"),
    "reportgen/office/planted.py": ("import uvicorn", "server"),
    "reportgen/trace/planted.py": ("from pyhanko import sign", "pyhanko"),
    "reportgen/batching/planted.py": ("import distributed", "dask"),
    "reportgen/mail/planted.py": ("import fsspec", "fsspec"),
}
NAMES = {
    "floors": "Imports run downward through the floors",
    "writers": "Writers do not know each other",
    "proof": "Proof: readers do not know each other, nor what compares",
    "reportlab": "reportlab lives in writers.pdf",
    "matplotlib": "matplotlib lives in charts",
    "pillow": "Pillow lives in charts and images, and where scans are read",
    "codes": "segno and zxing-cpp live in copies, pypdfium2 there and in page",
    "server": "Starlette, uvicorn and h11 live in page",
    "pikepdf": "pikepdf lives in proof, in writers.pdf, and where scans are read",
    "sqlite": "SQLite lives in archive",
    "archive": "The archive and the mail draw nothing, by whatever way",
    "smtplib": "smtplib and imaplib live in mail",
    "pyhanko": "pyHanko lives in signing",
    "dask": "dask lives in one module of batching",
    "fsspec": "fsspec lives in remote_world",
    "test-only": "What the tests and tools use stays there",
}
DISTRIBUTIONS = {"docx": "python-docx", "yaml": "PyYAML", "PIL": "Pillow", "zxingcpp": "zxing-cpp",
                 "pyhanko_certvalidator": "pyhanko-certvalidator"}


def program(name: str) -> str:
    """A program installed beside this interpreter."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    assert found, f"{name} is not installed: pip install '.[test]'"
    return found


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a gate in `folder`."""
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
    )


@pytest.fixture(scope="module")
def tree(root: Path) -> Path:
    """The checkout, if its source tree is there."""
    if not (root / "reportgen").is_dir():
        pytest.skip("no source tree here: the gates run in a checkout")
    return root


def test_import_contracts(tree: Path) -> None:
    done = run(tree, program("lint-imports"), "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_planted_imports_break_their_contracts(tree: Path, tmp_path: Path) -> None:
    shutil.copytree(
        tree / "reportgen", tmp_path / "reportgen",
        ignore=shutil.ignore_patterns("__pycache__", "_assets"),
    )
    shutil.copy(tree / "pyproject.toml", tmp_path)
    for name, (line, _) in PLANTED.items():
        (tmp_path / name).write_text(f"{line}\n", encoding="utf-8")
    (tmp_path / "reportgen" / "homeless.py").write_text("", encoding="utf-8")
    stray = run(tmp_path, program("lint-imports"), "--no-cache")
    assert stray.returncode != 0
    assert "homeless" in stray.stdout + stray.stderr, "a module on no floor must be named"
    (tmp_path / "reportgen" / "homeless.py").unlink()
    done = run(tmp_path, program("lint-imports"), "--no-cache")
    assert done.returncode != 0
    for _, contract in PLANTED.values():
        assert f"{NAMES[contract]} BROKEN" in done.stdout, done.stdout + done.stderr


def test_ruff(tree: Path) -> None:
    done = run(tree, program("ruff"), "check", "--output-format", "concise", ".")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_mypy(tree: Path) -> None:
    done = run(tree, sys.executable, "-m", "mypy")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_mypy_sees_a_planted_fault(tree: Path, tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("def f(x):\n    return x\n", encoding="utf-8")
    done = run(tree, sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull,
               "--config-file", os.devnull, str(planted))
    assert "no-untyped-def" in done.stdout


def third_parties(source: str) -> set[str]:
    """The distributions which a module imports, at whatever time."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    tops = {name.partition(".")[0] for name in names} - {"reportgen"} - sys.stdlib_module_names
    return {DISTRIBUTIONS.get(top, top) for top in tops}


@pytest.mark.slow
def test_dependencies_are_what_is_imported(tree: Path) -> None:
    project = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=]", line)[0] for line in project["dependencies"]}
    extra = {re.split(r"[<>=]", line)[0] for name in ("scan", "mail", "sign", "dask", "desk")
             for line in project["optional-dependencies"][name]}
    used = set().union(*map(third_parties, budgets.package(tree).values()))
    assert used == declared | extra
