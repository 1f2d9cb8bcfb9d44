"""Every Word file we make is valid to Microsoft's own SDK; and the SDK does see faults."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.docx.charts import CHARTS
from support.docx.readback import PROFILE
from support.docx.samples import EVERYTHING, PICTURES
from support.joined import LONG, SMALL, files
from support.listing import LISTS
from support.lying import wide
from support.papers import DRAWING, META, asides, bulletin, everything
from support.proof.furnished import furnished
from support.proof.twins import Element, W, replaced, rewritten
from support.validate import sdk

from reportgen import pipeline
from reportgen.document.tree import Document, Figure, Title
from reportgen.layout.pages import OwnPage
from reportgen.writers.docx.picture import Picture
from reportgen.writers.docx.write import write_docx

pytestmark = [pytest.mark.slow, pytest.mark.system(sdk.PROGRAM)]
ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted(path.parent.name for path in (ROOT / "data").glob("*/briefing.md"))
OLDEST = "Office2010"
SIZE = Picture(b"", b"", DRAWING.width, DRAWING.height)


def charts() -> bytes:
    """One chart of every kind that Word draws itself."""
    figures = tuple(
        Figure(n, name, spec, "替代文字", editable=True)
        for n, (name, spec) in enumerate(CHARTS.items(), 1)
    )
    pictures = {figure.number: SIZE for figure in figures}
    return write_docx(Document(META, figures), PROFILE, pictures)


def articles() -> bytes:
    blocks = bulletin(("甲的做法", 1), ("乙的经验", 2), depth=2)
    anchors = [block.anchor for block in blocks if getattr(block, "anchor", "")]
    return write_docx(Document(META, blocks), PROFILE, {}, dict.fromkeys(anchors, 1))


def draft() -> bytes:
    return write_docx(replace(EVERYTHING, meta=replace(META, draft=True)), PROFILE, PICTURES)


def beside() -> bytes:
    """Footnotes, links, scripts and frames, above a colophon."""
    *blocks, foot = everything()
    return write_docx(Document(META, (*blocks, *asides(), foot)), PROFILE, {1: SIZE})


MADE: dict[str, Callable[[], bytes]] = {
    "asides": beside, "furniture": lambda: furnished().word,
    "every node": lambda: write_docx(EVERYTHING, PROFILE, PICTURES),
    "joined cells": lambda: files(SMALL, LONG, wide(9, 30)).word,
    "lists": lambda: write_docx(Document(META, LISTS), PROFILE, {}),
    "a draft": draft, "charts": charts, "articles": articles,
    "a blank page before the colophon": lambda: write_docx(
        EVERYTHING, PROFILE, PICTURES, colophon=OwnPage(4, False)),
    "next to nothing": lambda: write_docx(Document(META, (Title(("题",)),)), PROFILE, {}),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_sample(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    shutil.copytree(ROOT / "data" / name, folder)
    built = pipeline.build(folder, tmp_path / "out", formats=["docx"])
    assert sdk.faults(built.files["docx"]) == []
    assert sdk.faults(built.files["docx"], OLDEST) == []


@pytest.mark.parametrize("name", MADE)
def test_made(name: str, tmp_path: Path) -> None:
    file = tmp_path / "made.docx"
    file.write_bytes(MADE[name]())
    assert sdk.faults(file) == []


def disordered(root: Element) -> None:
    """Children of pPr out of the schema's order."""
    properties = next(each for each in root.iter(W + "pPr") if len(each) > 1)
    properties.append(properties[0])


FAULTS: dict[str, Callable[[bytes], bytes]] = {
    "elements out of order": lambda word: rewritten(word, disordered),
    "a style that is no style": lambda word: replaced(
        word, '<w:uiPriority w:val="1"/>', '<w:uiPriority w:val="first"/>', "word/styles.xml"),
    "a bookmark with the id of another": lambda word: replaced(
        word, '<w:bookmarkStart w:id="2"', '<w:bookmarkStart w:id="1"'),
    "a missing relationship": lambda word: replaced(word, 'r:embed="rId', 'r:embed="rId99'),
}


@pytest.mark.parametrize("name", FAULTS)
def test_planted_fault_is_seen(name: str, tmp_path: Path) -> None:
    file = tmp_path / "spoiled.docx"
    file.write_bytes(FAULTS[name](write_docx(EVERYTHING, PROFILE, PICTURES)))
    assert sdk.faults(file)
