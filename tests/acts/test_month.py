"""The month of an office, by the commands of docs/archive.md as they stand there."""

from __future__ import annotations

import random
import re
import shlex
import shutil
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from support.scans import askew, bound, rendered

from reportgen.cli import main

CODE = "[2-9A-Z]{5}-[2-9A-Z]{5}-[2-9A-Z]"


def scan(printed: Path, path: Path) -> None:
    """The first copy as a scanner makes it: two pages, a little askew, under a seal."""
    rng = random.Random(8)  # noqa: S311
    with pikepdf.open(printed) as file:
        del file.pages[2:]
        file.save(path)
    path.write_bytes(bound([askew(page, rng)[0] for page in rendered(path.read_bytes(), 200)],
                           "PDF"))


@pytest.mark.slow
def test_the_month(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = (root / "docs" / "archive.md").read_text(encoding="utf-8")
    commands = [line for block in re.findall(r"^```sh\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
                for line in block.splitlines()]
    assert len(commands) > 10
    shutil.copytree(root / "data" / "office", tmp_path / "示例镇")
    monkeypatch.chdir(tmp_path / "示例镇")
    shown: dict[str, str] = {}
    for command in commands:
        program, *words = shlex.split(command)
        assert program == "reportgen"
        if "--approve" in words:
            words[-1] = shown[command.partition(" --approve")[0]].split()[-1]
        if "--code" in words:
            with pdfplumber.open(next(Path("out").glob("*印第*"))) as paper:
                words[-1] = re.findall(CODE, paper.pages[1].extract_text())[0]
        if "add-scan" in words:
            scan(next(Path("out").glob("*印第*")), Path("扫描.pdf"))
        assert main(words) == 0, f"{command}\n{capsys.readouterr()}"
        shown[command] = capsys.readouterr().out
    for command in ("archive find 油菜", "verify --image 扫描.pdf", "verify --code K7QXB-3MPAZ-T"):
        assert "第1份　签字、盖章　盒 3　架 2-1" in shown[f"reportgen {command}"]
    assert "同字节" in shown["reportgen archive reproduce 2024-5"]
    assert "未通过 0 项" in shown["reportgen archive verify"]
    assert (tmp_path / "副本" / "catalogue.sqlite").is_file()
    assert len(list(Path("移交").iterdir())) == 1
    gone = "J012-WS·2024-D10-BGS-0001"
    Path("清单.csv").write_text(f"档号\n{gone}\n", encoding="utf-8")
    assert main(["archive", "destroy", "清单.csv", "--approver", "丙某"]) == 1, "not of age"
    assert "2035" in capsys.readouterr().err


@pytest.mark.slow
def test_a_damaged_catalogue_is_told_by_every_command(
    filed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whatever is damaged: what a user can mend is told, and nothing breaks."""
    shutil.copytree(filed, tmp_path / "示例镇")
    monkeypatch.chdir(tmp_path / "示例镇")
    place = Path("档案/catalogue.sqlite")
    whole = place.read_bytes()
    rng = random.Random(4)  # noqa: S311
    commands = (["verify", "--quick"], ["find", "镇"], ["list"], ["show", "2024-5"],
                ["export", "2024-5", "-o", "移交"], ["copy", "../副本"], ["restore", "../副本"])
    codes = set()
    for turn in range(60):
        at = rng.randrange(len(whole) - 64)
        some = rng.randbytes(64) if turn % 2 else bytes([whole[at] ^ (1 << rng.randrange(8))])
        place.write_bytes(whole[:at] + some + whole[at + len(some):])
        for words in (commands[turn % len(commands)], ["verify", "--quick"]):
            code = main(["archive", *words])
            shown = capsys.readouterr()
            assert code in (0, 2, 3, 5, 6), (at, words, shown.err)
            codes.add(code)
    assert {0, 6} <= codes


@pytest.mark.parametrize(("words", "code", "told"), [
    (["archive", "find", "油菜"], 3, "E1100"), (["archive", "show", "2024-5"], 3, "E1100"),
    (["archive", "add", "2024年第5期"], 3, "E1100"), (["archive", "copy", "../副本"], 3, "E1100"),
    (["archive", "restore", "../没有"], 3, "E1100"), (["archive", "nothing"], 2, "E0901"),
    (["archive", "list", "--year", "二〇二四"], 2, "E0901"), (["archive"], 0, ""),
])
def test_without_an_archive(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], words: list[str], code: int, told: str,
) -> None:
    shutil.copytree(root / "data" / "office", tmp_path / "示例镇")
    monkeypatch.chdir(tmp_path / "示例镇")
    assert main(words) == code
    assert told in capsys.readouterr().err
    assert not Path("档案").exists()
