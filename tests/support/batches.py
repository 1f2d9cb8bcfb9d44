"""Batches for tests: a template, tables of made-up towns, and what can go wrong with a unit."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from reportgen.batching import work as real
from reportgen.batching.work import Task
from reportgen.world import World

NARRATIVE = """---
报头: "{{ 单位 }}统计月报"
期号: 10
编发单位: "{{ 单位 }}人民政府"
日期: 2024-11-15
标题: "{{ 单位 }}经济运行情况"
---

{{ 本月 }}，{{ 单位 }}产值{{ 产值 }}，{{ 产值 | 同比句 }}，投资{{ 投资 }}。
"""
FACTS = "标题: 示例县各镇\n期间: 2024年10月\n事实:\n" \
        "  - {编号: Z1, 名称: 全县人口, 数值: 9000人}\n"
HEAD = "镇,产值（万元）,同比（%）,投资（万元）\n"
FULL = "满"        # where a disk without room may be put
STEMS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


def names(count: int) -> list[str]:
    """Names of towns; 484 of two characters and a 镇, then longer ones."""
    return [f"{STEMS[at % 22]}{STEMS[at // 22 % 22]}{STEMS[at // 484 - 1] * (at > 483)}镇"
            for at in range(count)]


def template(folder: Path, narrative: str = NARRATIVE) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "briefing.md").write_text(narrative, encoding="utf-8")
    (folder / "facts.yaml").write_text(FACTS, encoding="utf-8")
    return folder


def table(path: Path, units: Iterable[str]) -> Path:
    rows = (f"{name},{100 + at},{at % 7}.5,{40 + at if name != '缺镇' else ''}\n"
            for at, name in enumerate(units))
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


def _deaf() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)


def _busy() -> None:
    while True:
        pass


def _deep(level: int = 0) -> int:
    return _deep(level + 1) + 1


def _full() -> None:
    """Its files go to a disk without room; without one, no file may grow: it comes the same way."""
    if not os.path.ismount(FULL):
        resource.setrlimit(resource.RLIMIT_FSIZE, (50, 50))


def _raise() -> None:
    raise ZeroDivisionError("种下的错")


FAULTS: dict[str, Callable[[], object]] = {
    "错镇": _raise, "停镇": lambda: time.sleep(600), "转镇": _busy, "聋镇": _deaf,
    "大镇": lambda: bytearray(3 << 30), "退镇": lambda: os._exit(7),
    "杀镇": lambda: os.kill(os.getpid(), signal.SIGKILL), "深镇": _deep, "满镇": _full,
}


# What is told of each of these, and of units that are wrong in the table: state and code.
EXPECTED = {
    "错镇": ("程序错", "E1406"), "停镇": ("超时", "E1403"), "转镇": ("超时", "E1403"),
    "聋镇": ("超时", "E1403"), "大镇": ("超内存", "E1404"), "退镇": ("中止", "E1405"),
    "杀镇": ("中止", "E1405"), "深镇": ("程序错", "E1406"), "满镇": ("有错", "E0102"),
    "坏镇": ("有错", "E0104"), "../外镇": ("有错", "E1402"), "缺镇": ("有错", "E0301"),
}


def unreadable() -> None:
    """A folder with facts that nobody can read, here."""
    Path("坏镇").mkdir()
    Path("坏镇/facts.yaml").write_bytes(b"\xff\xfe\x00\x81")


def work(task: Task, world: World | None = None) -> object:
    """The real work; before it, what is planted for a unit of this name."""
    if fault := FAULTS.get(task.unit.name):
        fault()
    if task.unit.name == "坏镇":
        task = replace(task, unit=replace(task.unit, folder=Path("坏镇")))
    return real.work(task, world)


def alive(process: int) -> bool:
    """Whether a process runs; one that is dead and not yet buried does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def parents() -> dict[int, int]:
    """Each process of this machine, and who began it."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and alive(number := int(entry.name)):
            try:
                found[number] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                found.pop(number, None)
    return found


def jobs(job: str) -> str:
    """A job for the supervisor alone: what its name says."""
    match job.partition(" "):
        case "once", _, path:       # dies the first time
            if not Path(path).exists():
                Path(path).touch()
                os._exit(1)
        case "late", _, _:
            time.sleep(600)
        case "big", _, _:
            bytearray(3 << 30)
        case "swell", _, _:         # where the system holds nobody to a limit
            resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2)
            held = bytearray(700 << 20)
            time.sleep(600 + len(held) % 2)
        case "raise", _, _:
            raise ZeroDivisionError
        case "die", _, _:
            os.kill(os.getpid(), signal.SIGKILL)
        case "nap", _, _:
            time.sleep(0.02)
        case _:
            pass
    return job
