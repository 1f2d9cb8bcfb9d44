"""The tool that changes the source: its changes, its tests, and what it tells of both."""

from __future__ import annotations

import ast
import json
import shutil
import sys
from pathlib import Path

import pytest
from support import mutation

ROOT = Path(__file__).resolve().parents[2]

sys.path.insert(0, str(ROOT / "tools"))
mutants = pytest.importorskip("mutants", reason="the tool sets limits to a process: not on Windows")

SOURCE = '''"""What it is for."""
LIMIT: Final["text"] = 3

def count(rows: list[str], least: int = 2) -> float:
    """How many there are."""
    found = 0.5 if not rows and least < 1 else 1.5
    for row in rows:
        if row == "末":
            break
        rows.remove(row)
    return found - LIMIT or f"{least}行"
'''
CHANGED = {
    "(4)", "(3)", "(1.5)", "(rows)", "(not rows or least < 1)", "(least <= 1)", "(2)", "(2.5)",
    "(row != '末')", "('末x')", "continue", "pass", "(found + LIMIT)", "(f'{least}行' 'x')",
    "(found - LIMIT and f'{least}行')", "return None",
}


def test_every_kind_changes_what_it_names() -> None:
    found = [*mutation.places("reportgen/例.py", SOURCE.encode())]
    assert {place.text for place in found} == CHANGED
    assert {place.kind for place in found} == mutation.KINDS.keys() - {"truth"}
    assert [place.lines for place in found if place.text == "(2)"] == [range(6, 7)]
    for place in found:
        changed = place.apply(SOURCE.encode())
        assert ast.dump(ast.parse(changed)) != ast.dump(ast.parse(SOURCE))
    (last,) = (place for place in found if place.text == "('末x')")
    assert last.shown(SOURCE.encode()) == \
        """reportgen/例.py:8  text: "末" → ('末x')  |  if row == "末":"""


def test_places_are_the_same_again(tmp_path: Path) -> None:
    (tmp_path / "reportgen" / "templates").mkdir(parents=True)
    for name in ("a.py", "templates/b.py"):
        (tmp_path / "reportgen" / name).write_text(SOURCE, encoding="utf-8")
    found = mutation.chosen(tmp_path, 15, 9)
    assert found == mutation.chosen(tmp_path, 15, 9) != mutation.chosen(tmp_path, 16, 9)
    assert len({*found}) == 9
    assert {place.path for place in found} == {"reportgen/a.py"}
    every = [*mutation.places("reportgen/a.py", SOURCE.encode())]
    assert len(mutation.chosen(tmp_path, 15, 99)) == len(every)


def test_the_samples_are_there() -> None:
    assert all((ROOT / "tests" / name).is_file() for name in mutants.SAMPLES)


@pytest.mark.slow
def test_every_place_of_the_package_can_be_changed() -> None:
    for place in mutation.chosen(ROOT, 15, 1000):
        ast.parse(place.apply((ROOT / place.path).read_bytes()))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree to change: a room with its tests, and a function that none of them calls."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / "pyproject.toml", copy)
    shutil.copytree(ROOT / "reportgen", copy / "reportgen")
    shutil.copytree(ROOT / "tests" / "support", copy / "tests" / "support")
    shutil.copy(ROOT / "tests" / "conftest.py", copy / "tests")
    (copy / "tests" / "copies").mkdir()
    shutil.copy(ROOT / "tests" / "copies" / "test_typed_code.py", copy / "tests" / "copies")
    with (copy / CODE).open("a", encoding="utf-8") as source:
        source.write("\n\ndef uncalled(rows):\n    while len(rows) < 3:\n        rows.append(0)\n")
    return copy


CODE = "reportgen/copies/typed_code.py"
NAMED = "tests/copies/test_typed_code.py"


def within(copy: Path, function: str) -> list[mutation.Place]:
    """The changes of a function."""
    source = (copy / CODE).read_bytes()
    node = next(node for node in ast.walk(ast.parse(source))
                if isinstance(node, ast.FunctionDef) and node.name == function)
    return [place for place in mutation.places(CODE, source)
            if node.lineno < place.lines[0] <= node.end_lineno]


@pytest.mark.slow
def test_changes_are_killed_and_what_no_test_calls_survives(copy: Path) -> None:
    source = (copy / CODE).read_bytes()
    tests = next(mutants.rounds(within(copy, "check_character")[0], mutants.Seen(None), copy))
    assert tests[:2] == ([NAMED], "not slow")
    with pytest.raises(ValueError, match="not found"):
        mutants.run(copy, ["tests/test_gone.py"], "not slow", 60)
    for place in within(copy, "check_character")[:6]:
        assert str(mutants.killer(place, copy, [tests])).startswith(NAMED), place
    (control,) = (place for place in within(copy, "uncalled") if place.kind == "compare")
    assert mutants.killer(control, copy, [tests]) is None
    assert (copy / CODE).read_bytes() == source


@pytest.mark.slow
def test_a_change_that_comes_to_no_end_is_killed(copy: Path) -> None:
    place, = (place for place in within(copy, "uncalled") if place.kind == "deleted")
    hangs = "tests/test_hangs.py"
    (copy / hangs).write_text(
        "from reportgen.copies.typed_code import uncalled\n\n\ndef test_it():\n    uncalled([])\n")
    assert mutants.run(copy, [hangs], "not slow", 60) is None
    assert mutants.killer(place, copy, [([hangs], "not slow", 5)]) == "not at its end"


def test_who_ran_a_line_is_known(tmp_path: Path) -> None:
    """Also what ran in a fixture that others made."""
    path = tmp_path / "seen.json"
    thing = {str(ROOT / CODE): 1 << 7}
    path.write_text(json.dumps([
        {"tests/a.py::x": ["shelf"], "tests/a.py::y": [], "tests/b.py::z": ["shelf"]},
        {"tests/a.py::x": 2, "tests/a.py::y": 3, "tests/b.py::z": 1},
        {"fixture shelf": thing, "": thing, "tests/a.py::y": {str(ROOT / CODE): 1 << 8}},
    ]))
    seen = mutants.Seen(path)
    assert seen.running(CODE, range(6, 8)) == ["tests/b.py::z", "tests/a.py::x"]
    assert seen.running(CODE, range(8, 9)) == ["tests/a.py::y"]
    assert seen.running(CODE) == ["tests/b.py::z", "tests/a.py::x", "tests/a.py::y"]
    assert seen.running("reportgen/other.py") == []
