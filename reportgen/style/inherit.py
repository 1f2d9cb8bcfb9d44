"""Styles that extend others: what they take over, and that they follow when the others change.

So a unit that sets its text in another face or size sets its headings, signatures and heads in it
too, where these are what the text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reportgen.diagnostics import Sink
from reportgen.sources.nearest import asked
from reportgen.style.keys import STYLES, name_of
from reportgen.style.setting import Setting

Settings = Mapping[str, Setting]
Bases = Mapping[str, str]
"""The style that each style extends, by their names."""

_BASE = re.compile(r"styles\.(\w+)\.extends")


def bases(settings: Settings) -> Bases:
    """Which style extends which, as a file says."""
    return {
        found[1]: setting.value for key, setting in settings.items()
        if (found := _BASE.fullmatch(key))
    }


def inherited(settings: Settings, sink: Sink) -> dict[str, Setting]:
    """The settings of a packaged profile; a style may extend one that stands before it (E0152)."""
    result = {key: value for key, value in settings.items() if not _BASE.fullmatch(key)}
    for style, base in bases(settings).items():
        source = f"styles.{base}."
        taken = {k: v for k, v in result.items() if k.startswith(source)}
        if not taken:
            _unknown(settings, style, sink)
        for name, value in taken.items():
            result.setdefault(f"styles.{style}.{name.removeprefix(source)}", value)
    return result


def overlaid(parent: Settings, own: Settings, sink: Sink) -> dict[str, Setting]:
    """A unit's settings with all that its styles take over; what is told itself wins (E0152)."""
    result: dict[str, Setting] = {}
    for style, base in bases(own).items():
        source = f"styles.{base}."
        taken = {k: v for k, v in {**parent, **own}.items() if k.startswith(source)}
        if not taken:
            _unknown(own, style, sink)
        result |= {f"styles.{style}.{k.removeprefix(source)}": v for k, v in taken.items()}
    result = {key: value for key, value in result.items() if key in parent}
    return result | {key: value for key, value in own.items() if not _BASE.fullmatch(key)}


def followers(key: str, parent: Settings, known: Bases, told: Settings) -> Iterator[str]:
    """The settings that follow when the unit changes `key`, but for those it tells itself."""
    first, _, name = key.partition(".")
    style, _, attribute = name.partition(".")
    if first != "styles":
        return
    for heir, base in known.items():
        other = f"styles.{heir}.{attribute}"
        if base == style and other not in told and parent.get(other) == parent[key]:
            yield other
            yield from followers(other, parent, known, told)


def _unknown(settings: Settings, style: str, sink: Sink) -> None:
    setting = settings[f"styles.{style}.extends"]
    hints = asked(setting.value, (*STYLES, *map(name_of, STYLES.values())))
    sink.error("E0152", f"版式里没有“{setting.value}”这个样式", setting.span,
               *(hints or ("全部样式：reportgen docs 版式",)))
