"""Codes as they are typed: known, or asked for; how they begin; which nobody lets pass."""

from __future__ import annotations

import pytest

from reportgen.acts.codes import Wanted, may, the_code
from reportgen.diagnostics import ReportError


def refused(code: str) -> str:
    with pytest.raises(ReportError) as caught:
        may([code])
    return caught.value.diagnostics[0].code


def test_one_code() -> None:
    assert the_code(" w0411 ") == "W0411"
    assert [refused(code) for code in ("W0499", "W04", "", "E0301", "E1019")] \
        == ["E0903", "E0903", "E0903", "E0912", "E0912"]


@pytest.mark.parametrize(("select", "ignore", "seen"), [
    ([], [], "W0411 W0332 E0412"), (["W04"], [], "W0411"), (["w04，E0412"], [], "W0411 E0412"),
    (["W"], ["W0332"], "W0411"), ([], ["W03,E"], "W0411"), (["W"], ["W"], ""),
])
def test_what_is_wanted(select: list[str], ignore: list[str], seen: str) -> None:
    wanted = Wanted.of(select, ignore)
    assert [code for code in ("W0411", "W0332", "E0412") if wanted(code)] == seen.split()


def test_what_is_not_wanted_is_passed_but_for_what_stops_everything() -> None:
    passed = {each.code for each in Wanted.of(["W0332"], []).passed()}
    assert {"W0411", "E0412", "W0109"} <= passed
    assert not {"W0332", "E0301", "E1019"} & passed
    assert Wanted.of([], []).passed() == []


@pytest.mark.parametrize("typed", ["W99", "X1", "04", "W04110", "W0499"])
def test_a_beginning_that_no_code_has(typed: str) -> None:
    with pytest.raises(ReportError) as caught:
        Wanted.of([], [typed])
    assert caught.value.diagnostics[0].code == "E0903"
