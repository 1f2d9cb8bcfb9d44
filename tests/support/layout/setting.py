"""What tests of single parts of the layout share: a context, and the words of strips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reportgen.charts.record.drawing import Drawing
from reportgen.diagnostics import Sink
from reportgen.fonts import FontLibrary
from reportgen.layout.pages import Element, GlyphRun, Marked, Rule
from reportgen.layout.strips import Strip
from reportgen.layout.text import Context
from reportgen.layout.type_area import frame_of
from reportgen.style.profile import load_profile
from reportgen.typeset import Rules


def context(
    kind: str = "jianbao", drawings: Mapping[int, Drawing] | None = None, **changes: str
) -> Context:
    """A context under a profile; `page__lines="3"` changes page.lines."""
    profile = load_profile(kind)
    settings = dict(profile.settings)
    for key, value in changes.items():
        name = key.replace("__", ".")
        settings[name] = replace(settings[name], value=value)
    profile = replace(profile, settings=settings)
    return Context(profile, frame_of(profile), FontLibrary.bundled(), Rules(), drawings or {}, {},
                   Sink(), Element("Document"))


def runs(content: Iterable[Marked]) -> list[GlyphRun]:
    """The glyph runs of some marks."""
    return [item for marked in content for item in marked.items if isinstance(item, GlyphRun)]


def rules(content: Iterable[Marked]) -> list[Rule]:
    """The rules of some marks."""
    return [item for marked in content for item in marked.items if isinstance(item, Rule)]


def texts(strips: Iterable[Strip]) -> list[str]:
    """What each strip says."""
    return ["".join(run.text for run in runs(strip.content)) for strip in strips]


def codes(made: Context) -> list[str]:
    """The codes of what was reported."""
    return [item.code for item in made.sink.items]
