"""The engines of a batch: over how many machines its units are spread. A row each.

Whatever the engine, a unit is done in a process that `supervise` holds to its limits.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from reportgen.batching import afar
from reportgen.batching.afar import Bundle, Pack, Parcel
from reportgen.batching.supervise import End, Ended, Limits, supervise
from reportgen.batching.work import Task
from reportgen.bundled import to_install
from reportgen.diagnostics import NOWHERE, Diagnostic, Family, Sink, failure, family_of
from reportgen.fonts.system import FOLDERS_VARIABLE, font_folders
from reportgen.frozen import frozen
from reportgen.remote_world import is_remote, reaching
from reportgen.world import DiskWorld, World


def _here(
    tasks: Sequence[Task], pack: Pack, bundle: Bundle, limits: Limits, _scheduler: str,
) -> Iterator[Ended[Task]]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "bundle")
        DiskWorld().write_all({path: bundle.packed()})
        parcels = [replace(pack(task), bundle=str(path)) for task in tasks]
        for ended in supervise(parcels, afar.carried, limits):
            yield Ended(ended.job.task, ended.end, ended.value, ended.seconds, ended.tries)


def _dask(
    tasks: Sequence[Task], pack: Pack, bundle: Bundle, limits: Limits, scheduler: str,
) -> Iterator[Ended[Task]]:
    from reportgen.batching.dask_engine import spread

    return spread(tasks, pack, bundle, limits, scheduler)


@frozen
class Engine:
    """How units are spread, whether over other machines, and the packages that it needs."""

    spread: Callable[[Sequence[Task], Pack, Bundle, Limits, str], Iterator[Ended[Task]]]
    far: bool = False
    needs: str = ""


ENGINES = {"local": Engine(_here), "dask": Engine(_dask, far=True, needs="distributed")}


def engine_named(name: str, scheduler: str) -> tuple[Diagnostic, ...]:
    """What is to be said of an engine. Raises E1450 for one that is not there or not known."""
    from importlib.util import find_spec

    if (row := ENGINES.get(name)) is None:
        raise failure("E1450", f"没有“{name}”这个引擎", NOWHERE, f"已有的：{'、'.join(ENGINES)}")
    if row.needs and find_spec(row.needs) is None:
        raise failure("E1450", f"没有装 {name} 引擎的程序（{row.needs}）", NOWHERE,
                      to_install(name))
    if scheduler and not row.far:
        raise failure("E1450", f"{name} 引擎没有调度器", NOWHERE, "加上 --engine dask")
    sink = Sink()
    if scheduler.startswith("tcp://") and not scheduler.startswith(_LOOPBACK):
        sink.warning("W1453", f"到 {scheduler} 的连接不加密，也不认对方是谁", NOWHERE,
                     "只在与外面隔开的网络里这样用；别处用 tls://，证书写在 dask 的配置里")
    return tuple(sink)


_LOOPBACK = ("tcp://127.", "tcp://localhost", "tcp://[::1]")


def spread(
    tasks: Sequence[Task], work: Callable[..., Any], limits: Limits, name: str, scheduler: str,
) -> Iterator[Ended[Task]]:
    """Do each by an engine; what became of each, as they end, its files written.

    A unit that wants a face which another machine lacks is done on this one.
    """
    engine, first = ENGINES[name], tasks[0]
    places = (first.template, first.out, first.unit.folder or first.out)
    if not engine.far and not any(map(is_remote, places)):
        yield from supervise(tasks, work, limits)
        return
    near, again = DiskWorld(first.env), list[Task]()
    world = reaching(near, *places)
    pack: Pack = partial(_packed, work, world)
    for ended in engine.spread(tasks, pack, afar.bundle(tasks, limits), limits, scheduler):
        if ended.end is not End.MADE:
            yield ended
            continue
        result, files = ended.value
        if engine.far and any(family_of(each) is Family.FONT for each in result.findings):
            again.append(ended.job)
            continue
        yield replace(ended, value=afar.landed(result, files, first.out, world))
    if again:
        yield from spread(again, work, limits, "local", "")


def _packed(work: Callable[..., Any], world: World, task: Task) -> Parcel:
    """Of the environment only where faces lie: passwords and keys stay at home."""
    faces = os.pathsep.join(map(str, font_folders(task.env)))
    return Parcel(replace(task, env={FOLDERS_VARIABLE: faces}), work, afar.own(task, world))
