"""The contents as a TOC field, and the styles of several articles."""

from __future__ import annotations

import re

import pytest
from support.docx.readback import PROFILE, File, brief, find, shown
from support.docx.samples import META
from support.papers import bulletin

from reportgen.diagnostics import ReportError
from reportgen.document.tree import Block, Document, Heading, Text, Title
from reportgen.writers.docx.write import write_docx

ARTICLES = (("示例县农村公路提前建成通车", 2), ("老年食堂开到家门口", 2))
NUMBERS = {"文1": 1, "文1-节-1": 1, "文2": 12, "文2-节-1": 13}


def written(*blocks: Block, numbers: dict[str, int] | None = None) -> File:
    return File(write_docx(Document(META, blocks), PROFILE, {}, numbers or NUMBERS))


def instructions(file: File) -> list[str]:
    return [(each.text or "").strip() for each in find(file.body, ".//w:instrText")]


def test_one_field_from_the_first_entry_to_the_last() -> None:
    file = written(*bulletin(*ARTICLES, depth=2))
    first, *_, last = [p for p in find(file.body, "w:p") if "TOC" in _style(p)]
    kinds = [each.get(each.keys()[0]) for each in find(first, "w:r/w:fldChar")]
    assert kinds == ["begin", "separate"]
    assert [each.get(each.keys()[0]) for each in find(last, "w:r/w:fldChar")] == ["end"]
    assert instructions(file)[0] == r'TOC \o "1-2" \h \z \u'


def _style(paragraph: object) -> str:
    (style,) = find(paragraph, "w:pPr/w:pStyle")      # type: ignore[arg-type]
    return str(style.get(style.keys()[0]))


def test_entries_have_text_tab_and_number_and_lead_to_bookmarks() -> None:
    file = written(*bulletin(*ARTICLES, depth=2))
    entries = [p for p in find(file.body, "w:p") if "TOC" in _style(p)]
    assert [_style(p) for p in entries] == ["TOC1", "TOC2"] * 2
    assert [shown(p) for p in entries] == [
        "示例县农村公路提前建成通车\t1", "一、第1节\t1", "老年食堂开到家门口\t12", "一、第2节\t13"]
    names = set(file.values("w:bookmarkStart", "name"))
    links = file.values("w:hyperlink", "anchor")
    assert set(links) <= names
    assert [re.sub(r"PAGEREF (\S+) \\h", r"\1", each) for each in instructions(file)[1:]] == links


def test_nothing_asks_to_be_updated() -> None:
    file = written(*bulletin(*ARTICLES))
    assert "updateFields" not in file.parts["word/settings.xml"].decode()
    assert "dirty" not in file.parts["word/document.xml"].decode()


def test_the_bookmark_is_around_the_title() -> None:
    file = written(*bulletin(*ARTICLES))
    title = next(p for p in find(file.body, "w:p") if _style(p) == "Heading1")
    assert [brief(each).partition(" ")[0] for each in title] == [
        "<pPr><pStyle", "<bookmarkStart", f"<r><t>{ARTICLES[0][0]}</t></r>", "<bookmarkEnd"]


def test_titles_of_several_articles_are_headings_of_the_first_level() -> None:
    file = written(*bulletin(*ARTICLES))
    assert [style for style in file.styles if "Heading" in style or style == "Title"] == [
        "Heading1", "Heading2"] * 2
    one = written(Title(("甲",)), Heading(1, "一、", (Text("乙"),)))
    assert one.styles == ["Title", "Heading1"]


@pytest.mark.parametrize(("articles", "levels"), [(1, 4), (2, 5)])
def test_styles_and_outline_levels(articles: int, levels: int) -> None:
    styles = written(*bulletin(*ARTICLES[:articles])).xml("word/styles.xml")
    found = {
        each.get(f"{{{each.nsmap['w']}}}styleId"): brief(each)
        for each in find(styles, "w:style") if "Heading" in brief(each)
    }
    headings = [name for name in found if name and name.startswith("Heading")]
    assert headings == [f"Heading{n}" for n in range(1, levels + 1)]
    for n, name in enumerate(headings):
        assert f'<outlineLvl val="{n}"/>' in found[name]
        assert f'<name val="heading {n + 1}"/>' in found[name]


def test_entry_styles_hold_leader_and_indents() -> None:
    styles = {
        each.get(f"{{{each.nsmap['w']}}}styleId"): brief(each)
        for each in find(written(Title(("甲",))).xml("word/styles.xml"), "w:style")
    }
    for name, left in (("TOC1", 100), ("TOC2", 300)):
        assert '<tab val="right" leader="middleDot" pos="8845"/>' in styles[name]
        assert f'leftChars="{left}"' in styles[name]
        assert 'hangingChars="100"' in styles[name]
        assert "right=" not in styles[name]       # LibreOffice would drop the numbers


LONG = "示例县推行错峰放学制度一个学期以来家长和学校都说省心校门口也不再排长龙"


@pytest.mark.parametrize(("title", "lines"), [
    ("题" * 24, 1), ("题" * 25, 2), (LONG, 2), (LONG * 3, 5), ("题" * 23 + "（一）", 2)])
def test_long_entries_turn_over_before_the_number(title: str, lines: int) -> None:
    file = written(*bulletin((title, 1), ARTICLES[0]))
    entry = next(p for p in find(file.body, "w:p") if _style(p) == "TOC1")
    parts = shown(entry).removesuffix("\t1").split("|")
    assert "".join(parts) == title
    assert len(parts) == lines
    assert all(len(part) <= 24 for part in parts)
    assert not any(part.startswith("）") for part in parts)


def test_a_contents_without_page_numbers_is_refused() -> None:
    blocks = bulletin(*ARTICLES)
    with pytest.raises(ReportError) as raised:
        write_docx(Document(META, blocks), PROFILE, {}, {"文1": 1})
    assert [d.code for d in raised.value.diagnostics] == ["E0824"]
    assert "老年食堂开到家门口" in raised.value.diagnostics[0].message


def test_two_titles_with_one_anchor_are_refused() -> None:
    with pytest.raises(ReportError) as raised:
        written(Title(("甲",), "文1"), Title(("乙",), "文1"))
    assert [d.code for d in raised.value.diagnostics] == ["E0823"]
