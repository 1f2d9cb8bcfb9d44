"""The month's second step: what is found in the office's workbook stands in its cells."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from support.books import book, saved
from support.hostile import parts

from reportgen.cli import main

Run = Callable[..., tuple[int, list[tuple[str, str]]]]
ROWS = [["某县2024年1—6月各镇情况"], ["镇", "产值（万元）"], ["甲镇", 100], ["乙镇", 200],
        ["合计", 290]]
STORY = (
    "---\n报头: 某县简报\n标题: 六月\n编发单位: 某县统计局\n日期: 2024-07-05\n期号: 1\n---\n\n"
    "全县产值{{ 产值合计 }}，甲镇{{ 甲镇产值 }}，乙镇{{ 乙镇产值 }}。\n")


@pytest.fixture
def issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a workbook whose parts do not add up; commands run beside it."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "六月"
    folder.mkdir()
    (folder / "台账.xlsx").write_bytes(saved(book(ROWS, title="各镇")))
    (folder / "briefing.md").write_text(STORY, encoding="utf-8")
    return folder


@pytest.fixture
def run(issue: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Check, with --json: the exit code, what is told by code and message."""
    def command(*words: str) -> tuple[int, list[tuple[str, str]]]:
        capsys.readouterr()
        code = main(["check", issue.name, *words, "--json"])
        told = json.loads(capsys.readouterr().out)["diagnostics"]
        return code, [(each["code"], each["message"]) for each in told]

    return command


def noted(path: Path) -> dict[str, str]:
    """The notes of the first sheet."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row
            if cell.comment}


def test_a_marked_copy(run: Run, issue: Path, tmp_path: Path) -> None:
    before = (issue / "台账.xlsx").read_bytes()
    code, told = run("--into", "六月/台账（核对）.xlsx")
    assert code == 1
    assert told[0][0] == "I0149"
    assert "标出 1 格" in told[0][1]
    (cell, text), = noted(issue / "台账（核对）.xlsx").items()
    assert cell == "B4"
    assert text.startswith("错误[E0404]：“产值合计”的各个其中项加起来超过了它"
                           "（总项在这里：各镇!B5）\n办法：核对各项")
    assert (issue / "台账.xlsx").read_bytes() == before
    assert run("--into", "六月/台账（核对）.xlsx") == (code, told)
    assert noted(issue / "台账（核对）.xlsx") == {cell: text}


def test_in_place_until_it_is_right(run: Run, issue: Path) -> None:
    path, backup = issue / "台账.xlsx", issue / "台账.xlsx.bak"
    before = path.read_bytes()
    assert run("--in-place")[0] == 1
    first = path.read_bytes()
    assert backup.read_bytes() == before
    assert run("--in-place")[0] == 1
    assert (path.read_bytes(), backup.read_bytes()) == (first, before)
    mended = openpyxl.load_workbook(path)
    mended["各镇"]["B5"] = 300
    mended.save(path)
    after = path.read_bytes()
    code, told = run("--in-place")
    assert (code, [each for each, _ in told if each[0] == "E"]) == (0, [])
    assert noted(path) == {}
    assert backup.read_bytes() == before, "which there is nowhere else"
    assert (issue / "台账.xlsx.2.bak").read_bytes() == after


def test_marks_are_taken_off(run: Run, issue: Path) -> None:
    before = parts((issue / "台账.xlsx").read_bytes())
    run("--in-place")
    assert run("--unmark") == (0, [("I0149", "已取下“台账.xlsx”里的标记")])
    assert parts((issue / "台账.xlsx").read_bytes()) == before


@pytest.mark.parametrize("lock", ["~$台账.xlsx", ".~台账.xlsx", ".~lock.台账.xlsx#"])
def test_a_book_that_is_open_is_left_alone(lock: str, run: Run, issue: Path) -> None:
    (issue / lock).write_text("甲某", encoding="utf-8")
    code, told = run("--in-place")
    assert code == 3
    assert ("E0147", "“台账.xlsx”正被打开着") in told
    assert not (issue / "台账.xlsx.bak").exists()
    assert run("--into", "看.xlsx")[0] == 1


def test_what_cannot_be_marked_is_refused(run: Run, issue: Path) -> None:
    for words in (("--into", "看.xlsm"), ("--into", "六月/台账.xlsx"), ("--into", "六月?.xlsx")):
        assert "E0148" in {each for each, _ in run(*words)[1]}
    assert run("--into", "看.xlsx", "--in-place")[1][0][0] == "E0901"
    (issue / "台账.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    assert {each for each, _ in run("--into", "看.xlsx")[1]} == {"E0141", "E0147"}
    (issue / "台账.xlsx").rename(issue / "台账.et")
    assert ("E0147", "“台账.et”写不进标记：只有 .xlsx 和 .xlsm 可以") in run("--in-place")[1]
    (issue / "台账.et").unlink()
    (issue / "facts.csv").write_text("标题,一\n期间,2024年\n编号,名称,数值\nA,产值合计,3万元\n",
                                     encoding="utf-8")
    assert "E0148" in {each for each, _ in run("--in-place")[1]}
