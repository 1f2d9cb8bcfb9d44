"""Measure batches, one run beside the peers, and write docs/benchmarks-batch.md.

    python benchmarks/batch.py [--units 200] [--peers 12] [--no-write]

`--units 2800` is the long run. The machine may be shared: a rate is told by the processor time of
the whole tree of processes, which others' work hardly touches, and by the clock beside it. How much
two processes can do here at the same time is measured by two that do nothing but count.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from processes import ROOT, environment
from run import machine

HERE = Path(__file__).resolve().parent
REPORT = ROOT / "docs" / "benchmarks-batch.md"
SIZE = 300_000      # bytes of a record of three pages
COUNT = "s = 0\nfor i in range(9_000_000): s += i"


@dataclass(slots=True)
class Took:
    """What a command took: by the clock, of the processors (its whole tree); what it said."""

    wall: float
    cpu: float
    text: str = ""


def subreaper() -> None:
    """Processes whose parents are gone become ours, so that their time is told to us."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def timed(commands: Sequence[Sequence[str]], env: dict[str, str], out: Path | None = None) -> Took:
    """Commands at the same time, to the end of the last process of them."""
    start, cpu = time.perf_counter(), 0.0
    with (out or Path(os.devnull)).open("wb") as stream:
        for each in commands:
            subprocess.Popen(each, env=env, stdout=stream, cwd=env["WORK"])
        try:
            while True:
                _, status, used = os.wait4(-1, 0)
                cpu += used.ru_utime + used.ru_stime
                if status and out is None:
                    raise SystemExit(f"{commands[0]}: {status}")
        except ChildProcessError:
            pass
    return Took(time.perf_counter() - start, cpu, out.read_text("utf-8") if out else "")


@dataclass(slots=True)
class Row:
    """A row of the table."""

    name: str
    sample: str
    units: int
    took: Took
    peaks: Sequence[int] = ()

    def line(self) -> str:
        """In Markdown."""
        rate = self.units / self.took.cpu
        peak = f"{statistics.median(self.peaks) / 2**20:.0f}" if self.peaks else ""
        drift = ""
        if len(self.peaks) >= 20:
            tenth = len(self.peaks) // 10
            first, last = (statistics.median(part) for part in
                           (self.peaks[:tenth], self.peaks[-tenth:]))
            drift = f"{(last - first) / 2**20:+.1f}"
        return (f"| {self.sample} | {self.name} | {self.units:,} "
                f"| {self.took.cpu / self.units:.3f} | {rate:.2f} "
                f"| {self.took.wall / self.units:.3f} | {peak} | {drift} |")


def samples(work: Path, units: int) -> dict[str, tuple[Path, Path]]:
    """By name, a template and its table."""
    sys.path.insert(0, str(ROOT / "tools"))
    from towns import make, towns

    shutil.copytree(ROOT / "data" / "batch-2024" / "模板", work / "three")
    make(work / "three.xlsx", units)
    shutil.copytree(ROOT / "data" / "jinxi-2023", work / "twelve")
    rows = "".join(f"{name},{at + 1}\n" for at, name in enumerate(towns(units)))
    (work / "twelve.csv").write_text(f"单位,次序（个）\n{rows}", encoding="utf-8")
    return {"3 pages, 1 chart": (work / "three", work / "three.xlsx"),
            "12 pages, 6 charts": (work / "twelve", work / "twelve.csv")}


def ours(name: str, sample: str, template: Path, table: Path, *more: str, **env: str) -> Row:
    """A batch."""
    work = template.parent
    given = environment(work, WORK=str(work), REPORTGEN_CACHE=str(work / "cache"), **env)
    shutil.rmtree(work / "out", ignore_errors=True)
    took = timed([[sys.executable, "-m", "reportgen", "batch", str(template), str(table),
                   "-o", "out", "--json", *more]], given, work / "log")
    lines = [json.loads(line) for line in took.text.splitlines()]
    done = [line for line in lines if line.get("state") == "完成"]
    if len(done) != len(lines) - 1:
        raise SystemExit(f"{name}: {took.text[-2000:]}")
    return Row(name, sample, len(done), took, [line["peak"] for line in done])


def one_of(template: Path, table: Path, work: Path) -> Path:
    """The first unit as a folder of its own, for the peers; `content.json` in it."""
    code = ("import sys\nfrom pathlib import Path\n"
            "from reportgen.batching.issue import facts_file\n"
            "from reportgen.batching.units import units_of\n"
            "from reportgen.diagnostics import Sink\nfrom reportgen.world import DiskWorld\n"
            "template, table, out = map(Path, sys.argv[1:])\n"
            "unit = units_of(table, DiskWorld(), Sink())[0]\n"
            "(out / 'facts.yaml').write_bytes(facts_file(unit, template, DiskWorld()))\n")
    folder = work / f"{template.name}-one"
    shutil.copytree(template, folder)
    env = environment(work, "tests", WORK=str(work))
    timed([[sys.executable, "-c", code, str(template), str(table), str(folder)]], env)
    timed([[sys.executable, str(HERE / "content.py"), str(folder), str(folder / "content.json")]],
          env)
    return folder


def typst(sample: str, folder: Path, work: Path, at_once: int, units: int) -> Row:
    """One process a unit."""
    env = environment(work, WORK=str(work), MPLCONFIGDIR=str(work / "matplotlib"))

    def command(order: int) -> list[str]:
        return [sys.executable, str(HERE / "peer_typst.py"), str(folder / "content.json"),
                str(work / f"typst{order}.pdf")]

    timed([command(0)], env)
    return _turns(f"Typst, {at_once} at once: PDF", sample, units, at_once, command, env)


