"""Measure the Word writer: beside python-docx alone, on a large table, on many paragraphs.

    python benchmarks/word.py [--rounds 9] [--no-write]

Writes docs/benchmarks-docx.md. Times are the process's own (CPU) from a finished document tree to
the bytes of the file; the cases take turns. Compare only figures of one run.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "docs" / "benchmarks-docx.md"
SAMPLE = ROOT / "data" / "jinxi-2023"
MOST_TIMES = 1.5          # of what python-docx takes for the same text and tables
MOST_SECONDS = 2.0        # for a table of 2,000 rows and 8 columns
MOST_GROWTH = 1.3         # of the time for a paragraph, from 1,000 paragraphs to 10,000


@dataclass(frozen=True, slots=True)
class Row:
    """One case: its name, CPU seconds, bytes of the file."""

    name: str
    seconds: float
    fastest: float
    size: int


def sample() -> tuple[Callable[[], bytes], Callable[[], bytes]]:
    """The sample by our writer, and its text, tables and pictures by python-docx alone."""
    from reportgen import pipeline
    from reportgen.edition import Edition, silent
    from reportgen.writers.docx.write import write_docx

    briefing = pipeline.load(SAMPLE)
    edition = Edition(briefing, pipeline.compose(briefing), silent)
    document, pictures = edition.fitted.document, _pictures(edition)
    return (
        lambda: write_docx(document, briefing.profile, pictures, dataset=briefing.dataset),
        lambda: alone(document.blocks, {n: (p.png, p.width) for n, p in pictures.items()}),
    )


def _pictures(edition: Any) -> dict[int, Any]:
    from reportgen.charts.paint.png import to_png
    from reportgen.charts.paint.svg import to_svg
    from reportgen.writers.docx.picture import Picture

    return {
        number: Picture(to_svg(drawing, edition.library), to_png(drawing, edition.library),
                        drawing.width, drawing.height)
        for number, drawing in edition.drawings.items()
    }


def alone(blocks: Any, drawn: dict[int, tuple[bytes, float]]) -> bytes:
    """The same words by python-docx as its manual shows: no fields, bookmarks or SVG."""
    import docx

    document = docx.Document()
    for block in blocks:
        _put(document, block, drawn)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _put(document: Any, block: Any, drawn: dict[int, tuple[bytes, float]]) -> None:
    from docx.shared import Pt

    from reportgen.document import tree

    lines: list[str] = []
    match block:
        case tree.Title():
            document.add_heading("\n".join(block.lines), 0)
        case tree.Heading():
            document.add_heading(block.number + tree.plain(block.children), block.level)
        case tree.Table():
            document.add_paragraph(f"{block.label}　{block.caption}")
            _table(document, block)
            lines = [tree.plain(note) for note in block.notes]
        case tree.Figure():
            png, width = drawn[block.number]
            document.add_picture(io.BytesIO(png), width=Pt(width))
            lines = [f"{block.label}　{block.caption}", *map(tree.plain, block.notes)]
        case tree.Masthead():
            lines = [block.notice, block.name, block.issue, f"{block.issuer}\t{block.date}"]
        case tree.EditorNote():
            lines = [tree.plain(each) for each in block.paragraphs]
        case tree.Paragraph():
            lines = [tree.plain(block.children)]
        case tree.Colophon():
            lines = [f"{label}：{names}" for label, names in block.rows]
    for line in lines:
        document.add_paragraph(line)


def _table(document: Any, block: Any) -> None:
    """Row by row: `table.cell()` in a loop would be a hundred times slower still."""
    from reportgen.document import tree

    table = document.add_table(len(block.rows) + 1, len(block.columns))
    texts = [[column.heading for column in block.columns]]
    texts += [[tree.plain(cell.children) for cell in row] for row in block.rows]
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def large_table(rows: int = 2_000, columns: int = 8) -> Callable[[], bytes]:
    """A table of numbers, each a bound fact."""
    from reportgen.document.plan import TablePlan
    from reportgen.document.quantity import Quantity
    from reportgen.document.tree import Align, Cell, Column, Document, Meta, Table

    heads = tuple(Column(f"列{n}", Align.RIGHT) for n in range(columns))
    body = tuple(
        tuple(Cell((Quantity(f"f{r}", f"{r * columns + c}.5"),)) for c in range(columns))
        for r in range(rows)
    )
    table = Table(1, "大表", heads, body, "万元", plan=TablePlan((442.0 / columns,) * columns, 5))
    return _writing(Document(Meta("大表", "示例", "2024-01-01"), (table,)))


def paragraphs(count: int) -> Callable[[], bytes]:
    """So many paragraphs, each with a bound number and marks that need a hint."""
    from reportgen.document.quantity import Quantity
    from reportgen.document.tree import Document, Meta, Paragraph, Text

    blocks = tuple(
        Paragraph((Text(f"第{n}段——“各项工作”扎实推进，完成投资"), Quantity(f"f{n}", f"{n}万元"),
                   Text("，同比增长，群众满意。")))
        for n in range(count)
    )
    return _writing(Document(Meta("长文", "示例", "2024-01-01"), blocks))


def _writing(document: Any) -> Callable[[], bytes]:
    from reportgen.style.profile import load_profile
    from reportgen.writers.docx.write import write_docx

    profile = load_profile()
    return lambda: write_docx(document, profile, {})


def measured(cases: dict[str, Callable[[], bytes]], rounds: int) -> list[Row]:
    """Each case `rounds` times, in turns, after one that is not counted."""
    sizes = {name: len(case()) for name, case in cases.items()}
    times: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, case in cases.items():
            start = time.process_time()
            case()
            times[name].append(time.process_time() - start)
    return [
        Row(name, statistics.median(times[name]), min(times[name]), sizes[name]) for name in cases
    ]


def page(beside: list[Row], large: Row, growing: list[Row]) -> str:
    """The report."""
    ours, other = beside
    each = [row.fastest / count for row, count in zip(growing, COUNTS, strict=True)]
    lines = [
        "# Benchmarks of the Word writer", "",
        "Written by `python benchmarks/word.py`; don't edit. CPU seconds of the process from a",
        "finished document tree to the bytes of the file; the cases took turns. Compare only",
        "figures of one run.", "",
        f"Python {sys.version.split()[0]}.", "",
        "The sample holds 5,000 characters, 4 tables, 6 charts. python-docx alone writes the same",
        "text, tables and pictures as its manual shows, without styles, fields, bookmarks, SVG,",
        "record or dataset.", "",
        "| case | median s | fastest s | kB |", "|---|---|---|---|",
        *(f"| {row.name} | {row.seconds:.3f} | {row.fastest:.3f} | {row.size / 1000:.0f} |"
          for row in (*beside, large, *growing)), "",
        f"The sample takes {ours.fastest / other.fastest:.2f} times what python-docx alone takes "
        f"(at most {MOST_TIMES}),",
        f"the large table {large.fastest:.2f} s (at most {MOST_SECONDS:.0f}), a paragraph "
        f"{each[0] * 1000:.2f} ms among 1,000 and {each[-1] * 1000:.2f} ms among 10,000.",
    ]
    return "\n".join(lines) + "\n"


COUNTS = (1_000, 3_000, 10_000)


def main() -> int:
    """Measure, write the page, and fail when a bound is not kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--no-write", action="store_true")
    options = parser.parse_args()
    ours, other = sample()
    beside = measured({"the sample, reportgen": ours, "the sample, python-docx alone": other},
                      options.rounds)
    few = max(2, options.rounds // 3)
    (large,) = measured({"a table of 2,000 × 8, every cell a bound fact": large_table()}, few)
    growing = measured({f"{count:,} paragraphs": paragraphs(count) for count in COUNTS}, few)
    text = page(beside, large, growing)
    if options.no_write:
        print(text)
    else:
        REPORT.write_text(text, encoding="utf-8")
    slope = (growing[-1].fastest / COUNTS[-1]) / (growing[0].fastest / COUNTS[0])
    kept = (beside[0].fastest <= MOST_TIMES * beside[1].fastest, large.fastest <= MOST_SECONDS,
            slope <= MOST_GROWTH)
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
