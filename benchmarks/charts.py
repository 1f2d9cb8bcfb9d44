"""Measure charts: six of them into a PDF, whole processes side by side; and each chart of ours.

    python benchmarks/charts.py [--rounds 5] [--no-write]

Writes docs/benchmarks-charts.md. The peers draw the same six charts with plain matplotlib axes and
bring them into a PDF in the three usual ways. CPU is user time of the process; the machine may be
busy, so only figures of one run are to be compared, and the median of the rounds is told.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from processes import ROOT, environment

REPORT = ROOT / "docs" / "benchmarks-charts.md"
CHARTS = ("柱形", "条形", "堆叠", "折线", "柱线", "饼")
FACE = ROOT / "assets" / "fonts" / "noto" / "RGHei.ttf"
WIDTH, HEIGHT = 442.2, 240.0       # points, of a peer's chart


def specs() -> list[Any]:
    """The six charts, as the tests have them."""
    own = str(Path(__file__).parent)        # has a module of the same name as the tests' package
    sys.path[:] = [str(ROOT / "tests"), *(path for path in sys.path if path != own)]
    from support.charts.kinds import KINDS

    return [KINDS[name] for name in CHARTS]


# ---------------------------------------------------------------------------------------- ours


def ours(out: Path, cache: Path | None = None) -> list[float]:
    """Our own: compiled, replayed on tagged archival pages. Milliseconds of CPU for each chart."""
    from reportgen.cache import Cache
    from reportgen.charts.compile import drawing
    from reportgen.charts.record.theme import theme_of
    from reportgen.document.tree import Document, Meta
    from reportgen.fonts import FontLibrary
    from reportgen.layout.pages import Element, Marked, Page, Pages, Picture
    from reportgen.style.profile import load_profile
    from reportgen.writers.pdf.write import write_pdf

    library = FontLibrary.bundled()
    theme = theme_of(load_profile())
    chain = library.chain(theme.role)
    times, made = [], []
    if cache is not None:
        cache.mkdir(exist_ok=True)
    for spec in specs():
        start = time.process_time()
        made.append(drawing(spec, theme, chain, Cache(cache)))
        times.append((time.process_time() - start) * 1000)
    root = Element("Document")
    pages = tuple(
        Page(n, each.width, each.height,
             (Marked(Element("Figure", root, alt="图"), (Picture(0.0, 0.0, 1.0, each),)),))
        for n, each in enumerate(made, 1)
    )
    meta = Meta("图", "示例", "2024-01-01")
    out.write_bytes(write_pdf(Pages(pages, root), Document(meta, ()), library))
    return times


# --------------------------------------------------------------------------------------- peers


def figures() -> list[Any]:
    """The six charts with matplotlib's own axes."""
    from matplotlib import font_manager, rcParams
    from matplotlib.figure import Figure

    font_manager.fontManager.addfont(str(FACE))
    rcParams["font.family"] = [font_manager.FontProperties(fname=str(FACE)).get_name()]
    rcParams["axes.unicode_minus"] = False
    rcParams["pdf.fonttype"] = 42
    made = []
    for spec in specs():
        figure = Figure((WIDTH / 72, HEIGHT / 72), layout="tight")
        draw(figure.subplots(), spec)
        made.append(figure)
    return made


def draw(axes: Any, spec: Any) -> None:
    """One chart, as people draw it."""
    labels = [category.label for category in spec.categories]
    rows = [[float(d.value) if d else 0.0 for d in series.data] for series in spec.series]
    places, below = range(len(labels)), [0.0] * len(labels)
    if spec.kind == "饼":
        axes.pie(rows[0], labels=labels, autopct="%.0f")
        return
    for n, (series, values) in enumerate(zip(spec.series, rows, strict=True)):
        shift = [place + 0.4 * n for place in places]
        if series.mark.value == "线":
            target = axes.twinx() if series.axis else axes
            target.plot(places, values, marker="o", label=series.name)
        elif spec.kind == "条形":
            axes.bar_label(axes.barh(shift, values, 0.4, label=series.name))
        elif spec.kind == "堆叠":
            axes.bar_label(axes.bar(places, values, bottom=below, label=series.name, hatch="/" * n),
                           label_type="center")
            below = [a + b for a, b in zip(below, values, strict=True)]
        else:
            axes.bar_label(axes.bar(shift, values, 0.4, label=series.name))
    (axes.set_yticks if spec.kind == "条形" else axes.set_xticks)(places, labels)
    if len(spec.series) > 1:
        axes.legend()


def canvas(out: Path) -> Any:
    """A ReportLab canvas."""
    from reportlab.pdfgen.canvas import Canvas

    return Canvas(str(out), pagesize=(WIDTH, HEIGHT))


