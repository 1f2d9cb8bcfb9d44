"""Measure what a small change costs in a process that has built before, and write the table.

    PYTHONPATH=.:tests python benchmarks/warm.py [--rounds 9] [--no-write]

The sample, and the same with every plain paragraph ten times. Each round changes one digit of a
fact, or one character of the narrative, as a clerk does, and takes the briefing through anew: what
the process holds of the build before is all that is warm. Seconds are those of the processor,
medians of rounds in which the cases take turns.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2
from run import SAMPLE, repeat_text

from reportgen import pipeline
from reportgen.cache import Cache
from reportgen.copies.sheets import digest
from reportgen.edition import Edition, silent
from reportgen.formats import FORMATS
from reportgen.memory_world import MemoryWorld
from reportgen.writers.pdf.write import write_pdf

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks-warm.md"
SHOWN, LATER = "**until a page is shown**", "**then, until all is proved**"
HEAD = """# Benchmarks: a change in a warm process

Written by `python benchmarks/warm.py`; don't edit. The sample on {0} pages, and the same with every
plain paragraph ten times, {1} pages. One digit of a fact is changed, one of a fact that a chart
shows, or one character of the narrative, in a process that has built the briefing before: what a
live preview waits for. Seconds of the processor on one core, medians of {rounds} rounds in which
the cases took turns.

| step | {0} pages: digit | … in a chart | character | {1} pages: digit | … in a chart | character |
|---|---|---|---|---|---|---|
"""
Files = Mapping[str | Path, bytes]


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--no-write", action="store_true")
    given = parser.parse_args()
    long = {**sample(), "例/briefing.md": repeat_text(
        sample()["例/briefing.md"].decode()).encode()}
    cases = [(files, change) for files in (sample(), long)
             for change in (digit, charted, character)]
    found: list[dict[str, list[float]]] = [defaultdict(list) for _ in cases]
    pages = [0] * len(cases)
    with TemporaryDirectory() as folder:
        for turn in range(given.rounds + 1):
            for at, (files, change) in enumerate(cases):
                pages[at], times = once(change(files, turn), Cache(Path(folder)))
                for name, seconds in times.items() if turn else ():
                    found[at][name].append(seconds)
    rows = [f"| {name} | {' | '.join(f'{statistics.median(each[name]):.3f}' for each in found)} |\n"
            for name in found[0]]
    text = HEAD.format(pages[0], pages[3], rounds=given.rounds) + "".join(rows)
    print(text)
    if not given.no_write:
        PAGE.write_text(text, encoding="utf-8")


def sample() -> Files:
    """The files of the sample."""
    return {f"例/{path.name}": path.read_bytes() for path in SAMPLE.iterdir() if path.is_file()}


def digit(files: Files, turn: int) -> Files:
    """Another digit in a fact that prose and a table tell."""
    return _told(files, "585.6亩", f"585.{turn % 10}亩")


def charted(files: Files, turn: int) -> Files:
    """Another digit in a fact that a chart shows, too, which is then drawn anew."""
    return _told(files, "15829万元", f"158{turn % 100:02}万元")


def _told(files: Files, before: str, now: str) -> Files:
    facts = files["例/facts.yaml"].decode()
    return {**files, "例/facts.yaml": facts.replace(before, now).encode()}


def character(files: Files, turn: int) -> Files:
    """One more character in a sentence, another sentence each turn."""
    text = files["例/briefing.md"].decode()
    ends = [found.start() for found in re.finditer("。", text)]
    at = ends[turn % len(ends)]
    return {**files, "例/briefing.md": f"{text[:at]}了{text[at:]}".encode()}


class KeepingWorld(MemoryWorld):
    """Files in memory, the cache on disk."""

    kept: Cache

    def cache(self) -> Cache:
        """The cache that was given."""
        return self.kept


def once(files: Files, cache: Cache) -> tuple[int, dict[str, float]]:
    """Take the briefing through; how many pages, and how long each step took."""
    times: dict[str, float] = {}

    def timed(name: str, step: Callable[[], Any]) -> Any:
        start = time.process_time()
        made = step()
        times[name] = time.process_time() - start
        return made

    world = KeepingWorld({**files})
    world.kept = cache
    briefing = timed("`load`", lambda: pipeline.load("例", world))
    document = timed("`compose`", lambda: pipeline.compose(briefing))
    edition = Edition(briefing, document, silent)
    timed("faces and charts", lambda: edition.drawings)
    pages = timed("layout", lambda: edition.fitted).pages
    timed("digests of the pages", lambda: [digest(page) for page in pages.pages])
    data = timed("PDF", lambda: write_pdf(pages, edition.fitted.document, edition.library))
    timed("one page to pixels", lambda: pypdfium2.PdfDocument(data)[len(pages.pages) // 2].render(
        scale=96 / 72).to_pil())
    times[SHOWN] = sum(times.values())
    timed("checks", lambda: pipeline.check(briefing, document))
    timed("PDF, read back and proved", lambda: FORMATS["pdf"].write(edition))
    timed("Word", lambda: FORMATS["docx"].write(edition))
    times[LATER] = sum(times[name] for name in list(times)[-3:])
    return len(pages.pages), times


if __name__ == "__main__":
    main()
