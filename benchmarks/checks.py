"""Measure the checks of a long briefing and write docs/benchmarks-checks.md.

    PYTHONPATH=.:tests python benchmarks/checks.py [--rounds 5]

5,000 facts on about a hundred pages, and twice as many: what grows by more than the text shows in
the ratio. Seconds are those of the processor, medians of rounds that take turns.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.long_briefing import long_briefing

from reportgen import pipeline
from reportgen.checks import registry
from reportgen.checks.prose import Said
from reportgen.checks.registry import Need
from reportgen.diagnostics import Sink
from reportgen.edition import Edition, silent
from reportgen.gc_pause import uncollected
from reportgen.memory_world import MemoryWorld

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks-checks.md"
SIZES = (250, 500)      # villages
ALL = "all checks"
HEAD = """# Benchmarks: checks

Written by `python benchmarks/checks.py`; don't edit. A briefing on villages that there are not
(`tests/support/long_briefing.py`): {facts} facts on {pages} pages, and one of twice as many facts.

Seconds of the processor on one core, the median of {rounds} rounds in which both sizes took turns.
**{all}** is what `reportgen.check` does: the rows of `checks/registry.py` that need data,
document and profile. Before it, `load` reads YAML and narrative and judges the wording, `compose`
fills the facts in. Charts and faces (`drawings`) are judged when they are drawn; laying the pages,
which the command `reportgen check` does too, is not counted here.

| step | {facts} facts, s | {more} facts, s | ratio |
|---|---|---|---|
"""


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    worlds = {many: MemoryWorld({f"例/{name}": text.encode()
                                for name, text in long_briefing(many).items()}) for many in SIZES}
    found: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    counts: dict[int, int] = {}
    for _ in range(rounds):
        for many, world in worlds.items():
            counts[many] = once(world, lambda name, seconds, many=many: found[name][many].append(
                seconds))
    pages = laid(worlds[SIZES[0]])
    small, large = SIZES
    lines = [HEAD.format(facts=f"{counts[small]:,}", more=f"{counts[large]:,}", pages=pages,
                         rounds=rounds, all=ALL)]
    for name, times in found.items():
        one, two = (statistics.median(times[many]) for many in SIZES)
        if one >= 0.01:
            lines.append(f"| {name} | {one:.2f} | {two:.2f} | {two / one:.1f} |\n")
    PAGE.write_text("".join(lines), encoding="utf-8")


def once(world: MemoryWorld, told: Callable[[str, float], Any]) -> int:
    """Take one briefing through; the number of its facts."""

    def timed(name: str, step: Callable[[], Any]) -> Any:
        start = time.process_time()
        made = step()
        told(name, time.process_time() - start)
        return made

    briefing = timed("`load`", lambda: pipeline.load("例", world))
    document = timed("`compose`", lambda: pipeline.compose(briefing))
    timed(f"**{ALL}**", lambda: pipeline.check(briefing, document))
    given = {Need.DATASET: briefing.dataset, Need.DOCUMENT: document,
             Need.SAID: Said(document), Need.PROFILE: briefing.profile}
    for check in registry.CHECKS:
        if check.needs <= given.keys():
            wanted = {need.value: given[need] for need in check.needs}
            with uncollected():     # as they run together
                timed(f"　`{check.name}`", lambda c=check, w=wanted: c.run(**w, sink=Sink()))
    timed("`drawings`", Edition(briefing, document, silent).check)
    return len(briefing.dataset.facts)


def laid(world: MemoryWorld) -> int:
    """How many pages a briefing has."""
    briefing = pipeline.load("例", world)
    return len(Edition(briefing, pipeline.compose(briefing), silent).fitted.pages.pages)


if __name__ == "__main__":
    main()
