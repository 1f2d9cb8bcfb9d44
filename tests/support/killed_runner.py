"""A sender that a test kills: `python killed_runner.py OFFICE OFFSET STATE PHASE`.

Its clock stands OFFSET seconds from the true one. It kills itself before or after it has entered
STATE for the first time; with an empty STATE it runs on, until it is killed from outside.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from reportgen.acts import mailing
from reportgen.acts.archive import desk
from reportgen.archive.disk import Disk
from reportgen.mail.outbox import Outbox
from reportgen.world import DiskWorld

folder, offset, state, phase = sys.argv[1:5]


class Clock(Disk):
    """A clock that is not right."""

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=float(offset))


entered = Outbox.change


def change(self: Outbox, identity: str, to: Any, *told: Any, **more: Any) -> None:
    """Enter a change, and die at it."""
    if to.value == state and phase == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    entered(self, identity, to, *told, **more)
    if to.value == state and phase == "after":
        os.kill(os.getpid(), signal.SIGKILL)


Outbox.change = change  # type: ignore[method-assign]
sys.stdout.write("running\n")
sys.stdout.flush()
_, found = mailing.send(desk(Path(folder), DiskWorld(), Clock(), "甲某"), "", lambda _step: None)
for problem in found:
    sys.stdout.write(f"{problem.code} {problem.message}\n")
