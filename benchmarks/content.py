"""The sample as neutral JSON, so that every peer sets the same content.

    python benchmarks/content.py BRIEFING-FOLDER OUT.json

Blocks are plain dictionaries; numbers carry the text they are printed by. `run.py` calls this once,
with the search path it wants, before any clock is started.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from support.validate.office import fonts_folder

from reportgen.document import chart, tree

Json = dict[str, Any]


def runs(children: tuple[tree.Inline, ...]) -> list[list[str]]:
    """[style, text] pairs, style plain or strong."""
    found: list[list[str]] = []
    for child in children:
        if isinstance(child, tree.Strong | tree.Lead):
            found.append(["strong", tree.plain(child.children)])
        else:
            found.append(["plain", child.text])
    return found


def datum(item: chart.Datum) -> Json:
    """One drawn value."""
    label = f"{item.label}（{item.note}）" if item.note else item.label
    return {"label": label, "value": float(item.value), "text": item.quantity.text}


def picture(spec: chart.ChartSpec) -> Json:
    """A chart."""
    match spec:
        case chart.SeriesChart(kind="条形" | "折线"):      # peers draw bars of both
            return {"kind": "bars", "unit": spec.unit, "data": [datum(d) for d in spec.data]}
        case chart.PartBars():
            rows = [{**datum(item.whole), "part": datum(item.part) if item.part else None}
                    for item in spec.items]
            return {"kind": "parts", "unit": spec.unit, "data": rows}
        case chart.StageChart():
            stages = [
                {"label": row.label, "stage": row.stage, "complete": row.complete,
                 "text": "；".join(quantity.text for quantity in row.status)}
                for row in spec.rows
            ]
            return {"kind": "stages", "stages": list(spec.stages), "data": stages}
        case chart.Panels():
            panels = [{"title": p.title, "unit": p.unit, "data": [datum(d) for d in p.data]}
                      for p in spec.panels]
            return {"kind": "panels", "columns": spec.columns, "data": panels}
        case chart.Change():
            return {"kind": "bars", "unit": spec.unit, "note": spec.rate.text,
                    "data": [datum(spec.before), datum(spec.after)]}
        case _:
            raise NotImplementedError(spec.kind)


def table(block: tree.Table) -> Json:
    """A table."""
    columns = [[c.heading, c.align.value, c.weight or 1] for c in block.columns]
    rows = [["　" * cell.indent + tree.plain(cell.children) for cell in row] for row in block.rows]
    return {"kind": "table", "caption": f"{block.label}　{block.caption}", "unit": block.unit,
            "columns": columns, "rows": rows, "notes": [tree.plain(n) for n in block.notes]}


def neutral(block: tree.Block) -> list[Json]:
    """The dictionaries of a block."""
    match block:
        case tree.Masthead():
            return [{"kind": "masthead", "name": block.name, "issue": block.issue,
                     "issuer": block.issuer, "date": block.date}]
        case tree.Title():
            return [{"kind": "title", "text": "".join(block.lines)}]
        case tree.Contents():
            return [{"kind": "paragraph", "runs": [["plain", e.text]]} for e in block.entries]
        case tree.Credit():
            return [{"kind": "paragraph", "runs": [["plain", block.text]]}]
        case tree.EditorNote():
            return [{"kind": "paragraph", "runs": runs(p)} for p in block.paragraphs]
        case tree.Heading():
            return [{"kind": "heading", "level": block.level,
                     "text": block.number + tree.plain(block.children)}]
        case tree.Paragraph() | tree.Note():
            return [{"kind": "paragraph", "runs": runs(block.children)}]
        case tree.ListBlock():
            return [{"kind": "paragraph", "runs": [["plain", line.marker], *runs(line.children)]}
                    for line in block.lines()]
        case tree.Table():
            return [table(block)]
        case tree.Figure():
            return [{"kind": "figure", "caption": f"{block.label}　{block.caption}",
                     "alt": block.alt, "chart": picture(block.chart),
                     "notes": [tree.plain(n) for n in block.notes]}]
        case tree.PageBreak():
            return [{"kind": "break"}]
        case tree.Colophon():
            return [{"kind": "colophon", "rows": [list(row) for row in block.rows],
                     "editor": block.left, "copies": block.right}]


def faces() -> dict[str, str]:
    """Family name → file of the project's own faces."""
    found: dict[str, str] = {}
    for path in sorted(fonts_folder().rglob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            found[str(font["name"].getBestFamilyName())] = str(path)
    return found


def main() -> None:
    """Compose the briefing and write its content."""
    from reportgen import pipeline
    from reportgen.world import DiskWorld

    briefing = pipeline.load(Path(sys.argv[1]), DiskWorld())
    document = pipeline.compose(briefing)
    content = {
        "title": document.meta.title, "date": document.meta.date, "fonts": faces(),
        "blocks": [item for block in document.blocks for item in neutral(block)],
    }
    Path(sys.argv[2]).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
