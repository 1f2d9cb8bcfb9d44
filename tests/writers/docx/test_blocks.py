from dataclasses import replace

import pytest
from support.docx.readback import File, W, brief, find, written
from support.docx.samples import FOOT, HEAD, META, document, paragraph, says, table

from reportgen.document.tree import (
    Block,
    Colophon,
    Credit,
    EditorNote,
    Heading,
    ListBlock,
    ListItem,
    Note,
    PageBreak,
    Title,
)


def first(file: File) -> str:
    return brief(file.body[0])


def test_heading_number_is_its_style() -> None:
    assert first(written(document(Heading(2, "（一）", says("农业"), "h")))) == (
        '<p><pPr><pStyle val="Heading2"/></pPr><bookmarkStart id="1" name="_Ref_h"/>'
        '<r><t>农业</t></r><bookmarkEnd id="1"/></p>'
    )


def test_a_heading_without_a_number() -> None:
    assert written(document(Heading(1, "", says("结语")))).texts == ["结语"]


def test_title_lines_are_one_paragraph() -> None:
    assert first(written(document(Title(("上行", "下行"))))) == (
        '<p><pPr><pStyle val="Title"/></pPr><r><t>上行</t><br/><t>下行</t></r></p>'
    )


def test_list_items_are_counted_by_word() -> None:
    items = (ListItem("1.", says("甲")), ListItem("2.", says("乙")))
    file = written(document(ListBlock(True, items)))
    assert file.texts == ["甲", "乙"]
    assert file.styles == ["ListItem", "ListItem"]
    assert file.values("w:numPr/w:numId", "val") == ["2", "2"]


def test_editor_note_names_itself_once() -> None:
    file = written(document(EditorNote("编者按", (says("甲"), says("乙")))))
    assert file.texts == ["编者按：甲", "乙"]
    assert len(find(file.body, "w:p/w:r/w:rPr/w:rStyle")) == 1


def test_a_lone_note() -> None:
    assert written(document(Note(says("快报数。")))).texts == ["注：快报数。"]


def test_page_break_belongs_to_the_next_paragraph() -> None:
    file = written(document(paragraph("甲"), PageBreak(), paragraph("乙")))
    assert file.texts == ["甲", "乙"]
    breaks = [bool(find(each, "w:pPr/w:pageBreakBefore")) for each in find(file.body, "w:p")]
    assert breaks == [False, True]


def test_page_break_at_the_end_and_before_a_colophon() -> None:
    file = written(document(paragraph("甲"), PageBreak()))
    assert len(find(file.body, "w:p/w:pPr/w:pageBreakBefore")) == 1
    file = written(document(paragraph("甲"), PageBreak(), FOOT))
    assert [each.tag.removeprefix(W) for each in file.body[:4]] == ["p", "p", "tbl", "p"]


def test_several_breaks_are_one() -> None:
    file = written(document(PageBreak(), PageBreak(), paragraph("甲")))
    assert file.texts == ["甲"]


def test_masthead_texts() -> None:
    assert written(document(HEAD)).texts == [
        "内部资料 注意保存", "锦溪工作简报", "第1期（总第156期）", "锦溪镇党政办\t2024年2月22日",
    ]


def test_the_name_stands_where_it_stands_with_or_without_a_notice() -> None:
    styles = written(document(HEAD)).xml("word/styles.xml")
    (plain,) = find(styles, "w:style[@w:styleId='MastheadName']/w:pPr/w:spacing")
    (noticed,) = find(written(document(HEAD)).body[1], "w:pPr/w:spacing")
    assert int(str(plain.get(W + "before"))) - int(str(noticed.get(W + "before"))) == 592
    bare = written(document(replace(HEAD, notice="")))
    assert bare.texts[0] == "锦溪工作简报"
    assert not find(bare.body[0], "w:pPr/w:spacing")


def test_red_rule_is_as_wide_as_the_type_area() -> None:
    styles = written(document(HEAD)).xml("word/styles.xml")
    (line,) = find(styles, "w:style[@w:styleId='MastheadLine']")
    (rule,) = find(line, "w:pPr/w:pBdr/w:bottom")
    assert (rule.get(W + "color"), rule.get(W + "sz")) == ("FF0000", "12")
    (indent,) = find(line, "w:pPr/w:ind")
    assert indent.get(W + "left") is None
    assert [each.get(W + "pos") for each in find(line, "w:pPr/w:tabs/w:tab")] == ["8529"]


def test_colophon_texts() -> None:
    assert written(document(FOOT)).texts == [
        "报：县委办、县府办。",
        "送：县农业农村局、县发改局、县水利局、县交通运输局、县文化和广电旅游体育局、县科技局。",
        "发：各村（社区）党组织、镇属各办公室。",
        "编辑：王某某\u3000审核：李某某\u3000签发：张某某\t共印80份", "", "",
    ]


def rules(colophon: Colophon) -> list[tuple[str, str]]:
    table = written(document(colophon)).body[0]
    return [
        tuple(str(each.get(W + "sz")) for each in find(row, ".//w:tcBorders/*"))  # type: ignore
        for row in find(table, "w:tr")
    ]


def test_colophon_rules() -> None:
    assert rules(FOOT) == [("8", "6"), ("6", "8"), ()]
    assert rules(replace(FOOT, left="", right="")) == [("8", "8"), ()]
    assert rules(replace(FOOT, rows=())) == [("8", "8"), ()]


def test_colophon_stands_at_the_foot() -> None:
    (place,) = find(written(document(FOOT)).body[0], "w:tblPr/w:tblpPr")
    assert place.get(W + "vertAnchor") == "margin"
    assert place.get(W + "tblpYSpec") == "bottom"


def test_draft_is_marked_on_every_page() -> None:
    file = written(document(paragraph("甲"), meta=replace(META, draft=True)))
    for page in ("default", "even"):
        assert "".join(file.xml(f"word/header-{page}.xml").itertext()) == "草\u3000稿"
    assert not [name for name in written(document(paragraph("甲"))).parts if "header" in name]


def test_what_follows_a_table_keeps_off_it() -> None:
    noted, bare = table(), replace(table(), notes=())
    for block, expected in ((bare, ["240"]), (noted, [])):
        file = written(document(block, paragraph("甲")))
        last = find(file.body, "w:p")[-1]
        assert [each.get(W + "before") for each in find(last, "w:pPr/w:spacing")] == expected


@pytest.mark.parametrize("below", [Credit("（某局供稿）"), Note(says("快报数。"))])
@pytest.mark.parametrize("rows", [0, 1, 2, 6])
def test_the_last_row_stays_with_a_credit_below(rows: int, below: Block) -> None:
    bare = replace(table(), rows=table(rows=rows).rows, notes=())
    kept, loose = (
        [bool(find(cell, "w:p/w:pPr/w:keepNext")) for cell in find(body, "w:tbl/w:tr[last()]/w:tc")]
        for body in (written(document(bare, below)).body, written(document(bare)).body)
    )
    assert all(kept)
    assert not any(loose)


def test_a_paragraph_stays_with_a_credit_below() -> None:
    body = written(document(paragraph("甲"), Credit("（某局供稿）"))).body
    assert [bool(find(each, "w:pPr/w:keepNext")) for each in find(body, "w:p")] == [True, False]
