"""Change the source at random places, one at a time, and see which changes the tests tell.

    python tools/mutants.py --record out/seen       # once, by Python 3.12 or newer
    python tools/mutants.py --seen out/seen --seed 15 --places 120 [--first 60] [--only 17]

Each change is made in a copy of the tree. The tests that may see it run cheapest first: those named
for the module, those that ran the line when it was recorded, at last the slow ones named for it and
the samples. One that fails, or that is not at its end by far, has killed the change. Ends with 1
where a change survived, or where a test that killed fails on the source as it is.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from types import CodeType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support import twins  # noqa: E402
from support.mutation import Place, chosen  # noqa: E402

SAMPLES = ("cli/test_cases.py", "test_bulletin.py", "test_letter_and_minutes.py", "test_notice.py",
           "writers/docx/test_golden.py")
SPARE, SLACK = 60, 8      # seconds beside the time recorded, and times of it, on a busy machine


class Recorder:
    """A plugin of pytest: which test ran which line, and how long each took."""

    def __init__(self) -> None:
        self.tests: dict[str, list[str]] = {}      # and the fixtures of each
        self.seconds: Counter[str] = Counter()
        self.ran: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self._now = self.ran[""]
        watch, own = sys.monitoring, sys.monitoring.COVERAGE_ID
        watch.use_tool_id(own, "mutants")
        watch.register_callback(own, watch.events.LINE, self._line)
        watch.set_events(own, watch.events.LINE)

    def _line(self, code: CodeType, line: int) -> object:
        if code.co_filename.startswith(f"{ROOT}/reportgen/"):
            self._now[code.co_filename] |= 1 << line
        return sys.monitoring.DISABLE      # until the next test

    def _switch(self, name: str) -> None:
        self._now = self.ran[name]
        sys.monitoring.restart_events()

    def pytest_runtest_setup(self, item: Any) -> None:
        """What runs from here on runs for this test."""
        self.tests[item.nodeid] = item.fixturenames
        self._switch(item.nodeid)

    def pytest_fixture_setup(self, fixturedef: Any) -> None:
        """What is made once for many tests is run by all that use it."""
        if fixturedef.scope != "function":
            self._switch(f"fixture {fixturedef.argname}")

    def pytest_runtest_call(self, item: Any) -> None:
        """All fixtures are there."""
        self._switch(item.nodeid)

    def pytest_runtest_logreport(self, report: Any) -> None:
        """How long a step took."""
        self.seconds[report.nodeid] += report.duration


def record(path: Path) -> int:
    """Run the quick tests once, and keep what they run."""
    import pytest

    os.chdir(ROOT)
    seen = Recorder()
    end = pytest.main(["-m", "not slow", "-p", "no:cacheprovider"], plugins=[seen])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([seen.tests, seen.seconds, seen.ran]), encoding="utf-8")
    return int(end)


class Seen:
    """What was recorded: which tests ran a line, and what each costs; nothing, if it is not."""

    def __init__(self, path: Path | None) -> None:
        tests, self.seconds, self._ran = \
            json.loads(path.read_text(encoding="utf-8")) if path else ({}, {}, {})
        self._users: dict[str, list[str]] = defaultdict(list)
        for test, names in tests.items():
            for name in names:
                self._users[f"fixture {name}"].append(test)

    def running(self, path: str, lines: range | None = None) -> list[str]:
        """The tests that ran one of these lines or, without, any of a file; cheap files first."""
        bits = -1 if lines is None else sum(1 << line for line in lines)
        found: set[str] = set()
        for name, files in self._ran.items():
            if name and files.get(str(ROOT / path), 0) & bits:
                found.update(self._users.get(name, [name]))
        cost: Counter[str] = Counter()
        for test in found:
            cost[test.partition("::")[0]] += self.seconds[test]
        return sorted((test for test in self.seconds if test in found),
                      key=lambda test: cost[test.partition("::")[0]])


Round = tuple[list[str], str, float]


def rounds(place: Place, seen: Seen, root: Path = ROOT) -> Iterator[Round]:
    """Tests, marks and seconds: those named for the module, others that ran the line, the rest."""
    folder, quick = root / "tests", "not slow"
    sources = {path.relative_to(folder).as_posix(): "" for path in folder.rglob("test_*.py")}
    given = dict.fromkeys(filter(None, (twins.twin(place.module, sources),
                                        *twins.rows(place.module))))
    named = [f"tests/{name}" for name in given if name in sources]
    ran = seen.running(place.path, place.lines) or seen.running(place.path)
    first = [test for test in ran if test.partition("::")[0] in named]
    others = [test for test in ran if test not in first]
    for tests in (first or named, others):
        if tests:
            yield tests, quick, SPARE * 2 + SLACK * sum(seen.seconds.get(each, 0) for each in tests)
    yield [*named, *(f"tests/{name}" for name in SAMPLES)], "slow or not slow", 1800


START = ("import resource, sys, pytest; resource.setrlimit(resource.RLIMIT_DATA, (4 << 30,) * 2); "
         "sys.exit(pytest.main(sys.argv[1:]))")


def run(copy: Path, tests: Iterable[str], marks: str, seconds: float) -> str | None:
    """What killed: the test that failed, or the time; nothing if all pass."""
    paths = os.pathsep.join((str(copy), str(copy / "tests")))
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told, subprocess.Popen(
            [sys.executable, "-c", START, "-x", "-q", "-p", "no:cacheprovider", "--tb=no", "-m",
             marks, *tests],
            cwd=copy, stdout=told, stderr=subprocess.STDOUT, start_new_session=True,
            env={**os.environ, "PYTHONPATH": paths, "REPORTGEN_EXPECT_INSTALLED": ""}) as process:
        try:
            ended = process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return "not at its end"
        told.seek(0)
        text = told.read()
    if ended == 4 and "conftest" not in text:      # pytest was asked for what there is not
        raise ValueError(text)
    failed = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - |$)", text, re.MULTILINE)
    return None if ended in (0, 5) else failed[1] if failed else text[-300:]


def _write(path: Path, source: bytes) -> None:
    """Put a source in place; what was compiled of another of the same second and size goes."""
    path.write_bytes(source)
    for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
        compiled.unlink()


def killer(place: Place, copy: Path, tests: Iterable[Round]) -> str | None:
    """What kills a change; nothing if it survives."""
    path = copy / place.path
    source = path.read_bytes()
    _write(path, place.apply(source))
    try:
        return next(filter(None, (run(copy, *each) for each in tests)), None)
    finally:
        _write(path, source)


def tried(wanted: Mapping[int, Place], seen: Seen, jobs: int) -> Iterator[tuple[int, str | None]]:
    """What kills each change, as it becomes known."""
    ready: Queue[Path] = Queue()

    def one(order: int) -> tuple[int, str | None]:
        copy = ready.get()
        try:
            return order, killer(wanted[order], copy, plans[order])
        finally:
            ready.put(copy)

    plans = {order: [*rounds(place, seen)] for order, place in wanted.items()}
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(jobs) as pool:
        for job in range(jobs):
            shutil.copytree(ROOT, copy := Path(place, str(job)), ignore=shutil.ignore_patterns(
                ".git", "out", "node_modules", ".*_cache", ".hypothesis"))
            ready.put(copy)
        found = []
        for order, killed in pool.map(one, wanted):
            found.append(killed)
            yield order, killed
        for test in sorted({each for each in found if each and "::" in each}):
            if run(ready.queue[0], [test], "slow or not slow", 600):
                yield -1, test


def main() -> int:
    """Print what became of each change."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--record", type=Path, help="keep which test runs which line, and end")
    parser.add_argument("--seen", type=Path, help="what was kept")
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--places", type=int, default=120)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", type=int, action="append", help="this of the places")
    parser.add_argument("--jobs", type=int, default=2)
    told = parser.parse_args()
    if told.record:
        return record(told.record.resolve())
    sample = chosen(ROOT, told.seed, told.places)
    wanted = {order: place for order, place in enumerate(sample)
              if order >= told.first and order in (told.only or range(told.places))}
    count: Counter[str] = Counter()
    for order, by in tried(wanted, Seen(told.seen), told.jobs):
        if order < 0:
            count["false"] += 1
            print(f"fails on the source as it is: {by}", flush=True)
            continue
        end = "killed" if by else "survived"
        count[end] += 1
        source = (ROOT / wanted[order].path).read_bytes()
        print(f"{order:3} {end:8} {wanted[order].shown(source)}  {by or ''}", flush=True)
    print(*(f"{number} {what}" for what, number in count.items()), sep=", ")
    return bool(count["survived"] or count["false"])


if __name__ == "__main__":
    sys.exit(main())
