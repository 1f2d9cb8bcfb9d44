"""Measure line breaking: the same prose, the same face, whole processes side by side.

    python benchmarks/typeset.py [--rounds 5] [--no-write]

Writes docs/benchmarks-typesetting.md. Each case is a fresh process from its start to a finished
PDF; each file is then read back and judged as the tests judge ours (tests/proof). “Lines” is
the time within the process from the text to lines with a place for every glyph: for ReportLab,
making the paragraphs, wrapping and splitting them; Typst does not tell. “Pages” is what our
whole layout takes: the same lines as runs of glyphs, tied to the structure, stacked on numbered
pages; ReportLab does that while it paints.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from processes import ROOT, environment

if TYPE_CHECKING:
    from support.proof.spacing import Spread, Summary

REPORT = ROOT / "docs" / "benchmarks-typesetting.md"
PARAGRAPHS = 572           # about 5,200 lines
WIDTH, SIZE, LEFT, TOP = 442.205, 16.0, 79.370, 104.882      # points
FACE = ROOT / "assets" / "fonts" / "noto" / "RGSong.ttf"


def source() -> list[str]:
    """The prose of the tests."""
    from support.proof.prose import paragraphs

    return paragraphs(PARAGRAPHS, seed=1)


# ------------------------------------------------------------------------- the cases


def ours(out: Path) -> float:
    """Our own layout and writer: tagged, archival."""

    from reportgen.diagnostics import Sink
    from reportgen.document.tree import Document, Meta, Paragraph, Text
    from reportgen.fonts import FontLibrary
    from reportgen.layout import layout
    from reportgen.style.profile import Setting, load_profile
    from reportgen.writers.pdf.write import write_pdf

    meta = Meta("排字", "示例", "2024-01-01")
    document = Document(meta, tuple(Paragraph((Text(text),)) for text in source()))
    library, base = FontLibrary.bundled(), load_profile()
    look = replace(base, settings={**base.settings, "styles.body.role": Setting("song")})
    start = time.perf_counter()
    pages = layout(document, look, library, {}, Sink())
    seconds = time.perf_counter() - start
    out.write_bytes(write_pdf(pages, document, library))
    return seconds


def lines(_: Path) -> float:
    """The engine alone: advances from the face, breaking, placing."""
    from reportgen.fonts import FontLibrary
    from reportgen.typeset import Glyphs, Rules, break_paragraph

    chain, texts = FontLibrary.bundled().chain("song"), source()
    em, rules = CASES["ours"][2], Rules()
    unit = round(em * 1000)
    start = time.perf_counter()
    for text in texts:
        glyphs = Glyphs(text, chain.advances(text, SIZE, em), em=unit)
        break_paragraph(glyphs, 28 * unit, 2 * unit, rules)
    return time.perf_counter() - start


def reportlab(out: Path) -> float:
    """ReportLab's paragraphs with wordWrap='CJK', justified."""
    from xml.sax.saxutils import escape

    from reportlab.lib.enums import TA_JUSTIFY
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph

    pdfmetrics.registerFont(TTFont("Body", str(FACE)))
    style = ParagraphStyle("body", fontName="Body", fontSize=SIZE, leading=29.6, wordWrap="CJK",
                           alignment=TA_JUSTIFY, firstLineIndent=2 * SIZE)
    canvas = Canvas(str(out), pagesize=(595.276, 841.89))
    top, height = 841.89 - TOP, 22 * 29.6
    seconds, used = 0.0, 0.0
    for text in source():
        start = time.perf_counter()
        waiting = [Paragraph(escape(text), span=style)]
        seconds += time.perf_counter() - start
        while waiting:
            start = time.perf_counter()
            flow = waiting.pop(0)
            _, needed = flow.wrap(WIDTH, height - used)
            parts = [] if needed <= height - used else flow.split(WIDTH, height - used)
            seconds += time.perf_counter() - start
            if parts:
                waiting = [*parts, *waiting]
            elif needed <= height - used:
                flow.drawOn(canvas, LEFT, top - used - needed)
                used += needed
            else:
                canvas.showPage()
                used = 0.0
                waiting.insert(0, flow)
    canvas.save()
    return seconds


def typst(out: Path) -> float:
    """Typst, justified, with its own Chinese rules."""
    import typst as compiler

    text = "\n\n".join('#"' + each.replace('"', '\\"') + '"' for each in source())
    page = (
        '#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))\n'
        '#set text(font: "RG Song", size: 16pt, lang: "zh", region: "cn")\n'
        "#set par(justify: true, leading: 13.6pt, spacing: 13.6pt,"
        " first-line-indent: (amount: 2em, all: true))\n"
    )
    fonts = compiler.Fonts(include_system_fonts=False, include_embedded_fonts=False,
                           font_paths=[str(FACE.parent)])
    compiler.compile((page + text).encode(), output=str(out), font_paths=fonts)
    return 0.0


CASES: dict[str, tuple[str, Callable[[Path], float], float]] = {
    "lines": ("reportgen, lines alone", lines, 15.793),
    "ours": ("reportgen", ours, 15.793),
    "reportlab": ("ReportLab, wordWrap='CJK'", reportlab, SIZE),
    "typst": ("Typst", typst, SIZE),
}
# The same prose when squeezing cost less than any opening, and gaps beside figures opened as well.
BEFORE = (
    "| reportgen, when any squeeze was cheaper than any stretch | 0.538, 1.799, 2.433 "
    "| 0.214, 0.500, 0.500 | 0.002, 0.016, 0.059 | 21.1 % |"
)
ENGINE = "lines"     # no program, and nothing to judge: its time is told beside ours


# ------------------------------------------------------------------------- measuring


