"""Work that is stopped: by a kill at a step of its own, or by whoever is told of its steps."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from itertools import count
from typing import Any, NoReturn, TypeVar

from reportgen.edition import Progress, Stopped

T = TypeVar("T")

CALLS = ("open", "link", "replace", "unlink", "fsync", "fchmod", "rmdir", "mkdir")


def plant(step: int) -> None:
    """From here on this process kills itself at the `step`-th moment, two to a call."""
    left = [step]

    def die_at_none() -> None:
        left[0] -= 1
        if left[0] == -1:
            os.kill(os.getpid(), signal.SIGKILL)

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **more: Any) -> Any:
            die_at_none()
            try:
                return real(*given, **more)
            finally:
                die_at_none()

        return call

    for name in CALLS:
        setattr(os, name, dying(getattr(os, name)))


def _run(act: Callable[[], object], step: int) -> NoReturn:
    code = 0
    try:
        plant(step)
        act()
    except BaseException:  # noqa: BLE001 - the parent is told by the code
        traceback.print_exc(file=sys.__stderr__)
        code = 1
    os._exit(code)


def stopped(act: Callable[[], object], step: int) -> bool:
    """Do it in a process that is killed at this step; whether it came to its end before."""
    child = os.fork()
    if child == 0:
        _run(act, step)
    _, state = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(state)
    assert code in (0, -signal.SIGKILL), code
    return code == 0


def stopped_everywhere(
    act: Callable[[Progress], T], whole: Callable[[], object], least: int,
) -> T:
    """Do it, stopped at its first step, then at its second, until it ends; what it gave then.

    After each stop it must be `whole`; there are at least so many steps.
    """
    for last in count():
        steps: list[str] = []

        def told(step: str, last: int = last, steps: list[str] = steps) -> None:
            steps.append(step)
            if len(steps) > last:
                raise Stopped

        try:
            made = act(told)
        except Stopped:
            whole()
            continue
        assert len(steps) == last >= least, steps
        return made
    raise AssertionError
