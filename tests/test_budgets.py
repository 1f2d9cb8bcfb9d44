"""The budgets of the house, measured; each with a planted fault that shows it would fire."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import budgets

Check = Callable[[str, str], Iterator[str]]
SOURCES = ("reportgen", "tests", "tools", "benchmarks")

PLANTED: list[tuple[str, Check, str]] = [
    ("long function", budgets.sizes, "def f():\n" + "    x = 1\n" * 60),
    ("long file", budgets.sizes, "x = 1\n" * 501),
    ("large class", budgets.sizes,
     "class C:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(13))),
    ("pass", budgets.swallowed, "try:\n    f()\nexcept OSError:\n    pass\n"),
    ("dots", budgets.swallowed, "try:\n    f()\nexcept OSError:\n    ...\n"),
    ("continue", budgets.swallowed,
     "for x in y:\n    try:\n        f()\n    except OSError:\n        continue\n"),
    ("suppress", budgets.swallowed, "with contextlib.suppress(OSError):\n    f()\n"),
    ("print", budgets.printed, "print('你好')\n"),
    ("a path asks the disk", budgets.disk, "def f(path):\n    return path.is_file()\n"),
    ("a path is read", budgets.disk, "text = (folder / 'a').read_text(encoding='utf-8')\n"),
    ("a path is opened", budgets.disk, "with path.open('rb') as file:\n    f(file)\n"),
    ("a folder is listed", budgets.disk, "names = sorted(Path('data').glob('*'))\n"),
    ("open", budgets.disk, "open(path, 'rb')\n"),
    ("the environment", budgets.disk, "home = os.environ['HOME']\n"),
    ("a warning with an error's code", budgets.mistold, "sink.warning('E0401', 'x')\n"),
    ("an error with a warning's code", budgets.mistold, "raise failure('W0401', 'x')\n"),
    ("an error put together", budgets.assembled, "raise ReportError(Diagnostic('E0101', 'x'))\n"),
    ("note to oneself", budgets.unfinished, "x = 1  # " + "TO" + "DO: later\n"),
    *((f"forbidden {word[:4]}", budgets.forbidden, f"see {word} there\n")
      for word in budgets.FORBIDDEN),
]
INNOCENT = (
    "class C:\n    def m(self):\n        try:\n            f()\n"
    "        except OSError as error:\n            raise ReportError(error) from error\n"
)


def tracked(root: Path) -> list[Path]:
    """The files git knows; outside a clone, the sources."""
    if (root / ".git").exists() and shutil.which("git"):
        listing = subprocess.run(
            ["git", "-C", str(root), "-c", f"safe.directory={root}", "ls-files", "-z", "--cached",
             "--others", "--exclude-standard"],
            capture_output=True, text=True, check=True,
        ).stdout
        return [path for name in listing.split("\0") if name and (path := root / name).is_file()]
    return [path for folder in SOURCES for path in (root / folder).rglob("*.py")]


def text_of(path: Path) -> str:
    """The text of a file; empty for one that is no text."""
    data = path.read_bytes()
    return "" if b"\0" in data[:4096] else data.decode("utf-8", errors="replace")


def run(check: Check, root: Path, folders: tuple[str, ...]) -> list[str]:
    """All findings of `check` in the Python files of these folders."""
    paths = [path for folder in folders for path in sorted((root / folder).rglob("*.py"))]
    return [
        finding for path in paths
        for finding in check(str(path.relative_to(root)), path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(
    ("check", "source"), [case[1:] for case in PLANTED], ids=[case[0] for case in PLANTED],
)
def test_planted_fault_is_found(check: Check, source: str) -> None:
    assert list(check("planted.py", source))


@pytest.mark.parametrize("check", sorted({case[1] for case in PLANTED}, key=lambda c: c.__name__))
def test_innocent_source_is_left_alone(check: Check) -> None:
    assert not list(check("innocent.py", INNOCENT))


@pytest.mark.slow
def test_sizes(root: Path) -> None:
    assert not run(budgets.sizes, root, SOURCES)


@pytest.mark.slow
def test_no_exception_is_swallowed(root: Path) -> None:
    assert not run(budgets.swallowed, root, ("reportgen",))


@pytest.mark.slow
def test_nothing_is_printed(root: Path) -> None:
    assert not run(budgets.printed, root, ("reportgen",))


def test_the_disk_has_one_door(root: Path) -> None:
    """Packaged resources, too, come in by a world of theirs."""
    doors = tuple(f"reportgen/{door}.py" for door in budgets.DOORS)
    other = {   # methods of things that are no paths
        "reportgen/proof/pdf/": ": read_bytes",             # the streams of a PDF, by pikepdf
        "reportgen/acts/installing.py": ": read_text",      # what pip wrote, by importlib
    }
    found = [each for each in run(budgets.disk, root, ("reportgen",))
             if not each.startswith(doors)
             and not any(each.startswith(a) and each.endswith(b) for a, b in other.items())]
    assert not found


def test_diagnostics_are_what_their_code_says(root: Path) -> None:
    assert not run(budgets.mistold, root, ("reportgen",))


def test_errors_are_made_in_one_place(root: Path) -> None:
    found = run(budgets.assembled, root, ("reportgen",))
    assert [each.partition(":")[0] for each in found] == ["reportgen/diagnostics.py"]


def test_nothing_is_unfinished(root: Path) -> None:
    assert not run(budgets.unfinished, root, SOURCES)


def test_no_workplace_is_named(root: Path) -> None:
    found = [
        finding for path in tracked(root)
        for finding in budgets.forbidden(str(path.relative_to(root)), text_of(path))
    ]
    assert not found


def test_planted_cycle_is_found() -> None:
    modules = {
        "reportgen.a": "from reportgen import b\n",
        "reportgen.b": "def f():\n    from reportgen.c import g\n",
        "reportgen.c": "import reportgen.a\n",
        "reportgen.d": "from reportgen.a import x\n",
        "reportgen.e": "if TYPE_CHECKING:\n    import reportgen.e2\n",
        "reportgen.e2": "import reportgen.e\n",
    }
    assert budgets.cycles(modules) == [
        ("reportgen.a", "reportgen.b", "reportgen.c"), ("reportgen.e", "reportgen.e2"),
    ]


@pytest.mark.slow
def test_no_import_cycles(root: Path) -> None:
    modules = budgets.package(root)
    assert modules
    assert not budgets.cycles(modules)
