"""Texts that stand in a Word file and are not seen: planted in a finished file, each kind told."""

from __future__ import annotations

import pytest
from support.proof.twins import replaced, said, twins

from reportgen.proof.parity import parity
from reportgen.proof.word.looks import Looks
from reportgen.proof.word.package import main_document, open_package
from reportgen.proof.word.styles import read_styles
from reportgen.proof.word.xml import W

BODY, STYLES = "word/document.xml", "word/styles.xml"
TEXT = '<w:t xml:space="preserve">101.5万元</w:t>'
RUN = f"<w:r>{TEXT}"


def run(look: str) -> tuple[str, str, str]:
    """A run of the first figure, with a look of its own."""
    return BODY, RUN, f"<w:r><w:rPr>{look}</w:rPr>{TEXT}"


def default(look: str) -> tuple[str, str, str]:
    return STYLES, "<w:rPrDefault><w:rPr>", f"<w:rPrDefault><w:rPr>{look}"


HIDDEN = {
    "hidden": (run("<w:vanish/>"), "隐藏"),
    "hidden by default": (default("<w:vanish/>"), "隐藏"),
    "white": (run('<w:color w:val="FFFFFF"/>'), "白字"),
    "nearly white": (run('<w:color w:val="F8F8F8"/>'), "白字"),
    "white by the theme": (run('<w:color w:val="auto" w:themeColor="background1"/>'), "白字"),
    "black on black": (run('<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>'),
                       "和底色一样"),
    "struck": (run("<w:strike/>"), "划去"), "struck twice": (run("<w:dstrike/>"), "划去"),
    "tiny": (run('<w:sz w:val="2"/>'), "字号太小"),
    "squeezed": (run('<w:w w:val="5"/>'), "字号太小"),
    "lifted": (run('<w:position w:val="-900"/>'), "移到了别处"),
    "right to left": (run("<w:rtl/>"), "从右到左"),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_not_seen_is_told(name: str) -> None:
    (part, old, new), why = HIDDEN[name]
    both = twins()
    assert not parity(both.pdf, both.word).differences
    found = parity(both.pdf, replaced(both.word, old, new, part))
    assert f"看不见：{why}" in said(found)
    assert {each.code for each in found.differences} - {"E1042"}     # and its text is missed


@pytest.mark.parametrize("look", [
    '<w:vanish w:val="0"/>', '<w:color w:val="C00000"/>', '<w:sz w:val="18"/>', "<w:b/>",
    '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>', '<w:position w:val="6"/>',
    '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>', '<w:w w:val="90"/>',
])
def test_what_is_seen_is_not_told(look: str) -> None:
    both = twins()
    assert "看不见" not in said(parity(both.pdf, replaced(both.word, *run(look)[1:])))


ROWS = {
    "hidden": ("<w:hidden/>", "行隐藏"),
    "without height": ('<w:trHeight w:val="20" w:hRule="exact"/>', "行太低"),
}


@pytest.mark.parametrize("name", ROWS)
def test_rows(name: str) -> None:
    both, (mark, why) = twins(), ROWS[name]
    row = "<w:trPr><w:cantSplit/></w:trPr>"
    found = parity(both.pdf, replaced(both.word, row, row.replace("<w:c", f"{mark}<w:c")))
    assert f"看不见：{why}" in said(found)


@pytest.mark.parametrize(("mark", "why"), [
    ('<w:spacing w:line="2" w:lineRule="exact"/>', "行太低"),
    ('<w:ind w:left="-20000"/>', "移到了纸外"),
    ('<w:framePr w:hAnchor="page" w:x="30000" w:y="1"/>', "移到了纸外"),
])
def test_paragraphs(mark: str, why: str) -> None:
    both = twins()
    style = '<w:pStyle w:val="TableCaption"/>'
    found = parity(both.pdf, replaced(both.word, style, style + mark))
    assert f"看不见：{why}" in said(found)


def test_a_style_hides_and_one_that_is_nearer_shows() -> None:
    """Hidden by the style that its own style is based on, and shown by the run itself."""
    both = twins()
    hidden = replaced(both.word, 'w:default="1" w:styleId="Normal">',
                      'w:default="1" w:styleId="Normal"><w:rPr><w:vanish/></w:rPr>', STYLES)
    package = open_package(hidden, "x.docx")
    main = main_document(package)
    body = package.xml(main).find(W + "body")
    looks = Looks(read_styles(package, main, body))
    runs = list(package.xml(main).iter(W + "r"))
    assert {looks.unseen(each) for each in runs} >= {"隐藏"}
    (properties := runs[0].makeelement(W + "rPr")).append(
        properties.makeelement(W + "vanish", {W + "val": "0"}))
    runs[0].insert(0, properties)
    assert looks.unseen(runs[0]) == ""
