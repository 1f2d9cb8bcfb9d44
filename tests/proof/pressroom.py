"""Pages of running text at any measure and size, printed to a PDF and read back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from papers import META, paragraph
from proof.judge import Measure, Placed, placed
from proof.reader import rows

from reportgen.diagnostics import Sink
from reportgen.document.tree import Document
from reportgen.fonts import FontLibrary
from reportgen.layout import Pages, layout
from reportgen.style.profile import Profile, Setting, load_profile
from reportgen.units import Mm
from reportgen.writers.pdf import write_pdf

LEFT = Mm(28).pt
_SHOWN = "：“"


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
    reported: frozenset[str]


def set_pages(source: Sequence[str], look: Profile) -> tuple[Pages, Document, frozenset[str]]:
    """The pages of these paragraphs, and the lines that the layout reported."""
    sink = Sink()
    document = Document(META, tuple(map(paragraph, source)))
    pages = layout(document, look, FontLibrary.bundled(), {}, sink)
    return pages, document, frozenset(
        item.message.partition(_SHOWN)[2].removesuffix("”")
        for item in sink.items if item.code == "I0601"
    )


def printed(source: Sequence[str], look: Profile) -> Printed:
    """Print and read back. AssertionError where a character is lost or out of order."""
    pages, document, reported = set_pages(source, look)
    return read_back(write_pdf(pages, document, FontLibrary.bundled()), source, look, reported)


def read_back(
    pdf: bytes, source: Sequence[str], look: Profile, reported: frozenset[str] = frozenset()
) -> Printed:
    """The lines of a finished file."""
    body = look.style("body")
    measure = Measure(LEFT, look.length("page.type_width").pt, body.em.pt)
    lines = placed(rows(pdf, size=body.size.pt), source)
    return Printed(pdf, tuple(source), lines, measure, reported)


_WORDS = re.compile(r"(?<=[A-Za-z])[\r\n]+(?=[A-Za-z0-9])")
_FOLIO = re.compile(r"— \d+ —")


def unbroken(text: str) -> str:
    """Text that a reader gave back, without the page numbers and the ends of lines.

    Where a line ends between two Western words, poppler gives the end for the space.
    """
    text = _WORDS.sub(" ", _FOLIO.sub("", text))
    return text.translate({ord(ch): None for ch in "\r\n\f"})
