"""A print file to a printer through CUPS, watched to its end.

`lp` hands the file over; it succeeds as soon as the job is queued, and `lpstat` calls a job that
was aborted "completed" like one that was printed. So the spooler is asked for the job's state by
IPP (RFC 8011 4.3.4). That the spooler is done is all that a computer can know: paper is counted
by people.
"""

from __future__ import annotations

import http.client
import re
import socket
import struct
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from reportgen.diagnostics import NOWHERE, ReportError, failure

# what CUPS is told: it takes Letter and both sides by its own defaults
WAYS: Mapping[str, tuple[str, str]] = {
    "单面": ("A4", "one-sided"), "双面": ("A4", "two-sided-long-edge"),
    "骑马订": ("A3", "two-sided-short-edge"),
}
_JOB = re.compile(r"request id is (?P<job>\S+-(?P<number>\d+)) ")
_GET_JOB_ATTRIBUTES = 0x0009
_STATES = {3: "等候", 4: "搁置", 5: "正在印", 6: "停下了", 7: "取消了", 8: "中止了", 9: "印完了"}
_ENDED, _DONE = frozenset((7, 8, 9)), 9
_POLL = 0.5      # seconds


class Job(NamedTuple):
    """A print job: CUPS's name for it, its number."""

    name: str
    number: int


def printers(env: Mapping[str, str]) -> list[str]:
    """The printers that there are; none where there is no CUPS, or it does not answer soon."""
    try:
        return _run(["lpstat", "-e"], env, 2).stdout.split()
    except ReportError:
        return []


def send(file: Path, printer: str, title: str, way: str, env: Mapping[str, str]) -> Job:
    """Queue a file on a printer, `way` a row of `WAYS`.

    Raises `ReportError` E1220: no CUPS, no such printer.
    """
    paper, sides = WAYS[way]
    done = _run(["lp", "-d", printer, "-t", title, "-o", f"media={paper}", "-o", f"sides={sides}",
                 "--", str(file)], env)
    found = _JOB.search(done.stdout)
    if done.returncode or found is None:
        raise failure("E1220", f"打印机“{printer}”不接这份文件", NOWHERE,
                      "看有哪些打印机：lpstat -e", f"或者自己打开“{file}”来印")
    return Job(found["job"], int(found["number"]))


def watch(
    job: Job, env: Mapping[str, str], progress: Callable[[str], None], patience: float = 3600.0
) -> None:
    """Wait until a job has ended. Raises E1221 where it was not printed, or takes too long.

    `progress` is told again and again, so that it may raise; the job goes on unless cancelled.
    """
    server = _run(["lpstat", "-H"], env).stdout.strip()
    until = time.monotonic() + patience
    while (state := job_state(server, job)) not in _ENDED:
        progress(f"打印机：{_STATES.get(state, '不明')}")
        if time.monotonic() > until:
            raise _unprinted(job, _STATES.get(state, "不明"))
        time.sleep(_POLL)
    if state != _DONE:
        raise _unprinted(job, _STATES[state])


def cancel(job: Job, env: Mapping[str, str]) -> None:
    """Take a job back; what is on paper by then stays there."""
    _run(["cancel", job.name], env)


def _unprinted(job: Job, state: str) -> ReportError:
    return failure("E1221", f"打印任务 {job.name} 没有印完：{state}", NOWHERE,
                   "看打印机有没有纸、有没有报错，再印一次同样的命令；份号不会重复登记")


def job_state(server: str, job: Job) -> int:
    """The state of a job by number (RFC 8011 5.3.7): 9 printed, 8 aborted, 7 cancelled."""
    answer = _ask(server, _request(job))
    at = answer.find(b"\x23\x00\x09job-state\x00\x04")      # an enum of that name, four bytes
    if at < 0:
        raise failure("E1221", f"打印服务说不出任务 {job.name} 怎样了", NOWHERE,
                      "看打印机上印出了没有；没有就再印一次")
    start = at + len(b"\x23\x00\x09job-state\x00\x04")
    return int.from_bytes(answer[start : start + 4], "big")


def _request(job: Job) -> bytes:
    """Get-Job-Attributes, asking for the state alone (RFC 8010 3.1)."""
    uri = f"ipp://localhost/jobs/{job.number}"
    attributes = ((0x47, "attributes-charset", "utf-8"),
                  (0x48, "attributes-natural-language", "en"), (0x45, "job-uri", uri),
                  (0x44, "requested-attributes", "job-state"))
    body = b"".join(
        struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(value))
        + value.encode() for tag, name, value in attributes)
    return struct.pack(">BBHI", 2, 0, _GET_JOB_ATTRIBUTES, 1) + b"\x01" + body + b"\x03"


def _ask(server: str, request: bytes) -> bytes:
    connection = _Local(server) if server.startswith("/") else http.client.HTTPConnection(
        server, timeout=10)
    try:
        connection.request("POST", "/jobs/", request, {"Content-Type": "application/ipp"})
        return connection.getresponse().read()
    except (OSError, http.client.HTTPException) as error:
        raise failure("E1220", "打印服务没有回答", NOWHERE,
                      "看它开着没有：lpstat -r") from error
    finally:
        connection.close()


class _Local(http.client.HTTPConnection):
    """HTTP over the spooler's local socket."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=10)
        self._path = path

    def connect(self) -> None:
        """Connect to the socket's file."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def _run(
    command: list[str], env: Mapping[str, str], patience: float = 60,
) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - a program of the system, no shell
            command, env={**env, "LC_ALL": "C.UTF-8"}, capture_output=True, text=True,
            check=False, timeout=patience)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise failure("E1220", "这台电脑没有 CUPS 打印服务", NOWHERE,
                      "不写 --printer：打印文件做好以后，打开它来印",
                      "Linux 上安装：apt install cups-client") from error
