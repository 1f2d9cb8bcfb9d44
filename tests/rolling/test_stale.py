"""What stays as it was in the issue before is told; what may rightly stay is not."""

from __future__ import annotations

import pytest
from support.months import APRIL, FIRST, MAY, SECOND, Month, files, given, told, world

from reportgen import pipeline
from reportgen.checks.registry import Need
from reportgen.diagnostics import ReportError
from reportgen.memory_world import MemoryWorld
from reportgen.rolling.stale import Previous, current

COPIED = {**FIRST, "期间": "2024年5月"}


def codes(month: Month, **where: str) -> list[str]:
    return [each.code for each in told(month, **where)]


def test_a_well_edited_month_is_silent() -> None:
    assert told(SECOND) == []


def test_a_month_of_which_only_the_period_was_moved_shows_all() -> None:
    found = {each.code: each for each in told(COPIED)}
    assert set(found) == {"W0490", "W0491", "W0493", "W0494", "W0496", "W0497"}
    assert "3 个数" in found["W0490"].message and "用电 1250.6万千瓦时" in found["W0490"].message
    assert "行政村" not in found["W0490"].message
    assert found["W0493"].hints == ("改成“示例镇2024年5月经济运行情况”",)
    assert all(each.span.file.endswith((f"{MAY}/briefing.md", f"{MAY}/facts.yaml"))
               for each in found.values())


def test_a_copied_folder_shows_all() -> None:
    assert set(codes(FIRST)) == {"W0490", "W0491", "W0492", "W0493", "W0496"}
    assert "W0495" in codes(FIRST, name="2024年5月", earlier="2024年4月")


@pytest.mark.parametrize(("change", "code"), [
    ({"用电": "1250.6"}, "W0490"), ({"户": "12345", "户同比": "0.3"}, "W0490"),
    ({"句": FIRST["句"]}, "W0491"), ({"图": FIRST["图"]}, "W0492"),
    ({"标题": FIRST["标题"]}, "W0493"), ({"题注": "2024年4月产值"}, "W0494"),
    ({"说": "截至4月底，全镇修路3.5公里。"}, "W0494"), ({"说": "1—4月，工业平稳。"}, "W0494"),
    ({"期号": "6"}, "W0496"), ({"总期号": "104"}, "W0496"),
    ({"日期": "2024-05-08"}, "W0497"), ({"日期": "2025-06-07"}, "W0497"),
])
def test_each_by_itself(change: Month, code: str) -> None:
    assert codes({**SECOND, **change}) == [code]


@pytest.mark.parametrize("text", [
    "比4月份多用电3.5万千瓦时。", "从4月起，每户补贴120元。", "《关于4月份工作的通知》印发了。",
    "4月开工的水厂验收了。", "4月、5月修路35公里。", "4月以来，天旱少雨。", "去年4月，水渠修好了。",
    "2024年，全镇工业平稳。", "4月中旬下了雨。", "经济工作比4月有起色。",
])
def test_another_month_may_be_named(text: str) -> None:
    assert told({**SECOND, "说": text}) == []


@pytest.mark.parametrize("text", [
    "211省道全线通车，三个村受益。", "全镇共有耕地1250亩，水田居多。", "每月走访独居老人1200人次。",
    "对每户补助2000元，限8月底前发放。", "自2019年以来修路1250公里，村村通了车。",
    "认真落实《2024—2026年行动方案》，抓好各项工作。",
])
def test_what_lasts_may_be_said_again(text: str) -> None:
    assert told({**SECOND, "说": text}, before={**FIRST, "说": text}) == []


def test_numbers_restart_and_gaps_are_seen() -> None:
    december = {**FIRST, "期号": "12", "日期": "2024-12-31", "期间": "2024年12月", "说": "平稳。",
                "图": "产值（2024年11月）, 产值（2024年12月）"}
    january = {**SECOND, "期号": "1", "日期": "2025-01-31", "期间": "2025年1月", "说": "平稳。",
               "图": "产值（2024年12月）, 产值（2025年1月）"}
    found = told(january, "2025年第1期", december, "2024年第12期")
    assert found == []
    assert codes({**SECOND, "期号": "6", "总期号": "106"}, name="2024年第6期") == []
    assert codes({**SECOND, "期号": "6", "总期号": "105"}) == ["W0496"]


def test_several_issues_of_one_period_may_say_the_same() -> None:
    assert codes({**FIRST, "期号": "5", "总期号": "105", "标题": "示例镇工业"}) == []


def test_a_state_may_stay_but_not_most_of_them() -> None:
    dataset = given(SECOND)[Need.DATASET]
    facts = {fact.name: current(fact, dataset) for fact in dataset.facts}  # type: ignore[attr-defined]
    assert facts["用电"] and not facts["全年投资"] and not facts["产值（2024年4月）"]


def test_the_issue_before_is_found_beside_without_an_office_or_named() -> None:
    there = world((APRIL, FIRST), (MAY, COPIED))
    del there.files[next(path for path in there.files if path.name == "office.yaml")]
    beside = pipeline.check(pipeline.load(f"示例镇/{MAY}", there))
    briefing = pipeline.load(f"示例镇/{MAY}", there)
    named = pipeline.check(briefing, last=pipeline.load(briefing.folder.parent / APRIL, there))
    assert all("W0490" in {each.code for each in found} for found in (beside, named))


def test_one_beside_that_cannot_be_read_is_told_one_that_is_named_is_an_error() -> None:
    broken = {**FIRST, "用电": "很多", "标题": FIRST["标题"] + "\u00a0"}
    (each,) = told(SECOND, before=broken)
    assert each.code == "I0195" and APRIL in each.span.file
    assert each.message.endswith("读不懂数值“很多万千瓦时”"), "not of the space before"
    there = world((APRIL, broken), (MAY, SECOND))
    briefing = pipeline.load(f"示例镇/{MAY}", there)
    with pytest.raises(ReportError):
        pipeline.check(briefing, last=pipeline.load(briefing.folder.parent / APRIL, there))


def test_what_was_read_of_the_issue_before_is_no_source_of_this_one() -> None:
    from reportgen.recording_world import RecordingWorld

    reading = RecordingWorld(world((APRIL, FIRST), (MAY, SECOND)))
    pipeline.check(pipeline.load(f"示例镇/{MAY}", reading))
    assert not [path for path in reading.seen if APRIL in str(path)]


def test_a_message_names_the_issue_before() -> None:
    first = given(SECOND)[Need.PREVIOUS]
    assert isinstance(first, Previous) and first.told == f"上一期（{APRIL}）"
    assert isinstance(world((APRIL, FIRST)), MemoryWorld) and files(FIRST).keys() >= {"facts.yaml"}




def test_a_table_may_hold_both_months() -> None:
    both = "表：各镇用电\n|镇|4月|5月|\n|---|---|---|\n|甲镇|12|13|\n\n"
    one = "表：各镇用电\n|镇|4月|\n|---|---|\n|甲镇|12|\n\n"
    assert codes({**SECOND, "说": f"工业平稳。\n\n{both}"}) == []
    assert codes({**SECOND, "说": f"工业平稳。\n\n{one}"}) == ["W0494"]
