"""A desk that is really served, its clock and its clerk put where a test wants them."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

_STILL = """
import os, sys
from datetime import datetime
from reportgen.archive.disk import Disk
Disk.now = lambda _disk: datetime.fromisoformat(os.environ.get("STILL", "2024-06-07") + "T09+08:00")
from reportgen.cli import main
sys.exit(main(sys.argv[1:]))
"""
CLERK = "甲某"


def command(*words: str, cwd: Path, env: Mapping[str, str], ends: int = 0) -> str:
    """What a command prints, at the still clock; it must end as it is to."""
    done = subprocess.run([sys.executable, "-c", _STILL, *words], cwd=cwd, check=False,
                          capture_output=True, text=True, env=_env(env))
    assert done.returncode == ends, done.stdout + done.stderr
    return done.stdout


def _env(env: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, "LOGNAME": CLERK, **env}


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    data: bytes


class Served:
    """The address of a desk, an issue of it, and how it is asked."""

    def __init__(self, address: str, issue: str) -> None:
        self.address, self.base = address, f"/issue/{quote(issue)}"
        self._host, self._cookie = urlsplit(address).netloc, ""
        answer = self._ask("GET", address.partition(self._host)[2])
        self._cookie = answer.headers["set-cookie"].partition(";")[0]

    @contextmanager
    def _open(
        self, method: str, path: str, body: bytes | None = None,
    ) -> Iterator[http.client.HTTPResponse]:
        asking = http.client.HTTPConnection(self._host, timeout=120)
        with closing(asking):
            asking.request(method, path, body, {
                "Origin": f"http://{self._host}", "Cookie": self._cookie})
            with asking.getresponse() as answer:
                yield answer

    def _ask(self, method: str, path: str, body: bytes | None = None) -> Reply:
        with self._open(method, path, body) as answer:
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, headers, answer.read())

    def get(self, path: str) -> Reply:
        """A page or a file of the issue."""
        return self._ask("GET", self.base + path)

    def post(self, path: str, body: bytes) -> Reply:
        """What is answered at once."""
        return self._ask("POST", self.base + path, body)

    def panel(self) -> dict[str, str]:
        """The sections."""
        answer = self.get("/panel")
        assert answer.status == 200, answer.data.decode()
        return dict(json.loads(answer.data))

    def pages(self, other: str = "") -> str:
        """The digests of the pages that are shown, once they are of the sources, not `other`."""
        with self._open("GET", f"{self.base}/events") as events:
            while True:
                state = _state(events)
                told = " ".join(page[0] for page in state["pages"])
                if state["fresh"] and not state["busy"] and told != other:
                    return told

    def do(self, step: str, section: str, **fields: str) -> str:
        """Take a step, wait for its end; the section then."""
        return self._wait(section, f"/do/{step}", json.dumps(fields).encode())

    def agree(self, plan: str, step: str, section: str, **fields: str) -> str:
        """Have something planned, and take the step as it was shown."""
        return self.do(step, section, **approval(self.do(plan, section, **fields)))

    def send(self, step: str, section: str, name: str, data: bytes) -> str:
        """Take a step that is given a file."""
        line = json.dumps([[name, len(data)]]).encode() + b"\n"
        return self._wait(section, f"/send/{step}", line + data)

    def _wait(self, section: str, path: str, body: bytes) -> str:
        with self._open("GET", f"{self.base}/events") as events:
            before = _state(events)["answers"]
            answer = self._ask("POST", self.base + path, body)
            assert answer.status == 202, answer.data.decode()
            while _state(events)["answers"] == before:
                pass
        return self.panel()[section]


def _state(events: http.client.HTTPResponse) -> dict[str, Any]:
    """What the next event tells."""
    while True:
        line = events.readline()
        assert line, "the desk has ended"
        if line.startswith(b"data:"):
            return dict(json.loads(line[5:]))


def approval(html: str) -> dict[str, str]:
    """What the button that approves sends: the digest it shows, and what was wished."""
    from html import unescape

    (button,) = re.findall("<button[^>]*data-digest=[^>]*>", html)
    found = dict(re.findall(r'([\w-]+)="([^"]*)"', button))
    return {name.removeprefix("data-"): unescape(value) for name, value in found.items()
            if name in ("data-digest", "data-wish")}


@contextmanager
def start(folders: Sequence[str], cwd: Path, env: Mapping[str, str]) -> Iterator[str]:
    """The address of a desk at the still clock, until the test ends."""
    with subprocess.Popen(
            [sys.executable, "-c", _STILL, "desk", *folders, "--no-browser"], cwd=cwd,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=_env(env)) as desk:
        try:
            assert desk.stdout is not None
            line = desk.stdout.readline()
            found = re.search(r"http\S+", line)
            assert found is not None, line + desk.stdout.read()
            yield found.group()
        finally:
            desk.terminate()


@contextmanager
def served(folder: Path, issue: str, env: Mapping[str, str]) -> Iterator[Served]:
    """A desk of a folder, and how it is asked."""
    with start([str(folder)], folder, env) as address:
        yield Served(address, issue)
