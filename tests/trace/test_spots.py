"""What stands at a place of a page, as another reader of the finished file sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.lying import wide

from reportgen import pipeline
from reportgen.diagnostics import Span
from reportgen.document import tree
from reportgen.edition import Edition, silent
from reportgen.page.live import Laying
from reportgen.trace.spots import Box, Spot, in_lines, printings, written_at

SAMPLES = ("jinxi-2023", "bulletin-2024", "county-2024", "gallery", "letter-2024",
           "minutes-2024", "notice-2024", "office/2024年第5期")
NEAR = 2.0      # points


def laid(root: Path, name: str, *more: tree.Block) -> Laying:
    """A sample as the preview lays it, with more blocks before its last."""
    briefing = pipeline.load(root / "data" / name)
    document = pipeline.compose(briefing)
    *blocks, last = document.blocks
    return Laying(Edition(briefing, replace(document, blocks=(*blocks, *more, last)), silent))


def inked(laying: Laying, page: int) -> Iterator[tuple[str, Box]]:
    """The characters of a page of the finished PDF, each with the box around its ink."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(laying.pdf)
    text = document[page].get_textpage()
    paper = laying.pages[page]
    for at in range(text.count_chars()):
        ch = text.get_text_range(at, 1)
        left, bottom, right, top = text.get_charbox(at)
        if ch.isspace() or not ch or right - left <= 0:
            continue
        yield ch, Box(bottom, left, top - bottom, right - left) if paper.lying else Box(
            left, paper.height - top, right - left, top - bottom)
    document.close()


def grown(box: Box, by: float) -> Box:
    return Box(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


def check(laying: Laying) -> int:
    """Each spot holds the ink of its characters and of no other; how many there were.

    A mark that is squeezed reaches into what stands beside it, by less than `NEAR`.
    """
    for page in range(len(laying.pages)):
        inks = list(inked(laying, page))

        def held(box: Box, inks: list[tuple[str, Box]] = inks) -> list[tuple[str, Box]]:
            return [(ch, ink) for ch, ink in inks
                    if box.holds(ink.x + ink.width / 2, ink.y + ink.height / 2)]

        for spot in laying.spots:
            if spot.page == page + 1:
                around = Counter(ch for ch, _ in held(grown(spot.box, NEAR)))
                within = held(grown(spot.box, -NEAR))
                assert not Counter(spot.text) - around, spot
                assert not Counter(ch for ch, _ in within) - Counter(spot.text), spot
                for _, ink in within:
                    assert spot.box.hull(grown(ink, -NEAR)) == pytest.approx(spot.box), spot
    return len(laying.spots)


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_every_spot_holds_its_ink_and_no_other(root: Path, name: str) -> None:
    assert check(laid(root, name)) > 50


def test_on_a_page_that_lies_too(root: Path) -> None:
    laying = laid(root, "letter-2024", wide(9))
    lying = [page.number for page in laying.pages if page.lying]
    assert lying
    assert check(laying) > 50
    assert {spot.page for spot in laying.spots if "快报数" in spot.text} == set(lying)


def test_a_spot_that_is_elsewhere_is_found(root: Path) -> None:
    laying = laid(root, "letter-2024")
    first, *rest = laying.spots
    laying.__dict__["spots"] = (first._replace(box=first.box._replace(y=first.box.y + 20)), *rest)
    with pytest.raises(AssertionError):
        check(laying)


def test_a_number_and_its_unit_are_one_and_every_printing_is_found(root: Path) -> None:
    laying = laid(root, "jinxi-2023")
    found = printings(laying.spots, "A1")
    assert [[spot.text for spot in each] for each in found] == [
        ["20517万元"], ["固定资产投资"], ["20517"], ["万元"], ["20517"]]
    assert [each[0].page for each in found] == [1, 2, 2, 2, 3]


def test_a_passage_is_found_by_any_of_its_lines(root: Path) -> None:
    laying = laid(root, "letter-2024")
    spot = next(each for each in laying.spots if each.span.line > 10)
    found = written_at(laying.spots, replace(spot.span, column=3))
    assert spot in found and {each.span for each in found} == {spot.span}
    assert not written_at(laying.spots, Span("elsewhere.md", 3))


def test_what_stands_side_by_side_in_a_line_is_one_box() -> None:
    spots = [Spot(1, Box(x, y, 10, 10), "字", None, Span(""), 0)
             for x, y in ((0, 0), (10, 0), (0, 20), (40, 20))]
    assert [each.box for each in in_lines(spots)] == [
        Box(0, 0, 20, 10), Box(0, 20, 10, 10), Box(40, 20, 10, 10)]
