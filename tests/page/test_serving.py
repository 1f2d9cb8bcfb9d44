"""A server begins once for what it shows, tells its address, and ends when it should."""

from __future__ import annotations

import builtins
import json
import os
import pty
import re
import shlex
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.served import PATH, ROOT, Served, planted, previewing, running, struck

from reportgen.cache import Cache
from reportgen.cli import main
from reportgen.page import serving

TOKEN = re.compile(r"token=([\w-]+)")


@pytest.fixture(autouse=True)
def doors(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go."""
    made = tmp_path_factory.mktemp("doors")
    monkeypatch.setenv("TMPDIR", str(made))
    return made


def holding(served: Served) -> socket.socket:
    """A browser that holds an event stream open."""
    wire = served.connected()
    wire.sendall(f"GET /events HTTP/1.1\r\nHost: {served.host}\r\nCookie: {served.cookie}\r\n"
                 "Accept: text/event-stream\r\n\r\n".encode())
    assert b"200" in wire.recv(100)
    return wire


def once(words: list[str], **env: str) -> tuple[int, str]:
    """A start that ends by itself: its exit code and what it said."""
    done = subprocess.run(words, env={**os.environ, **PATH, **env},
                          capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data" / "letter-2024", tmp_path / "本期")
    return tmp_path / "本期"


# ── the end ──────────────────────────────────────────────────────────────────────────────────

@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [
    (signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_though_a_browser_listens(
    number: signal.Signals, code: int, doors: Path,
) -> None:
    with running(planted(), {"TMPDIR": str(doors)}) as served:
        served.enter()
        assert len(list(doors.iterdir())) == 1
        wire = holding(served)
        told = struck(served, number)
        assert told[0] == code
        assert told[1] < 2
        assert "Traceback" not in served.said
        wire.close()
    assert not list(doors.iterdir())


@pytest.mark.slow
def test_what_is_being_done_does_not_keep_it() -> None:
    with running(planted()) as served:
        served.enter()
        with served.connected() as wire:
            wire.sendall(f"GET /long HTTP/1.1\r\nHost: {served.host}\r\n"
                         f"Cookie: {served.cookie}\r\n\r\n".encode())
            time.sleep(0.3)
            code, took = struck(served, signal.SIGTERM)
    assert code == 143
    assert took < 2.2


@pytest.mark.slow
def test_the_preview_ends_as_every_command_does(folder: Path, tmp_path: Path) -> None:
    env = {"REPORTGEN_CACHE": str(tmp_path / "cache")}
    with running(previewing(folder), env) as served:
        served.enter()
        wire = holding(served)
        code, took = struck(served, signal.SIGINT)
        wire.close()
    assert (code, "Traceback" in served.said) == (130, False)
    assert took < 2.2
    assert not [each for each in (tmp_path / "cache").iterdir() if each.name.startswith(".")]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["cache", "本期"]


@pytest.mark.slow
@pytest.mark.parametrize("how", ["closed", "killed"])
def test_it_ends_with_its_terminal(how: str, tmp_path: Path) -> None:
    """In the background of a shell on a terminal: the terminal is closed; the shell is killed."""
    said = tmp_path / "said"
    shell, terminal = pty.fork()
    if shell == 0:
        os.environ.update(PATH)
        words = shlex.join(planted())
        os.execvp("bash", ["bash", "-mc", f"{words} 2>{said} & echo $!; wait; true"])  # noqa: S606
    number = int(re.search(rb"\d+", os.read(terminal, 100))[0])     # type: ignore[index]
    begun = time.monotonic()
    while not (said.exists() and "token" in said.read_text()):
        assert time.monotonic() - begun < 30
        time.sleep(0.05)
    time.sleep(0.3)
    if how == "closed":
        os.close(terminal)
    else:
        os.kill(shell, signal.SIGKILL)
    os.waitpid(shell, 0)
    begun = time.monotonic()
    while alive(number) and time.monotonic() - begun < 10:
        time.sleep(0.05)
    took = time.monotonic() - begun
    if alive(number):
        os.kill(number, signal.SIGKILL)
    assert took < 2.2


def alive(number: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return False


@pytest.mark.slow
def test_nobody_asks_any_more_and_it_ends() -> None:
    with running(planted(idle=1.5)) as served:
        served.enter()
        begun = time.monotonic()
        wire = holding(served)      # what is sent to a listening page is no question
        while time.monotonic() - begun < 2.5 and served.process.poll() is None:
            assert served.ask("GET / HTTP/1.1").status == 200
            time.sleep(0.3)
        assert served.process.poll() is None        # asked all the time
        assert served.ended(6) == 0
        assert "很久没有动静" in served.said
        wire.close()


# ── the second start ─────────────────────────────────────────────────────────────────────────

@pytest.mark.slow
def test_a_second_start_finds_the_first(folder: Path, tmp_path: Path) -> None:
    env = {"REPORTGEN_CACHE": str(tmp_path / "cache")}
    link = tmp_path / "另一个名字"
    link.symlink_to(folder)
    with running(previewing(folder), env) as served:
        for name in (str(folder), str(link), f"{folder}/../本期/", os.path.relpath(folder)):
            code, said = once(previewing(Path(name)), **env)
            assert code == 0
            assert said == f"已经开着：{served.address}\n", "and nothing has ended"
        other = tmp_path / "别的"
        shutil.copytree(folder, other)
        with running(previewing(other), env) as second:
            assert second.port != served.port
        entries = [each for each in (tmp_path / "cache").iterdir() if each.suffix == ".page"]
        assert len(entries) == 2
        assert {stat.S_IMODE(each.stat().st_mode) for each in entries} == {0o600}
    with running(previewing(folder), env) as again:     # the first is gone, killed
        assert again.token != served.token


@pytest.mark.slow
def test_a_folder_may_have_any_name(folder: Path, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"\xff<b>'\"&")
    folder.rename(odd)
    env = {"REPORTGEN_CACHE": str(tmp_path / "cache")}
    with running(previewing(odd), env) as served:
        served.enter()
        answer = served.ask("GET / HTTP/1.1")
        assert answer.status == 200
        assert "?&lt;b&gt;&#x27;&quot;&amp;" in answer.body.decode()
        assert "已经开着" in once(previewing(odd), **env)[1]


@pytest.mark.slow
def test_two_starts_at_a_time_are_one_server(tmp_path: Path) -> None:
    cache = str(tmp_path)
    starts = [subprocess.Popen(
        planted(cache=cache), stderr=subprocess.PIPE, text=True,
        env={**os.environ, **PATH}) for _ in range(4)]
    try:
        said = [each.stderr.readline() for each in starts]      # type: ignore[union-attr]
    finally:
        for each in starts:
            each.kill()
            each.communicate()
    assert len({TOKEN.findall(each)[0] for each in said}) == 1
    assert sum(each.startswith("已经开着") for each in said) == 3


def stranger(answer: Callable[[socket.socket], None]) -> Iterator[tuple[int, list[bytes]]]:
    """Another program on a port, and what it heard."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        def serve() -> None:
            while True:
                try:
                    wire, _ = listening.accept()
                except OSError:
                    return
                with wire:
                    try:
                        heard.append(wire.recv(1 << 16))
                        answer(wire)
                    except OSError:
                        continue

        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1], heard