def word(sample: str, source: Path, unit: str, work: Path, units: int) -> Row:
    """docxtpl and one soffice a unit; the template is our Word file, its name a field."""
    from docx import Document

    filled, folder = Document(str(source)), work / "soffice"
    folder.mkdir(exist_ok=True)
    for paragraph in filled.paragraphs:
        for run in paragraph.runs:
            if unit in run.text:
                run.text = run.text.replace(unit, "{{ unit }}")
    filled.save(str(work / "template.docx"))
    env = environment(work, "tests", WORK=str(work))

    def command(order: int) -> list[str]:
        return [sys.executable, str(HERE / "peer_docxtpl.py"), str(work / "template.docx"),
                f"第{order}镇", str(work / f"docxtpl{order}.docx"), str(folder)]

    timed([command(0)], env)
    return _turns("docxtpl + LibreOffice: Word and PDF", sample, units, 1, command, env)


def _turns(  # noqa: PLR0917 - what is measured, how often, how many at once
    name: str, sample: str, units: int, at_once: int, command: Callable[[int], list[str]],
    env: dict[str, str],
) -> Row:
    took = [timed([command(first + each) for each in range(at_once)], env)
            for first in range(0, units, at_once)]
    return Row(name, sample, units, Took(sum(each.wall for each in took),
                                         sum(each.cpu for each in took)))


def counting(work: Path) -> str:
    """What two processes that only count do here at once, as many times one of them."""
    env = environment(work, WORK=str(work))
    command = [sys.executable, "-c", COUNT]
    turns = [(timed([command], env).wall, timed([command] * 2, env).wall) for _ in range(5)]
    return f"{statistics.median(2 * one / two for one, two in turns):.2f}"


def measured(work: Path, units: int, peers: int) -> tuple[list[Row], list[str]]:
    """All rows, and what two that count can do before, between and after."""
    compiled = environment(work, WORK=str(work), REPORTGEN_CACHE=str(work / "compiling"))
    timed([[sys.executable, "-c", "import reportgen.batching.warm"]], compiled)
    rows, counts = [], [counting(work)]
    for sample, (template, table) in samples(work, units).items():
        folder = one_of(template, table, work)
        for at_once in (1, 2):
            rows.append(ours(f"reportgen batch, {at_once} at once: PDF, Word, parity", sample,
                             template, table, "--workers", str(at_once)))
        kept = next((work / "out").glob("*.docx"))
        shutil.copy(kept, work / f"{template.name}.docx")
        rows.append(ours("the same, PDF alone", sample, template, table, "--to", "pdf"))
        rows += [typst(sample, folder, work, at_once, peers) for at_once in (1, 2)]
        rows.append(word(sample, work / f"{template.name}.docx", kept.stem, work, peers // 2))
        counts.append(counting(work))
    return rows, counts


def filed(work: Path, records: int) -> list[str]:
    """Records a second into the archive: in groups as a batch is filed, and each by itself."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    from archive import issue

    from reportgen.archive.disk import Disk
    from reportgen.archive.store import create, file, opened
    from reportgen.batching.archiving import GROUP

    lines, issues = [], [issue(serial, SIZE) for serial in range(records)]
    for turn, size in enumerate((GROUP, 1, GROUP, 1)):
        folder = work / f"archive{turn}"
        create(folder, {}, "甲", Disk())
        os.sync()
        start = time.perf_counter()
        for first in range(0, records, size):
            with opened(folder, Disk(), write=True) as archive:
                file(archive, issues[first : first + size], "甲")
        lines.append(f"| {records} records of {SIZE // 1000} kB, {size} at once | "
                     f"{records / (time.perf_counter() - start):.0f} records/s |")
    return lines


HEAD = """# Benchmark: batches

Written by `python benchmarks/batch.py`; don't edit. Compare only figures of one run.

Machine: {machine}. Other work ran beside it: a rate per core is told by processor time, of the
whole tree of processes, start-up and warming included. Two processes that only count did {counts}
times the work of one at the same time, before, between and after: more than that no second worker
can add here.

The peers set the same content with the same faces on the same page, one process a unit. Typst draws
its charts with matplotlib; LibreOffice has them as finished pictures. Ours draws each chart the
first time and takes those that are the same from its cache: all towns of the twelve pages have the
same charts, each town of the three pages has its own.

| sample | what | units | processor s/unit | units/s/core | clock s/unit | peak MiB | drift MiB |
|---|---|---|---|---|---|---|---|
"""
TAIL = """
“Peak” is the median of the processes of the units, “drift” the median of the last tenth of them
less that of the first.

## The archive: a group, and one at a time, by turns

| on the disk when told | |
|---|---|
"""


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, default=200)
    parser.add_argument("--peers", type=int, default=12, help="units that Typst makes")
    parser.add_argument("--no-write", action="store_true", help="print only")
    options = parser.parse_args()
    subreaper()
    with tempfile.TemporaryDirectory(prefix="batch-") as name:
        work = Path(name)
        archive = filed(work, 4 * options.peers)
        rows, counts = measured(work, options.units, options.peers)
    text = HEAD.format(machine=machine(), counts=", ".join(counts)) + "".join(
        f"{row.line()}\n" for row in rows)
    text += TAIL + "".join(f"{line}\n" for line in archive)
    print(text)
    if not options.no_write:
        REPORT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
