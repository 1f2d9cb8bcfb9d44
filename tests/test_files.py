"""Files of the disk: whole or not at all, together or not at all, whenever the machine stops."""

from __future__ import annotations

import errno
import json
import os
import signal
import socket
import time
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

import pytest
from support.stopping import stopped

from reportgen import files
from reportgen.diagnostics import ReportError
from reportgen.files import OWN, opened, put, settle, staged
from reportgen.refusals import UnfitError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="skipped: pipes, links and locks of POSIX")

NAMES = ("期.pdf", "期.docx", "期.ofd")


def contents(folder: Path) -> dict[str, bytes]:
    """What lies in a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def told(act: Callable[[], object]) -> str:
    """What a refusal says, its hints included."""
    with pytest.raises(ReportError) as caught:
        act()
    (found,) = caught.value.diagnostics
    assert found.code == "E0102"
    return found.message + " ".join(found.hints)


@pytest.mark.parametrize("old", [True, False], ids=["over others", "where nothing is"])
def test_killed_at_every_step_all_are_old_or_all_are_new(tmp_path: Path, old: bool) -> None:
    before = {name: b"old " + name.encode() for name in NAMES} if old else {}
    after = {name: b"new " * 9 + name.encode() for name in NAMES}
    seen = set()
    for step in count():
        folder = tmp_path / str(step)
        folder.mkdir()
        for name, data in before.items():
            (folder / name).write_bytes(data)
        ended = stopped(lambda to=folder: put({to / each: after[each] for each in NAMES}), step)
        for name in NAMES:      # each is whole, whatever the others are
            found = contents(folder).get(name)
            assert found in (before.get(name), after[name])
        done = settle(folder).done
        found = contents(folder)
        assert found in (before, after), (step, sorted(found))
        assert bool(done) <= (found == after)
        seen.add(found == after)
        if ended:
            break
    assert seen == {True, False}
    assert step > 20, "the test itself: there are many steps"


def test_killed_while_it_puts_the_old_ones_back(tmp_path: Path) -> None:
    """The last place is a folder; what was put before it comes back, whenever that is stopped."""
    for step in count():
        folder = tmp_path / str(step)
        (folder / NAMES[2]).mkdir(parents=True)
        (folder / NAMES[0]).write_bytes(b"old")

        def refused(to: Path = folder) -> None:
            with pytest.raises(ReportError):
                put({to / each: b"new" for each in NAMES})

        ended = stopped(refused, step)
        settle(folder)
        (folder / NAMES[2]).rmdir() if (folder / NAMES[2]).is_dir() else None
        found = contents(folder)
        assert found in ({NAMES[0]: b"old"}, {NAMES[0]: b"new", NAMES[1]: b"new"}), step
        if ended:
            assert found == {NAMES[0]: b"old"}
            return


def test_killed_while_it_finishes_what_was_left(tmp_path: Path) -> None:
    steps = iter(range(200))
    for step in steps:
        folder = tmp_path / str(step)
        folder.mkdir()
        temporary = {name: staged(folder, name.encode()).name for name in NAMES}
        (folder / f"{OWN}x.list").write_text(json.dumps(temporary))
        ended = stopped(lambda to=folder: settle(to), step)
        settle(folder)
        assert contents(folder) == {name: name.encode() for name in NAMES}
        if ended:
            return
    pytest.fail("never ended")


def test_the_next_to_write_finishes_too(tmp_path: Path) -> None:
    temporary = staged(tmp_path, b"1")
    (tmp_path / f"{OWN}x.list").write_text(json.dumps({"甲": temporary.name, "没有了": ""}))
    (tmp_path / "没有了").write_bytes(b"9")
    put({tmp_path / "乙": b"2"})
    assert contents(tmp_path) == {"甲": b"1", "乙": b"2"}


def test_what_cannot_be_finished_is_told_once(tmp_path: Path) -> None:
    first, second = staged(tmp_path, b"1"), staged(tmp_path, b"2")
    (tmp_path / "乙").mkdir()
    (tmp_path / f"{OWN}x.list").write_text(json.dumps({"甲": first.name, "乙": second.name}))
    assert settle(tmp_path) == ((tmp_path / "甲",), (tmp_path / "乙",))
    assert settle(tmp_path) == ((), ())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["乙", "甲"]


@pytest.mark.parametrize("text", [
    "", "[]", "{", "[" * 100_000, '{"../甲": ".reportgen-a.tmp"}', '{"甲": "/etc/passwd"}',
    '{"甲": "乙"}', '{"甲": 1}', '{".reportgen-b.list": ""}', '{"..": ""}', '{"a\\\\b": ""}',
    '{"甲": ".reportgen-link.tmp"}', '{"甲": ".reportgen-pipe.tmp"}',
])
def test_a_list_that_others_wrote_moves_nothing(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "内"
    folder.mkdir()
    kept = {"甲": b"1", "乙": b"2"}
    for name, data in kept.items():
        (folder / name).write_bytes(data)
    (tmp_path / "甲").write_bytes(b"outside")
    (folder / f"{OWN}link.tmp").symlink_to(tmp_path / "甲")
    os.mkfifo(folder / f"{OWN}pipe.tmp")
    (folder / f"{OWN}x.list").write_text(text)
    assert settle(folder).done == ()
    assert contents(folder) == kept
    assert (tmp_path / "甲").read_bytes() == b"outside"


@pytest.mark.parametrize("kind", ["pipe", "link", "folder"])
def test_a_list_that_is_none_is_not_waited_for(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"{OWN}x.list"
    {"pipe": os.mkfifo, "link": lambda at: at.symlink_to("/dev/zero"),
     "folder": lambda at: at.mkdir()}[kind](path)
    assert settle(tmp_path) == ((), ())
    put({tmp_path / "甲": b"1"})
    assert (tmp_path / "甲").read_bytes() == b"1"


def test_nobody_else_writes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes second waits; who waits too long is told; what is being written stays."""
    living = staged(tmp_path, b"of another who is alive")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with files.alone(tmp_path):
            os.write(writer, b"!")
            signal.pause()
    try:
        os.read(reader, 1)
        monkeypatch.setattr(files, "_TRIES", 2)
        assert "正被别的程序占用" in told(lambda: put({tmp_path / "甲": b"1"}))
        assert "正被别的程序占用" in told(lambda: settle(tmp_path))
        assert living.exists()
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    settle(tmp_path)
    assert not living.exists()