def dribbling(wire: socket.socket) -> None:
    while True:
        wire.sendall(b"H")
        time.sleep(0.05)


def flooding(wire: socket.socket) -> None:
    while True:
        wire.sendall(b"x" * 65536)


@pytest.mark.parametrize("answer", [
    lambda wire: None, lambda wire: wire.sendall(b"\0\xff nonsense"),
    lambda wire: wire.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + b"0" * 64),
    lambda wire: wire.sendall(b'HTTP/1.1 200 OK\r\n\r\n{"what": "x"}'),
    lambda wire: time.sleep(3), dribbling, flooding,
], ids=["closes", "nonsense", "guess", "claims", "silent", "dribbling", "flooding"])
def test_another_program_on_that_port_learns_nothing(
    answer: Callable[[socket.socket], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serving, "_PATIENCE", 0.5)
    for port, heard in stranger(answer):
        cache = Cache(tmp_path)
        cache.put(serving._name("x"), json.dumps([port, "secret-token", ""]).encode())
        begun = time.monotonic()
        assert serving._running("x", cache) is None
        assert time.monotonic() - begun < 2
        assert len(heard) == 1
        assert b"secret-token" not in heard[0]
        assert b"Cookie" not in heard[0]


@pytest.mark.parametrize("kept", [
    b"", b"x", b"null", b"[]", b"[1]", b'[1, "t"]', b'[0, "t", ""]', b'[99999, "t", ""]',
    b'[1, "t", "", ""]', b"{}", b"\xff"])
def test_what_was_put_down_may_be_anything(kept: bytes, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(serving._name("x"), kept)
    assert serving._running("x", cache) is None


def test_the_proof_is_of_this_question_and_this_thing(tmp_path: Path) -> None:
    with running(planted("一个", cache=str(tmp_path))) as served:
        cache = Cache(tmp_path)
        place = serving._running("一个", cache)
        assert place is not None
        assert place.address == served.address
        assert stat.S_IMODE(Path(place.door).stat().st_mode) == 0o600
        cache.put(serving._name("另一个"), json.dumps([served.port, served.token, ""]).encode())
        assert serving._running("另一个", cache) is None
        for path in ("/here", "/here?", "/here?x", f"/here?{'0' * 31}", f"/here?{'0' * 33}",
                     f"/here/?{'0' * 32}", f"/here?{'G' * 32}"):
            assert served.ask(f"GET {path} HTTP/1.1").status == 403
        assert served.ask(f"POST /here?{'0' * 32} HTTP/1.1").status == 403
        assert served.ask(f"GET /here?{'0' * 32} HTTP/1.1", host="evil").status == 421


# ── the beginning ────────────────────────────────────────────────────────────────────────────

@pytest.mark.slow
def test_a_browser_is_opened_without_the_token_among_the_processes(tmp_path: Path) -> None:
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/given\n'
                       f'cp "${{1#file://}}" {tmp_path}/door\n')
    program.chmod(0o755)
    env = {"BROWSER": f"{program} %s"}
    cache = tmp_path / "cache"
    cache.mkdir()
    with running(planted(browse=True, cache=str(cache)), env) as served:
        begun = time.monotonic()
        while not (tmp_path / "door").exists() and time.monotonic() - begun < 10:
            time.sleep(0.05)
        time.sleep(0.1)
        assert served.token not in (tmp_path / "given").read_text()
        assert served.address in (tmp_path / "door").read_text()
        (tmp_path / "door").unlink()
        assert once(planted(browse=True, cache=str(cache)), **env)[0] == 0
        assert served.address in (tmp_path / "door").read_text()
        struck(served, signal.SIGTERM)


@pytest.mark.slow
def test_without_a_browser_the_address_is_told(tmp_path: Path) -> None:
    empty = {"PATH": str(tmp_path), "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    with running(planted(browse=True), empty) as served:
        begun = time.monotonic()
        while "请自己打开" not in served.said and time.monotonic() - begun < 10:
            time.sleep(0.05)
        assert "请自己打开" in served.said
        assert served.enter()


@pytest.mark.slow
@pytest.mark.parametrize("env", [
    {"HOME": "", "REPORTGEN_CACHE": ""}, {"REPORTGEN_CACHE": "/proc/none"},
    {"REPORTGEN_CACHE_MB": "0"}, {"TMPDIR": "/proc/none"}])
def test_it_works_without_home_and_cache(env: dict[str, str], folder: Path) -> None:
    with running(previewing(folder), env) as served:
        served.enter()
        assert served.ask("GET / HTTP/1.1").status == 200


@pytest.mark.slow
@pytest.mark.system("ip")
def test_it_works_with_the_network_cut(folder: Path) -> None:
    cut = ["unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "-"]
    if subprocess.run([*cut, "true"], capture_output=True, check=False).returncode:
        pytest.skip("skipped: 不能另开网络")
    with subprocess.Popen([*cut, *previewing(folder)], stderr=subprocess.PIPE, text=True,
                          env={**os.environ, **PATH}) as process:
        try:
            address = process.stderr.readline().partition("：")[2].strip()  # type: ignore[union-attr]
            inside = [
                "nsenter", "-U", "--preserve-credentials", "-n", "-t", str(process.pid),
                sys.executable, "-c",
                "import sys, urllib.request as u, http.cookiejar\n"
                "asking = u.build_opener(u.ProxyHandler({}), u.HTTPCookieProcessor())\n"
                "asking.open(sys.argv[1]).read(); at = sys.argv[1].split('?')[0]\n"
                "print(asking.open(at).read().decode())", address]
            told = subprocess.run(inside, capture_output=True, text=True, check=False)
            assert "本期 · 预览" in told.stdout, told.stderr
            with pytest.raises(OSError):        # and it is not here that it listens
                socket.create_connection(("127.0.0.1", int(address.split(":")[2].split("/")[0])))
        finally:
            process.kill()


def test_a_port_that_is_taken_or_the_system_s(capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(ROOT / "data" / "letter-2024")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for port in (taken.getsockname()[1], 80, 1023):
            assert main(["preview", folder, "--no-browser", "--port", str(port)]) == 2
            assert "E0914" in (said := capsys.readouterr().err)
            assert f"端口 {port} 用不了" in said
    for port in ("-1", "65536", "x"):
        assert main(["preview", folder, "--no-browser", "--port", port]) == 2
        assert "E0901" in capsys.readouterr().err


@pytest.mark.slow
def test_a_port_is_free_again_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for _ in range(2):
        with running(planted(port=port)) as served:
            served.enter()
            assert served.port == port
            struck(served, signal.SIGTERM)


@pytest.mark.slow
def test_machines_are_told_the_address_first(folder: Path) -> None:
    words = previewing(folder, "--json")
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          env={**os.environ, **PATH}) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        assert list(told) == ["address"]
        process.terminate()
        rest = process.communicate(timeout=10)
    assert process.returncode == 143
    assert "token" not in "".join(rest)
    with subprocess.Popen(previewing(folder, "--quiet"), stdout=subprocess.PIPE, text=True,
                          env={**os.environ, **PATH}) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("http://127.0.0.1:")
        process.kill()


@pytest.mark.parametrize("missing", ["starlette", "uvicorn", "pypdfium2"])
def test_a_missing_extra_is_told_with_the_command_that_installs_it(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    found = builtins.__import__

    def lacking(name: str, *args: Any, **more: Any) -> Any:
        if name.partition(".")[0] == missing:
            raise ModuleNotFoundError(f"No module named {missing!r}", name=missing)
        return found(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", lacking)
    for command in ("preview", "desk"):
        assert main([command, str(ROOT / "data" / "letter-2024"), "--no-browser"]) == 2
        said = capsys.readouterr().err
        assert "E0913" in said
        assert missing in said
        assert "pip install 'reportgen[desk]'" in said


