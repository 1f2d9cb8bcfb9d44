"""The next period: an issue's folder made anew from the last one, with the figures left to type.

    folder ─read─▶ facts, cells, front matter ─turn─▶ changes ─▶ files ─read back─▶ folder, at once
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from reportgen import pipeline
from reportgen.acts.archive import Desk, office_with_archive, require_approval
from reportgen.acts.folders import placed
from reportgen.archive.disk import Disk, login_name
from reportgen.archive.objects import digest_of
from reportgen.archive.record import DATA, NARRATIVE, canonical
from reportgen.diagnostics import ReportError
from reportgen.facts.model import Period
from reportgen.facts.period import year_before
from reportgen.memory_world import MemoryWorld
from reportgen.office.model import Office
from reportgen.rolling.issue import (
    RollWish,
    must_be_next,
    numbers_of,
    source_of,
    target_of,
    turn_of,
)
from reportgen.rolling.neighbours import folder_held, issue_in, last_year
from reportgen.rolling.next import Rolled, rolled
from reportgen.rolling.values import Issue
from reportgen.world import World

ROLLED = "续期"     # in the journal


def planned(folder: Path, world: World, disk: Disk, wish: RollWish) -> Rolled:
    """The next issue, not written yet. Raises `ReportError`.

    What reading the folder raises; E0187 what comes next is not plain, E0188 something else is
    there, E0189 a workbook cannot be patched, or what was made does not read back.
    """
    source = source_of(folder, pipeline.narrative_of(folder, world), world)
    turn = turn_of(source, wish, world)
    numbers = numbers_of(source, turn)
    target = target_of(source, turn, numbers, wish, world)
    if world.names_in(target) or world.is_file(target):
        must_be_next(target, source, numbers, world)
        return Rolled(target, turn, numbers, there=True)
    before = last_year(source.folder, turn, world)
    if before is None and (office := office_with_archive(source.folder, world, disk)) is not None:
        before = _archived(office, year_before(turn.new), world, disk)
    return rolled(Rolled(target, turn, numbers), source, before, world)


def digest(made: Rolled) -> str:
    """What is approved of a next issue: its files."""
    return digest_of(canonical({
        name: digest_of(data) for name, data in made.files.items()}).encode())


def place(
    made: Rolled, source: Path, world: World, disk: Disk, by: str, *,
    approved: str | None = None,
) -> None:
    """Write the next issue's folder, whole or not at all, and enter that where there is an archive.

    `approved`: the digest of what was looked at. What cannot be entered is not left there: done
    again, it would be taken for what was entered. Raises `ReportError` E0102, E1131 when another
    was approved, or what is wrong with the archive.
    """
    if approved is not None:
        require_approval(approved, digest(made), "这样的下一期")
    placed(made.folder, made.files, world, disk)
    with ExitStack() as undo:
        undo.callback(disk.remove, made.folder)
        _enter(made, source, world, disk, by)
        undo.pop_all()


def _enter(made: Rolled, source: Path, world: World, disk: Disk, by: str) -> None:
    if (office := office_with_archive(source, world, disk)) is None:
        return
    at = Desk(office, world, disk, by.strip() or login_name() or "—")
    with at.archive(write=True) as archive:
        archive.note(ROLLED, at.who, {
            "从": world.resolve(source).name, "到": made.folder.name,
            "期间": made.turn.new.text, "摘要": digest(made)})


def _archived(office: Office, wanted: Period, world: World, disk: Disk) -> Issue | None:
    """The issue of a period that the archive holds."""
    try:
        with Desk(office, world, disk, "").archive() as archive:
            records = archive.catalogue.records("year IN (?, ?)", (wanted.year, wanted.year + 1))
            for _, record in reversed(records):
                held = {each.name: archive.read(each) for role in (NARRATIVE, DATA)
                        for each in record.held(role)}
                inside = MemoryWorld({Path("/") / name: data for name, data in held.items()})
                folder = folder_held(held)
                found = issue_in(folder, record.name, wanted, inside) if folder else None
                if found is not None:
                    return found
    except ReportError:
        return None     # what is wrong with an archive, its own commands tell
    return None
