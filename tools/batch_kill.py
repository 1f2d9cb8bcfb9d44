"""Break a batch in every way we know, and look at what came of it.

    python tools/batch_kill.py [--units 500] [--kills 200] [--parents 20] [--seed 16] [--to pdf]

First, faults are planted in a few units of many: each must be named, with its reason, and the files
of the others must be those that one process makes, in the other order. Then processes at work are
killed at random moments, now and then the warm parent of them all; then whoever started the batch
is, again and again, and goes on with --resume. At the end all must be there, byte for byte, nothing
that was done may have been done again, and no process and no temporary file may be left. Ends with
1 when one of that does not hold.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ["PYTHONPATH"] = f"{ROOT}{os.pathsep}{ROOT / 'tests'}"      # the warm parent's, too

from support import batches  # noqa: E402

from reportgen.batching import run  # noqa: E402
from reportgen.cli import main as reportgen  # noqa: E402
from reportgen.files import OWN  # noqa: E402

Line = dict[str, Any]
BAD = ("named wrongly", "not told of", "told of twice", "other bytes", "done again", "unnamed",
       "processes left", "temporary files left", "exit code not as documented")


def contents(out: Path) -> dict[str, bytes]:
    """The files of the units in a folder."""
    return {path.name: path.read_bytes() for path in out.iterdir()
            if path.is_file() and path.suffix in {".pdf", ".docx", ".txt"}}


def temporary(out: Path) -> int:
    """How many files of ours are left that should be gone."""
    return sum(path.name.startswith(OWN) for path in out.rglob("*"))


@contextmanager
def full_disk(out: Path, unit: str, formats: tuple[str, ...]) -> Iterator[bool]:
    """A file system without room, where the files of one unit go; False where none can be made."""
    place = Path(batches.FULL)
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "none", str(place)],
                          check=False, capture_output=True)
    try:
        if done.returncode == 0:
            (place / "full").write_bytes(bytes(4096))
            out.mkdir()
            for suffix in formats:
                suffix = suffix.replace("text", "txt")  # noqa: PLW2901
                (out / f"{unit}.{suffix}").symlink_to(place.resolve() / f"{unit}.{suffix}")
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", str(place)], check=True)


def told_in_process(*words: str) -> tuple[int, list[Line]]:
    """The command, with the faults planted: its exit code and lines."""
    said, real = io.StringIO(), run.work
    run.work = batches.work
    try:
        with redirect_stdout(said):
            code = reportgen(["batch", *words, "--json"])
    finally:
        run.work = real
    return code, [json.loads(line) for line in said.getvalue().splitlines()]


def faults(
    units: int, formats: tuple[str, ...], seed: int, seconds: int = 15,
) -> Counter[str]:
    """Many good units and every fault; what was named, and whose bytes are wrong."""
    good, found = batches.names(units - len(batches.EXPECTED)), Counter[str]()
    names = [*good, *batches.EXPECTED]
    random.Random(seed).shuffle(names)  # noqa: S311
    batches.table(Path("数据.csv"), names)
    batches.unreadable()
    to = [word for each in formats for word in ("--to", each)]
    with full_disk(Path("out"), "满镇", formats) as real:
        found["disks without room"] = real
        code, (*told, last) = told_in_process(
            "模板", "数据.csv", "-o", "out", "--workers", "2", "--seconds", str(seconds), *to)
    found["units"], found["with a fault"] = len(names), len(batches.EXPECTED)
    for name, (state, why) in batches.EXPECTED.items():
        lines = [line for line in told if line["unit"] == name]
        right = [(line["state"], line["findings"][0]["code"]) for line in lines] == [(state, why)]
        found["named rightly"] += right
        found["named wrongly"] += not right
    found["not told of"] = len(set(names) - {line["unit"] for line in told})
    found["told of twice"] = len(told) - len({line["unit"] for line in told})
    found["exit code not as documented"] = not code == last["exit_code"] == 5
    batches.table(Path("数据.csv"), names)
    head, *rows = Path("数据.csv").read_text("utf-8").splitlines(keepends=True)
    rows = [row for row in rows if row.partition(",")[0] in set(good)]
    Path("倒.csv").write_text(head + "".join(reversed(rows)), encoding="utf-8")
    reportgen(["batch", "模板", "倒.csv", "-o", "对", "--workers", "1", *to, "--quiet"])
    right_ones, made = contents(Path("对")), contents(Path("out"))
    found["files"] = len(right_ones)
    found["other bytes"] = sum(made.get(name) != data for name, data in right_ones.items())
    found["temporary files left"] = temporary(Path("out"))
    return found


class Watched:
    """`reportgen batch --json` in a process of its own; lines as they come, processes below it."""

    def __init__(self, *words: str) -> None:
        self.lines: list[Line] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reportgen", "batch", *words, "--json"],
            stdout=subprocess.PIPE, text=True)

    def read(self, each: Callable[[Line], None] = lambda _: None) -> int:
        """To the end; the exit code."""
        with self.process:
            for text in self.process.stdout or ():
                if text.endswith("\n") and "unit" in (line := json.loads(text)):
                    self.lines.append(line)
                    each(line)
        return self.process.returncode

    def below(self) -> dict[int, int]:
        """Its processes and theirs: number → parent's."""
        parents = batches.parents()
        found = {self.process.pid}
        for _ in range(3):
            found |= {each for each, parent in parents.items() if parent in found}
        return {each: parents.get(each, 0) for each in found - {self.process.pid}}

    def at_work(self) -> list[int]:
        """The processes of units: children of the warm parent."""
        return [each for each, parent in self.below().items() if parent != self.process.pid]


