"""版头: sizes, stacked organs, signers; the distances are measured in proof/test_official_page."""

from __future__ import annotations

from itertools import pairwise

import pytest
from support.layout.setting import context, rules, runs

from reportgen.document.tree import Letterhead
from reportgen.layout.letterhead import letterhead
from reportgen.layout.pages import GlyphRun

RED = (1.0, 0.0, 0.0)
NUMBER = "示政发〔2024〕8号"


def head(*organs: str, suffix: str = "文件", signers: tuple[str, ...] = ()) -> list[GlyphRun]:
    made = context("wenjian")
    (strip,) = letterhead(made, Letterhead(organs, suffix, NUMBER, signers))
    assert strip.keep
    assert len(rules(strip.content)) == 1
    return runs(strip.content)


def red(found: list[GlyphRun]) -> list[GlyphRun]:
    return [run for run in found if run.colour == RED]


@pytest.mark.parametrize(("organ", "size"), [
    ("示例县人民政府", 47.24), ("甲乡", 48), ("示例县推进新型城镇化工作领导小组办公室", 20.25),
])
def test_a_name_is_as_large_as_its_line_takes(organ: str, size: float) -> None:
    found = red(head(organ))
    assert "".join(run.text for run in found) == f"{organ}文件"
    assert found[0].size == pytest.approx(size, abs=0.05)


def test_a_mark_without_the_word_for_document() -> None:
    assert [run.text for run in red(head("示例县人民政府", suffix=""))] == ["示例县人民政府"]


@pytest.mark.parametrize("suffix", ["文件", ""])
def test_organs_are_spread_to_one_width(suffix: str) -> None:
    organs = ("示例县人民政府", "示例县民政局", "局")
    found = red(head(*organs, suffix=suffix))
    names = [run for run in found if run.text in organs]
    assert [run.text for run in names] == list(organs)
    assert names[0].x == pytest.approx(names[1].x)
    assert names[0].x + 6 * (names[0].size + names[0].spacing) == pytest.approx(
        names[1].x + 5 * (names[1].size + names[1].spacing), abs=0.1)
    assert {round(b.y - a.y, 3) for a, b in pairwise(names)} == {round(1.25 * names[0].size, 3)}
    beside = [run for run in found if run.text == suffix]
    if suffix:
        assert beside[0].y == pytest.approx((names[0].y + names[-1].y) / 2)
        assert beside[0].x > names[0].x + 6 * names[0].size


def test_many_organs_leave_room_for_the_text() -> None:
    found = red(head(*[f"示例县{x}局" for x in "甲乙丙丁戊己"]))
    assert max(run.y for run in found) - min(run.y for run in found) <= 60 * 72 / 25.4


@pytest.mark.parametrize("signers", [
    ("阿卜杜热合曼·买买提", "阿卜杜克里木·沙塔尔"), ("国" * 16,), ("国" * 16, "甲示例"),
])
def test_long_names_meet_nothing_and_stay_within_the_type_area(signers: tuple[str, ...]) -> None:
    made = context("wenjian")
    (strip,) = letterhead(made, Letterhead(("示例县人民政府",), "文件", NUMBER, signers))
    found = [run for run in runs(strip.content) if run.colour != RED]
    assert "".join(run.text for run in found).replace(NUMBER, "") == "签发人：" + "".join(signers)
    for run in found:
        assert run.x >= made.frame.left
        assert run.x + run.width <= made.frame.left + made.frame.width
    for y in {run.y for run in found}:
        line = sorted((run for run in found if run.y == y), key=lambda run: run.x)
        assert all(a.x + a.width <= b.x + 0.1 for a, b in pairwise(line))


def test_the_number_stands_beside_the_last_signers() -> None:
    found = [run for run in head("示例县人民政府", signers=("甲示例", "乙示例", "丙示例"))
             if run.colour != RED]
    last = max(run.y for run in found)
    assert "".join(run.text for run in found if run.y == last).replace("\u3000", "") == \
        f"{NUMBER}丙示例"
    assert "".join(run.text for run in found if run.y != last) == "签发人：甲示例\u3000乙示例"
    assert {run.face for run in found if "示例" in run.text} == {"kai"}
