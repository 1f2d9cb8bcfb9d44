"""What a bundle carries, without building one: modules, metadata, licences; packing, comparing."""

from __future__ import annotations

import ast
import os
import sqlite3
import subprocess
import sys
import tarfile
from importlib import metadata
from pathlib import Path
from pkgutil import walk_packages

import pytest

import reportgen
from reportgen.acts import installing
from reportgen.bundled import TRY_LOCK
from reportgen.cli.app import COMMANDS
from reportgen.cli.commands.doctor import PACKAGES
from reportgen.formats import FORMATS

TOOLS = Path(__file__).resolve().parents[2] / "tools"
sys.path.insert(0, str(TOOLS))

import bundle  # noqa: E402
from bundling import contents, desk, runs  # noqa: E402


def left_out(name: str) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in contents.LEFT_OUT)


def test_every_command_is_among_the_modules() -> None:
    modules = {each.name for each in walk_packages(reportgen.__path__, "reportgen.")}
    assert {name for name in modules if left_out(name)} == {"reportgen.batching.dask_engine"}
    assert {f"reportgen.cli.commands.{name}" for name in COMMANDS.keys() - FORMATS.keys()} \
        <= modules


def test_nothing_is_left_out_that_we_import(root: Path) -> None:
    """What is taken from the source counts, at the top or within a function."""
    found = set()
    for path in (root / "reportgen").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {(each.name, path.stem) for each in node.names}
            elif isinstance(node, ast.ImportFrom):
                found |= {(f"{node.module}.{each.name}", path.stem) for each in node.names}
    bad = {(name, where) for name, where in found if left_out(name)}
    assert {where for _, where in bad} <= {"dask_engine", "remote_world", "engines"}, bad


def test_the_spec_asks_for_what_there_is() -> None:
    tree = ast.parse((TOOLS / "bundle.spec").read_text(encoding="utf-8"))
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
             and isinstance(node.value, ast.Name) and node.value.id == "contents"}
    assert {"write_metadata", "licences", "write_sums", "LEFT_OUT"} <= asked
    assert all(hasattr(contents, name) for name in asked)
    scripts = next(node for node in ast.walk(tree) if isinstance(node, ast.Dict))
    assert [(TOOLS / "bundling" / f"{ast.literal_eval(key)}.py").is_file()
            for key in scripts.keys if key] == [True, True]


def test_metadata_says_the_same_and_nothing_of_this_machine(tmp_path: Path) -> None:
    rows = contents.write_metadata(tmp_path)
    carried = {each.name.lower().replace("_", "-"): each
               for each in metadata.distributions(path=[str(tmp_path)])}
    assert {name.lower() for name in PACKAGES} <= carried.keys()
    for name in ("click", "lxml", "python-docx", "reportgen"):
        real = metadata.distribution(name)
        assert carried[name].version == real.version
        assert installing._files(carried[name]) == installing._files(real)
        assert installing._wheel(carried[name]) == installing._wheel(real)
    told = "".join(Path(source).read_text(encoding="utf-8") for _, source, _ in rows)
    assert "file://" not in told.replace("file:///etc", "")
    assert sys.prefix not in told


def test_every_package_is_in_the_licences() -> None:
    found = contents.packages()
    assert {"reportgen", "matplotlib", "pypdfium2", "cryptography"} <= found.keys()
    assert not {"pytest", "dask", "moto"} & found.keys()
    text = contents.licences([])
    parts = text.split("\n" + "=" * 79 + "\n")
    assert parts[0].startswith("这个文件夹里带的程序和库，各照自己的许可：")
    assert all(f"{each.name} {each.version}" in parts for each in found.values())
    for name in ("reportgen", "lxml", "numpy", "pillow", "pikepdf", "matplotlib", "pypdfium2"):
        own = parts[parts.index(f"{found[name].name} {found[name].version}") + 1]
        assert contents._UNTOLD not in own, name
        assert len(own) > 500, name


