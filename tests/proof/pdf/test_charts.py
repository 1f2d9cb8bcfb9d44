"""What a page paints, read from its operators; a renderer of others says the same."""

from __future__ import annotations

import io
from collections import Counter

import numpy
import pikepdf
import pytest
from support import photographs as ph
from support.charts.kinds import EVERY
from support.charts.page import DPI, pdf_of, pixels
from support.charts.stub import THEME
from support.docx.readback import PROFILE
from support.papers import META

from reportgen.charts.compile import drawing
from reportgen.charts.record.drawing import Mark, PathMark, TextMark
from reportgen.charts.record.lightness import lightness, luminance
from reportgen.charts.record.measure import edges
from reportgen.diagnostics import Sink
from reportgen.document.tree import Document
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.proof.pdf.charts import paintings
from reportgen.writers.pdf import write_pdf


def page(content: str, **resources: pikepdf.Object) -> bytes:
    """A file of one page with this content."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        sheet = document.add_blank_page(page_size=(100, 100)).obj
        sheet.Contents = document.make_stream(content.encode())
        sheet.Resources = pikepdf.Dictionary({f"/{k}": v for k, v in resources.items()})
        document.save(made)
    return made.getvalue()


def painted(content: str, **resources: pikepdf.Object) -> tuple[Mark, ...]:
    """The marks of the one picture with this content."""
    (one,) = paintings(page(f"/Figure<</MCID 0>>BDC {content} EMC", **resources))
    assert one.page == 1
    return one.marks


def test_paths_in_the_points_of_the_picture() -> None:
    (mark,) = painted("q .5 0 0 .5 10 20 cm 1 0 0 rg 4 6 10 8 re f Q")
    assert isinstance(mark, PathMark)
    assert edges(mark) == (4, 6, 14, 14)
    assert mark.fill == (1, 0, 0) and mark.stroke is None
    (moved,) = painted("q 2 0 0 2 10 20 cm q 1 0 0 1 3 4 cm 0 0 1 RG 2 w [3 1] 0 d 0 0 m 5 0 l S")
    assert isinstance(moved, PathMark) and moved.stroke is not None
    assert edges(moved) == (3, 4, 8, 4)
    assert (moved.stroke.colour, moved.stroke.width, moved.stroke.dash) == ((0, 0, 1), 2, (3, 1))


def test_what_is_only_a_clip_paints_nothing() -> None:
    assert [edges(mark) for mark in painted("0 0 5 5 re W n 1 1 2 2 re f")
            if isinstance(mark, PathMark)] == [(1, 1, 3, 3)]


@pytest.mark.parametrize(("operators", "colour"), [
    ("0.5 g", (0.5, 0.5, 0.5)), ("0 .8 .8 0 k", (1, 0.2, 0.2)), ("1 0 0 rg q 0 g Q", (1, 0, 0)),
    ("", (0, 0, 0)),
])
def test_colours(operators: str, colour: tuple[float, ...]) -> None:
    (mark,) = painted(f"{operators} 0 0 5 5 re f")
    assert isinstance(mark, PathMark)
    assert mark.fill == pytest.approx(colour)


def test_the_state_of_the_page_reaches_into_the_picture() -> None:
    (one,) = paintings(page("1 0 0 rg /Figure<</MCID 0>>BDC 0 0 5 5 re f EMC"))
    assert isinstance(one.marks[0], PathMark) and one.marks[0].fill == (1, 0, 0)


def test_texts() -> None:
    font = pikepdf.Dictionary(F=pikepdf.Dictionary(Subtype=pikepdf.Name("/Type1")))
    (mark,) = painted("BT /F 9 Tf 1 0 0 1 5 7 Tm 2 0 Td [(a) -100 (b)] TJ ET", Font=font)
    assert isinstance(mark, TextMark)
    assert (mark.x, mark.y, mark.size, len(mark.text)) == (7, 7, 9, 2)
    (hidden,) = painted("BT 3 Tr /F 9 Tf (a) Tj ET", Font=font)
    assert isinstance(hidden, TextMark) and hidden.colour == (1, 1, 1)
    assert painted("BT ET") == ()


@pytest.mark.parametrize("content", ["/Cs cs", "/Missing gs", "/Missing Do", "(a) Tj Q"])
def test_what_is_not_understood_is_an_error(content: str) -> None:
    with pytest.raises((ValueError, KeyError, IndexError, TypeError)):
        painted(content)


def test_photographs_are_no_charts() -> None:
    document = Document(META, (ph.figure(ph.photo("a")),))
    pages = layout(document, PROFILE, FontLibrary.bundled(), {}, Sink(), prints=ph.prints("a"))
    assert paintings(write_pdf(pages, document, FontLibrary.bundled())) == ()


def test_an_image_in_a_chart_hides_what_it_shows() -> None:
    image = pikepdf.Dictionary(I=pikepdf.Dictionary(Subtype=pikepdf.Name("/Image")))
    with pytest.raises(ValueError, match="an image in a chart"):
        painted("q 10 0 0 20 3 4 cm /I Do Q 0 0 1 1 re f", XObject=image)


@pytest.mark.parametrize("name", ["柱形", "条形", "堆叠", "柱线", "占比", "甘特", "完成率"])
def test_the_greys_are_those_of_a_renderer(name: str) -> None:
    """In each area the commonest grey of the picture is that of its fill, of a hatch, or of what
    was painted over it."""
    made = drawing(EVERY[name], THEME, FontLibrary.bundled().chain(THEME.role))
    pdf = pdf_of(made)
    grey, (one,) = pixels(pdf), paintings(pdf)
    areas = [mark for mark in one.marks if isinstance(mark, PathMark) and mark.fill]
    assert areas
    for n, mark in enumerate(areas):
        left, low, right, high = edges(mark)
        rows = slice(round((made.height - high) * DPI / 72) + 3,
                     round((made.height - low) * DPI / 72) - 3)
        columns = slice(round(left * DPI / 72) + 3, round(right * DPI / 72) - 3)
        patch = grey[rows, columns]
        if patch.size < 100:
            continue
        ((common, _),) = Counter(numpy.round(patch).ravel().tolist()).most_common(1)
        seen = [each.fill for each in areas[n:] if each.fill and _meet(edges(each), edges(mark))]
        pens = [each.stroke.colour for each in one.marks
                if isinstance(each, PathMark) and each.stroke]
        assert min(abs(common - 255 * luminance(colour)) for colour in (*seen, *pens)) < 2
    assert lightness((1, 1, 1)) == pytest.approx((100, 100), abs=0.1)


def _meet(first: tuple[float, ...], second: tuple[float, ...]) -> bool:
    return (first[0] < second[2] and second[0] < first[2]
            and first[1] < second[3] and second[1] < first[3])
