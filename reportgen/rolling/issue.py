"""An issue as it is read to be rolled, and what comes next: its period, number and folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reportgen.diagnostics import Sink, Span, collecting, failure, typed
from reportgen.facts.model import Dataset, Period
from reportgen.facts.period import parse_period
from reportgen.facts.survey import Survey
from reportgen.frozen import frozen
from reportgen.narrative.front.values import day_of
from reportgen.narrative.read import dataset_of, front_node
from reportgen.rolling.neighbours import step_from
from reportgen.rolling.story import Numbers
from reportgen.rolling.turning import (
    Turn,
    following,
    issue_of,
    mentions,
    next_day,
    next_name,
    steps,
)
from reportgen.sources.nodes import MapNode
from reportgen.sources.text import decode
from reportgen.world import World, name_problem


@frozen
class RollWish:
    """What a clerk says beside the folder: the next folder's name, the next period."""

    name: str = ""
    period: str = ""


@frozen
class Source:
    """The issue that is rolled, as read; `typed` is the folder as it was called."""

    typed: Path
    folder: Path
    path: Path
    text: str
    front: MapNode
    dataset: Dataset
    survey: Survey


def source_of(folder: Path, path: Path, world: World) -> Source:
    """The issue in a folder with the narrative at `path`. Raises what reading it raises."""
    sink, survey = Sink(), Survey()
    with collecting(sink):
        text = decode(world.read(path), str(path), sink)
        dataset = dataset_of(text, path, world, sink, survey=survey)
    sink.raise_errors()
    front = front_node(text, str(path)) or MapNode((), Span(str(path)))
    return Source(folder, world.resolve(folder), path, text, front, dataset, survey)


def turn_of(source: Source, wish: RollWish, world: World) -> Turn:
    """From the period of the facts, or of the folder's name, to the next. Raises E0187."""
    old = source.dataset.period
    if not old.text:
        old = next((found for each in mentions(source.folder.name)
                    if (found := parse_period(each[0])) is not None), old)
    if wish.period:
        new = parse_period(wish.period)
        if new is None or new.end is None or not old.end or new.end <= old.end:
            raise failure("E0187", f"“{wish.period}”不是“{old.text}”之后的一期", Span(""),
                          f"照这样写：--period {_month_after(old)}")
        return Turn(old, new)
    open_ = steps(old)
    months = open_[0] if len(open_) == 1 else step_from(source.folder, old, world) if open_ else 0
    made = following(old, months) if old.end else None
    if made is None or (len(open_) > 1 and not months):
        ways = [found.text for step in open_ if (found := following(old, step)) is not None]
        command = f"reportgen roll {typed(source.typed)} --period"
        raise failure("E0187", f"“{old.text or source.folder.name}”的下一期是哪一期？",
                      Span(str(source.typed)),
                      *(f"{command} {way}" for way in ways or [_month_after(old)]))
    return Turn(old, made)


def _month_after(period: Period) -> str:
    end = period.end or date(2024, 5, 31)
    return f"{end.year + end.month // 12}年{end.month % 12 + 1}月"


def numbers_of(source: Source, turn: Turn) -> Numbers:
    """The next 期号: it restarts with the year that it is counted in, of the period or the day."""
    front = source.front
    told = front.text("期号") or front.text("编号")
    digits = "".join(ch for ch in told.rpartition("〕")[2] if ch.isdecimal())
    number = int(digits or issue_of(source.folder.name))
    day = day_of(front.text("日期"))
    end = turn.old.end
    by_day = day is not None and end is not None and (
        source.folder.name.startswith(f"{day.year}") if day.year != end.year
        else number == day.month != end.month)
    restarts = next_day(day, turn).year != day.year if by_day and day is not None \
        else turn.new_year
    return Numbers(1 if restarts else number + 1, restarts)


def target_of(
    source: Source, turn: Turn, numbers: Numbers, wish: RollWish, world: World,
) -> Path:
    """The next issue's folder. Raises E0187 for one that has no name of its own."""
    name = wish.name or next_name(source.folder.name, turn, numbers.number, numbers.restarts)
    if problem := name_problem(name):
        raise failure("E0187", f"不能用“{name[:80]}”作文件夹名：{problem}", Span(""), "换一个 --to")
    if name == source.folder.name:
        why = "这就是这一期的名称" if wish.name else "名称里没有期间，也没有期号"
        raise failure("E0187", f"“{name}”的下一期叫什么？{why}", Span(name),
                      f"reportgen roll {typed(source.typed)} --to 名称")
    current = world.resolve(Path())
    parent = source.folder.parent
    return (parent.relative_to(current) if parent.is_relative_to(current) else parent) / name


def must_be_next(target: Path, source: Source, numbers: Numbers, world: World) -> None:
    """E0188 unless what is there is the next issue."""
    path = target / source.path.name
    front = front_node(decode(world.read(path), str(path), Sink()), str(path)) \
        if world.is_file(path) else None
    told = front.text("期号") if front is not None else ""
    if "".join(filter(str.isdecimal, told)) != str(numbers.number) and source.front.text("期号"):
        raise failure("E0188", f"“{target}”已经有了，不是下一期（第{numbers.number}期），没有动它",
                      Span(str(target)), "移走它，或用 --to 写另一个名称")
