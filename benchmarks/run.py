"""Measure whole processes, side by side with the peers, and write docs/benchmarks.md.

    python benchmarks/run.py [--rounds 9] [--no-write]

Each case is a fresh process, from its start to finished files on disk. The cases take turns, so
that a noisy minute hits all of them alike; medians are compared. This program itself imports
nothing heavy: a child's peak memory must not be its parent's.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from processes import ROOT, environment

HERE = Path(__file__).resolve().parent
SAMPLE = ROOT / "data" / "jinxi-2023"
REPORT = ROOT / "docs" / "benchmarks.md"
TIMES = 10


@dataclass(slots=True)
class Case:
    """One process to measure. `command` gets the folder for its output."""

    name: str
    command: Callable[[Path], list[str]]
    scale: int = 1                   # 1: the sample; 10: ten times the text
    cold: bool = False               # with an empty cache
    seconds: list[float] = field(default_factory=list)
    peak: float = 0.0                # MiB
    sizes: dict[str, int] = field(default_factory=dict)   # suffix → bytes
    pages: int = 0

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(self.seconds)


def ours(command: str, folder: Path) -> Callable[[Path], list[str]]:
    """Our own command line: pdf, docx or build."""
    return lambda out: [sys.executable, "-m", "reportgen", command, str(folder), "-o", str(out)]


def peer(script: str, content: Path) -> Callable[[Path], list[str]]:
    """A peer's script."""
    return lambda out: [sys.executable, str(HERE / script), str(content), str(out / "peer.pdf")]


def cases(sample: Path, tenfold: Path) -> list[Case]:
    """Everything that is measured, in the order of the table."""
    small, large = sample / "content.json", tenfold / "content.json"
    return [
        Case("reportgen: PDF", ours("pdf", sample)),
        Case("reportgen: PDF, empty cache", ours("pdf", sample), cold=True),
        Case("reportgen: DOCX", ours("docx", sample)),
        Case("reportgen: PDF and DOCX", ours("build", sample)),
        Case("reportgen: PDF and DOCX, empty cache", ours("build", sample), cold=True),
        Case("Typst + matplotlib SVG: PDF", peer("peer_typst.py", small)),
        Case("Typst + matplotlib SVG: PDF, empty cache", peer("peer_typst.py", small), cold=True),
        Case("ReportLab + PNG: PDF", peer("peer_reportlab.py", small)),
        Case("reportgen: PDF", ours("pdf", tenfold), TIMES),
        Case("reportgen: PDF and DOCX", ours("build", tenfold), TIMES),
        Case("Typst + matplotlib SVG: PDF", peer("peer_typst.py", large), TIMES),
        Case("ReportLab + PNG: PDF", peer("peer_reportlab.py", large), TIMES),
    ]


def repeat_text(briefing: str) -> str:
    """The briefing with every plain paragraph repeated; tables, charts and headings once."""
    blocks, fenced = [], False
    for number, block in enumerate(re.split(r"\n{2,}", briefing)):
        if number == 0 and block.startswith("---"):
            fenced = "\n---" not in block
            blocks.append(block)
            continue
        marks = len(re.findall(r"^(?:```|:::|---$)", block, flags=re.MULTILINE))
        plain = not fenced and not marks and re.match(r"[\w“《{*]", block)
        fenced ^= marks % 2 == 1
        blocks.extend([block] * (TIMES if plain else 1))
    return "\n\n".join(blocks) + "\n"


def prepare(work: Path) -> tuple[Path, Path]:
    """The sample and its tenfold, each with the content for the peers."""
    sample, tenfold = work / "sample", work / "tenfold"
    for folder in (sample, tenfold):
        shutil.copytree(SAMPLE, folder)
    text = tenfold / "briefing.md"
    text.write_text(repeat_text(text.read_text(encoding="utf-8")), encoding="utf-8")
    for folder in (sample, tenfold):
        subprocess.run(
            [sys.executable, str(HERE / "content.py"), str(folder), str(folder / "content.json")],
            env=environment(work, "tests"),
            check=True)
    return sample, tenfold


