"""The next issue, made of the one before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Sink
from reportgen.frozen import frozen
from reportgen.rolling.files import Rolls
from reportgen.rolling.issue import Source
from reportgen.rolling.readback import proved
from reportgen.rolling.story import Numbers, front_changes, looks, moved_points
from reportgen.rolling.turning import Turn
from reportgen.rolling.values import Change, Issue, Pool
from reportgen.sources.text import decode
from reportgen.world import World

_TEXTS = (".md", ".yaml", ".yml")


@frozen
class Rolled:
    """The next issue: where it is to lie, its files, what became of what, what was left behind.

    `there`: it has been made before. `found` names what its author must look at.
    """

    folder: Path
    turn: Turn
    numbers: Numbers
    files: Mapping[str, bytes] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    left: tuple[str, ...] = ()
    earlier: str = ""
    found: tuple[Diagnostic, ...] = ()
    there: bool = False


def rolled(bare: Rolled, source: Source, before: Issue | None, world: World) -> Rolled:
    """The next issue with all that is in it; `before` is that of its period a year ago.

    Raises `ReportError` E0189.
    """
    turn, target = bare.turn, bare.folder
    issue = Issue(source.folder.name, source.dataset, world)
    pool = Pool((issue, before) if before is not None else (issue,))
    sink = Sink()
    rolls = Rolls(turn, pool, source.survey, world, sink)
    rolls.facts(source.dataset)
    rolls.take(source.path, front_changes(source.front, turn, bare.numbers, sink))
    rolls.take(source.path, moved_points(source.text, str(source.path), rolls.points))
    files, left = rolls.files(source.folder, source.path)
    for path in rolls.by_file:
        if path.suffix in _TEXTS:
            looks(decode(files[path.name], path.name, Sink()), str(target / path.name), turn,
                  rolls.points, sink)
    proved(target, source.path.name, rolls.made(source.path, proof=True), rolls.changes, turn)
    found = tuple(replace(each, span=replace(
        each.span, file=str(target / Path(each.span.file).name))) for each in sink)
    return replace(bare, files=files, changes=tuple(rolls.changes), left=left, found=found,
                   earlier=before.name if before is not None else "")
