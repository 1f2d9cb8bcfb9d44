"""`reportgen mutate`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.options import chosen
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import Diagnostic, Family, Span

if TYPE_CHECKING:
    from reportgen.acts.mutating import Rate

HELP = """在数据和成品里种下毛病，看哪一道核对说得出：读数、检查、版面、两种文件、改稿核对、来处。

只在内存里改，不动文件。没有一道说得出的照实写 0。该说而没有说的，退出码 6。
"""


@options.command("mutate", HELP, epilog=options.WHERE)
@options.folder_argument
@click.option("--seed", type=int, default=1, metavar="种子",
              help="同一个种子，种在同样的地方；默认 1。")
@click.option("--count", type=click.IntRange(1, 1000), default=2, metavar="处数",
              help="每种毛病种几处；默认 2。")
def command(session: Session, folder: Path | None, seed: int, count: int) -> Outcome:
    """Plant, tell, count."""
    from reportgen.acts.mutating import DEFENCES, Subject, mutated

    folder = chosen(folder, session.world)
    session.progress("生成")
    rates = []
    for rate in mutated(Subject(folder, session.world), seed, count):
        session.progress(f"{rate.where}：{rate.kind}")
        rates.append(rate)
    data = {"seed": seed, "count": count, "rates": [asdict(each) for each in rates]}
    missed = tuple(Diagnostic("E1047", f"{each.where}里的“{each.kind}”，{'、'.join(each.must)}"
                              f"该说 {each.planted} 处，漏了 {each.missed} 次", Span(str(folder)),
                              ("这是程序的错，请把简报文件夹发给维护者",))
                   for each in rates if each.missed)
    if missed:
        return Outcome("", data, missed, Family.PROOF)
    return session.done("\n".join(_table(rates, DEFENCES)), data)


def _table(rates: Iterable[Rate], defences: Iterable[str]) -> Iterable[str]:
    """A row of each kind that was planted; a dash where a defence does not see such a file."""
    defences = tuple(defences)
    yield "| 在哪里 | 毛病 | 种下 | 说出 | " + " | ".join(defences) + " |"
    yield "|---|---|---|---|" + "---|" * len(defences)
    none = []
    for rate in rates:
        told = " | ".join(str(rate.told.get(each, 0)) for each in defences)
        if rate.planted:
            yield f"| {rate.where} | {rate.kind} | {rate.planted} | {rate.caught} | {told} |"
        else:
            none.append(f"{rate.where}“{rate.kind}”")
    if none:
        yield f"没有地方种的：{'、'.join(none)}"
