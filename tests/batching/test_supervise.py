"""A process for each job: none stops another, none is lost, none stays behind."""

from __future__ import annotations

import multiprocessing as mp
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from multiprocessing import forkserver
from pathlib import Path

import pytest
from support import batches

from reportgen.batching.supervise import End, Limits, _Running, supervise


def ends(*jobs: str, **limits: float) -> dict[str, End]:
    told = {"workers": 2, "seconds": 1.5, **limits}
    return {each.job: each.end for each in supervise(jobs, batches.jobs, Limits(**told))}


def test_each_job_ends_as_it_does() -> None:
    assert ends("good", "late", "big", "raise", "die") == {
        "good": End.MADE, "late": End.LATE, "big": End.MEMORY, "raise": End.RAISED,
        "die": End.DIED}


def test_a_job_whose_process_died_is_begun_once_more(tmp_path: Path) -> None:
    (ended,) = supervise([f"once {tmp_path / 'seen'}"], batches.jobs, Limits())
    assert (ended.end, ended.tries) == (End.MADE, 2)
    (ended,) = supervise(["die"], batches.jobs, Limits())
    assert (ended.end, ended.tries, ended.value) == (End.DIED, 2, -signal.SIGKILL)


def test_a_job_that_is_over_before_anybody_looks_has_not_died() -> None:
    one = _Running("good", 1, batches.jobs, Limits())
    one.process.join()
    ended = one.ended(time.monotonic())
    one.kill()
    assert ended is not None
    assert ended.end is End.MADE


def test_what_raises_is_told_with_its_traceback_and_not_begun_again() -> None:
    (ended,) = supervise(["raise"], batches.jobs, Limits())
    assert ended.tries == 1
    assert ended.value.rstrip().endswith("ZeroDivisionError")


def test_the_whole_run_has_an_end() -> None:
    begun = time.monotonic()
    assert ends("late", "late 2", "good", seconds=600, whole=1) == dict.fromkeys(
        ("late", "late 2", "good"), End.UNDONE)
    assert time.monotonic() - begun < 20


def test_who_stops_asking_leaves_no_process() -> None:
    told = supervise(["good", "late", "late 2"], batches.jobs, Limits(2))
    next(told)
    told.close()
    assert not mp.active_children()


def test_a_script_that_guards_nothing_may_ask(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\nfrom support import batches\n"
        "from reportgen.batching.supervise import Limits, supervise\n"
        "print([each.value for each in supervise(['a', 'b'], batches.jobs, Limits(1))])\n",
        encoding="utf-8")
    root = Path(batches.__file__).parents[2]
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": f"{root}:{root / 'tests'}"})
    assert done.stdout.strip() == "['a', 'b']"


def test_a_process_ends_with_the_one_that_gave_the_job(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import os, signal, sys\nfrom support import batches\n"
        "from multiprocessing import active_children, forkserver\n"
        "from reportgen.batching.supervise import Limits, supervise\n"
        "told = supervise(['a', 'late', 'b', 'late 2'], batches.jobs, Limits(2, seconds=600))\n"
        "next(told), next(told)\n"
        "print(*(each.pid for each in active_children()), forkserver._forkserver._forkserver_pid,"
        " flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n", encoding="utf-8")
    root = Path(batches.__file__).parents[2]
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True,
                          env={**os.environ, "PYTHONPATH": f"{root}:{root / 'tests'}"}) as child:
        assert child.stdout is not None
        left = {int(word) for word in child.stdout.readline().split()}
        child.stdout.close()
    assert len(left) >= 2
    until = time.monotonic() + 20
    while left and time.monotonic() < until:
        left = {each for each in left if batches.alive(each)}
        time.sleep(0.05)
    for each in left:       # should the test fail, they need not stay
        os.kill(each, signal.SIGKILL)
    assert not left


def test_a_process_whose_memory_the_system_does_not_hold_ends_itself() -> None:
    assert ends("swell", "good", seconds=60, memory=500 << 20) == {
        "swell": End.MEMORY, "good": End.MADE}


@pytest.mark.slow
def test_random_kills_lose_nothing() -> None:
    """A kill for every third job or so, at any moment of it; now and then the warm parent."""
    count, due, chance = 300, threading.Semaphore(0), random.Random(7)  # noqa: S311
    kills, over = 0, False

    def strike() -> None:
        nonlocal kills
        while due.acquire() and not over:
            time.sleep(chance.uniform(0, 0.05))
            if chance.random() < 0.05 and (warm := forkserver._forkserver._forkserver_pid):
                os.kill(warm, signal.SIGKILL)
            for child in mp.active_children()[:1]:
                child.kill()
                kills += 1

    striker = threading.Thread(target=strike)
    striker.start()
    jobs, found = [f"nap {at}" for at in range(count)], []
    try:
        for ended in supervise(jobs, batches.jobs, Limits(2, tries=9)):
            found.append(ended)
            if chance.random() < 0.3:
                due.release()
    finally:
        over = True
        due.release()
        striker.join()
    assert Counter(each.job for each in found) == Counter(jobs)
    assert {each.end for each in found} == {End.MADE}
    assert kills > 50


def test_a_process_is_started_though_the_warm_parent_dies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is killed just before it is asked for a process, and as often as it is asked."""
    real = forkserver._forkserver.connect_to_new_process

    def asked(fds: list[int]) -> tuple[int, int]:
        forkserver._forkserver.ensure_running()
        if left:
            os.kill(forkserver._forkserver._forkserver_pid, left.pop())
        return real(fds)

    left = [signal.SIGKILL] * 2
    monkeypatch.setattr(forkserver._forkserver, "connect_to_new_process", asked)
    monkeypatch.setattr(forkserver, "connect_to_new_process", asked)
    assert ends("good") == {"good": End.MADE}
    assert not left
