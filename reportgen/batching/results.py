"""What became of each unit, as a value, a line of JSON, and a row of 结果.csv.

A unit that is done leaves a record: the digests of what was read and of what was written. Who asks
again (`--resume`) passes it over if both still hold.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import Enum
from pathlib import Path

from reportgen.batching.units import Unit, plain
from reportgen.diagnostics import Diagnostic, Family, ReportError, family_of
from reportgen.frozen import frozen
from reportgen.version import __version__
from reportgen.world import World

TABLE, RECORDS = "结果.csv", ".batch"


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


GOOD = frozenset((State.DONE, State.KEPT))


@frozen
class Result:
    """What became of one unit.

    `seconds` of wall time, `peak` in bytes of memory (0: not known), `pages` of the PDF, `files`
    by format, `digests` (sha256) by file name, what was found, and how often it was begun.
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

    @property
    def code(self) -> int:
        """Its exit code: 0, or that of the gravest it was stopped by."""
        if self.state in GOOD:
            return 0
        return max((family_of(each).value for each in self.findings if each.is_error),
                   default=Family.CONTENT.value)

    def line(self) -> dict[str, object]:
        """For a machine: one line of JSON."""
        return {
            "unit": self.unit, "state": self.state.value, "exit_code": self.code,
            "seconds": round(self.seconds, 3), "peak": self.peak, "pages": self.pages,
            "tries": self.tries, "files": {name: str(path) for name, path in self.files.items()},
            "sha256": dict(self.digests),
            "findings": [{"code": each.code, "message": each.message, "place": str(each.span)}
                         for each in self.findings],
        }


_HEAD = ("单位", "结果", "退出码", "秒", "内存（MB）", "页", "次数", "文件的 SHA-256", "提示")


def table(results: Iterable[Result], earlier: Iterable[Mapping[str, str]] = ()) -> bytes:
    """结果.csv, as Excel opens it; `earlier` rows stand for units that were not asked for."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(_HEAD)
    rows.writerows([row.get(key, "") for key in _HEAD] for row in earlier)
    for each in results:
        rows.writerow([_cell(text) for text in (
            each.unit, each.state.value, str(each.code), f"{each.seconds:.2f}",
            f"{each.peak / 1e6:.0f}", str(each.pages), str(each.tries),
            " ".join(f"{name}={digest}" for name, digest in each.digests.items()),
            "；".join(f"{found.code} {found.message}" for found in each.findings))])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def earlier(out: Path, world: World) -> list[dict[str, str]]:
    """The rows of the 结果.csv that lies there; none for none."""
    if not world.is_file(out / TABLE):
        return []
    text = world.read(out / TABLE).decode("utf-8-sig", "replace")
    return [{key: value or "" for key, value in row.items() if key}
            for row in csv.DictReader(io.StringIO(text))]


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
    }, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def kept(
    unit: Unit, template: Path, out: Path, options: object, digests: Digests,
) -> Result | None:
    """The result of a unit that is done, if its key is the same and its files are as written."""
    path = record_path(out, unit.name)
    if unit.found or not digests.world.is_file(path):
        return None
    try:
        told = json.loads(digests.world.read(path))
        files = {str(name): Path(place) for name, place in told["files"].items()}
        same = told["key"] == key(unit, template, options, told["inputs"], digests)
        whole = files and all(digests.fresh(str(place)) == told["sha256"][place.name]
                              for place in files.values())
        return Result(unit.name, State.KEPT, 0, int(told["peak"]), int(told["pages"]), files,
                      dict(told["sha256"])) if same and whole else None
    except (ReportError, ValueError, KeyError, TypeError, AttributeError):
        return None     # torn, or not ours: it is made anew
