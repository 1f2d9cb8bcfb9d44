"""What a letter says itself: whole in plain text, in HTML that carries no trap of mail programs."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from reportgen import pipeline
from reportgen.document.tree import Document, Figure, Table
from reportgen.mail.letter import Attachment
from reportgen.mail.summary import Drawn, LetterPart, as_html, as_text, parts, size, verify_code


@pytest.fixture(scope="module")
def document(root: Path) -> Document:
    return pipeline.compose(pipeline.load(root / "data" / "jinxi-2023"))


@pytest.fixture(scope="module")
def pieces(document: Document) -> list[LetterPart]:
    drawn = {block.number: Drawn(f"c{block.number}@x", 560, 200)
             for block in document.blocks if isinstance(block, Figure)}
    return parts(document, drawn, [Attachment("示例.pdf", b"%PDF")], "J012-1")


class Tags(HTMLParser):
    """The tags and their attributes; every one that is opened is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_both_say_the_same(pieces: list[LetterPart], document: Document) -> None:
    plain, html = as_text(pieces), as_html(pieces, document.meta.title)
    said = re.sub(r"\s", "", re.sub("<[^>]+>", "", html.partition("<body")[2]))
    for line in plain.splitlines():
        for cell in line.split("\t"):
            assert re.sub(r"\s", "", cell) in said
    for block in document.blocks:
        if isinstance(block, Table | Figure):
            assert block.label in plain


def test_the_html_keeps_to_what_mail_programs_can(pieces: list[LetterPart]) -> None:
    html = as_html(pieces, "题")
    tags = Tags(html).found
    assert not {tag for tag, _ in tags} & {"style", "script", "link", "div", "svg", "form"}
    styles = " ".join(told.get("style", "") for _, told in tags)
    assert not re.search(r"display|position|float|background|url\(|[\d.]r?em|flex|grid", styles)
    assert set(re.findall("#[0-9a-f]{6}", styles)) == {"#d9534f", "#999999"}
    images = [told for tag, told in tags if tag == "img"]
    assert images
    for told in images:
        assert told["src"].startswith("cid:")
        assert int(told["width"]) <= 560
        assert told["height"].isdecimal()
        assert told["alt"]


def test_without_pictures_the_numbers_are_all_there(document: Document) -> None:
    html = as_html(parts(document, {}, [], "J012-1"), "题")
    assert "<img" not in html
    assert "20517" in html
    assert "超9052" in html


def test_data_is_escaped() -> None:
    html = as_html([LetterPart("body", "<script>alert(1)</script>&"),
                    LetterPart("table", "", (("<b>", "2"), ("x", "<i>")), aligns=("left", "right")),
                    LetterPart("chart", "<x>", (), Drawn("c@x", 1, 1), '"><img src=x>')],
                   "</title>")
    assert not {tag for tag, told in Tags(html).found} & {"script", "b", "i", "x"}
    assert sum(tag == "img" for tag, _ in Tags(html).found) == 1


def test_small_things() -> None:
    assert verify_code("0123456789abcdef" * 4) == "0123-4567-89ab-cdef"
    assert [size(count) for count in (1, 68_000, 1_500_000)] == ["1 KB", "68 KB", "1.5 MB"]
