"""Which folder the desk opens: what is told, where one stands, what was open last."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from reportgen.acts.standing import issues
from reportgen.office.model import FILE
from reportgen.world import World, at_home

_PLACES = ("桌面", "文档", "Desktop", "Documents")
_KEPT = 8       # folders that are remembered
_NAME = sha256(b"desk").hexdigest()[:40] + ".office"


def opened(told: Path | None, world: World) -> Path | None:
    """The folder of an office, or of issues without one; None where nothing says which."""
    if told is not None:
        here = world.resolve(told)
        return next(_upward(here, world), here.parent if _is_issue(here, world) else here)
    here = world.resolve(Path())
    if (found := next(_upward(here, world), None)) is not None:
        return found
    if _is_issue(here, world):
        return here.parent
    beside = [Path(sys.executable).parent] if getattr(sys, "frozen", False) else []
    return next((each for each in (here, *_before(world), *beside)
                 if world.is_file(each / FILE) or issues(each, world)), None)


def remember(top: Path, world: World) -> None:
    """What was open last, before what was open before."""
    kept = dict.fromkeys((world.resolve(top), *_before(world)))
    world.cache().put(_NAME, "\n".join(map(str, list(kept)[:_KEPT])).encode())


def _before(world: World) -> list[Path]:
    kept = world.cache().get(_NAME)
    return [Path(each) for each in kept.decode().split("\n")] if kept else []


def known(world: World) -> dict[str, Path]:
    """The folders that can be opened by a button, by a name that says nothing of where they are:
    those that were open before, those of offices that lie where people put them."""
    own = home(world)
    found = (place / name for place in (own, *(own / each for each in _PLACES))
             for name in world.names_in(place) if world.is_file(place / name / FILE))
    there = dict.fromkeys(map(world.resolve, (
        *(each for each in _before(world) if world.is_dir(each)), *found)))
    return {sha256(bytes(each)).hexdigest()[:16]: each for each in there}


def home(world: World) -> Path:
    """Where a new office is made: the user's own folder, else where the program was begun."""
    return at_home("~", world.env) or world.resolve(Path())


def _upward(here: Path, world: World) -> Iterator[Path]:
    return (each for each in (here, *here.parents) if world.is_file(each / FILE))


def _is_issue(folder: Path, world: World) -> bool:
    return folder.name in {each.name for each in issues(folder.parent, world)}