def svglib(out: Path) -> list[float]:
    """Matplotlib's SVG, through svglib."""
    from reportlab.graphics import renderPDF
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from svglib.svglib import svg2rlg

    pdfmetrics.registerFont(TTFont("RG Hei", str(FACE)))
    page = canvas(out)
    for figure in figures():
        buffer = io.BytesIO()
        figure.savefig(buffer, format="svg")
        buffer.seek(0)
        renderPDF.draw(svg2rlg(buffer), page, 0, 0)
        page.showPage()
    page.save()
    return []


def form(out: Path) -> list[float]:
    """Matplotlib's PDF, each page a form object on a page of another file."""
    import pikepdf

    whole = pikepdf.new()
    for figure in figures():
        buffer = io.BytesIO()
        figure.savefig(buffer, format="pdf")
        buffer.seek(0)
        with pikepdf.open(buffer) as one:
            page = whole.add_blank_page(page_size=(WIDTH, HEIGHT))
            page.add_overlay(one.pages[0])
    whole.save(out)
    return []


def png(out: Path) -> list[float]:
    """PNG of 300 dpi."""
    from reportlab.lib.utils import ImageReader

    page = canvas(out)
    for figure in figures():
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=300)
        buffer.seek(0)
        page.drawImage(ImageReader(buffer), 0, 0, WIDTH, HEIGHT)
        page.showPage()
    page.save()
    return []


def bare(out: Path) -> list[float]:
    """Importing matplotlib alone, as we do it."""
    from reportgen.charts.record import backend

    backend.load()
    out.write_bytes(b"")
    return []


CASES: dict[str, tuple[str, Callable[[Path], list[float]]]] = {
    "ours": ("本程序，没有缓存", ours),
    "cached": ("本程序，图未改（有缓存）", lambda out: ours(out, out.parent / "cache")),
    "form": ("matplotlib PDF，作表单对象放入", form),
    "svglib": ("matplotlib SVG，经 svglib", svglib),
    "png": ("matplotlib PNG，300 dpi", png),
    "bare": ("只载入 matplotlib", bare),
}


def child(name: str, out: Path) -> None:
    """One case in this process; its CPU in milliseconds, then that of each chart."""
    times = CASES[name][1](out)
    used = os.times()
    print(used.user * 1000, *times)


def run(name: str, folder: Path) -> list[float]:
    """One case in a process of its own."""
    out = folder / f"{name}.pdf"
    done = subprocess.run([sys.executable, __file__, "--child", name, str(out)], check=True,
                          capture_output=True, text=True, env=environment(folder))
    return [float(number) for number in done.stdout.split()]


def measured(rounds: int) -> tuple[dict[str, list[list[float]]], dict[str, int]]:
    """All cases in turn, as often as asked; and the size of each file."""
    found: dict[str, list[list[float]]] = {name: [] for name in CASES}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("cached", folder)       # fills the cache
        for _ in range(rounds):
            for case in CASES:
                found[case].append(run(case, folder))
        sizes = {case: (folder / f"{case}.pdf").stat().st_size for case in CASES}
    return found, sizes


def report(found: dict[str, list[list[float]]], sizes: dict[str, int], rounds: int) -> str:
    """The page."""
    lines = ["# 图：快慢", "",
             f"由 `python benchmarks/charts.py` 写出，{rounds} 轮的中位数，"
             f"{os.cpu_count()} 个处理器。六张图（{'、'.join(CHARTS)}）画好、放进 PDF，"
             "整个进程的用户态处理器时间；只宜在同一次运行里比较。", "",
             "| 做法 | 处理器时间 | 文件 |", "|---|---:|---:|"]
    for case, (words, _) in CASES.items():
        cpu = statistics.median(row[0] for row in found[case])
        size = f"{sizes[case] / 1024:.0f} KiB" if sizes[case] else "—"
        lines.append(f"| {words} | {cpu:.0f} ms | {size} |")
    each = [statistics.median(row[n] for row in found["ours"]) for n in range(1, len(CHARTS) + 1)]
    opened = statistics.median(row[1] for row in found["cached"])
    again = [number for row in found["cached"] for number in row[2:]]
    lines += ["", "本程序的每张图：", "", "| 图 | 处理器时间 |", "|---|---:|",
              f"| 第一张（连同载入 matplotlib） | {each[0]:.0f} ms |",
              *(f"| {name} | {ms:.1f} ms |" for name, ms in zip(CHARTS[1:], each[1:], strict=True)),
              f"| 未改的第一张（连同打开字体，排版反正要用） | {opened:.1f} ms |",
              f"| 其余未改的图（缓存命中）：中位数 | {statistics.median(again):.1f} ms |",
              f"| 其余未改的图：最慢的一次 | {max(again):.1f} ms |", "",
              "本程序的 PDF 带标签，文字可选，用页面自己的字体，透明度保留。"
              "svglib 丢掉透明度，PNG 不能选字。", ""]
    return "\n".join(lines)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-write", action="store_true")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child[0], Path(options.child[1]))
        return
    page = report(*measured(options.rounds), options.rounds)
    print(page)
    if not options.no_write:
        REPORT.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
