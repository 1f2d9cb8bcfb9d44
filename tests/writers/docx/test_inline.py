from support.docx.readback import brief
from support.docx.samples import WORTH, says

from reportgen.document.tree import Lead, Reference, Strong
from reportgen.writers.docx.bookmarks import Marks
from reportgen.writers.docx.inline import runs


def xml(*parts: object, labels: dict[str, str] | None = None) -> str:
    marks = Marks(labels or {})
    return "".join(brief(each) for each in runs(says(*parts), marks))  # type: ignore[arg-type]


def test_emphasis_is_a_character_style() -> None:
    assert xml(Strong(says("重点"))) == (
        '<r><rPr><rStyle val="Strong"/></rPr><t>重点</t></r>'
    )


def test_the_inner_style_wins() -> None:
    assert xml(Lead(says("一是", Strong(says("抓"))))) == (
        '<r><rPr><rStyle val="Lead"/></rPr><t>一是</t></r>'
        '<r><rPr><rStyle val="Strong"/></rPr><t>抓</t></r>'
    )


def test_a_quantity_within_emphasis_keeps_bookmark_and_style() -> None:
    assert xml(Strong((WORTH,))) == (
        '<bookmarkStart id="1" name="_rg_枇杷产值_1"/>'
        '<r><rPr><rStyle val="Strong"/></rPr><t>9052万元</t></r><bookmarkEnd id="1"/>'
    )


def test_a_label_is_a_field() -> None:
    made = xml(Reference("指标", "表1"), labels={"指标": "表1"})
    assert "<instrText> REF _Ref_指标 \\h </instrText>" in made
    assert "<t>表1</t>" in made


def test_other_words_are_a_link_that_no_update_changes() -> None:
    assert xml(Reference("指标", "上表"), labels={"指标": "表1"}) == (
        '<hyperlink anchor="_Ref_指标" history="1"><r><t>上表</t></r></hyperlink>'
    )
