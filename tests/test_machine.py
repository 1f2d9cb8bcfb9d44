"""What a machine does to a build: no streams, full ones, no folder, no rights, no room, no end.

Run as an ordinary user, too (`.ci/run` does): root may write anywhere.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import briefings

import reportgen
from reportgen.cli import main
from reportgen.diagnostics import ReportError
from reportgen.files import OWN, staged
from reportgen.world import DiskWorld

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="skipped: streams, pipes and modes of POSIX"),
]
ORDINARY = pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0,
                              reason="skipped: root may do everything; .ci/run runs it as another")
SHELL = "exec {python} -m reportgen {words} {more}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A briefing."""
    return briefings.make(tmp_path / "示例")


def ended(words: str, more: str, cwd: Path) -> tuple[int, str, str]:
    """What a shell sees of a process: its exit code, what it says."""
    done = subprocess.run(  # noqa: S602
        SHELL.format(python=sys.executable, words=words, more=more), cwd=cwd, shell=True,
        capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "PYTHONPATH": str(briefings.TEMPLATE.parents[2])})
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(("words", "more", "code", "said"), [
    ("build 示例", ">&-", 0, ""), ("build 示例", ">&- 2>&-", 0, ""),
    ("build 示例", ">&- 2>&- <&-", 0, ""), ("build 没有", ">&- 2>&-", 3, ""),
    ("--version", ">&-", 0, ""), ("--version", ">/dev/full", 5, ""),
    ("build 示例", ">/dev/full", 5, "E0911"), ("build 示例 --json", ">/dev/full", 5, "磁盘已满"),
    ("text 示例", ">/dev/full", 5, "E0911"), ("--help", ">/dev/full", 5, "E0911"),
    ("build 没有", "2>/dev/full", 5, ""), ("build 没有", ">/dev/full 2>&1", 5, ""),
    ("text 示例", "| true; exit ${PIPESTATUS[0]}", 141, ""),
    ("build 没有", "2>&1 >/dev/null | true; exit ${PIPESTATUS[0]}", 141, ""),
])
def test_streams_that_take_nothing(
    folder: Path, words: str, more: str, code: int, said: str,
) -> None:
    if "PIPESTATUS" in more:        # a shell with arrays, and a process that it waits for
        command = f"{sys.executable} -m reportgen {words} {more}"
        done = subprocess.run(
            ["bash", "-c", command], cwd=folder.parent, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(briefings.TEMPLATE.parents[2])})
        assert (done.returncode, done.stderr) == (code, "")
        return
    found, _, told = ended(words, more, folder.parent)
    assert found == code, told
    assert said in told
    if words.startswith("build 示例"):      # what was to be done is done
        assert sorted(path.name for path in (folder.parent / "out").iterdir()) == [
            "示例.docx", "示例.pdf"]


def test_a_closed_stream_gives_its_number_to_no_file(tmp_path: Path) -> None:
    """Or a library that warns would write into the file that is being made."""
    code = ("import os; from reportgen import cli; cli._fill_gaps()\n"
            "made = os.open('made', os.O_WRONLY | os.O_CREAT); os.write(made, b'%d' % made)")
    subprocess.run(f"exec {sys.executable} -c \"{code}\" >&- 2>&- <&-", shell=True,  # noqa: S602
                   check=True, cwd=tmp_path, env={"PYTHONPATH": str(briefings.TEMPLATE.parents[2])})
    assert int((tmp_path / "made").read_bytes()) > 2


@pytest.mark.parametrize("words", ["build {}", "build", "check {}", "doctor"])
def test_a_folder_that_is_gone(folder: Path, words: str) -> None:
    gone = folder.parent / "没了"
    gone.mkdir()
    done = subprocess.run(  # noqa: S602
        f"rmdir ../没了; exec {sys.executable} -m reportgen {words.format(folder)}", cwd=gone,
        shell=True, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(briefings.TEMPLATE.parents[2])})
    assert done.returncode == 3, done.stderr
    assert "当前文件夹已经不在了" in done.stderr


@pytest.mark.parametrize("words", [["build", "示例", "-o", ""], ["build", ""], ["pdf", "-o", ""]])
def test_an_empty_path(
    folder: Path, words: list[str], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder.parent)
    assert main(words) == 2
    assert "路径是空的" in capsys.readouterr().err
    assert [path.name for path in folder.parent.iterdir()] == ["示例"]


NEVER_ENDING = ("briefing.md", "facts.yaml", "facts.xlsx", "facts.csv", "own.yaml", "above.yaml")


@pytest.mark.parametrize("name", NEVER_ENDING)
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_would_be_waited_for_is_refused(
    folder: Path, name: str, kind: str, capsys: pytest.CaptureFixture[str],
) -> None:
    if name.startswith("facts"):
        (folder / "facts.yaml").unlink()
    if name in ("own.yaml", "above.yaml"):
        text = briefings.narrative_text().replace("报头:", "版式: own.yaml\n报头:", 1)
        (folder / "briefing.md").write_text(text, encoding="utf-8")
        (folder / "own.yaml").write_text("继承: above.yaml\n", encoding="utf-8")
    path = folder / name
    path.unlink(missing_ok=True)
    os.mkfifo(path) if kind == "pipe" else path.symlink_to("/dev/zero")
    signal.alarm(20)
    try:
        assert main(["check", str(folder)]) == 3
    finally:
        signal.alarm(0)
    said = capsys.readouterr().err
    assert "不是普通文件" in said
    assert name in said


