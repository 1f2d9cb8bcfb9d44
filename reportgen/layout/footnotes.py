"""Footnotes at the foot of the page: below a short rule, on the page that refers to them.

A note stays whole: where it finds no room, its line goes to the next page with it. So no note may
be longer than half a page (E0617).
"""

from __future__ import annotations

from reportgen.document.tree import Footnote
from reportgen.layout.blocks import hanging
from reportgen.layout.pages import BLACK, Element
from reportgen.layout.strips import Strip, rule
from reportgen.layout.text import Context, Piece, pieces, text_strips

_MOST = 1 / 2      # of the page, for the notes of one line


def with_foot(context: Context, strip: Strip) -> Strip:
    """A line with its notes laid out; E0617 where they would take more than half the page."""
    if not strip.notes:
        return strip
    foot = tuple(line for note in strip.notes for line in _lines(context, note))
    height, most = sum(line.height for line in foot), context.frame.height * _MOST
    if height > most:
        context.sink.error("E0617", "脚注太长，超过半页", strip.notes[-1].span,
                           "写短些，或把这些话写到正文里")
    return strip._replace(foot=foot)


def separator(context: Context) -> Strip:
    """The short rule above the notes of a page."""
    profile, frame = context.profile, context.frame
    height = profile.length("footnote.gap").pt
    line = rule(frame.left, height / 2, profile.length("footnote.rule").pt,
                profile.length("footnote.rule_width").pt, BLACK)
    return Strip(height, height, (line,))


def _lines(context: Context, note: Footnote) -> list[Strip]:
    """The lines of a note, set in behind its mark, which leads back to the text."""
    style = context.style("footnote")
    own = Element("Note", context.root, anchor=note.anchor, name=note.anchor)
    link = Element("Link", Element("Lbl", own), target=note.mark_anchor, alt="回到正文")
    mark = Piece(note.text, style.role, link, span=note.span)
    lines = hanging(context, style, mark, pieces(context, note.children, style.role, own))
    return [strip._replace(snap=False) for strip in text_strips(context, lines, style, own)]
