from support.docx.readback import brief

from reportgen.writers.docx.bookmarks import Marks
from reportgen.writers.docx.xml import w


def test_every_place_of_a_fact_is_numbered() -> None:
    marks = Marks()
    first = [*marks.fact("产值", [w("r")]), *marks.fact("产值", [w("r")])]
    assert "".join(map(brief, first)) == (
        '<bookmarkStart id="1" name="_rg_产值_1"/><r/><bookmarkEnd id="1"/>'
        '<bookmarkStart id="2" name="_rg_产值_2"/><r/><bookmarkEnd id="2"/>'
    )


def test_without_an_anchor_there_is_no_bookmark() -> None:
    assert [brief(each) for each in Marks().target("", [w("r")])] == ["<r/>"]
