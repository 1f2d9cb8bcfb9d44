"""The stamp's place on page 1 of every kind of document: free, and clear of the printed codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.lying import wide

from reportgen.acts.placing import place
from reportgen.copies.placing import Rect, _block, boxes, spot
from reportgen.diagnostics import ReportError, Sink
from reportgen.document.tree import Document, Meta
from reportgen.edition import Edition, silent
from reportgen.fonts import FontLibrary
from reportgen.layout.copyfit import copyfitted
from reportgen.layout.pages import Element, Marked, Page, Pages, Rule
from reportgen.layout.type_area import frame_of
from reportgen.pipeline import compose, load
from reportgen.style.profile import load_profile
from reportgen.units import Mm
from reportgen.writers.pdf.write import write_pdf

WIDE, HIGH = Mm(45).pt, Mm(16).pt
A4 = Mm(210).pt, Mm(297).pt


def stamp_box(x: float, y: float) -> Rect:
    return Rect(x, y, x + WIDE, y + HIGH)


@pytest.mark.slow
@pytest.mark.parametrize("name", [
    "jinxi-2023", "bulletin-2024", "county-2024", "notice-2024", "letter-2024", "minutes-2024",
    "office/2024年第5期"])
def test_it_is_free_and_leaves_the_codes_their_place(root: Path, name: str) -> None:
    briefing = load(root / "data" / name)
    edition = Edition(briefing, compose(briefing), silent)
    pages, frame = edition.fitted.pages, frame_of(briefing.profile)
    data = write_pdf(pages, edition.fitted.document, edition.library)
    box = stamp_box(*place(data, name, briefing.profile))
    assert not any(box.meets(each) for each in boxes(pages.pages[0]))
    assert (box.left + box.right) / 2 == pytest.approx(frame.page_width / 2, abs=0.01)
    assert box.top > 0
    assert box.bottom < Mm(60).pt
    code = spot(pages.pages[0], frame.left, frame.left + frame.width)
    assert code is not None
    assert not box.meets(_block(code.x, code.y, code.side))
    for x in (frame.left, frame.left + frame.width - code.side):     # the corners of the head
        assert not box.meets(_block(x, Mm(5).pt, code.side))


def page_of(*rules: Rule) -> bytes:
    page = Page(1, *A4, (Marked(None, rules),))
    document = Document(Meta("示例", "示例镇", "2024-06-07"), ())
    return write_pdf(Pages((page,), Element("Document")), document, FontLibrary.bundled())


def placed(*rules: Rule) -> tuple[float, float]:
    return place(page_of(*rules), "期", load_profile())


def test_it_stands_where_the_profile_says_and_gives_way_to_what_is_there() -> None:
    middle = (A4[0] - WIDE) / 2
    assert placed() == pytest.approx((middle, Mm(15).pt), abs=0.01)
    below = placed(Rule(0, Mm(28).pt, A4[0], Mm(28).pt, 1.0))
    assert below[0] == pytest.approx(middle, abs=0.01)
    assert below[1] + HIGH < Mm(28).pt
    beside = placed(*(Rule(A4[0] / 2, Mm(y).pt, A4[0] / 2, Mm(y + 5).pt, 1.0)
                      for y in range(0, 80, 5)))
    assert beside[0] + WIDE < A4[0] / 2 or beside[0] > A4[0] / 2
    assert beside[1] == pytest.approx(Mm(15).pt)


def test_it_is_free_beside_a_table_on_its_side() -> None:
    profile, library = load_profile(), FontLibrary.bundled()
    document = Document(Meta("题", "单位", "2024年6月1日"), (wide(1, 30),))
    pages = copyfitted(document, profile, library, {}, Sink()).pages
    assert pages.pages[0].lying
    box = stamp_box(*place(write_pdf(pages, document, library), "表", profile))
    assert not any(box.meets(each) for each in boxes(pages.pages[0]))


def test_no_room_is_told_with_a_way_out() -> None:
    crowded = [Rule(0, Mm(y).pt, A4[0], Mm(y).pt, 1.0) for y in range(0, 80, 10)]
    with pytest.raises(ReportError) as caught:
        placed(*crowded)
    (found,) = caught.value.diagnostics
    assert found.code == "E1136"
    assert "另页" in found.hints[0]
    x, y = place(page_of(*crowded), "期", load_profile(), own_page=True)
    assert (x, y) == pytest.approx(((A4[0] - WIDE) / 2, Mm(15).pt), abs=0.01)