def test_a_long_chain_of_profiles(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = briefings.narrative_text().replace("报头:", "版式: p0.yaml\n报头:", 1)
    (folder / "briefing.md").write_text(text, encoding="utf-8")
    for n in range(3000):
        (folder / f"p{n}.yaml").write_text(f"继承: p{n + 1}.yaml\n", encoding="utf-8")
    (folder / "p3000.yaml").write_text("继承: 简报\n", encoding="utf-8")
    assert main(["check", str(folder)]) == 3
    assert "E0156" in capsys.readouterr().err
    (folder / "p9.yaml").write_text("继承: 简报\n", encoding="utf-8")
    assert main(["check", str(folder)]) == 0, "ten are a chain that somebody may have"


def test_a_disk_that_does_not_answer(folder: Path) -> None:
    """Linux refuses to read its own first page: EIO, of a plain file."""
    if not Path("/proc/self/mem").exists():
        pytest.skip("skipped: asks /proc")
    with pytest.raises(ReportError, match="磁盘读写出错") as caught:
        DiskWorld().read(Path("/proc/self/mem"))
    assert caught.value.diagnostics[0].code == "E0101"


def test_a_disk_that_is_full(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A disk of its own: neither the outputs nor the cache leave anything half written there."""
    place = folder.parent / "盘"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place],
                          capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
    try:
        old = {place / "示例.pdf": b"old", place / "示例.docx": b"old"}
        for path, data in old.items():
            path.write_bytes(data)
        (place / "fill").write_bytes(b"x" * 20_000)
        world = DiskWorld({**os.environ, "REPORTGEN_CACHE": str(place / "cache")})
        with pytest.raises(ReportError, match="磁盘已满"):
            reportgen.build(folder, place, world)
        assert {path: path.read_bytes() for path in old} == old
        names = [path.name for path in place.rglob("*")]
        assert not [name for name in names if name.startswith((".", OWN))], names
        assert (place / "cache").is_dir()
    finally:
        subprocess.run(["umount", place], check=True)


def test_the_next_run_finishes_and_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    """As after a kill between two renames: even a run that fails puts the pair right first."""
    monkeypatch.chdir(folder.parent)
    Path("out").mkdir()
    Path("out/示例.pdf").write_bytes(b"new")
    Path("out/示例.docx").write_bytes(b"old")
    left = staged(Path("out"), b"new")
    (Path("out") / f"{OWN}1.list").write_text(f'{{"示例.docx": "{left.name}", '
                                              f'"示例.pdf": "{OWN}gone.tmp"}}')
    (folder / "facts.yaml").rename(folder / "facts.txt")
    assert main(["build", "示例"]) == 3
    said = capsys.readouterr().err
    assert "I0125" in said
    assert "示例.docx" in said
    assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == {
        "示例.pdf": b"new", "示例.docx": b"new"}


# What root may do all the same


@pytest.fixture
def shut(folder: Path) -> Iterator[Path]:
    """A folder to shut, and to open again."""
    made = folder.parent / "关"
    made.mkdir()
    yield made
    made.chmod(0o700)


@ORDINARY
@pytest.mark.parametrize("mode", [0o000, 0o444, 0o555])
def test_no_permission_to_write(
    folder: Path, shut: Path, mode: int, capsys: pytest.CaptureFixture[str],
) -> None:
    (shut / "示例.pdf").write_bytes(b"old")
    shut.chmod(mode)
    assert main(["build", str(folder), "-o", str(shut)]) == 5
    said = capsys.readouterr().err
    assert "E0102" in said
    assert "权限" in said


@ORDINARY
@pytest.mark.parametrize("name", ["briefing.md", "facts.yaml"])
def test_no_permission_to_read(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str],
) -> None:
    (folder / name).chmod(0)
    assert main(["build", str(folder)]) == 3
    assert "没有读取权限" in capsys.readouterr().err


@ORDINARY
@pytest.mark.parametrize("words", [["build"], ["check"], ["facts"], ["explain", "甲"]])
def test_no_permission_to_look(
    folder: Path, shut: Path, words: list[str], capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.move(folder, shut / "示例")
    shut.chmod(0)
    code = main([*words[:1], str(shut / "示例"), *words[1:]])
    said = capsys.readouterr().err
    assert code in (1, 2, 3), said
    assert "Traceback" not in said


@ORDINARY
def test_no_permission_for_the_cache(folder: Path, shut: Path, tmp_path: Path) -> None:
    shut.chmod(0o555)
    for place in (shut / "cache", shut, Path("/proc/cache"), Path("/usr/缓存")):
        world = DiskWorld({"REPORTGEN_CACHE": str(place)})
        assert world.cache().folder is None
    built = reportgen.build(folder, tmp_path / "out", world)
    assert built.files["pdf"].exists()


@ORDINARY
def test_a_signal_as_an_ordinary_user(folder: Path) -> None:
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        running = subprocess.Popen(
            [sys.executable, "-m", "reportgen", "build", "示例"], cwd=folder.parent,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(briefings.TEMPLATE.parents[2])})
        try:
            running.communicate(timeout=0.4)
        except subprocess.TimeoutExpired:
            running.send_signal(number)
        _, said = running.communicate(timeout=60)
        assert running.returncode in (code, 0)
        assert b"Traceback" not in said


@ORDINARY
def test_a_shared_folder_for_all_is_no_cache() -> None:
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o1777)
        assert DiskWorld({"REPORTGEN_CACHE": place}).cache().folder is None
        assert DiskWorld({"HOME": place}).cache().folder is not None, "a folder of one's own within"
