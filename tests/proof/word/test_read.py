"""Word files as people and programs leave them: what a reader sees, no more and no less."""

from __future__ import annotations

import pytest
from support.proof.twins import packed, parts, twins

from reportgen.proof.content import Kind, Reading
from reportgen.proof.word.read import read_word

SPACE = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
         'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
         'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"')


def read(body: str) -> Reading:
    """A file with this body."""
    document = f"<w:document {SPACE}><w:body>{body}</w:body></w:document>"
    files = {**parts(twins().word), "word/document.xml": document.encode()}
    return read_word(packed(files), "a.docx")


def p(content: str, style: str = "Body") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def mark(name: str, content: str, number: int = 1) -> str:
    return (f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
            f'<w:bookmarkEnd w:id="{number}"/>')


def field(instruction: str, result: str) -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return char("begin") + code + char("separate") + result + char("end")


SEEN = {
    "runs": (p(r("甲") + r("乙")), "甲乙"),
    "a tab and a line end": (p(r("甲") + "<w:r><w:tab/><w:br/><w:t>乙</w:t></w:r>"), "甲\t\n乙"),
    "the end of a page": (p(r("甲") + '<w:r><w:br w:type="page"/></w:r>' + r("乙")), "甲乙"),
    "a line of a contents": (p(f"<w:hyperlink>{r('甲')}<w:r><w:br/></w:r></w:hyperlink>"), "甲"),
    "an insertion": (p(r("甲") + f"<w:ins>{r('乙')}</w:ins>"), "甲乙"),
    "a deletion": (p(r("甲") + "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>"), "甲"),
    "a move": (p(f"<w:moveFrom>{r('甲')}</w:moveFrom><w:moveTo>{r('乙')}</w:moveTo>"), "乙"),
    "a link": (p(f"<w:hyperlink>{r('甲')}</w:hyperlink>"), "甲"),
    "a content control": (p(f"<w:sdt><w:sdtPr/><w:sdtContent>{r('甲')}</w:sdtContent></w:sdt>"),
                          "甲"),
    "a field": (p(r("见") + field("REF a", r("表1"))), "见表1"),
    "a field in a field": (p(field("IF " + field("PAGE", r("1")), r("甲"))), "甲"),
    "a field without result": (p(field("TC", "") + r("甲")), "甲"),
    "a simple field": (p(f'<w:fldSimple w:instr="SEQ 表">{r("1")}</w:fldSimple>'), "1"),
    "a hidden run": (p(r("甲") + r("乙", "<w:vanish/>")), "甲"),
    "a run shown again": (p(r("甲", '<w:vanish w:val="0"/>')), "甲"),
    "a hyphen": (p("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>"), "a-b"),
    "the first of alternatives": (
        p("<w:r><mc:AlternateContent><mc:Choice><w:t>甲</w:t></mc:Choice><mc:Fallback>"
          "<w:t>乙</w:t></mc:Fallback></mc:AlternateContent></w:r>" + r("丙")), "丙"),
    "a text box": (
        p("<w:r><w:drawing><wps:txbx><w:txbxContent>" + p(r("甲"))
          + "</w:txbxContent></wps:txbx></w:drawing></w:r>" + r("乙")), "甲|乙"),
    "a content control of blocks": (f"<w:sdt><w:sdtContent>{p(r('甲'))}</w:sdtContent></w:sdt>",
                                    "甲"),
    "an empty paragraph": (p("") + p(r("甲")), "甲"),
}


@pytest.mark.parametrize("name", SEEN)
def test_what_is_seen(name: str) -> None:
    body, text = SEEN[name]
    assert "|".join(piece.text for piece in read(body).pieces) == text


def test_levels_follow_the_styles() -> None:
    found = read(p(r("题"), "Title") + p(r("一"), "Heading1") + p(r("图1 甲"), "Caption")
                 + p(r("文"), "Nowhere")
                 + '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>' + r("二") + "</w:p>").pieces
    assert [(piece.kind, piece.level) for piece in found] == [
        (Kind.HEADING, 1), (Kind.HEADING, 2), (Kind.CAPTION, 0), (Kind.PARAGRAPH, 0),
        (Kind.HEADING, 3),
    ]


def row(*cells: str, head: bool = False) -> str:
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def test_tables() -> None:
    going_on = cell(p(""), "<w:vMerge/>")
    found = read(
        p(r("表3　某表"), "Caption") + p(r("单位：万元")) + "<w:tbl>"
        + row(cell(p(r("甲"))), cell(p(r("乙"))), head=True)
        + row(cell(p(r("1")), '<w:vMerge w:val="restart"/>'), cell(p(r("2")) + p(r("3"))))
        + row(going_on, cell(p(""))) + "</w:tbl>" + p(r("后文")),
    )
    assert found.tables == 1
    assert [(x.kind.value, x.level, x.text, f"{x.place().part}{x.place().spot}")
            for x in found.pieces] == [
        ("题注", 0, "表3　某表\t单位：万元", "正文第1段"),
        ("表头", 1, "甲", "表3第1行第1列"), ("表头", 2, "乙", "表3第1行第2列"),
        ("单元格", 1, "1", "表3第2行第1列"), ("单元格", 2, "2\n3", "表3第2行第2列"),
        ("单元格", 2, "", "表3第3行第2列"), ("段落", 0, "后文", "正文第3段"),
    ]


def test_a_table_that_places_text_is_read_as_paragraphs() -> None:
    found = read(f"<w:tbl>{row(cell(p(r('甲')) + p(r('乙'))), cell(p(r('丙'))))}</w:tbl>")
    assert found.tables == 0
    assert [piece.text for piece in found.pieces] == ["甲", "乙", "丙"]


def bound(body: str) -> list[tuple[str, str]]:
    return [
        (fact.name, piece.text[fact.start : fact.end])
        for piece in read(body).pieces for fact in piece.facts
    ]


def test_facts_by_their_bookmarks() -> None:
    assert bound(p(r("产值") + mark("_rg_产值_1", r("90") + r("52万元")) + r("。"))) == [
        ("_rg_产值_1", "9052万元")]
    assert bound(p(mark("_Ref_a", r("甲")) + mark("_GoBack", ""))) == []
    nested = mark("_rg_a_1", r("1") + mark("_rg_b_1", r("2"), 2) + r("3"))
    assert bound(p(nested)) == [("_rg_b_1", "2"), ("_rg_a_1", "123")]
    over = mark("_rg_a_1", r("12") + "</w:p><w:p>" + r("34"))
    assert bound(p(over)) == [("_rg_a_1", "12"), ("_rg_a_1", "34")]
    assert bound(p(mark("_rg_a_1", "") + r("甲"))) == [("_rg_a_1", "")]
    assert bound(p('<w:bookmarkEnd w:id="9"/>' + r("甲"))) == []
    crossed = ('<w:bookmarkStart w:id="1" w:name="_rg_a_1"/>' + r("1")
               + '<w:bookmarkStart w:id="2" w:name="_rg_b_1"/>' + r("2")
               + '<w:bookmarkEnd w:id="1"/>' + r("3") + '<w:bookmarkEnd w:id="2"/>')
    assert bound(p(crossed)) == [("_rg_a_1", "12"), ("_rg_b_1", "23")]
