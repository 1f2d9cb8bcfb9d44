"""报头: the parts of the head of a 简报."""

from __future__ import annotations

import pytest
from support.layout.setting import context, rules, runs

from reportgen.document.tree import Masthead
from reportgen.layout.masthead import masthead

MM = 72 / 25.4


@pytest.mark.parametrize(("name", "size"), [("简报", 60), ("示例县工作简报", 56.7)])
def test_the_name_is_20_mm_below_the_type_area_by_its_ink(name: str, size: float) -> None:
    made = context()
    (strip,) = masthead(made, Masthead(name, "第1期", "某办", "2024年1月1日"))
    found = next(run for run in runs(strip.content) if run.text == name)
    assert found.size == pytest.approx(size, abs=0.05)
    _, top = made.ink("xiaobiaosong", name)
    assert found.y - top * found.size == pytest.approx(20 * MM)
    assert len(rules(strip.content)) == 1


@pytest.mark.parametrize("measure", ["156", "100", "30"])
def test_the_name_is_on_one_line_in_the_face_of_its_style(measure: str) -> None:
    name = "示例县示例镇重点工作推进情况简报"
    made = context(styles__masthead_name__role="hei", page__type_width=measure)
    (strip,) = masthead(made, Masthead(name, "第1期", "某办", "2024年1月1日"))
    (found,) = (run for run in runs(strip.content) if run.text == name)
    assert found.face == "hei"
    assert found.width == pytest.approx(min(140.0, float(measure)) * MM, abs=0.05)


def test_an_issue_and_a_date_of_several_lines_push_down_what_is_below() -> None:
    made = context(page__type_width="12")
    (strip,) = masthead(made, Masthead("简", "第1期", "某", "2024年1月1日"))
    found = sorted((run.y, run.text) for run in runs(strip.content))
    issue = max(y for y, text in found if text in ("第1期", "期"))
    office = min(y for y, text in found if text == "某")
    assert office > issue
    assert rules(strip.content)[0].y > found[-1][0]


def test_office_and_date_share_a_line_one_character_in() -> None:
    made = context()
    (strip,) = masthead(made, Masthead("简报", "第1期", "某办", "2024年1月1日"))
    found = runs(strip.content)
    office, date = (next(run for run in found if run.text.endswith(end)) for end in ("某办", "日"))
    assert office.x - made.frame.left == pytest.approx(15.793, abs=0.01)
    assert made.frame.left + made.frame.width - date.x - date.width == pytest.approx(
        15.793, abs=0.3)
    assert office.y == date.y


def test_a_long_office_takes_lines_above_the_date() -> None:
    short, long = (
        masthead(context(), Masthead("简报", "第1期", office, "2024年1月1日"))[0].height
        for office in ("某办", "国" * 40)
    )
    assert long == pytest.approx(short + 2 * 29.6, abs=0.5)


def test_a_notice_of_many_lines_pushes_the_name_down() -> None:
    made = context()
    (strip,) = masthead(made, Masthead("简报", "第1期", "某办", "2024年1月1日", "国" * 100))
    name = next(run for run in runs(strip.content) if run.text == "简报")
    notice = [run for run in runs(strip.content) if set(run.text) == {"国"}]
    assert max(run.y for run in notice) < name.y - name.size * 0.8
