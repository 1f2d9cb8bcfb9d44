"""The register of printed copies as a desk uses it: note what became of some, list them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from reportgen.acts.archive import Desk
from reportgen.acts.register import Copy, PrintRun, Register, noted, read_register
from reportgen.archive.record import Number
from reportgen.diagnostics import NOWHERE, failure
from reportgen.sources.nearest import asked


def note(
    at: Desk, name: str, act: str, copies: Sequence[int], about: Mapping[str, str],
    *, revision: int = 0,
) -> tuple[PrintRun, list[int]]:
    """Note an act of copies of an issue, named as `archive` names records; 0: its last revision.

    Returns that revision's last run, and the copies of which the act was not known already.
    Raises E1106, E1107, E1224.
    """
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
