"""Footnotes: numbered by the order in which the text refers to them; in a table they are its notes.

Each is referred to once, so that a reader finds his way back from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportgen.diagnostics import Sink, Span
from reportgen.document import tree
from reportgen.document.printed import notes as printed_notes
from reportgen.narrative.syntax import FootnoteMark, FootnoteSource, Inlines
from reportgen.sources.nearest import asked

Expand = Callable[[Inlines], tuple[tree.Inline, ...]]


@dataclass(slots=True)
class Footnotes:
    """The footnotes of one document, as they are met."""

    sink: Sink
    sources: dict[str, FootnoteSource] = field(default_factory=dict)
    used: dict[str, Span] = field(default_factory=dict)
    count: int = 0
    apart: int = -1      # how many notes the table has that is being made; -1 outside tables

    def refer(self, mark: FootnoteMark, expand: Expand) -> tree.Inline:
        """The reference; E0325 for a note that is nowhere, or was referred to before."""
        source, before = self.sources.get(mark.name), self.used.get(mark.name)
        if source is None:
            free = [f"[^{name}]" for name in self.sources if name not in self.used]
            self.sink.error("E0325", f"没有写脚注“[^{mark.name}]”的文字", mark.span,
                            *asked(f"[^{mark.name}]", free),
                            f"另起一段，写出 [^{mark.name}]: 和脚注的文字")
            return tree.Text(f"〔缺：脚注{mark.name}〕", span=mark.span)
        if before is not None:
            self.sink.error("E0325", f"脚注“[^{mark.name}]”用了不止一处", mark.span,
                            "每个脚注只用一处：删去这一处，或另写一个脚注",
                            related=((before, "前一处在这里"),))
        self.used[mark.name] = mark.span
        if self.apart >= 0:
            self.apart += 1
            return tree.Footnote(self.apart, expand(source.children), span=mark.span)
        self.count += 1
        return tree.Footnote(self.count, expand(source.children), span=mark.span)


def noted(table: tree.Table) -> tree.Table:
    """The table with the footnotes of its cells among its notes, referred to as 注1."""
    found = [note for row in table.rows for cell in row for note in tree.footnotes(cell.children)]
    if not found:
        return table
    notes = (*table.notes, *(note.children for note in found))
    labels = [passage.label.rstrip("：") for passage in printed_notes(notes)]
    rows = tuple(
        tuple(replace(cell, children=tuple(_marked(cell.children, labels))) for cell in row)
        for row in table.rows
    )
    return replace(table, rows=rows, notes=notes)


def _marked(children: tuple[tree.Inline, ...], labels: Sequence[str]) -> Iterator[tree.Inline]:
    for child in children:
        match child:
            case tree.Footnote(number, _, span=span):
                yield tree.Script(labels[number - 1], raised=True, span=span)
            case tree.Strong():
                yield replace(child, children=tuple(_marked(child.children, labels)))
            case _:
                yield child
