"""Which glyphs of a line are shown by copies, so that no reader sees a blank or an overlap."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from support import foundry
from support.papers import META
from support.proof.pressroom import by_pdfium
from support.specimen import DARK, pixels

from reportgen.document.tree import Document
from reportgen.fonts import Cut, Face, FontLibrary
from reportgen.layout.pages import Element, GlyphRun, Marked, Page, Pages
from reportgen.writers.pdf.advances import cuts_of
from reportgen.writers.pdf.write import write_pdf

LIBRARY = FontLibrary.bundled()


def run(text: str, *shifts: tuple[int, float], spacing: float = 0.0, x: float = 80.0) -> GlyphRun:
    """In 10 points; a shift of 1,000 is a tenth of an em."""
    width = 10.0 * len(text) + sum(shift for _, shift in shifts) / 1000 + spacing * len(text)
    return GlyphRun("song", 10, x, 100, text, width, spacing, shifts)


@pytest.mark.parametrize(("text", "shifts", "cuts"), [
    ("甲，乙丙", (), {}),
    ("甲，乙丙", ((2, -5000),), {1: Cut("，", 0, -500)}),       # half a square
    ("甲，乙丙", ((2, -2600),), {1: Cut("，", 0, -250)}),       # what is left misleads nobody
    ("甲，乙丙", ((2, -900),), {}),
    ("甲“乙”", ((1, -5000),), {1: Cut("“", -500, 0)}),
    ("甲乙丙丁", ((1, 1000),), {}),
    ("甲乙丙丁", ((1, 2600),), {0: Cut("甲", 0, 250)}),
])
def test_a_gap_is_taken_by_the_glyph_beside_it(
    text: str, shifts: tuple[tuple[int, float], ...], cuts: dict[int, Cut]
) -> None:
    assert cuts_of([run(text, *shifts)], LIBRARY) == ({0: cuts} if cuts else {})


def test_every_glyph_of_a_line_set_wide() -> None:
    found = cuts_of([run("甲乙丙", spacing=2.5)], LIBRARY)
    assert found == {0: {0: Cut("甲", 0, 250), 1: Cut("乙", 0, 250)}}


def test_a_gap_between_two_runs() -> None:
    assert cuts_of([run("甲，"), run("乙", x=95.0)], LIBRARY) == {0: {1: Cut("，", 0, -500)}}


def test_both_sides_of_a_mark() -> None:
    found = cuts_of([run("甲“乙", (1, -5000), (2, 2500))], LIBRARY)
    assert found == {0: {1: Cut("“", -500, 250)}}


def page(face: Face, line: GlyphRun) -> bytes:
    root = Element("Document")
    pages = Pages((Page(1, 595.28, 841.89, (Marked(Element("P", root), (line,)),)),), root)
    library = FontLibrary({face.key: face}, {})
    return write_pdf(pages, Document(META, ()), library)


def test_a_cubic_face_takes_none_and_its_line_carries_its_text(tmp_path: Path) -> None:
    face = Face("own", foundry.cid_keyed(tmp_path / "own.otf", "国家，"))
    line = run("国，家国", (2, -5000))._replace(face="own")
    library = FontLibrary({"own": face}, {})
    assert cuts_of([line], library) is None
    data = page(face, line)
    with pikepdf.open(io.BytesIO(data)) as file:
        assert b"/ActualText" in file.pages[0].Contents.read_bytes()
    assert "国，家国" in by_pdfium(data)


def test_what_is_painted_stands_where_it_stood() -> None:
    """The same line with and without copies is the same picture, finer than pixels are snapped."""
    face = LIBRARY.face("song")
    line = run("甲，“乙”丙，丁", (2, -10000), (4, 2500), (5, -5000), (7, -3000))
    copies = page(face, line)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reportgen.writers.pdf.content.cuts_of", lambda *_: {})
        plain = page(face, line)
    assert copies != plain
    assert not (abs(pixels(copies, 6) - pixels(plain, 6)) > DARK).any()
