"""What is said over and under tables and figures: label, number as a SEQ field, text; notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.document.printed import GAP
from reportgen.document.printed import notes as printed_notes
from reportgen.document.tree import Figure, Inline, PhotoFigure, Table
from reportgen.writers.docx.bookmarks import Marks
from reportgen.writers.docx.inline import passage_runs
from reportgen.writers.docx.paragraph import field as word_field
from reportgen.writers.docx.paragraph import paragraph, run, text_runs
from reportgen.writers.docx.xml import Element, copied, w


@dataclass(slots=True)
class Captions:
    """Writes the captions of one file; counts along, so that Word's numbers agree with ours."""

    _last: dict[str, int] = field(default_factory=dict)

    def caption(
        self, block: Table | Figure | PhotoFigure, marks: Marks, again: str = ""
    ) -> Element:
        """`表1　…`; the label is what a cross-reference shows, so the bookmark holds just that.

        `again` is the whole text above a part of a table that is not the first.
        """
        kind = block.label.removesuffix(str(block.number))
        number = () if again else (run(kind), *self._number(kind, block.number))
        content = (*marks.target(block.anchor, number), *text_runs(GAP + block.caption))
        if again:
            content = tuple(text_runs(again))
        close = w("spacing", after=0)       # to the unit or the notes
        if isinstance(block, Table):
            return paragraph("TableCaption", content, close if block.unit else None)
        noted = (w("keepNext"), close) if block.notes else ()
        return paragraph("FigureCaption", content, *noted)

    def _number(self, kind: str, number: int) -> Iterator[Element]:
        reset = "" if number == self._last.get(kind, 0) + 1 else f" \\r {number}"
        self._last[kind] = number
        return word_field(f"SEQ {kind} \\* ARABIC{reset}", str(number))


def notes(
    items: tuple[tuple[Inline, ...], ...], marks: Marks, within: Element | None = None
) -> Iterator[Element]:
    """The notes as 注：, or 注1：, 注2：; kept together, `within` the edges of a narrow table."""
    for number, each in enumerate(printed_notes(items), start=1):
        yield paragraph("Note", passage_runs(each, marks),
                        w("keepNext") if number < len(items) else None,
                        copied(within) if within is not None else None)
