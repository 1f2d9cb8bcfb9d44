"""How well printed copies are read and compared: writes docs/benchmarks-copies.md.

    python benchmarks/copies.py [--times 2] [--every 1] [--no-write]

Scans are simulated, from a seed: noise, skew, stretch, JPEG, grey; photographs have perspective,
shade and blur besides. Digits are changed by pasting another digit of the same page over them.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import sys
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:] = [str(ROOT), str(ROOT / "tests"),      # this folder has a module of that name, too
               *(path for path in sys.path if path != str(ROOT / "benchmarks"))]

from copies.conftest import Printed  # noqa: E402
from copies.test_payload import accepted  # noqa: E402
from support import scans  # noqa: E402
from support.trials import Tally, read, tried  # noqa: E402

from reportgen.copies.sheets import CodedIssue, coded, specimen  # noqa: E402
from reportgen.edition import Edition, silent  # noqa: E402
from reportgen.layout.type_area import frame_of  # noqa: E402
from reportgen.pipeline import compose, load  # noqa: E402
from reportgen.writers.pdf import write_copies  # noqa: E402

REPORT = ROOT / "docs" / "benchmarks-copies.md"
SAMPLES = ("jinxi-2023", "letter-2024")
DIGITS = 4      # changed on a page
HEAD = """# Benchmark: printed copies

Written by `python benchmarks/copies.py`; don't edit. Compare only figures of one run.

Scans are simulated from a seed. Flat: noise, skew, JPEG, half of them under a seal, holes of
staples, some grey. Photographs: perspective, shade and blur besides. For comparing, nothing but
the changed digits is on the paper, so that every other place that is told is false.

"""


def sample(name: str) -> Printed:
    """A folder of data/, ready to print."""
    briefing = load(ROOT / "data" / name)
    edition, frame = Edition(briefing, compose(briefing), silent), frame_of(briefing.profile)
    return Printed(edition, CodedIssue(
        f"J012·{name[-4:]}-5", 1, edition.fitted.pages, frame.left, frame.left + frame.width))


def reading(samples: list[Printed], times: int, every: int) -> Iterator[str]:
    """Rows: how many codes are read."""
    for what, way, dpi in (("flat, 150 dpi", scans.flat, 150),
                           ("photographed, 200 dpi", scans.photographed, 200)):
        rng = random.Random(5)  # noqa: S311 - the same each time
        told = [one for each in samples for one in read(each, way, dpi, rng, times, every)]
        yield (f"| codes read, {what} | {told.count(True)} of {len(told)},"
               f" {told.count(False)} wrongly |")


def many(printed: Printed) -> str:
    """A row: two hundred copies of twelve pages."""
    one, library, start = len(printed.file()), printed.edition.library, time.process_time()
    added = ([page.items for page in copy] for copy in coded(printed.issue, range(1, 201), library))
    fitted = printed.edition.fitted
    data = write_copies(fitted.pages, fitted.document, library, added, specimen(library))
    took = time.process_time() - start
    pages = len(fitted.pages.pages)
    return (f"| 200 copies of {pages} pages | {took:.1f} s of processor time,"
            f" {(len(data) - one) / 199 / pages:.0f} bytes a page |")


def comparing(samples: list[Printed], every: int) -> Iterator[str]:
    """Rows: how many changed digits are found, and how many places are told that are none."""
    for what, way, dpi in (
        ("flat, 150 dpi", scans.plain, 150), ("flat, 200 dpi", scans.plain, 200),
        ("flat, 300 dpi", scans.plain, 300), ("grey, 200 dpi", scans.grey, 200),
        ("photographed, 200 dpi", scans.telephone, 200),
    ):
        tally, rng, start = Tally(), random.Random(7), time.process_time()  # noqa: S311
        for each in samples:
            pages = range(0, len(each.edition.fitted.pages.pages), every)
            tried(each, way, dpi, rng, DIGITS, tally, pages)
        took = (time.process_time() - start) / max(1, tally.pages)
        yield (f"| changed digits found, {what} | {tally.found} of {tally.planted};"
               f" {tally.wrong} false places on {tally.pages} pages; {tally.unlaid} pages not"
               f" compared; {took:.1f} s a page with its scan |")


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, help="scan every so many pages only")
    parser.add_argument("--no-write", action="store_true")
    given = parser.parse_args()
    samples = [sample(name) for name in SAMPLES]
    rows = [f"| 10,000 forged codes | {len(accepted(10_000))} accepted |"]
    for row in chain([many(samples[0])], reading(samples, given.times, given.every),
                     comparing(samples, given.every)):
        print(row, flush=True)
        rows.append(row)
    machine = (f"Machine: {os.cpu_count()} cores; {platform.system()} {platform.release()}; "
               f"Python {platform.python_version()}; every {given.every}. page.\n\n")
    if not given.no_write:
        REPORT.write_text(HEAD + machine + "\n".join(["| | |", "|---|---|", *rows]) + "\n",
                          encoding="utf-8")


if __name__ == "__main__":
    main()
