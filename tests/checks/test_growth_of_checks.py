"""Checks take time in proportion: twice the facts and pages, at most 2.6 times the work."""

from __future__ import annotations

import gc
import time

import pytest
from support.long_briefing import long_briefing

from reportgen import pipeline
from reportgen.briefing import Briefing
from reportgen.document.tree import Document
from reportgen.memory_world import MemoryWorld

pytestmark = pytest.mark.slow

MOST = 2.6
_ROUNDS = 7


def read(many: int) -> tuple[Briefing, Document]:
    files = {f"例/{name}": text.encode() for name, text in long_briefing(many).items()}
    briefing = pipeline.load("例", MemoryWorld(files))
    return briefing, pipeline.compose(briefing)


def test_twice_as_much_takes_twice_as_long() -> None:
    """The fastest of several rounds, by the processor's clock: a busy machine only adds to it."""
    taken: dict[int, float] = {}
    made = {many: read(many) for many in (100, 200)}
    for _ in range(_ROUNDS):
        for many, (briefing, document) in made.items():
            gc.collect()
            start = time.process_time()
            assert pipeline.check(briefing, document) == ()
            seconds = time.process_time() - start
            taken[many] = min(seconds, taken.get(many, seconds))
    assert taken[200] <= MOST * taken[100], taken
    assert taken[200] < 1.6     # 4,000 facts; 5,000 are to take less than two seconds
