from dataclasses import replace

import pytest

from reportgen.style.profile import Profile, Setting, load_profile
from reportgen.units import Mm, Pt
from reportgen.writers.docx.measure import footer_foot, margins, tracking, type_width

PROFILE = load_profile()


def changed(**settings: tuple[str, str]) -> Profile:
    own = {key.replace("__", "."): Setting(*value) for key, value in settings.items()}
    return replace(PROFILE, settings={**PROFILE.settings, **own})


def test_the_margins_are_those_of_the_standard_for_word_processors() -> None:
    found = margins(PROFILE)
    assert [round(edge.mm, 2) for edge in found] == [34.58, 32.58, 28.0, 26.0]
    frame = PROFILE.length("page.height") - found.top - found.bottom
    assert int(frame.pt // PROFILE.length("page.pitch").pt) == 22       # and no more
    assert type_width(PROFILE) == 11906 - 1587 - 1474


def test_the_margins_follow_the_page() -> None:
    found = margins(changed(page__top=("30", "mm"), page__left=("25", "mm"),
                            page__type_width=("160", "mm"), page__type_height=("230", "mm")))
    assert [round(edge.mm, 2) for edge in found] == [27.58, 34.58, 25.0, 25.0]


@pytest.mark.parametrize(("size", "em", "twips"), [
    (16, 15.793, -5),       # -4 would let 27 characters stand in a line
    (16, 16, 0), (15.75, 15.793, 0), (15, 16, 20), (16, 15.5, -10),
])
def test_tracking_makes_the_character_pitch(size: float, em: float, twips: int) -> None:
    style = replace(PROFILE.style("body"), size=Pt(size), em=Pt(em))
    assert tracking(style) == twips


def test_the_page_number_stands_where_the_profile_puts_it() -> None:
    assert footer_foot(PROFILE).twips == 1427       # its dash 28 mm above the paper's edge
    higher = footer_foot(changed(folio__dash=("30", "mm")))
    assert higher.pt == pytest.approx((footer_foot(PROFILE) + Mm(2)).pt)
    assert footer_foot(changed(folio__dash=("0", "mm"))).pt == 0
