"""Looks live in styles: who changes a style changes every paragraph that has it, and no other."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from support.docx.readback import PROFILE, File
from support.docx.samples import EVERYTHING, PICTURES
from support.proof.twins import Element, W, parts, rewritten, shown
from support.validate import office
from support.validate.said import squeeze

from reportgen.writers.docx.write import write_docx

STYLES = "word/styles.xml"
MADE = write_docx(EVERYTHING, PROFILE, PICTURES)
BODY = File(MADE).body
GREEN = "00B050"
NUMBER = "一、"      # of the only heading of the first level: Word counts it
DERIVED = ("TableNumber", "TableMiddle")     # cells that stand elsewhere, and look the same


def style(root: Element, name: str) -> Element:
    """A style by its id."""
    return next(each for each in root.iter(W + "style") if each.get(W + "styleId") == name)


def green(name: str) -> Callable[[Element], None]:
    """Make the text of a style green, as somebody does in Word's dialogue."""
    def change(root: Element) -> None:
        look = style(root, name).find(W + "rPr")
        if look is None:
            look = style(root, name).makeelement(W + "rPr")
            style(root, name).append(look)
        for old in look.findall(W + "color"):
            look.remove(old)
        colour = look.makeelement(W + "color", {W + "val": GREEN})
        look.insert(min(1, len(look)), colour)

    return change


def said_in(*names: str) -> str:
    """What the paragraphs of these styles say."""
    found = [
        shown(each) for each in BODY.iter(W + "p")
        if (mark := each.find(f"{W}pPr/{W}pStyle")) is not None and mark.get(W + "val") in names
    ]
    return squeeze("".join(found))


def coloured(pdf: Path) -> str:
    """The characters that are set in green."""
    with pdfplumber.open(pdf) as file:
        return squeeze("".join(
            char["text"] for page in file.pages for char in page.chars
            if len(char["non_stroking_color"] or ()) == 3
            and char["non_stroking_color"][1] > 0.6 > char["non_stroking_color"][0]
        ))


@pytest.mark.system("soffice")
@pytest.mark.slow
@pytest.mark.parametrize("name", ["Body", "Heading1", "TableCaption", "FigureCaption", "TableCell",
                                  "Note", "Colophon"])
def test_a_change_of_style_is_a_change_everywhere(name: str, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("skipped: 缺少 soffice（LibreOffice）")
    file = tmp_path / "changed.docx"
    file.write_bytes(rewritten(MADE, green(name), STYLES))
    found = coloured(office.docx_to_pdf(file, tmp_path / "pdf"))
    names = [name, *(DERIVED if name == "TableCell" else ())]
    assert said_in(name)
    assert sorted(found) == sorted(said_in(*names) + (NUMBER if name == "Heading1" else ""))


@pytest.mark.system("soffice")
@pytest.mark.slow
def test_a_change_of_words_own_text_style_changes_the_text(tmp_path: Path) -> None:
    """Normal, which Word shows as 正文: what people change first."""
    file = tmp_path / "changed.docx"
    file.write_bytes(rewritten(MADE, green("Normal"), STYLES))
    found = coloured(office.docx_to_pdf(file, tmp_path / "pdf"))
    assert set(said_in("Body", "ListItem")) <= set(found)
    assert len(found) >= len(said_in("Body", "ListItem"))


def test_runs_carry_nothing_but_what_the_text_needs() -> None:
    """A character style, and the hint that “ ” — … are Chinese; no face, size or colour."""
    for look in BODY.iter(W + "rPr"):
        for each in look:
            name = str(each.tag).removeprefix(W)
            assert name in ("rStyle", "rFonts"), name
            if name == "rFonts":
                assert dict(each.attrib) == {W + "hint": "eastAsia"}


def test_paragraphs_carry_places_not_looks() -> None:
    """Spacing is a style's; only what depends on the neighbours stands beside it."""
    allowed = {"pStyle", "keepNext", "pageBreakBefore", "numPr", "spacing", "ind", "jc", "tabs"}
    for look in BODY.iter(W + "pPr"):
        assert {str(each.tag).removeprefix(W) for each in look} <= allowed
    bodies = [
        look for look in BODY.iter(W + "pPr")
        if look[0].get(W + "val") in ("Body", "Heading1", "ListItem", "Note", "EditorNote", "Title")
    ]
    assert {len(look) for look in bodies} <= {1, 2}
    extra = {str(each.tag).removeprefix(W) for look in bodies for each in look[1:]}
    assert extra <= {"keepNext", "pageBreakBefore", "numPr", "spacing"}


def test_no_theme_is_left() -> None:
    """WPS asks for the faces of a theme that is not there."""
    files = parts(MADE)
    assert not any("theme" in name for name in files)
    for name, data in files.items():
        if name.endswith(".xml"):
            assert b"Theme=" not in data, name
    for fonts in File(MADE).xml(STYLES).iter(W + "rFonts"):
        assert {key.removeprefix(W) for key in fonts.attrib} == {"ascii", "hAnsi", "eastAsia", "cs"}


def test_nothing_asks_to_be_updated() -> None:
    """Fields show what was put in them; Word updates them when somebody asks it to."""
    settings = File(MADE).xml("word/settings.xml")
    assert settings.find(W + "updateFields") is None
    for part in (name for name in parts(MADE) if name.startswith("word/") and ".xml" in name):
        data = parts(MADE)[part]
        assert b"w:dirty" not in data, part


def test_every_field_shows_something() -> None:
    """SEQ, REF and PAGE have a cached result each, and it is what the text says."""
    for part in ("word/document.xml", "word/footer-default.xml", "word/footer-even.xml"):
        codes, results = [], []
        for paragraph in File(MADE).xml(part).iter(W + "p"):
            inside = False
            for run in paragraph.iter(W + "r"):
                mark = run.find(W + "fldChar")
                if mark is not None:
                    inside = mark.get(W + "fldCharType") == "separate"
                    if inside:
                        results.append("")
                elif run.find(W + "instrText") is not None:
                    codes.append((run.find(W + "instrText").text or "").split()[0])  # type: ignore[union-attr]
                elif inside:
                    results[-1] += shown(run)
        assert len(codes) == len(results)
        assert all(results), part
        assert set(codes) <= {"SEQ", "REF", "PAGE", "PAGEREF", "TOC"}
