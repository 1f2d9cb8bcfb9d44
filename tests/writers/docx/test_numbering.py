"""What is written of numbers: lists of Word's own, each jump with a start of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.docx.readback import PROFILE, File, W, find, written
from support.docx.samples import document, paragraph, says

from reportgen.document.tree import Attachment, Block, Heading, ListBlock, ListItem, Title
from reportgen.style.profile import Profile
from reportgen.style.schema import NUMBERING
from reportgen.writers.docx.write import write_docx


def listed(*marks: str) -> ListBlock:
    return ListBlock(marks[0] != "—", tuple(ListItem(mark, says(f"项{mark}")) for mark in marks))


def starts(file: File) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each num with its starts: level and number."""
    root = file.xml("word/numbering.xml")
    return [
        (str(num.get(W + "numId")),
         [(str(each.get(W + "ilvl")), str(each[0].get(W + "val")))
          for each in num.iter(W + "lvlOverride")])
        for num in root.iter(W + "num")
    ]


def ids(*blocks: Block) -> list[str]:
    return written(document(*blocks)).values("w:numPr/w:numId", "val")


@pytest.mark.parametrize(("blocks", "expected"), [
    ((listed("1.", "2.", "3."),), "2 2 2"),
    ((listed("3.", "4.", "7."),), "2 2 3"),
    ((listed("1."), paragraph("文"), listed("2.")), "2 2"),
    ((listed("1."), paragraph("文"), listed("1.")), "2 3"),
    ((listed("1."), listed("（1）"), listed("2.")), "2 3 2"),
    ((listed("—"), paragraph("文"), listed("—")), "2 2"),
    ((listed("1."), Heading(1, "一、", says("节")), listed("2.")), "2 3"),
    ((Title(("甲",)), listed("1."), Title(("乙",)), listed("2.")), "2 3"),
])
def test_an_item_goes_on_with_a_list_where_its_number_is_the_next(
    blocks: tuple[Block, ...], expected: str
) -> None:
    assert ids(*blocks) == expected.split()


def test_each_jump_has_a_start_of_its_own() -> None:
    file = written(document(listed("3.", "4.", "7."), listed("五、")))
    assert starts(file) == [
        ("1", []), ("2", [("0", "3")]), ("3", [("0", "7")]), ("4", [("0", "5")])]


def test_headings_are_one_list_of_the_heading_styles() -> None:
    blocks = (Heading(1, "一、", says("甲")), Heading(2, "（一）", says("乙")),
              Heading(1, "二、", says("丙")), Heading(2, "（一）", says("丁")))
    file = written(document(*blocks))
    assert file.values("w:numPr/w:numId", "val") == []
    assert starts(file) == [("1", [])]
    levels = find(file.xml("word/numbering.xml")[0], "w:lvl")
    said = [[str(level.find(W + key).get(W + "val")) for key in ("pStyle", "lvlText", "numFmt")]
            for level in levels]
    assert said == [["Heading1", "%1、", "chineseCountingThousand"],
                    ["Heading2", "（%2）", "chineseCountingThousand"],
                    ["Heading3", "%3.", "decimal"], ["Heading4", "（%4）", "decimal"]]


def test_headings_of_another_part_begin_anew() -> None:
    file = written(document(
        Heading(1, "一、", says("甲")), Attachment(1, "清单", "f"), Heading(1, "一、", says("乙")),
        Heading(1, "二、", says("丙"))))
    assert file.values("w:numPr/w:numId", "val") == ["2", "2"]
    assert starts(file)[1] == ("2", [("0", "1"), ("1", "1"), ("2", "1"), ("3", "1")])


def test_a_heading_that_jumps_or_has_no_number() -> None:
    file = written(document(Heading(1, "三、", says("甲")), Heading(1, "", says("乙")),
                            Heading(2, "二、", says("丙"))))
    assert file.texts == ["甲", "乙", "二、丙"]
    assert file.values("w:numPr/w:numId", "val") == ["2", "0", "0"]
    assert ("0", "3") in starts(file)[1][1]


def test_an_office_that_reads_text_only_gets_text() -> None:
    typed: Profile = replace(PROFILE, settings={
        **PROFILE.settings, NUMBERING: replace(PROFILE.settings[NUMBERING], value="text")})
    made = document(Heading(1, "一、", says("甲")), listed("1.", "7."), listed("—"))
    file = File(write_docx(made, typed, {}))
    assert file.texts == ["一、甲", "1.项1.", "7.项7.", "—项—"]
    assert "word/numbering.xml" not in file.parts
    assert b"numPr" not in file.parts["word/styles.xml"] + file.parts["word/document.xml"]


def test_the_note_of_a_number_does_not_stay_in_the_file() -> None:
    assert b"label=" not in written(document(listed("1."))).parts["word/document.xml"]


def test_a_list_keeps_the_indent_of_its_paragraphs() -> None:
    """A program that sees a list on a paragraph takes the indent from the list."""
    file = written(document(Heading(1, "一、", says("甲")), Attachment(1, "清单", "f"),
                            Heading(1, "一、", says("乙")), listed("1.")))
    lists = file.xml("word/numbering.xml")
    for level in (find(lists[0], "w:lvl")[0], find(lists[1], "w:lvl")[0]):
        (indent,) = find(level, "w:pPr/w:ind")
        assert indent.get(W + "firstLineChars") == "200"
