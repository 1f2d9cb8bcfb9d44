"""From a folder to finished files: load → compose → check → write.

A briefing folder holds facts (`facts.yaml`, `.csv` or `.xlsx`) and a narrative (`briefing.md`).
Each step takes values and gives values; what it finds wrong goes to the briefing's sink. Nothing
is written before everything is made, so a failure leaves the old files whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.briefing import Briefing
from reportgen.diagnostics import NOWHERE, Diagnostic, Family, ReportError, Severity, Sink, Span
from reportgen.edition import Edition, Progress, silent, writer
from reportgen.world import World, name_problem

if TYPE_CHECKING:
    from reportgen.document.tree import Document
    from reportgen.images.album import Album
    from reportgen.narrative.syntax import Front, Narrative
    from reportgen.proof.parity.compare import Parity
    from reportgen.style.profile import Profile

NARRATIVE = "briefing.md"
DEFAULT_FORMATS = ("pdf", "docx")
SUFFIXES = {"pdf": ".pdf", "docx": ".docx", "text": ".txt"}


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the files, the number of pages (0 without a PDF), what was found.

    `parity` tells what the PDF and the Word file both say, where both were made.
    """

    files: Mapping[str, Path]
    sizes: Mapping[str, int]
    pages: int
    diagnostics: tuple[Diagnostic, ...]
    parity: Parity | None = None


def load(folder: Path | str, world: World | None = None) -> Briefing:
    """Read a briefing folder, each file once. Raises `ReportError` for what cannot be read."""
    from reportgen.facts.read import read_facts
    from reportgen.narrative.read import read_narrative
    from reportgen.sources.text import decode

    world, folder, sink = world or World(), Path(folder), Sink()
    if folder.is_file():
        raise _refuse("E0130", f"“{folder}”是文件，不是简报文件夹", folder,
                      f"写它所在的文件夹：{folder.parent}")
    if not folder.is_dir():
        raise _refuse("E0130", f"没有“{folder}”这个文件夹", folder,
                      "写出简报文件夹的路径；新建一个：reportgen init 我的简报")
    path, looks = folder / NARRATIVE, _Looks(folder, world)
    with collecting(sink):
        text = decode(world.read(path), str(path), sink)
        dataset = read_facts(folder, world, sink)
        narrative = read_narrative(text, str(path), sink, looks.kind)
        album = _album(narrative, folder, world, sink)
    sink.raise_errors()
    front = narrative.front
    profile = looks.profile(front.profile, front.place("版式"))
    _check_kind(front, profile)
    return Briefing(folder.resolve().name, folder, dataset, narrative, profile, world, sink,
                    album)


def _album(narrative: Narrative, folder: Path, world: World, sink: Sink) -> Album:
    """The photographs that a narrative names."""
    from reportgen.narrative.parse.photo_fence import photo_files

    if not (files := list(photo_files(narrative.blocks))):
        return {}
    from reportgen.images.album import read_album

    return read_album(files, folder, world, sink)


def profile_named(name: str, folder: Path, world: World, span: Span) -> Profile:
    """The profile a narrative names: a packaged one, or a file beside the narrative."""
    from reportgen.sources.nearest import nearest
    from reportgen.style.bounds import check_bounds
    from reportgen.style.profile import load_profile, named, packaged

    if name.endswith((".yaml", ".yml")) and not name_problem(name):
        own, sink = load_profile(str(folder / name), world), Sink()
        check_bounds(own, sink)
        sink.raise_errors(Family.INPUT)
        return own
    if key := named(name):
        return load_profile(key)
    near = nearest(name, [label for key in packaged() for label in (load_profile(key).name, key)])
    hints = (f"版式: {near or '简报'}",
             "自己的版式文件放在同一个文件夹里，写文件名：版式: 本镇.yaml")
    message = f"没有“{name}”这个版式"
    raise ReportError(Diagnostic("E0133", Severity.ERROR, message, span, hints), Family.INPUT)


class _Looks:
    """The profiles of one narrative, each read once."""

    def __init__(self, folder: Path, world: World) -> None:
        self.folder, self.world = folder, world
        self._read: dict[str, Profile] = {}

    def profile(self, name: str, span: Span) -> Profile:
        """The profile of this name. Raises `ReportError` for what is wrong with it."""
        if name not in self._read:
            self._read[name] = profile_named(name, self.folder, self.world, span)
        return self._read[name]

    def kind(self, name: str) -> str:
        """The kind of document it is for; "" where it cannot be read, which is told later."""
        try:
            return self.profile(name, NOWHERE).kind
        except ReportError:
            return ""


def _check_kind(front: Front, profile: Profile) -> None:
    """E0134 when the front matter is of another kind of document than the profile is for.

    E0136 when the profile names a kind that there is not.
    """
    from reportgen.narrative.registry import genres
    from reportgen.sources.nearest import nearest

    kinds = genres()
    if profile.kind not in kinds:
        raise _unfit("E0136", f"版式“{profile.name}”是给“{profile.kind}”用的，没有这个文种", front,
                     f"kind: {nearest(profile.kind, kinds) or '、'.join(kinds)}")
    if profile.kind != front.genre:
        raise _unfit("E0134", f"“{profile.name}”是{profile.kind}的版式，"
                     f"报头信息却是{front.genre}的", front, f"版式: {front.genre}",
                     f"本单位的版式文件写 继承: {front.genre}")


def _unfit(code: str, message: str, front: Front, *hints: str) -> ReportError:
    found = Diagnostic(code, Severity.ERROR, message, front.place("版式"), hints)
    return ReportError(found, Family.INPUT)


