"""Measure a long table: 2,000 rows of 8 columns, whole processes side by side.

    python benchmarks/tables.py [--rounds 5] [--no-write]

Writes docs/benchmarks-tables.md. Each case is a fresh process from its start to a finished PDF
with the head repeated on every page; each file is read back to see that no cell is lost. Then
whole builds of what is large, PDF and Word with all proofs: a table of ten times the rows, 160
photographs of 12 megapixels (numpy and Pillow make them).
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from processes import ROOT, environment

REPORT = ROOT / "docs" / "benchmarks-tables.md"
FACE = ROOT / "assets" / "fonts" / "noto" / "RGSong.ttf"
ROWS = 2000
HEADS = ("序号", "村（社区）", "组", "户数", "人数", "补助金额", "完成率", "备注")
RIGHT = (3, 4, 5, 6)


def rows(count: int = 0) -> list[tuple[str, ...]]:
    """The body, of so many rows, else of `ROWS`: numbers of all lengths, some with decimals."""
    return [
        (str(i), f"示例村{i}", f"第{i % 9 + 1}组", str(i * 37 % 500), str(i * 911 % 5000),
         f"{i * 123.45:.{i % 3}f}", f"{i % 100}.{i % 10}%", "—" if i % 3 else "已发放到户")
        for i in range(1, (count or ROWS) + 1)
    ]


# ------------------------------------------------------------------------- the cases


def ours(out: Path) -> None:
    """Columns from their contents, numbers aligned; tagged, archival."""
    from reportgen.diagnostics import Sink
    from reportgen.document.tree import Align, Cell, Column, Document, Meta, Table, Text
    from reportgen.fonts import FontLibrary
    from reportgen.layout import layout
    from reportgen.style.profile import load_profile
    from reportgen.writers.pdf.write import write_pdf

    columns = tuple(
        Column(head, Align.RIGHT if i in RIGHT else Align.LEFT) for i, head in enumerate(HEADS)
    )
    body = tuple(tuple(Cell((Text(text),)) for text in row) for row in rows())
    document = Document(Meta("表", "示例", "2024-01-01"), (Table(1, "大表", columns, body, "元"),))
    library = FontLibrary.bundled()
    pages = layout(document, load_profile(), library, {}, Sink())
    out.write_bytes(write_pdf(pages, document, library))


def reportlab(out: Path, paragraphs: bool = False) -> None:
    """ReportLab's LongTable, widths given: plain strings that no cell breaks, or paragraphs."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

    pdfmetrics.registerFont(TTFont("Body", str(FACE)))
    style = TableStyle([
        ("FONT", (0, 0), (-1, -1), "Body", 12), ("LINEBELOW", (0, 0), (-1, -1), 0.35, "#808080"),
        *(("ALIGN", (i, 1), (i, -1), "RIGHT") for i in RIGHT),
    ])
    widths = [34, 86, 50, 40, 46, 72, 50, 64]
    cells = [HEADS, *rows()]
    if paragraphs:
        left = ParagraphStyle("left", fontName="Body", fontSize=12, leading=14, wordWrap="CJK")
        right = ParagraphStyle("right", parent=left, alignment=2)
        cells = [[Paragraph(text, right if i in RIGHT else left) for i, text in enumerate(row)]
                 for row in cells]
    made = LongTable(cells, colWidths=widths, repeatRows=1, style=style)
    SimpleDocTemplate(str(out), pagesize=A4, topMargin=105, bottomMargin=99).build([made])


def typst(out: Path) -> None:
    """Typst's table with a repeated header; columns by content, right-aligned."""
    import typst as compiler

    cells = "\n".join(
        "".join(f'[#"{text}"],' for text in row) for row in [HEADS, *rows()][1:]
    )
    heads = "".join(f"[{head}]," for head in HEADS)
    aligns = ",".join("right" if i in RIGHT else "left" for i in range(len(HEADS)))
    page = (
        '#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))\n'
        '#set text(font: "RG Song", size: 12pt, lang: "zh", region: "cn")\n'
        f"#table(columns: {len(HEADS)}, align: ({aligns}), stroke: 0.35pt, inset: 5pt,\n"
        f"table.header(repeat: true, {heads}),\n{cells})\n"
    )
    fonts = compiler.Fonts(include_system_fonts=False, include_embedded_fonts=False,
                           font_paths=[str(FACE.parent)])
    compiler.compile(page.encode(), output=str(out), font_paths=fonts)


CASES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "ours": ("reportgen", ours),
    "reportlab": ("ReportLab LongTable, strings", reportlab),
    "paragraphs": ("ReportLab LongTable, paragraphs", partial(reportlab, paragraphs=True)),
    "typst": ("Typst table", typst),
}


# ------------------------------------------------------------------------- what is large

LARGE, PHOTOS, PIXELS = 20_000, 160, (4000, 3000)
_FRONT = """---
报头: 示例镇工作简报
期号: 1
编发单位: 示例镇人民政府办公室
日期: 2024-02-22
标题: 大文件
主题: 大小
---

"""


