"""The next issue, made of the one before it, and read back before it is given out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path

from reportgen.diagnostics import Diagnostic, ReportError, Sink, Span, failure
from reportgen.frozen import frozen
from reportgen.memory_world import MemoryWorld
from reportgen.narrative.read import dataset_of
from reportgen.rolling.files import Rolls
from reportgen.rolling.issue import Source
from reportgen.rolling.story import Numbers, front_changes, looks, moved_points
from reportgen.rolling.turning import Turn
from reportgen.rolling.values import CARRIED, Change, Issue, Pool, same_days, value_text
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
    _proved(target, source.path.name, rolls.made(source.path, proof=True), rolls.changes, turn)
    found = tuple(replace(each, span=replace(
        each.span, file=str(target / Path(each.span.file).name))) for each in sink)
    return replace(bare, files=files, changes=tuple(rolls.changes), left=left, found=found,
                   earlier=before.name if before is not None else "")


def _proved(
    target: Path, story: str, files: Mapping[str, bytes], changes: list[Change], turn: Turn,
) -> None:
    """Read the facts of the next issue back, with the old figures where new ones are to be typed.

    Raises E0189 for what is wrong with them, and for a value taken over that reads otherwise.
    """
    world = MemoryWorld({target / name: data for name, data in files.items()})
    text = decode(files[story], story, Sink())
    sink = Sink()
    try:
        made = dataset_of(text, target / story, world, sink)
    except ReportError as error:
        sink.extend(error.diagnostics)
        made = None
    wrong = next((each for each in sink if each.is_error), None)
    if wrong is not None:
        raise failure("E0189", f"做出来的下一期读不回来：{wrong.message}", wrong.span, *wrong.hints)
    if made is not None and made.period.text and not same_days(made.period, turn.new):
        raise failure("E0189", f"做出来的下一期，期间读成了“{made.period.text}”，不是"
                      f"“{turn.new.text}”", Span(str(target)), "标题、说明里的期间写法要一样")
    cells = {(Path(fact.span.file).name, fact.span.sheet, fact.span.cell): fact
             for fact in (made or ()) if fact.span.cell}
    for change in changes:
        fact = cells.get((Path(change.span.file).name, change.span.sheet, change.span.cell))
        if change.kind == CARRIED and fact is not None and change.span.cell \
                and not value_text(fact).startswith(change.new):
            raise failure("E0189", f"“{change.what}”承上的 {change.new}，在新表里读成了"
                          f" {value_text(fact)}", change.span, "两处的数字格式要一样")
