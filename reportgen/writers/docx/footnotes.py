"""`footnotes.xml`: footnotes as Word has them, renumbered by it when one is put in or taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reportgen.document.tree import Footnote
from reportgen.writers.docx.bookmarks import Marks
from reportgen.writers.docx.inline import note_mark, runs
from reportgen.writers.docx.paragraph import paragraph
from reportgen.writers.docx.settings import SEPARATORS
from reportgen.writers.docx.xml import Element, root, w

_KINDS = ("separator", "continuationSeparator")


def attach(marks: Marks, add: Callable[[Element], str], link: Callable[[str, str], str]) -> Element:
    """Put the part into a file by `add`; its links are relations of its own, made by `link`."""
    notes = tuple(marks.notes)
    part = root("w:footnotes", _separators(), "w r")
    relation = add(part)
    marks.links = lambda address: link(address, relation)
    part.extend(_notes(notes, marks))
    return part


def _separators() -> Iterator[Element]:
    for number, kind in zip(SEPARATORS, _KINDS, strict=True):
        yield w("footnote", paragraph("FootnoteText", [w("r", w(kind))]), type=kind, id=number)


def _notes(notes: Sequence[Footnote], marks: Marks) -> Iterator[Element]:
    for number, note in enumerate(notes, 1):
        mark = note_mark(w("footnoteRef"), "")
        yield w("footnote", paragraph("FootnoteText", (*mark, *runs(note.children, marks))),
                id=number)
