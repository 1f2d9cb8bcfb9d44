"""Lists and ended lines in both finished files: counted, compared, audited; faults are found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.listing import LISTS, READ, item
from support.papers import paragraph
from support.proof.twins import Element, Twins, W, paragraphs, removed, rewritten, said, twins

from reportgen.document.markers import CIRCLES, FORMS, marker
from reportgen.document.tree import (
    Block,
    LineBreak,
    ListBlock,
    Paragraph,
    Text,
    plain,
)
from reportgen.proof.audit.diagnostics import diagnostics
from reportgen.proof.audit.review import audit_word
from reportgen.proof.parity import parity
from reportgen.proof.pdf.read import read_pdf
from reportgen.proof.word.read import read_word

NUMBERING = "word/numbering.xml"


def both() -> Twins:
    return twins(*LISTS)


def test_both_files_say_the_same_numbers() -> None:
    made = both()
    assert [piece.text for piece in read_pdf(made.pdf, "a.pdf").pieces] == READ
    assert [piece.text for piece in read_word(made.word, "a.docx").pieces] == READ
    assert said(parity(made.pdf, made.word)) == ""


def starts_elsewhere(root: Element) -> None:
    next(root.iter(W + "startOverride")).set(W + "val", "6")


def other_format(root: Element) -> None:
    lists = list(root.iter(W + "abstractNum"))
    next(lists[1].iter(W + "numFmt")).set(W + "val", "upperLetter")


def other_marks(root: Element) -> None:
    next(next(root.iter(W + "abstractNum")).iter(W + "lvlText")).set(W + "val", "第%1部分")


def zero_start(root: Element) -> None:
    next(root.iter(W + "start")).set(W + "val", "0")


def no_level(root: Element) -> None:
    removed(list(root.iter(W + "lvl"))[1])


def without_number(text: str) -> Callable[[Element], None]:
    return lambda root: removed(next(paragraphs(root, text)[0].iter(W + "numPr")))


def renumbered(text: str, number: str) -> Callable[[Element], None]:
    def change(root: Element) -> None:
        next(paragraphs(root, text)[0].iter(W + "numId")).set(W + "val", number)
    return change


def unbroken(root: Element) -> None:
    removed(next(root.iter(W + "br")))


def styled_otherwise(root: Element) -> None:
    found = next(each for each in root.iter(W + "style") if each.get(W + "styleId") == "Heading1")
    removed(next(found.iter(W + "numPr")))


# name → (what is done, in which part, what parity says of it first)
FAULTS: dict[str, tuple[Callable[[Element], None], str, str]] = {
    "a start is another": (starts_elsewhere, NUMBERING, "PDF 写“7.验收”，Word 写“6.验收”"),
    "a format is another": (other_format, NUMBERING, "PDF 写“1.修路”，Word 写“A.修路”"),
    "the marks are others": (other_marks, NUMBERING, "PDF 写“一、任务”，Word 写“第一部分任务”"),
    "a list starts at nought": (zero_start, NUMBERING, "PDF 写“一、任务”"),
    "a level is gone": (no_level, NUMBERING, "PDF 写“（一）领导小组”，Word 写“领导小组”"),
    "an item has no number": (without_number("通水"), "word/document.xml",
                              "PDF 写“2.通水”，Word 写“通水”"),
    "an item is of another list": (renumbered("亮灯", "4"), "word/document.xml",
                                   "Word 写“（1）亮灯”"),
    "an item's list is gone": (renumbered("亮灯", "99"), "word/document.xml", "Word 写“亮灯”"),
    "an item is gone": (lambda root: removed(paragraphs(root, "绿化")[0]), "word/document.xml",
                        "Word 里没有段落“3.绿化”"),
    "a bullet has none": (without_number("施工"), "word/document.xml", "Word 写“施工”"),
    "a heading's style has none": (styled_otherwise, "word/styles.xml", "Word 写“任务”"),
    "a line goes on": (unbroken, "word/document.xml",
                       "分行不同：PDF 写“组长：甲某↵副组长：2人”，Word 写“组长：甲某副组长：2人”"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_the_word_file_is_found(name: str) -> None:
    change, part, message = FAULTS[name]
    made = both()
    found = parity(made.pdf, rewritten(made.word, change, part))
    assert message in said(found)


def audited(change: Callable[[Element], None], part: str = "word/document.xml") -> list[str]:
    found = audit_word(rewritten(both().word, change, part), "a.docx", None, "")
    return [each.message for each in diagnostics(found) if each.code != "I1030"]


def test_an_audit_counts_the_numbers() -> None:
    assert audited(lambda root: removed(paragraphs(root, "修路")[0])) == [
        "删了“修路”", "编号“2.”改成了“1.”（Word 自动编的，后面还有2处）"]
    assert audited(without_number("通水"))[0].startswith("编号删了“2.”")
    assert audited(starts_elsewhere, NUMBERING) == [
        "编号“7.”改成了“6.”（Word 自动编的，后面还有1处）"]
    assert audited(unbroken) == ["删了“↵”"]


def test_a_number_before_a_fact_is_not_part_of_it() -> None:
    found = audit_word(both().word, "a.docx", None, "")
    assert not found.facts
    assert found.words == ()


def test_deleting_an_item_moves_the_others_up() -> None:
    made = both()
    word = rewritten(made.word, lambda root: removed(paragraphs(root, "亮灯")[0]))
    texts = [piece.text for piece in read_word(word, "a.docx").pieces]
    assert [text for text in texts if text[-2:] in ("绿化", "验收", "移交")][:3] == [
        "3.绿化", "7.验收", "8.移交"]
    word = rewritten(made.word, lambda root: removed(paragraphs(root, "通水")[0]))
    texts = [piece.text for piece in read_word(word, "a.docx").pieces]
    assert "2.绿化" in texts
    assert "3.亮灯" in texts


# ------------------------------------------------------------------ whatever an author writes

WORDS = st.text("修路通水绿化亮灯", min_size=1, max_size=5)


@st.composite
def lists(draw: st.DrawFn, depth: int = 0) -> ListBlock:
    form = draw(st.sampled_from((None, *FORMS)))
    number, items = draw(st.integers(1, CIRCLES - 8)), []
    for _ in range(draw(st.integers(1, 3))):
        mark = "—" if form is None else marker(form, number)
        number += draw(st.sampled_from((1, 1, 1, 2)))
        more: list[Paragraph | ListBlock] = []
        for _ in range(draw(st.integers(0, 2))):
            if depth < 3 and draw(st.booleans()):
                more.append(draw(lists(depth + 1)))
            else:
                more.append(Paragraph((Text(draw(WORDS)), LineBreak(), Text(draw(WORDS)))))
        items.append(item(mark, draw(WORDS), *more))
    return ListBlock(form is not None, tuple(items))


BLOCKS = st.lists(
    st.one_of(lists(), WORDS.map(paragraph)), min_size=1, max_size=4).map(tuple)


def expected(blocks: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, ListBlock):
            found += [line.marker + plain(line.children) for line in block.lines()]
        elif isinstance(block, Paragraph):
            found.append(plain(block.children))
    return found


@given(BLOCKS)
def test_any_nesting_is_read_back_from_both_files(blocks: tuple[Block, ...]) -> None:
    made = twins.__wrapped__(*blocks)
    assert [piece.text for piece in read_pdf(made.pdf, "a.pdf").pieces] == expected(blocks)
    assert [piece.text for piece in read_word(made.word, "a.docx").pieces] == expected(blocks)
    assert said(parity(made.pdf, made.word)) == ""
