"""Every number of a finished file traced to where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

from reportgen import pipeline
from reportgen.diagnostics import ReportError, Span, failure
from reportgen.edition import Edition, Progress
from reportgen.layout.pages import Page
from reportgen.trace.finished import Lines, Shown, on_page
from reportgen.trace.laid import Laid
from reportgen.trace.ledger import Ledger
from reportgen.world import World

_PDF = b"%PDF-"
_FINISHED = (_PDF, b"PK", b"\xd0\xcf\x11\xe0")      # the last is an old Word file, told as such


def edition_of(
    folder: Path, world: World, progress: Progress, *, draft: bool = False,
    chart_data: bool = False, screen: bool = False,
) -> Edition:
    """A briefing composed again, as `pipeline.build` would make it."""
    progress("读取")
    briefing = pipeline.load(folder, world, draft=draft)
    document = pipeline.compose(briefing, draft=draft)
    if chart_data:
        document = pipeline.with_chart_data(document)
    profile = pipeline.looks_of(briefing.profile, screen)
    return Edition(replace(briefing, profile=profile), document, progress)


def traced(
    data: bytes, edition: Edition, name: str, progress: Progress,
) -> tuple[Shown, ...]:
    """The digit runs of a PDF, OFD or Word file of an edition, bound. Raises E1010 to E1017."""
    fitted, briefing = edition.fitted, edition.briefing
    ledger = Ledger(fitted.document, briefing.dataset, briefing.narrative,
                    fitted.profile.text("table.continued"))
    pages = fitted.pages.pages
    laid = Laid(pages, ledger, fitted.document, fitted.profile)
    progress("核对")
    from reportgen.proof.ofd.package import is_ofd

    if not (data.startswith(_PDF) or is_ofd(data)):
        from reportgen.proof.word.read import read_word
        from reportgen.trace.word import InWord

        return tuple(InWord(ledger, laid, edition.drawings).runs(read_word(data, name)))
    beyond = (Page(number, 0.0, 0.0, ()) for number in count(len(pages) + 1))
    meant = chain(pages, beyond)      # nothing was laid for pages too many
    return tuple(each for shown, page in zip(_lines(data, name), meant, strict=False)
                 for each in on_page(shown, laid.page(page), page))


def _lines(data: bytes, name: str) -> Iterator[Lines]:
    """What each page shows as text, and how far down, as it is read."""
    if data.startswith(_PDF):
        from reportgen.proof.pdf.sheets import FinishedPdf, followed

        with followed(name):
            pdf = FinishedPdf(data)
            for _ in pdf.sheets():
                pass
        yield from pdf.lines
        return
    from reportgen.proof.ofd.read import ofd_sheets

    for sheet in ofd_sheets(data, name).sheets:
        yield [(each.text, each.x if sheet.turned else each.y) for each in sheet.glyphs]


def briefing_of(file: Path, title: str, world: World) -> Path:
    """The folder of the briefing that a finished file was made of: one of its name near it, or the
    one it lies in, whose document has the file's title. E1046 where there is none."""
    up = [file.parent, file.parent.parent]
    near = (*(each / file.stem for each in (*up, *(each / "data" for each in up), Path("data"))),
            *up, Path())
    for folder in dict.fromkeys(near):
        if world.is_file(folder / pipeline.NARRATIVE) and _titled(folder, title, world):
            return folder
    raise failure("E1046", f"不知道“{file}”是用哪个简报文件夹生成的", Span(str(file)),
                  "写出来：--from 文件夹")


def _titled(folder: Path, title: str, world: World) -> bool:
    try:
        return pipeline.compose(pipeline.load(folder, world)).meta.title == title
    except ReportError:
        return False


def title_of(data: bytes, name: str) -> str:
    """What a finished file calls itself. Raises E1010 to E1017 for one that cannot be read."""
    if not data.startswith(_FINISHED):
        raise failure("E1013", f"“{name}”不是 PDF、Word、OFD 文件", Span(name),
                      "写生成的文件：out 里的 .pdf、.docx、.ofd")
    if data.startswith(_PDF):
        from reportgen.proof.pdf.about import about_pdf

        return about_pdf(data, name).title
    from reportgen.proof.ofd.package import is_ofd

    if is_ofd(data):
        from reportgen.proof.ofd.read import ofd_sheets

        return ofd_sheets(data, name).title
    from reportgen.proof.word.package import open_package
    from reportgen.proof.word.read import title

    return title(open_package(data, name))