def large_table(folder: Path) -> None:
    """A briefing with a table of `LARGE` rows."""
    rules = "|".join("---:" if i in RIGHT else "---" for i in range(len(HEADS)))
    lines = ["表：大表", "", f"| {' | '.join(HEADS)} |", f"|{rules}|",
             *(f"| {' | '.join(row)} |" for row in rows(LARGE))]
    (folder / "briefing.md").write_text(
        f"{_FRONT}数见{{{{ 表：大表 }}}}。\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


def photographs(folder: Path) -> None:
    """A briefing with `PHOTOS` photographs, made up, each another."""
    import numpy
    from PIL import Image

    random = numpy.random.default_rng(1)
    wide, high = PIXELS
    spots = Image.fromarray(random.integers(0, 255, (high // 50, wide // 50, 3), dtype="uint8"))
    grain = random.normal(0, 9, (high, wide, 3))
    picture = (numpy.asarray(spots.resize(PIXELS)) + grain).clip(0, 255).astype("uint8")
    text = [_FRONT]
    for i in range(PHOTOS):
        file = f"{i}.jpg"
        Image.fromarray(numpy.roll(picture, i * 25, axis=1)).save(folder / file, quality=85)
        text.append(f"见{{{{ 图：照{i} }}}}。\n\n```照片\n编号: 照{i}\n题注: 现场\n文件: {file}\n"
                    "替代文字: 编出来的颜色块。\n```\n")
    (folder / "briefing.md").write_text("\n".join(text), encoding="utf-8")


BUILDS: dict[str, Callable[[Path], None]] = {
    f"a table of {LARGE} × {len(HEADS)}": large_table,
    f"{PHOTOS} photographs of 12 megapixels": photographs,
}


def build(make: Callable[[Path], None], work: Path) -> Result:
    """One build of PDF and Word with its proofs, the cache empty."""
    result, folder = Result(), work / make.__name__
    folder.mkdir()
    # in a process of its own: a child's peak memory must not be its parent's
    subprocess.run([sys.executable, __file__, "--make", make.__name__, "--out", str(folder)],
                   env=environment(work), check=True)
    run(result, [sys.executable, "-m", "reportgen", "build", "-q", str(folder), "-o",
                 str(folder / "out")], environment(work, REPORTGEN_CACHE=str(folder / "cache")))
    result.size = sum(file.stat().st_size for file in (folder / "out").iterdir())
    return result


# ------------------------------------------------------------------------- measuring


@dataclass(slots=True)
class Result:
    """What the rounds of one case gave."""

    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak: float = 0.0                                  # MiB
    size: int = 0
    pages: int = 0
    lost: int = 0


def measure(name: str, result: Result, work: Path) -> None:
    """One round of one case, in a process of its own."""
    out = work / f"{name}.pdf"
    run(result, [sys.executable, __file__, "--case", name, "--out", str(out)], environment(work))
    result.size = out.stat().st_size


def run(result: Result, command: list[str], env: dict[str, str]) -> None:
    """A process, from `/`: its seconds, its own and its peak memory."""
    start = time.perf_counter()
    child = subprocess.Popen(command, env=env, cwd="/")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command}: exit {child.returncode}")
    result.seconds.append(time.perf_counter() - start)
    result.cpu.append(usage.ru_utime + usage.ru_stime)
    result.peak = max(result.peak, usage.ru_maxrss / 1024)


def judge(result: Result, file: Path) -> None:
    """Read the file back: pages, and cells of which a character is missing."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(file)
    text = re.sub(r"\s", "", "".join(page.get_textpage().get_text_bounded() for page in pdf))
    result.pages = len(pdf)
    result.lost = sum(cell not in text for row in rows() for cell in row)


def report(results: dict[str, Result], rounds: int, builds: dict[str, Result]) -> str:
    """The page of figures."""
    from run import machine

    lines = [
        "# Benchmark: a long table", "",
        "Written by `python benchmarks/tables.py`; don't edit. Compare only figures of one run:",
        f"the cases took turns, {rounds} rounds, after one round that is not counted.", "",
        f"Machine: {machine()}.", "",
        f"{ROWS} rows of {len(HEADS)} columns, the head repeated on every page. Ours measures",
        "every cell, sets integer parts below each other, gives digits one width, breaks Chinese",
        "in cells, and is a tagged, archival file; the peers do none of that.", "",
        "| | pages | whole process, median s | CPU s | peak MiB | kB | cells lost |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {CASES[name][0]} | {found.pages} | {statistics.median(found.seconds):.2f} "
        f"| {statistics.median(found.cpu):.2f} | {found.peak:.0f} | {found.size / 1000:.0f} "
        f"| {found.lost} |"
        for name, found in results.items()
    ]
    lines += [
        "", "## Whole builds of what is large", "",
        "`reportgen build`: PDF and Word with all proofs, once, the cache empty.", "",
        "| | seconds | CPU s | peak MiB | both files, MiB |", "|---|---|---|---|---|",
        *(f"| {name} | {found.seconds[0]:.1f} | {found.cpu[0]:.1f} | {found.peak:.0f} "
          f"| {found.size / 2**20:.1f} |" for name, found in builds.items()),
    ]
    return "\n".join([*lines, ""])


def main() -> None:
    """Measure and report, or run one case."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-write", action="store_true", help="print only")
    parser.add_argument("--case", choices=CASES)
    parser.add_argument("--make", choices=[make.__name__ for make in BUILDS.values()])
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    if options.make:
        globals()[options.make](options.out)
        return
    if options.case:
        CASES[options.case][1](options.out)
        return
    results = {name: Result() for name in CASES}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for number in range(options.rounds + 1):
            for name, result in results.items():
                measure(name, result, Path(folder))
                if number == 0:
                    results[name] = Result()
        for name, result in results.items():
            judge(result, Path(folder) / f"{name}.pdf")
        builds = {name: build(make, Path(folder)) for name, make in BUILDS.items()}
    text = report(results, options.rounds, builds)
    print(text)
    if not options.no_write:
        REPORT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
