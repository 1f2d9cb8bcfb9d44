"""Photographs on the page: place, captions, structure, and back to the grid below."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support import photographs as ph
from support.papers import META, paragraph

from reportgen.diagnostics import Sink
from reportgen.document.tree import Block, Document, PhotoFigure, Text
from reportgen.fonts import FontLibrary
from reportgen.layout import Pages, layout
from reportgen.layout.pages import Element, GlyphRun, Image
from reportgen.style.profile import load_profile

PROFILE = load_profile()
LEFT, AREA = PROFILE.length("page.left").pt, PROFILE.length("page.type_width").pt
TOP, PITCH = PROFILE.length("page.top").pt, PROFILE.length("page.pitch").pt
BOTTOM = TOP + PROFILE.length("page.type_height").pt
LONG = "群众出行更方便了，山货当天就能运到县城，来村里的客人也多了起来。" * 4


def pages_of(*blocks: Block, sink: Sink | None = None) -> Pages:
    return layout(Document(META, blocks), PROFILE, FontLibrary.bundled(), {}, sink or Sink(),
                  prints=ph.prints("a", "b", "c"))


def items(pages: Pages) -> Iterator[tuple[int, Element | None, object]]:
    for page in pages.pages:
        for marked in page.content:
            yield from ((page.number, marked.element, item) for item in marked.items)


def images(pages: Pages) -> list[tuple[int, Element | None, Image]]:
    return [(number, element, item) for number, element, item in items(pages)
            if isinstance(item, Image)]


def texts(pages: Pages, role: str) -> list[GlyphRun]:
    return [item for _, element, item in items(pages)
            if isinstance(item, GlyphRun) and element is not None and element.role == role]


def test_one_photograph_and_its_caption() -> None:
    pages = pages_of(paragraph("上文。"), ph.figure(ph.photo(), credit="（张某某摄）"))
    ((_, element, image),) = images(pages)
    assert (image.x, image.width) == pytest.approx((LEFT, AREA))
    assert element is not None
    assert (element.role, element.alt) == ("Figure", "a的画面")
    runs = texts(pages, "Caption")
    assert "".join(run.text for run in runs) == "图1　示例照片（张某某摄）"
    assert min(run.y - run.size for run in runs) > image.y + image.height


@pytest.mark.parametrize("block", [
    ph.figure(ph.photo()), ph.figure(ph.photo("a", 900, 1200)), ph.figure(ph.photo("a", 300, 200)),
    ph.figure(ph.photo("a"), ph.photo("b", 1000, 900), notes=((Text("注。"),), (Text("又。"),))),
    ph.figure(ph.photo("a", title="甲" * 40), ph.photo("b", title="乙")),
    ph.figure(ph.photo(), title="很长的题注" * 20), ph.figure(ph.photo(), number=0, share=33),
])
def test_the_text_below_is_back_on_the_grid(block: PhotoFigure) -> None:
    pages = pages_of(paragraph("上文。"), block, paragraph("下文。"))
    above, below = texts(pages, "P")[0], texts(pages, "P")[-1]
    lines = (below.y - above.y) / PITCH
    assert len(pages.pages) == 1
    assert lines == pytest.approx(round(lines), abs=0.001)
    lowest = max(item.y + item.height for _, _, item in images(pages))
    assert below.y - below.size > lowest + 6


def test_what_is_left_over_goes_half_above_half_below() -> None:
    plain = ph.figure(ph.photo(), number=0, share=47)
    pages = pages_of(paragraph("上文。"), plain, paragraph("下文。"))
    above, below = texts(pages, "P")
    ((_, _, image),) = images(pages)
    over, under = image.y - above.y, below.y - below.size - image.y - image.height
    assert 6 <= over <= 6 + PITCH
    assert under <= over + 12 + 6 + PITCH / 2


def test_a_row_stands_side_by_side() -> None:
    pages = pages_of(ph.figure(
        ph.photo("a", title="整治前"), ph.photo("b", 900, 1200, title="整治后")))
    (_, first, left), (_, second, right) = images(pages)
    assert left.y == right.y
    assert left.height == right.height
    assert left.x == pytest.approx(LEFT)
    assert right.x == pytest.approx(left.x + left.width + PROFILE.length("photo.row_gap").pt)
    assert right.x + right.width == pytest.approx(LEFT + AREA)
    assert first is not None
    assert second is not None
    assert first.parent is second.parent
    assert first.parent is not None
    assert (first.parent.role, first.alt, second.alt) == ("Div", "a的画面", "b的画面")
    captions = texts(pages, "Caption")
    assert "".join(run.text for run in captions) == "（a）整治前（b）整治后图1　示例照片"
    middle = captions[0].x + captions[0].size * 2.5
    assert middle == pytest.approx(left.x + left.width / 2, abs=12)


def test_a_photograph_stays_with_its_caption() -> None:
    for lines in range(8, 16):
        pages = pages_of(*[paragraph("行。")] * lines, ph.figure(ph.photo()), paragraph(LONG))
        ((number, _, image),) = images(pages)
        captions = [n for n, element, item in items(pages) if isinstance(item, GlyphRun)
                    and element is not None and element.role == "Caption"]
        assert set(captions) == {number}
        assert image.y + image.height < BOTTOM


@pytest.mark.parametrize(("width", "height", "title"), [
    (2000, 30_000, "竖"), (100, 2000, "细"), (3000, 3000, "题注很长" * 300), (30_000, 1600, "横"),
])
def test_never_off_the_page_and_nothing_lost(width: int, height: int, title: str) -> None:
    block = ph.figure(ph.photo("a", width, height), share=100, title=title)
    pages = pages_of(paragraph(LONG), block, paragraph(LONG))
    ((_, _, image),) = images(pages)
    assert image.y >= TOP
    assert image.y + image.height <= BOTTOM
    assert image.x >= LEFT - 0.01
    assert image.x + image.width <= LEFT + AREA + 0.01
    assert title in "".join(run.text for run in texts(pages, "Caption"))
    assert all(run.y <= BOTTOM + 0.01 for run in texts(pages, "Caption"))


def test_a_hole_left_by_a_photograph_is_reported() -> None:
    sink = Sink()
    pages_of(*[paragraph("行。")] * 12, ph.figure(ph.photo()), sink=sink)
    (found,) = sink.items
    assert found.code == "I0604"
    assert "图1" in found.message


def test_decoration_is_an_artifact() -> None:
    pages = pages_of(ph.figure(ph.photo(alt=""), number=0))
    assert [element for _, element, _ in images(pages)] == [None]
    assert not texts(pages, "Caption")
