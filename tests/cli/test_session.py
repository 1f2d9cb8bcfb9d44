"""A session: what is printed where, the exit code, JSON, quiet, strict, progress."""

from __future__ import annotations

import io
import json

import pytest

from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import Diagnostic, Family, ReportError, Span
from reportgen.terminal import Console
from reportgen.world import DiskWorld

ERROR = Diagnostic("E0301", "没有", Span("b.md"))
WARNING = Diagnostic("W0401", "少", Span("a.md"))
INFO = Diagnostic("I0106", "知", Span("c.md"))


def session(
    *, interactive: bool = False, **options: bool,
) -> tuple[Session, io.StringIO, io.StringIO]:
    out, err = io.StringIO(), io.StringIO()
    made = Session(DiskWorld(), Console(out), Console(err, interactive=interactive), "parity")
    for name, value in options.items():
        setattr(made, name, value)
    return made, out, err


def test_results_and_diagnostics_go_apart() -> None:
    made, out, err = session()
    assert made.finish(Outcome("好", diagnostics=(WARNING, INFO))) == 0
    assert out.getvalue() == "好\n"
    assert err.getvalue().startswith("警告[W0401]：少\n --> a.md\n\n提示[I0106]")


@pytest.mark.parametrize(("strict", "shown"), [(False, ["E0301"]), (True, ["W0401", "E0301"])])
def test_quiet(strict: bool, shown: list[str]) -> None:
    made, _, err = session(quiet=True, strict=strict)
    made.fail(ReportError((INFO, ERROR, WARNING)))
    assert [code for code in ("I0106", "W0401", "E0301") if code in err.getvalue()] == shown


@pytest.mark.parametrize("family", list(Family))
def test_the_family_is_the_exit_code(family: Family) -> None:
    made, _, err = session()
    assert made.fail(ReportError(ERROR, family)) == family.value
    assert ("没有完成" in err.getvalue()) == (family is not Family.USAGE)


def test_a_warning_fails_by_strict_alone() -> None:
    for strict, code in ((False, 0), (True, 1)):
        made, _, _ = session(strict=strict)
        assert made.finish(made.done("做了", {}, (WARNING,))) == code
    made, out, _ = session(quiet=True)
    made.finish(made.done("做了", {}))
    assert out.getvalue() == ""


def test_strict_says_why() -> None:
    made, _, err = session(strict=True)
    assert made.fail(ReportError(WARNING)) == 1
    assert "没有完成：1 个警告（--strict：有警告也不放行）。" in err.getvalue()


def test_json_is_one_object_and_nothing_else() -> None:
    made, out, err = session(json=True)
    made.progress("排版")
    assert made.fail(ReportError((ERROR, WARNING))) == 1
    found = json.loads(out.getvalue())
    assert (found["ok"], found["exit_code"], found["command"]) == (False, 1, "parity")
    assert [each["code"] for each in found["diagnostics"]] == ["W0401", "E0301"]
    assert err.getvalue() == ""


def test_progress_only_on_a_terminal() -> None:
    made, _, err = session(interactive=True)
    made.progress("排版")
    made.finish(Outcome())
    assert err.getvalue() == "排版……\r" + " " * 8 + "\r"
    made, _, err = session()
    made.progress("排版")
    assert err.getvalue() == ""
