"""What the archive stands, and how quick it is: writes docs/benchmarks-archive.md.

    python benchmarks/archive.py [--kills 200] [--cuts 8] [--records 100000] [--no-write]

Writers are killed at moments of their own; the power is cut under a file system of its own (an
image that is copied while it is in use, and mounted: needs root). The control that flushes nothing
must show damage, or the test could not see any.
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


def write(folder: Path, first: int) -> None:
    """File issues one by one, telling each when it is acknowledged."""
    with opened(folder, Disk(), write=True) as archive:
        for serial in range(first, first + 100_000):
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


def speed() -> list[str]:
    """1,000 issues of 100 kB as one batch, one more, all of it verified."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "档案")
        create(folder, {}, "甲", Disk())
        with opened(folder, Disk(), write=True) as archive:
            batch = [issue(serial, 100_000) for serial in range(1000)]
            whole = seconds(lambda: file(archive, batch, "甲"), 1)
            more = iter(range(5000, 5100))
            one = seconds(lambda: file(archive, [issue(next(more), 100_000)], "甲"), 20)
            verify = seconds(lambda: check(archive, "", str))
        files = [str(path) for path in (folder / "objects").rglob("*") if path.is_file()]
        sums = seconds(lambda: subprocess.run(
            ["sha256sum", *files], check=True, stdout=subprocess.DEVNULL))
    return [
        f"| 1,000 issues of 100 kB in one batch, acknowledged when on disk | {whole:.2f} s |",
        f"| one issue of 100 kB | {one * 1000:.0f} ms |",
        f"| verify: every byte, the chain, the file | {verify:.2f} s |",
        f"| `sha256sum` over the same files | {sums:.2f} s |",
    ]


def search(records: int) -> list[str]:
    """Find among many records of 300 characters; only the catalogue is filled."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "档案")
        create(folder, {}, "甲", Disk())
        times = []
        with opened(folder, Disk(), write=True) as archive:
            archive.objects.place = list  # type: ignore[method-assign]
            for start in range(0, records, 1000):
                batch = [issue(serial, 1, 300) for serial in range(start, start + 1000)]
                times.append(seconds(lambda batch=batch: file(archive, batch, "甲"), 1))
            rows = [f"| index 1,000 issues, the first and the last thousand of {records:,} |"
                    f" {times[0]:.2f} s, {times[-1]:.2f} s |"]
            rows += [found(archive, words)
                     for words in ("油菜", "菜", "示例镇工作", "第99期", "龙")]
    return rows


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
    parser.add_argument("--no-write", action="store_true")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--unflushed", action="store_true")
    given = parser.parse_args()
    if given.unflushed:
        unflushed()
    if given.write is not None:
        write(given.write, given.first)
        return
    machine = (f"Machine: {os.cpu_count()} cores; {platform.system()} {platform.release()}; "
               f"Python {platform.python_version()}; SQLite {sqlite3.sqlite_version}.\n\n")
    rows = [f"| four writers, {kills} SIGKILLs: of {told:,} acknowledged | {lost} lost |"
            for kills, told, lost in [killed(given.kills)]]
    if given.cuts and os.geteuid() == 0:
        for name, more in (("", ()), (", nothing flushed (control)", ("--unflushed",))):
            cuts, told, lost = cut(given.cuts, *more)
            rows.append(f"| {cuts} power cuts on ext4{name}: of {told:,} acknowledged |"
                        f" {lost} lost or damaged |")
            print(rows[-1], flush=True)
    rows += [*speed(), *search(given.records)]
    page = HEAD + machine + "\n".join(["| | |", "|---|---|", *rows]) + "\n"
    print(page)
    if not given.no_write:
        REPORT.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
