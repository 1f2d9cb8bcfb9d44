"""Glyph check: every character of the document has a face, or the build stops and says which.

Run before anything is drawn, over prose, tables, captions, furniture and chart labels alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial

from reportgen.charts.record.drawing import Drawing, TextMark
from reportgen.checks.faces.fallbacks import Fallbacks
from reportgen.checks.faces.rare import Rare
from reportgen.diagnostics import Sink, Span
from reportgen.document.inline import leaves
from reportgen.document.tree import Document, Figure, LineBreak, Script
from reportgen.document.walk import at, walk
from reportgen.fonts import FontLibrary, ways_out
from reportgen.style.furniture import furniture
from reportgen.style.profile import Profile

Shown = tuple[str, str, Span]     # text, face role, place


def check_glyphs(
    document: Document, drawings: Mapping[int, Drawing], profile: Profile, library: FontLibrary,
    sink: Sink,
) -> None:
    """Report E0501 once for every character that no face of its role covers.

    And, as information, what the user's own faces leave to the bundled ones, and which face of
    the machine shows what none of these has.
    """
    reported: set[str] = set()
    rare = Rare()
    fallbacks = Fallbacks(library)
    plain = {role: set[str]() for role in library.roles()}      # characters nothing is told of
    for text, role, span in _shown(document, drawings, profile):
        if plain[role].issuperset(text):
            continue
        for index, ch in library.missing(role, text):
            if ch not in reported:
                reported.add(ch)
                _report(ch, text, at(span, text, index), sink, again=len(reported) > 1)
        fallbacks.note(role, text, partial(at, span, text))
        rare.note(library.chain(role).filled, text, partial(at, span, text))
        plain[role].update(filter(library.chain(role).usual, text))
    fallbacks.report(sink)
    rare.report(sink)


def _report(ch: str, text: str, span: Span, sink: Sink, *, again: bool) -> None:
    """E0501; the ways out are long and alike, so only the first of them tells all."""
    code = f"U+{ord(ch):04X}"
    where = text if len(text) <= 24 else text[max(0, text.index(ch) - 10) :][:24]
    sink.error("E0501", f"没有字体能显示“{ch}”（{code}），见“{where}”", span,
               *ways_out(ch)[:1] if again else ways_out(ch))


def _shown(
    document: Document, drawings: Mapping[int, Drawing], profile: Profile
) -> Iterator[Shown]:
    roles = cache(lambda style: profile.text(f"styles.{style}.role"))
    for step in walk(document):
        passage, role = step.passage, roles(step.passage.style)
        if passage.label:
            yield passage.label, roles(passage.label_style or passage.style), passage.span
        yield from ((leaf.content if isinstance(leaf, Script) else leaf.text,
                     roles(within) if within else role, leaf.span)
                    for leaf, within in leaves(passage.children) if not isinstance(leaf, LineBreak))
    for block in document.blocks:
        if isinstance(block, Figure) and block.number in drawings:
            yield from ((mark.text, mark.role, block.span)
                        for mark in drawings[block.number].marks if isinstance(mark, TextMark))
    for style, text, span in furniture(document, profile):
        yield text, roles(style), span
