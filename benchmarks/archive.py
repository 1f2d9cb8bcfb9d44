"""What the archive stands, and how quick it is: writes docs/benchmarks-archive.md.

    python benchmarks/archive.py [--kills 200] [--cuts 8] [--records 100000] [--no-write]

Writers are killed at moments of their own; the power is cut under a file system of its own (an
image that is copied while it is in use, and mounted: needs root). The control that flushes nothing
must show damage, or the test could not see any. It ends with 1 when anything was lost, or when the
control lost nothing; times are printed beside their peers and judged by who reads them.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import truediv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from reportgen.archive import catalogue, disk  # noqa: E402
from reportgen.archive.checking import Checked, check  # noqa: E402
from reportgen.archive.disk import Disk  # noqa: E402
from reportgen.archive.record import NARRATIVE, PDF, TEXT, Class, Number  # noqa: E402
from reportgen.archive.store import Archive, Content, Filing, create, file, opened  # noqa: E402

REPORT = ROOT / "docs" / "benchmarks-archive.md"
HEAD = """# Benchmark: the archive

Written by `python benchmarks/archive.py`; don't edit. Compare only figures of one run.

"""
WORDS = "示例镇工作简报油菜收割面积增长道路修建村民义诊独居老人走访沟渠清理早稻插秧产值投资项目建设"


def issue(serial: int, size: int = 2000, characters: int = 60) -> Filing:
    """An issue of so many bytes, whose text has so many characters."""
    rng = random.Random(serial)  # noqa: S311 - the same each time
    text = f"第{serial}期" + "".join(rng.choices(WORDS, k=characters))
    year, number = 1000 + serial // 1000, serial % 1000 + 1
    return Filing(
        Number("示例镇工作简报", year, number), Class("J012", year, "D10", "BGS"), f"第{serial}期",
        "示例镇人民政府办公室", "2024-06-07", "", 2, "简报",
        (Content(PDF, "期.pdf", rng.randbytes(size)), Content(TEXT, "期.txt", text.encode()),
         Content(NARRATIVE, "briefing.md", text.encode())))


def write(folder: Path, first: int, count: int) -> None:
    """File issues one by one, telling each when it is acknowledged."""
    with opened(folder, Disk(), write=True) as archive:
        for serial in range(first, first + count):
            (done,) = file(archive, [issue(serial)], "甲")
            print(done.record.name, flush=True)


def unflushed() -> None:
    """The control: nothing is flushed."""
    disk.os.fsync = lambda _: None
    real = catalogue._connect

    def careless(path: Path, write: bool, *, new: bool = False) -> sqlite3.Connection:
        db = real(path, write, new=new)
        db.execute("PRAGMA synchronous = OFF")
        return db

    catalogue._connect = careless


@contextmanager
def writers(folder: Path, first: int, count: int, *more: str) -> Iterator[list[set[str]]]:
    """Writers at work, killed at the end; what each had acknowledged is in the list then."""
    told: list[set[str]] = []
    with tempfile.TemporaryDirectory() as place:
        files = [Path(place, str(order)) for order in range(count)]
        running = []
        for order, path in enumerate(files):
            with path.open("wb") as out:
                running.append(subprocess.Popen(
                    [sys.executable, __file__, "--write", str(folder), *more,
                     "--first", str(first + 100_000 * order)], stdout=out))
        try:
            while sum(path.stat().st_size for path in files) < 400:    # they are under way
                time.sleep(0.02)
            yield told
        finally:
            for each in running:
                each.kill()
                each.wait()
            told += [{line for line in path.read_text().split("\n")[:-1] if line}
                     for path in files]


def killed(kills: int) -> tuple[int, int, int]:
    """Four writers, killed again and again: kills, acknowledged, lost."""
    told: set[str] = set()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "档案")
        create(folder, {}, "甲", Disk())
        for turn in range(kills // 4):
            with writers(folder, 1_000_000 * (turn + 1), 4) as done:
                time.sleep(random.uniform(0, 0.4))  # noqa: S311
            told |= set().union(*done)
        found = checked(folder)
    bad = sum(each.is_error for each in found.sink)
    return kills // 4 * 4, len(told), len(told - found.records.keys()) + bad


def checked(folder: Path) -> Checked:
    """The archive looked at."""
    with opened(folder, Disk(), write=True) as archive:
        return check(archive, "", str)


def cut(rounds: int, *more: str) -> tuple[int, int, int]:
    """Power cuts: rounds, acknowledged, lost or damaged."""
    told, lost = 0, 0
    for turn in range(rounds):
        with tempfile.TemporaryDirectory() as place:
            image, copy, mount = (Path(place, name) for name in ("image", "copy", "mount"))
            mount.mkdir()
            with image.open("wb") as out:
                out.truncate(256 << 20)
            run("mkfs.ext4", "-q", str(image))
            run("mount", "-o", "loop,commit=300", str(image), str(mount))
            try:
                create(mount / "档案", {}, "甲", Disk())
                os.sync()
                with writers(mount / "档案", 1_000_000 * (turn + 1), 2, *more) as done:
                    time.sleep(random.uniform(0.5, 2))  # noqa: S311
                shutil.copyfile(image, copy)        # what had reached the disk by now
            finally:
                run("umount", str(mount))
            names = set().union(*done)
            told += len(names)
            run("mount", "-o", "loop", str(copy), str(mount))
            try:
                lost += damage(mount / "档案", names)
            finally:
                run("umount", str(mount))
    return rounds, told, lost


REFUSED = ("fsync:EIO", "fdatasync:EIO", "pwrite64:ENOSPC", "pwrite64:EIO", "unlink:EIO",
           "rename:EIO")


def refused(times: int) -> tuple[int, int, int]:
    """Each call to the disk refused in turn: runs, those told so, what is wrong afterwards."""
    told: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "档案")
        create(folder, {}, "甲", Disk())
        for order, (what, at) in enumerate(
                (what, at) for what in REFUSED for at in range(1, times + 1)):
            call, error = what.split(":")
            done = subprocess.run(
                ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}",
                 "-e", f"inject={call}:error={error}:when={at}", sys.executable, __file__,
                 "--write", str(folder), "--first", str(order), "--count", "1"],
                capture_output=True, text=True, check=False)
            told.append(done.stdout.strip())
        wrong = damage(folder, {name for name in told if name})
    return len(told), told.count(""), wrong


def damage(folder: Path, names: set[str]) -> int:
    """What is wrong with an archive that had acknowledged these."""
    try:
        found = checked(folder)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is damage
        print(f"  {error}")
        return len(names)
    return len(names - found.records.keys()) + sum(each.is_error for each in found.sink)


def run(*command: str) -> None:
    """A program of the system."""
    subprocess.run(command, check=True)


def seconds(act: Callable[[], object], times: int = 5) -> float:
    """How long it takes, median."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def speed(count: int, turns: int = 5) -> list[str]:
    """Issues of 100 kB as one batch, one more, all of it verified; and beside it what peers take.

    The peer's turn comes right after ours, so that both meet the same machine; the medians count.
    """
    batch = [issue(serial, 100_000) for serial in range(count)]
    took: dict[str, list[float]] = {}

    def timed(name: str, act: Callable[[], object]) -> None:
        took.setdefault(name, []).append(seconds(act, 1))

    for turn in range(turns):
        with tempfile.TemporaryDirectory() as place:
            folder, plain = Path(place, "档案"), Path(place, "plain")
            plain.mkdir()
            for serial, each in enumerate([*batch, issue(5000 + turn, 100_000)]):
                for one in each.contents:
                    (plain / f"{serial}-{one.name}").write_bytes(one.data)
            last = sorted(plain.glob(f"{count}-*"))
            create(folder, {}, "甲", Disk())
            os.sync()
            with opened(folder, Disk(), write=True) as archive:
                timed("whole", lambda: file(archive, batch, "甲"))
                borg = Borg(Path(place)) if shutil.which("borg") else None
                if borg:
                    timed("borg", lambda: borg.create("whole", plain, last))  # noqa: B023
                timed("one", lambda: file(archive, [issue(5000 + turn, 100_000)], "甲"))  # noqa: B023
                if borg:
                    timed("borg one", lambda: borg.create("one", *last))  # noqa: B023
                timed("verify", lambda: check(archive, "", str))
            files = [str(path) for path in (folder / "objects").rglob("*") if path.is_file()]
            timed("sums", lambda: subprocess.run(
                ["sha256sum", *files], check=True, stdout=subprocess.DEVNULL))  # noqa: B023
    ours = {name: statistics.median(each) for name, each in took.items()}
    rows = [(f"{count:,} issues of 100 kB in one batch, acknowledged when on disk", "whole"),
            ("`borg create --compression none`, the same files", "borg"),
            ("one issue of 100 kB more", "one"), ("borg, the same files", "borg one"),
            ("verify: every byte, the chain, the file", "verify"),
            ("`sha256sum` over the same files", "sums")]
    return [f"| {text} | {ours[name]:.3f} s |" for text, name in rows if name in ours] + [
        f"| {text} | {statistics.median(map(truediv, took[a], took[b])):.2f} |"
        for text, a, b in (("a batch, by borg's time, turn by turn", "whole", "borg"),
                           ("verify, by `sha256sum`'s time, turn by turn", "verify", "sums"))
        if b in took]


