"""How far an issue is, told from its folder and the catalogue alone: nothing is built.

    folder ─read─▶ number, sources    out/ ─▶ files    catalogue ─▶ record, copies, letters
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from enum import Enum
from pathlib import Path

from reportgen import pipeline
from reportgen.acts.archive import Desk, of_folder, office_with_archive
from reportgen.acts.filing import numbered
from reportgen.acts.making import FORMATS as ROLES
from reportgen.acts.register import PrintRun, read_register
from reportgen.acts.signing import MARK
from reportgen.archive.disk import Disk
from reportgen.archive.objects import digest_of
from reportgen.archive.record import SIGNATURE, SOURCES, Holding, Number, Record
from reportgen.archive.store import Archive
from reportgen.diagnostics import Diagnostic, ReportError, Sink
from reportgen.formats import FORMATS
from reportgen.frozen import frozen
from reportgen.limits import LIMITS
from reportgen.mail.model import State
from reportgen.mail.outbox import Outbox
from reportgen.narrative.front.values import day_of
from reportgen.narrative.read import front_node
from reportgen.narrative.syntax import Front
from reportgen.recording_world import RecordingWorld
from reportgen.rolling.neighbours import numbers_in
from reportgen.sources.text import decode
from reportgen.world import World

_SUFFIXES = frozenset((*(row.suffix for row in FORMATS.values()),
                       *(end for kind in LIMITS for end in kind.ends)))


class Origin(Enum):
    """What is known of a file without making it again: whether it is of the sources as they are."""

    FILED = "就是归档的，稿子和数据没有改过"
    CHANGED = "是归档的，稿子或数据后来改过"
    OTHER = "和归档的不一样"
    UNKNOWN = "没有归档的可以对照"


@frozen
class MadeFile:
    """A file that lies in out/.

    `later`: the sources in the issue's folder that were changed after it, by the clock of the
    disk, so that it is hardly of these. That there are none proves nothing.
    """

    path: Path
    format: str
    origin: Origin
    later: tuple[str, ...] = ()


@frozen
class HowFar:
    """An issue as it stands. With `unread` it cannot be read, for that; its number may be known.

    `unopened`: why nothing is known of the archive that is there.
    """

    folder: Path
    number: Number | None = None
    title: str = ""
    unread: tuple[Diagnostic, ...] = ()
    files: tuple[MadeFile, ...] = ()
    record: Record | None = None
    runs: tuple[PrintRun, ...] = ()
    letters: Mapping[State, int] = field(default_factory=dict)
    unopened: tuple[Diagnostic, ...] = ()

    @property
    def copies(self) -> int:
        """How many were printed, of all revisions."""
        return sum(run.last - run.first + 1 for run in self.runs)


def issues(top: Path, world: World) -> list[Path]:
    """The issues that lie directly in a folder, the newest first by what each tells of itself.

    Of those that tell nothing that can be read, by the numbers in the names of their folders.
    """
    found = [top / name for name in world.names_in(top)
             if world.is_file(top / name / pipeline.NARRATIVE)]
    return sorted(found, key=lambda each: (_order(each, world), each.name), reverse=True)


def _order(folder: Path, world: World) -> tuple[int, ...]:
    """Day and number as the front matter has them: no more is read, of many it would take long."""
    path = folder / pipeline.NARRATIVE
    try:
        front = front_node(decode(world.read(path), str(path), Sink()), str(path))
    except ReportError:
        front = None
    if front is not None and (day := day_of(front.text("日期") or front.text("成文日期"))):
        return day.year, day.month, day.day, *numbers_in(front.text("期号"))[1]
    return numbers_in(folder.name)[1]


def standing(folder: Path, out: Path, world: World, disk: Disk) -> HowFar:
    """How far an issue is, with an office or without one; its files are looked for in `out`.

    Raises `ReportError` for a broken office.yaml alone.
    """
    reading = RecordingWorld(world)
    far = HowFar(folder)
    try:
        front = pipeline.load(folder, reading).narrative.front
        far = HowFar(folder, _number(front), "".join(front.title))
    except ReportError as error:
        far = HowFar(folder, unread=error.diagnostics)
    office, changed = office_with_archive(folder, world, disk), False
    if office is not None:
        at = Desk(office, world, disk, "")
        try:
            with at.archive() as archive:
                far = _catalogued(far, at, archive)
        except ReportError as error:
            far = replace(far, unopened=error.diagnostics)
        changed = far.record is not None and _changed(at, far, far.record, reading)
    return replace(far, files=tuple(_files(far, out, reading, changed=changed)))


def _catalogued(far: HowFar, at: Desk, archive: Archive) -> HowFar:
    """With what the catalogue knows of it, by its folder and by its number."""
    records = of_folder(at, archive, far.folder)
    number = far.number or (records[-1].number if records else None)
    box = Outbox(archive)
    states = Counter(box.standing[letter.identity].state
                     for record in records for letter in box.of(record.name))
    runs = read_register(archive).of(number) if number else ()
    return replace(far, number=number, record=records[-1] if records else None,
                   runs=tuple(runs), letters=states)


def _number(front: Front) -> Number | None:
    try:
        return numbered(front)[0]
    except ReportError:
        return None         # who files or prints it is told


def _changed(at: Desk, far: HowFar, record: Record, reading: RecordingWorld) -> bool:
    """Whether a source is no longer as it was filed, or one was not filed that is read now."""
    top = at.world.resolve(at.office.folder)
    return not reading.seen.keys() <= {top / each.name for each in record.holdings} \
        or not all(_there(at, far, each) for each in record.holdings if each.role in SOURCES)


def _there(at: Desk, far: HowFar, held: Holding) -> bool:
    places = (at.office.path(held.name), far.folder / "附件" / held.name, far.folder / held.name)
    return any(at.world.is_file(each) and digest_of(at.world.read(each)) == held.digest
               for each in places)


def _files(far: HowFar, out: Path, reading: RecordingWorld, *, changed: bool) -> Iterator[MadeFile]:
    world, record = reading.world, far.record
    name, times = world.resolve(far.folder).name, _times(out, world)
    read = {world.resolve(path): time for path, time in _times(far.folder, world).items()}
    for kind, row in FORMATS.items():
        for mark in ("", MARK) if kind == "pdf" else ("",):
            path = out / f"{name}{mark}{row.suffix}"
            if not world.is_file(path):
                continue
            held = {each.digest for each in record.held(ROLES[kind])} if record else set()
            told = record is not None and held and bool(record.extra.get(SIGNATURE)) == bool(mark)
            origin = Origin.UNKNOWN
            if told:
                origin = Origin.OTHER if digest_of(world.read(path)) not in held else \
                    Origin.CHANGED if changed else Origin.FILED
            later = tuple(each.name for each, time in read.items()
                          if each in reading.seen and time > times.get(path, time))
            yield MadeFile(path, kind, origin, later)


def _times(folder: Path, world: World) -> dict[Path, int]:
    return {each.path: each.changed for each in world.below(folder, _SUFFIXES)}
