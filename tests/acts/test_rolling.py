"""The month's first step: the next issue's folder, made of the last one."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.books import book, converted, saved
from support.issues import FRONT, ROWS, STORY, Run, cells, computed

from reportgen import pipeline
from reportgen.acts.archive import Desk
from reportgen.cli import main
from reportgen.diagnostics import NOWHERE, failure
from reportgen.writers.text import write_text


def test_a_monthly_book(office: Path, roll: Run) -> None:
    code, told = roll("2024年第5期")
    assert code == 0
    assert (told["folder"], told["period"], told["number"]) == ("2024年第6期", "2024年6月", 6)
    assert told["earlier"] == "2023年第6期"
    assert cells(office / "2024年第6期" / "台账.xlsx") == {
        "A1": "示例县2024年6月各镇主要指标", "A2": "镇", "B2": "产值（万元）",
        "B3": "本月", "C3": "上年同期", "D3": "同比", "E3": "上月",
        "A4": "甲镇", "C4": 101.25, "D4": "=B4/C4-1", "E4": 120.5,
        "A5": "乙镇", "C5": 91, "D5": "=B5/C5-1", "E5": 80,
        "A6": "合计", "B6": "=B4+B5", "C6": "=C4+C5", "D6": "=B6/C6-1", "E6": "=E4+E5"}
    text = (office / "2024年第6期" / "briefing.md").read_text(encoding="utf-8")
    assert text == FRONT.format(n=6, day="2024-07-12", period="2024年6月") + STORY
    assert [(each["code"], each["place"]["line"], each["place"]["column"])
            for each in told["diagnostics"]
            if each["place"]["file"] == "2024年第6期/briefing.md"] == [
        ("I0193", 10, 16), ("I0193", 10, 23)]


def test_what_is_left_to_type_is_told(office: Path, roll: Run, capsys: Any) -> None:
    roll("2024年第5期")
    assert main(["check", "2024年第6期", "--json"]) == 3
    told = json.loads(capsys.readouterr().out)["diagnostics"]
    (each,) = (each for each in told if each["code"].startswith("E"))
    assert (each["code"], each["message"]) == ("E0150", "“甲镇”到“乙镇”还有 2 格没有填：B4:B5")


CHAINS = {
    "monthly": ("2024年11月", "2024年第11期", "2024-12-05",
                [("2024年第12期", "2024年12月", 12), ("2025年第1期", "2025年1月", 1)]),
    "by the day": ("2024年11月", "2024年第12期", "2024-12-05",
                   [("2025年第1期", "2024年12月", 1), ("2025年第2期", "2025年1月", 2)]),
    "quarters": ("2024年三季度", "2024年三季度", "2024-10-20",
                 [("2024年四季度", "2024年四季度", 12), ("2025年一季度", "2025年一季度", 1)]),
    "halves": ("2024年上半年", "2024年第1期", "2024-07-20",
               [("2024年第2期", "2024年下半年", 2), ("2025年第1期", "2025年上半年", 1)]),
    "years": ("2023年", "2023年简报", "2024-02-20",
              [("2024年简报", "2024年", 1), ("2025年简报", "2025年", 1)]),
    "weeks": ("2024年12月16日—22日", "2024年第51周", "2024-12-23",
              [("2024年第52周", "2024年12月23日—29日", 12),
               ("2025年第1周", "2024年12月30日—1月5日", 1),
               ("2025年第2周", "2025年1月6日—1月12日", 2)]),
    "sums": ("2024年1—5月", "2024年第5期", "2024-06-12",
             [("2024年第6期", "2024年1—6月", 6), ("2024年第7期", "2024年1—7月", 7)]),
    "sums of quarters": ("2024年1—3月", "2024年第1期", "2024-04-12",
                         [("2024年第2期", "2024年1—6月", 2), ("2024年第3期", "2024年1—9月", 3)]),
}


@pytest.mark.parametrize(("period", "name", "day", "chain"), CHAINS.values(), ids=CHAINS)
def test_every_kind_of_issue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, roll: Run, period: str, name: str, day: str,
    chain: list[tuple[str, str, int]],
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / name
    folder.mkdir()
    number = int(re.sub(r"^.*第|\D", "", name) or 0) if "期" in name else 11 if "周" in name else \
        11 if "季" in name else 1
    (folder / "briefing.md").write_text(
        FRONT.format(n=number, day=day, period="") + "{{ 产值 }}。\n", encoding="utf-8")
    (folder / "facts.yaml").write_text(
        f"标题: 月报\n期间: {period}\n事实:\n  - {{编号: A1, 名称: 产值, 数值: 5户}}\n",
        encoding="utf-8")
    for wanted in chain:
        code, told = roll(name)
        assert code == 0, told["diagnostics"]
        assert (told["folder"], told["period"], told["number"]) == wanted
        name = wanted[0]
        facts = (tmp_path / name / "facts.yaml").read_text(encoding="utf-8")
        assert facts == (f"标题: 月报\n期间: {wanted[1]}\n事实:\n"
                         "  - {编号: A1, 名称: 产值, 数值: 待填户}\n")
        (tmp_path / name / "facts.yaml").write_text(facts.replace("待填", "5"), encoding="utf-8")


def test_twice_and_in_the_way(office: Path, roll: Run) -> None:
    assert roll("2024年第5期", "--dry-run")[0] == 0
    assert not (office / "2024年第6期").exists()
    assert roll("2024年第5期")[1]["there"] is False
    made = {path: path.read_bytes() for path in (office / "2024年第6期").iterdir()}
    code, told = roll("2024年第5期")
    assert (code, told["there"], told["changes"]) == (0, True, [])
    assert {path: path.read_bytes() for path in (office / "2024年第6期").iterdir()} == made
    (office / "2024年第6期" / "briefing.md").write_text(
        FRONT.format(n=9, day="2024-07-12", period="") + "别的。\n", encoding="utf-8")
    code, told = roll("2024年第5期")
    assert (code, told["diagnostics"][0]["code"]) == (3, "E0188")
    assert roll("2024年第5期", "--to", "六月")[1]["folder"] == "六月"


def test_nothing_is_half_there(
    office: Path, roll: Run, monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = sorted(path.name for path in office.iterdir())

    def refuses(*_: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr("reportgen.archive.disk.Disk.rename", refuses)
        code, told = roll("2024年第5期")
    assert (code, told["diagnostics"][0]["code"]) == (5, "E0102")
    assert sorted(path.name for path in office.iterdir()) == before
    (office / ".2024年第6期.tmp").mkdir()       # left by a run that was killed
    (office / ".2024年第6期.tmp" / "half.md").write_text("x", encoding="utf-8")
    assert roll("2024年第5期")[0] == 0
    assert sorted(path.name for path in (office / "2024年第6期").iterdir()) == [
        "briefing.md", "台账.xlsx"]
    assert not (office / ".2024年第6期.tmp").exists()


@pytest.mark.parametrize(("period", "name", "hints"), [
    ("2024年1—6月", "半年简报", ["2024年1—7月", "2024年1—9月", "2024年1—12月"]),
    ("2024年9月末", "存款简报", ["2024年10月"]),
])
def test_what_is_not_plain_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, roll: Run, period: str, name: str,
    hints: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).mkdir()
    (tmp_path / name / "briefing.md").write_text(
        FRONT.format(n=1, day="2024-07-12", period="") + "{{ 产值 }}。\n", encoding="utf-8")
    (tmp_path / name / "facts.yaml").write_text(
        f"标题: 简报\n期间: {period}\n事实:\n  - {{编号: A1, 名称: 产值, 数值: 5户}}\n",
        encoding="utf-8")
    code, told = roll(name)
    assert code == 3
    assert [(each["code"], each["hints"]) for each in told["diagnostics"]] == [
        ("E0187", [f"reportgen roll {name} --period {hint}" for hint in hints])]
    code, told = roll(name, "--period", "2024年1—9月" if "半年" in name else "2024年全年")
    assert told["diagnostics"][-1]["code"] == "E0187", "its name tells no period"
    code, told = roll(name, "--period", "2024年7—12月", "--to", "年底")
    assert (code, told["folder"]) == (0, "年底")
    assert roll(name, "--period", "2023年5月")[1]["diagnostics"][0]["code"] == "E0187"


def test_marks_of_a_check_do_not_come_along(office: Path, roll: Run) -> None:
    clean = office / "2024年第5期" / "台账.xlsx"
    (office / "核对").mkdir()
    roll("2024年第5期", "--to", "一")
    assert main(["check", "2024年第5期", "--in-place"]) in {0, 1}
    assert b"xl/reportgen" in clean.read_bytes()
    roll("2024年第5期", "--to", "二")
    assert (office / "一" / "台账.xlsx").read_bytes() == (office / "二" / "台账.xlsx").read_bytes()


def test_what_stays_behind(office: Path, roll: Run) -> None:
    issue_ = office / "2024年第5期"
    for name in ("照片/会场.jpg", "照片/花边.png", "本县.yaml", "往来.docx", "台账（核对）.xlsx"):
        (issue_ / name).parent.mkdir(exist_ok=True)
        (issue_ / name).write_bytes(name.encode())
    story = issue_ / "briefing.md"
    story.write_text(story.read_text(encoding="utf-8") + (
        "\n```照片\n题注: 会场\n文件: 照片/会场.jpg\n替代文字: 会场。\n```\n"
        "\n```照片\n文件: 照片/花边.png\n装饰: 是\n```\n"), encoding="utf-8")
    assert roll("2024年第5期")[1]["left"] == ["往来.docx", "照片"]
    made = office / "2024年第6期"
    assert sorted(path.relative_to(made).as_posix() for path in made.rglob("*")) == [
        "briefing.md", "台账.xlsx", "本县.yaml", "照片", "照片/花边.png"]


def test_a_formula_of_what_does_not_change(office: Path, roll: Run) -> None:
    rows = [*ROWS[:3], ["甲镇", "=底数!B2", 100, "=B4/C4-1", 110],
            ["乙镇", 80, 90, "=B5/C5-1", 70]]
    made = book(rows, {"D4": "0%", "D5": "0%"}, "各镇")
    made["各镇"].merge_cells("B2:E2")
    made.create_sheet("底数").append(["甲镇", 1])
    made["底数"].append(["乙镇", 120])
    made["底数"].sheet_state = "hidden"
    (office / "2024年第5期" / "台账.xlsx").write_bytes(
        computed(saved(made), {"B4": 120, "D4": 0.2, "D5": -0.1}))
    told = [each for each in roll("2024年第5期")[1]["diagnostics"] if each["code"] == "W0194"]
    assert [(each["place"]["cell"], each["message"]) for each in told] == [
        ("B4", "“甲镇产值”的公式 =底数!B2 用到的格没有动，算出来的还是上期的数")]


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_a_book_that_cannot_be_patched(office: Path, roll: Run, suffix: str) -> None:
    path = office / "2024年第5期" / "台账.xlsx"
    path.rename(path.with_suffix(suffix))
    code, told = roll("2024年第5期")
    assert (code, told["diagnostics"][0]["code"]) == (3, "E0189")
    assert not (office / "2024年第6期").exists()


def test_a_table_of_the_year_so_far_grows(office: Path, roll: Run) -> None:
    rows = [["2024年5月各镇用电"], ["指标", "1月", "2月", "3月", "4月", "5月"],
            ["用电（万千瓦时）", 1, 2, 3, 4, 5], ["用水（万吨）", 6, 7, "—", 9, 10]]
    (office / "2024年第5期" / "台账.xlsx").write_bytes(saved(book(rows)))
    story = office / "2024年第5期" / "briefing.md"
    story.write_text(FRONT.format(n=5, day="2024-06-12", period="") + (
        "{{ 用电（5月） }}。\n\n```图\n题注: 用电\n事实: [用电（4月）, 用电（5月）]\n```\n"),
        encoding="utf-8")
    code, _ = roll("2024年第5期")
    assert code == 0
    found = cells(office / "2024年第6期" / "台账.xlsx")
    assert (found["A1"], found["F2"], found["G2"]) == ("2024年6月各镇用电", "5月", "6月")
    assert "G3" not in found
    assert main(["check", "2024年第6期"]) == 3
    assert "事实: [用电（4月）, 用电（5月）, 用电（6月）]" in (
        office / "2024年第6期" / "briefing.md").read_text(encoding="utf-8")


def test_a_table_with_its_months_below_each_other(office: Path, roll: Run) -> None:
    rows = [["2024年5月各镇用电"], ["月份", "用电（万千瓦时）", "用水（万吨）"],
            ["2024年3月", 3, 4], ["2024年4月", 5, 6], ["2024年5月", 7, 8]]
    (office / "2024年第5期" / "台账.xlsx").write_bytes(saved(book(rows)))
    (office / "2024年第5期" / "briefing.md").write_text(
        FRONT.format(n=5, day="2024-06-12", period="") + "见表。\n", encoding="utf-8")
    assert roll("2024年第5期")[0] == 0
    assert cells(office / "2024年第6期" / "台账.xlsx") == {
        "A1": "2024年6月各镇用电", "A2": "月份", "B2": "用电（万千瓦时）", "C2": "用水（万吨）",
        "A3": "2024年4月", "B3": 5, "C3": 6, "A4": "2024年5月", "B4": 7, "C4": 8,
        "A5": "2024年6月"}


@pytest.mark.slow
def test_the_archive_has_last_year_and_keeps_a_journal(
    at: Desk, roll: Run, monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = at.office.folder
    monkeypatch.chdir(folder)
    shutil.rmtree(folder / "2024年第5期")
    (folder / "2025年第4期").mkdir()
    (folder / "2025年第4期" / "briefing.md").write_text(
        FRONT.format(n=4, day="2025-05-08", period="") + "{{ 枇杷产值 }}。\n", encoding="utf-8")
    (folder / "2025年第4期" / "facts.yaml").write_text(
        "标题: 月报\n期间: 2025年4月\n事实:\n  - {编号: A1, 名称: 枇杷产值, 数值: 5万元}\n"
        "  - {编号: A2, 名称: 枇杷产值（上年同期）, 期间: 上年同期, 数值: 1万元}\n",
        encoding="utf-8")
    code, told = roll("2025年第4期", "--by", "乙某")
    assert code == 0
    assert told["earlier"] == "J012-WS·2024-D10-BGS-0002"
    facts = (folder / "2025年第5期" / "facts.yaml").read_text(encoding="utf-8")
    assert "名称: 枇杷产值, 数值: 待填万元" in facts
    assert "期间: 上年同期, 数值: 260余万元" in facts
    with at.archive() as archive:
        *_, last = archive.catalogue.entries()
    assert (last.kind, last.who) == ("续期", "乙某")
    assert json.loads(last.body)["从"] == "2025年第4期"
    assert main(["archive", "verify"]) == 0


@pytest.mark.slow
def test_what_could_not_be_entered_is_done_again_whole(
    at: Desk, roll: Run, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(at.office.folder)

    def full(*_: object) -> None:
        raise failure("E1101", "磁盘满了", NOWHERE)

    with monkeypatch.context() as patch:
        patch.setattr("reportgen.archive.store.Archive.note", full)
        assert roll("2024年第5期")[1]["diagnostics"][-1]["code"] == "E1101"
    assert not Path("2024年第6期").exists()
    assert roll("2024年第5期")[1]["there"] is False
    with at.archive() as archive:
        *_, last = archive.catalogue.entries()
    assert (last.kind, json.loads(last.body)["到"]) == ("续期", "2024年第6期")


@pytest.mark.slow
@pytest.mark.system("soffice")
def test_a_spreadsheet_computes_what_a_clerk_has_typed(office: Path, roll: Run) -> None:
    """The formulas have no result until a spreadsheet has opened the book; then all is read."""
    roll("2024年第5期")
    path = office / "2024年第6期" / "台账.xlsx"
    made = openpyxl.load_workbook(path)
    made["各镇"]["B4"], made["各镇"]["B5"] = 130.75, 95
    made.save(path)
    path.write_bytes(converted(path, "xlsx").read_bytes())
    shutil.rmtree(office / "2024年第6期" / "converted")
    shutil.rmtree(office / "2024年第6期" / "profile")
    story = office / "2024年第6期" / "briefing.md"
    story.write_text(FRONT.format(n=6, day="2024-07-12", period="2024年6月") + (
        "{{ 甲镇产值 }}，{{ 甲镇产值 | 同比句 }}；上月{{ 甲镇产值（上月） }}；全县{{ 产值合计 }}，"
        "上年{{ 产值合计（上年同期） }}，乙镇{{ 乙镇产值 }}。\n"), encoding="utf-8")
    briefing = pipeline.load(Path("2024年第6期"))
    text = write_text(pipeline.compose(briefing)).decode()
    assert ("130.75万元，同比增长29.1%；上月120.5万元；全县225.75万元，上年192.25万元，乙镇95万元。"
            in text.replace("\n", ""))


def test_the_page(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any,
) -> None:
    """The commands of docs/office.md run in the sample office."""
    text = (root / "docs" / "office.md").read_text(encoding="utf-8")
    commands = re.findall(r"^(reportgen roll .*)$", text, re.MULTILINE)
    assert len(commands) == 2
    shutil.copytree(root / "data" / "office", tmp_path / "示例镇")
    monkeypatch.chdir(tmp_path / "示例镇")
    for command in commands:
        assert main(command.split()[1:]) == 0, capsys.readouterr()
    assert "已新建 2024年第6期：2024年5月 → 2024年6月，要填 5 处" in capsys.readouterr().out
    assert main(["check", "2024年第6期"]) == 1


def test_a_fact_a_row(office: Path, roll: Run) -> None:
    """The period is a date in a cell, the approximation a column of its own."""
    rows = [["标题", "某镇5月"], ["期间", date(2024, 5, 1)],
            ["编号", "名称", "数值", "单位", "近似", "同比", "期间", "状态"],
            ["A1", "产值", 2263, "吨", "余", 0.051, None, None],
            ["A2", "产值（上月）", 2000, "吨", None, None, "上月", None],
            ["A3", "产量", 7.25, "吨", None, None, None, None],
            ["A4", "产量（上月）", 6, "吨", None, None, "上月", None],
            ["A5", "省道", "-", None, None, None, None, "通车"]]
    folder = office / "2024年第5期"
    (folder / "台账.xlsx").write_bytes(saved(book(
        rows, {"B2": 'yyyy"年"m"月"', "F4": "0.0%"})))
    (folder / "briefing.md").write_text(
        FRONT.format(n=5, day="2024-06-12", period="") + "见表。\n", encoding="utf-8")
    assert roll("2024年第5期")[0] == 0
    found = cells(office / "2024年第6期" / "台账.xlsx")
    assert (found["B1"], found["B2"]) == ("某镇6月", "2024年6月")
    assert {"C4", "E4", "F4", "C6", "H8"}.isdisjoint(found)
    assert (found["C5"], found["C7"], found["C8"]) == ("2263余吨", 7.25, "-")


def test_a_book_made_for_filling(office: Path, roll: Run) -> None:
    main(["init", "第1期", "--workbook", "--columns", "产值（万元）,同比（%）,进展（未开工/在建）"])
    path = office / "第1期" / "台账.xlsx"
    made = openpyxl.load_workbook(path)
    sheet = made["台账"]
    sheet["B1"], sheet["B2"] = "某县5月", "2024年5月"
    for row in range(4, 7):
        for column, value in ((2, 10 + row), (3, 1.5), (4, "在建")):
            sheet.cell(row, column).value = value
    made.save(path)
    assert roll("第1期")[0] == 0
    found = cells(office / "第2期" / "台账.xlsx")
    assert (found["B1"], found["B2"], found["A4"]) == ("某县6月", "2024年6月", "甲镇")
    assert {f"{column}{row}" for column in "BCD" for row in (4, 5, 6)}.isdisjoint(found)


def test_tables_of_a_yaml_file(office: Path, roll: Run) -> None:
    folder = office / "2024年第5期"
    (folder / "台账.xlsx").rename(folder / "各镇.xlsx")
    (folder / "乡.csv").write_bytes(
        "\ufeff指标,单位,本月,上月\r\n\"户,数\",户,5,4\r\n人数,人,6,—\r\n".encode())
    (folder / "facts.yaml").write_bytes(
        "# 编的\n标题: 月报\n期间: 2024年5月\n数据表: [各镇.xlsx, {文件: 乡.csv, 行: 指标}]\n"
        .encode("gb18030"))
    code, told = roll("2024年第5期")
    assert code == 0, told["diagnostics"]
    made = office / "2024年第6期"
    assert sorted(path.name for path in made.iterdir()) == [
        "briefing.md", "facts.yaml", "乡.csv", "各镇.xlsx"]
    assert (made / "facts.yaml").read_bytes().decode("gb18030").splitlines()[2] == "期间: 2024年6月"
    assert (made / "乡.csv").read_bytes() == (
        "\ufeff指标,单位,本月,上月\r\n\"户,数\",户,待填,5\r\n人数,人,待填,6\r\n".encode())
    assert cells(made / "各镇.xlsx")["E4"] == 120.5
