"""`reportgen audit`: what people see, what machines read, and when it fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from proof.audit.test_pictures import made as pictured
from support.proof.edits import beside, cut, edited, made, saying, tracked, type_over, unmark
from support.proof.twins import Element, W, replaced

from reportgen.cli import main


def change(root: Element) -> None:
    type_over(root, "_rg_产值_2", "9053")
    tracked(root, "_rg_产值_1", "9100万元")
    next(saying(root, "下一步").iter(W + "t")).text = "下一步有序推进品牌建设。"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An edited copy."""
    monkeypatch.chdir(tmp_path)
    path = Path("改稿.docx")
    path.write_bytes(edited(change))
    return path


def test_for_people(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(file)]) == 0
    shown = capsys.readouterr()
    assert shown.out == "6 处事实，改动 2，字句改动 3 处，修订 2，人名 1\n"
    places = [line.removeprefix(" --> ") for line in shown.err.splitlines() if "-->" in line]
    assert places[:3] == [
        "改稿.docx › 正文 › 第2段", "改稿.docx › 表1 › 第3行第2列", "改稿.docx › 正文 › 第2段"]
    assert "警告[W1021]：“产值”由“9052万元”改成了“9100万元”" in shown.err


def test_for_machines(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["audit"]
    assert found["bound"] == 6
    assert found["facts"][1] == {
        "what": "改动", "fact": "产值", "name": "产值", "old": "9052", "new": "9053",
        "place": "表1 › 第3行第2列",
    }
    assert found["words"][-1] == {"old": "扎实", "new": "有序", "place": "正文 › 第5段"}
    assert found["residues"][0] == {
        "kind": "修订", "text": "删除“9052万元”", "who": "李某某", "when": "2024-03-01",
        "place": "正文 › 第2段",
    }


@pytest.mark.parametrize(("spoil", "code"), [
    (lambda root: type_over(root, "_rg_产值_1", "9025万元"), 6),
    (lambda root: cut(root, "_rg_产值_1"), 6),
    (lambda root: beside(root, "_rg_产值_2", "0"), 6),
    (lambda root: unmark(root, "_rg_产值_1"), 0),
    (lambda root: beside(root, "_rg_产值_1", "左右"), 0),
])
def test_refusing_figures(
    spoil: object, code: int, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(edited(spoil))    # type: ignore[arg-type]
    assert main(["audit", str(file), "--refuse-figures"]) == code
    assert ("E1020" in capsys.readouterr().err) == bool(code)


@pytest.mark.parametrize(("option", "code"), [("--refuse-figures", 6), ("--strict", 1)])
def test_machines_read_what_a_refusal_is_about(
    file: Path, option: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", str(file), option, "--json"]) == code
    found = json.loads(capsys.readouterr().out)
    assert (found["ok"], found["exit_code"]) == (False, code)
    assert [each["new"] for each in found["audit"]["facts"]] == ["9100万元", "9053"]


def test_strict_heeds_what_was_left_inside(file: Path) -> None:
    assert main(["audit", str(file), "--strict"]) == 1
    file.write_bytes(made())
    assert main(["audit", str(file), "--strict", "--refuse-figures"]) == 0


def test_pictures_and_edges_for_machines(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = replaced(pictured(), ">9052<", ">9025<", "word/charts/chart2.xml")
    file.write_bytes(replaced(other, "草\u3000稿", "送审稿", "word/header-default.xml"))
    assert main(["audit", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["audit"]
    assert found["pictures"][0] == {
        "what": "数据", "name": "图2", "item": "枇杷产值", "old": "9052", "new": "9025",
        "place": "正文 › 第3段",
    }
    assert found["edges"] == [
        {"old": "草\u3000", "new": "送审", "place": "页眉 › 奇数页"}]
    assert main(["audit", str(file), "--refuse-figures"]) == 6
    shown = capsys.readouterr().err
    assert "警告[W1037]：“图2”里“枇杷产值”由“9052”改成了“9025”" in shown
    assert "有 2 处数与事实表不符，或无从核对，不放行" in shown
