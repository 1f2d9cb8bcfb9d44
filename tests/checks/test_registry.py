"""Every code of a check has a rule, a bad and a good input; nobody else uses it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from inspect import signature
from pathlib import Path

import pytest
from support import budgets
from support.check_cases import FOLDER, MADE, texts

from reportgen.checks import registry
from reportgen.checks.registry import Check, Need
from reportgen.diagnostics import Sink
from reportgen.inspection import CHECKS

CODES = [(check, code) for check in CHECKS for code in check.codes]
_CODE = re.compile(r"[EWI]\d{4}")


def said(check: Check, code: str, folder: Path, *, bad: bool) -> set[str]:
    """The codes that a check reports of the bad, or the good, input of one of its codes."""
    made = MADE.get((check.name, code))
    found = texts(code) if made is None else None
    assert made or found, f"no input for {code} of {check.name}"
    given = made[not bad](folder) if made else found[not bad] if found else {}
    sink = Sink()
    registry.run((check,), sink, given, {})
    assert check.needs - {Need.SAID} <= given.keys()
    return {item.code for item in sink}


@pytest.mark.parametrize(("check", "code"), CODES, ids=[f"{c.name}-{code}" for c, code in CODES])
def test_a_bad_input_is_told_and_a_good_one_is_not(
    check: Check, code: str, tmp_path: Path
) -> None:
    told = said(check, code, tmp_path, bad=True)
    assert code in told <= set(check.codes)
    assert code not in said(check, code, tmp_path, bad=False)


def test_every_input_is_of_a_registered_code() -> None:
    assert MADE.keys() <= {(check.name, code) for check, code in CODES}
    assert {path.stem for path in FOLDER.iterdir()} <= {code for _, code in CODES}


@pytest.mark.parametrize("check", CHECKS, ids=[check.name for check in CHECKS])
def test_a_check_takes_what_its_row_says_it_needs(check: Check) -> None:
    assert {*signature(check.run).parameters} == {"sink", *(need.value for need in check.needs)}


def test_every_code_has_a_rule_text(root: Path) -> None:
    rules = "".join(path.read_text("utf-8") for path in (root / "reportgen/rules").glob("*.yaml"))
    assert {code for _, code in CODES} <= set(re.findall(r"^([EWI]\d{4}):", rules, re.MULTILINE))


# ---------------------------------------------------------------- nobody else uses these codes


def modules_of(check: Check, sources: Mapping[str, str]) -> set[str]:
    """The module of a check's function, and those of its room that it takes its words from."""
    found, left = set[str](), [check.run.__module__]
    while left:
        found.add(name := left.pop())
        taken = {node.module for node in ast.walk(ast.parse(sources[name]))
                 if isinstance(node, ast.ImportFrom) and node.module in sources}
        room = name.rpartition(".")[0]
        left += [each for each in taken if each and each not in found
                 and (name == check.run.__module__ or each.rpartition(".")[0] == room)]
    return found


def strangers(sources: Mapping[str, str]) -> Iterator[str]:
    """Codes of checks that stand in a module which no row of theirs leads to."""
    homes: dict[str, set[str]] = {}
    for check, code in CODES:
        homes.setdefault(code, set()).update(modules_of(check, sources))
    for name, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            code = node.value if isinstance(node, ast.Constant) else ""
            if not isinstance(code, str) or not _CODE.fullmatch(code) or name in _TABLES:
                continue
            if name not in homes.get(code, {name}) or (code not in homes and checked(name, code)):
                yield f"{name}: {code}"


_TABLES = {"reportgen.checks.registry", "reportgen.inspection"}
# E0503 is told of any face that is read, and by the check of faces what it is told. The forms of
# an archive are no document, which that check walks.
_SHARED = {"reportgen.fonts.problems: E0503", "reportgen.layout.forms: E0501"}


def checked(name: str, code: str) -> bool:
    """Whether a code is of the checks: by its room, or its number."""
    return name.startswith("reportgen.checks.") or "0400" <= code[1:] < "0480" \
        or "0717" <= code[1:] <= "0739"      # 048: what is let pass, and mended


def test_no_code_of_the_checks_is_raised_by_another(root: Path) -> None:
    sources = budgets.package(root)
    assert set(strangers(sources)) <= _SHARED
    for code in ("W0404", "E0739"):
        assert f"reportgen.facts.planted: {code}" in strangers(
            {**sources, "reportgen.facts.planted": f"sink.error({code!r}, 'x')"})
    planted = {**sources, "reportgen.facts.planted": "sink.error('E0403', 'x')"}
    assert "reportgen.facts.planted: E0403" in strangers(planted)


# ------------------------------------------------------------------------------- which are run


def test_a_check_runs_once_when_all_it_needs_is_there() -> None:
    ran: list[str] = []
    text, both = frozenset({Need.DOCUMENT}), frozenset({Need.DOCUMENT, Need.PDF})
    checks = (Check("text", (), text, lambda document, sink: ran.append(document)),
              Check("both", (), both, lambda document, pdf, sink: ran.append(document + pdf)))
    registry.run(checks, Sink(), {Need.DOCUMENT: "甲"}, {})
    assert ran == ["甲"]
    registry.run(checks, Sink(), {Need.PDF: "乙"}, {Need.DOCUMENT: "甲"})
    assert ran == ["甲", "甲乙"]
