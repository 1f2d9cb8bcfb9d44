"""Whatever is handed in: a documented exit code, a Chinese message, no traceback, old files whole.

Bad values in facts and narrative are in tests/cli/cases; here is what needs bytes, sizes, a disk
that fails or a keyboard.
"""

from __future__ import annotations

import errno
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support import briefings

from reportgen import world as worlds
from reportgen.cli import main

Shown = pytest.CaptureFixture[str]
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A good briefing in the current folder."""
    monkeypatch.chdir(tmp_path)
    return briefings.make(tmp_path / "示例")


def refused(capsys: Shown, *words: str, code: int) -> str:
    """Run a command that must fail with `code`; what it said."""
    assert main(list(words)) == code
    shown = capsys.readouterr()
    assert "Traceback" not in shown.err
    assert HAN.search(shown.err)
    return shown.err


def left(folder: Path) -> list[str]:
    """All files below a folder, temporary ones too."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


# ------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize("name", ["facts.yaml", "briefing.md"])
def test_gb18030_is_read_and_said(folder: Path, capsys: Shown, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert main(["check", "示例"]) == 0
    assert f"提示[I0106]：“示例/{name}”按 GB18030 编码读入" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["facts.yaml", "briefing.md"])
@pytest.mark.parametrize("data", [
    b"", b" \n\n", b"\xff\xfe\xfd\x80\x81", "标题".encode("utf-16"), b"\x89PNG\r\n\x1a\n\0\0\0",
    "标题: 示例镇\n".encode() * 50 + b"\xe6\x9e\n", b"PK\x03\x04" + bytes(60),
], ids=["empty", "blank", "noise", "utf-16", "png", "torn", "zip"])
def test_what_is_not_text(folder: Path, capsys: Shown, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)
    assert name in refused(capsys, "build", "示例", code=3)
    assert not Path("out").exists()


@pytest.mark.parametrize("name", ["facts.yaml", "briefing.md"])
def test_a_folder_where_a_file_belongs(folder: Path, capsys: Shown, name: str) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()
    refused(capsys, "build", "示例", code=3)


def test_a_table_outside_the_folder(folder: Path, capsys: Shown) -> None:
    (folder.parent / "外面.csv").write_text("编号,名称,数值\nX1,外面,3个\n", encoding="utf-8")
    for name in ("../外面.csv", str(folder.parent / "外面.csv")):
        facts = briefings.facts_text() + f"\n数据表: [{name}]\n"
        (folder / "facts.yaml").write_text(facts, encoding="utf-8")
        assert "同一个文件夹里的文件" in refused(capsys, "build", "示例", code=1)


# ------------------------------------------------------------------------------------ sizes


def test_ten_thousand_digits(folder: Path, capsys: Shown) -> None:
    facts = briefings.facts_text().replace("18家", "9" * 10_000 + "家")
    (folder / "facts.yaml").write_text(facts, encoding="utf-8")
    begun = time.process_time()
    said = refused(capsys, "build", "示例", code=1)
    assert time.process_time() - begun < 5
    assert max(map(len, said.splitlines())) < 300


def many_facts(count: int) -> str:
    """A facts file of `count` facts, with those of the template."""
    lines = "".join(
        f"    - {{编号: Z{i}, 名称: 第{i}号指标, 数值: {i}.5吨}}\n" for i in range(1, count + 1)
    )
    return briefings.facts_text().replace("  民生:\n", f"  大量:\n{lines}  民生:\n")


