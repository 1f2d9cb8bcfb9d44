"""Which file of an issue is meant by one that a person brings: told by its name and what it says.

Where that is not plain, nothing is guessed: E0138 says how to say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportgen import limits, pipeline
from reportgen.diagnostics import ReportError, Sink, Span, failure
from reportgen.excel.cells import SUFFIXES as BOOKS
from reportgen.excel.read import opened
from reportgen.facts.folder import NAMES, SUFFIXES, YAML
from reportgen.facts.model import Period, dataset
from reportgen.narrative.fill.lookup import Lookup
from reportgen.narrative.parse.photo_fence import photo_files
from reportgen.narrative.read import dataset_of, front_lines, read_narrative
from reportgen.recording_world import RecordingWorld
from reportgen.sources.table import read_csv
from reportgen.sources.text import decode
from reportgen.world import World

_TOLD = 6       # of what is wrong with a table: all heads that it lacks


def meant(folder: Path, name: str, data: bytes, world: World) -> Path:
    """Which file of an issue one of that name is to be. Raises E0138 where that is not plain."""
    suffix, own = Path(name).suffix.lower(), folder / name
    if suffix == ".md":
        if name != pipeline.NARRATIVE:
            _must_be_story(name, data)
        return folder / pipeline.NARRATIVE
    if suffix in limits.PICTURE.ends:
        return _place_of_picture(folder, name, world)
    asked = _asked(folder, world)
    if own in asked:
        return own
    usual = f"台账{suffix}" if suffix in SUFFIXES else YAML[0]
    if not asked and not world.is_file(own):
        return folder / (name if name in NAMES else usual)
    alike = [each for each in asked if each.suffix.lower() in SUFFIXES] if suffix in SUFFIXES \
        else [each for each in asked if each.name in YAML]
    if len(alike) == 1 and alike[0].suffix.lower() == suffix and not world.is_file(own):
        return alike[0]
    read = "、".join(f"“{each.name}”" for each in asked) or "没有读数据"
    raise failure(
        "E0138", f"不知道“{name}”要换下哪一个，这一期读的是：{read}", Span(str(folder)),
        *([] if asked else [f"要用它的数，改名为“{usual}”，再放"]), *_ways(name, asked, alike))


def _must_be_story(name: str, data: bytes) -> None:
    """Refuse what has not the front matter of a narrative: notes, a README."""
    text, sink = decode(data, name, Sink()).lstrip(), Sink()
    lookup = Lookup(dataset("", Period(""), ()), Sink(), draft=True)
    read_narrative(text, name, sink, lookup=lookup)
    head = max(1, front_lines(text))
    for each in sink:
        if each.is_error and each.span.line <= head:
            raise failure("E0138", f"“{name}”不像这一期的稿子：{each.message}", each.span,
                          f"是稿子，改名为 {pipeline.NARRATIVE}，再放")


def must_be_alike(name: str, data: bytes, target: Path, world: World) -> None:
    """Refuse a table that has no fact of the one it would replace.

    Where its facts do not read, which a check is to tell, half of the old one's words must be in
    it.
    """
    if not world.is_file(target):
        return
    tried, own = RecordingWorld(world), f"要换下“{target.name}”，改名为它，再放"
    tried.write_all({target: data})
    try:
        now = _facts_of(target, tried)
    except ReportError as error:
        words = _words(name, world.read(target))
        if words and 2 * len(words & _words(name, data)) >= len(words):
            return
        wrong = [each for each in error.diagnostics if each.is_error][:_TOLD]
        raise failure(
            "E0138", f"不知道“{name}”是不是要换下“{target.name}”，里面的数读不了："
            + "；".join(dict.fromkeys(each.message for each in wrong)), Span(str(target.parent)),
            *dict.fromkeys(hint for each in wrong for hint in each.hints), own) from error
    try:
        old = _facts_of(target, world)
    except ReportError:
        return      # it is to be mended by this one
    if old.isdisjoint(now):
        raise failure("E0138", f"“{name}”里没有“{target.name}”里的事实，不像是要换下它",
                      Span(str(target.parent)), own)


def _words(name: str, data: bytes) -> set[str]:
    """What stands in the cells of a table and is no number."""
    if Path(name).suffix.lower() in BOOKS:
        texts = [cell.text for each in opened(data, name, Sink()) or () if each.visible
                 for cell in each.cells.values()]
    else:
        rows = read_csv(decode(data, name, Sink(), wide=True), name, Sink())
        texts = [cell.text for row in rows or () for cell in row.cells]
    return {text.strip() for text in texts if not any(map(str.isdigit, text))} - {""}


def _facts_of(table: Path, world: World) -> set[str]:
    """The names of the facts that a table, or a facts file, gives an issue."""
    path, sink = table.parent / pipeline.NARRATIVE, Sink()
    found = dataset_of(decode(world.read(path), str(path), sink), path, world, sink)
    sink.raise_errors()
    return {each.name for each in found.facts if Path(each.span.file).name == table.name}


def _ways(name: str, asked: Sequence[Path], alike: Sequence[Path]) -> Iterator[str]:
    """How to say which file is meant."""
    suffix = Path(name).suffix.lower()
    for each in alike:
        yield f"要换下“{each.name}”，" + ("改名为它" if each.suffix.lower() == suffix else
                                     f"另存为 {each.suffix}，改名为它") + "，再放"
    if suffix not in SUFFIXES and not alike:
        yield f"要改用“{name}”，先移走{'、'.join(f'“{each.name}”' for each in asked)}"
    elif asked and suffix in SUFFIXES and (asked[0].name in YAML or asked[0].name not in NAMES):
        where = asked[0].name if asked[0].name in YAML else pipeline.NARRATIVE
        yield f"是另一张表，先在“{where}”的“数据表”里写上“{name}”，再放"


class _Asking(RecordingWorld):
    """Notes which files are asked for, whether they are there or not."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.asked: dict[Path, None] = {}

    def read(self, path: Path) -> bytes:
        """As the other world says."""
        self.asked[path] = None
        return super().read(path)


def _asked(folder: Path, world: World) -> list[Path]:
    """The facts files that an issue asks for, as far as what is there now can be read."""
    asking, path = _Asking(world), folder / pipeline.NARRATIVE
    try:
        dataset_of(decode(world.read(path), str(path), Sink()), path, asking, Sink())
    except ReportError:
        return list(asking.asked)       # what is wrong with them, a check tells
    return list(asking.asked)


def _place_of_picture(folder: Path, name: str, world: World) -> Path:
    """Where the narrative has a photograph of that name, or one lies; else in the folder itself."""
    path = folder / pipeline.NARRATIVE
    try:
        story = read_narrative(decode(world.read(path), str(path), Sink()), str(path), Sink())
        named = {folder / each for each, _ in photo_files(story.blocks) if Path(each).name == name}
    except ReportError:
        named = set()       # then by what is there
    there = {folder / each / name for each in ("", *world.names_in(folder))
             if world.is_file(folder / each / name)}
    found = sorted(named or there)
    if len(found) > 1:
        raise failure("E0138", f"叫“{name}”的照片有 {len(found)} 处", Span(str(folder)),
                      "给照片改成不同的名称，稿子里照着写")
    return found[0] if found else folder / name