class Borg:
    """A repository of borg's, unencrypted: what it takes to be as durable."""

    def __init__(self, place: Path) -> None:
        self.repository = place / "borg"
        self.env = {**os.environ, "BORG_BASE_DIR": str(place / "base"),
                    "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK": "yes"}
        self._run("init", "-e", "none", str(self.repository))

    def create(self, name: str, *what: Path | list[Path]) -> None:
        """Store files, but those in a list that comes last."""
        paths = [str(each) for each in what if isinstance(each, Path)]
        left = [f"--exclude={each}" for some in what if isinstance(some, list) for each in some]
        self._run("create", "--compression", "none", *left, f"{self.repository}::{name}", *paths)

    def _run(self, *words: str) -> None:
        subprocess.run(["borg", *words], env=self.env, check=True)


def search(records: int) -> list[str]:
    """Find among many records of 300 characters; only the catalogue is filled."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "档案")
        Path(place, "office.yaml").write_text("单位: 示例镇\n", encoding="utf-8")
        create(folder, {}, "甲", Disk())
        with opened(folder, Disk(), write=True) as archive:
            empty, real = single(archive, 10_000_000), archive.objects.place
            archive.objects.place = list  # type: ignore[method-assign]
            for start in range(0, records, 1000):
                file(archive, [issue(serial, 1, 300) for serial in range(start, start + 1000)],
                     "甲")
            archive.objects.place = real  # type: ignore[method-assign]
            rows = [f"| one issue more: in an empty archive, in one of {records:,} |"
                    f" {empty * 1000:.0f} ms, {single(archive, 20_000_000) * 1000:.0f} ms |"]
            rows += [found(archive, words)
                     for words in ("油菜", "菜", "示例镇工作", "第99期", "龙")]
        before = os.times()
        shell = seconds(lambda: subprocess.run(
            [sys.executable, "-m", "reportgen", "archive", "find", "油菜", "--office", place],
            check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)}))
        after = os.times()
        cpu = sum(after[2:4]) - sum(before[2:4])
        rows.append(f"| find 油菜, from the shell (of it processor time) |"
                    f" {shell * 1000:.0f} ms ({cpu * 200:.0f} ms) |")
    return rows


def single(archive: Archive, first: int) -> float:
    """How long it takes to file one issue."""
    more = iter(range(first, first + 30))
    return seconds(lambda: file(archive, [issue(next(more), 1000, 300)], "甲"), 30)


def found(archive: Archive, words: str) -> str:
    """A row: how long a search takes, and what it finds."""
    took = seconds(lambda: archive.catalogue.find(words, 50))
    _, count = archive.catalogue.find(words, 50)
    return f"| find {words}: {count:,} records | {took * 1000:.0f} ms |"


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--cuts", type=int, default=8)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--refusals", type=int, default=12)
    parser.add_argument("--no-write", action="store_true")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--unflushed", action="store_true")
    given = parser.parse_args()
    if given.unflushed:
        unflushed()
    if given.write is not None:
        write(given.write, given.first, given.count)
        return
    machine = (f"Machine: {os.cpu_count()} cores; {platform.system()} {platform.release()}; "
               f"Python {platform.python_version()}; SQLite {sqlite3.sqlite_version};"
               f" load {os.getloadavg()[0]:.1f}.\n\n")
    rows, wrong = evidence(given.kills, given.cuts, given.refusals)
    rows += [*speed(min(given.records, 1000)), *search(given.records)] if given.records else []
    page = HEAD + machine + "\n".join(["| | |", "|---|---|", *rows]) + "\n"
    print(page)
    if not given.no_write:
        REPORT.write_text(page, encoding="utf-8")
    sys.exit(wrong)


def evidence(kills: int, cuts: int, refusals: int) -> tuple[list[str], bool]:
    """Rows of what is lost, and whether anything was, or the control could not see it."""
    turns, told, lost = killed(kills)
    rows = [f"| four writers, {turns} SIGKILLs: of {told:,} acknowledged | {lost} lost |"]
    wrong = bool(lost)
    if cuts and os.geteuid() == 0:
        for name, more in (("", ()), (", nothing flushed (control)", ("--unflushed",))):
            turns, told, lost = cut(cuts, *more)
            rows.append(f"| {turns} power cuts on ext4{name}: of {told:,} acknowledged |"
                        f" {lost} lost or damaged |")
            wrong |= bool(lost) != bool(more)
            print(rows[-1], flush=True)
    if refusals and shutil.which("strace"):
        turns, failed, lost = refused(refusals)
        rows.append(f"| {turns} runs, each call to the disk refused in turn (EIO, disk full):"
                    f" {failed} told so, the others acknowledged | {lost} lost or damaged |")
        wrong |= bool(lost) or not failed
    return rows, wrong


if __name__ == "__main__":
    main()
