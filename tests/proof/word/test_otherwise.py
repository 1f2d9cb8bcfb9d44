"""What a Word file will show otherwise than it reads: each kind planted in a finished file."""

from __future__ import annotations

import re

import pytest
from support.proof.twins import parts, replaced, said, twins

from reportgen.proof.audit import audit
from reportgen.proof.audit.diagnostics import diagnostics
from reportgen.proof.parity import parity

BODY, SETTINGS = "word/document.xml", "word/settings.xml"
RUN = '<w:r><w:t xml:space="preserve">第二项。'


def field(code: str, shown: str) -> str:
    marks = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{inside}' for kind, inside in (
            ("begin", f"<w:r><w:instrText>{code}</w:instrText></w:r>"),
            ("separate", f"<w:r><w:t>{shown}</w:t></w:r>"), ("end", "")))
    return marks + RUN


PLANTED: dict[str, tuple[str, str, str, str]] = {
    "a sum": (BODY, RUN, field("=2+3", "5"), "是域（=2+3），更新以后会变"),
    "a date": (BODY, RUN, field("DATE", "1月"), "是域（DATE），更新以后会变"),
    "a simple one": (BODY, RUN, '<w:fldSimple w:instr="AUTHOR"><w:r><w:t>甲</w:t></w:r>'
                     f"</w:fldSimple>{RUN}", "是域（AUTHOR），更新以后会变"),
    "a number that starts anew": (BODY, "SEQ 表 \\* ARABIC ", "SEQ 表 \\* ARABIC \\r 7 ",
                                  "更新域以后变成 7"),
    "an imported part": (BODY, "<w:p>", '<w:altChunk r:id="x"/><w:p>', "引入了另一个文件的内容"),
    "a bound control": (BODY, RUN, "<w:sdt><w:sdtPr><w:dataBinding w:xpath='/a'/></w:sdtPr>"
                        f"<w:sdtContent><w:r><w:t>甲</w:t></w:r></w:sdtContent></w:sdt>{RUN}",
                        "“甲”在内容控件里"),
    "a drawing's text": (BODY, RUN, "<w:r><w:drawing><wp:inline><a:graphic><a:p><a:r><a:t>"
                         f"99</a:t></a:r></a:p></a:graphic></wp:inline></w:drawing></w:r>{RUN}",
                         "“99”写在图形里"),
    "a shape over the text": (BODY, RUN, '<w:r><w:drawing><wp:anchor behindDoc="0">'
                              '<wp:wrapNone/><wp:docPr id="9" name="白块"/></wp:anchor></w:drawing>'
                              f"</w:r>{RUN}", "“白块”浮在文字上面"),
    "an old shape": (BODY, RUN, '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml"'
                     ' style="position:absolute"/></w:pict></w:r>' + RUN, "有图形浮在文字上面"),
    "a cropped picture": (BODY, "<a:stretch>", '<a:srcRect l="90000"/><a:stretch>',
                          "有一张图被裁去了一部分"),
    "a formula": (BODY, RUN, "<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/"
                  f"2006/math'><m:r><m:t>99</m:t></m:r></m:oMath>{RUN}", "“99”是艺术字、公式"),
    "a word above a word": (BODY, RUN, "<w:r><w:ruby><w:rt><w:r><w:t>99</w:t></w:r></w:rt>"
                            f"<w:rubyBase/></w:ruby></w:r>{RUN}", "“99”是艺术字、公式或注音"),
    "a turned picture": (BODY, "<a:xfrm>", '<a:xfrm rot="10800000">', "有一张图转了、翻了"),
    "a clear picture": (BODY, "<a:extLst>", '<a:alphaModFix amt="0"/><a:extLst>',
                        "有一张图改了颜色、透明度（alphaModFix）"),
    "numbers of lines": (BODY, "</w:sectPr></w:body>",
                         '<w:lnNumType w:countBy="1"/></w:sectPr></w:body>', "每行前面有行号"),
    "Roman numbers": (BODY, "</w:sectPr></w:body>",
                      '<w:pgNumType w:fmt="upperRoman"/></w:sectPr></w:body>',
                      "页码不是阿拉伯数字（upperRoman）"),
    "even pages": (SETTINGS, "<w:evenAndOddHeaders/>", "", "偶数页的页眉页脚关掉了"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_planted(name: str) -> None:
    part, old, new, told = PLANTED[name]
    both = twins()
    spoilt = replaced(both.word, old, new, part)
    assert told in said(parity(both.pdf, spoilt))
    messages = [each.message for each in diagnostics(audit(spoilt)) if each.code == "W1044"]
    assert any(told in each for each in messages), messages


def test_a_page_number_in_another_form() -> None:
    both = twins()
    footer = next(name for name in parts(both.word) if re.fullmatch(r"word/footer.*\.xml", name))
    found = parity(both.pdf, replaced(both.word, " PAGE ", " PAGE \\* ROMAN ", footer))
    assert "E1007" in said(found)
    plain = replaced(both.word, " PAGE ", " PAGE \\* MERGEFORMAT ", footer)
    assert not parity(both.pdf, plain).differences


@pytest.mark.parametrize("code", [
    "SEQ 附 \\* ARABIC", "PAGE", "SEQ 别的 \\h", "SEQ 附 \\* ROMAN", "SEQ 附 \\r 1"])
def test_fields_that_stay(code: str) -> None:
    """A count that is right, one that is not shown, one in letters."""
    both = twins()
    assert "更新" not in said(parity(both.pdf, replaced(both.word, RUN, field(code, "1"), BODY)))
