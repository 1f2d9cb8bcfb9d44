"""Sentences and tables as they are reckoned with, and what is told of them."""

from __future__ import annotations

from support.checks import of_text
from support.checks import told as of_room

from reportgen.checks.registry import Given
from reportgen.diagnostics import Span
from reportgen.document import tree
from reportgen.document.inline import Inline
from reportgen.facts.model import Dataset, Period, dataset

NOTHING = dataset("示例", Period("2024年", 2024), ())
META = tree.Meta("题", "单位", "2024-02-22")


def text(words: str, line: int = 1) -> tree.Text:
    return tree.Text(words, span=Span("b.md", line, 1, len(words)))


def paragraph(*parts: str | Inline) -> tree.Paragraph:
    return tree.Paragraph(tuple(text(part) if isinstance(part, str) else part for part in parts))


def table(rows: str, unit: str = "", note: str = "", caption: str = "题") -> tree.Table:
    """A table of lines with | between its cells; groups of heads are written 甲/乙."""
    head, *body = [line.strip().split("|") for line in rows.strip().splitlines()]
    columns = tuple(tree.Column(path.split("/")[-1], groups=tuple(path.split("/")[:-1]))
                    for path in head)
    cells = tuple(tuple(tree.Cell((text(cell, number),)) for cell in row)
                  for number, row in enumerate(body, 2))
    return tree.Table(1, caption, columns, cells, unit, ((text(note),),) if note else ())


def told(*blocks: tree.Block, facts: Dataset = NOTHING) -> list[str]:
    """The codes of what the reckoning says."""
    sink = of_text(facts, tree.Document(META, blocks), "reckoning")
    assert all(item.hints for item in sink)
    return [item.code for item in sink.items]


def reckoned(given: Given) -> list[str]:
    """The codes of what the reckoning says of facts and what is written of them."""
    return [item.code for item in of_room(given, "reckoning").items]
