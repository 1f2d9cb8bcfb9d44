"""The whole file: everything is said, in order, in a shape that the schema knows."""

from collections.abc import Iterator
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.docx.readback import PROFILE, W, find, shown, written
from support.docx.samples import EVERYTHING, PICTURES, YIELD, document, paragraph, says

from reportgen.document.quantity import Quantity
from reportgen.document.tree import Block, Inline, Lead, Strong, Text, inlines
from reportgen.writers.docx.write import write_docx
from reportgen.writers.docx.xml import Element

FILE = written(EVERYTHING, PICTURES)
TEXTS = [
    "内部资料 注意保存", "锦溪工作简报", "第1期（总第156期）", "锦溪镇党政办\t2024年2月22日",
    "锦溪镇2023年工作回顾|与2024年打算",
    "编者按：全镇交出“三农”答卷。", "现予刊发。",
    "产业发展",
    "一是枇杷丰收。枇杷产量2263余吨，产值9052万元；见表1、图1和第一部分。",
    "农业", "枇杷2263余吨", "销售", "电商2263余吨", "门店", "其他",
    "表1\u3000主要指标", "单位：万元", "指标", "数值", "变化", "枇杷产值", "9052", "同比增长8%",
    "其中：电商", "1405.5", "—", "省道工程", "20517", "进行中",
    "注1：产值按当年价格计算。", "注2：“—”表示没有数据。",
    "", "图1\u3000枇杷产值", "注：数据来自镇农业办。",
    "注：数据为快报数。",
    "第二页——从这里起……重点句。",
    "报：县委办、县府办。",
    "送：县农业农村局、县发改局、县水利局、县交通运输局、县文化和广电旅游体育局、县科技局。",
    "发：各村（社区）党组织、镇属各办公室。",
    "编辑：王某某\u3000审核：李某某\u3000签发：张某某\t共印80份", "", "",
]

# The order of children in ECMA-376 part 1, of those this writer uses
ORDER = {
    "rPr": "rStyle rFonts color spacing sz szCs lang",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr tabs kinsoku "
           "overflowPunct topLinePunct autoSpaceDE autoSpaceDN adjustRightInd snapToGrid spacing "
           "ind contextualSpacing jc outlineLvl sectPr",
    "sectPr": "headerReference footerReference type pgSz pgMar",
    "tblPr": "tblStyle tblpPr tblOverlap tblW jc tblInd tblBorders tblLayout tblCellMar tblLook "
             "tblCaption",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW tcBorders tcMar vAlign",
    "style": "name aliases basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr "
             "tblPr tblStylePr",
    "settings": "zoom bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop "
                "evenAndOddHeaders characterSpacingControl noLineBreaksAfter noLineBreaksBefore "
                "compat themeFontLang decimalSymbol listSeparator",
    "abstractNum": "multiLevelType lvl", "num": "abstractNumId lvlOverride",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr rPr", "numbering": "abstractNum num",
    "font": "altName charset family pitch",
}
ANY_ORDER = {"sectPr", "trPr"}    # a choice, or references of both kinds mixed


def test_everything_is_said_in_order() -> None:
    assert FILE.texts == TEXTS


def test_python_docx_reads_it() -> None:
    opened = docx.Document(BytesIO(write_docx(EVERYTHING, PROFILE, PICTURES)))
    texts = [each.text for each in opened.paragraphs if each.text]
    assert texts[0] == TEXTS[0]
    assert opened.paragraphs[7].style.name == "Heading 1"
    assert len(opened.tables) == 2
    assert len(opened.inline_shapes) == 1


@pytest.mark.parametrize("part", [
    "word/document.xml", "word/styles.xml", "word/settings.xml", "word/fontTable.xml",
    "word/numbering.xml",
    "word/footer-default.xml",
])
def test_children_stand_in_the_order_of_the_schema(part: str) -> None:
    for element in FILE.xml(part).iter():
        order = ORDER.get(str(element.tag).removeprefix(W))
        if order is None:
            continue
        ranks = [order.split().index(str(child.tag).removeprefix(W)) for child in element]
        if str(element.tag).removeprefix(W) not in ANY_ORDER:
            assert ranks == sorted(ranks), element.tag


def test_runs_name_no_face() -> None:
    parts = [name for name in FILE.parts if name.startswith("word/") and name.endswith(".xml")]
    for part in set(parts) - {"word/styles.xml"}:
        for fonts in find(FILE.xml(part), ".//w:rFonts"):
            assert dict(fonts.attrib) == {W + "hint": "eastAsia"}
        direct = find(FILE.xml(part), ".//w:r/w:rPr/*")
        assert {str(each.tag).removeprefix(W) for each in direct} <= {"rStyle", "rFonts"}


def test_no_part_speaks_of_a_theme() -> None:
    assert not [name for name, data in FILE.parts.items()
                if b"Theme=" in data or b"theme/" in data]


def test_bookmarks_are_unique_and_closed() -> None:
    starts = find(FILE.body, ".//w:bookmarkStart")
    names = [each.get(W + "name") for each in starts]
    ids = [each.get(W + "id") for each in starts]
    assert len(set(names)) == len(names)
    assert sorted(ids) == sorted(str(e.get(W + "id")) for e in find(FILE.body, ".//w:bookmarkEnd"))
    assert len(set(ids)) == len(ids)


def quantities(block: Block) -> Iterator[Quantity]:
    """The quantities of a paragraph."""
    for leaf in inlines(getattr(block, "children", ())):
        if isinstance(leaf, Quantity):
            yield leaf


def marked(body: Element, fact: str) -> list[str]:
    """The text inside each bookmark of a fact."""
    texts = []
    for start in find(body, ".//w:bookmarkStart"):
        if not str(start.get(W + "name")).startswith(f"_rg_{fact}_"):
            continue
        content, text = start.getnext(), ""
        while content is not None and not str(content.tag).endswith("bookmarkEnd"):
            text, content = text + shown(content), content.getnext()
        texts.append(text)
    return texts


def test_every_number_leads_to_its_fact() -> None:
    assert marked(FILE.body, "枇杷产量") == ["2263余吨", "2263余吨", "2263余吨"]
    assert marked(FILE.body, "枇杷产值") == ["9052万元", "9052"]
    assert marked(FILE.body, "零售额") == ["1405.5"]


def test_every_reference_has_its_place() -> None:
    names = set(FILE.values("w:bookmarkStart", "name"))
    links = set(FILE.values("w:hyperlink", "anchor"))
    fields = {str(each.text).split()[1] for each in find(FILE.body, ".//w:instrText")
              if str(each.text).startswith(" REF ")}
    assert links | fields
    assert links | fields <= names


LEAF = st.builds(Text, st.text(st.characters(codec="utf-8", exclude_categories=("C",)),
                               min_size=1, max_size=20)) | st.just(YIELD)
TREE: st.SearchStrategy[Inline] = st.recursive(
    LEAF, lambda below: st.lists(below, max_size=3).map(tuple).flatmap(
        lambda children: st.sampled_from([Strong(children), Lead(children)])), max_leaves=8)


@pytest.mark.slow
@settings(max_examples=40)
@given(st.lists(TREE, max_size=5).map(tuple))
def test_no_inline_is_lost(children: tuple[Inline, ...]) -> None:
    file = written(document(paragraph(*children)))
    said = "".join(leaf.text for leaf in inlines(says(*children))
                   if isinstance(leaf, Text | Quantity))
    assert "".join(file.texts) == said
    assert len(marked(file.body, "枇杷产量")) == sum(
        isinstance(leaf, Quantity) for leaf in inlines(children))
