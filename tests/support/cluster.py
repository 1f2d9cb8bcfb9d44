"""Machines for tests, on loopback: a scheduler and workers of dask over TCP, an object store."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import reportgen

TESTS = Path(__file__).parents[1]
PATHS = os.pathsep.join(map(str, (Path(reportgen.__file__).parents[1], TESTS)))
_SOON = 120     # seconds: a busy machine starts slowly


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def started(
    log: Path, *arguments: str, before: Sequence[str] = (), env: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """A program of Python's in the background, its words in a file; a group of its own."""
    with log.open("wb") as file:
        return subprocess.Popen(
            [*before, sys.executable, "-m", *arguments], stdout=file, stderr=file,
            start_new_session=True, cwd=log.parent,
            env={**os.environ, "PYTHONPATH": PATHS, **(env or {})})


def stopped(*programs: subprocess.Popen[bytes]) -> None:
    """End these and all they have started."""
    for each in programs:
        with suppress(ProcessLookupError):
            os.killpg(each.pid, signal.SIGKILL)
        each.wait()


def wait_for(log: Path, words: str, program: subprocess.Popen[bytes]) -> None:
    """Until a log says so."""
    end = time.monotonic() + _SOON
    while words not in (said := log.read_text("utf-8", "replace")):
        assert program.poll() is None, said
        assert time.monotonic() < end, said
        time.sleep(0.05)


class Cluster:
    """A scheduler at `address`, its workers; each may be killed."""

    def __init__(
        self, folder: Path, workers: int, *options: str, host: str = "127.0.0.1",
        scheme: str = "tcp", before: Sequence[str] = (),
    ) -> None:
        port = free_port()
        self.folder, self.address = folder, f"{scheme}://{host}:{port}"
        log = folder / "scheduler.log"
        self.scheduler = started(
            log, "distributed.cli.dask_scheduler", "--no-dashboard", "--host",
            f"{scheme}://{host}", "--port", str(port), *options, before=before)
        self.workers: list[subprocess.Popen[bytes]] = []
        try:
            wait_for(log, "Scheduler at:", self.scheduler)
            for number in range(workers):
                self.add(f"w{number}", *options, host=host, before=before)
        except BaseException:
            self.stop()
            raise

    def add(self, name: str, *options: str, host: str, before: Sequence[str] = ()) -> None:
        """One more worker, with a nanny that starts it again."""
        self.workers.append(started(
            self.folder / f"{name}.log", "distributed.cli.dask_worker", self.address, "--host",
            host, "--nthreads", "1", "--no-dashboard", "--local-directory",
            str(self.folder / name), *options, before=before))

    def stop(self) -> None:
        """All of it."""
        stopped(*self.workers, self.scheduler)


@contextmanager
def object_store(folder: Path) -> Iterator[dict[str, str]]:
    """An S3 of moto's with a bucket `tong`; what the environment must say to reach it."""
    port = free_port()
    env = {"AWS_ACCESS_KEY_ID": "shi", "AWS_SECRET_ACCESS_KEY": "li", "AWS_REGION": "us-east-1",
           "AWS_DEFAULT_REGION": "us-east-1", "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
    server = started(folder / "store.log", "moto.server", "-H", "127.0.0.1", "-p", str(port))
    try:
        end = time.monotonic() + _SOON
        while True:
            bucket = urllib.request.Request(f"{env['AWS_ENDPOINT_URL']}/tong", method="PUT")  # noqa: S310
            try:
                urllib.request.urlopen(bucket).close()  # noqa: S310 - our own, on loopback
                break
            except urllib.error.URLError:
                assert server.poll() is None
                assert time.monotonic() < end
                time.sleep(0.1)
        yield env
    finally:
        stopped(server)