def long_narrative(size: int) -> str:
    """A narrative of about `size` bytes."""
    sentence = "产业平稳，民生改善，治理有序，{{ 示例果产量 }}的收成让群众放心。"
    paragraph = sentence * 6 + "\n\n"
    return briefings.narrative_text() + "\n" + paragraph * (size // len(paragraph.encode()))


def seconds(run: Callable[[], int]) -> float:
    """How long a run that must succeed takes."""
    begun = time.process_time()
    assert run() == 0
    return time.process_time() - begun


@pytest.mark.slow
def test_twenty_thousand_facts_in_linear_time(folder: Path, capsys: Shown) -> None:
    times = []
    for count in (5_000, 20_000):
        (folder / "facts.yaml").write_text(many_facts(count), encoding="utf-8")
        times.append(seconds(lambda: main(["text", "-q", "示例"])))
    assert times[1] < 4 * times[0] * 2, times
    assert capsys.readouterr().err == ""


@pytest.mark.slow
def test_the_longest_narrative_in_linear_time(folder: Path, capsys: Shown) -> None:
    times = []
    for size in (475_000, 1_900_000):
        (folder / "briefing.md").write_text(long_narrative(size), encoding="utf-8")
        times.append(seconds(lambda: main(["text", "-q", "示例"])))
    assert times[1] < 4 * times[0] * 2, times
    assert "收成让群众放心" in capsys.readouterr().out


def test_a_flood_of_errors_is_counted(folder: Path, capsys: Shown) -> None:
    narrative = briefings.narrative_text() + "\n\n".join(f"\n{{{{ 没有{i} }}}}" for i in range(200))
    (folder / "briefing.md").write_text(narrative, encoding="utf-8")
    said = refused(capsys, "build", "示例", code=1)
    assert said.count("错误[E0301]") == 1
    assert "另有 199 处" in said
    assert main(["build", "--json", "示例"]) == 1
    assert len(json.loads(capsys.readouterr().out)["diagnostics"]) == 200


# ------------------------------------------------------------------------------- the output


@pytest.mark.parametrize("name", ["a\0b", "out/CON.pdf", "out/a\nb.pdf", "out/a?.pdf",
                                  "out/" + "长" * 90 + ".pdf"])
def test_output_names(folder: Path, capsys: Shown, name: str) -> None:
    refused(capsys, "pdf", "示例", "-o", name, code=2)
    assert left(folder.parent) == left(folder)


@pytest.mark.parametrize("name", ["../x", "/x", "a/b", "a\\b", "", ".", "..", "a\0b", "NUL", "com1",
                                  "x.", " x", "a:b", "\u202e倒", "长" * 61, "-x", ".隐藏"])
def test_init_makes_only_plain_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown, name: str,
) -> None:
    inner = tmp_path / "里面"
    inner.mkdir()
    monkeypatch.chdir(inner)
    refused(capsys, "init", "--", name, code=2)
    assert left(tmp_path) == []


def test_init_does_not_follow_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown,
) -> None:
    (tmp_path / "别处").mkdir()
    (tmp_path / "链接").symlink_to(tmp_path / "别处")
    monkeypatch.chdir(tmp_path)
    refused(capsys, "init", "链接", code=2)
    assert left(tmp_path) == []


def test_output_under_a_file(folder: Path, capsys: Shown) -> None:
    Path("out").write_text("不是文件夹", encoding="utf-8")
    assert "路径中有一段不是文件夹" in refused(capsys, "build", "示例", code=5)
    assert Path("out").read_text(encoding="utf-8") == "不是文件夹"


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0,
                    reason="skipped: root may write anywhere, Windows has no mode bits")
def test_a_folder_without_permission(folder: Path, capsys: Shown) -> None:
    Path("out").mkdir(mode=0o555)
    assert "没有写入权限" in refused(capsys, "build", "示例", code=5)


def failing(number: int, at: int) -> Callable[..., None]:
    """A system call that fails the `at`-th time."""
    calls = []

    def call(*_: object) -> None:
        calls.append(1)
        if len(calls) >= at:
            raise OSError(number, os.strerror(number))

    return call


@pytest.mark.parametrize(("number", "at", "words"), [
    (errno.ENOSPC, 1, "磁盘已满"), (errno.ENOSPC, 2, "磁盘已满"), (errno.EROFS, 1, "文件系统只读"),
    (errno.EACCES, 1, "没有写入权限"), (errno.EIO, 2, "磁盘读写出错"),
    (errno.EDQUOT, 1, "磁盘空间用完了"), (errno.ENAMETOOLONG, 1, "太长"),
    (9999, 1, "系统报告的错误 9999"),
])
def test_a_failing_disk_leaves_the_old_files(
    folder: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch, number: int, at: int, words: str,
) -> None:
    old = {name: f"旧的{name}".encode() for name in ("示例.docx", "示例.pdf")}
    Path("out").mkdir()
    for name, data in old.items():
        Path("out", name).write_bytes(data)
    monkeypatch.setattr(worlds.os, "fsync", failing(number, at))
    said = refused(capsys, "build", "示例", code=5)
    assert words in said
    assert os.strerror(number) not in said
    assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == old


