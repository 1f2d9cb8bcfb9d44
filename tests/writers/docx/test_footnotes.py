"""Footnotes as Word has them: a part of their own, renumbered by Word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree
from support.docx.readback import PROFILE
from support.papers import META
from support.proof.twins import Element, W, parts

from reportgen.document.tree import Colophon, Document, Footnote, Link, Paragraph, Text
from reportgen.writers.docx.write import write_docx

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FOOT = Colophon((("报", "上级单位甲。"),), "编辑：甲", "")
NOTED = Paragraph((
    Text("甲"), Footnote(1, (Text("一"), Link("https://www.example.gov.cn/", (Text("乙"),)))),
    Footnote(2, (Text("二"),)),
))


def written(document: Document, numbers: dict[str, int], pages: int) -> dict[str, bytes]:
    return parts(write_docx(document, PROFILE, {}, numbers, pages=pages))


def notes(files: dict[str, bytes]) -> list[Element]:
    return list(etree.fromstring(files["word/footnotes.xml"]))


def test_a_file_without_notes_has_no_part_for_them() -> None:
    files = written(Document(META, (Paragraph((Text("甲"),)),)), {}, 1)
    assert "word/footnotes.xml" not in files
    assert b"footnotePr" not in files["word/settings.xml"]
    assert b"FootnoteText" not in files["word/styles.xml"]


def test_marks_and_notes_by_their_ids() -> None:
    files = written(Document(META, (NOTED,)), {}, 1)
    body = etree.fromstring(files["word/document.xml"])
    marks = [each.get(W + "id") for each in body.iter(W + "footnoteReference")]
    assert marks == ["1", "2"]
    assert [(each.get(W + "id"), each.get(W + "type")) for each in notes(files)] == [
        ("-1", "separator"), ("0", "continuationSeparator"), ("1", None), ("2", None)]
    settings = etree.fromstring(files["word/settings.xml"])
    assert [each.get(W + "id") for each in settings.iterfind(f"{W}footnotePr/{W}footnote")] == [
        "-1", "0"]
    assert body.find(f".//{W}sectPr/{W}footnotePr/{W}numFmt") is not None


def test_a_link_in_a_note_is_a_relation_of_its_part() -> None:
    files = written(Document(META, (NOTED,)), {}, 1)
    (link,) = etree.fromstring(files["word/footnotes.xml"]).iter(W + "hyperlink")
    relations = etree.fromstring(files["word/_rels/footnotes.xml.rels"])
    (relation,) = relations
    assert (relation.get("Id"), relation.get("Target"), relation.get("TargetMode")) == (
        link.get(R + "id"), "https://www.example.gov.cn/", "External")
    assert b"example.gov.cn" not in files["word/_rels/document.xml.rels"]


@pytest.mark.parametrize(("page", "low"), [(2, True), (1, False)])
def test_the_last_note_stands_clear_of_the_colophon_on_its_page(page: int, low: bool) -> None:
    document = replace(Document(META, (NOTED, FOOT)))
    last = notes(written(document, {"footnote-2": page}, 2))[-1]
    spacing = [each.get(W + "line") for each in last.iter(W + "spacing")]
    assert bool(spacing) is low
    assert all(int(each or 0) > 900 for each in spacing)      # two lines of a colophon
