"""Inline content to runs: character styles, bookmarks of facts, cross-references."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from reportgen.document import tree
from reportgen.document.printed import Passage
from reportgen.document.quantity import Quantity
from reportgen.writers.docx.bookmarks import Marks, target_name
from reportgen.writers.docx.paragraph import field, run, text_runs
from reportgen.writers.docx.xml import Element, qualified, w

_CHARACTER_STYLES = {"": "", "note_label": "NoteLabel"}


def passage_runs(passage: Passage, marks: Marks) -> Iterator[Element]:
    """The runs of a passage, its label before its text."""
    if passage.label:
        yield run(passage.label, _CHARACTER_STYLES[passage.label_style])
    yield from runs(passage.children, marks)


def runs(children: tuple[tree.Inline, ...], marks: Marks, style: str = "") -> Iterator[Element]:
    """The runs of inline content, in reading order; `style` is the character style around it."""
    for child in children:
        match child:
            case tree.Text():
                yield from text_runs(child.text, style)
            case tree.LineBreak():
                yield run(child.text, style)
            case tree.Strong():
                yield from runs(child.children, marks, "Strong")
            case tree.Lead():
                yield from runs(child.children, marks, "Lead")
            case Quantity():
                yield from marks.fact(child.fact, text_runs(child.text, style))
            case tree.Reference():
                yield from _reference(child, marks)
            case tree.Script(content, raised):
                yield script(run(content, style), raised=raised)
            case tree.Link():
                inner = runs(child.children, marks, style)
                link = w("hyperlink", *inner, history=1)
                link.set(qualified("r:id"), marks.links(child.address))
                yield link
            case tree.Footnote():
                marks.notes.append(child)
                yield note_mark(w("footnoteReference", id=len(marks.notes)), "FootnoteReference")
            case _:
                assert_never(child)


def script(made: Element, *, raised: bool) -> Element:
    """A run set high or low."""
    look = made.find(qualified("w:rPr"))
    if look is None:
        look = w("rPr")
        made.insert(0, look)
    look.append(w("vertAlign", val="superscript" if raised else "subscript"))
    return made


def note_mark(number: Element, style: str = "") -> Element:
    """A number that Word counts, in the Chinese face."""
    named = w("rStyle", val=style) if style else None
    return w("r", w("rPr", named, w("rFonts", hint="eastAsia")), number)


def _reference(reference: tree.Reference, marks: Marks) -> Iterator[Element]:
    """A REF field where its result is what the text says; else a link, which no update changes."""
    name = target_name(reference.target)
    if marks.labels.get(reference.target) == reference.text:
        yield from field(f"REF {name} \\h", reference.text)
    else:
        yield w("hyperlink", run(reference.text), anchor=name, history=1)
