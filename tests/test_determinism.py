"""Same input, same bytes, whatever the day, folder, time zone, language, seed and cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support import briefings

pytestmark = pytest.mark.slow

ROOT = briefings.TEMPLATE.parents[2]
SAMPLE = Path(__file__).parents[1] / "data" / "jinxi-2023"   # of the checkout, installed or not
OTHERS = sorted(path.parent.name for path in SAMPLE.parent.glob("*/briefing.md")
                if path.parent != SAMPLE)
# A clock that runs six years ahead, for the process under test and all it imports.
LATER = """
import datetime, runpy, sys, time
ahead, true = 6 * 366 * 86400.0, (time.time, datetime.datetime)
time.time = lambda: true[0]() + ahead
time.localtime = (lambda f: lambda s=None: f(time.time() if s is None else s))(time.localtime)
time.gmtime = (lambda f: lambda s=None: f(time.time() if s is None else s))(time.gmtime)
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return true[1].now(tz) + datetime.timedelta(seconds=ahead)
    @classmethod
    def utcnow(cls): return true[1].utcnow() + datetime.timedelta(seconds=ahead)
datetime.datetime = Later
sys.argv = ["reportgen", *sys.argv[1:]]
runpy.run_module("reportgen", run_name="__main__")
"""


def build(folder: Path, out: Path, *start: str, cwd: Path, **env: str) -> dict[str, str]:
    """Build in a process of its own; suffix → digest."""
    clean = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [sys.executable, *(start or ("-m", "reportgen")), "build", "-q", str(folder),
         "-o", str(out), "--to", "pdf", "--to", "docx", "--to", "ofd"],
        cwd=cwd, capture_output=True, check=False,
        env={**clean, "PYTHONPATH": str(ROOT), **env},
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return {path.suffix: hashlib.sha256(path.read_bytes()).hexdigest() for path in out.iterdir()}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The sample, built plainly with a cold cache."""
    base = tmp_path_factory.mktemp("first")
    return build(SAMPLE, base / "out", cwd=base, REPORTGEN_CACHE=str(base / "cache"))


def test_all_formats_are_there(first: dict[str, str]) -> None:
    assert set(first) == {".pdf", ".docx", ".ofd"}


@pytest.mark.parametrize("env", [
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4321", "TZ": "America/Adak", "LANG": "zh_CN.GBK", "LC_ALL": "tr_TR.UTF-8"},
    {"SOURCE_DATE_EPOCH": "86400", "COLUMNS": "40", "MPLBACKEND": "svg"},
], ids=["C", "Turkish", "epoch"])
def test_another_environment(first: dict[str, str], tmp_path: Path, env: dict[str, str]) -> None:
    assert build(SAMPLE, tmp_path / "out", cwd=tmp_path, **env) == first


def test_another_folder_and_relative_paths(first: dict[str, str], tmp_path: Path) -> None:
    deep = tmp_path / "很深" / "的" / SAMPLE.name
    shutil.copytree(SAMPLE, deep)
    for path in deep.iterdir():
        os.utime(path, (0, 0))
    found = build(Path(SAMPLE.name), tmp_path / "out", cwd=deep.parent,
                  REPORTGEN_CACHE=str(tmp_path / "cache"))
    assert found == first


def test_another_year(first: dict[str, str], tmp_path: Path) -> None:
    script = tmp_path / "later.py"
    script.write_text(LATER, encoding="utf-8")
    found = build(SAMPLE, tmp_path / "out", str(script), cwd=tmp_path,
                  REPORTGEN_CACHE=str(tmp_path / "cache"))
    assert found == first


@pytest.mark.parametrize("name", OTHERS)
def test_the_other_samples(name: str, tmp_path: Path) -> None:
    """Two builds that share nothing: cache, year, time zone, language, seed, folder, file times."""
    script = tmp_path / "later.py"
    script.write_text(LATER, encoding="utf-8")
    folder, copy = SAMPLE.parent / name, tmp_path / "别处" / name
    shutil.copytree(folder, copy)
    for path in copy.rglob("*"):
        os.utime(path, (0, 0))
    plain = build(folder, tmp_path / "plain", cwd=tmp_path, PYTHONHASHSEED="0", TZ="UTC",
                  REPORTGEN_CACHE=str(tmp_path / "cache"))
    assert set(plain) == {".pdf", ".docx", ".ofd"}
    assert plain == build(Path(name), tmp_path / "later", str(script), cwd=copy.parent,
                          PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LANG="C", LC_ALL="C",
                          REPORTGEN_CACHE=str(tmp_path / "another cache"))


def test_without_a_cache(first: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    time.sleep(1.1)      # file times in a ZIP have a second's grain
    found = build(SAMPLE, tmp_path / "out", cwd=tmp_path,
                  REPORTGEN_CACHE=str(tmp_path / "file" / "no"))
    assert found == first


def test_one_format_alone(first: dict[str, str], tmp_path: Path) -> None:
    for name in ("docx", "pdf", "ofd"):
        done = subprocess.run(
            [sys.executable, "-m", "reportgen", name, "-q", str(SAMPLE), "-o", str(tmp_path)],
            check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert done.returncode == 0
        data = (tmp_path / f"{SAMPLE.name}.{name}").read_bytes()
        assert hashlib.sha256(data).hexdigest() == first[f".{name}"]
