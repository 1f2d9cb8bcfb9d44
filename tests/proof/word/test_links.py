"""Links of a Word file as Word, LibreOffice and WPS write them."""

from __future__ import annotations

import pytest
from lxml import etree

from reportgen.proof.content import Link, Place
from reportgen.proof.word.links import links

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PLACE = Place("正文", "第1段")
TARGET = '<w:p><w:bookmarkStart w:id="1" w:name="_Ref_1"/><w:r><w:t>表1</w:t></w:r>' \
    '<w:bookmarkEnd w:id="1"/><w:r><w:t>　指标</w:t></w:r></w:p>'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def field(code: str, shown: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    codes = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in code.split("|"))
    return mark("begin") + codes + mark("separate") + shown + mark("end")


def found(body: str) -> list[Link]:
    root = etree.fromstring(f"<w:body {SPACE}><w:p>{body}</w:p>{TARGET}</w:body>")
    return links([(paragraph, PLACE) for paragraph in root], {}, {})


@pytest.mark.parametrize("body", [
    field(" REF _Ref_1 \\h ", run("表1")),
    field(" REF| _Ref_1 \\h ", run("表") + run("1")),
    f'<w:hyperlink w:anchor="_Ref_1">{run("表1")}</w:hyperlink>',
    '<w:hyperlink w:anchor="_Ref_1"><w:r><w:t>表1</w:t><w:tab/></w:r>'
    + field("PAGEREF _Ref_1 \\h", run("5")) + "</w:hyperlink>",
])
def test_one_link(body: str) -> None:
    assert found(body) == [Link("表1", PLACE, ("表1　指标",))]


def test_what_is_no_link() -> None:
    assert found(run("表1") + field(" SEQ 表 \\* ARABIC ", run("1"))) == []
    outside = f'<w:hyperlink w:docLocation="x">{run("网站")}</w:hyperlink>'
    assert found(outside) == []


def test_several_in_one_paragraph() -> None:
    body = field("REF _Ref_1 \\h", run("表1")) + run("和") \
        + f'<w:hyperlink w:anchor="_Ref_2">{run("图2")}</w:hyperlink>' + run("。") \
        + field("REF _Ref_1", run("表1"))
    assert [(each.text, each.targets) for each in found(body)] == [
        ("表1", ("表1　指标",)), ("图2", ()), ("表1", ("表1　指标",))]


def test_fields_that_are_broken() -> None:
    for kind in ("separate", "end"):
        assert found(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' + run("甲")) == []
    assert found('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("甲")) == []