def test_where_no_folder_can_be_locked_age_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "_locked", lambda _: False)
    old, new = staged(tmp_path, b""), staged(tmp_path, b"")
    os.utime(old, (time.time() - 2 * files.STALE,) * 2)
    settle(tmp_path)
    assert list(tmp_path.iterdir()) == [new]


# How a file is opened, and where it is put


def make(path: Path, kind: str) -> None:
    """Something at a path that is no plain file."""
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "socket":
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(os.path.relpath(path))
        case "device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()


@pytest.mark.parametrize("kind", ["pipe", "socket", "device", "folder"])
def test_what_is_no_plain_file_is_not_opened(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    make(path := tmp_path / "甲", kind)
    with pytest.raises(OSError) as caught:
        opened(path)
    assert isinstance(caught.value, UnfitError | IsADirectoryError) or kind == "socket"


def test_a_link_is_opened_only_where_links_may_be(tmp_path: Path) -> None:
    (tmp_path / "甲").write_bytes(b"1")
    (tmp_path / "乙").symlink_to("甲")
    with opened(tmp_path / "乙") as file:
        assert file.read() == b"1"
    with pytest.raises(OSError) as caught:
        opened(tmp_path / "乙", links=False)
    assert caught.value.errno == errno.ELOOP


@pytest.mark.parametrize(("umask", "wanted"), [(0o077, 0o600), (0o027, 0o640), (0o022, 0o644)])
def test_new_files_are_as_the_umask_says(tmp_path: Path, umask: int, wanted: int) -> None:
    (tmp_path / "旧").write_bytes(b"")
    (tmp_path / "旧").chmod(0o640)
    before = os.umask(umask)
    try:
        put({tmp_path / name: b"1" for name in ("新", "旧")})
    finally:
        os.umask(before)
    assert (tmp_path / "新").stat().st_mode & 0o777 == wanted
    assert (tmp_path / "旧").stat().st_mode & 0o777 == 0o640, "an old file keeps its mode"


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "远").mkdir()
    (tmp_path / "甲").symlink_to("远/甲")
    (tmp_path / "远" / "乙").write_bytes(b"old")
    (tmp_path / "乙").symlink_to("远/乙")
    put({tmp_path / "甲": b"1", tmp_path / "乙": b"2", tmp_path / "丙": b"3"})
    assert all((tmp_path / name).is_symlink() for name in ("甲", "乙"))
    assert contents(tmp_path / "远") == {"甲": b"1", "乙": b"2"}
    assert sorted(each.name for each in tmp_path.iterdir()) == ["丙", "乙", "甲", "远"]


