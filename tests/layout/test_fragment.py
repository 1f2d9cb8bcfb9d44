"""A strip that is higher than a page: cut between lines, nothing lost, nothing beyond."""

from __future__ import annotations

import pytest
from support.layout.setting import runs, texts

from reportgen.layout.fragment import cut
from reportgen.layout.pages import GlyphRun, Marked
from reportgen.layout.strips import Strip


def lines(count: int, pitch: float = 10) -> tuple[Marked, ...]:
    return tuple(
        Marked(None, (GlyphRun("song", 8, 0, pitch * i + 8, str(i % 10), 8),))
        for i in range(count)
    )


def test_what_fits_stays_as_it_is() -> None:
    strip = Strip(30, 30, lines(3))
    assert cut(strip, 30) == [strip]


@pytest.mark.parametrize("count", [4, 7, 25])
def test_parts_are_no_higher_than_the_room(count: int) -> None:
    strip = Strip(10.0 * count, 10.0 * count, lines(count), keep=True, before=5, new_page=True)
    parts = cut(strip, 30)
    assert "".join(texts(parts)) == "".join(str(i % 10) for i in range(count))
    for part in parts:
        assert part.ink <= 30 + 1
        assert all(0 <= run.y <= 31 for run in runs(part.content))
    assert [part.keep for part in parts] == [*[False] * (len(parts) - 1), True]
    assert [part.new_page for part in parts] == [True, *[False] * (len(parts) - 1)]
    assert [part.before for part in parts] == [5, *[0.0] * (len(parts) - 1)]


def test_as_many_lines_as_fit_stand_in_a_part() -> None:
    """Ink reaches 0.9 sizes above a baseline and 0.2 below it."""
    strip = Strip(80, 80, lines(8))
    assert [len(runs(part.content)) for part in cut(strip, 8 + 20 + 0.2 * 8)] == [3, 3, 2]
    assert [part.height for part in cut(strip, 30)] == pytest.approx([30.8, 30, 19.2])


def test_a_mark_higher_than_the_room_ends_nevertheless() -> None:
    big = Marked(None, (GlyphRun("song", 100, 0, 90, "国", 100),))
    assert texts(cut(Strip(120, 120, (big, *lines(2))), 30)).count("国") <= 1
    assert "国" in "".join(texts(cut(Strip(120, 120, (big,)), 30)))
