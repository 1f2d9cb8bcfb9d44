"""Inline content to runs: character styles, bookmarks of facts, cross-references."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from reportgen.document.printed import Passage
from reportgen.document.quantity import Quantity
from reportgen.document.tree import Inline, Lead, Reference, Strong, Text
from reportgen.writers.docx.bookmarks import Marks, target_name
from reportgen.writers.docx.paragraph import field, run, text_runs
from reportgen.writers.docx.xml import Element, w

_CHARACTER_STYLES = {"": "", "note_label": "NoteLabel"}


def passage_runs(passage: Passage, marks: Marks) -> Iterator[Element]:
    """The runs of a passage, its label before its text."""
    if passage.label:
        yield run(passage.label, _CHARACTER_STYLES[passage.label_style])
    yield from runs(passage.children, marks)


def runs(children: tuple[Inline, ...], marks: Marks, style: str = "") -> Iterator[Element]:
    """The runs of inline content, in reading order; `style` is the character style around it."""
    for child in children:
        match child:
            case Text():
                yield from text_runs(child.text, style)
            case Strong():
                yield from runs(child.children, marks, "Strong")
            case Lead():
                yield from runs(child.children, marks, "Lead")
            case Quantity():
                yield from marks.fact(child.fact, text_runs(child.text, style))
            case Reference():
                yield from _reference(child, marks)
            case _:
                assert_never(child)


def _reference(reference: Reference, marks: Marks) -> Iterator[Element]:
    """A REF field where its result is what the text says; else a link, which no update changes."""
    name = target_name(reference.target)
    if marks.labels.get(reference.target) == reference.text:
        yield from field(f"REF {name} \\h", reference.text)
    else:
        yield w("hyperlink", run(reference.text), anchor=name, history=1)
