"""The same pages as PDF and as OFD, and ways to spoil the OFD."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from support import photographs as ph
from support.docx.readback import PROFILE
from support.papers import DRAWING, META, everything
from support.proof.furnished import furnished_profile
from support.proof.twins import packed, parts

import reportgen
from reportgen.diagnostics import Sink
from reportgen.document.tree import Block, Document
from reportgen.edition import Edition, silent
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.layout.pages import Pages, Rule
from reportgen.style.furniture import LOGO
from reportgen.writers.ofd.write import write_copies, write_ofd
from reportgen.writers.pdf.write import write_pdf

DATA = Path(__file__).parents[3] / "data"
SAMPLES = ("bulletin-2024", "county-2024", "gallery", "jinxi-2023", "letter-2024", "minutes-2024",
           "notice-2024")
PAGE = "Doc_0/Pages/Page_0/Content.xml"


@dataclass(frozen=True, slots=True)
class Pair:
    """A PDF and an OFD file of the same pages; and the OFD for long-term preservation."""

    pdf: bytes
    ofd: bytes
    archival: bytes


@cache
def pair(*blocks: Block) -> Pair:
    """All files of these blocks; without any, of one of every kind."""
    document, library = Document(META, blocks or everything()), FontLibrary.bundled()
    pages = layout(document, PROFILE, library, {1: DRAWING}, Sink(), prints=ph.prints("a", "b"))
    return _written(pages, document, library)


@cache
def furnished() -> Pair:
    """All files of one of every kind, with all that a profile can put on its pages."""
    document, library, prints = Document(META, everything()), FontLibrary.bundled(), ph.prints("a")
    pages = layout(document, furnished_profile(), library, {1: DRAWING}, Sink(),
                   prints={**prints, LOGO: prints["a"]})
    return _written(pages, document, library)


@cache
def of_sample(name: str) -> Pair:
    """All files of a folder of data/."""
    briefing = reportgen.load(DATA / name)
    edition = Edition(briefing, reportgen.compose(briefing), silent)
    return _written(edition.fitted.pages, edition.fitted.document, edition.library)


@cache
def printed() -> Pair:
    """All files of a letter, with something that each of two copies adds to its pages."""
    briefing = reportgen.load(DATA / "letter-2024")
    edition = Edition(briefing, reportgen.compose(briefing), silent)
    pages, library = edition.fitted.pages, edition.library
    added = [[(Rule(50.0, 60.0, 50.0 + copy, 60.0, 1.0),)] * len(pages.pages) for copy in (1, 2)]
    made = (write_copies(pages, edition.fitted.document, library, added, archival=archival)
            for archival in (False, True))
    return Pair(b"", *made)


def _written(pages: Pages, document: Document, library: FontLibrary) -> Pair:
    return Pair(write_pdf(pages, document, library), write_ofd(pages, document, library),
                write_ofd(pages, document, library, archival=True))


def edited(ofd: bytes, old: str, new: str, part: str = PAGE) -> bytes:
    """The file with the first `old` in a part replaced; there must be one."""
    files = parts(ofd)
    text = files[part].decode()
    assert old in text, f"{old} is not in {part}"
    return packed({**files, part: text.replace(old, new, 1).encode()})
