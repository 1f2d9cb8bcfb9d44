"""Pages as writers see them: glyph positions, the page map."""

from __future__ import annotations

import pytest

from reportgen.layout.pages import Element, GlyphRun, Marked, Page, Pages


def test_glyphs_stand_by_advance_spacing_and_shifts() -> None:
    run = GlyphRun("song", 10, 100, 0, "国家1", 30, spacing=1, shifts=((1, -500), (2, 2000)))
    assert run.xs([1000, 1000, 500]) == pytest.approx([0, 10.5, 23.5])


def test_the_page_map_names_the_first_page_of_each_anchor() -> None:
    root = Element("Document")
    title = Element("H1", root, anchor="文1")
    inner = Element("Span", title)
    pages = [Page(n, 1, 1, tuple(Marked(each, ()) for each in found))
             for n, found in enumerate(((root,), (inner,), (title, None)), 1)]
    assert Pages(tuple(pages), root).numbers() == {"文1": 2}


def test_elements_are_known_by_identity() -> None:
    assert Element("P") != Element("P")
