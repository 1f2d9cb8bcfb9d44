"""What a check finds stops a build, and so does --strict; what is let pass does not."""

from __future__ import annotations

import pytest
from support.hints import CHECKS, Files, cases

from reportgen import pipeline
from reportgen.diagnostics import ReportError
from reportgen.memory_world import MemoryWorld
from reportgen.sources.waivers import why_not

FOLDER = "例"
_CODES = sorted(path.stem for path in CHECKS.glob("*.md"))
_FILES = {case.code: case.files for case in cases() if case.name.startswith("checks: ")}


def built(files: Files, **options: object) -> set[str]:
    """The codes that stop a build; nothing is written then."""
    world = MemoryWorld({f"{FOLDER}/{name}": text.encode() for name, text in files.items()})
    before = dict(world.files)
    try:
        pipeline.build(FOLDER, None, world, ("text",), **options)  # type: ignore[arg-type]
    except ReportError as error:
        assert world.files == before
        return {each.code for each in error.diagnostics if each.code[0] != "I"}
    return set()


@pytest.mark.parametrize("code", [code for code in _CODES if code[0] == "E"])
def test_every_error_of_a_check_stops_a_build(code: str) -> None:
    files = _FILES[code]
    stopped = built(files)
    assert code in stopped
    passed = built(files, allow=[each for each in stopped if not why_not(each)])
    assert (code in passed) is bool(why_not(code))


@pytest.mark.parametrize("code", [code for code in _CODES if code[0] == "W"])
def test_every_warning_of_a_check_stops_a_strict_build(code: str) -> None:
    files = _FILES[code]
    assert code not in built(files)
    stopped = built(files, strict=True)
    assert code in stopped
    assert built(files, strict=True, allow=sorted(stopped)) == set()
