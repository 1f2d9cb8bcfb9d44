"""A colophon with a page to itself opens an even page in Word, too."""

from dataclasses import replace

import pytest
from support.docx.readback import PROFILE, File, brief, find, shown
from support.docx.samples import FOOT, PICTURES, document, figure, paragraph, table

from reportgen.document.tree import Block, Footnote, PageBreak, Paragraph, Text
from reportgen.layout.pages import OwnPage
from reportgen.writers.docx.write import write_docx
from reportgen.writers.docx.xml import Element


def written(*blocks: Block, colophon: OwnPage | None = None) -> File:
    return File(write_docx(document(*blocks), PROFILE, PICTURES, colophon=colophon))


def sections(file: File) -> list[Element]:
    return find(file.body, ".//w:sectPr")


def test_under_text_there_is_one_section() -> None:
    (only,) = sections(written(paragraph("国"), FOOT))
    assert "<type" not in brief(only)


@pytest.mark.parametrize(("number", "start"), [(2, "evenPage"), (3, "oddPage")])
def test_a_page_of_its_own_is_a_section_of_its_own(number: int, start: str) -> None:
    file = written(paragraph("国"), FOOT, colophon=OwnPage(number, True))
    text, last = sections(file)
    ending = [each for each in find(file.body, "w:p") if find(each, "w:pPr/w:sectPr")]
    assert [shown(each) for each in ending] == ["国"]
    assert brief(last) == brief(file.body[-1])
    assert f'<type val="{start}"/>' in brief(last)
    assert "<type" not in brief(text)
    assert "Reference" in brief(text)
    assert "Reference" not in brief(last)      # its footers are those of the text


def test_behind_a_blank_page_there_is_no_number() -> None:
    file = written(paragraph("国"), FOOT, colophon=OwnPage(4, False))
    _, last = sections(file)
    assert brief(last).count("footerReference") == 2
    for page in ("default", "even"):
        assert shown(file.xml(f"word/footer-{page}-bare.xml")) == ""
        assert shown(file.xml(f"word/footer-{page}.xml")) == "— 1 —"


def test_a_table_does_not_run_into_the_colophon() -> None:
    """A section ends with a paragraph, and something stands between two tables."""
    for last in (table(), replace(table(), notes=())):
        each = written(paragraph("国"), last, FOOT, colophon=OwnPage(2, True))
        tags = [str(element.tag).rpartition("}")[2] for element in each.body]
        assert "tbl tbl" not in " ".join(tags)
        assert find(each.body, "w:p/w:pPr/w:sectPr")


def test_a_caption_is_not_the_last_of_its_section() -> None:
    """LibreOffice would lose its number out of what refers to it."""
    file = written(paragraph("国"), replace(figure(), notes=()), FOOT, colophon=OwnPage(2, True))
    (ending,) = [each for each in find(file.body, "w:p") if find(each, "w:pPr/w:sectPr")]
    assert shown(ending) == ""
    assert find(file.body, "w:p")[-1] is not ending
    assert not find(ending, "w:bookmarkStart")


def test_a_footnote_is_not_in_the_last_paragraph_of_its_section() -> None:
    """LibreOffice would set the colophon at the top of its page; and it covers no note."""
    noted = Paragraph((Text("国"), Footnote(1, (Text("注"),))))
    file = written(noted, FOOT, colophon=OwnPage(2, True))
    (ending,) = [each for each in find(file.body, "w:p") if find(each, "w:pPr/w:sectPr")]
    assert shown(ending) == ""
    assert len(find(file.xml("word/footnotes.xml"), "w:footnote")[-1]) == 1
    below = written(noted, FOOT)
    assert len(find(below.xml("word/footnotes.xml"), "w:footnote")[-1]) == 2     # room for it


@pytest.mark.parametrize(("numbered", "start"), [(True, "nextPage"), (False, "oddPage")])
def test_odd_and_even_are_of_the_numbers(numbered: bool, start: str) -> None:
    second = replace(PROFILE.settings["folio.from"], value="2")
    look = replace(PROFILE, settings={**PROFILE.settings, "folio.from": second})
    file = File(write_docx(document(paragraph("国"), FOOT), look, PICTURES,
                           colophon=OwnPage(4, numbered)))
    text, last = sections(file)
    assert f'<type val="{start}"/>' in brief(last)
    assert '<pgNumType start="0"/>' in brief(text)
    assert "<pgNumType" not in brief(last)


def test_a_page_break_before_it_leaves_no_second_blank_page() -> None:
    file = written(paragraph("国"), PageBreak(), FOOT, colophon=OwnPage(2, True))
    assert not find(file.body, ".//w:pageBreakBefore")


def test_nothing_but_a_colophon() -> None:
    assert len(sections(written(FOOT, colophon=OwnPage(2, False)))) == 2
