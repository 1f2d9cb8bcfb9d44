"""Never twice, never lost: the sender killed at random and at every change."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from support.mailing import Post

from reportgen.acts import mail, mailing
from reportgen.edition import silent
from reportgen.mail.model import State

LETTERS = 100
RUNNER = Path(__file__).parents[1] / "support" / "killed_runner.py"


def prepared(office, count: int) -> None:
    """Approve so many letters."""
    rows = "".join(f"甲村村民委员会,v{at}@example.invalid,发\n" for at in range(count))
    office.book("单位,邮箱,类别\n" + rows)
    plan = mail.planned(office.desk(), "2024-5", mail.Wish(), silent)
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


@pytest.mark.slow
def test_killed_at_random(office, post: Post) -> None:
    prepared(office, LETTERS)
    rng = random.Random(13)  # noqa: S311
    kills = offset = 0
    while kills < 30:
        post.script = [rng.choice(("ok", "ok", "ok", "ok", "451 4.3.0 later", "drop before",
                                   "drop after")) for _ in range(3)] if kills % 3 == 0 else []
        code, told = run(office, offset, lives=rng.uniform(0.0, 0.25))
        if code != -signal.SIGKILL:
            assert code == 0, told
            break
        kills += 1
        offset += rng.choice((60, 300, -45))        # a clock that jumps, and back
    assert kills >= 20, "the test itself: letters were left to be killed at"
    post.script = []
    to_the_end(office, offset + 86_400)
    assert Counter(to for to, _ in post.taken) == {
        f"v{at}@example.invalid": 1 for at in range(LETTERS)}
    logins = post.logins
    assert run(office, offset + 2 * 86_400)[0] == 0
    assert (len(post.taken), post.logins) == (LETTERS, logins), "the run after sends nothing"


@pytest.mark.slow
@pytest.mark.parametrize("phase", ["before", "after"])
@pytest.mark.parametrize(("state", "script"), [
    (State.SENDING, ["ok"] * 9), (State.SENT, ["ok"] * 9), (State.DEFERRED, ["ok", "451 later"]),
    (State.FAILED, ["ok", "554 no"]), (State.DOUBT, ["ok", "drop after"]),
    (State.QUEUED, ["ok", "drop before"]),
])
def test_killed_at_a_change(
    office, post: Post, state: State, script: list[str], phase: str
) -> None:
    prepared(office, 4)
    post.script = list(script)
    offset = 0
    for _ in range(3):      # the second run is killed while it settles what the first left
        code, told = run(office, offset, state.value, phase)
        assert code in (0, -signal.SIGKILL), told
        offset += 3600
        if code:
            break
    assert code == -signal.SIGKILL, f"{state} was entered"
    to_the_end(office, offset)
    failed = states(office)[State.FAILED]
    assert states(office)[State.SENT] == 4 - failed
    assert failed == (state is State.FAILED and phase == "after"), "a refusal that nobody noted"
    assert len(post.taken) == len({to for to, _ in post.taken}) == 4 - failed
