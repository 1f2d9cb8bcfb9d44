"""报尾 in Word: a table at the foot, its rules, its rows."""

from __future__ import annotations

import pytest
from support.docx.readback import W, brief, find, shown, written
from support.docx.samples import FOOT, document, paragraph

from reportgen.document.tree import Colophon
from reportgen.units import Mm
from reportgen.writers.docx.xml import Element


def table(block: Colophon = FOOT) -> Element:
    (found,) = find(written(document(paragraph("国"), block)).body, "w:tbl")
    return found


def test_it_is_pinned_to_the_lower_margin() -> None:
    place = find(table(), "w:tblPr/w:tblpPr")[0]
    assert (place.get(W + "vertAnchor"), place.get(W + "tblpYSpec")) == ("margin", "bottom")
    assert place.get(W + "tblpX") == str(Mm(28).twips)


def test_rules_thick_thin_thick() -> None:
    rows = find(table(), "w:tr")
    found = [[(str(edge.tag).removeprefix(W), edge.get(W + "sz"))
              for edge in find(row, "w:tc/w:tcPr/w:tcBorders/*")] for row in rows]
    assert found == [[("top", "8"), ("bottom", "6")], [("top", "6"), ("bottom", "8")], []]


def test_names_align_behind_the_colon() -> None:
    first = find(table(), "w:tr/w:tc/w:p")[0]
    assert shown(first).startswith("报：")
    assert 'leftChars="300"' in brief(first)
    assert 'hangingChars="200"' in brief(first)


def test_a_row_is_no_higher_than_its_lines() -> None:
    """What keeps it off the rule below, and the rule, are taken from the line under a rule."""
    rows = find(table(), "w:tr")
    for row, lines in zip(rows[:2], (len(FOOT.rows), 1), strict=True):
        own = [each.get(W + "line") for each in find(row, "w:tc/w:p/w:pPr/w:spacing")]
        room = int(find(row, "w:tc/w:tcPr/w:tcMar/w:bottom")[0].get(W + "w") or 0)
        rule = (Mm(0.35).twips + Mm(0.25).twips) / 2
        assert len(own) == 1
        assert int(own[0] or 0) + 480 * (lines - 1) + room + rule == pytest.approx(
            480 * lines, abs=1)


def test_the_last_row_has_two_ends() -> None:
    last = find(table(), "w:tr")[1]
    assert shown(last) == f"{FOOT.left}\t{FOOT.right}"
    assert '<tab val="right"' in brief(last)


def test_rows_or_ends_alone() -> None:
    assert len(find(table(Colophon((("报", "甲。"),))), "w:tr")) == 2
    assert shown(table(Colophon((), "左", "右"))) == "左\t右"


def test_the_foot_makes_up_for_word_s_margin() -> None:
    foot = find(table(), "w:tr")[-1]
    height = find(foot, "w:trPr/w:trHeight")[0]
    assert 0 < int(height.get(W + "val", "0")) < Mm(35).twips
    assert shown(foot) == ""
