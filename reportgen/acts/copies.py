"""The register of printed copies as a desk uses it: note what became of some, list them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from reportgen.acts.archive import Desk
from reportgen.acts.register import ACTS, HANDED, Copy, PrintRun, Register, noted, read_register
from reportgen.archive.record import Number
from reportgen.diagnostics import NOWHERE, failure
from reportgen.sources.nearest import asked

_SPAN = re.compile(r"([1-9][0-9]{0,5})(?:[-—~～]([1-9][0-9]{0,5}))?")
_MOST = 100_000


def numbers(text: str) -> tuple[int, ...]:
    """份号 as they are written, 1-20,25, in order. Raises E1224 for what is none."""
    found: set[int] = set()
    for part in re.split("[,，、]", text):
        span = _SPAN.fullmatch(part.strip())
        if span is None or not 0 <= int(span[2] or span[1]) - int(span[1]) <= _MOST:
            raise failure("E1224", f"“{part}”不是份号", NOWHERE, "照这样写：1-20,25")
        found.update(range(int(span[1]), int(span[2] or span[1]) + 1))
    return tuple(sorted(found))


def about(holder: str = "", place: str = "", day: date | None = None) -> dict[str, str]:
    """What is noted of copies besides: who has them, where, since which day."""
    told = {"持有": holder.strip(), "地点": place.strip(), "日期": str(day or "")}
    return {key: value for key, value in told.items() if value}


def note(
    at: Desk, name: str, act: str, copies: Sequence[int], about: Mapping[str, str],
    *, revision: int = 0,
) -> tuple[PrintRun, list[int]]:
    """Note an act of copies of an issue, named as `archive` names records; 0: its last revision.

    Returns that revision's last run, and the copies of which the act was not known already.
    Raises E1106, E1107, E1224.
    """
    if act not in ACTS or (act == HANDED and not about.get("持有")):
        raise failure("E1224", "没有写给了谁" if act == HANDED else f"没有“{act}”这样的登记",
                      NOWHERE, f"登记{'、'.join(each[2:] for each in ACTS)}；发放要写给了谁")
    with at.archive(write=True) as archive:
        register = read_register(archive)
        number = _number(register, name)
        runs = register.of(number)
        chosen = [run for run in runs if run.revision == (revision or runs[-1].revision)]
        if not chosen:
            raise failure("E1224", f"“{number}”没有印过第{revision}版", NOWHERE,
                          f"印过的：reportgen copies list {number}")
        return chosen[-1], noted(archive, register, chosen[-1], act, copies, at.who, about)


def listed(at: Desk, name: str = "") -> list[Copy]:
    """All copies, or those of one issue. Raises E1106, E1107."""
    with at.archive() as archive:
        register = read_register(archive)
    runs = register.of(_number(register, name)) if name else register.runs
    return list(register.copies(runs))


class Alike(NamedTuple):
    """Neighbouring copies of a run of which the same is known: what, the first, the last."""

    run: PrintRun
    told: tuple[str, ...]
    first: int
    last: int

    @property
    def numbers(self) -> str:
        """第3份, 第1—20份."""
        return f"第{self.first}份" if self.first == self.last else f"第{self.first}—{self.last}份"


def alike(copies: Iterable[Copy]) -> Iterator[Alike]:
    """Copies as they are listed."""
    for (run, *about), group in groupby(copies, lambda each: (
            each.run, each.state, each.holder, each.place, each.date)):
        numbers = [each.number for each in group]
        state, *more = about
        told = tuple(filter(None, (state[2:] or "已印", *more)))
        yield Alike(run, told, numbers[0], numbers[-1])


def _number(register: Register, name: str) -> Number:
    """The issue of that name, whole or without its series: 2024-5."""
    known = list(dict.fromkeys(run.number for run in register.runs))
    found = [number for number in known
             if name in (str(number), f"{number.year}-{number.serial}")]
    if len(found) > 1:
        raise failure("E1107", f"叫“{name}”的有几种", NOWHERE,
                      "写全：" + "、".join(map(str, found)))
    if not found:
        raise failure("E1106", f"登记里没有“{name}”", NOWHERE, *asked(name, map(str, known)),
                      "印过的：reportgen copies list")
    return found[0]
