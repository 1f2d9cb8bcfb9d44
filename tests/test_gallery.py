"""The gallery: a chart of every kind, in both formats, clean."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pikepdf
import pytest
from support.validate import said

from reportgen import pipeline
from reportgen.charts.registry import kinds
from reportgen.diagnostics import Severity
from reportgen.document.chart import quantities
from reportgen.document.tree import Figure
from reportgen.proof.audit import audit

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).parents[1] / "data" / "gallery"     # of the checkout, installed or not


# What Office has charts of its own for; the rest it cannot show as honestly.
EDITABLE = {"柱形", "条形", "堆叠", "百分堆叠", "折线", "柱线", "饼", "环"}


def figures() -> list[Figure]:
    """All figures of the gallery."""
    document = pipeline.compose(pipeline.load(FOLDER))
    return [block for block in document.blocks if isinstance(block, Figure)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Built:
    """Both formats."""
    return pipeline.build(FOLDER, tmp_path_factory.mktemp("gallery"))


def test_every_kind_is_in_it() -> None:
    shown = figures()
    assert {f.chart.kind for f in shown if not f.editable} == set(kinds())
    assert {f.chart.kind for f in shown if f.editable} == EDITABLE


@pytest.mark.slow
def test_nothing_is_wrong_with_it(built: pipeline.Built) -> None:
    assert [d.message for d in built.diagnostics if d.severity is not Severity.INFO] == []


def test_both_formats_hold_every_figure(built: pipeline.Built) -> None:
    with pikepdf.open(built.files["pdf"]) as pdf:
        assert len(pdf.pages) == built.pages
    captions = [said.squeeze(figure.label + figure.caption) for figure in figures()]
    for text in (said.pdfium_text(built.files["pdf"]), said.docx_text(built.files["docx"])):
        assert said.missing_in_order(captions, text) == []


def test_the_editable_ones_are_charts_of_word(built: pipeline.Built) -> None:
    with zipfile.ZipFile(built.files["docx"]) as word:
        names = word.namelist()
    wanted = sum(figure.editable for figure in figures())
    for folder, end in (("word/charts/", ".xml"), ("word/embeddings/", ".xlsx")):
        assert sum(n.startswith(folder) and n.endswith(end) for n in names) == wanted
    pictures = sum(not figure.editable for figure in figures())
    assert sum(name.endswith(".svg") for name in names) == pictures


def test_both_formats_say_the_same_and_nothing_was_touched(built: pipeline.Built) -> None:
    assert built.parity is not None and built.parity.differences == ()
    found = audit(built.files["docx"].read_bytes())
    assert (found.facts, found.words, found.residues) == ((), (), ())


@pytest.mark.slow
@pytest.mark.system("soffice")
def test_libreoffice_draws_the_editable_ones(built: pipeline.Built, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("skipped: 缺少 soffice（LibreOffice）")
    from support.validate import office

    text = said.pdfium_text(office.docx_to_pdf(built.files["docx"], tmp_path))
    for figure in figures():
        if figure.editable:
            for quantity in quantities(figure.chart):
                if quantity.derived and quantity.text.endswith("%"):
                    continue      # shares stand in the alternative text: Office has none of ours
                assert said.squeeze(quantity.text) in text, (figure.label, quantity.text)
