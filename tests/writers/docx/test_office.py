"""The file in LibreOffice: lines and pages, the place of the colophon, a round trip."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from support.docx.readback import PROFILE, File
from support.docx.samples import (
    EVERYTHING,
    FOOT,
    META,
    PICTURES,
    document,
    figure,
    paragraph,
    table,
)
from support.validate import office

from reportgen.document.tree import Credit, Document, Heading
from reportgen.layout.pages import OwnPage
from reportgen.units import Pt
from reportgen.writers.docx.write import write_docx

pytestmark = [pytest.mark.system("soffice"), pytest.mark.slow]


class Shown:
    """A document as LibreOffice shows it."""

    def __init__(self, content: Document, folder: Path, colophon: OwnPage | None = None) -> None:
        source = folder / "out.docx"
        source.write_bytes(write_docx(content, PROFILE, PICTURES, colophon=colophon))
        self.pdf = pypdfium2.PdfDocument(office.docx_to_pdf(source, folder / "pdf"))

    def page(self, number: int) -> str:
        """The text of a page, from 1."""
        return str(self.pdf[number - 1].get_textpage().get_text_bounded())

    def __len__(self) -> int:
        return len(self.pdf)


def full_page(characters: int) -> Document:
    """One paragraph, which begins with an indent of two characters."""
    return document(paragraph("国" * (characters - 2)))


def test_616_characters_fill_a_page(tmp_path: Path) -> None:
    page = Shown(full_page(616), tmp_path)
    assert len(page) == 1
    lines = [line for line in page.page(1).splitlines() if "国" in line]
    assert [line.count("国") for line in lines] == [26] + [28] * 21


def test_the_617th_goes_over(tmp_path: Path) -> None:
    assert len(Shown(full_page(617), tmp_path)) == 2


def test_a_draft_has_as_many_lines(tmp_path: Path) -> None:
    meta = replace(META, draft=True)
    page = Shown(document(paragraph("国" * 614), meta=meta), tmp_path)
    assert len(page) == 1
    assert "草" in page.page(1)


def test_no_number_is_broken(tmp_path: Path) -> None:
    texts = ["国" * n + "产值16407.3万元。" for n in range(17, 27)]
    shown = Shown(document(*map(paragraph, texts)), tmp_path)
    lines = [line for i in range(len(shown)) for line in shown.page(i + 1).splitlines()]
    assert sum("16407.3" in line for line in lines) == len(texts)


def last_rule(page: pypdfium2.PdfPage) -> float:
    """How far below the page's top the lowest wide black rule is, in mm."""
    scale = 4
    picture = page.render(scale=scale, grayscale=True).to_pil()
    left, right = int(100 * scale), int(500 * scale)
    for y in range(picture.height - 1, 0, -1):
        row = picture.crop((left, y, right, y + 1)).getextrema()
        if row[1] < 140:      # dark all along
            return Pt(y / scale).mm
    raise AssertionError("no rule")


@pytest.mark.parametrize("lines", [1, 12, 15, 17, 21])
def test_colophon_stands_at_the_foot_and_covers_nothing(lines: int, tmp_path: Path) -> None:
    shown = Shown(document(paragraph("国" * (28 * lines - 2)), FOOT), tmp_path)
    last = shown.pdf[len(shown) - 1]
    assert last_rule(last) == pytest.approx(262, abs=1)
    text = shown.page(len(shown))
    assert "共印" in text
    covered = [line for line in text.splitlines() if "国" in line and "县" in line]
    assert not covered
    assert sum(shown.page(n + 1).count("国") for n in range(len(shown))) == 28 * lines - 2


@pytest.mark.parametrize(("lines", "own", "numbers"), [
    (1, OwnPage(2, True), ["— 1 —", "— 2 —"]),          # the text ends on an odd page
    (44, OwnPage(4, False), ["— 1 —", "— 2 —", "", ""]),     # on an even one that is full
])
def test_a_colophon_with_a_page_to_itself(
    lines: int, own: OwnPage, numbers: list[str], tmp_path: Path
) -> None:
    """On an even page; the blank page before it and it itself are then without a number."""
    shown = Shown(document(paragraph("国" * (28 * lines - 2)), FOOT), tmp_path, own)
    pages = [shown.page(n + 1) for n in range(len(shown))]
    found = [re.findall("— ?[0-9]+ ?—", page) for page in pages]
    assert found == [[number] if number else [] for number in numbers]
    assert ["共印" in page for page in pages] == [*[False] * (len(numbers) - 1), True]
    assert last_rule(shown.pdf[len(shown) - 1]) == pytest.approx(262, abs=0.5)


def test_sections_tables_and_figures_are_all_there(tmp_path: Path) -> None:
    content = document(
        Heading(1, "一、", paragraph("产业").children), table(rows=40), figure(), FOOT,
    )
    shown = Shown(content, tmp_path)
    pages = [shown.page(n + 1) for n in range(len(shown))]
    assert "指标" in pages[0]
    assert "指标" in pages[1]             # the head is repeated
    assert "".join(pages).count("其中：电商") == 13


@pytest.mark.parametrize(("rows", "lines", "last"), [
    (1, 18, "枇杷产值"), (2, 17, "其中：电商"), (6, 14, "省道工程"),
])
def test_a_credit_never_opens_a_page_without_a_row(
    rows: int, lines: int, last: str, tmp_path: Path
) -> None:
    """The table ends at the foot of the page: one line more than its credit has room for."""
    bare = replace(table(rows=rows), notes=())
    shown = Shown(
        document(*[paragraph("国" * 20)] * lines, bare, Credit("（某局供稿）")), tmp_path)
    assert len(shown) == 2
    assert shown.page(2).partition("（某局供稿）")[0].splitlines()[-1].startswith(last)


def test_marks_outlive_another_program(tmp_path: Path) -> None:
    """Who edits the file in LibreOffice can still follow a number to its fact."""
    data = write_docx(EVERYTHING, PROFILE, PICTURES)
    source = tmp_path / "out.docx"
    source.write_bytes(data)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [str(shutil.which("soffice")), f"-env:UserInstallation={profile}", "--headless",
         "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "again"),
         str(source)],
        check=True, capture_output=True, timeout=180,
    )
    again = File((tmp_path / "again" / "out.docx").read_bytes())

    def marks(file: File) -> set[str]:
        return {name for name in file.values("w:bookmarkStart", "name") if "_rg_" in name}

    assert marks(again) == marks(File(data)) != set()


def test_the_count_of_pages_is_what_the_office_counts(tmp_path: Path) -> None:
    """The field's result is ours until somebody updates it; both say the same."""
    words = replace(PROFILE.settings["folio.text"], value="第{页码}页共{页数}页")
    look = replace(PROFILE, settings={**PROFILE.settings, "folio.text": words})
    source = tmp_path / "out.docx"
    source.write_bytes(write_docx(full_page(617), look, {}, pages=2))
    pdf = pypdfium2.PdfDocument(office.docx_to_pdf(source, tmp_path / "pdf"))
    for number in (1, 2):
        said = "".join(pdf[number - 1].get_textpage().get_text_bounded().split())
        assert said.endswith(f"第{number}页共2页")
