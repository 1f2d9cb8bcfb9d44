"""What a unit needs as a value: for a worker that has no disk in common with us.

Template, profile, photographs and faces are one `Bundle`, which goes to each worker once; a unit's
own folder travels with it. What is made comes back as a value, and is written here alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from os.path import normpath
from pathlib import Path

from reportgen.batching.results import Result, State, record_path
from reportgen.batching.supervise import End, Limits, supervise
from reportgen.batching.work import Task
from reportgen.cache import Cache
from reportgen.diagnostics import ReportError, Sink
from reportgen.fonts.system import SystemFonts
from reportgen.frozen import frozen
from reportgen.memory_world import MemoryWorld
from reportgen.office.model import FILE
from reportgen.pipeline import build
from reportgen.recording_world import RecordingWorld
from reportgen.remote_world import is_remote, reaching
from reportgen.style.faces import wishes
from reportgen.world import DiskWorld, World

Work = Callable[[Task, World], Result]
_LOOKS = (".yaml", ".yml")      # of an office: what it is, and its profile
_ASKED = 8                      # units that are tried until one is built
Carried = tuple[Result, dict[Path, bytes]]      # what became of it; what is to be written


@frozen
class Bundle:
    """Files by their paths, the names in their folders, and where relative paths begin."""

    here: Path = Path("/")
    files: Mapping[Path, bytes] = field(default_factory=dict)
    names: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)

    def packed(self) -> bytes:
        """As one file: an index, and the contents behind it. Nothing in it can run."""
        index = json.dumps([
            str(self.here), [[str(path), len(data)] for path, data in self.files.items()],
            [[str(path), names] for path, names in self.names.items()]]).encode()
        return b"\n".join((index, b"".join(self.files.values())))

    @classmethod
    def unpacked(cls, data: bytes) -> Bundle:
        """The same, read back."""
        index, _, contents = data.partition(b"\n")
        here, sizes, names = json.loads(index)
        files, at = dict[Path, bytes](), 0
        for path, size in sizes:
            files[Path(path)], at = contents[at : at + size], at + size
        return cls(Path(here), files, {Path(path): tuple(each) for path, each in names})


@frozen
class Parcel:
    """A unit on its way: the task, who does it, its own folder, where its bundle will lie."""

    task: Task
    work: Work
    own: Bundle
    bundle: str = ""


Pack = Callable[[Task], Parcel]


class BundleWorld(MemoryWorld):
    """The files of bundles under the paths they have at home; what is made anew is kept here."""

    def __init__(self, bundle: Bundle, own: Bundle, env: Mapping[str, str]) -> None:
        self.here, self.names = bundle.here, {**bundle.names, **own.names}
        super().__init__({}, env)
        self.files |= {**bundle.files, **own.files}

    def resolve(self, path: Path) -> Path:
        """The path as it is at home, no links followed."""
        return _home(self.here, path)

    def names_in(self, folder: Path) -> tuple[str, ...]:
        """Those that were there, whether or not they travel."""
        return self.names.get(self.resolve(folder)) or super().names_in(folder)

    def cache(self) -> Cache:
        """That of the machine where the work is done."""
        return DiskWorld().cache()


def carried(parcel: Parcel) -> Carried:
    """Do a unit in a world of its own; what it would have written comes back."""
    bundle = Bundle.unpacked(DiskWorld().read(Path(parcel.bundle)))
    world = BundleWorld(bundle, parcel.own, parcel.task.env)
    before = frozenset(world.files)
    result = parcel.work(parcel.task, world)
    return result, {path: data for path, data in world.files.items() if path not in before}


def landed(result: Result, files: Mapping[Path, bytes], out: Path, world: World) -> Result:
    """Write what came back, the record last: what it names is whole. E0102 is the unit's own."""
    last = world.resolve(record_path(out, result.unit))
    try:
        world.write_all({path: data for path, data in files.items() if path != last})
        world.write_all({path: data for path, data in files.items() if path == last})
    except ReportError as error:
        return replace(result, state=State.WRONG, findings=error.diagnostics)
    return result


def own(task: Task, world: World) -> Bundle:
    """The folder of a unit."""
    here = world.resolve(Path())
    return Bundle(here, *_inside(task.unit.folder, here, world)) if task.unit.folder else Bundle()


def bundle(tasks: Sequence[Task], limits: Limits) -> Bundle:
    """What all units have in common: the template, its office, the faces of this machine it uses.

    Which faces those are, a unit that can be built tells; it is held to the limits of all.
    """
    task = tasks[0]
    world = reaching(DiskWorld(task.env), task.template)
    here, top = world.resolve(Path()), world.resolve(task.template)
    files, names = _inside(task.template, here, world, world.resolve(task.out))
    if office := next((each for each in top.parents if world.is_file(each / FILE)), None):
        files |= {office / name: world.read(office / name)
                  for name in world.names_in(office) if name.endswith(_LOOKS)}
    few = tasks[:_ASKED]
    for ended in supervise(few, faces, replace(limits, workers=1, whole=0, tries=1)):
        if ended.end is End.MADE and ended.value is not None:
            return Bundle(here, {**ended.value, **files}, names)
    return Bundle(here, files, names)


def faces(task: Task) -> dict[Path, bytes] | None:
    """The faces of this machine that a unit is printed with; None where it cannot be built."""
    world = reaching(DiskWorld(task.env), task.template)
    reading = RecordingWorld(world)
    try:
        said = task.unit.facts(reading, Sink())
        built = build(task.template, task.out / "样.pdf", reading, ("pdf",), more=said)
        fill = [filler for wish in wishes(built.briefing.profile, Sink()) for filler in wish.fill]
    except ReportError:
        return None
    if reading.faces:       # other units' rare characters: not by these, but by whose turn it is
        system = SystemFonts(world)
        for each in fill:
            found = [each.file] if each.file else [path for path, _ in system.find(each.name)]
            reading.faces.update(map(world.resolve, found))
    return {path: world.read(path) for path in sorted(reading.faces)}


def _home(here: Path, path: Path) -> Path:
    return path if is_remote(path) else Path(normpath(here / path))


def _inside(
    top: Path, here: Path, world: World, without: Path | None = None,
) -> tuple[dict[Path, bytes], dict[Path, tuple[str, ...]]]:
    """The files in a folder and below, and what lies there; what cannot be read does not travel.

    Nor does what is in hidden folders, or where the files of the batch go to.
    """
    files: dict[Path, bytes] = {}
    names: dict[Path, tuple[str, ...]] = {}
    waiting, seen = [top], {without}
    while waiting:
        folder = waiting.pop()
        if (true := world.resolve(folder)) in seen:
            continue        # links may go round
        seen.add(true)
        names[_home(here, folder)] = listed = world.names_in(folder)
        for path in (folder / name for name in listed):
            if world.is_dir(path) and not path.name.startswith("."):
                waiting.append(path)
            elif world.is_file(path) and (data := _read(path, world)) is not None:
                files[_home(here, path)] = data
    return files, names


def _read(path: Path, world: World) -> bytes | None:
    try:
        return world.read(path)
    except ReportError:     # too large, or not to be read: whoever wants it is told
        return None
