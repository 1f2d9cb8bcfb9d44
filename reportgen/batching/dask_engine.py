"""Many machines: dask spreads the units over its workers, and begins those of a lost one again.

Nothing else imports dask. A worker needs this program and no disk of ours; it does a unit in a
process that is held to its limits, for dask has none (docs/adr/0034-many-machines.md).
"""

from __future__ import annotations

import logging
import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import dask
from distributed import Client, Future, KilledWorker, get_worker, wait
from distributed.client import CancelledError
from distributed.comm import get_address_host_port
from distributed.security import Security

from reportgen.acts.installing import installed
from reportgen.batching.afar import Bundle, Pack, Parcel, carried
from reportgen.batching.results import sha256
from reportgen.batching.supervise import End, Ended, Limits, supervise
from reportgen.batching.work import Task
from reportgen.diagnostics import NOWHERE, ReportError, failure
from reportgen.world import DiskWorld

_PATIENCE = 30      # seconds that a scheduler, or a first worker, is waited for
_AHEAD = 2          # units that wait at a worker, so that none is idle
_SETTINGS = {"distributed.admin.large-graph-warning-threshold": "4GB"}
Told = tuple[End | None, Any, float, int]    # without an end: which worker is unlike, and how


def spread(
    tasks: Sequence[Task], pack: Pack, bundle: Bundle, limits: Limits, scheduler: str,
) -> Iterator[Ended[Task]]:
    """Do each unit on some worker.

    Raises E1450 without an address, E1451 for a scheduler that is not there or is lost, E1452 for
    workers that would not make the same files.
    """
    place = scheduler or dask.config.get("scheduler-address", "")
    if not place:
        raise failure("E1450", "没有写调度器的地址", NOWHERE, "加上 --scheduler tcp://…:8786")
    with _client(place) as client:
        try:
            _insist_alike(client)
            data = bundle.packed()
            yield from _spread(client, tasks, pack, (sha256(data), data), limits)
        except _WorklessError:
            raise _lost(place, "一个工作进程也没有") from None
        except (OSError, CancelledError) as error:
            raise _lost(place, "做到一半，连接断开了") from error


class _WorklessError(Exception):
    """There is no worker, and none has come."""


@contextmanager
def _client(place: str) -> Iterator[Client]:
    try:
        get_address_host_port(place)
        told = Security().get_connection_args("client") if place.startswith("tls:") else {}
        if None in told.values():
            raise ValueError("no certificate")
    except (OSError, ValueError) as error:
        raise _lost(place, "地址或者证书没有写对") from error
    logger = logging.getLogger("distributed")
    level = logger.level
    logger.setLevel(logging.CRITICAL)       # what is wrong is told in our words
    try:
        with dask.config.set(_SETTINGS):
            try:
                client = Client(place, timeout=_PATIENCE, set_as_default=False)
            except OSError as error:
                raise _lost(place, "没有回应，或者不让连接") from error
            try:
                yield client
            finally:
                client.close(timeout=2)
    finally:
        logger.setLevel(level)


def _lost(place: str, why: str) -> ReportError:
    return failure("E1451", f"连不上调度器 {place}：{why}", NOWHERE,
                   "检查调度器和网络；好了以后再运行一次，加上 --resume")


@cache
def _alike() -> dict[str, str]:
    """What decides the bytes of the files: the versions of all packages, and our own code."""
    lock = installed()
    return {**lock.versions, "reportgen 的文件": lock.digests.get("reportgen", "")[:12]}


def _insist_alike(client: Client) -> None:
    """Raises E1452 where a worker has other versions, or not this program."""
    if not _in_time(client.wait_for_workers, 1, timeout=_PATIENCE):
        raise _WorklessError
    found, here = client.run(_alike, on_error="return"), _alike()
    for place, there in found.items():
        if there != here:
            raise _unlike(place, there, here)


def _in_time(wait_for: Callable[..., object], *what: object, **how: object) -> bool:
    """Whether what is waited for comes in the time that it is given."""
    try:
        wait_for(*what, **how)
    except TimeoutError:
        return False
    return True


def _unlike(place: str, there: object, here: dict[str, str]) -> ReportError:
    words = f"没有这个程序（{there}）"
    if isinstance(there, dict):
        both = ((name, there.get(name, "没有"), here.get(name, "没有"))
                for name in sorted({*there, *here}))
        words = "是别的版本：" + "、".join(
            f"{name} 是 {far}，这里是 {near}" for name, far, near in both if far != near)
    return failure("E1452", f"{place} 上{words}", NOWHERE,
                   "各台装同样的版本：照 pip freeze 写下的清单装")


def _spread(
    client: Client, tasks: Sequence[Task], pack: Pack, bundle: tuple[str, bytes], limits: Limits,
) -> Iterator[Ended[Task]]:
    digest, data = bundle
    held = client.submit(bytes, data, key=f"reportgen-{digest}")
    alike, one = _alike(), replace(limits, workers=1, whole=0)
    waiting, running = deque(tasks), dict[Future, Task]()
    until = time.monotonic() + limits.whole if limits.whole else float("inf")
    seen = time.monotonic()
    while waiting or running:
        room = _AHEAD * sum(client.nthreads().values())
        seen = time.monotonic() if room else seen
        if time.monotonic() - seen > _PATIENCE:
            raise _WorklessError
        while waiting and len(running) < room:
            task = waiting.popleft()
            running[client.submit(_unit, pack(task), held, digest, alike, one, pure=False,
                                  key=f"unit-{uuid4().hex}")] = task
        with client.as_current():
            _in_time(wait, list(running), timeout=1, return_when="FIRST_COMPLETED")
        for future in [each for each in running if each.done()]:
            yield _ended(running.pop(future), future)
        if time.monotonic() >= until:
            client.cancel(list(running))
            left = (*running.values(), *waiting)
            yield from (Ended(task, End.UNDONE, None, 0, 0) for task in left)
            return


def _ended(task: Task, future: Future) -> Ended[Task]:
    if future.status == "error":    # on a worker, of whatever kind: that unit's alone
        error = future.exception()
        if isinstance(error, KilledWorker):
            return Ended(task, End.DIED, f"工作进程没有了：{error.last_worker.address}", 0,
                         error.allowed_failures + 1)
        return Ended(task, End.RAISED, f"{type(error).__name__}: {error}", 0, 1)
    end, value, seconds, tries = future.result()
    if end is None:
        place, there = value
        raise _unlike(place, there, _alike())
    return Ended(task, end, value, seconds, tries)


def _unit(
    parcel: Parcel, bundle: bytes, digest: str, alike: dict[str, str], limits: Limits,
) -> Told:
    """On a worker: the bundle put down once, and the unit done in a process of its own."""
    worker = get_worker()
    if (there := _alike()) != alike:
        return None, (worker.address, there), 0, 0
    path, disk = Path(worker.local_directory, f"reportgen-{digest}"), DiskWorld()
    if not disk.is_file(path):
        disk.write_all({path: bundle})
    multiprocessing.current_process().daemon = False    # as workers are: they may have no children
    (ended,) = supervise([replace(parcel, bundle=str(path))], carried, limits)
    return ended.end, ended.value, ended.seconds, ended.tries
