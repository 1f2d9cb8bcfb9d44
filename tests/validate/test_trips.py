"""Files that other programs saved: what is bound is still bound, and changes are found."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import docx
import pytest
from support.listing import LISTS, READ
from support.proof.edits import edited, type_over
from support.proof.twins import said, twins
from support.validate import office

from reportgen.proof.audit import audit
from reportgen.proof.parity import parity
from reportgen.proof.word.read import read_word

TRIPS = {"docx": ["docx"], "docx twice": ["docx", "docx"], "odt": ["odt", "docx"],
         "doc": ["doc", "docx"]}


def travelled(data: bytes, route: list[str], folder: Path) -> bytes:
    """A Word file after LibreOffice saved it in one format after the other."""
    if shutil.which("soffice") is None:
        pytest.skip("skipped: 缺少 soffice（LibreOffice）")
    file = folder / "改稿.docx"
    file.write_bytes(data)
    for number, kind in enumerate(route):
        file = office.converted(file, folder / str(number), kind)
    return file.read_bytes()


@pytest.mark.parametrize("route", TRIPS)
@pytest.mark.system("soffice")
@pytest.mark.slow
def test_facts_outlive_another_program(route: str, sample_docx: Path, tmp_path: Path) -> None:
    start = sample_docx.read_bytes()
    found = audit(travelled(start, TRIPS[route], tmp_path), "改稿.docx", start)
    assert found.bound > 150
    assert (found.facts, found.words) == ((), ())


@pytest.mark.parametrize("route", TRIPS)
@pytest.mark.system("soffice")
@pytest.mark.slow
def test_a_change_is_found_after_a_trip(route: str, tmp_path: Path) -> None:
    changed = edited(lambda root: type_over(root, "_rg_产值_1", "9025万元"))
    found = audit(travelled(changed, TRIPS[route], tmp_path), "改稿.docx")
    assert [(f.what, f.binding.name, f.new) for f in found.facts] == [("改动", "产值", "9025万元")]
    assert (found.words is None) == (route in ("odt", "doc"))


@pytest.mark.system("soffice")
@pytest.mark.slow
def test_a_saved_copy_still_agrees_with_the_pdf(tmp_path: Path) -> None:
    """But for pictures: LibreOffice writes the SVG anew, without names, and packs photographs."""
    both = twins()
    found = parity(both.pdf, travelled(both.word, ["docx"], tmp_path))
    assert said(found).splitlines() == [
        "E1003 Word 里没有图中文字“20517万元”", "E1009 图不同：照片不是同一张"]


def test_python_docx_reads_and_saves_it(sample_docx: Path) -> None:
    start = sample_docx.read_bytes()
    document = docx.Document(io.BytesIO(start))
    assert document.core_properties.author == "金溪镇人民政府办公室"
    assert len(document.tables) >= 4
    assert len(document.inline_shapes) == 5
    again = io.BytesIO()
    document.save(again)
    found = audit(again.getvalue(), "改稿.docx")
    assert (found.facts, found.words) == ((), ())


@pytest.mark.parametrize("route", ["docx", "odt"])
@pytest.mark.system("soffice")
@pytest.mark.slow
def test_numbers_that_word_counts_outlive_another_program(route: str, tmp_path: Path) -> None:
    saved = travelled(twins(*LISTS).word, TRIPS[route], tmp_path)
    assert [piece.text for piece in read_word(saved, "a.docx").pieces] == READ
