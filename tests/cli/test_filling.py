"""From `init --workbook` to two files: only the cells are filled."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.books import filled

from reportgen.cli import main

VALUES = {"B1": "示例县2025年主要指标", "B2": "2025年", "B4": 12345.5, "C4": 5.1, "D4": 2300,
          "E4": 18, "F4": 65.3, "B5": 8800, "C5": -3.2, "D5": 1805.25, "E5": 7, "F5": 71,
          "B6": 4020.75, "C6": 0.5, "D6": "—", "E6": 3, "F6": 58.4}


@pytest.mark.slow
@pytest.mark.parametrize("office", [False, True])
def test_a_filled_workbook_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, office: bool,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "示例", "--workbook", *["--office"] * office]) == 0
    issue = Path("示例/2026年第1期" if office else "示例")
    book = issue / "台账.xlsx"
    assert main(["check", str(issue), "--into", "标.xlsx"]) == 3
    assert Path("标.xlsx").exists()
    book.write_bytes(filled(book.read_bytes(), VALUES))
    assert main(["check", str(issue), "--strict"]) == 0
    assert main(["build", str(issue), "-o", "out"]) == 0
    assert main(["text", str(issue), "-o", "out"]) == 0
    text = Path(f"out/{issue.name}.txt").read_text(encoding="utf-8")
    assert all(each in text for each in ("25166.25", "12345.5", "−3.2%", "1805.25", "58.4%"))