def test_a_target_open_elsewhere(
    folder: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("out").mkdir()
    Path("out/示例.pdf").write_bytes(b"old")

    def busy(self: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "in use", str(target))

    monkeypatch.setattr(Path, "replace", busy)
    assert "正被别的程序打开" in refused(capsys, "pdf", "示例", code=5)
    assert left(Path("out")) == ["示例.pdf"]
    assert Path("out/示例.pdf").read_bytes() == b"old"


@pytest.mark.parametrize("moment", ["fsync", "compose", "write_pdf"])
def test_ctrl_c_leaves_nothing_behind(
    folder: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch, moment: str,
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    from reportgen import pipeline
    from reportgen.writers.pdf import write as pdf

    home = {"fsync": worlds.os, "compose": pipeline, "write_pdf": pdf}[moment]
    monkeypatch.setattr(home, moment, stop)
    assert "已中断" in refused(capsys, "build", "示例", code=130)
    assert left(folder.parent) == left(folder)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="skipped: signals are sent otherwise")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("wait", [0.5, 1.0, 2.0])
def test_a_signal_at_any_moment(folder: Path, number: int, code: int, wait: float) -> None:
    (folder / "briefing.md").write_text(long_narrative(1_900_000), encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "reportgen", "build", "示例"], cwd=folder.parent,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(briefings.TEMPLATE.parents[2])},
    )
    time.sleep(wait)
    running.send_signal(number)
    _, said = running.communicate(timeout=60)
    assert running.returncode == code
    assert b"Traceback" not in said
    assert left(folder.parent) == left(folder)


@pytest.mark.parametrize("code", [130, 143])
def test_a_signal_that_surfaces_as_another_error(
    folder: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch, code: int,
) -> None:
    from reportgen import pipeline

    struck: list[int] = []

    def import_of_a_c_extension(*_: object, **__: object) -> None:
        struck.append(code)
        raise ImportError("numpy._core.multiarray failed to import")

    monkeypatch.setattr(pipeline, "compose", import_of_a_c_extension)
    assert main(["build", "示例"], struck) == code
    said = capsys.readouterr().err
    assert "已中断" in said
    assert "Traceback" not in said
    assert left(folder.parent) == left(folder)


def test_a_bug_keeps_its_traceback(
    folder: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch,
) -> None:
    from reportgen import pipeline

    monkeypatch.setattr(pipeline, "compose", lambda *_, **__: 1 / 0)
    assert main(["build", "示例"]) == 70
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert "Traceback" in said
    assert "程序自己出了错" in said
    assert not Path("out").exists()
    assert main(["build", "示例", "--json"]) == 70
    assert json.loads(capsys.readouterr().out)["exit_code"] == 70


# ---------------------------------------------------------------------------- real processes


def process(*words: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "reportgen", *words], cwd=cwd, capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(briefings.TEMPLATE.parents[2]), **env},
    )


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8", "cp437"])
def test_any_console(folder: Path, encoding: str) -> None:
    narrative = briefings.narrative_text() + "\n{{ 没有“𪛖”㎡ }}\n"
    (folder / "briefing.md").write_text(narrative, encoding="utf-8")
    done = process("build", "示例", cwd=folder.parent, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 1
    said = done.stderr.decode(encoding)
    assert "Traceback" not in said
    assert ("事实表里没有" if encoding in {"gbk", "utf-8"} else "<U+4E8B>") in said
    assert ("𪛖" if encoding == "utf-8" else "<U+2A6D6>") in said


@pytest.mark.parametrize("words", [("--help",), ("build", "-h")])
def test_help_on_any_console(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = process(*words, cwd=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "<U+7528><U+6CD5>" in done.stdout.decode("ascii")
    done = process(*words, cwd=tmp_path, PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert "用法：" in done.stdout.decode("gbk")


@pytest.mark.slow
def test_json_on_a_gbk_console_is_ascii(folder: Path) -> None:
    done = process("check", "--json", "示例", cwd=folder.parent, PYTHONIOENCODING="gbk")
    assert json.loads(done.stdout.decode("ascii"))["ok"] is True


class Closed(io.StringIO):
    """A pipe whose reader has gone."""

    def write(self, text: str) -> int:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")


def test_a_reader_that_leaves(
    folder: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", Closed())
    assert main(["text", "示例"]) == 141
    assert capsys.readouterr().err == ""
