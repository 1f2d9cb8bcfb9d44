"""Footnotes, addresses and scripts of finished files, and faults planted in them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from support.docx.readback import PROFILE
from support.papers import META
from support.proof.twins import Element, W, replaced, respoken, rewritten, said, twins

from reportgen.document.quantity import Quantity
from reportgen.document.tree import Document, Footnote, Link, Paragraph, Script, Text
from reportgen.proof.audit import audit
from reportgen.proof.parity import parity
from reportgen.proof.pdf.read import read_pdf
from reportgen.proof.word.read import read_word
from reportgen.writers.docx.write import write_docx

NOTES = "word/footnotes.xml"
BLOCKS = (
    Paragraph((
        Text("水质见H"), Script("2", raised=False), Text("O，产值"), Quantity("A1", "9052万元"),
        Footnote(1, (Text("按年报统计，比上年增加"), Quantity("A2", "15万元"), Text("。"))),
        Text("，浓度为10"), Script("-6", raised=True), Text("。"),
    )),
    Paragraph((
        Text("详见"), Link("https://www.example.gov.cn/a", (Text("示例网"),)),
        Footnote(2, (Text("地址是"), Link("https://www.example.gov.cn/b", (Text("这里"),)))),
        Text("，材料发至"), Link("mailto:a@example.gov.cn", (Text("a@example.gov.cn"),)),
        Text("。"),
    )),
)


def test_both_files_say_the_same() -> None:
    both = twins(*BLOCKS)
    for found in (read_pdf(both.pdf, "甲.pdf"), read_word(both.word, "甲.docx")):
        assert [piece.text for piece in found.pieces][-2:] == [
            "①按年报统计，比上年增加15万元。", "②地址是这里"]
        assert [(each.text, each.targets[0]) for each in found.notes] == [
            ("①", "①按年报统计，比上年增加15万元。"), ("②", "②地址是这里")]
        assert [(each.text, each.raised) for each in found.scripts] == [("2", False), ("-6", True)]
        assert [(each.text, each.targets) for each in found.links] == [
            ("示例网", ("https://www.example.gov.cn/a",)),
            ("a@example.gov.cn", ("mailto:a@example.gov.cn",)),
            ("这里", ("https://www.example.gov.cn/b",))]
    assert parity(both.pdf, both.word).differences == ()


RELATIONS = ("word/_rels/document.xml.rels", "word/_rels/footnotes.xml.rels")
# name → the part, what stands in it, what stands in its place, what is said
FAULTS: dict[str, tuple[str, str, str, str]] = {
    "a note's text": (NOTES, "按年报统计", "按月报统计", "E1002"),
    "a number in a note": (NOTES, "15万元", "16万元", "E1001"),
    "a target in the text": (RELATIONS[0], "example.gov.cn/a", "example.com/a", "网址不同"),
    "a longer target": (RELATIONS[0], "example.gov.cn/a", "example.gov.cn/a/b", "网址不同"),
    "a target in a note": (RELATIONS[1], "example.gov.cn/b", "example.gov.cn/c", "网址不同"),
    "a mail address": (RELATIONS[0], "mailto:a@", "mailto:b@", "网址不同"),
    "a subscript that is high": ("word/document.xml", '"subscript"', '"superscript"', "下标“2”"),
    "numbers without circles": ("word/settings.xml", "decimalEnclosedCircle", "decimal", "E100"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_in_the_word_file(name: str) -> None:
    part, old, new, wanted = FAULTS[name]
    both = twins(*BLOCKS)
    found = parity(both.pdf, replaced(both.word, old, new, part))
    assert wanted in said(found)


def test_a_superscript_that_is_lost() -> None:
    both = twins(*BLOCKS)

    def lost(root: Element) -> None:
        (high,) = root.iterfind(f".//{W}vertAlign[@{W}val='superscript']")
        high.set(W + "val", "baseline")

    found = parity(both.pdf, rewritten(both.word, lost))
    assert "PDF 有上标“-6”，Word 没有" in said(found)


def test_notes_that_are_exchanged() -> None:
    both = twins(*BLOCKS)

    def exchange(root: Element) -> None:
        marks = list(root.iter(W + "footnoteReference"))
        for mark, other in zip(marks, ("2", "1"), strict=True):
            mark.set(W + "id", other)

    assert "E100" in said(parity(both.pdf, rewritten(both.word, exchange)))


def test_a_mark_that_is_gone() -> None:
    both = twins(*BLOCKS)

    def gone(root: Element) -> None:
        mark = next(root.iter(W + "footnoteReference"))
        mark.getparent().remove(mark)      # type: ignore[union-attr]

    assert "脚注不同" in said(parity(both.pdf, rewritten(both.word, gone)))


def elements(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    return [each for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == role]


def test_faults_in_the_pdf() -> None:
    both = twins(*BLOCKS)

    def level(pdf: pikepdf.Pdf) -> None:
        for each in elements(pdf, "/Span"):
            del each["/A"]

    def led(pdf: pikepdf.Pdf) -> None:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and "/URI" in each.get("/A", {}):
                each.A.URI = pikepdf.String("https://www.example.com/")

    def astray(pdf: pikepdf.Pdf) -> None:
        first, second = (each for link in elements(pdf, "/Reference") for part in link.K
                         for each in _annotations(part))
        first.Dest, second.Dest = second.Dest, first.Dest

    for change, wanted in ((level, "下标“2”"), (led, "网址不同"), (astray, "指向的地方不同")):
        assert wanted in said(parity(respoken(both.pdf, change), both.word))


def _annotations(part: Any) -> list[Any]:
    """Of a part of a structure: its annotations; its marked content is numbers."""
    return [kid.Obj for kid in part.K if not isinstance(kid, int) and "/Obj" in kid]


def test_the_way_there_and_back() -> None:
    """A reference leads to its note, whose mark leads back; the notes have names of their own."""
    with pikepdf.open(BytesIO(twins(*BLOCKS).pdf)) as pdf:
        notes, marks = elements(pdf, "/Note"), elements(pdf, "/Reference")
        assert len({bytes(each.ID) for each in notes}) == len(notes) == len(marks) == 2
        tree = pdf.Root.StructTreeRoot.IDTree.Names
        assert [bytes(each) for each in list(tree)[::2]] == [bytes(each.ID) for each in notes]
        for mark, note in zip(marks, notes, strict=True):
            (there,) = _annotations(mark.K[0])
            label = next(kid for kid in note.K if kid.get("/S") == "/Lbl")
            (back,) = _annotations(label.K[0])
            assert float(there.Dest[3]) < float(there.Rect[1])
            assert float(back.Dest[3]) > float(back.Rect[3])


def test_audit_reads_the_notes() -> None:
    document = Document(META, BLOCKS)
    word = write_docx(document, PROFILE, {})
    assert not audit(word, "甲.docx").facts
    found = audit(replaced(word, "15万元", "16万元", NOTES), "甲.docx")
    assert [(each.binding.text, each.new) for each in found.facts] == [("15万元", "16万元")]
    found = audit(replaced(word, "按年报", "按月报", NOTES), "甲.docx")
    assert found.words is not None
    assert [(each.old, each.new) for each in found.words]
