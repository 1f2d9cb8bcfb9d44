"""A record's PDF and Word file read back, for the checks of what is filed."""

from __future__ import annotations

from dataclasses import replace

from reportgen.archive.properties import UNPROVED, ReadBack
from reportgen.diagnostics import ReportError

_NAMES = "人名"
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
