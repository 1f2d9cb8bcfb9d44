"""A batch from plan to table: every unit is told of, what holds is kept, bytes are the same."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support import batches

import reportgen
from reportgen.batching import run
from reportgen.batching.results import Result, State, json_lines
from reportgen.batching.supervise import Limits
from reportgen.cli import main
from reportgen.diagnostics import ReportError

PLAIN = ("text",)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a template in it, and we in it."""
    monkeypatch.chdir(tmp_path)
    batches.template(tmp_path / "模板")
    return tmp_path


def made(out: str, workers: int = 2, formats: tuple[str, ...] = PLAIN, source="数据.csv",
         **how: Any) -> dict[str, Result]:
    planned = run.plan("模板", source, out, formats=formats, **how)
    return {each.unit: each for each in run.run(planned, Limits(workers, seconds=60))}


def contents(out: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(out).iterdir()
            if path.is_file() and path.suffix != ".csv"}


def rows(out: str) -> dict[str, dict[str, str]]:
    text = (Path(out) / "结果.csv").read_text("utf-8-sig")
    return {row["单位"]: row for row in csv.DictReader(io.StringIO(text))}


def alike(place: Path, count: int, formats: tuple[str, ...]) -> None:
    names = batches.names(count)
    batches.table(place / "数据.csv", names)
    rest = (place / "数据.csv").read_text("utf-8").splitlines()[1:]
    (place / "倒.csv").write_text(batches.HEAD + "\n".join(reversed(rest)), encoding="utf-8")
    one, two = made("一", 1, formats), made("二", 2, formats, "倒.csv")
    assert {each.state for each in (*one.values(), *two.values())} == {State.DONE}
    assert set(one) == set(two) == set(names)
    assert contents("一") == contents("二")
    assert len(contents("一")) == count * len(formats)


def test_bytes_do_not_depend_on_workers_or_order(place: Path) -> None:
    alike(place, 3, ("pdf", "docx"))


@pytest.mark.slow
def test_thirty_towns_by_one_process_and_by_two(place: Path) -> None:
    alike(place, 30, ("pdf", "docx"))


def test_a_unit_of_a_batch_is_what_a_build_makes(place: Path) -> None:
    batches.table(place / "数据.csv", ["甲镇"])
    made("out", formats=("pdf",))
    (place / "模板" / "facts.yaml").write_text(
        batches.FACTS + "  - {编号: 单位, 名称: 单位, 状态: 甲镇}\n"
        "  - {编号: 产值, 名称: 产值, 数值: 100万元, 同比: 0.5%}\n"
        "  - {编号: 投资, 名称: 投资, 数值: 40万元}\n", encoding="utf-8")
    built = reportgen.build("模板", "one/甲镇.pdf", formats=("pdf",))
    assert built.files["pdf"].read_bytes() == Path("out/甲镇.pdf").read_bytes()


def test_what_is_done_and_holds_is_kept(place: Path) -> None:
    batches.table(place / "数据.csv", names := batches.names(4))
    made("out")
    Path("out", f"{names[0]}.txt").write_bytes(b"altered")
    Path("out", f"{names[1]}.txt").unlink()
    table = Path("数据.csv").read_text("utf-8").replace(f"{names[2]},102", f"{names[2]},999")
    Path("数据.csv").write_text(table, encoding="utf-8")
    again = {name: each.state for name, each in made("out", resume=True).items()}
    assert again == {names[0]: State.DONE, names[1]: State.DONE, names[2]: State.DONE,
                     names[3]: State.KEPT}
    assert {each.state for each in made("out", resume=True).values()} == {State.KEPT}
    Path("模板/briefing.md").write_text(batches.NARRATIVE + "\n添一句。\n", encoding="utf-8")
    assert {each.state for each in made("out", resume=True).values()} == {State.DONE}


def test_a_profile_that_comes_to_lie_there_counts(place: Path) -> None:
    batches.table(place / "数据.csv", batches.names(1))
    made("out")
    Path("模板/本镇.yaml").write_text("extends: jianbao\nname: 本镇\n", encoding="utf-8")
    assert {each.state for each in made("out", resume=True).values()} == {State.DONE}


