"""Which face shows a rare character is told, once a face; the ways out stand with the first."""

from __future__ import annotations

from pathlib import Path

from support import foundry
from support.papers import META

from reportgen.checks.faces.glyphs import check_glyphs
from reportgen.diagnostics import Severity, Sink, Span
from reportgen.document.tree import Document, Paragraph, Text
from reportgen.fonts.select import library_for
from reportgen.fonts.system import FOLDERS_VARIABLE
from reportgen.style.faces import wishes
from reportgen.style.profile import load_profile
from reportgen.world import DiskWorld


def told(folder: Path, *texts: str) -> Sink:
    profile, sink = load_profile(), Sink()
    library = library_for(wishes(profile, sink), DiskWorld({FOLDERS_VARIABLE: str(folder)}), sink)
    document = Document(META, tuple(
        Paragraph((Text(text, span=Span("a.md", line, 1, len(text))),))
        for line, text in enumerate(texts, 7)))
    check_glyphs(document, {}, profile, library, sink)
    return sink


def test_the_face_that_fills_in_is_told_with_its_characters(tmp_path: Path) -> None:
    foundry.drawn_as(tmp_path / "a.ttf", {"𫰠": "国", "𡌴": "口"}, family="Hana", ps="Hana")
    (found,) = told(tmp_path, "网格员周𫰠", "𡌴下村周𫰠")
    assert (found.code, found.severity, found.span) == (
        "I0511", Severity.INFO, Span("a.md", 7, 5, 1))
    assert found.message == "随程序的字体没有 𫰠 𡌴（2 个字），共 3 处，用电脑上的“Hana”补"


def test_without_one_it_is_an_error_at_each_character(tmp_path: Path) -> None:
    found = list(told(tmp_path, "周𫰠、陈𡌴、周𫰠", "好😀"))
    assert [(each.code, each.span.line, each.span.column) for each in found] == [
        ("E0501", 7, 2), ("E0501", 7, 5), ("E0501", 8, 2)]
    assert [len(each.hints) for each in found] == [4, 1, 1]
