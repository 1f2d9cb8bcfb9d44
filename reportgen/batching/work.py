"""One unit, in a process of its own: its facts into the template, its files, its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from reportgen.batching.across import reported
from reportgen.batching.results import Digests, Result, State, key, record, record_path, sha256
from reportgen.batching.supervise import peak
from reportgen.batching.units import Unit
from reportgen.diagnostics import Diagnostic, ReportError, Sink
from reportgen.formats import format_named
from reportgen.frozen import frozen
from reportgen.pipeline import build, check, load
from reportgen.recording_world import RecordingWorld
from reportgen.world import DiskWorld, World

_TOLD = 50      # findings of one unit that are passed on


@frozen
class Task:
    """What a process is told: a unit, the template, where to, in which formats, how."""

    unit: Unit
    template: Path
    out: Path
    formats: tuple[str, ...]
    strict: bool = False
    dry: bool = False
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def options(self) -> object:
        """What of it changes the files, beside unit and template."""
        return [list(self.formats), self.strict]


def work(task: Task, world: World | None = None) -> Result:
    """Build one unit, or only check it. What a user can mend is in the result."""
    name, world = task.unit.name, world or DiskWorld(task.env)
    reading = RecordingWorld(world)
    try:
        said = task.unit.facts(reading, Sink())
        if task.dry:
            briefing = load(task.template, reading, more=said)
            return Result(name, State.DONE, peak=peak(), findings=_few(check(briefing)),
                          facts=reported(briefing.dataset, task.unit.owns()))
        stem = task.out / (name + format_named(task.formats[0]).suffix)
        built = build(task.template, stem, reading, task.formats, strict=task.strict, more=said)
        digests = {path.name: sha256(data) for path, data in reading.written.items()}
        done = Result(name, State.DONE, 0, peak(), built.pages, built.files, digests,
                      _few(built.diagnostics),
                      facts=reported(built.briefing.dataset, task.unit.owns()))
        world.write_all(reading.written)
        inputs = sorted(map(str, (*reading.seen, *reading.faces)))
        of_all = key(task.unit, task.template, task.options, inputs, Digests(world))
        world.write_all({record_path(task.out, name): record(done, inputs, of_all)})
    except ReportError as error:
        return Result(name, State.WRONG, peak=peak(), findings=_few(error.diagnostics))
    return done


def _few(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The errors first, and not more than a pipe takes at once."""
    return tuple(sorted(found, key=lambda each: not each.is_error))[:_TOLD]
