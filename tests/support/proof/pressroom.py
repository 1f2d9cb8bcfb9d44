"""Pages of running text at any measure and size, printed to a PDF and read back."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import pypdfium2
from support.papers import META, paragraph
from support.proof.judge import Measure, Placed, Reports, placed
from support.proof.reader import rows

from reportgen.diagnostics import Sink, Span
from reportgen.document.tree import Document, Text
from reportgen.fonts import FontLibrary
from reportgen.layout import Pages, layout
from reportgen.style.profile import Profile, Setting, load_profile
from reportgen.units import Mm
from reportgen.writers.pdf.write import write_pdf

LEFT = Mm(28).pt
_FILE = "prose"
_REPORT = re.compile("这一行(?P<why>[^：]+)：“(?P<line>.*)”", re.DOTALL)


def profile(width: float = 156, size: float = 16, **changes: str) -> Profile:
    """The briefing's page with another measure (mm) and body size; one em is the size.

    16 pt keeps its pitch of 28 to the line.
    """
    base = load_profile()
    settings = dict(base.settings)
    settings["page.type_width"] = Setting(str(width), "mm")
    if size != 16:
        settings["styles.body.size"] = settings["styles.body.em"] = Setting(str(size), "pt")
    for key, value in changes.items():
        name = key.replace("__", ".")
        settings[name] = replace(settings[name], value=value)
    return replace(base, settings=settings)


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished file, its lines, and what the layout owned up to."""

    pdf: bytes
    source: tuple[str, ...]
    lines: list[Placed]
    measure: Measure
    reported: Reports


def set_pages(source: Sequence[str], look: Profile) -> tuple[Pages, Document, Reports]:
    """The pages of these paragraphs, and what the layout said of which line."""
    sink = Sink()
    document = Document(META, tuple(
        paragraph(Text(text, span=Span(_FILE, number))) for number, text in enumerate(source, 1)
    ))
    pages = layout(document, look, FontLibrary.bundled(), {}, sink)
    return pages, document, reports(sink)


def reports(sink: Sink) -> Reports:
    """What was said of each line of the text; not of page numbers in too narrow a measure."""
    found: dict[str, set[str]] = {}
    for item in sink.items:
        said = _REPORT.fullmatch(item.message)
        if said and item.code == "I0601" and item.span.file == _FILE:
            found.setdefault(said["line"].strip(), set()).add(said["why"])
    return found


def printed(source: Sequence[str], look: Profile) -> Printed:
    """Print and read back. AssertionError where a character is lost or out of order."""
    pages, document, reported = set_pages(source, look)
    return read_back(write_pdf(pages, document, FontLibrary.bundled()), source, look, reported)


def read_back(
    pdf: bytes, source: Sequence[str], look: Profile, reported: Reports = MappingProxyType({})
) -> Printed:
    """The lines of a finished file."""
    body = look.style("body")
    measure = Measure(LEFT, look.length("page.type_width").pt, body.em.pt)
    lines = placed(rows(pdf, size=body.size.pt), source)
    return Printed(pdf, tuple(source), lines, measure, reported)


def by_pdfium(pdf: bytes) -> str:
    """The text of a file, as pdfium reads it."""
    pages = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_bounded() + "\n" for page in pages)


def by_poppler(pdf: bytes, folder: Path) -> str:
    """The text of a file, as poppler reads it."""
    file = folder / "proof.pdf"
    file.write_bytes(pdf)
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(file), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


_WORDS = re.compile(r"(?<=[A-Za-z])[\r\n]+(?=[A-Za-z0-9])")
_FOLIO = re.compile(r"\s*— \d+ —\s*")


def unbroken(text: str) -> str:
    """Text that a reader gave back, without the page numbers and the ends of lines.

    Where a line ends between two Western words, poppler gives the end for the space.
    """
    text = _WORDS.sub(" ", _FOLIO.sub("\n", text))
    return text.translate({ord(ch): None for ch in "\r\n\f"})
