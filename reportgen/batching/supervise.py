"""A process for each job, from a warm parent: one pipe each, nothing shared, limits, an end.

A job that dies, hangs or asks for too much costs itself alone (docs/adr/0033-a-process-a-unit.md).
"""

from __future__ import annotations

import multiprocessing as mp
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection, wait
from threading import Lock
from types import ModuleType
from typing import Any, Generic, TypeVar

from reportgen.frozen import frozen

WARM = "reportgen.batching.warm"
_UNINTERRUPTED = "reportgen.batching.uninterrupted"
_WARMING, _BEGUN = 60, None     # seconds before the first; what a process says when it begins
_GRACE = 5      # seconds after its limit when a job ends itself, should nobody be left to end it
_STARTING = Lock()      # several threads may supervise, as in a worker of another engine
_STARTS = 5     # how often a process is started whose warm parent dies meanwhile
_LOOK, _ALONE, _TOO_MUCH = 0.25, 82, 83     # seconds between two looks; what they end with

Job = TypeVar("Job")
Made = TypeVar("Made")


class End(Enum):
    """How a job ended."""

    MADE = "made"
    RAISED = "raised"       # what was not foreseen; the value is the traceback
    MEMORY = "memory"
    DIED = "died"           # its process is gone; the value is the exit code
    LATE = "late"
    UNDONE = "undone"       # the whole run had no time for it


@frozen
class Limits:
    """Processes at once; seconds and bytes a job may take; seconds for all (0: no such limit).

    Where nobody says how many at once (0), as many as there are processors.
    """

    workers: int = 0
    seconds: float = 120
    memory: int = 2 << 30
    whole: float = 0
    tries: int = 2          # how often a job is begun whose process died


def processes() -> int:
    """How many processors there are for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Ended(Generic[Job]):
    """What became of a job."""

    job: Job
    end: End
    value: Any
    seconds: float
    tries: int


class _Running(Generic[Job]):
    """One process at work."""

    def __init__(self, job: Job, tries: int, work: Callable[[Job], object], limits: Limits) -> None:
        context = _context()
        self.job, self.tries, self.limits = job, tries, limits
        self.pipe, far = context.Pipe(duplex=False)
        self.process = context.Process(      # type: ignore[attr-defined]
            target=_child, args=(far, work, job, limits), daemon=True)
        with _no_script():
            _start(self.process)
        self.begun, self.slack = time.monotonic(), _WARMING
        far.close()

    def ended(self, now: float) -> Ended[Job] | None:
        """What became of it; None while it works."""
        took, alive = now - self.begun, self.process.is_alive()
        while self.pipe.poll():     # of one that is over, all that it said
            try:
                told = self.pipe.recv()
            except (EOFError, OSError):
                return self._died(took)
            if told is not _BEGUN:
                end, value = told
                return Ended(self.job, end, value, took, self.tries)
            self.begun, self.slack, took = now, 0, 0
        if not alive:
            return self._died(took)
        if took > self.limits.seconds + self.slack:
            return Ended(self.job, End.LATE, None, took, self.tries)
        return None

    def _died(self, took: float) -> Ended[Job]:
        self.process.join()
        code = self.process.exitcode
        end = End.MEMORY if code == _TOO_MUCH else End.DIED
        return Ended(self.job, end, code, took, self.tries)

    def kill(self) -> None:
        """End it, whatever it does; nothing is left of it."""
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()


def supervise(
    jobs: Iterable[Job], work: Callable[[Job], object], limits: Limits,
) -> Iterator[Ended[Job]]:
    """Do each job in a process of its own; what became of each, as they end.

    `work` is found by its name in the new process. A job whose process died is begun again; one
    that raised, was late or asked for too much memory is not: it would do the same.
    """
    waiting = deque((job, 1) for job in jobs)
    running: list[_Running[Job]] = []
    workers = limits.workers or processes()
    until = time.monotonic() + limits.whole if limits.whole else float("inf")
    try:
        while waiting or running:
            while waiting and len(running) < workers and time.monotonic() < until:
                running.append(_Running(*waiting.popleft(), work, limits))
            wait([each for one in running for each in (one.pipe, one.process.sentinel)], 0.2)
            now = time.monotonic()
            for one in tuple(running):
                ended = one.ended(now)
                if ended is None and now >= until:
                    ended = Ended(one.job, End.UNDONE, None, now - one.begun, one.tries)
                if ended is None:
                    continue
                running.remove(one)
                one.kill()
                if ended.end is End.DIED and one.tries < limits.tries and now < until:
                    waiting.append((one.job, one.tries + 1))
                else:
                    yield ended
            if now >= until:
                yield from (Ended(job, End.UNDONE, None, 0, tries) for job, tries in waiting)
                waiting.clear()
    finally:
        for one in running:
            one.kill()


def _start(process: Any) -> None:
    """Start a process; the warm parent may die while it does, then by another one."""
    for left in reversed(range(_STARTS)):
        try:
            process.start()
            return
        except (EOFError, ConnectionError) as error:
            if not left:    # an EOFError itself would be taken for the end of what is typed
                raise RuntimeError("the warm parent dies whenever it starts a process") from error
            time.sleep(_LOOK)


@contextmanager
def _no_script() -> Iterator[None]:
    """Our work is never in the caller's script: a new process need not run that once more."""
    with _STARTING:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = script


def _context() -> mp.context.BaseContext:
    """Forks of a process that has all modules and nothing else; where there is none, new ones."""
    if sys.platform != "linux":
        return mp.get_context("spawn")
    context = mp.get_context("forkserver")
    context.set_forkserver_preload([_UNINTERRUPTED, WARM])
    return context


def _child(pipe: Connection, work: Callable[[Job], object], job: Job, limits: Limits) -> None:
    """One job, within its limits; what it made goes through the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)    # Ctrl-C is for who gave it, who ends all
    threading.Thread(target=_watch, args=(limits.memory,), daemon=True).start()
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)      # should the one who would kill be gone
        signal.alarm(int(limits.seconds) + _GRACE)
    _limit_memory(limits.memory)
    try:
        pipe.send(_BEGUN)
        pipe.send(_made(work, job))
    except BrokenPipeError:     # nobody is left to be told
        os._exit(_ALONE)
    pipe.close()


def _made(work: Callable[[Job], object], job: Job) -> tuple[End, object]:
    try:
        return End.MADE, work(job)
    except MemoryError:
        return End.MEMORY, None
    except Exception:  # noqa: BLE001 - a bug of ours: told with its traceback, for this unit alone
        import traceback

        return End.RAISED, traceback.format_exc()


def _watch(most: int) -> None:
    """End with the process that gave the job, and where memory is not held, at its limit."""
    parent = mp.parent_process()
    while parent is not None and not wait([parent.sentinel], _LOOK):
        if most and peak() > most:
            os._exit(_TOO_MUCH)
    os._exit(_ALONE)


def peak() -> int:
    """The most memory this process has had, in bytes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _limit_memory(most: int) -> None:
    """No more address space than this; where the system cannot, none is kept."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if most and not 0 <= hard < most:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
