"""Where codes stand on the pages of the samples, and what a page's digest sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from copies.conftest import Printed

from reportgen.copies.matrix import matrix
from reportgen.copies.payload import claim
from reportgen.copies.placing import EDGE, SIZES, Rect, boxes, quiet, spot
from reportgen.copies.sheets import digest
from reportgen.copies.typed_code import read_code
from reportgen.diagnostics import ReportError
from reportgen.layout.furniture import WATERMARK
from reportgen.layout.pages import GlyphRun, Image, Marked, Page, Picture, Rule
from reportgen.units import Mm

SAMPLES = ("jinxi-2023", "notice-2024", "letter-2024", "minutes-2024", "bulletin-2024",
           "county-2024", "gallery")
TURNED = tuple(f"{name} 横" for name in
               ("jinxi-2023", "notice-2024", "letter-2024", "minutes-2024", "gallery"))
STAMP = Mm(45).pt      # the width of the stamp of an archive (DA/T 22), at the head of page 1
Samples = Callable[[str], Printed]


@pytest.mark.parametrize("name", [*SAMPLES, *TURNED])
def test_codes_meet_nothing_and_keep_off_the_edge(printed: Samples, name: str) -> None:
    sample = printed(name)
    (copy,) = sample.sheets()
    for page, sheet in zip(sample.issue.pages.pages, copy, strict=True):
        square = sheet.items[0]
        assert isinstance(square, Picture)
        side = square.scale * square.drawing.width
        assert any(side == pytest.approx(size) for _, size in SIZES)
        free = quiet(side)
        alone = Page(1, page.width, page.height, (Marked(None, sheet.items),))
        for box in boxes(alone):
            assert box.left >= EDGE - 0.01
            assert box.top >= EDGE - 0.01
            assert box.bottom <= page.height - EDGE + 0.01
        around = Rect(square.x - free, square.y - free, square.x + side + free,
                     square.y + side + free)
        words = list(boxes(replace(alone, content=(Marked(None, sheet.items[1:]),))))
        assert not any(around.meets(box) for box in [*boxes(page), *words])
        assert not any(word.meets(box) for word in words for box in boxes(page))


@pytest.mark.parametrize("name", [*SAMPLES, *TURNED])
def test_codes_leave_the_place_of_the_stamp_of_an_archive(printed: Samples, name: str) -> None:
    """In the middle of the blank above the text."""
    sample = printed(name)
    page, first = sample.issue.pages.pages[0], sample.sheets()[0][0]
    middle, head = page.width / 2, min(box.top for box in boxes(page))
    place = Rect(middle - STAMP / 2, 0.0, middle + STAMP / 2, head)
    codes = Page(1, page.width, page.height, (Marked(None, first.items),))
    assert not any(place.meets(box) for box in boxes(codes))


def test_a_sheet_says_what_it_is(printed: Samples) -> None:
    second = printed("notice-2024").sheets(2)[1]
    assert [sheet.sheet.page for sheet in second] == [1, 2, 3, 4]
    for sheet in second:
        said = claim(sheet.payload)
        assert said is not None
        assert said.sheet == sheet.sheet
        words = "".join(item.text for item in sheet.items if isinstance(item, GlyphRun))
        assert words == f"{sheet.typed}　第2份"
        assert read_code(sheet.typed) == sheet.typed


def test_a_page_without_room_is_refused(printed: Samples) -> None:
    sample = printed("notice-2024")
    page = sample.issue.pages.pages[0]
    full = replace(page, content=(Marked(None, (Rule(0, 0, page.width, page.height, 1.0),)),))
    pages = replace(sample.issue.pages, pages=(full,))
    with pytest.raises(ReportError) as caught:
        Printed(sample.edition, replace(sample.issue, pages=pages)).sheets()
    assert [one.code for one in caught.value.diagnostics] == ["E1202"]


def test_a_smaller_code_where_the_larger_has_no_room() -> None:
    low = Rule(0.0, 100.0, 600.0, 100.0, 1.0)
    high = Rule(0.0, 770.0, 600.0, 770.0, 1.0)
    page = Page(1, 595.0, 842.0, (Marked(None, (low, high)),))
    found = spot(page, 80.0, 520.0)
    assert found is not None
    assert found.level == "H"
    tight = replace(page, content=(Marked(None, (replace(low, y=82.0, y2=82.0), high)),))
    small = spot(tight, 80.0, 520.0)
    assert small is not None
    assert small.level == "Q"


def test_a_background_takes_no_room() -> None:
    wide = GlyphRun("song", 500.0, 0.0, 600.0, "样", 500.0)
    for artifact in ("Background", WATERMARK):
        page = Page(1, 595.0, 842.0, (Marked(None, (wide,), artifact),))
        assert spot(page, 80.0, 520.0) is not None


def test_the_digest_sees_every_digit_and_place(printed: Samples) -> None:
    page = printed("jinxi-2023").issue.pages.pages[1]
    seen = {digest(page)}
    changed = 0
    for index, marked in enumerate(page.content):
        for place, item in enumerate(marked.items):
            for other in _others(item):
                items = (*marked.items[:place], other, *marked.items[place + 1 :])
                content = list(page.content)
                content[index] = marked._replace(items=items)
                seen.add(digest(replace(page, content=tuple(content))))
                changed += 1
    assert changed > 100
    assert len(seen) == changed + 1


def _others(item: object) -> list[GlyphRun | Rule | Picture | Image]:
    if isinstance(item, GlyphRun):
        return [item._replace(text=item.text[:-1] + "七"), item._replace(x=item.x + 0.01)]
    if isinstance(item, Rule):
        return [replace(item, width=item.width + 0.1)]
    return []


@pytest.mark.parametrize("level", ["H", "Q"])
def test_a_symbol_is_square_and_has_its_three_corners(level: str) -> None:
    drawing = matrix("RG1*J012+2024-5*R1*P003/012*A2BML4QHN4EZYNGP*C07", level)
    (mark,) = drawing.marks
    runs = [(op[1], op[2]) for op in getattr(mark, "ops", ()) if op[0] == "M"]
    size = drawing.width
    assert size == drawing.height
    assert {(0, size - 0.5), (size - 7, size - 0.5), (0, 0.5)} <= set(runs)
