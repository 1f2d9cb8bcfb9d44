"""An issue looked at: all that a build does but the writing, and where what was found is put.

    folder ─load, compose, check, lay out─▶ Checked ─▶ terminal, page, the cells of the workbook
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen import pipeline
from reportgen.acts.building import before
from reportgen.acts.codes import Wanted
from reportgen.diagnostics import Diagnostic, Family, ReportError, Sink, collecting
from reportgen.edition import Edition, Progress
from reportgen.frozen import frozen
from reportgen.recording_world import RecordingWorld
from reportgen.sources.waivers import unused
from reportgen.world import World

if TYPE_CHECKING:
    from reportgen.checks.reckoning.recompute import Recomputed


@frozen
class CheckWish:
    """Which codes are to be seen and which let pass, what is compared; `strict` as in a build."""

    wanted: Wanted = field(default_factory=Wanted)
    allow: tuple[str, ...] = ()
    last: Path | None = None        # the issue before: a folder, or a record of the archive
    strict: bool = False
    recompute: bool = False


@frozen
class Checked:
    """What was found, and the files that were read, by their true paths.

    With a `family` the issue cannot be built, and of facts, pages and results nothing is told.
    """

    found: tuple[Diagnostic, ...]
    read: Mapping[Path, bytes]
    family: Family | None = None
    facts: int = 0
    pages: int = 0
    results: tuple[Recomputed, ...] = ()        # what a reader can redo, if asked for


def check(folder: Path, world: World, wish: CheckWish, progress: Progress) -> Checked:
    """Look at an issue; what is wrong with it is not raised, but found."""
    reading = RecordingWorld(world)
    progress("检查")
    try:
        checked = _checked(folder, reading, wish, progress)
    except ReportError as error:
        checked = Checked(error.diagnostics, reading.seen, error.family)
    return replace(checked, found=tuple(
        each for each in checked.found if each.is_error or wish.wanted(each.code)))


def _checked(
    folder: Path, reading: RecordingWorld, wish: CheckWish, progress: Progress,
) -> Checked:
    briefing = pipeline.load(folder, reading, allow=wish.allow)
    briefing.sink.waivers += wish.wanted.passed()
    document = pipeline.compose(briefing)
    pipeline.check(briefing, document, before(wish.last, folder, reading.world))
    edition = Edition(briefing, document, progress)
    edition.check()
    pages = len(edition.fitted.pages.pages)
    unused(briefing.sink)
    briefing.sink.insist(wish.strict)
    results: tuple[Recomputed, ...] = ()
    if wish.recompute:
        from reportgen.checks.reckoning.recompute import recompute

        results = recompute(briefing.dataset, document)
    return Checked(tuple(briefing.sink), reading.seen, None, len(briefing.dataset.facts), pages,
                   results)


def mark(
    checked: Checked, found: Sequence[Diagnostic], into: Path | None, world: World,
) -> Checked:
    """What was found, in the order of the list, written into the workbook or a copy: I0149.

    Raises `ReportError` E0147, E0148, with what was found.
    """
    from reportgen.acts import marking

    told = Sink(list(checked.found))
    with collecting(told):
        told.items.append(marking.mark(
            [each for each in found if not each.waived], checked.read, into, world))
    return replace(checked, found=tuple(told))
