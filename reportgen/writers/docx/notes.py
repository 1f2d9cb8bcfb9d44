"""Notes below a table or figure."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document.printed import notes as printed_notes
from reportgen.document.tree import Inline
from reportgen.writers.docx.bookmarks import Marks
from reportgen.writers.docx.inline import passage_runs
from reportgen.writers.docx.paragraph import paragraph
from reportgen.writers.docx.xml import Element, copied, w


def notes(
    items: tuple[tuple[Inline, ...], ...], marks: Marks, within: Element | None = None
) -> Iterator[Element]:
    """The notes as 注：, or 注1：, 注2：; kept together, `within` the edges of a narrow table."""
    for number, each in enumerate(printed_notes(items), start=1):
        yield paragraph("Note", passage_runs(each, marks),
                        w("keepNext") if number < len(items) else None,
                        copied(within) if within is not None else None)
