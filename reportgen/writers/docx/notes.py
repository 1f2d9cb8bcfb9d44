"""Notes below a table or figure."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document.tree import Inline, note_label
from reportgen.writers.docx.bookmarks import Marks
from reportgen.writers.docx.inline import runs
from reportgen.writers.docx.paragraph import paragraph, run
from reportgen.writers.docx.xml import Element, w


def notes(items: tuple[tuple[Inline, ...], ...], marks: Marks) -> Iterator[Element]:
    """The notes as 注：, or 注1：, 注2：; kept together."""
    for number, children in enumerate(items, start=1):
        yield paragraph(
            "Note", (run(note_label(number, len(items))), *runs(children, marks)),
            w("keepNext") if number < len(items) else None,
        )
