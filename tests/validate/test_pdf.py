"""The sample's PDF under the programs people have: qpdf and poppler."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.validate import said

if TYPE_CHECKING:
    from reportgen.document.tree import Document


def output(*command: str | Path) -> str:
    """What a program prints; it must succeed."""
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, encoding="utf-8",
        check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.system("qpdf")
def test_syntax(sample_pdf: Path) -> None:
    text = output("qpdf", "--check", sample_pdf)
    assert "WARNING" not in text, text
    assert "No syntax or stream encoding errors" in text


@pytest.mark.system("qpdf")
def test_a_damaged_file_is_noticed(sample_pdf: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(sample_pdf.read_bytes()[:-200])
    done = subprocess.run(["qpdf", "--check", str(damaged)], capture_output=True, check=False)
    assert done.returncode != 0


@pytest.mark.slow
@pytest.mark.system("pdfinfo")
def test_structure_holds_the_text_in_order(sample_pdf: Path, fitted_document: Document) -> None:
    """What a screen reader is told: the text of the structure tree, without page furniture."""
    structure = output("pdfinfo", "-struct-text", sample_pdf)
    text = said.squeeze("".join(re.findall(r'"(.*)"', structure)))
    assert not said.missing_in_order(said.said(fitted_document), text)
    assert not re.search(r"—\d+—", text), "a page number is read out"


@pytest.mark.system("pdfinfo")
def test_structure_has_every_role(sample_pdf: Path) -> None:
    structure = output("pdfinfo", "-struct", sample_pdf)
    for role in ("Document", "H1", "P", "Table", "TR", "TH", "TD", "Figure", "Caption"):
        assert re.search(rf"^\s*{role}\b", structure, flags=re.MULTILINE), role
    assert "syntax error" not in structure.lower()


@pytest.mark.system("pdfinfo")
def test_what_the_file_says_of_itself(sample_pdf: Path, fitted_document: Document) -> None:
    text = output("pdfinfo", sample_pdf)
    fields = dict(re.findall(r"^([^:]+):\s*(.*)$", text, flags=re.MULTILINE))
    assert fields["Title"] == fitted_document.meta.title
    assert fields["Tagged"] == "yes"
    assert fields["Page size"].endswith("(A4)")
    assert fields["JavaScript"] == "no"


@pytest.mark.system("pdffonts")
def test_every_font_is_ours_embedded_and_readable(sample_pdf: Path) -> None:
    rows = output("pdffonts", sample_pdf).splitlines()[2:]
    assert rows
    for row in rows:
        assert re.match(r"[A-Z]{6}\+RG", row), row
        assert re.search(r"\byes +yes +yes\b", row), row
