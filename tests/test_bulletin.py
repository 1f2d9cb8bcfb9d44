"""The sample of several articles, as a clerk would build it: what each finished file says."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from lxml import etree
from support.validate import office, said

from reportgen import pipeline
from reportgen.document import tree
from reportgen.edition import Edition, silent
from reportgen.proof.word.package import open_package

if TYPE_CHECKING:
    from conftest import Sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def document(bulletin: Sample) -> tree.Document:
    """The sample as composed."""
    return pipeline.compose(pipeline.load(bulletin.folder))


@pytest.fixture(scope="module")
def loose(bulletin: Sample, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample under a profile that draws nothing together to save a page."""
    folder = tmp_path_factory.mktemp("loose") / "bulletin"
    shutil.copytree(bulletin.folder, folder)
    (folder / "松.yaml").write_text("继承: 简报\n页面: {收紧: 不收紧}\n", encoding="utf-8")
    text = (folder / "briefing.md").read_text(encoding="utf-8")
    (folder / "briefing.md").write_text(
        text.replace("---\n", "---\n版式: 松.yaml\n", 1), encoding="utf-8")
    built = pipeline.build(folder, folder.parent)
    return replace(bulletin, folder=folder, pdf=built.files["pdf"], docx=built.files["docx"])


@pytest.fixture(scope="module")
def listed(document: tree.Document) -> list[str]:
    """The texts of its contents."""
    (contents,) = [block for block in document.blocks if isinstance(block, tree.Contents)]
    return [entry.text for entry in contents.entries]


def pdf_pages(path: Path) -> list[str]:
    """The squeezed text of each page."""
    file = pypdfium2.PdfDocument(path)
    try:
        return [said.squeeze(page.get_textpage().get_text_bounded()) for page in file]
    finally:
        file.close()


def page_of(path: Path, title: str) -> int:
    """The page on which a title is set in the titles' size."""
    with pdfplumber.open(path) as file:
        (number,) = [
            n for n, page in enumerate(file.pages, 1)
            if title in "".join(c["text"] for c in page.chars if abs(c["size"] - 22) < 0.1)
        ]
    return number


def cached(docx: Path) -> dict[str, int]:
    """What the contents of the Word file says before anybody updates it: title → page."""
    package = open_package(docx.read_bytes(), docx.name)
    found = {}
    for paragraph in package.xml("word/document.xml").iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val", "").startswith("TOC"):
            text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
            title, number = re.fullmatch(r"(.*?)(\d+)", text).groups()      # type: ignore[union-attr]
            found[title] = int(number)
    return found


def test_nothing_is_found_wrong(bulletin: Sample) -> None:
    briefing = pipeline.load(bulletin.folder)
    assert pipeline.check(briefing) == ()


def test_three_articles_with_credits(document: tree.Document, listed: list[str]) -> None:
    titles = [block.text for block in document.blocks if isinstance(block, tree.Title)]
    credits = [block.text for block in document.blocks if isinstance(block, tree.Credit)]
    assert listed == titles
    assert len(titles) == len(credits) == 3
    assert all(re.fullmatch("（.*供稿.*）", credit) for credit in credits)


def test_the_pdf_names_the_pages_of_its_titles(bulletin: Sample, listed: list[str]) -> None:
    pages = pdf_pages(bulletin.pdf)
    for title in listed:
        (number,) = re.findall(re.escape(title) + r"(\d+)", pages[0])
        assert int(number) == page_of(bulletin.pdf, title)


@pytest.mark.slow
def test_links_of_the_contents_lead_to_those_pages(bulletin: Sample, listed: list[str]) -> None:
    pdf = pikepdf.open(io.BytesIO(bulletin.pdf.read_bytes()))
    numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
    links = {str(each.Contents): numbers[each.Dest[0].objgen] for each in pdf.pages[0].Annots}
    for title in listed:
        number = page_of(bulletin.pdf, title)
        assert links[f"{title}，第{number}页"] == number


def test_everything_is_said_in_order(bulletin: Sample, document: tree.Document) -> None:
    wanted = said.said(document)
    for text in (said.pdfium_text(bulletin.pdf), said.pdfplumber_text(bulletin.pdf),
                 said.docx_text(bulletin.docx)):
        assert not said.missing_in_order(wanted, text)


