"""Faults planted into one of two finished files: each is found, with its places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from support import photographs as ph
from support.papers import META, everything, paragraph
from support.proof.reader import Row
from support.proof.reader import rows as rows_of
from support.proof.twins import (
    Element,
    Twins,
    W,
    paragraphs,
    parts,
    removed,
    replaced,
    respoken,
    rewritten,
    said,
    shown,
    twins,
)

from reportgen.document.quantity import Quantity
from reportgen.document.tree import Figure, Photo, PhotoFigure, Table, Text
from reportgen.proof.parity import parity
from reportgen.proof.parity.compare import SHOWN

Change = Callable[[Element], None]


def rows(root: Element) -> list[Element]:
    """The rows of the table of figures."""
    table = next(t for t in root.iter(W + "tbl") if "指标1" in shown(t))
    return list(table.iter(W + "tr"))


def swap(one: Element, other: Element) -> None:
    """Let two elements change places."""
    first, second = one.getparent(), other.getparent()
    assert first is not None
    assert second is not None
    i, j = first.index(one), second.index(other)
    first[i], second[j] = deepcopy(other), deepcopy(one)


def cells(row: Element) -> list[Element]:
    return list(row.iter(W + "tc"))


def retyped(element: Element, new: str) -> None:
    """Another text in the first run of an element."""
    next(element.iter(W + "t")).text = new


def restyled(root: Element, text: str, style: str) -> None:
    mark = next(paragraphs(root, text)[0].iter(W + "pStyle"))
    mark.set(W + "val", style)


def hide(root: Element) -> None:
    run = next(paragraphs(root, "现予刊发")[0].iter(W + "r"))
    mark = run.makeelement(W + "rPr")
    mark.append(mark.makeelement(W + "vanish"))
    run.insert(0, mark)


def doubled(root: Element) -> None:
    element = paragraphs(root, "现予刊发")[0]
    element.addnext(deepcopy(element))


def unpictured(root: Element) -> None:
    removed(next(root.iter(W + "drawing")))


def alt(root: Element, text: str) -> None:
    next(e for e in root.iter() if str(e.tag).endswith("}docPr")).set("descr", text)


def columnless(root: Element) -> None:
    for row in rows(root):
        removed(cells(row)[1])


def headless(root: Element) -> None:
    removed(next(root.iter(W + "tblHeader")))


# name → (what is done to the Word file's body, the code that must tell of it)
WORD: dict[str, tuple[Change, str]] = {
    "a row is dropped": (lambda r: removed(rows(r)[3]), "E1003"),
    "the last row is dropped": (lambda r: removed(rows(r)[-1]), "E1003"),
    "two cells are swapped": (lambda r: swap(*cells(rows(r)[3])), "E1004"),
    "two rows are swapped": (lambda r: swap(rows(r)[3], rows(r)[5]), "E1004"),
    "two cells of a column are swapped":
        (lambda r: swap(cells(rows(r)[3])[1], cells(rows(r)[5])[1]), "E1004"),
    "a cell is emptied": (lambda r: retyped(cells(rows(r)[3])[1], ""), "E1001"),
    "a column is dropped": (columnless, "E1003"),
    "a head cell is another": (lambda r: retyped(cells(rows(r)[0])[1], "数量"), "E1002"),
    "a head is no head": (headless, "E1003"),
    "the caption of a table is gone": (lambda r: removed(paragraphs(r, "示例指标")[0]), "E1002"),
    "the caption of a figure is gone": (lambda r: removed(paragraphs(r, "示例图")[0]), "E1003"),
    "a caption is plain": (lambda r: restyled(r, "示例图", "Body"), "E1005"),
    "two paragraphs are swapped":
        (lambda r: swap(paragraphs(r, "第一项")[0], paragraphs(r, "第二项")[0]), "E1001"),
    "an alternative text is another": (lambda r: alt(r, "条形图：投资20571万元。"), "E1002"),
    "an alternative text is gone": (lambda r: alt(r, ""), "E1002"),
    "a note is gone": (lambda r: removed(paragraphs(r, "图注")[0]), "E1003"),
    "a paragraph is gone": (lambda r: removed(paragraphs(r, "数据截至年底")[0]), "E1003"),
    "a paragraph stands twice": (doubled, "E1003"),
    "a heading is plain": (lambda r: restyled(r, "经济发展", "Body"), "E1001"),
    "a heading is of another level": (lambda r: restyled(r, "经济发展", "Heading2"), "E1001"),
    "a picture is gone": (unpictured, "E1003"),
    "the unit of a table is gone": (lambda r: removed(paragraphs(r, "单位：")[0]), "E1002"),
    "a line of the colophon is gone": (lambda r: removed(paragraphs(r, "各村")[0]), "E1003"),
    "a text is hidden": (hide, "E1002"),
    "the masthead is gone": (lambda r: removed(paragraphs(r, "示例工作简报")[0]), "E1003"),
}
# name → (text, what stands in its place, the code)
TYPED: dict[str, tuple[str, str, str]] = {
    "a digit": ("20517万元", "20571万元", "E1001"),
    "a digit in a cell": ("104.5万元", "104.6万元", "E1001"),
    "a lost zero": ("105.5万元", "15.5万元", "E1001"),
    "a decimal point": ("106.5万元", "1065万元", "E1001"),
    "a unit": ("107.5万元", "107.5亿元", "E1001"),
    "a table's number": (">表<", ">图<", "E1002"),
    "a mark": ("年初部署扎实", "年初部署，扎实", "E1002"),
    "a letter for its likeness": ("按照年初", "按照年己", "E1002"),
    "a dash": ("项目建设——", "项目建设—", "E1002"),
    "a quotation mark": ("“三农”", "「三农」", "E1002"),
    "a space between words": ("Microsoft Word", "MicrosoftWord", "E1002"),
    "a date": ("2024年2月22日", "2024年2月23日", "E1001"),
    "an issue": ("第1期", "第2期", "E1001"),
    "the editor's label": ("编者按：", "按语：", "E1002"),
    "the number of copies": ("共印10份", "共印100份", "E1001"),
    "a cross-reference": ('>表1<', '>表2<', "E1001"),
}


def kids(pdf: pikepdf.Pdf, role: str) -> list[Dictionary]:
    """The elements of a role, in the order of the file."""
    found = [
        item for item in pdf.objects
        if isinstance(item, Dictionary) and item.get("/S") == Name(f"/{role}") and "/P" in item
    ]
    assert found, f"no {role}"
    return found


def orphaned(element: Dictionary) -> None:
    """Take an element out of the structure tree."""
    parent = element.P
    parent.K = pikepdf.Array([k for k in parent.K if not _same(k, element)])


def _same(one: object, other: Dictionary) -> bool:
    return isinstance(one, Dictionary) and one.objgen == other.objgen


def renamed(element: Dictionary, role: str) -> None:
    element.S = Name(f"/{role}")


def crossed(pdf: pikepdf.Pdf) -> None:
    one, other = kids(pdf, "TD")[2:4]
    one.K, other.K = other.K, one.K


def reordered(pdf: pikepdf.Pdf) -> None:
    root = kids(pdf, "Document")[0]
    items = list(root.K)
    root.K = pikepdf.Array([*items[:8], items[9], items[8], *items[10:]])


def miscoded(pdf: pikepdf.Pdf) -> None:
    """One character is spoken as another: what a wrong ToUnicode does."""
    for item in pdf.objects:
        if isinstance(item, Dictionary) and "/ToUnicode" in item:
            data = item.ToUnicode.read_bytes()
            if b"<5E74>" in data:       # 年
                item.ToUnicode.write(data.replace(b"<5E74>", b"<5348>", 1))
                return
    raise AssertionError("no 年")


def untold(pdf: pikepdf.Pdf) -> None:
    """A paragraph becomes an artifact: seen, but read by nobody."""
    page = pdf.pages[0]
    stream = page.Contents.read_bytes()
    assert b"/P<</MCID 1>>BDC" in stream
    page.Contents.write(stream.replace(b"/P<</MCID 1>>BDC", b"/Artifact<</Type/Layout>>BDC", 1))


def repainted(pdf: pikepdf.Pdf) -> None:
    """Another glyph on the page: the first two codes of the first string change places."""
    page = pdf.pages[0]
    stream = page.Contents.read_bytes()
    at = stream.index(b"<", stream.index(b"Tm")) + 1
    turned = stream[at + 4 : at + 8] + stream[at : at + 4]
    page.Contents.write(stream[:at] + turned + stream[at + 8 :])


PDF: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "a paragraph is not in the tree": (lambda pdf: orphaned(kids(pdf, "P")[3]), "E1003"),
    "a cell is not in the tree": (lambda pdf: orphaned(kids(pdf, "TD")[3]), "E1003"),
    "a row is not in the tree": (lambda pdf: orphaned(kids(pdf, "TR")[3]), "E1003"),
    "a link is not in the tree": (lambda pdf: orphaned(kids(pdf, "Link")[0]), "E1002"),
    "two cells have each other's content": (crossed, "E1004"),
    "two blocks are read in another order": (reordered, "E1004"),
    "a heading is plain": (lambda pdf: renamed(kids(pdf, "H2")[0], "P"), "E1005"),
    "a heading is of another level": (lambda pdf: renamed(kids(pdf, "H3")[0], "H2"), "E1005"),
    "a head cell is plain": (lambda pdf: renamed(kids(pdf, "TH")[0], "TD"), "E1005"),
    "an alternative text is another":
        (lambda pdf: kids(pdf, "Figure")[0].__setitem__("/Alt", "图"), "E1002"),
    "a caption is not in the tree": (lambda pdf: orphaned(kids(pdf, "Caption")[0]), "E1003"),
    "a character is spoken as another": (miscoded, "E1001"),
    "a paragraph is an artifact": (untold, "E1003"),
    "a glyph is another": (repainted, "E1002"),
}


def test_good_files_agree() -> None:
    both = twins()
    found = parity(both.pdf, both.word)
    assert said(found) == ""
    assert found.text == f"一致（{found.characters} 字，9 个事实，1 个表，1 张图）"
    assert found.characters > 300


@pytest.mark.parametrize("name", WORD)
def test_fault_in_the_word_file(name: str) -> None:
    change, code = WORD[name]
    both = twins()
    found = parity(both.pdf, rewritten(both.word, change))
    assert code in {each.code for each in found.differences}, said(found)


@pytest.mark.parametrize("name", TYPED)
def test_other_text_in_the_word_file(name: str) -> None:
    old, new, code = TYPED[name]
    both = twins()
    found = parity(both.pdf, replaced(both.word, old, new))
    assert [each.code for each in found.differences][:1] == [code], said(found)


@pytest.mark.parametrize("name", PDF)
def test_fault_in_the_pdf(name: str) -> None:
    change, code = PDF[name]
    both = twins()
    found = parity(respoken(both.pdf, change), both.word)
    assert code in {each.code for each in found.differences}, said(found)


def test_a_label_in_a_picture_counts() -> None:
    both = twins()
    spoiled = replaced(both.word, '"20517万元"', '"20571万元"', "word/media/figure1.svg")
    found = said(parity(both.pdf, spoiled))
    assert "图中文字数不同：PDF 写“20517万元”，Word 写“20571万元”" in found


def test_a_lost_approximation_is_found() -> None:
    """余 is lost in one writer, as if it had formatted the number itself."""
    good = paragraph("产量", Quantity("枇杷产量", "2263余吨"), "。")
    bad = paragraph("产量", Quantity("枇杷产量", "2263吨"), "。")
    found = parity(twins(good).pdf, twins(bad).word)
    assert said(found) == "E1001 段落数不同：PDF 写“产量2263余吨。”，Word 写“产量2263吨。”"


@pytest.mark.slow
def test_a_node_that_one_writer_forgot() -> None:
    """Each block left out of one file, in turn, is missed."""
    whole = twins()
    for number, block in enumerate(everything()):
        rest = tuple(b for i, b in enumerate(everything()) if i != number)
        if type(block).__name__ == "PageBreak" or isinstance(block, Table | Figure):
            continue      # a break is not read; a reference needs its target
        found = parity(whole.pdf, twins(*rest).word)
        assert found.differences, type(block).__name__
        found = parity(twins(*rest).pdf, whole.word)
        assert found.differences, type(block).__name__


PHOTOGRAPHS = {
    "one": (ph.figure(ph.photo("a"), credit="（张某某摄）", anchor="p"),),
    "a row": (ph.figure(ph.photo("a", title="整治前"), ph.photo("b", title="整治后"),
                        notes=((Text("摄于同一处。"),),)),),
    "decoration": (paragraph("上文。"), ph.figure(ph.photo("a", alt=""), number=0),
                   paragraph("下文。")),
}


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_photographs_say_the_same_in_both(name: str) -> None:
    both = twins(*PHOTOGRAPHS[name])
    assert said(parity(both.pdf, both.word)) == ""


@pytest.mark.parametrize(("change", "code"), [
    (lambda photo: ph.figure(replace(photo, alt="别的画面")), "E1002"),
    (lambda photo: ph.figure(photo, title="别的题注"), "E1002"),
    (lambda photo: ph.figure(photo, number=0), "E1003"),
    (lambda photo: ph.figure(photo, ph.photo("b")), "E1003"),
])
def test_a_photograph_that_differs_is_found(
    change: Callable[[Photo], PhotoFigure], code: str
) -> None:
    whole = twins(ph.figure(ph.photo("a")))
    other = twins(change(ph.photo("a")))
    assert code in said(parity(whole.pdf, other.word))


def numbered(lines: list[Row]) -> Iterator[tuple[Row, int]]:
    """Each line with its number on its page; cells side by side are one line."""
    for _, group in groupby(sorted(lines, key=lambda row: (row.page, row.y)), lambda r: r.page):
        heights: list[float] = []
        for row in group:
            if not heights or row.y - heights[-1] > 2:
                heights.append(row.y)
            yield row, len(heights)


def test_places_are_told() -> None:
    both = twins()
    found = parity(both.pdf, replaced(both.word, "104.5万元", "104.6万元"))
    (item,) = found.diagnostics("甲.pdf", "乙.docx")
    page, line = next(
        (row.page, number) for row, number in numbered(rows_of(both.pdf)) if "104.5" in row.text)
    assert str(item.span) == f"甲.pdf › 第{page}页 › 第{line}行"
    assert str(item.related[0][0]) == "乙.docx › 表1 › 第5行第2列"
    found = parity(both.pdf, replaced(both.word, "项目建设——", "项目建设—"))
    (item,) = found.diagnostics("甲.pdf", "乙.docx")
    assert str(item.span).startswith("甲.pdf › 第1页 › 第")
    assert str(item.related[0][0]) == "乙.docx › 正文 › 第8段"


def test_many_differences_are_counted_and_the_first_told() -> None:
    one, other = (twins(*(paragraph(f"{word}第{n}段。") for n in range(40))) for word in "甲乙")
    found = parity(one.pdf, other.word)
    assert len(found.differences) == 40
    assert found.text == "不一致：40 处"
    assert len(found.diagnostics("a", "b")) == SHOWN


def split_runs(root: Element) -> None:
    """As Word does when somebody clicks about."""
    for run in list(root.iter(W + "r")):
        marks = run.findall(W + "t")
        if len(marks) == 1 and len(marks[0].text or "") > 1:
            other = deepcopy(run)
            text = marks[0].text or ""
            marks[0].text = text[:1]
            next(other.iter(W + "t")).text = text[1:]
            run.addnext(other)


def reproofed(root: Element) -> None:
    for element in root.iter(W + "p"):
        mark = element.makeelement(W + "proofErr", {W + "type": "spellStart"})
        element.append(mark)


INNOCENT: dict[str, Callable[[Twins], tuple[bytes, bytes]]] = {
    "split runs": lambda both: (both.pdf, rewritten(both.word, split_runs)),
    "marks of a spelling checker": lambda both: (both.pdf, rewritten(both.word, reproofed)),
    "another author": lambda both: (both.pdf, replaced(
        both.word, META.issuer, "某人", "docProps/core.xml")),
    "a resaved PDF": lambda both: (respoken(both.pdf, lambda _: None), both.word),
}


@pytest.mark.parametrize("name", INNOCENT)
def test_what_does_not_matter(name: str) -> None:
    assert said(parity(*INNOCENT[name](twins()))) == ""


def test_the_sample_agrees(sample_pdf: Path, sample_docx: Path) -> None:
    found = parity(sample_pdf.read_bytes(), sample_docx.read_bytes())
    assert said(found) == ""
    assert found.facts > 150
    assert (found.tables, found.figures) == (5, 5)


def test_everything_is_in_the_count() -> None:
    """No part of a document's text is passed over by both readers at once."""
    both = twins()
    text = parts(both.word)["word/document.xml"].decode()
    assert "数据截至年底" in text
    good = parity(both.pdf, both.word).characters
    more = twins(*everything(), paragraph("多五个字。"))
    assert parity(more.pdf, more.word).characters == good + 5


@pytest.mark.slow
def test_a_large_difference_is_told_in_time() -> None:
    one = twins(*(paragraph(f"第{n}段。") for n in range(1500)))
    other = twins(*(paragraph(f"第{n + 1}段。") for n in range(1500)))
    assert parity(one.pdf, other.word).differences
