"""What is let pass: how it is written, which lines it holds for, what nobody lets pass."""

from __future__ import annotations

import time

import pytest

from reportgen.diagnostics import Diagnostic, Sink, Span, Waiver
from reportgen.sources.rules import rules
from reportgen.sources.waivers import allowed, unused, waivers_in, why_not

_GOOD = "放行 W0411：引文原样如此（甲某）"


def read(text: str) -> Sink:
    sink = Sink()
    waivers_in(text, "b.md", sink)
    return sink


def lines(text: str) -> list[tuple[int, int]]:
    sink = read(text)
    assert not sink.items, [each.message for each in sink]
    return sorted((each.first, each.last) for each in sink.waivers)


@pytest.mark.parametrize(("text", "held"), [
    (f"<!-- {_GOOD} -->\n甲。\n乙。\n\n丙。", (1, 3)),                       # of its own block
    (f"甲。\n\n<!-- {_GOOD} -->\n\n\n乙。\n丙。\n\n丁。", (6, 7)),           # of the next one
    (f"甲。\n乙。<!-- {_GOOD} -->\n\n丙。", (1, 2)),
    (f"甲。\n<!-- {_GOOD} -->\n\n丙。", (1, 2)),
    (f"<!-- {_GOOD} -->\n# 题\n甲。", (1, 2)),                              # a heading is a block
    (f"<!-- {_GOOD} -->\n```表\n甲: 1\n\n乙: 2\n```\n甲。", (1, 6)),          # a fence is one
    (f"```表\n# {_GOOD}\n甲: 1\n```\n甲。", (1, 4)),
    (f"---\n# {_GOOD}\n标题: 甲\n\n日期: 乙\n---\n甲。", (1, 6)),            # the front matter
    (f"---\n标题: 甲\n---\n<!--{_GOOD}-->\n甲。", (4, 5)),
])
def test_which_lines(text: str, held: tuple[int, int]) -> None:
    assert lines(text) == [held]


def test_two_in_one_block() -> None:
    text = f"<!-- {_GOOD} -->\n<!-- 放行 w0332:原文(乙 某) -->\n\n甲。"
    assert lines(text) == [(4, 4), (4, 4)]
    (second, first) = read(text).waivers
    assert (first.code, first.reason, first.by) == ("W0411", "引文原样如此", "甲某")
    assert (second.code, second.reason, second.by) == ("W0332", "原文", "乙 某")
    assert second.span == Span("b.md", 2, 1, 25)


@pytest.mark.parametrize(("said", "code"), [
    ("放行", "E0480"), ("放行 W0411", "E0480"), ("放行 W0411：引文", "E0480"),
    ("放行 W0411：（甲某）", "E0480"), ("放行 W0411：引文（ ）", "E0480"),
    ("放行 W0411 引文（甲某）", "E0480"), ("放行 W04：引文（甲某）", "E0480"),
    ("放行 W0412：引文（甲某）", "E0481"), ("放行 E0301：没有也行（甲某）", "E0482"),
    ("放行 E0101：没有也行（甲某）", "E0482"), ("放行 E0501：印得出（甲某）", "E0482"),
    ("放行 E1019：看不出（甲某）", "E0482"), ("放行 W0483：留着（甲某）", "E0482"),
])
def test_what_is_refused(said: str, code: str) -> None:
    sink = read(f"<!-- {said} -->\n甲。")
    assert [each.code for each in sink] == [code]
    assert not sink.waivers


def test_a_comment_must_end_on_its_line() -> None:
    assert [each.code for each in read("<!-- 放行 W0411：引文\n（甲某） -->\n甲。")] == ["E0480"]


def test_other_comments_and_a_heading_mean_nothing() -> None:
    assert not read("<!-- 这里不放行 -->\n甲。放行 W0411。\n\n# 放行\n乙。").waivers


def test_what_nobody_lets_pass() -> None:
    """Only judgements of a check: what is read, set, drawn or proved is mended."""
    errors = {code for code in rules() if code[0] == "E" and not why_not(code)}
    assert {code[:3] for code in errors} == {"E04", "E07"}
    assert {code for code in errors if code.startswith("E07")} == {"E0723", "E0727", "E0728"}
    assert {code[1:3] for code in rules() if code[0] != "E" and not why_not(code)} \
        == {"02", "03", "04", "06", "07"}


def test_what_is_covered() -> None:
    waiver = Waiver("E0413", "对的", "甲某", Span("a.xlsx", sheet="表", cell="D7"), 7, 7)
    for place, covered in (("B7", True), ("AA7", True), ("B77", False)):
        item = Diagnostic("E0413", "", Span("a.xlsx", sheet="表", cell=place))
        assert waiver.covers(item) is covered
    assert not waiver.covers(Diagnostic("E0412", "", Span("a.xlsx", sheet="表", cell="B7")))
    assert not waiver.covers(Diagnostic("E0413", "", Span("a.xlsx", sheet="乙", cell="B7")))


def test_what_is_covered_stops_nothing_and_what_is_not_used_is_told() -> None:
    sink = read(f"<!-- {_GOOD} -->\n甲。\n\n<!-- {_GOOD} -->\n乙。")
    sink.waivers += allowed(["E0413", "E0412"])
    sink.warning("W0411", "缺", Span("b.md", 2, 1))
    sink.error("E0413", "多", Span("f.yaml", 9, 1))
    sink.insist(strict=True)
    sink.raise_errors()
    unused(sink)
    told = {each.code: each for each in sink}
    assert {code for code, each in told.items() if each.waived} == {"W0411", "E0413"}
    assert told["W0483"].span.line == 4
    assert told["I0484"].message == "--allow E0412 没有用上"


def test_a_long_text_takes_its_time_once() -> None:
    def seconds(many: int) -> float:
        text = "甲" * 20 + "<!-- 放行" * many + "（" * many + f"\n\n<!-- {_GOOD} -->" * many
        start = time.process_time()
        read(text)
        return time.process_time() - start

    seconds(10)
    assert seconds(400) < 8 * seconds(100) + 0.2
