"""The print file: every page once, each copy its own codes, small and quick, PDF/A-2b."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from copies.conftest import Printed
from support.docx.samples import META
from support.lying import wide
from support.scans import encoded, rendered
from support.validate import vera

from reportgen.cli import main
from reportgen.copies.comparing import PaperFrame
from reportgen.copies.originals import original
from reportgen.copies.scans import seen
from reportgen.copies.sheets import CodedIssue, coded, specimen
from reportgen.diagnostics import Sink
from reportgen.document.tree import Document
from reportgen.fonts import FontLibrary
from reportgen.layout.copyfit import copyfitted
from reportgen.style.profile import load_profile
from reportgen.units import Mm
from reportgen.writers.pdf.printing import write_copies
from reportgen.writers.pdf.standards import STANDARDS
from reportgen.writers.pdf.write import write_pdf

Samples = Callable[[str], Printed]


def test_a_page_of_the_file_draws_the_common_form_and_its_own_codes(printed: Samples) -> None:
    with pikepdf.open(io.BytesIO(printed("letter-2024").file(3))) as file:
        pages = list(file.pages)
        forms = [page.Resources.XObject["/P0"].objgen for page in pages]
        contents = [page.Contents.read_bytes() for page in pages]
    assert len(pages) == 9
    assert forms[:3] == forms[3:6] == forms[6:]
    assert len(set(forms)) == 3
    assert len(set(contents)) == 9


def test_the_same_copies_are_the_same_bytes(printed: Samples) -> None:
    assert printed("letter-2024").file(2) == printed("letter-2024").file(2)


def test_a_booklet_is_folded_into_the_order_of_the_pages(printed: Samples) -> None:
    """Four pages on one sheet of twice the width: 4 and 1 in front, 2 and 3 behind."""
    sample = printed("notice-2024")
    (copy,) = sample.sheets()
    with pikepdf.open(io.BytesIO(sample.file(booklet=True))) as file:
        boxes = [[float(value) for value in page.MediaBox] for page in file.pages]
    assert boxes == [pytest.approx([0, 0, 1190.56, 841.89], abs=0.1)] * 2
    read = [seen(encoded(page), "印.png")[0].texts
            for page in rendered(sample.file(booklet=True), 150)]
    assert [set(texts) for texts in read] == [
        {copy[3].payload, copy[0].payload}, {copy[1].payload, copy[2].payload}]


@pytest.mark.slow
def test_two_hundred_copies_are_small_and_quick(printed: Samples) -> None:
    """Twelve pages: at most 1.5 kB a page beyond one copy, and a quarter of a minute."""
    sample = printed("jinxi-2023")
    one = sample.file()
    library, start = sample.edition.library, time.process_time()
    added = ([page.items for page in copy] for copy in coded(sample.issue, range(1, 201), library))
    fitted = sample.edition.fitted
    many = write_copies(fitted.pages, fitted.document, library, added, specimen(library))
    assert time.process_time() - start < 15
    assert len(many) - len(one) <= 1500 * 199 * 12
    with pikepdf.open(io.BytesIO(many)) as file:
        assert len(file.pages) == 2400


@pytest.mark.system("java")
@pytest.mark.slow
def test_what_a_file_claims_holds(printed: Samples, tmp_path: Path) -> None:
    sample = printed("letter-2024")
    edition, fitted = sample.edition, sample.edition.fitted
    questions = []
    for name, standard in STANDARDS.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(
            write_pdf(fitted.pages, fitted.document, edition.library, standard))
        if standard.part:
            questions.append((path, f"PDF/A-{name}"))
    paper = tmp_path / "print.pdf"
    paper.write_bytes(sample.file(2))
    verdicts = vera.judge([*questions, (paper, "PDF/A-2b"), (paper, "PDF/A-2a"),
                           (tmp_path / "none.pdf", "PDF/A-3a")])
    passed = {question: verdict.passed for question, verdict in verdicts.items()}
    assert all(passed[question] for question in questions)
    assert passed[paper, "PDF/A-2b"]
    assert not passed[paper, "PDF/A-2a"]
    assert not passed[tmp_path / "none.pdf", "PDF/A-3a"]


def test_the_command_line_and_the_profile_tell_the_standard(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = root / "data" / "letter-2024"
    claims = {}
    for name in ("", "2u", "none"):
        out = tmp_path / f"{name or 'profile'}.pdf"
        told = ["--pdf-standard", name] if name else []
        assert main(["pdf", str(folder), "-o", str(out), *told]) == 0
        with pikepdf.open(out) as file, file.open_metadata() as told_of:
            claims[name] = told_of.get("pdfaid:part"), told_of.get("pdfaid:conformance")
    assert claims == {"": ("3", "A"), "2u": ("2", "U"), "none": (None, None)}
    assert main(["pdf", str(folder), "-o", str(tmp_path / "x.pdf"), "--pdf-standard", "1b"]) == 2
    assert "3a" in capsys.readouterr().err


def test_a_table_on_its_side_is_printed_so_and_keeps_off_the_codes() -> None:
    library, blocks = FontLibrary.bundled(), (wide(1, 18), wide(2, 30))
    pages = copyfitted(Document(META, blocks), load_profile(), library, {}, Sink()).pages
    issue = CodedIssue("J012-WS·2024-D10-BGS-0001", 1, pages, Mm(28).pt, Mm(184).pt)
    (copy,) = coded(issue, [1], library)
    file = write_copies(pages, Document(META, blocks), library, [[page.items for page in copy]],
                        specimen(library), booklet=False)
    sides = rendered(file, 150)
    assert all(side.height > side.width for side in sides)
    assert [seen(encoded(side), "印.png")[0].texts for side in sides] == [
        (page.payload,) for page in copy]
    flat = replace(pages, pages=tuple(
        replace(page, content=tuple(each._replace(lying=False) for each in page.content))
        for page in pages.pages))
    assert replace(issue, pages=flat).contents()[0] != issue.contents()[0]
    with original(write_pdf(pages, Document(META, blocks), library)) as shown:
        assert "宽表" in shown.words(1, PaperFrame(150, 820, 160, 980))
