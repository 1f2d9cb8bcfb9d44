"""A record's PDF and Word file read back, for the checks of what is filed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from reportgen.archive.properties import UNPROVED, ReadBack
from reportgen.diagnostics import NOWHERE, ReportError, Sink

if TYPE_CHECKING:
    from reportgen.acts.making import Made
    from reportgen.fonts import FontLibrary
    from reportgen.proof.content import Difference

_NAMES = "人名"
_AGAIN = ("重新生成，再归档；还是这样，就是程序的毛病，把这一期的文件夹交给维护的人",)
_LIVE = ("外部链接", "活动内容")


def seen(pdf: bytes, word: bytes, issuer: str) -> ReadBack:
    """What both files say of themselves; what cannot be read is told, not raised."""
    from reportgen.proof.pdf.about import About, about_pdf
    from reportgen.proof.pdf.read import read_pdf

    unread: list[str] = []
    about, characters = About(0, "", "", False, (), ()), 0
    left: list[str] = []
    live: list[str] = []
    try:
        about = about_pdf(pdf, "PDF")
        characters = read_pdf(pdf, "PDF").characters
    except ReportError as error:
        unread.append(error.diagnostics[0].message)
    try:
        left, live = _left(word, issuer)
    except ReportError as error:
        unread.append(error.diagnostics[0].message)
    found = ReadBack(about.pages, about.title, about.conforms, about.encrypted, about.strange_faces,
                 characters, (*about.active, *live), tuple(left), tuple(unread))
    return replace(found, signature=proved(pdf)) if about.signed else found


def proved(pdf: bytes) -> tuple[bool, str]:
    """Whether the signature of a PDF holds and what it says; unproved without the extra."""
    from reportgen.signing import verified

    try:
        return verified(pdf)
    except ReportError:
        return True, UNPROVED


def painted(pdf: bytes, name: str, library: FontLibrary) -> Iterator[Difference]:
    """Where a page, as PDFium paints it, is not what its marks are; page after page.

    Raises `ModuleNotFoundError` without the extra that brings PDFium.
    """
    from reportgen.proof.ink import inked
    from reportgen.proof.pdf.sheets import FinishedPdf, followed

    with followed(name):
        yield from inked(pdf, FinishedPdf(pdf).sheets(), library)


def looked_at(issue: Made, sink: Sink) -> str:
    """What an issue's files show, looked at: E1000, E1009 for what should look otherwise.

    Says with what it was looked at; where nothing is installed that paints a PDF, I1143 does, too.
    """
    from reportgen.fonts.select import library_for
    from reportgen.proof.ink import DPI
    from reportgen.proof.parity.bitmaps import unlike_bitmaps
    from reportgen.proof.parity.compare import as_diagnostic
    from reportgen.style.faces import wishes

    briefing = issue.briefing
    pdf, word = (f"{briefing.name}{end}" for end in (".pdf", ".docx"))
    found = list(unlike_bitmaps(issue.files["docx"], word))
    library = library_for(wishes(briefing.profile, sink), briefing.world, sink)
    try:
        found += painted(issue.files["pdf"], pdf, library)
        told = f"pypdfium2 {version('pypdfium2')}，{DPI} dpi"
    except ModuleNotFoundError:
        told = "没有装 pypdfium2"
        sink.info("I1143", "没有装画 PDF 的程序，没有把印的样子画出来看", NOWHERE,
                  "要看：pip install 'reportgen[scan]'，再归档；不看也能归档")
    sink.extend(replace(as_diagnostic(each, number, pdf, word), hints=_AGAIN)
                for number, each in enumerate(found, 1))
    return told


def _left(word: bytes, issuer: str) -> tuple[list[str], list[str]]:
    """What a Word file still carries unseen, and what in it could act."""
    from reportgen.proof.audit.hidden_data import residues
    from reportgen.proof.word.package import main_document, open_package
    from reportgen.proof.word.read import read_body

    package = open_package(word, "Word")
    document = main_document(package)
    found = [each for each in residues(package, document, read_body(package, document))
             if each.kind != _NAMES or each.text != issuer]
    return ([f"Word 里有{each.kind}：{each.text}" for each in found if each.kind not in _LIVE],
            [f"Word 里有{each.kind}：{each.text}" for each in found if each.kind in _LIVE])
