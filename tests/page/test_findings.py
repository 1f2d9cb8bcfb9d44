"""Findings as a list beside the pages: buttons that show them, and mend what is sure."""

from __future__ import annotations

from pathlib import Path

from reportgen.acts.fixing import Line, Mended
from reportgen.diagnostics import Diagnostic, Fix, Span, Waiver
from reportgen.memory_world import MemoryWorld
from reportgen.page.findings import findings, findings_of, mended

FOLDER = Path("例")
STORY = str(FOLDER / "briefing.md")
WORLD = MemoryWorld({STORY: "一,二,三\n".encode()})


def typo(column: int, file: str = STORY, waived: Waiver | None = None) -> Diagnostic:
    span = Span(file, 1, column)
    return Diagnostic("I0352", "“,”改成了“，”", span, fix=Fix(span, ",", "，"), waived=waived)


def told(*found: Diagnostic, fresh: bool = True, pages: int = 3) -> str:
    return findings(found, FOLDER, WORLD, fresh=fresh, pages=pages)


def test_what_is_sure_is_shown_as_it_would_be() -> None:
    html = ('<p class="fix"><del>,</del> → <ins>，</ins> '
            '<button type="button" data-fix="I0352" data-at="1:2:,">改好</button></p>')
    assert html in told(typo(2))


def test_another_button_mends_all_of_a_code_and_says_so() -> None:
    html = told(typo(2), typo(4))
    assert html.count('data-fix="I0352">这一类的 2 处都改好') == 1
    assert html.count('data-at="1:2:,">改好') == 1


def test_nothing_but_the_narrative_is_mended() -> None:
    assert "data-fix" not in told(typo(2, str(FOLDER / "facts.yaml")))
    assert "data-fix" not in told(typo(2, waived=Waiver("I0352", "原话")))
    assert "<button" not in findings_of([Diagnostic("E1", "坏")], FOLDER, WORLD)


def test_the_pages_of_before_are_told_to_be_such() -> None:
    error = Diagnostic("E0301", "没有<b>", Span(STORY, 1, 1))
    assert "旁边还是上一次排得出来的样子：1 个错误。" in told(error, fresh=False)
    assert "上一次" not in told(error, fresh=False, pages=0)
    assert "没有&lt;b&gt;" in told(error)


def test_each_that_has_a_place_is_shown_on_the_pages_by_its_number() -> None:
    here, nowhere = Diagnostic("W1", "甲", Span(STORY, 1, 1)), Diagnostic("E2", "乙")
    assert told(nowhere, here).count("data-ask") == 1
    assert 'data-ask="finding=1"' in told(nowhere, here)


def test_where_there_are_no_pages_nothing_is_shown_on_them() -> None:
    assert "data-ask" not in told(Diagnostic("E1", "甲", Span(STORY, 1, 1)), fresh=False, pages=0)


def test_what_was_mended_is_told_line_by_line() -> None:
    done = Mended((Line(Span(STORY, 1, 1), "一,", "一，", ("I0352",)),), 1, Path("briefing.md.bak"))
    assert "改好了 1 处" in mended(done, FOLDER)
    assert "<del>一,</del>\n<ins>一，</ins>" in mended(done, FOLDER)
    assert "没有可以改的" in mended(Mended(), FOLDER)
