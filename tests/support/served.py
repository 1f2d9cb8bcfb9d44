"""A server in a process of its own, and raw requests to it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

RUNNER = Path(__file__).with_name("served_runner.py")
ROOT = RUNNER.parents[2]
PATH = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/\?token=([\w-]+)")


class Answer(NamedTuple):
    """What came back; `status` 0: the connection was closed without a word."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """The one header of this name, empty without; never two."""
        found = [value for key, value in self.headers if key == name.lower()]
        assert len(found) <= 1, (name, found)
        return "".join(found)


class Served:
    """A running server: its port, its token, a browser's cookie, what it has said."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process, self.said = process, ""
        self._told = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        assert self._told.wait(60), self.said
        found = _ADDRESS.search(self.said)
        assert found, self.said
        self.port, self.token, self.cookie = int(found[1]), found[2], ""
        self.host = f"127.0.0.1:{self.port}"
        self.address = found[0]

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said += line
            if _ADDRESS.search(self.said):
                self._told.set()
        self._told.set()

    def enter(self) -> str:
        """Open the address as a browser does, and keep the cookie."""
        answer = self.ask(f"GET /?token={self.token} HTTP/1.1")
        self.cookie = answer.header("set-cookie").partition(";")[0]
        return self.cookie

    def connected(self) -> socket.socket:
        """A connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def ask(
        self, line: str, *lines: str, body: bytes = b"", host: str | None = None,
        more: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request with the cookie and one Host; `lines` are headers as they are."""
        heads = [line, f"Host: {self.host if host is None else host}", *lines]
        heads += [f"Cookie: {self.cookie}"] if self.cookie else []
        heads += [f"{name}: {value}" for name, value in (more or {}).items()]
        heads += [f"Content-Length: {len(body)}"] if body else []
        return self.raw("\r\n".join([*heads, "Connection: close", "", ""]).encode() + body)

    def raw(self, data: bytes) -> Answer:
        """Send bytes as they are, and take what comes until the end."""
        with self.connected() as wire:
            with suppress(OSError):
                wire.sendall(data)
            return answered(wire)

    def ended(self, seconds: float) -> int:
        """The exit code, within so many seconds."""
        code = self.process.wait(seconds)
        self._reader.join(5)
        return code

    def memory(self) -> int:
        """Bytes in memory at most so far."""
        told = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.findall(r"VmHWM:\s*(\d+)", told)[0]) * 1024


def answered(wire: socket.socket) -> Answer:
    """What comes until the other side ends."""
    data = b""
    try:
        while piece := wire.recv(1 << 16):
            data += piece
    except OSError:
        pass
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    status = int(lines[0].split(" ")[1]) if data else 0
    headers = [(name.lower(), value.strip()) for name, _, value in
               (line.partition(":") for line in lines[1:])]
    return Answer(status, headers, body)


@contextmanager
def running(words: Sequence[str], env: Mapping[str, str] | None = None, **more) -> Iterator[Served]:
    """A server that says its address; it is killed at the end."""
    with tempfile.TemporaryDirectory() as doors:
        env = {**os.environ, "TMPDIR": doors, **PATH, **(env or {})}
        process = subprocess.Popen(words, env=env, text=True, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, **more)
        try:
            yield Served(process)
        finally:
            process.kill()
            process.communicate()


def planted(
    what: str = "试", *, idle: float = 600.0, cache: str = "", port: int = 0, browse: bool = False,
) -> list[str]:
    """The command of the server with planted routes."""
    return [sys.executable, str(RUNNER), what, str(idle), cache, str(port), str(int(browse))]


def previewing(folder: Path, *more: str) -> list[str]:
    """The command of the preview of a folder."""
    return [sys.executable, "-m", "reportgen", "preview", str(folder), "--no-browser", *more]


def struck(served: Served, number: signal.Signals, seconds: float = 2.0) -> tuple[int, float]:
    """Send a signal; the exit code, and how long it took."""
    begun = time.monotonic()
    served.process.send_signal(number)
    return served.ended(seconds + 10), time.monotonic() - begun
