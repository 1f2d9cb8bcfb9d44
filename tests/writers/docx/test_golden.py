"""Whole parts of a small document as readable XML; `--accept` rewrites them."""

from pathlib import Path

import pytest
from lxml import etree
from support.docx.readback import written
from support.docx.samples import FOOT, HEAD, PICTURES, YIELD, document, figure, paragraph, table

from reportgen.document.tree import Reference, Title

GOLDENS = Path(__file__).parent / "goldens"
SMALL = written(document(
    HEAD, Title(("工作回顾",)),
    paragraph("产量", YIELD, "，见", Reference("指标", "表1"), "。"),
    table(rows=1), figure(), FOOT,
), PICTURES)


@pytest.mark.parametrize("part", ["document", "styles", "settings", "fontTable", "footer-even"])
def test_part(part: str, accept: bool) -> None:
    root = SMALL.xml(f"word/{part}.xml")
    etree.indent(root)
    said = etree.tostring(root, encoding="unicode") + "\n"
    golden = GOLDENS / f"{part}.xml"
    if accept:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
