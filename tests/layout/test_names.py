"""Names on the page: persons' on one line everywhere, others in titles."""

from __future__ import annotations

from support.papers import META, paragraph, plain

from reportgen.diagnostics import Sink
from reportgen.document.tree import Block, Document, Names, Paragraph, Strong, Text, Title
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.layout.names import Known
from reportgen.layout.pages import GlyphRun
from reportgen.layout.title_lines import shaped
from reportgen.style.profile import load_profile

BEFORE, NAME = "国" * 24, "王小明"
TITLE = "金溪镇加快推进金茗公路提升工程和农业产业园项目"


def printed(names: Names, *blocks: Block) -> list[str]:
    """The lines on the page."""
    made = layout(
        Document(META, blocks, names), load_profile(), FontLibrary.bundled(), {}, Sink()
    )
    runs = [
        item for page in made.pages for marked in page.content if marked.element is not None
        for item in marked.items if isinstance(item, GlyphRun)
    ]
    return ["".join(run.text for run in runs if run.y == y) for y in dict.fromkeys(
        run.y for run in runs)]


def test_a_person_s_name_is_not_broken() -> None:
    text = paragraph(BEFORE + NAME + "带队检查农村工作。")
    assert printed(Names(), text)[0].endswith("王小")
    assert printed(Names((NAME,)), text)[0] == BEFORE


def test_in_a_name_of_strong_text_neither() -> None:
    """Wherever the runs of the paragraph are cut."""
    text = Paragraph((Text(BEFORE + "王"), Strong((Text("小明"),)), Text("带队检查。")))
    assert plain(text.children) == BEFORE + NAME + "带队检查。"
    assert printed(Names((NAME,)), text)[0] == BEFORE


def test_another_name_is_broken_in_prose_but_not_in_a_title() -> None:
    project = "金茗公路提升工程"
    text = paragraph(BEFORE + project + "完工。")
    assert printed(Names((), (project,)), text)[0] == BEFORE + project[:2]
    assert printed(Names(), Title((TITLE,))) == [
        "金溪镇加快推进金茗公路", "提升工程和农业产业园项目",
    ]
    assert printed(Names((), (project, "农业产业园项目")), Title((TITLE,))) == [
        "金溪镇加快推进金茗公路提升工程", "和农业产业园项目",
    ]


def test_the_title_of_the_word_file_has_the_same_lines() -> None:
    names = Names((), ("金茗公路提升工程", "农业产业园项目"))
    document = Document(META, (Title((TITLE,)),), names)
    (title,) = shaped(document, load_profile(), FontLibrary.bundled()).blocks
    assert isinstance(title, Title)
    assert list(title.lines) == printed(names, Title((TITLE,)))


def test_the_longest_of_two_names_is_found() -> None:
    known = Known.of(Names(("王小", "王小明"), ("211省道", "211")))
    assert known.kept("见王小明、王小。") == ((1, 4), (5, 7))
    assert known.words("沿211省道") == ((1, 6),)
    assert Known.of(Names()).kept("王小明") == ()
