"""From a folder to finished files: load → compose → check → write.

A briefing folder holds facts (`facts.yaml`, `.csv` or `.xlsx`) and a narrative (`briefing.md`).
Each step takes values and gives values; what it finds wrong goes to the briefing's sink. Nothing
is written before everything is made, so a failure leaves the old files whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportgen.briefing import Briefing
from reportgen.diagnostics import (
    NOWHERE,
    Diagnostic,
    Family,
    ReportError,
    Sink,
    Span,
    collecting,
    failure,
)
from reportgen.edition import Edition, Progress, silent
from reportgen.formats import DEFAULT, FORMATS, folder_of, format_named, targets
from reportgen.frozen import frozen
from reportgen.gc_pause import uncollected
from reportgen.recording_world import RecordingWorld
from reportgen.sources.waivers import unused
from reportgen.world import DiskWorld, World

if TYPE_CHECKING:
    from reportgen.document.tree import Document
    from reportgen.images.album import Album
    from reportgen.layout.pages import Page
    from reportgen.narrative.syntax import Front, Narrative
    from reportgen.proof.parity.compare import Parity
    from reportgen.rolling.stale import Previous
    from reportgen.sources.nodes import MapNode
    from reportgen.style.profile import Profile

NARRATIVE = "briefing.md"
_DATED = frozenset("年月期季周")      # in the name of a folder that is one of several issues


@frozen
class Built:
    """What a build made: the files, the number of pages (0 without a PDF), what was found.

    `parity` tells what the PDF and the Word file both say, where both were made; `same_pages` the
    same of PDF and OFD. `digests` is what was asked of each page, `briefing` what they were
    made of, of its narrative only the front matter, `title` what the files call themselves.
    """

    briefing: Briefing
    files: Mapping[str, Path]
    sizes: Mapping[str, int]
    pages: int
    diagnostics: tuple[Diagnostic, ...]
    parity: Parity | None = None
    same_pages: Parity | None = None
    digests: tuple[str, ...] = ()
    title: str = ""


@uncollected()
def load(
    folder: Path | str, world: World | None = None, *, draft: bool = False,
    more: MapNode | None = None, allow: Sequence[str] = (),
) -> Briefing:
    """Read a briefing folder, each file once. Raises `ReportError` for what cannot be read.

    In a draft, a title may name a fact that there is not yet. `more`: what a facts file says that
    does not lie in the folder; it is joined to the folder's own. `allow`: codes that are let pass.
    """
    from reportgen.narrative.fill.head_texts import names_facts
    from reportgen.narrative.fill.lookup import Lookup
    from reportgen.narrative.read import dataset_of, read_narrative
    from reportgen.narrative.registry import genres
    from reportgen.sources.text import decode
    from reportgen.sources.waivers import allowed, waivers_in
    from reportgen.style.choose import Looks, check_kind

    world, folder, sink = DiskWorld() if world is None else world, Path(folder), Sink()
    path = narrative_of(folder, world)
    looks = Looks(folder, world)
    sink.waivers += allowed(allow)
    with collecting(sink):
        text = decode(world.read(path), str(path), sink)
        waivers_in(text, str(path), sink)
        dataset = dataset_of(text, path, world, sink, needed=names_facts(text), more=more)
        narrative = read_narrative(
            text, str(path), sink, looks.kind, Lookup(dataset, sink, draft),
            notation_of=looks.notation)
        album = _album(narrative, folder, world, sink)
    sink.raise_errors()
    front = narrative.front
    profile = _office_profile(front, folder, world)
    if profile is None:
        profile = looks.profile(front.profile, front.place("版式"))
    check_kind(profile, front.kinds, tuple(genres()), front.place("版式"))
    return Briefing(world.resolve(folder).name, folder, dataset, narrative, profile, world, sink,
                    album, more is not None)


def narrative_of(folder: Path, world: World) -> Path:
    """The narrative of a briefing folder. Raises E0130 for no folder, E0101 for a like name."""
    from reportgen.sources.lookalike import unseen

    if world.is_file(folder):
        raise failure("E0130", f"“{folder}”是文件，不是简报文件夹", Span(str(folder)),
                      f"写它所在的文件夹：{folder.parent}")
    if not world.is_dir(folder):
        raise failure("E0130", f"没有“{folder}”这个文件夹", Span(str(folder)),
                      "写出简报文件夹的路径；新建一个：reportgen init 我的简报")
    if not world.is_file(path := folder / NARRATIVE) and not world.is_dir(path) \
            and (ways := unseen(world.names_in(folder), (NARRATIVE,))):
        raise failure("E0101", f"“{folder}”里没有 {NARRATIVE}", Span(str(path)), *ways)
    return path


def _office_profile(front: Front, folder: Path, world: World) -> Profile | None:
    """The profile of the office that a briefing lies in, where its front matter names none.

    An office has one for one kind of document; the other kinds keep that of the program.
    """
    if "版式" in front.places:
        return None
    from reportgen.office.read import find_office
    from reportgen.style.choose import Looks

    office = find_office(folder, world)
    if office is None or not office.profile:
        return None
    profile = Looks(office.folder, world).profile(office.profile, office.span)
    return profile if profile.kind in front.kinds else None


def _album(narrative: Narrative, folder: Path, world: World, sink: Sink) -> Album:
    """The photographs that a narrative names."""
    from reportgen.narrative.parse.photo_fence import photo_files

    if not (files := list(photo_files(narrative.blocks))):
        return {}
    from reportgen.images.album import read_album

    return read_album(files, folder, world, sink)


@uncollected()
def compose(briefing: Briefing, *, draft: bool = False) -> Document:
    """The document: the narrative with its facts put in. Raises `ReportError` for errors."""
    from reportgen.narrative.compose import compose as composed
    from reportgen.style.choose import notation

    with collecting(briefing.sink):
        document = composed(briefing.narrative, briefing.dataset, briefing.sink, draft=draft,
                            album=briefing.album, notation=notation(briefing.profile))
    briefing.sink.raise_errors()
    return document


@uncollected()
def check(
    briefing: Briefing, document: Document | None = None, last: Briefing | None = None,
) -> tuple[Diagnostic, ...]:
    """Everything found so far, and what the checks find. Raises `ReportError` for errors.

    `last`: the issue before; not given, it is looked for beside.
    """
    from reportgen.checks.registry import Need
    from reportgen.inspection import inspect

    document = document or compose(briefing)
    given = {Need.DATASET: briefing.dataset, Need.DOCUMENT: document,
             Need.PROFILE: briefing.profile}
    before = _previous(briefing, last)
    inspect(briefing.sink, {**given, Need.PREVIOUS: before} if before is not None else given)
    return tuple(briefing.sink)


def _previous(briefing: Briefing, last: Briefing | None) -> Previous | None:
    """The issue before, as printed: the one given, else that beside.

    Raises what is wrong with the one given; I0195 for one beside that cannot be read.
    """
    from reportgen.office.read import find_office

    def printed(before: Briefing) -> Previous:
        from reportgen.rolling.stale import Previous

        return Previous(before.name, briefing.name, before.dataset, compose(before),
                        briefing.narrative.front.places)

    if last is not None:
        return printed(last)
    world, current = briefing.world, briefing.world.resolve(Path())
    while isinstance(world, RecordingWorld):
        world = world.world     # it is no source of this one
    folder = world.resolve(briefing.folder)
    told = not _DATED.isdisjoint(folder.name)      # 稿1, 稿2 are of one issue
    if briefing.unit or not (told or find_office(briefing.folder, world)):
        return None
    from reportgen.rolling.neighbours import previous_folder

    if (found := previous_folder(folder, world)) is None:
        return None
    found = found.relative_to(current) if found.is_relative_to(current) else found
    try:
        return printed(load(found, world))
    except ReportError as error:
        first = next((each for each in error.diagnostics if each.is_error), error.diagnostics[0])
        briefing.sink.info("I0195", f"上一期“{found.name}”读不了，没有和它比：{first.message}",
                           first.span, f"改好“{found.name}”；或用 --last 另写一期")
        return None


def with_chart_data(document: Document) -> Document:
    """The document with the numbers of its charts as tables, before the colophon."""
    from reportgen.document.chart_table import with_chart_data as appended

    return appended(document)


def write(briefing: Briefing, document: Document, format: str) -> bytes:
    """The document in one format: pdf, docx, ofd or text. Several: make an `Edition` once."""
    return format_named(format).write(Edition(briefing, document, silent))


def build(
    folder: Path | str, out: Path | str | None = None, world: World | None = None,
    formats: Sequence[str] = DEFAULT, *,
    draft: bool = False, chart_data: bool = False, strict: bool = False, screen: bool = False,
    pdf_standard: str | None = None, attach_sources: bool = False,
    digest: Callable[[Page], str] | None = None, progress: Progress | None = None,
    more: MapNode | None = None, allow: Sequence[str] = (), last: Briefing | None = None,
    agreed: Callable[[Sequence[Page]], None] | None = None,
) -> Built:
    """Build the briefing in `folder` into `out`: a folder (default `out`) or a file name.

    All formats are made in memory first, then written together. With `strict`, a warning raises
    `ReportError` like an error; with `chart_data`, the numbers of the charts follow as tables.
    `screen`: a copy to be read, without blank pages; `pdf_standard`: 3a, 2a, 2u or none, where not
    as the profile says; `attach_sources`: the files it is made of travel inside it (3a only, else
    E1150); `digest`: what to tell of each page; `agreed` is given all, and raises if they are
    not what was looked at; `more` and `allow` as in `load`, `last` as in `check`.
    """
    progress = progress or silent
    world = DiskWorld() if world is None else world
    out = Path(out or "out")
    settled = _settled(folder_of(out, world), world)
    progress("读取")
    reading = RecordingWorld(world)
    with collecting(settled):
        briefing = load(folder, reading if attach_sources else world, draft=draft, more=more,
                        allow=allow)
    briefing.sink.extend(settled)
    files = targets(out, briefing.name, formats, world)
    document = compose(briefing, draft=draft)
    briefing = replace(briefing, narrative=briefing.narrative.head())
    check(briefing, document, last)
    briefing.sink.insist(strict)
    if chart_data:
        document = with_chart_data(document)
    looks = looks_of(briefing.profile, screen, pdf_standard)
    if attach_sources:
        _allow_sources(looks, formats)

    def edition(sink: Sink, anew: bool) -> Edition:
        looking = replace(briefing, profile=looks, world=world, sink=sink)
        return Edition(looking, document, progress, reading.seen, anew=anew,
                       compared="docx" in files)

    made, sink = _made_sure(edition, briefing.sink, lambda each: _proved(
        each, files, strict, digest, agreed))
    briefing = replace(briefing, sink=sink)
    if made.pages:      # a page that was not laid has found nothing
        unused(briefing.sink)
        briefing.sink.insist(strict)
    progress("写出")
    world.write_all({files[name]: data for name, data in made.files.items()})
    sizes = {name: len(data) for name, data in made.files.items()}
    return Built(
        briefing, files, sizes, made.pages, tuple(briefing.sink), made.parity, made.same_pages,
        made.digests, document.meta.title)


def _settled(folder: Path, world: World) -> Sink:
    """Finish what a build that was stopped had begun to put there, and tell (I0125, W0126)."""
    sink, found = Sink(), world.settle(folder)
    if found.done:
        sink.info("I0125", f"上一次写到一半被中断，现在写完了：{_names(found.done)}",
                  Span(str(folder)), "不用做什么；这些文件是上一次生成的，完整，而且是同一次的")
    if found.mixed:
        sink.warning("W0126", f"上一次写到一半被中断，这些没有写上：{_names(found.mixed)}",
                     Span(str(folder)), "关闭正在打开它们的程序，再生成一次；在那以前，"
                     "它们和别的文件可能不是同一次的")
    return sink


def _names(paths: Sequence[Path]) -> str:
    return "、".join(path.name for path in paths)


def looks_of(profile: Profile, screen: bool, pdf_standard: str | None = None) -> Profile:
    """The profile as the command wants it."""
    if screen:
        profile = profile.told("colophon.even_page", "false")
    return profile.told("pdf.standard", pdf_standard) if pdf_standard else profile


def _allow_sources(profile: Profile, formats: Sequence[str]) -> None:
    """Files travel inside a PDF/A-3a alone: PDF/A-2 takes none but PDF/A (ISO 19005-2 6.8)."""
    if "pdf" not in formats:
        raise failure("E1150", "源文件只能随附在 PDF 里", NOWHERE, "加上 --to pdf")
    if (standard := profile.text("pdf.standard")) != "3a":
        raise failure("E1150", f"PDF 标准是 {standard}，里面不能有源文件", NOWHERE,
                      "用 --pdf-standard 3a，或去掉 --attach-sources")


class _Proved(NamedTuple):
    """The files, how many pages they have, what was asked of each page, and what was compared."""

    files: Mapping[str, bytes]
    pages: int
    digests: tuple[str, ...]
    parity: Parity | None
    same_pages: Parity | None


def _made_sure(
    make: Callable[[Sink, bool], Edition], sink: Sink, prove: Callable[[Edition], _Proved],
) -> tuple[_Proved, Sink]:
    """What `prove` gives, and what it was told to; before anyone is blamed, without the cache.

    `make` gives an edition that tells a sink; asked for anew, it takes nothing from the cache.
    """
    known, edition = sink.copy(), make(sink, False)
    try:
        return prove(edition), sink
    except ReportError as error:
        if error.family is not Family.PROOF or edition.cache.folder is None:
            raise
        edition = make(known, True)
        return prove(edition), known


def _proved(
    edition: Edition, files: Mapping[str, Path], strict: bool,
    digest: Callable[[Page], str] | None, agreed: Callable[[Sequence[Page]], None] | None,
) -> _Proved:
    """The files made and read back. Raises what is wrong (Family.PROOF: one does not hold)."""
    edition.check()
    laid = agreed is not None or any(FORMATS[name].counted for name in files)
    pages = edition.fitted.pages.pages if laid else ()
    count, digests = len(pages), tuple(map(digest, pages)) if digest else ()
    if agreed is not None:
        agreed(pages)
    made = {name: _made(edition, name) for name in files if FORMATS[name].counted}
    if made:
        del pages
        edition.let_go(pages=True)
    made |= {name: _made(edition, name) for name in files if name not in made}
    edition.briefing.sink.insist(strict)
    edition.let_go()    # reading back takes as much room as making
    made = {name: made[name] for name in files}
    return _Proved(made, count, digests, _agreed(edition, made, files, "docx"),
                   _agreed(edition, made, files, "ofd"))


def _made(edition: Edition, name: str) -> bytes:
    with collecting(edition.briefing.sink):
        data = format_named(name).write(edition)
    edition.briefing.sink.raise_errors()
    return data


def _agreed(
    edition: Edition, made: Mapping[str, bytes], files: Mapping[str, Path], other: str
) -> Parity | None:
    """Read the PDF and another file back.

    Two that disagree are kept under another name, if it is not the cache that was wrong.
    """
    if not {"pdf", other} <= made.keys():
        return None
    from reportgen.proof.parity import parity

    edition.progress("核对")
    kept = {name: path.with_stem(f"{path.stem}.不一致") for name, path in files.items()}
    names = str(kept["pdf"]), str(kept[other])
    found = parity(made["pdf"], made[other], names, edition.finished)
    if found.differences:
        if edition.anew or edition.cache.folder is None:
            edition.briefing.world.write_all({kept[name]: made[name] for name in ("pdf", other)})
        raise ReportError((*edition.briefing.sink, *found.diagnostics(*names)), Family.PROOF)
    return found
