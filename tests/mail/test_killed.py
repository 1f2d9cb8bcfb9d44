"""Never twice, never lost: the sender killed at random and at every change."""

from __future__ import annotations

import random
import signal
from collections import Counter

import pytest
from support.killing import prepared, run, states, to_the_end
from support.mailing import Post

from reportgen.mail.model import State

LETTERS = 100


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
