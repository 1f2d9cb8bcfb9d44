"""A folder that is there whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from reportgen.archive.disk import Disk
from reportgen.diagnostics import Span, failure
from reportgen.refusals import unwritable
from reportgen.world import World


def placed(folder: Path, files: Mapping[str, bytes], world: World, disk: Disk) -> None:
    """Write a new folder, its files by their paths in it. Raises `ReportError` E0102."""
    staged = folder.with_name(f".{folder.name}.tmp")
    with ExitStack() as undo:
        undo.callback(disk.remove, staged)
        disk.remove(staged)
        world.write_all({staged / name: data for name, data in files.items()})
        try:
            disk.rename(staged, folder)
        except OSError as error:
            raise unwritable(folder, error) from error


def inside(top: Path, path: Path, world: World) -> Path:
    """Where a path leads, links followed. Raises E0137 where that is not within the folder."""
    true = world.resolve(path)
    if not true.is_relative_to(world.resolve(top)):
        raise failure("E0137", f"“{path.name}”在这里是链接，通到文件夹外面", Span(str(path)),
                      "删去链接，把文件本身放进来")
    return true
