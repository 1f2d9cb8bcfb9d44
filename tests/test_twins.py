"""Every module has a test: one of its name, or one that a row of `twins.COVERED` names."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from support import budgets, twins


@pytest.fixture(scope="module")
def modules(root: Path) -> dict[str, str]:
    return budgets.package(root)


@pytest.fixture(scope="module")
def tests(root: Path) -> dict[str, str]:
    folder = root / "tests"
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*.py"))}


def faults(modules: dict[str, str], tests: dict[str, str]) -> list[str]:
    """Modules without a test, tests that do not get at their module, rows that are idle."""
    reach = cache(twins.Reach(modules, tests))
    found, used = [], set()
    for name in twins.code(modules):
        named = [test for test in (twins.twin(name, tests), *twins.rows(name)) if test in tests]
        used.update(named)
        if not named:
            found.append(f"{name}: no test of its name, and no row in tests/support/twins.py")
        elif not any(name in reach(test) for test in named):
            found.append(f"{name}: {', '.join(named)} does not get at it")
    return found + [f"{test}: its row covers nothing" for test in twins.COVERED.keys() - used]


def test_every_module_has_a_test(modules: dict[str, str], tests: dict[str, str]) -> None:
    assert faults(modules, tests) == []


def test_about_half_of_them_have_a_twin(
    root: Path, modules: dict[str, str], tests: dict[str, str]
) -> None:
    """CONTRIBUTING says so."""
    names = twins.code(modules)
    assert 0.4 < sum(twins.twin(name, tests) is not None for name in names) / len(names) < 0.65
    assert "About half" in (root / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_planted_faults_are_found(modules: dict[str, str], tests: dict[str, str]) -> None:
    lonely = "def f(): ...\n"
    assert faults({**modules, "reportgen.facts.lonely": lonely}, tests) == [
        "reportgen.facts.lonely: no test of its name, and no row in tests/support/twins.py"]
    idle = "from reportgen.units import Mm\n"
    assert faults({**modules, "reportgen.facts.lonely": lonely},
                  {**tests, "facts/test_lonely.py": idle}) == [
        "reportgen.facts.lonely: facts/test_lonely.py does not get at it"]
    gone = {path: text for path, text in tests.items() if path != "writers/docx/test_tables.py"}
    assert {found.partition(":")[0] for found in faults(modules, gone)} == {
        "reportgen.writers.docx.tables", "reportgen.writers.docx.tablestyle",
        "writers/docx/test_tables.py"}
