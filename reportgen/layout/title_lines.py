"""The shape of titles, for a format that breaks its lines itself and knows no words (K32)."""

from __future__ import annotations

from dataclasses import replace

from reportgen.diagnostics import Sink
from reportgen.document.tree import Attachment, Document, Title
from reportgen.fonts import FontLibrary
from reportgen.layout.blocks import title_lines
from reportgen.layout.build import context_of
from reportgen.layout.text import Context
from reportgen.style.profile import Profile


def shaped(document: Document, profile: Profile, library: FontLibrary) -> Document:
    """The document with its titles in the lines that the pages have them in."""
    if not any(isinstance(block, Title | Attachment) for block in document.blocks):
        return document
    context = context_of(profile, library, Sink(), names=document.names)
    return replace(document, blocks=tuple(
        replace(block, lines=_lines(context, block)) if isinstance(block, Title | Attachment)
        else block for block in document.blocks))


def _lines(context: Context, block: Title | Attachment) -> tuple[str, ...]:
    lines = block.lines if isinstance(block, Title) else (block.title,)
    text = "".join(lines)
    made = title_lines(context, lines, block.span)
    return tuple(text[each.line.start : each.line.end] for each in made) or lines