@pytest.mark.parametrize(("target", "words"), [
    ("/dev/full", "管道或设备"), ("没有/甲", "文件或文件夹不存在"), ("甲", "绕成了一圈"),
    ("另", "两个输出会写进同一个文件"), (".", "同名的文件夹"),
])
def test_a_link_that_leads_nowhere_good_is_refused(
    tmp_path: Path, target: str, words: str,
) -> None:
    (tmp_path / "甲").symlink_to(target)
    assert words in told(lambda: put({tmp_path / "另": b"1", tmp_path / "甲": b"2"}))
    assert list(tmp_path.iterdir()) == [tmp_path / "甲"]


@pytest.mark.parametrize("kind", ["pipe", "socket"])
def test_a_pipe_is_not_written_to(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "甲", kind)
    assert "管道或设备" in told(lambda: put({tmp_path / "甲": b"1"}))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="skipped: gives a file away")
def test_a_link_that_another_user_laid_is_refused(tmp_path: Path) -> None:
    (tmp_path / "甲").symlink_to("我的文件")
    os.chown(tmp_path / "甲", 65534, 65534, follow_symlinks=False)
    assert "别的用户做的链接" in told(lambda: put({tmp_path / "甲": b"1"}))


REFUSED: Mapping[str, tuple[int, str]] = {
    "open": (errno.ENOSPC, "磁盘已满"), "fsync": (errno.EIO, "磁盘读写出错"),
    "link": (errno.EPERM, ""), "replace": (errno.EROFS, "只读"), "fchmod": (errno.EIO, "读写"),
}


@pytest.mark.parametrize("call", REFUSED)
def test_whatever_the_disk_refuses_nothing_changes(
    tmp_path: Path, call: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each call in turn fails; without hard links the old files are copied aside."""
    number, words = REFUSED[call]
    real = getattr(os, call)
    for turn in range(20):
        folder = tmp_path / str(turn)
        folder.mkdir()
        for name in NAMES:
            (folder / name).write_bytes(b"old")
        left = [turn]

        def refuse(*given: object, left: list[int] = left, **more: object) -> object:
            left[0] -= 1
            if left[0] == -1:
                raise OSError(number, "planted")
            return real(*given, **more)

        monkeypatch.setattr(os, call, refuse)
        try:
            put({folder / name: b"new" for name in NAMES})
        except ReportError as error:
            assert words in str(error)
            wanted = b"old"
        else:
            wanted = b"new"
        monkeypatch.setattr(os, call, real)
        assert contents(folder) == dict.fromkeys(NAMES, wanted), turn
        if left[0] >= 0:
            return
    pytest.fail("never ran out of calls")