@dataclass(slots=True)
class Result:
    """What the rounds of one case gave."""

    seconds: list[float] = field(default_factory=list)
    layout: list[float] = field(default_factory=list)
    peak: float = 0.0                                  # MiB
    size: int = 0
    lines: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    spacing: Summary | None = None


def measure(name: str, result: Result, work: Path) -> None:
    """One round of one case, in a process of its own."""
    out, log = work / f"{name}.pdf", work / "log"
    with log.open("wb") as stream:
        start = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, __file__, "--case", name, "--out", str(out)],
            stdout=stream, stderr=subprocess.STDOUT,
            env=environment(work, "tests"),
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{name}: exit {child.returncode}\n{log.read_text('utf-8')}")
    result.seconds.append(seconds)
    result.layout.append(float(log.read_text("utf-8")))
    result.peak = max(result.peak, usage.ru_maxrss / 1024)
    result.size = out.stat().st_size if out.exists() else 0


def judge(name: str, result: Result, work: Path) -> None:
    """Read the file back and count its faults."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    from support.proof.judge import Measure, counted, faults, placed
    from support.proof.reader import rows
    from support.proof.spacing import Summary, spacing

    lines = placed(rows((work / f"{name}.pdf").read_bytes(), size=SIZE), source())
    result.lines = len(lines)
    em = CASES[name][2]
    result.faults = counted(faults(lines, source(), Measure(LEFT, WIDTH, em)))
    result.spacing = Summary.of([spacing(line.row, em) for line in lines])


def table(results: dict[str, Result]) -> list[str]:
    """The figures, a row a program."""
    found = [
        "| | lines | whole process, median s | of it lines | of it pages | peak MiB | kB "
        "| bad line starts (K01) | bad line ends (K02) | split —— …… (K03) "
        "| split numbers (K11) | split from unit or label (K12, K13) "
        "| short of the margin | over it | loose |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, result in results.items():
        if name == ENGINE:
            continue
        broken, paged = inner(results, name)
        count = result.faults
        found.append(
            f"| {CASES[name][0]} | {result.lines} | {statistics.median(result.seconds):.2f} "
            f"| {broken} | {paged} | {result.peak:.0f} | {result.size / 1000:.0f} "
            f"| {count['K01']} | {count['K02']} | {count['K03']} | {count['K11']} "
            f"| {count['K12'] + count['K13']} | {count['short']} | {count['overhang']} "
            f"| {count['loose']} |"
        )
    return found


def tightness(results: dict[str, Result]) -> list[str]:
    """How much lines are squeezed and opened, a row a program."""
    found = [
        "| in ems | marks of a line lose in all: mean, 95th, 99th of 100 "
        "| one mark at most: mean, 95th, 99th | Han stand apart: mean, 95th, 99th "
        "| lines with a mark at half width |",
        "|---|---|---|---|---|",
    ]
    for name, result in results.items():
        if each := result.spacing:
            columns = (spread(each.squeezed), spread(each.tightest), spread(each.opened))
            found.append(f"| {CASES[name][0]} | {' | '.join(columns)} | {each.halved:.1%} |")
    return [*found, BEFORE]


def spread(values: Spread) -> str:
    """Three figures."""
    return f"{values.mean:.3f}, {values.p95:.3f}, {values.p99:.3f}"


def inner(results: dict[str, Result], name: str) -> tuple[str, str]:
    """What a program's lines and pages took, where it tells."""
    own = f"{statistics.median(results[name].layout):.2f}"
    if name == "ours":
        return f"{statistics.median(results[ENGINE].layout):.2f}", own
    return (own, "") if name == "reportlab" else ("", "")


def report(results: dict[str, Result], rounds: int) -> str:
    """The page of figures."""
    from run import machine

    broken, ours_, lab, typ = (results[name] for name in CASES)
    peer = statistics.median(lab.layout)
    alone, paged = (statistics.median(each.layout) / peer for each in (broken, ours_))
    whole = statistics.median(ours_.seconds)
    return "\n".join([
        "# Benchmark: setting Chinese prose", "",
        "Written by `python benchmarks/typeset.py`; don't edit. Compare only figures of one run:",
        f"the cases took turns, {rounds} rounds, after one round that is not counted.", "",
        f"Machine: {machine()}.", "",
        f"{PARAGRAPHS} made-up paragraphs of township prose in one face (RGSong), 16 pt, a",
        "measure of 156 mm. Ours is a tagged, archival file; the peers' are neither. Faults are",
        "counted on the finished files by the reader of the tests, with the same rules for all.",
        "", *table(results), "",
        "How tight and how loose the same lines are, read from where glyphs stand (marks beside",
        "marks, which lose a blank in any line, are not counted):", "", *tightness(results), "",
        f"Lines alone: {alone:.2f} × ReportLab's making, wrapping and splitting of paragraphs;",
        f"with pages, {paged:.2f} ×. Whole process: "
        f"{whole / statistics.median(lab.seconds):.2f} × ReportLab's, "
        f"{whole / statistics.median(typ.seconds):.2f} × Typst's.", "",
    ])


def main() -> None:
    """Measure and report, or run one case."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-write", action="store_true", help="print only")
    parser.add_argument("--case", choices=CASES)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    if options.case:
        print(CASES[options.case][1](options.out))
        return
    results = {name: Result() for name in CASES}
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        work = Path(name)
        for number in range(options.rounds + 1):
            for case, result in results.items():
                measure(case, result, work)
                if number == 0:
                    results[case] = Result()
        for case, result in results.items():
            if case == ENGINE:
                continue
            judge(case, result, work)
    text = report(results, options.rounds)
    print(text)
    if not options.no_write:
        REPORT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
