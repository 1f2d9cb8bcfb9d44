"""How large photographs are printed, and how many pixels that takes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import photographs as ph

from reportgen.cache import NONE, Cache
from reportgen.diagnostics import Sink
from reportgen.document.tree import PhotoFigure, Text
from reportgen.images.album import Negative
from reportgen.images.developing import developed
from reportgen.images.fitting import Bound, fit
from reportgen.images.read import examine
from reportgen.style.profile import Setting, load_profile

PROFILE = load_profile()
AREA = PROFILE.length("page.type_width").pt
PAGE = PROFILE.length("page.type_height").pt
GAP = PROFILE.length("photo.row_gap").pt


def test_a_landscape_fills_the_type_area() -> None:
    found = fit(ph.figure(ph.photo(width=4000, height=3000)), PROFILE)
    assert found.sizes[0] == pytest.approx((AREA, AREA * 3 / 4))
    assert found.bound is Bound.NONE
    assert found.dpi == pytest.approx(4000 / AREA * 72)


def test_a_portrait_stays_as_low_as_the_profile_says() -> None:
    found = fit(ph.figure(ph.photo(width=3000, height=4000)), PROFILE)
    assert found.height == pytest.approx(PROFILE.length("photo.tallest").pt)
    assert found.width == pytest.approx(found.height * 3 / 4)


def test_a_share_is_obeyed() -> None:
    found = fit(ph.figure(ph.photo(width=3000, height=3000), share=50), PROFILE)
    assert found.width == pytest.approx(AREA / 2)


def test_never_higher_than_a_page_with_its_caption() -> None:
    block = ph.figure(ph.photo(width=2000, height=6000), share=100)
    found = fit(block, PROFILE)
    assert found.bound is Bound.PAGE
    assert PAGE - 60 < found.height < PAGE
    longer = fit(replace(block, title="题" * 200), PROFILE)
    assert longer.height < found.height - 80
    noted = fit(replace(block, notes=((Text("注" * 500),),)), PROFILE)
    assert found.height - 40 < noted.height < found.height


def test_never_enlarged_beyond_its_pixels() -> None:
    found = fit(ph.figure(ph.photo(width=300, height=200)), PROFILE)
    assert found.bound is Bound.PIXELS
    assert found.dpi == pytest.approx(100)
    assert found.width == pytest.approx(300 / 100 * 72)


def test_a_row_is_of_one_height_and_fills_the_width() -> None:
    row = ph.figure(ph.photo("a"), ph.photo("b", 900, 1200), ph.photo("c", 3000, 1000))
    found = fit(row, PROFILE)
    assert len({round(height, 6) for _, height in found.sizes}) == 1
    assert found.width + 2 * GAP == pytest.approx(AREA)
    for (width, height), photo in zip(found.sizes, row.photos, strict=True):
        assert width / height == pytest.approx(photo.width / photo.height)


@given(
    st.lists(st.tuples(st.integers(100, 30_000), st.integers(100, 30_000)), min_size=1, max_size=3),
    st.sampled_from([0, 10, 55, 100]), st.integers(0, 2000), st.booleans(),
)
def test_any_photographs_fit(
    sizes: list[tuple[int, int]], share: int, title: int, captioned: bool
) -> None:
    photos = [ph.photo(str(index), *size, title="题" * 30 if captioned else "")
              for index, size in enumerate(sizes)]
    found = fit(ph.figure(*photos, share=share, title="题" * title), PROFILE)
    assert 0 < found.width <= AREA + 0.01
    assert 0 < found.height < PAGE
    assert found.dpi > 99.9


def test_a_foolish_profile_does_no_harm() -> None:
    for key, value in (("dpi_least", "0"), ("row_gap", "900"), ("dpi_least", "-5")):
        odd = replace(PROFILE, settings={**PROFILE.settings, f"photo.{key}": Setting(value, "pt")})
        found = fit(ph.figure(ph.photo("a"), ph.photo("b")), odd)
        assert found.height > 0


def album_of(**files: bytes) -> dict[str, Negative | None]:
    return {name: Negative(name, name, examine(data)) for name, data in files.items()}


def block(name: str, data: bytes, share: int = 0) -> PhotoFigure:
    return ph.figure(ph.photo(name, *examine(data).upright), share=share)


def test_at_most_as_many_pixels_as_the_paper_shows(tmp_path: Path) -> None:
    data = ph.jpeg(ph.scene(4000, 3000))
    sink = Sink()
    blocks = [block("a", data, 30), block("a", data, 60), block("a", data, 40)]
    made = developed(blocks, album_of(a=data), PROFILE, Cache(tmp_path), sink)
    assert set(made) == {"a"}
    assert made["a"].width == pytest.approx(AREA * 0.6 / 72 * 300, abs=2)
    assert not sink.items


def test_problems_name_the_photograph() -> None:
    good, broken = ph.jpeg(icc_profile=b"nonsense" * 9), ph.torn_png(ph.scene(200, 200))
    sink = Sink()
    blocks = [block("strange", good), block("torn", broken)]
    made = developed(blocks, album_of(strange=good, torn=broken), PROFILE, NONE, sink)
    assert set(made) == {"strange"}
    assert sorted((item.code, item.message.split("”")[0]) for item in sink) == [
        ("E0164", "“torn.jpg"), ("I0168", "“strange.jpg")]
