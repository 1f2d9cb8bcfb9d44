"""A line more on every page: the same lines of text, closer together.

Where lines break does not depend on how far they stand apart, so running text is not set again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.diagnostics import Sink
from reportgen.document.tree import Addressees, Credit, EditorNote, Heading, ListBlock, Paragraph
from reportgen.layout.build import listed, part_of
from reportgen.layout.stack import Part
from reportgen.layout.text import Context
from reportgen.layout.type_area import frame_of
from reportgen.style.tightening import tightened

_RUNNING = Paragraph | Heading | ListBlock | EditorNote | Addressees | Credit
_STYLES = ("body", "heading1", "heading2", "heading3", "heading4", "editor_note", "addressees",
           "credit")


def closer(context: Context, parts: Sequence[Part]) -> tuple[Context, list[Part]]:
    """The context with a line more on a page, and the parts under it.

    What they report is known: the sink of the context is taken over as it is.
    """
    profile = tightened(context.profile)
    made = replace(context, profile=profile, frame=frame_of(profile), styles={})
    silent = replace(made, sink=Sink())
    pitches = _pitches(context, made)
    return made, listed(silent, [
        Part(part.block, [strip._replace(height=pitches.get(strip.height, strip.height))
                          for strip in part.strips])
        if isinstance(part.block, _RUNNING) and pitches
        else part_of(silent, part.block, lying=part.lying) for part in parts
    ])


def _pitches(before: Context, after: Context) -> Mapping[float, float]:
    """By how much a line of running text is high now, by how much it was.

    Empty where that does not tell: styles of one pitch before that differ now.
    """
    found: dict[float, float] = {}
    for name in _STYLES:
        old, new = (each.style(name).pitch.pt for each in (before, after))
        if found.setdefault(old, new) != new:
            return {}
    return found
