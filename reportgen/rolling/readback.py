"""What was made of an issue is read back before it is given out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportgen.diagnostics import ReportError, Sink, Span, failure
from reportgen.memory_world import MemoryWorld
from reportgen.narrative.read import dataset_of
from reportgen.rolling.turning import Turn
from reportgen.rolling.values import CARRIED, Change, same_days, value_text
from reportgen.sources.text import decode


def proved(
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