def test_a_torn_record_is_no_record(place: Path) -> None:
    batches.table(place / "数据.csv", names := batches.names(1))
    made("out")
    record = Path("out/.batch", f"{names[0]}.json")
    for torn in (record.read_text("utf-8")[:40], "[]", "{}", ""):
        record.write_text(torn, encoding="utf-8")
        assert made("out", resume=True)[names[0]].state is State.DONE


def test_only_what_failed_is_done_again(place: Path) -> None:
    Path("数据.csv").write_text(batches.HEAD + "甲镇,1,1,1\n乙镇,1,1,\n", encoding="utf-8")
    with pytest.raises(ReportError) as error:
        run.plan("模板", "数据.csv", "out", only_failed=True)
    assert error.value.diagnostics[0].code == "E1407"
    assert made("out")["乙镇"].state is State.WRONG
    Path("数据.csv").write_text(batches.HEAD + "甲镇,1,1,1\n乙镇,1,1,1\n", encoding="utf-8")
    assert set(made("out", only_failed=True)) == {"乙镇"}
    assert {name: row["结果"] for name, row in rows("out").items()} == {
        "甲镇": "完成", "乙镇": "完成"}


def test_the_time_is_estimated_by_what_the_last_run_took(place: Path) -> None:
    batches.table(place / "数据.csv", batches.names(4))
    assert run.plan("模板", "数据.csv", "out", workers=2).estimate == pytest.approx(1.2)
    lines = [Result("甲", State.DONE, 3).line(), Result("丙", State.WRONG, 9).line()]
    Path("out/.batch").mkdir(parents=True)
    for told in (json_lines(lines), b'{"unit": "\xe7', b"[]\n"):
        Path("out/.batch/results.jsonl").write_bytes(told)
        estimate = run.plan("模板", "数据.csv", "out", workers=2).estimate
        assert estimate == pytest.approx(6 if told.endswith(b"}\n") else 1.2)


def test_a_dry_run_writes_nothing(place: Path) -> None:
    Path("数据.csv").write_text(batches.HEAD + "甲镇,1,1,1\n乙镇,1,1,\n", encoding="utf-8")
    found = made("out", dry=True)
    assert (found["甲镇"].state, found["乙镇"].state) == (State.DONE, State.WRONG)
    assert not Path("out").exists()
    assert run.plan("模板", "数据.csv", "out").missing == {"乙镇": ("投资",)}


def test_an_unreadable_folder_is_that_units_alone(place: Path) -> None:
    for name in ("甲镇", "乙镇", "丙镇"):
        (place / "各镇" / name).mkdir(parents=True)
    own = "标题: 甲\n事实:\n  - {编号: P, 名称: 产值, 数值: 1万元, 同比: 1%}\n" \
          "  - {编号: Q, 名称: 投资, 数值: 2万元}\n"
    (place / "各镇/甲镇/facts.yaml").write_text(own, encoding="utf-8")
    (place / "各镇/乙镇/facts.yaml").write_bytes(b"\xff\xfe\x00\x81")
    found = made("out", source="各镇")
    assert {name: each.state for name, each in found.items()} == {
        "甲镇": State.DONE, "乙镇": State.WRONG, "丙镇": State.WRONG}
    assert "产值1万元" in Path("out/甲镇.txt").read_text("utf-8")
    assert found["丙镇"].findings[0].code == "E0220"


def test_from_memory(place: Path) -> None:
    values = {"甲镇": {"产值": "5万元", "投资": "6万元"}}
    plain = batches.NARRATIVE.replace("，{{ 产值 | 同比句 }}", "")
    Path("模板/briefing.md").write_text(plain, encoding="utf-8")
    (found,) = reportgen.batch("模板", values, "out", formats=PLAIN)
    assert found.state is State.DONE
    assert "产值5万元" in Path("out/甲镇.txt").read_text("utf-8")


def test_no_cell_of_the_results_is_a_formula(place: Path) -> None:
    Path("数据.csv").write_text(batches.HEAD + "=1+1,1,1,1\n", encoding="utf-8")
    made("out")
    assert set(rows("out")) <= {"=1+1", "'=1+1"}
    assert "\n=1" not in Path("out/结果.csv").read_text("utf-8-sig")
    assert not made("out", only_failed=True)


