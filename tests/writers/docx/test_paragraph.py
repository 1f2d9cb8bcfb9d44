import re

import pytest
from support.docx.readback import brief

from reportgen.writers.docx.paragraph import break_before, field, paragraph, run, text_runs
from reportgen.writers.docx.xml import w


@pytest.mark.parametrize("text", ["“三农”", "‘一’", "——", "……", "张·李", "①", "10°", "α", "℃", "‰"])
def test_ambiguous_characters_are_hinted(text: str) -> None:
    assert '<rFonts hint="eastAsia"/>' in brief(run(text))


@pytest.mark.parametrize("text", ["国", "2023年", "abc 12.5%", "（一）、。", "㎡"])
def test_others_carry_no_properties(text: str) -> None:
    assert brief(run(text)) == f"<r><t>{text}</t></r>"


@pytest.mark.parametrize(("text", "hinted"), [
    ("−3.2%", []), ("增速−3.2%，", []), ("“增速”为−3.2%——", ["“增速”为", "3.2%——"]),
])
def test_a_minus_sign_stands_in_the_western_face(text: str, hinted: list[str]) -> None:
    made = [brief(each) for each in text_runs(text)]
    assert "".join(re.findall("<t>(.*?)</t>", "".join(made))) == text
    assert [re.findall("<t>(.*?)</t>", each)[0] for each in made if "eastAsia" in each] == hinted
    assert '<r><rPr><rStyle val="Minus"/></rPr><t>−</t></r>' in made


def test_style_stands_before_hint() -> None:
    assert brief(run("——", "Lead")) == (
        '<r><rPr><rStyle val="Lead"/><rFonts hint="eastAsia"/></rPr><t>——</t></r>'
    )


def test_tabs_and_line_ends_are_elements() -> None:
    assert brief(run("甲\t乙\n丙")) == "<r><t>甲</t><tab/><t>乙</t><br/><t>丙</t></r>"


def test_properties_are_put_in_order() -> None:
    made = paragraph("Body", [], w("jc", val="left"), w("ind", left=1), w("keepNext"), None)
    assert brief(made) == (
        '<p><pPr><pStyle val="Body"/><keepNext/><ind left="1"/><jc val="left"/></pPr></p>'
    )


def test_a_break_takes_its_place_among_them() -> None:
    made = paragraph("Body", [], w("jc", val="left"))
    break_before(made)
    assert brief(made) == (
        '<p><pPr><pStyle val="Body"/><pageBreakBefore/><jc val="left"/></pPr></p>'
    )


def test_an_unknown_property_is_a_bug() -> None:
    with pytest.raises(KeyError):
        paragraph("Body", [], w("divId"))


def test_field_has_a_cached_result() -> None:
    assert "".join(map(brief, field("PAGE", "7"))) == (
        '<r><fldChar fldCharType="begin"/></r><r><instrText> PAGE </instrText></r>'
        '<r><fldChar fldCharType="separate"/></r><r><t>7</t></r>'
        '<r><fldChar fldCharType="end"/></r>'
    )