def measure(case: Case, work: Path) -> None:
    """One round of one case."""
    out = work / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    cache = work / ("cold" if case.cold else "cache")
    if case.cold:
        shutil.rmtree(cache, ignore_errors=True)
    given = environment(
        work, REPORTGEN_CACHE=str(cache / "reportgen"), MPLCONFIGDIR=str(cache / "matplotlib"),
    )
    log = work / "log"
    with log.open("wb") as stream:
        start = time.perf_counter()
        child = subprocess.Popen(
            case.command(out), env=given, stdout=stream, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{case.name}: exit {child.returncode}\n{log.read_text('utf-8')}")
    case.seconds.append(seconds)
    case.peak = max(case.peak, usage.ru_maxrss / 1024)
    case.sizes = {file.suffix[1:]: file.stat().st_size for file in sorted(out.iterdir())}
    for file in out.glob("*.pdf"):
        shutil.copy(file, work / f"{id(case)}.pdf")


def count_pages(found: list[Case], work: Path) -> None:
    """After all clocks have stopped: how many pages each PDF has."""
    import pypdfium2

    for case in found:
        file = work / f"{id(case)}.pdf"
        if file.is_file():
            document = pypdfium2.PdfDocument(file)
            case.pages = len(document)
            document.close()


def machine() -> str:
    """What the figures were measured on."""
    info = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*: (.*)", info.read_text("utf-8")) if info.exists() else []
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("reportlab", "matplotlib", "typst", "python-docx"))
    return (
        f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores; "
        f"{platform.system()} {platform.release()}; Python {platform.python_version()}; {packages}"
    )


def rows(found: list[Case], scale: int) -> list[str]:
    """The table of one size of text."""
    chosen = [case for case in found if case.scale == scale]
    typst = next(case.median for case in chosen if case.name.startswith("Typst"))
    lines = [
        "| whole process, from nothing to files on disk | median s | fastest s | × Typst "
        "| peak MiB | kB | pages |", "|---|---|---|---|---|---|---|",
    ]
    for case in chosen:
        sizes = " + ".join(f"{size / 1000:.0f}" for size in case.sizes.values())
        lines.append(
            f"| {case.name} | {case.median:.2f} | {min(case.seconds):.2f} "
            f"| {case.median / typst:.2f} | {case.peak:.0f} | {sizes} | {case.pages or ''} |")
    return lines


def report(found: list[Case], rounds: int, charts: int) -> str:
    """The page of figures."""
    return "\n".join([
        "# Benchmarks", "",
        "Written by `python benchmarks/run.py`; don't edit. Compare only figures of one run: the",
        f"cases took turns, {rounds} rounds, after one round that is not counted.", "",
        f"Machine: {machine()}.", "",
        "The peers set the same content with the same faces on the same page. Typst makes a tagged",
        "PDF/A-3a and PDF/UA-1 like ours, from charts which matplotlib saved as SVG; ReportLab is",
        "plain platypus with PNG charts, neither tagged nor archival.", "",
        "With its cache filled, reportgen takes unchanged charts from it; the peers draw them",
        "every time, so the rows with an empty cache compare the whole work (matplotlib's font",
        "list, too, is cache). “× Typst” compares medians with Typst's, its cache filled.", "",
        f"## The sample ({charts} charts)", "", *rows(found, 1), "",
        f"## {TIMES} times the text (the same charts and tables)", "", *rows(found, TIMES), "",
    ])


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--no-write", action="store_true", help="print only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        work = Path(name)
        sample, tenfold = prepare(work)
        charts = (sample / "content.json").read_text(encoding="utf-8").count('"kind": "figure"')
        found = cases(sample, tenfold)
        for number in range(options.rounds + 1):
            for case in found:
                measure(case, work)
            if number == 0:
                for case in found:
                    case.seconds.clear()
                    case.peak = 0.0
            print(f"round {number} of {options.rounds}", file=sys.stderr)
        count_pages(found, work)
    text = report(found, options.rounds, charts)
    print(text)
    if not options.no_write:
        REPORT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
