"""One document as both finished files, and ways to spoil either of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pikepdf
from lxml import etree
from support import photographs as ph
from support.docx.readback import PROFILE
from support.papers import DRAWING, META, everything

from reportgen.charts.paint.png import to_png
from reportgen.charts.paint.svg import to_svg
from reportgen.diagnostics import Sink
from reportgen.document.tree import Block, Document
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.proof.parity.compare import Parity
from reportgen.writers.docx.picture import Picture
from reportgen.writers.docx.write import write_docx
from reportgen.writers.pdf.write import write_pdf

Element = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Twins:
    """A PDF and a Word file of one document."""

    pdf: bytes
    word: bytes


@cache
def twins(*blocks: Block) -> Twins:
    """Both files of these blocks; without any, of one of every kind."""
    document = Document(META, blocks or everything())
    library, prints = FontLibrary.bundled(), ph.prints("a", "b")
    pages = layout(document, PROFILE, library, {1: DRAWING}, Sink(), prints=prints)
    picture = Picture(to_svg(DRAWING, library), to_png(DRAWING, library), DRAWING.width,
                      DRAWING.height)
    return Twins(write_pdf(pages, document, library),
                 write_docx(document, PROFILE, {1: picture}, prints=prints))


def parts(word: bytes) -> dict[str, bytes]:
    """The parts of a Word file by name."""
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def rewritten(word: bytes, change: Callable[[Element], None], part: str = BODY) -> bytes:
    """A Word file with one of its XML parts changed; the change must change something."""
    files = parts(word)
    root = etree.fromstring(files[part])
    change(root)
    data = etree.tostring(root, encoding="UTF-8", standalone=True)
    assert data != files[part], "nothing was changed"
    return packed({**files, part: data})


def replaced(word: bytes, old: str, new: str, part: str = BODY) -> bytes:
    """A Word file with a text of a part replaced, at its first place."""
    files = parts(word)
    text = files[part].decode()
    assert old in text, old
    return packed({**files, part: text.replace(old, new, 1).encode()})


def respoken(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A PDF with its objects changed."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        change(file)
        file.save(made)
    return made.getvalue()


def paragraphs(root: Element, text: str) -> list[Element]:
    """The paragraphs that hold a text."""
    found = [p for p in root.iter(W + "p") if text in shown(p)]
    assert found, f"no paragraph says {text}"
    return found


def shown(element: Element) -> str:
    """The text of an element."""
    return "".join(each.text or "" for each in element.iter(W + "t"))


def removed(element: Element) -> None:
    """Take an element out of its parent."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def said(found: Parity) -> str:
    """All differences as one text, for assertions."""
    return "\n".join(f"{each.code} {each.message}" for each in found.differences)
