"""The sample's DOCX in LibreOffice: it opens, shows everything, in the faces it names."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from support.validate import office, said

if TYPE_CHECKING:
    from reportgen.document.tree import Document

pytestmark = [pytest.mark.system("soffice"), pytest.mark.slow]


@pytest.fixture(scope="module")
def shown(sample_docx: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The DOCX as LibreOffice sees it, as a PDF."""
    if shutil.which("soffice") is None:
        pytest.skip("skipped: 缺少 soffice（LibreOffice）")
    return office.docx_to_pdf(sample_docx, tmp_path_factory.mktemp("office"))


def test_every_page_shows_something(shown: Path, sample_pdf: Path) -> None:
    document, ours = pypdfium2.PdfDocument(shown), pypdfium2.PdfDocument(sample_pdf)
    try:
        assert len(document) == len(ours)
        assert len(document) > 3
        for number, page in enumerate(document, start=1):
            low, _ = page.render(scale=0.3, grayscale=True).to_pil().getextrema()
            assert low < 128, f"page {number} is empty"
    finally:
        document.close()
        ours.close()


def test_everything_is_shown(shown: Path, fitted_document: Document) -> None:
    """Nothing is lost, and what LibreOffice does not part reads in order.

    It draws a character which another face stands in for after the line, and drops a mark that
    hangs at the foot of a page: it reads `overflowPunct` the other way round.
    """
    wanted, text = said.said(fitted_document), said.pdfium_text(shown)
    lost = Counter("".join(wanted)) - Counter(text)
    assert set(lost) <= set("，。、；："), lost
    assert lost.total() <= 5, lost
    astray = said.missing_in_order(wanted, text)
    assert len(astray) < len(wanted) * 0.05, astray


@pytest.mark.system("pdffonts")
def test_faces_stand_in_for_all_names(shown: Path) -> None:
    listing = subprocess.run(
        ["pdffonts", str(shown)], capture_output=True, text=True, check=True).stdout
    names = {re.sub(r"^[A-Z]{6}\+", "", row.split()[0]) for row in listing.splitlines()[2:]}
    foreign = {name for name in names if not name.startswith("RG")}
    assert not foreign, f"no face stands in for {foreign}"
    assert {"RGFangSong", "RGHei", "RGXiaoBiaoSong"} <= names


def test_a_file_that_is_no_docx_is_an_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\3\4 not a document")
    with pytest.raises(office.OfficeError):
        office.docx_to_pdf(broken, tmp_path / "out")
