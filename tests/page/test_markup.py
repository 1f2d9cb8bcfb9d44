"""What comes from data stands in a page as text, whatever it is."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from reportgen.page.markup import Html, joined, page, tag


class _Read(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.values: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [value for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


words = st.text(st.characters(exclude_characters="\r\0"), min_size=1)


@given(words, words)
def test_no_text_becomes_an_element(text: str, value: str) -> None:
    read = _Read()
    read.feed(tag("p", text, title=value))
    read.close()
    plain = text.encode(errors="replace").decode()
    assert read.tags == ["p"]
    assert "".join(read.texts) == plain
    assert read.values == [value.encode(errors="replace").decode()]


def test_only_what_is_html_is_taken_as_it_is() -> None:
    assert joined(Html("<b>"), "<b>") == "<b>&lt;b&gt;"
    assert tag("p", Html("<b>") + "<i>") == "<p>&lt;b&gt;&lt;i&gt;</p>"
    assert tag("p", f"{Html('<b>')}") == "<p>&lt;b&gt;</p>"
    assert tag("p", "\udcff") == "<p>?</p>"


def test_attributes_that_do_not_hold_do_not_stand() -> None:
    made = tag("input", class_="a", data_x=1, disabled=True, hidden=False, value=None)
    assert made == '<input class="a" data-x="1" disabled>'


def test_a_page_says_its_language_and_loads_its_own_files_alone() -> None:
    made = page("<题>", "x.js", tag("p", "文"), base="/issue/a&b")
    assert made.startswith("<!doctype html>\n<html lang=\"zh-CN\">")
    assert "<title>&lt;题&gt;</title>" in made
    assert 'data-base="/issue/a&amp;b"' in made
    assert '<script src="/static/x.js" type="module"></script>' in made
    assert "//" not in made.replace("http-equiv", "")
