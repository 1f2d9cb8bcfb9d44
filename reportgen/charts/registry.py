"""The kinds of charts there are, by what a briefing calls them.

Every module in `reportgen.charts.kinds` lists its kinds in `KINDS`; a new kind is a new file there.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from reportgen.charts.parts.kind import ChartKind
from reportgen.document.chart import ChartSpec


@cache
def kinds() -> Mapping[str, ChartKind[Any]]:
    """All kinds by name."""
    import reportgen.charts.kinds as room

    modules = sorted(module.name for module in iter_modules(room.__path__))
    found = [
        kind for name in modules for kind in import_module(f"{room.__name__}.{name}").KINDS
    ]
    return {kind.name: kind for kind in found}


def names() -> Mapping[str, str]:
    """Every name a briefing may write, and the kind's own name."""
    return {
        name: kind.name for kind in kinds().values() for name in (kind.name, *kind.aliases)
    }


def kind(spec: ChartSpec) -> ChartKind[Any]:
    """The kind of a chart."""
    return kinds()[spec.kind]