def sheets(path: str) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(path)
    return {each.title: list(each.iter_rows(values_only=True)) for each in book}


def test_the_results_may_be_a_workbook(place: Path) -> None:
    plain = batches.NARRATIVE.replace("，{{ 产值 | 同比句 }}", "")
    Path("模板/briefing.md").write_text(plain, encoding="utf-8")
    one = {"产值": "1万元", "投资": "1万元"}
    made("out", source={"=甲镇": one, "乙\x01镇": one}, table="结果/各镇.xlsx")
    found = sheets("结果/各镇.xlsx")
    head, first, second = found["结果"]
    row = dict(zip(head, first, strict=True))
    assert row.pop("文件的 SHA-256").startswith("=甲镇.txt=")
    assert row | {"内存（MB）": 1, "秒": 1} == {
        "单位": "=甲镇", "结果": "完成", "退出码": 0, "秒": 1, "内存（MB）": 1, "页": 0, "次数": 1,
        "提示": "I0401 1条事实没有写进稿子：全县人口"}
    assert (second[0], second[2]) == ("乙�镇", 1)
    assert found["提示汇总"][0] == ("代码", "次数", "单位")
    assert ("I0401", 1, "=甲镇") in found["提示汇总"]
    with pytest.raises(ReportError) as error:
        run.plan("模板", "数据.csv", table="结果.txt")
    assert error.value.diagnostics[0].code == "E1410"


def test_what_units_show_together_is_in_the_table(place: Path) -> None:
    """10,000 for 100, a unit that is missing, sums that are wrong: seen before, and at the end."""
    Path("数据.csv").write_text(batches.HEAD + "甲镇,100,1,1\n乙镇,200,1,2\n丙镇,9,1,1\n", "utf-8")
    facts, said = Path("模板/facts.yaml"), batches.FACTS
    facts.write_text(said.replace("2024年10月", "2024年9月"), encoding="utf-8")
    made("上月")
    facts.write_text(said + "  - {编号: Z2, 名称: 全县产值, 数值: 9000万元}\n", encoding="utf-8")
    Path("数据.csv").write_text(batches.HEAD + "甲镇,10000,1,1\n乙镇,200,1,2\n", encoding="utf-8")
    planned = run.plan("模板", "数据.csv", "out", formats=PLAIN, dry=True, last="上月")
    seen = [(each.units, each.diagnostic.code) for each in run.compared(
        planned, run.run(planned, Limits(2)))]
    assert seen == [((), "W1420"), (("甲镇",), "W1423"), (("丙镇",), "W1424")]
    made("out", last="上月")
    told = rows("out")
    assert {name: [code for code in ("W1420", "W1423", "W1424") if code in row["提示"]]
            for name, row in told.items()} == {
        "（全部）": ["W1420"], "甲镇": ["W1423"], "乙镇": [], "丙镇": ["W1424"]}
    assert (told["丙镇"]["结果"], told["丙镇"]["退出码"]) == ("缺", "0")


def test_the_templates_list_says_who_is_to_come(place: Path) -> None:
    batches.table(place / "数据.csv", ["甲镇", "乙镇"])
    Path("模板/单位.txt").write_text("乙镇\n丁镇\n\n", encoding="utf-8")
    made("out")
    assert {name for name, row in rows("out").items() if "W1424" in row["提示"]} == {"丁镇"}
    made("out", only_failed=True)
    table = rows("out")
    assert {name: row["提示"].count("W1424") for name, row in table.items()} == {
        "甲镇": 0, "乙镇": 0, "丁镇": 1}
    Path("模板/单位.txt").write_text("乙镇\n", encoding="utf-8")
    made("out")
    assert "丁镇" not in rows("out")


