"""What became of each unit, as a value and a line of JSON.

A unit that is done leaves a record: the digests of what was read and of what was written. Who asks
again (`--resume`) passes it over if both still hold.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from enum import Enum
from pathlib import Path
from typing import Any

from reportgen.batching.across import Facts, Reported, named
from reportgen.batching.units import Unit, plain
from reportgen.diagnostics import Diagnostic, Family, ReportError, family_of
from reportgen.frozen import frozen
from reportgen.version import __version__
from reportgen.world import World

RECORDS, LAST = ".batch", "results.jsonl"     # a unit's record ends in .json: no name is both


class State(Enum):
    """What became of a unit."""

    DONE = "完成"
    KEPT = "未变"       # done before, and all of it still holds
    WRONG = "有错"
    LATE = "超时"
    MEMORY = "超内存"
    DIED = "中止"
    BUG = "程序错"
    UNDONE = "未做"
    ABSENT = "缺"       # asked for, or there last time, and not among the data


GOOD = frozenset((State.DONE, State.KEPT, State.ABSENT))


@frozen
class Result:
    """What became of one unit.

    `seconds` of wall time, `peak` in bytes of memory (0: not known), `pages` of the PDF, `files`
    by format, `digests` (sha256) by file name, what was found, how often it was begun, and its
    facts, as other units' are compared with them.
    """

    unit: str
    state: State
    seconds: float = 0
    peak: int = 0
    pages: int = 0
    files: Mapping[str, Path] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()
    tries: int = 1
    facts: Facts = field(default_factory=dict, repr=False)

    @property
    def code(self) -> int:
        """Its exit code: 0, or that of the gravest it was stopped by."""
        if self.state in GOOD:
            return 0
        return max((family_of(each).value for each in self.findings if each.is_error),
                   default=Family.CONTENT.value)

    def line(self) -> dict[str, Any]:
        """For a machine: one line of JSON."""
        return {
            "unit": self.unit, "state": self.state.value, "exit_code": self.code,
            "seconds": round(self.seconds, 3), "peak": self.peak, "pages": self.pages,
            "tries": self.tries, "files": {name: str(path) for name, path in self.files.items()},
            "sha256": dict(self.digests),
            "findings": [each.data for each in self.findings],
        }


Found = tuple[str, Diagnostic]      # a unit, and what is found of it
_NAMED = 20     # units in a message


def together(found: Iterable[Found]) -> tuple[Diagnostic, ...]:
    """What is found of units, with their names in front: what all of them lack is said once."""
    alike: dict[tuple[str, str], dict[str, list[Diagnostic]]] = {}
    for unit, each in found:
        alike.setdefault((each.code, each.message), {}).setdefault(unit, []).append(each)
    return tuple(replace(each, message=f"{named(units, _NAMED)}：{each.message}")
                 for units in alike.values() for each in next(iter(units.values())))


_KEYS = Result("", State.ABSENT).line().keys()


def apart(found: Iterable[Found]) -> list[dict[str, object]]:
    """The same for machines: each with its unit."""
    return [{"unit": unit, **each.data} for unit, each in found]


def last_lines(out: Path, world: World) -> tuple[dict[str, Any], ...]:
    """What machines were told of each unit the last time; none for none, or what is not ours."""
    if not world.is_file(path := out / RECORDS / LAST):
        return ()
    try:
        lines = [json.loads(line) for line in world.read(path).splitlines()]
        return tuple(line for line in lines if line.keys() >= _KEYS)
    except (ReportError, ValueError, AttributeError, TypeError):
        return ()


def json_lines(lines: Iterable[Mapping[str, object]]) -> bytes:
    """The same, to be kept."""
    return b"".join(json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
                    for line in lines)


def facts_of(out: Path, world: World) -> dict[str, Facts]:
    """The facts of each unit that has a record there."""
    names = (name for name in world.names_in(out / RECORDS) if name.endswith(".json"))
    return {told[2].unit: told[2].facts for name in names
            if (told := _read(out, name.removesuffix(".json"), world))}


def sha256(data: bytes) -> str:
    """The digest, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class Digests:
    """The digests of files, each read once."""

    def __init__(self, world: World) -> None:
        self.world, self.known = world, dict[str, str]()

    def of(self, path: str) -> str:
        """The digest of a file; "" for one that cannot be read."""
        if path not in self.known:
            self.known[path] = self.fresh(path)
        return self.known[path]

    def fresh(self, path: str) -> str:
        """The same, read now."""
        try:
            return sha256(self.world.read(Path(path)))
        except ReportError:
            return ""


def key(
    unit: Unit, template: Path, options: object, inputs: Iterable[str], digests: Digests,
) -> str:
    """The digest of all that a unit's files depend on: facts, template, profile, faces, version."""
    world = digests.world
    names = [world.names_in(folder) for folder in (template, unit.folder) if folder is not None]
    return sha256(json.dumps([
        __version__, options, plain(unit.said), names,
        [[path, digests.of(path)] for path in sorted(inputs)],
    ], ensure_ascii=False).encode("utf-8", "surrogatepass"))


def record_path(out: Path, unit: str) -> Path:
    """Where the record of a unit lies."""
    return out / RECORDS / f"{unit}.json"


def record(result: Result, inputs: Iterable[str], of_all: str) -> bytes:
    """What is kept of a unit that is done."""
    return json.dumps({
        "key": of_all, "inputs": sorted(inputs), "pages": result.pages, "peak": result.peak,
        "files": {name: str(path) for name, path in result.files.items()},
        "sha256": dict(result.digests),
        "facts": {name: each.told() for name, each in result.facts.items()},
    }, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def _read(out: Path, unit: str, world: World) -> tuple[str, list[str], Result] | None:
    """Key, inputs and result of a unit that has a record; None for what is torn or not ours."""
    path = record_path(out, unit)
    if not world.is_file(path):
        return None
    try:
        told = json.loads(world.read(path))
        facts = {name: Reported.of(each) for name, each in told["facts"].items()}
        files = {str(name): Path(place) for name, place in told["files"].items()}
        return str(told["key"]), list(map(str, told["inputs"])), Result(
            unit, State.KEPT, 0, int(told["peak"]), int(told["pages"]), files,
            dict(told["sha256"]), facts=facts)
    except (ReportError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError):
        return None


def kept(
    unit: Unit, template: Path, out: Path, options: object, digests: Digests,
) -> Result | None:
    """The result of a unit that is done, if its key is the same and its files are as written."""
    told = None if unit.found else _read(out, unit.name, digests.world)
    if told is None or told[0] != key(unit, template, options, told[1], digests):
        return None
    result = told[2]
    whole = result.files and all(digests.fresh(str(place)) == result.digests.get(place.name)
                                 for place in result.files.values())
    return result if whole else None
