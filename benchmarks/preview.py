"""Measure how long a saved change takes until the browser shows it, and write the table.

    PYTHONPATH=.:tests python benchmarks/preview.py [--edits 20] [--no-write]

The sample, and the same with every plain paragraph ten times. Each edit changes one digit of a
fact, or one character of the narrative; measured is from before the file is written until the
picture of the first changed page is decoded and in its place in Chromium.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from run import SAMPLE, repeat_text
from support.browsing import Shown, chromium, serving

from reportgen.page.live import Live
from reportgen.world import DiskWorld

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks-page.md"
HEAD = """# Benchmarks: the page

Written by `python benchmarks/preview.py`; don't edit. From before a file is saved until the first
changed page stands in the browser, its picture decoded: Debian's Chromium on 1366 × 768 at 125 %,
{edits} edits each, on {cores} cores (load {load:.1f} meanwhile by other work). Seconds of the wall;
aimed at are 0.5 for 12 pages and 1.2 for 66.

| pages | change | median | 90 % | of it the state (median) | a picture (median) |
|---|---|---|---|---|---|
"""


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--no-write", action="store_true")
    given = parser.parse_args()
    rows = "".join(measured(given.edits))
    text = HEAD.format(edits=given.edits, cores=os.cpu_count(), load=os.getloadavg()[0]) + rows
    print(text)
    if not given.no_write:
        PAGE.write_text(text, encoding="utf-8")


def measured(edits: int) -> Iterator[str]:
    """A row for each length and kind of change."""
    for long in (False, True):
        with TemporaryDirectory() as top:
            folder = Path(top, "例")
            shutil.copytree(SAMPLE, folder)
            if long:
                story = folder / "briefing.md"
                story.write_text(repeat_text(story.read_text(encoding="utf-8")), encoding="utf-8")
            for name, change in (("a digit of a fact", digit), ("a character", character)):
                pages, waits = watched(folder, change, edits)
                state, picture = inside(folder, change, edits // 2)
                yield (f"| {pages} | {name} | {statistics.median(waits):.2f} | "
                       f"{statistics.quantiles(waits, n=10)[-1]:.2f} | {state:.2f} | "
                       f"{picture:.3f} |\n")


Change = Callable[[Path], None]


def digit(folder: Path) -> None:
    """The next digit in a fact."""
    path = folder / "facts.yaml"
    path.write_text(re.sub(r"585\.(\d)亩", lambda found: f"585.{(int(found[1]) + 1) % 10}亩",
                           path.read_text(encoding="utf-8")), encoding="utf-8")


def character(folder: Path) -> None:
    """A character more in a sentence, or that one away again."""
    path = folder / "briefing.md"
    text, words = path.read_text(encoding="utf-8"), "平安建设更扎实"
    more = f"了{words}"
    path.write_text(text.replace(more, words) if more in text else text.replace(words, more, 1),
                    encoding="utf-8")


def watched(folder: Path, change: Change, edits: int) -> tuple[int, list[float]]:
    """How many pages, and how long each change took in the browser."""
    waits = []
    with serving("preview", str(folder)) as (address, _), chromium() as browser:
        shown = Shown(browser, address)
        for turn in range(edits + 2):
            number, seen = shown.number, shown.page.evaluate("swaps.length")
            began = time.time()
            change(folder)
            shown.page.wait_for_function("seen => swaps.length > seen", arg=seen, timeout=30_000)
            if turn > 1:
                waits.append(shown.page.evaluate("seen => swaps[seen].when", seen) / 1000 - began)
            shown.settled(number + 1)
            time.sleep(0.1)
        return shown.page.evaluate('document.getElementById("pages").children.length'), waits


def inside(folder: Path, change: Change, edits: int) -> tuple[float, float]:
    """How long it takes until the state is there, without a browser; and then, a picture."""
    live = Live(folder, DiskWorld(), lambda: None)
    live.start()
    states, pictures = [], []
    for _ in range(edits + 1):
        while live.state.busy or not live.state.fresh:
            time.sleep(0.001)
        before = live.laying
        began = time.perf_counter()
        change(folder)
        while (laying := live.laying) is before or laying is None:
            time.sleep(0.001)
        states.append(time.perf_counter() - began)
        known = {shot.digest for shot in before.shots} if before else set()
        began = time.perf_counter()
        name = next(shot.digest for shot in laying.shots if shot.digest not in known)
        live.picture(name, 120)
        pictures.append(time.perf_counter() - began)
    live.stop()
    return statistics.median(states[1:]), statistics.median(pictures[1:])


if __name__ == "__main__":
    main()