def test_word_file_and_pdf_name_the_same_pages(bulletin: Sample, listed: list[str]) -> None:
    assert cached(bulletin.docx) == {title: page_of(bulletin.pdf, title) for title in listed}


@pytest.mark.slow
@pytest.mark.system("soffice")
def test_libreoffice_has_the_titles_on_the_pages_the_word_file_names(
    bulletin: Sample, tmp_path: Path
) -> None:
    """Another program breaks lines its own way, so pages may come to differ; here none does."""
    shown = office.docx_to_pdf(bulletin.docx, tmp_path)
    seen = {title: page_of(shown, title) for title in cached(bulletin.docx)}
    differ = {title: (number, seen[title]) for title, number in cached(bulletin.docx).items()
              if seen[title] != number}
    assert differ == {}
    for title, number in cached(bulletin.docx).items():      # and it prints our numbers
        assert re.search(re.escape(title) + rf"\W*{number}", pdf_pages(shown)[0]), title
    ends = [number for number, text in enumerate(pdf_pages(shown), 1) if "共印120份" in text]
    assert ends == [len(pdf_pages(bulletin.pdf))] == [4]     # the colophon, on an even page


def test_a_short_last_page_is_saved_in_both(bulletin: Sample, loose: Sample) -> None:
    """Twenty-three lines a page and a smaller photograph; else the text ends on page 5."""
    assert [len(pdf_pages(each.pdf)) for each in (bulletin, loose)] == [4, 6]
    pitches = {str(mark.get(f"{W}line")) for mark in
               open_package(bulletin.docx.read_bytes(), "a.docx").xml("word/styles.xml")
               .iter(f"{W}spacing")}
    assert str(round(28.26 * 20)) in pitches
    assert str(round(29.6 * 20)) not in pitches


def test_the_colophon_has_a_page_to_itself_in_both(loose: Sample) -> None:
    """Page 6 in the PDF, behind text that ends on page 5: a section that opens an even page."""
    package = open_package(loose.docx.read_bytes(), "a.docx")
    types = [each.get(f"{W}val") for each in package.xml("word/document.xml").iter(f"{W}type")]
    assert types == ["evenPage"]


def test_word_alone_asks_for_pages_when_there_is_a_contents_or_duplex_colophon(
    loose: Sample, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    true = Edition.fitted.func      # type: ignore[attr-defined]

    def fitted(edition: Edition) -> object:
        made.append(edition.briefing.name)
        return true(edition)

    monkeypatch.setattr(Edition, "fitted", property(fitted))
    for folder in (sample.folder, loose.folder):
        briefing = pipeline.load(folder)
        screen = replace(briefing, profile=briefing.profile.told("colophon.even_page", "false"))
        document = pipeline.compose(briefing)
        assert bool(Edition(screen, document, silent).numbers) == (folder is loose.folder)
        assert Edition(screen, document, silent).colophon is None
        assert (Edition(briefing, document, silent).colophon is None) == (folder is sample.folder)
    assert made == [sample.folder.name, *[loose.folder.name] * 2]


def test_word_alone_is_the_word_file_of_both(bulletin: Sample, tmp_path: Path) -> None:
    built = pipeline.build(bulletin.folder, tmp_path, formats=("docx",))
    assert built.files["docx"].read_bytes() == bulletin.docx.read_bytes()


def test_plain_text_lists_the_titles(document: tree.Document, listed: list[str]) -> None:
    from reportgen.writers.text import write_text

    text = write_text(document).decode()
    assert "本期要目\n" + "\n".join(f"　　{title}" for title in listed) + "\n\n" in text
    assert text.count("供稿") == 3


def test_the_word_file_is_well_formed(bulletin: Sample) -> None:
    """Fields are balanced, and every link of the contents has its bookmark."""
    package = open_package(bulletin.docx.read_bytes(), "a.docx")
    body: etree._Element = package.xml("word/document.xml")
    depth = 0
    for mark in body.iter(f"{W}fldChar"):
        depth += {"begin": 1, "separate": 0, "end": -1}[mark.get(f"{W}fldCharType", "")]
        assert depth >= 0
    assert depth == 0
    names = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    assert {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")} <= names
