"""`diff`: two issues, on the terminal, as JSON, as a Word file, out of an archive."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import docx
import pytest
from support.months import APRIL, FIRST, MAY, OFFICE, SECOND, Month, world

from reportgen.acts.archive import Desk
from reportgen.acts.differing import MOVED, as_word, differing
from reportgen.cli import main

CALL = "办事请打12345热线，五分钟内有人接听。"


def pair(month: Month = SECOND) -> Any:
    return differing(Path(OFFICE, APRIL), Path(OFFICE, MAY), world((APRIL, FIRST), (MAY, month)))


def test_words_are_changed_moved_added_and_removed() -> None:
    there = world((APRIL, FIRST), (MAY, {**SECOND, "说": SECOND["说"] + CALL}))
    path = next(each for each in there.files if each.match(f"*/{MAY}/briefing.md"))
    text = there.files[path].decode()
    there.files[path] = (text[: text.rindex(CALL)] + text[text.rindex(CALL) + len(CALL):]).encode()
    found, _ = differing(Path(OFFICE, APRIL), Path(OFFICE, MAY), there)
    by_kind = {kind: [each for each in found.words if each.kind == kind] for kind in "改移加删"}
    (moved,) = by_kind[MOVED]
    assert moved.old.text == moved.new.text == CALL and moved.old.span != moved.new.span
    power = next(each for each in by_kind["改"] if each.new.text.startswith("全镇用电"))
    assert [text for text, only in power.parts(new=True) if only] == ["1311.2", "6.1"]
    assert "".join(text for text, _ in power.parts(new=False)) == power.old.text
    assert not by_kind["加"] and not by_kind["删"]


def test_the_same_twice_says_that_nothing_differs() -> None:
    there = world((APRIL, FIRST))
    found, briefing = differing(Path(OFFICE, APRIL), Path(OFFICE, APRIL), there)
    assert (found.facts, found.words, found.same_facts) == ((), (), 9)
    assert "没有不同。" in [each.text for each in docx.Document(
        io.BytesIO(as_word(found, briefing))).paragraphs]


def test_the_word_file_has_two_columns_and_the_same_bytes() -> None:
    found, briefing = pair()
    made = as_word(found, briefing)
    assert made == as_word(*pair())
    facts, words = docx.Document(io.BytesIO(made)).tables
    assert [cell.text for cell in words.rows[0].cells][1:] == [f"旧：{APRIL}", f"新：{MAY}"]
    assert "用电" in [row.cells[1].text for row in facts.rows]
    runs = {run.text: run.style.name for row in words.rows for cell in row.cells
            for each in cell.paragraphs for run in each.runs if "1311.2" in run.text}
    plain = {run.style.name for row in words.rows[1:] for cell in row.cells
             for each in cell.paragraphs for run in each.runs if "全镇" in run.text}
    assert set(runs) == {"1311.2"} and not set(runs.values()) & plain


def test_a_record_of_the_archive(
    at: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(at.office.folder)
    story = Path("2024年第5期", "briefing.md")
    text = story.read_text(encoding="utf-8")
    story.write_text(text.replace("不收钱", "都免费"), encoding="utf-8")
    assert main(["diff", "2024-5", "2024年第5期", "--json"]) == 0
    (each,) = json.loads(capsys.readouterr().out)["words"]
    assert (each["kind"], "不收钱" in each["old"], "都免费" in each["new"]) == ("改", True, True)
    assert main(["diff", "2024-77", "2024年第5期"]) != 0
    assert "E1106" in capsys.readouterr().err


def test_check_takes_a_record_for_the_issue_before(
    at: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(at.office.folder)
    assert main(["check", "2024年第5期", "--last", "2024-5", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["diagnostics"]
    assert {"W0493", "W0496"} <= {each["code"] for each in told}