def test_only_one_face_of_matplotlib_is_carried() -> None:
    names = ["matplotlib/mpl-data/fonts/ttf/cmr10.ttf", "matplotlib/mpl-data/images/home.png",
             "matplotlib\\mpl-data\\fonts\\afm\\cmr10.afm", "lxml-6.dist-info/METADATA"]
    kept = ["matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf", "matplotlib/mpl-data/matplotlibrc",
            "reportgen/_docs/ofd.md"]
    rows = [(name, "", "DATA") for name in [*names, *kept]]
    assert [row[0] for row in contents.wanted_data(rows)] == kept


def test_packed_twice_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "reportgen"
    (folder / "_internal").mkdir(parents=True)
    (folder / "reportgen").write_bytes(b"program")
    (folder / "reportgen").chmod(0o700)
    (folder / "_internal" / "a.txt").write_bytes(b"a")
    bundle.pack(folder, tmp_path / "one.tar.xz", 0)
    os.utime(folder / "reportgen", (1, 1))
    (folder / "reportgen").chmod(0o777)
    bundle.pack(folder, tmp_path / "two.tar.xz", 0)
    assert (tmp_path / "one.tar.xz").read_bytes() == (tmp_path / "two.tar.xz").read_bytes()
    with tarfile.open(tmp_path / "one.tar.xz") as tar:
        assert [(each.name, each.mode) for each in tar] == [
            ("reportgen/_internal/a.txt", 0o644), ("reportgen/reportgen", 0o755)]
    assert bundle.size(folder) == 8


@pytest.mark.skipif(os.name == "nt", reason="skipped: shell scripts")
def test_what_differs_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = []
    for name, line in (("one", 'echo "$1"; echo one > "$1"'), ("two", 'echo "$1"; echo two > "$1"'),
                       ("bad", "exit 70"), ("mute", 'echo one > "$1"')):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        program.chmod(0o755)
        programs.append(program)
    one, two, bad, mute = programs
    monkeypatch.setattr(runs, "SAMPLES", {"letter-2024": ("x",)})
    told = [runs.compared(each, one, tmp_path / "ran", ()) for each in (one, two, mute, bad)]
    assert told[:2] == [[], ["letter-2024: x: differs"]]
    assert ["says otherwise" in each for each in told[2]] == [True]
    assert [each.partition(",")[0] for each in told[3]] == [
        "letter-2024: x: 70", "letter-2024: x: differs"]


def test_samples_are_there(root: Path) -> None:
    assert runs.SAMPLES.keys() == {path.name for path in (root / "data").iterdir()}
    named = {line.removeprefix("! ").split()[0] for lines in runs.SAMPLES.values()
             for line in lines}
    assert named <= COMMANDS.keys()
    assert COMMANDS.keys() - named == {
        "pdf", "docx", "preview", "desk",   # these two serve until they are ended
        "mutate"}                           # it takes a minute


def started(script: str, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, TOOLS / "bundling" / script, *words], capture_output=True, text=True,
        check=False, encoding="utf-8",
        env={"PYTHONPATH": str(TOOLS.parent), "PATH": os.environ["PATH"], **env})


def test_a_program_of_a_bundle_tries_a_lock(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    held = sqlite3.connect(path, isolation_level=None)
    assert started("console.py", TRY_LOCK, path.as_uri()).returncode == 0
    held.execute("BEGIN IMMEDIATE")
    tried = started("console.py", TRY_LOCK, path.as_uri())
    assert (tried.returncode, tried.stdout, tried.stderr) == (1, "", "")
    held.close()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="skipped: a shell script shows the file")
def test_without_a_console_what_went_wrong_is_shown(tmp_path: Path) -> None:
    shows = tmp_path / "shows"
    shows.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/shown\n', encoding="utf-8")
    shows.chmod(0o755)
    ended = started("desk.py", "--no-such-option", HOME=str(tmp_path), BROWSER=str(shows))
    log = tmp_path / ".cache" / desk.NAME
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", "")
    assert "E0901" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o777 == 0o600      # an address that opens the page stands in it
    assert (tmp_path / "shown").read_text(encoding="utf-8").strip() == log.as_uri()


@pytest.mark.parametrize(("code", "told"), [(0, []), (130, []), (70, ["file://"]), (2, ["file://"])])
def test_only_what_went_wrong_is_shown(
    code: int, told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(desk.webbrowser, "open", shown.append)
    desk.show(tmp_path / desk.NAME, code)
    assert [each[:7] for each in shown] == told
