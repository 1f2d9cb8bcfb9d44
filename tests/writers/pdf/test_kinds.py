"""Faces of every kind in the PDF: the ink of their own outlines, the text as it was written."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from support import foundry, specimen

from reportgen.fonts import Face
from reportgen.writers.pdf import fonts

pytestmark = pytest.mark.slow

# Without dashes: pdfium paints a path that is a rectangle otherwise than a glyph that is one.
TEXT = foundry.TEXT.replace("—", "")
LINES = [TEXT[i : i + 20].strip() for i in range(0, len(TEXT), 20)]
Maker = Callable[[Path], Path]

KINDS: dict[str, tuple[Maker, int, float | None]] = {
    "glyf": (foundry.glyf, 0, None),
    "name-keyed": (foundry.name_keyed, 0, None),
    "name-keyed 2048": (lambda path: foundry.name_keyed(path, em=2048), 0, None),
    "cid-keyed": (foundry.cid_keyed, 0, None),
    "collection": (
        lambda path: foundry.collection(
            path, foundry.cut(source="noto/RGHei.ttf"), foundry.cut()), 1, None),
    "cubic collection": (
        lambda path: foundry.collection(
            path, foundry.cut(), foundry.cubic(foundry.cut())), 1, None),
    "variable": (foundry.variable, 0, 900.0),
}


@pytest.fixture(params=KINDS)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, int, float | None]:
    maker, index, weight = KINDS[request.param]
    return maker(tmp_path / "face.font"), index, weight


def test_ink_is_that_of_the_outlines(case: tuple[Path, int, float | None]) -> None:
    path, index, weight = case
    pdf = specimen.as_text(Face("own", path, index, weight=weight), LINES)
    location = {"wght": weight} if weight else {}
    drawn = specimen.as_outlines(path, LINES, index=index, **location)
    assert specimen.differing(pdf, drawn) == 0
    other = [LINES[0].replace("三", "二"), *LINES[1:]]
    assert specimen.differing(pdf, specimen.as_outlines(path, other, index=index, **location)) > 0


def test_text_comes_back(case: tuple[Path, int, float | None], tmp_path: Path) -> None:
    path, index, weight = case
    lines = [*LINES, "𬭎——𫖯"]
    pdf = specimen.as_text(Face("own", path, index, weight=weight), lines)
    assert specimen.text_of(pdf) == lines


@pytest.mark.system("pdftotext")
def test_poppler_reads_the_same(case: tuple[Path, int, float | None], tmp_path: Path) -> None:
    path, index, weight = case
    file = tmp_path / "page.pdf"
    file.write_bytes(specimen.as_text(Face("own", path, index, weight=weight), LINES))
    done = subprocess.run(
        ["pdftotext", str(file), "-"], capture_output=True, text=True, encoding="utf-8",
        check=True)
    assert done.stdout.split() == LINES


def test_a_subset_is_small(case: tuple[Path, int, float | None]) -> None:
    path, index, weight = case
    pdf = specimen.as_text(Face("own", path, index, weight=weight), ["国口"])
    assert len(pdf) < 6000


def font_says(pdf: bytes, key: str) -> str:
    """An entry of the page's font; of a stream its type."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        found = file.pages[0].Resources.Font["/F1"][key]
        return str(found.Type if isinstance(found, pikepdf.Stream) else found)


def test_characters_that_share_a_cubic_glyph_stay_apart(tmp_path: Path) -> None:
    """Two codes for one glyph want a CMap; where all glyphs differ, Identity-H serves."""
    path = foundry.sharing(tmp_path / "twins.otf", {"•": "·", "壹": "一"})
    face = Face("own", path)
    lines = ["一·二•三壹四"]
    pdf = specimen.as_text(face, lines)
    assert specimen.text_of(pdf) == lines
    assert specimen.differing(pdf, specimen.as_outlines(path, lines)) == 0
    assert font_says(pdf, "/Encoding") == "/CMap"
    assert font_says(specimen.as_text(face, ["一·二三四"]), "/Encoding") == "/Identity-H"


def test_a_wrong_map_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = foundry.sharing(tmp_path / "twins.otf", {"•": "·", "壹": "一"})
    monkeypatch.setattr(fonts, "_encoding", lambda *_: b"/Identity-H")
    lines = ["一·二•三壹四"]
    pdf = specimen.as_text(Face("own", path), lines)
    assert specimen.differing(pdf, specimen.as_outlines(path, lines)) > 0.02


def test_han_boxes_of_old_faces_stand_level(tmp_path: Path) -> None:
    """A face whose Han box ends at 0.86 em is lifted to where the others have theirs."""
    def lower(font: foundry.TTFont) -> None:
        font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender = 859, -141

    path = foundry.edited(tmp_path / "low.ttf", lower)
    face = Face("own", path, own=True)
    assert face.rise == 21
    pdf = specimen.as_text(face, LINES)
    assert specimen.differing(pdf, specimen.as_outlines(path, LINES, rise=0.021)) == 0
    assert specimen.differing(pdf, specimen.as_outlines(path, LINES)) > 0.02
    assert specimen.text_of(pdf) == LINES


def test_names_that_pdf_cannot_hold_are_cut(tmp_path: Path) -> None:
    path = foundry.glyf(tmp_path / "odd.ttf", family="甲", ps="My (Font)/甲 #1")
    pdf = specimen.as_text(Face("own", path), ["国"])
    assert font_says(pdf, "/BaseFont")[8:] == "MyFont1"


def test_ranges_join_what_grows_together() -> None:
    assert list(fonts._ranges({1: 1, 2: 2, 3: 2, 4: 3, 9: 8})) == [
        (1, 2, 1), (3, 4, 2), (9, 9, 8)]
    assert list(fonts._ranges({255: 255, 256: 256})) == [(255, 255, 255), (256, 256, 256)]
    assert list(fonts._ranges({})) == []
