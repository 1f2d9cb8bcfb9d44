"""What a clerk's folders become: weeks, sums, lines over time; nothing old stays in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.books import book, saved
from support.issues import FRONT, Run, cells, issue


def test_a_weekly_book(office: Path, roll: Run) -> None:
    rows = [["重点项目（2024年3月18日—24日）"], ["项目", "完成投资（万元）", None],
            [None, "本周", "上周"], ["甲项目", 1, 2], ["乙项目", 4, 5]]
    made = book(rows, title="进展")
    made["进展"].merge_cells("B2:C2")
    folder = office / "2024年第12周"
    issue(folder, saved(made), 12, "2024-03-25", "第12周")
    assert roll("2024年第12周")[0] == 0
    assert cells(office / "2024年第13周" / "台账.xlsx") == {
        "A1": "重点项目（2024年3月25日—31日）", "A2": "项目", "B2": "完成投资（万元）",
        "B3": "本周", "C3": "上周", "A4": "甲项目", "C4": 1, "A5": "乙项目", "C5": 4}


def test_sums_of_last_year_are_last_years(office: Path, roll: Run) -> None:
    """上年累计 is the sum of last year's issue; 同比 beside it is of this year's sum."""
    for year, month, now, ago in ((2024, 5, 60, 58), (2023, 6, 70, 66)):
        rows = [[f"{year}年{month}月产值"], ["镇", "产值（万元）", None, None],
                [None, f"1—{month}月", "上年累计", "同比（%）"], ["甲镇", now, ago, 3.4]]
        made = book(rows, title="各镇")
        made["各镇"].merge_cells("B2:D2")
        (office / f"{year}年第{month}期" / "台账.xlsx").write_bytes(saved(made))
    assert roll("2024年第5期")[0] == 0
    found = cells(office / "2024年第6期" / "台账.xlsx")
    assert (found["B3"], found["C4"]) == ("1—6月", 70)
    assert {"B4", "D4"}.isdisjoint(found)


def test_the_month_before_takes_what_was_this_month(office: Path, roll: Run) -> None:
    """The names tell the months: 6月产值 of the last issue is in 6月产值 of this one."""
    folder = office / "2024年第6期"
    issue(folder, saved(book([
        ["示例县2024年6月情况"], ["镇", "6月产值（万元）", "5月产值（万元）"], ["甲镇", 10, 9]])),
        6, "2024-07-08", "6月")
    assert roll("2024年第6期")[0] == 0
    found = cells(office / "2024年第7期" / "台账.xlsx")
    assert (found["B2"], found["C2"]) == ("7月产值（万元）", "6月产值（万元）")
    assert found["C3"] == 10 and "B3" not in found


def test_months_of_last_year_do_not_stand_under_the_new_one(office: Path, roll: Run) -> None:
    folder = office / "2024年"
    issue(folder, saved(book([
        ["示例县2024年用电量"], ["单位：吨"], ["指标", "1-2月", "3月", "2024年4月"],
        ["用电", 200, 110, 120]])), 1, "2025-01-08", "全年")
    assert roll("2024年")[0] == 0
    found = cells(office / "2025年" / "台账.xlsx")
    assert found["A1"] == "示例县2025年用电量"
    assert {"B4", "C4"}.isdisjoint(found) and found["D4"] == 120


def test_nothing_old_stays_in_silence(office: Path, roll: Run) -> None:
    """Lines over time, what has no next, days and numbers of issues: moved, or told."""
    folder = office / "2024年第6期"
    folder.mkdir()
    (folder / "briefing.md").write_text(FRONT.format(n=6, day="2024-07-08", period="") + (
        "6月3日开会，第6期说过；用电{{ 用电（2024年6月） }}。\n\n```图\n题注: 用电\n"
        "事实: [用电（2024年5月）, 用电（2024年6月）]\n```\n"), encoding="utf-8")
    (folder / "facts.yaml").write_text(
        "标题: 月报\n期间: 2024年6月\n事实:\n"
        "  - {编号: A1, 名称: 产值, 期间: 上半年, 数值: 30户}\n"
        "  - {编号: A2, 名称: 用水, 各期: {2024年3月: 5吨, 2024年4月: 6吨}}\n"
        "  - {编号: A3, 名称: 用电, 各期: {1月: 1吨, 2月: 2吨, 3月: 3吨, 4月: 4吨,"
        " 5月: 5吨, 6月: 6吨}}\n",
        encoding="utf-8")
    code, told = roll("2024年第6期")
    assert code == 0
    assert "[用电（2024年5月）, 用电（2024年6月）, 用电（2024年7月）]" in (
        office / "2024年第7期" / "briefing.md").read_text(encoding="utf-8")
    assert {(each["code"], each["message"].partition("：")[0])
            for each in told["diagnostics"]} == {
        ("I0193", "“产值”还是“上半年”的数，没有动"),
        ("W0194", "“用水”各期的最后一期不是“2024年6月”，没有动"),
        ("I0193", "写着“6月3日”"), ("I0193", "写着“第6期”"), ("I0193", "写着“2024年6月”")}
    assert {each["place"]["file"].split("/")[0] for each in told["diagnostics"]} == {"2024年第7期"}


@pytest.mark.parametrize(("title", "moved", "told"), [
    ("示例县2024年6月情况", {"示例县2024年7月情况"}, set()),
    ("示例县6月情况和7月安排", set(), {"6月", "7月"}),
    ("示例县6月情况（第6期）", {"示例县7月情况（第6期）"}, {"第6期"}),
])
def test_the_titles_of_facts_and_narrative_are_treated_alike(
    office: Path, roll: Run, title: str, moved: set[str], told: set[str],
) -> None:
    folder = office / "2024年第6期"
    folder.mkdir()
    (folder / "briefing.md").write_text(
        "---\n报头: 月报\n期号: 6\n编发单位: 示例县统计局\n日期: 2024-07-08\n"
        f"标题:\n  - {title}\n  - 简报\n---\n\n户数{{{{ 产值 }}}}。\n", encoding="utf-8")
    (folder / "facts.yaml").write_text(
        f"标题: {title}\n期间: 2024年6月\n事实:\n  - {{编号: A1, 名称: 产值, 数值: 5户}}\n",
        encoding="utf-8")
    code, found = roll("2024年第6期")
    assert code == 0
    made = {(Path(each["place"]["file"]).name, each["new"]) for each in found["changes"]
            if each["what"] == "标题"}
    assert made == {(file, text) for file in ("briefing.md", "facts.yaml") for text in moved}
    named = {(Path(each["place"]["file"]).name, each["message"].split("“")[1].split("”")[0])
             for each in found["diagnostics"]}
    assert named == {(file, text) for file in ("briefing.md", "facts.yaml") for text in told}


def test_places_are_those_of_the_next_book(office: Path, roll: Run) -> None:
    told = roll("2024年第5期", "--dry-run")[1]["diagnostics"]
    assert {each["place"]["file"].split("/")[0] for each in told} == {"2024年第6期"}


def test_its_own_name_is_no_next(office: Path, roll: Run) -> None:
    (told,) = roll("2024年第5期", "--to", "2024年第5期")[1]["diagnostics"]
    assert (told["code"], told["message"]) == (
        "E0187", "“2024年第5期”的下一期叫什么？这就是这一期的名称")
