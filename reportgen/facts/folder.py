"""The files of a folder that may hold facts: which is read, which is not."""

from __future__ import annotations

from pathlib import Path

from reportgen.diagnostics import Span, failure
from reportgen.excel.cells import SUFFIXES as BOOKS
from reportgen.sources.lookalike import unseen
from reportgen.world import World

SUFFIXES = (*BOOKS, ".csv", ".tsv")
YAML = ("facts.yaml", "facts.yml")
NAMES = (*YAML, *(f"facts{suffix}" for suffix in SUFFIXES),
         *(f"台账{suffix}" for suffix in SUFFIXES))


def tables_in(folder: Path, world: World) -> tuple[str, ...]:
    """The names of the files of a folder that may hold facts.

    Without what an editor left there, and without marked copies.
    """
    return tuple(name for name in world.names_in(folder)
                 if (name in NAMES or Path(name).suffix.lower() in SUFFIXES)
                 and not name.startswith(("~$", ".")) and "（核对）." not in name)


def choose(folder: Path, world: World) -> Path:
    """The facts file of a folder. Raises ReportError E0220 for none."""
    there = world.names_in(folder)
    found = ([folder / name for name in NAMES if world.is_file(folder / name)]
             or [folder / name for name in NAMES if name in there])     # reading it tells
    if not found:
        raise failure("E0220", f"“{folder}”里没有事实表", Span(str(folder)),
                      *(unseen(there, NAMES) or unread(folder, world)
                        or ("新建 facts.yaml",)))
    return found[0]


def unread(folder: Path, world: World) -> tuple[str, ...]:
    """What to do with the tables that lie there, and are not read."""
    return tuple(f"“{name}”没有读：改名为 台账{Path(name).suffix.lower()}，或在 facts.yaml 里写"
                 f"“数据表: [{name}]”" for name in tables_in(folder, world))