def test_units_that_are_not_done_again_are_compared_all_the_same(place: Path) -> None:
    Path("数据.csv").write_text(batches.HEAD + "甲镇,4,1,1\n乙镇,4,1,\n", encoding="utf-8")
    made("out")
    Path("数据.csv").write_text(batches.HEAD + "甲镇,4,1,1\n乙镇,4,1,1\n", encoding="utf-8")
    assert set(made("out", only_failed=True)) == {"乙镇"}
    assert all("W1421" in row["提示"] for name, row in rows("out").items() if name != "（全部）")
    assert {each.state for each in made("out", resume=True).values()} == {State.KEPT}
    assert all("W1421" in row["提示"] for name, row in rows("out").items() if name != "（全部）")


def test_a_log_tells_each_unit_on_a_line(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("数据.csv").write_text(batches.HEAD + "甲镇,1,1,1\n乙\t镇,1,1,\n", encoding="utf-8")
    Path("记录.log").write_text("先前的\n", encoding="utf-8")
    assert main(["batch", "模板", "数据.csv", "--to", "text", "--log", "记录.log", "-q"]) == 1
    before, *lines = Path("记录.log").read_text("utf-8").splitlines()
    told = [line.split("\t")[1:] for line in lines]
    assert before == "先前的"
    assert (told[0], told[-1]) == (["-", "0", "开始，2 个"], ["-", "1", "做完"])
    assert sorted(told[1:-1])[1] == ["甲镇", "0", "完成", "I0401"]
    assert all(datetime.fromisoformat(line.split("\t")[0]).tzinfo for line in lines)
    assert main(["batch", "模板", "数据.csv", "--to", "text", "--log", "没有/记录.log", "-q"]) == 5
    capsys.readouterr()


@pytest.mark.slow
def test_who_interrupts_is_told_what_stays(place: Path) -> None:
    """Ctrl-C goes to all processes of a terminal: none of ours prints a traceback."""
    batches.table(place / "数据.csv", batches.names(60))
    with subprocess.Popen(
            [sys.executable, "-m", "reportgen", "batch", "模板", "数据.csv", "--json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(Path(reportgen.__file__).parents[1])}) as child:
        assert child.stdout is not None and child.stderr is not None
        for _ in range(3):
            assert json.loads(child.stdout.readline())["state"] == "完成"
        os.killpg(child.pid, signal.SIGINT)
        child.stdout.read()
        said = child.stderr.read()
        assert child.wait() == 130
    assert re.fullmatch(r"已中断；做好的 \d+ 个单位留着，用 --resume 接着做。", said.strip())
    states = Counter(row["结果"] for row in rows("out").values())
    assert states["完成"] >= 3 and states["未做"] > 3


def test_each_unit_is_a_line_and_the_last_tells_of_all(
    place: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    Path("数据.csv").write_text(batches.HEAD + "甲镇,1,1,1\n乙镇,1,1,\n", encoding="utf-8")
    assert main(["batch", "模板", "数据.csv", "--to", "text", "--json"]) == 1
    *units, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert {each["unit"]: each["exit_code"] for each in units} == {"甲镇": 0, "乙镇": 1}
    assert (last["exit_code"], last["states"]) == (1, {"完成": 1, "有错": 1})


def test_what_many_lack_is_told_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batches.table(place / "数据.csv", names := batches.names(25))
    batches.template(place / "模板", batches.NARRATIVE + "\n{{ 情况 }}\n")
    assert main(["batch", "模板", "数据.csv", "--dry-run"]) == 1
    told = capsys.readouterr().err
    assert told.count("[E0301]") == 3 + 1
    assert f"“{names[19]}”等 25 个单位：事实表里没有“情况”" in told


def test_a_unit_that_lacks_what_others_have_is_not_sent_elsewhere(place: Path) -> None:
    Path("数据.csv").write_text(batches.HEAD + "甲镇,1,1,1\n乙镇,,1,1\n合计,1,1,2\n",
                              encoding="utf-8")
    hints = {hint for each in made("out")["乙镇"].findings for hint in each.hints}
    assert hints == {"补上它的“产值”；本来就没有的，稿子里用 {% 如果 产值 %} … {% 结束 %} 括起来"}


def test_the_last_issue_must_be_there(place: Path) -> None:
    batches.table(place / "数据.csv", batches.names(1))
    with pytest.raises(ReportError, match="E1441"):
        run.plan("模板", "数据.csv", "out", last="没有")
