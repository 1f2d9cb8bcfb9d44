"""`footnotes.xml`: footnotes as Word has them, renumbered by it when one is put in or taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reportgen.document.tree import Footnote
from reportgen.writers.docx.bookmarks import Marks
from reportgen.writers.docx.inline import note_mark, runs
from reportgen.writers.docx.paragraph import paragraph
from reportgen.writers.docx.settings import CIRCLED, SEPARATORS
from reportgen.writers.docx.xml import Element, root, w

_KINDS = ("separator", "continuationSeparator")


def attach(
    marks: Marks, add: Callable[[Element], str], link: Callable[[str, str], str], room: int = 0
) -> Element:
    """Put the part into a file by `add`; its links are relations of its own, made by `link`.

    `room` twips below the last note are the colophon's, which stands at the foot of the page and
    would cover it.
    """
    notes = tuple(marks.notes)
    part = root("w:footnotes", (
        w("footnote", paragraph("FootnoteText", [w("r", w(kind))]), type=kind, id=number)
        for number, kind in zip(SEPARATORS, _KINDS, strict=True)), "w r")
    relation = add(part)
    marks.links = lambda address: link(address, relation)
    part.extend(_notes(notes, marks, room))
    return part


def count_circled(section: Element) -> None:
    """Let a section count its footnotes as the file's settings do: LibreOffice looks only there."""
    at = sum(str(each.tag).endswith("Reference") for each in section)
    section.insert(at, w("footnotePr", w("numFmt", val=CIRCLED)))


def _notes(notes: Sequence[Footnote], marks: Marks, room: int) -> Iterator[Element]:
    for number, note in enumerate(notes, 1):
        content = (note_mark(w("footnoteRef")), *runs(note.children, marks))
        low = paragraph("FootnoteText", (), w("spacing", line=room, lineRule="exact")) \
            if room and number == len(notes) else None
        yield w("footnote", paragraph("FootnoteText", content), low, id=number)
