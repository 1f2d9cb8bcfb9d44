"""A sender in a process of its own, and the end of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from reportgen.acts import mail, mailing
from reportgen.edition import silent
from reportgen.mail.model import State

RUNNER = Path(__file__).with_name("killed_runner.py")


def prepared(office, count: int) -> None:
    """Approve so many letters."""
    rows = "".join(f"甲村村民委员会,v{at}@example.invalid,发\n" for at in range(count))
    office.book("单位,邮箱,类别\n" + rows)
    plan = mail.planned(office.desk(), "2024-5", mail.MailWish(), silent)
    assert len(plan.letters) == count
    mail.approved(office.desk(), plan, plan.code, {"W1313": "试"})


def run(office, offset: float = 0, state: str = "", phase: str = "",
        lives: float | None = None) -> tuple[int, str]:
    """Run the sender, kill it after so many seconds of sending; its exit code and words."""
    root = RUNNER.parents[2]
    with subprocess.Popen(
        [sys.executable, str(RUNNER), str(office.folder), str(offset), state, phase],
        env={**os.environ, **office.env, "PYTHONPATH": str(root)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as child:
        assert child.stdout is not None
        child.stdout.readline()
        if lives is not None:
            time.sleep(lives)
            child.send_signal(signal.SIGKILL)
        return child.wait(), child.stdout.read()


def states(office) -> Counter[State]:
    return Counter(standing.state for _, standing in mailing.status(office.desk(), ""))


def to_the_end(office, offset: float) -> None:
    """Run until nothing is left to do; what is in doubt must grow old enough first."""
    for turn in range(6):
        code, told = run(office, offset + 3600 * 4 * turn)
        assert code == 0, told
        if set(states(office)) <= {State.SENT, State.FAILED}:
            return
    raise AssertionError(states(office), told)
