import pytest
from support.docx.readback import written
from support.docx.samples import PICTURES, document, figure, paragraph, table

from reportgen.diagnostics import ReportError, Span
from reportgen.document.tree import Block, Heading, Reference, Text

PLACE = Span("稿.md", 7, 3)


@pytest.mark.parametrize(("code", "blocks", "words"), [
    ("E0820", [figure(2)], "图2"),
    ("E0821", [paragraph(Text("枇杷\0产值", span=PLACE))], "“枇杷”之后"),
    ("E0821", [paragraph("\x0b")], "U+000B"),
    ("E0821", [paragraph("\ud800")], "U+D800"),
    ("E0821", [paragraph("\ufffe")], "U+FFFE"),
    ("E0822", [paragraph(Reference("表九", "表9", span=PLACE))], "表九"),
    ("E0823", [table(), Heading(1, "一、", (), "指标")], "指标"),
])
def test_what_cannot_be_written(code: str, blocks: list[Block], words: str) -> None:
    with pytest.raises(ReportError) as caught:
        written(document(*blocks))
    (found,) = caught.value.diagnostics
    assert found.code == code
    assert words in found.message
    assert found.hints


def test_the_place_is_told() -> None:
    with pytest.raises(ReportError) as caught:
        written(document(paragraph(Text("\0", span=PLACE))))
    assert caught.value.diagnostics[0].span == PLACE


def test_where_the_name_was_taken_is_told() -> None:
    with pytest.raises(ReportError) as caught:
        written(document(table(), Heading(1, "一、", (), "指标", span=PLACE)))
    assert caught.value.diagnostics[0].related == ((table().span, "第一处在这里"),)


def test_all_problems_at_once() -> None:
    with pytest.raises(ReportError) as caught:
        written(document(figure(3), paragraph("\0"), paragraph(Reference("x", "表9"))))
    assert {each.code for each in caught.value.diagnostics} == {"E0820", "E0821", "E0822"}


def test_sound_documents_pass() -> None:
    written(document(figure(), table()), PICTURES)
    written(document(paragraph("\t换行\n与𠮷字")))
