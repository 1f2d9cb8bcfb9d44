"""What stands within a line: text, numbers, references, links, scripts, the marks of footnotes.

The inline half of the document tree; `reportgen.document.tree` gives these names, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field

from reportgen.diagnostics import Written
from reportgen.document.quantity import Quantity
from reportgen.frozen import frozen


@frozen
class Text(Written):
    """Literal text, already normalised; `mended`: its source has other characters."""

    text: str
    mended: bool = field(default=False, compare=False)


@frozen
class Strong(Written):
    """Emphasis; a 公文 shows it by a change of face, not by bold (style decides)."""

    children: tuple[Inline, ...]


@frozen
class Lead(Written):
    """A run-in lead sentence at the start of a paragraph: 一是夯实产业基础。"""

    children: tuple[Inline, ...]


@frozen
class Reference(Written):
    """A cross-reference to a table, figure or heading: shows `text` (表1), leads to `target`."""

    target: str
    text: str


@frozen
class LineBreak(Written):
    """Where the author ended a line within a paragraph, an item, a note or a cell."""

    @property
    def text(self) -> str:
        """What it is in plain text."""
        return "\n"


@frozen
class Script(Written):
    """Characters set high (10⁻⁶) or low (CO₂); they belong to what stands before them."""

    content: str
    raised: bool

    @property
    def text(self) -> str:
        """In plain text: by the characters that Unicode has for it, where it has them all."""
        table = _RAISED if self.raised else _LOWERED
        made = [table.get(ch, "") for ch in self.content]
        return "".join(made) if all(made) else self.content


@frozen
class Link(Written):
    """Words that lead to an address outside the file; nothing is ever fetched from there."""

    address: str
    children: tuple[Inline, ...]


@frozen
class Footnote(Written):
    """Where a footnote is referred to: its number, counted over the document, and what it says."""

    number: int
    children: tuple[Inline, ...]

    @property
    def text(self) -> str:
        """The mark, in the text as before the note: ① to ⑳, then plain numbers, as Word counts."""
        return chr(_CIRCLED + self.number) if 0 < self.number <= _CIRCLES else str(self.number)

    @property
    def anchor(self) -> str:
        """The anchor of what it says."""
        return f"footnote-{self.number}"

    @property
    def mark_anchor(self) -> str:
        """The anchor of the place that refers to it."""
        return f"footnote-mark-{self.number}"


_CIRCLED, _CIRCLES = 0x245F, 20      # the character before ①; how many there are

Leaf = Text | Quantity | Reference | LineBreak | Script | Footnote
Inline = Leaf | Strong | Lead | Link

_RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))


def leaves(children: Iterable[Inline], within: str = "") -> Iterator[tuple[Leaf, str]]:
    """The leaves of some inlines, each with the style around it: strong, lead, or none."""
    for child in children:
        if isinstance(child, Link):
            yield from leaves(child.children, within)
        elif isinstance(child, Strong | Lead):
            style = "strong" if isinstance(child, Strong) else "lead"
            yield from leaves(child.children, style)
        else:
            yield child, within


def inlines(children: Iterable[Inline]) -> Iterator[Leaf]:
    """All inline leaves below `children`, in reading order; a footnote is its mark."""
    return (leaf for leaf, _ in leaves(children))


def plain(children: tuple[Inline, ...]) -> str:
    """The text a reader sees; a quantity by the text of its form."""
    if len(children) == 1 and isinstance(only := children[0], Text | Quantity):
        return only.text       # most cells
    return "".join([leaf.text for leaf, _ in leaves(children)])


def footnotes(children: tuple[Inline, ...]) -> Iterator[Footnote]:
    """The footnotes referred to in `children`, in order."""
    if len(children) == 1 and isinstance(children[0], Text | Quantity):
        return iter(())        # most cells
    return (leaf for leaf in inlines(children) if isinstance(leaf, Footnote))


def in_lines(children: tuple[Inline, ...]) -> bool:
    """Whether the author ended lines: then all of them begin where the first does."""
    return any(isinstance(leaf, LineBreak) for leaf in inlines(children))
