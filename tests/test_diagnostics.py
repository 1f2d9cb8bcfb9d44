"""Problems as values: their severity, the exit code they belong to, how they are gathered."""

from __future__ import annotations

import pickle

import pytest

from reportgen.diagnostics import (
    Diagnostic,
    Family,
    ReportError,
    Severity,
    Sink,
    Span,
    collecting,
    failure,
    family_of,
)


def test_the_letter_of_a_code_says_how_bad_it_is() -> None:
    assert [Diagnostic(code, "").severity for code in ("E0101", "W0401", "I0250")] == [
        Severity.ERROR, Severity.WARNING, Severity.INFO]


@pytest.mark.parametrize(("code", "family"), [
    ("E0110", Family.INPUT), ("E0301", Family.CONTENT), ("E0210", Family.CONTENT),
    ("E0501", Family.FONT), ("E0601", Family.RENDER), ("E0701", Family.RENDER),
    ("E0801", Family.RENDER), ("E0901", Family.USAGE), ("E0102", Family.RENDER),
    ("E0132", Family.USAGE), ("E0703", Family.CONTENT), ("E0706", Family.FONT),
    ("E0731", Family.RENDER), ("E1001", Family.PROOF), ("E1013", Family.INPUT),
])
def test_the_room_of_a_code_gives_its_exit_code(code: str, family: Family) -> None:
    assert family_of(Diagnostic(code, "")) is family


def test_the_gravest_family_wins() -> None:
    sink = Sink()
    sink.error("E0301", "内容")
    sink.error("E0501", "字体")
    with pytest.raises(ReportError) as caught:
        sink.raise_errors()
    assert caught.value.family is Family.FONT


def test_collecting_joins_what_was_known() -> None:
    sink = Sink()
    sink.warning("W0401", "前", Span("a", 1, 1))
    with pytest.raises(ReportError) as caught, collecting(sink):
        raise failure("E0101", "后")
    assert [d.code for d in caught.value.diagnostics] == ["W0401", "E0101"]
    assert caught.value.family is Family.INPUT


def test_an_error_alone_goes_through_as_it_is() -> None:
    made = failure("E0101", "读不了", Span("甲", 2, 3), "改名", related=((Span("乙"), "旧的"),))
    with pytest.raises(ReportError) as caught, collecting(Sink()):
        raise made
    assert caught.value is made
    assert made.diagnostics == (
        Diagnostic("E0101", "读不了", Span("甲", 2, 3), ("改名",), ((Span("乙"), "旧的"),)),)


def test_strict_makes_errors_of_warnings() -> None:
    sink = Sink()
    sink.info("I0250", "提示")
    sink.insist(strict=True)
    sink.warning("W0401", "警告")
    sink.insist(strict=False)
    with pytest.raises(ReportError):
        sink.insist(strict=True)


def test_notes_of_one_code_are_counted_when_there_are_too_many_to_tell() -> None:
    first, sink = Sink(most=2), Sink(most=3)
    for line in range(1, 6):
        first.warning("W0330", f"第{line}处", Span("a", line, 1))
        first.error("E0301", "错", Span("a", line, 2))
    assert [each.message for each in first if each.code == "W0330"] == [
        "第1处", "第2处", "从这里起，同类的还有 3 处，没有一一列出"]
    assert sum(each.is_error for each in first) == 5
    sink.warning("W0330", "别处", Span("b", 1, 1))
    sink.warning("W0330", "别处", Span("b", 2, 1))
    sink.extend(first.copy())
    found = [(str(each.span), each.message) for each in sink if each.code == "W0330"]
    assert found[1] == ("a:2:1", "从这里起，同类的还有 4 处，没有一一列出")
    assert len(found) == 4


def test_an_error_travels() -> None:
    error = failure("E0101", "读不了", Span("甲.md"), "办法")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (again.diagnostics, again.family) == (error.diagnostics, error.family)