def kill(process: int) -> bool:
    """Whether there was something to kill."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def struck(words: list[str], most: int, rng: random.Random, found: Counter[str]) -> Watched:
    """A batch whose processes are killed, one for about every second unit that ends."""
    batch, due, over = Watched(*words), threading.Semaphore(0), threading.Event()

    def strike() -> None:
        while due.acquire() and not over.is_set() and found["kills"] < most:
            time.sleep(rng.uniform(0, 0.3))
            if not (working := batch.at_work()):
                continue
            one = rng.choice(working)
            if rng.random() < 0.03 and (warm := batch.below().get(one)):
                found["kills of the warm parent"] += kill(warm)
            else:
                found["kills"] += kill(one)

    striker = threading.Thread(target=strike)
    striker.start()
    batch.read(lambda _: due.release() if rng.random() < 0.6 else None)
    over.set()
    due.release()
    striker.join()
    return batch


def workers_killed(words: list[str], names: list[str], kills: int, seed: int) -> Counter[str]:
    """Processes of units are killed; what a run tells then, and what --resume makes of it."""
    rng, found = random.Random(seed), Counter[str]()  # noqa: S311
    while found["kills"] < kills:
        shutil.rmtree("out", ignore_errors=True)
        batch = struck(words, kills, rng, found)
        _judge(batch.lines, names, found)
        found["units that were killed twice, and told of"] += sum(
            line["state"] == "中止" for line in batch.lines)
        found["begun again"] += sum(line["tries"] > 1 for line in batch.lines)
        _resumed(words, names, batch.lines, found)
        found["runs"] += 1
    return found


def parents_killed(words: list[str], names: list[str], kills: int, seed: int) -> Counter[str]:
    """Who started the batch is killed; each time the next run goes on."""
    rng, found = random.Random(seed), Counter[str]()  # noqa: S311
    shutil.rmtree("out", ignore_errors=True)
    told: list[Line] = []
    while found["kills"] < kills:
        batch = Watched(*words, "--resume")
        left = [rng.randint(0, len(names) // (kills + 1))]

        def each(line: Line, batch: Watched = batch, left: list[int] = left) -> None:
            left[0] -= line["state"] == "完成"
            if left[0] < 0 and batch.process.poll() is None:
                time.sleep(rng.uniform(0, 0.3))
                below = batch.below()
                batch.process.kill()
                batch.process.wait()
                found["kills"] += 1
                found["processes below them then"] += len(below)
                until = time.monotonic() + 20
                while below and time.monotonic() < until:
                    below = {each: 0 for each in below if batches.alive(each)}
                found["processes left"] += len(below)

        batch.read(each)
        told += [line for line in batch.lines if line["state"] == "完成"]
    _resumed(words, names, told, found)
    return found


def _resumed(words: list[str], names: list[str], done: list[Line], found: Counter[str]) -> None:
    """The next run, undisturbed: all is there; what was told to be done is not done again."""
    batch = Watched(*words, "--resume")
    found["exit code not as documented"] += batch.read() != 0
    _judge(batch.lines, names, found)
    kept = {line["unit"] for line in batch.lines if line["state"] == "未变"}
    found["done again"] += len({line["unit"] for line in done if line["state"] == "完成"} - kept)
    right, made = contents(Path("对")), contents(Path("out"))
    found["other bytes"] += len(right.keys() ^ made.keys()) + sum(
        made.get(name) != data for name, data in right.items())
    found["temporary files left"] += temporary(Path("out"))


def _judge(lines: list[Line], names: list[str], found: Counter[str]) -> None:
    counted = Counter(line["unit"] for line in lines)
    found["not told of"] += len(set(names) - counted.keys())
    found["told of twice"] += sum(count > 1 for count in counted.values())
    found["unnamed"] += sum(line["exit_code"] != 0 and not line["findings"] for line in lines)


def trial(
    units: int, kills: int, parents: int, seed: int, formats: tuple[str, ...],
) -> Iterator[tuple[str, Counter[str]]]:
    """All three as they end, and how long a finished batch takes to be looked through."""
    with tempfile.TemporaryDirectory() as place, chdir(place):
        batches.template(Path("模板"))
        yield "planted faults", faults(units, formats, seed)
        names = batches.names(units - len(batches.EXPECTED))
        words = ["模板", "倒.csv", "-o", "out", "--workers", "2",
                 *(word for each in formats for word in ("--to", each))]
        yield "processes of units killed", workers_killed(words, names, kills, seed)
        yield "whole batches killed", parents_killed(words, names, parents, seed)
        begun, cpu = time.monotonic(), os.times()
        Watched(*words, "--resume").read()
        now = os.times()
        yield "a finished batch again", Counter({
            "units": len(names), "milliseconds": round((time.monotonic() - begun) * 1000),
            "milliseconds of a processor": round(1000 * (
                now.children_user + now.children_system - cpu.children_user
                - cpu.children_system))})


def main() -> int:
    """Print what came of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--units", type=int, default=500)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--parents", type=int, default=20)
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--to", action="append")
    told = parser.parse_args()
    wrong = 0
    for what, found in trial(told.units, told.kills, told.parents, told.seed,
                             tuple(told.to or ("pdf", "docx"))):
        print(what, *(f"{count:8} {name}" for name, count in found.items()), sep="\n", flush=True)
        wrong += sum(found[bad] for bad in BAD)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