def compose(briefing: Briefing, *, draft: bool = False) -> Document:
    """The document: the narrative with its facts put in. Raises `ReportError` for errors."""
    from reportgen.narrative.compose import compose as composed

    with collecting(briefing.sink):
        document = composed(briefing.narrative, briefing.dataset, briefing.sink, draft=draft,
                            album=briefing.album)
    briefing.sink.raise_errors()
    return document


def check(briefing: Briefing, document: Document | None = None) -> tuple[Diagnostic, ...]:
    """Everything found so far, and what the checks find. Raises `ReportError` for errors."""
    from reportgen.checks import check as run_checks
    from reportgen.checks.photos import check_photos
    from reportgen.style.deviations import report_deviations, report_fill

    document = document or compose(briefing)
    with collecting(briefing.sink):
        run_checks(briefing.dataset, document, briefing.sink)
        check_photos(document, briefing.profile, briefing.sink)
        report_deviations(briefing.profile, briefing.sink)
        report_fill(briefing.profile, briefing.sink)
    briefing.sink.raise_errors()
    return tuple(briefing.sink)


def with_chart_data(document: Document) -> Document:
    """The document with the numbers of its charts as tables, before the colophon."""
    from reportgen.document.chart_table import with_chart_data as appended

    return appended(document)


def write(briefing: Briefing, document: Document, format: str) -> bytes:
    """The document in one format: pdf, docx or text. Several: make an `Edition` once."""
    return writer(format)(Edition(briefing, document, silent))


def build(
    folder: Path | str, out: Path | str | None = None, world: World | None = None,
    formats: Sequence[str] = DEFAULT_FORMATS, *,
    draft: bool = False, chart_data: bool = False, strict: bool = False, screen: bool = False,
    progress: Progress | None = None,
) -> Built:
    """Build the briefing in `folder` into `out`: a folder (default `out`) or a file name.

    All formats are made in memory first, then written together. With `strict`, a warning raises
    `ReportError` like an error; with `chart_data`, the numbers of the charts follow as tables.
    `screen`: a copy to be read, not printed on both sides, without blank pages. Returns where the
    files are.
    """
    progress = progress or silent
    world = world or World()
    progress("读取")
    briefing = load(folder, world)
    files = targets(briefing, Path(out or "out"), formats)
    document = compose(briefing, draft=draft)
    check(briefing, document)
    insist(briefing.sink, strict)
    if chart_data:
        document = with_chart_data(document)
    looks = briefing.profile.on_screen() if screen else briefing.profile
    edition = Edition(replace(briefing, profile=looks), document, progress)
    edition.check_glyphs()
    made = {name: _made(edition, name) for name in formats}
    insist(briefing.sink, strict)
    parity = _agreed(edition, made, files)
    progress("写出")
    world.write_all({files[name]: data for name, data in made.items()})
    pages = len(edition.pages.pages) if "pdf" in formats else 0
    sizes = {name: len(data) for name, data in made.items()}
    return Built(files, sizes, pages, tuple(briefing.sink), parity)


def _made(edition: Edition, name: str) -> bytes:
    with collecting(edition.briefing.sink):
        data = writer(name)(edition)
    edition.briefing.sink.raise_errors()
    return data


def _agreed(
    edition: Edition, made: Mapping[str, bytes], files: Mapping[str, Path]
) -> Parity | None:
    """Read the PDF and the Word file back. Two that disagree are kept under another name."""
    if not {"pdf", "docx"} <= made.keys():
        return None
    from reportgen.proof.parity import parity

    edition.progress("核对")
    kept = {name: path.with_stem(f"{path.stem}.不一致") for name, path in files.items()}
    pdf, word = str(kept["pdf"]), str(kept["docx"])
    found = parity(made["pdf"], made["docx"], (pdf, word))
    if found.differences:
        edition.briefing.world.write_all({kept[name]: made[name] for name in ("pdf", "docx")})
        raise ReportError(
            (*edition.briefing.sink, *found.diagnostics(pdf, word)), Family.PROOF
        )
    return found


def targets(briefing: Briefing, out: Path, formats: Sequence[str]) -> dict[str, Path]:
    """Where each format goes. `out` is a file when it ends like a format, else a folder.

    Raises `ReportError` (USAGE): E0131 for a name no system can hold, E0132 for a file name that
    ends like another format.
    """
    wanted = [SUFFIXES[name] for name in formats]
    named = out.suffix.lower() in SUFFIXES.values() and not out.is_dir()
    if named and out.suffix.lower() not in wanted:
        raise _refuse("E0132", f"“{out.name}”不是 {'、'.join(wanted)} 文件", out,
                      f"写成 {out.with_suffix(wanted[0])}", Family.USAGE)
    folder, stem = (out.parent, out.stem) if named else (out, briefing.name)
    if problem := name_problem(stem):
        raise _refuse("E0131", f"输出文件不能这样命名：{problem}", out,
                      "用 -o 写出文件名，如 -o out/简报.pdf", Family.USAGE)
    return {name: folder / (stem + SUFFIXES[name]) for name in formats}


class collecting:  # noqa: N801 - used as `with collecting(sink)`
    """Join a `ReportError` with what the sink already holds, so that everything is shown."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, traceback: Any) -> None:
        if isinstance(error, ReportError):
            known = tuple(d for d in self.sink if d not in error.diagnostics)
            if known:
                raise ReportError((*known, *error.diagnostics), error.family) from error


def insist(sink: Sink, strict: bool) -> None:
    """With `strict`, raise warnings like errors."""
    if strict and any(d.severity is Severity.WARNING for d in sink):
        raise ReportError(tuple(sink), Family.CONTENT)


def _refuse(
    code: str, message: str, path: Path, hint: str, family: Family = Family.INPUT,
) -> ReportError:
    found = Diagnostic(code, Severity.ERROR, message, Span(str(path)), (hint,))
    return ReportError(found, family)
