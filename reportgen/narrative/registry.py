"""The kinds of document there are, by name, and which of them a front matter is.

Every module of `reportgen.narrative.genres` has a row `GENRE`; a new kind is a new file there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from reportgen.diagnostics import Sink
from reportgen.narrative.front.genre import Genre
from reportgen.narrative.syntax import EDITABLE, Front
from reportgen.sources.fields import Fields

# What keys are taken for that would do for several kinds.
_USUAL = ("简报", "文件")
_UNKNOWN = "E0121"


@cache
def genres() -> Mapping[str, Genre]:
    """All kinds by name."""
    import reportgen.narrative.genres as room

    modules = sorted(module.name for module in iter_modules(room.__path__))
    rows = [import_module(f"{room.__name__}.{name}").GENRE for name in modules]
    return {row.name: row for row in rows}


def read_front(fields: Fields, sink: Sink, kind_of: Callable[[str], str]) -> Front:
    """The front matter of a narrative; `kind_of` says of which kind a unit's own profile is.

    Problems: E0120–E0124 of the fields, E0314 a bad value, E0330 a bad document number, E0332 days
    in the wrong order.
    """
    profile = fields.optional("版式")
    named = genres().get(profile)
    told = [named] if named else _told(fields, kind_of(profile) if profile else "")
    genre = told[0]
    front = genre.read(fields, sink)
    front = replace(
        front, genre=genre.name, kinds=tuple(row.name for row in told),
        profile=profile or genre.name, span=fields.mapping.span,
        keywords=fields.texts("关键词"), subject=fields.optional("主题"),
        editable=fields.choice("Word图", EDITABLE, None) or False,
        places={entry.key.text: entry.value.span for entry in fields.mapping.entries},
    )
    fields.expect("数据表")      # read before the rest: `read.tables_named`
    fields.done()
    return front


def _told(fields: Fields, kind: str) -> list[Genre]:
    """The kinds whose keys these are: the profile's first, unless others know more of them."""
    rows = genres()
    order = dict.fromkeys([*(name for name in (kind, *_USUAL) if name in rows), *rows])
    strange = {name: _strange(fields, rows[name]) for name in order}
    return [rows[name] for name in order if strange[name] == min(strange.values())]


def _strange(fields: Fields, genre: Genre) -> int:
    """How many keys a kind of document does not know."""
    trial = Fields(fields.mapping, Sink())
    genre.read(trial, trial.sink)
    trial.expect("版式", "关键词", "主题", "Word图", "数据表")
    trial.done()
    return sum(problem.code == _UNKNOWN for problem in trial.sink)
