"""`reportgen copies add`, `recall`, `destroy`: an act of copies is noted."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from reportgen.acts.register import HANDED, RECALLED, SPOILED
from reportgen.cli import options
from reportgen.cli.archive.common import by_option, desk, office_option
from reportgen.cli.session import Outcome, Session

# Name → the act, what it does, whether it asks who has them.
_ACTS = {
    "add": (HANDED, "登记发放：哪几份给了谁，放在哪里。", True),
    "recall": (RECALLED, "登记收回：收回的份，扫描时会提醒。", False),
    "destroy": (SPOILED, "登记销毁：销毁的份，扫描时会提醒。登记留着。", False),
}
_SPAN = re.compile(r"([1-9][0-9]{0,5})(?:[-—~～]([1-9][0-9]{0,5}))?")
_MOST = 100_000


class Numbers(click.ParamType[tuple[int, ...]]):
    """份号: 1-20,25."""

    name = "份号"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        """The numbers in order."""
        found: set[int] = set()
        for part in re.split("[,，、]", str(value)):
            span = _SPAN.fullmatch(part.strip())
            if span is None or not 0 <= int(span[2] or span[1]) - int(span[1]) <= _MOST:
                self.fail(f"“{part}”不是份号；写成 1-20,25", param, ctx)
            found.update(range(int(span[1]), int(span[2] or span[1]) + 1))
        return tuple(sorted(found))


def noting(name: str) -> click.Command:
    """The command of that name."""
    act, help_text, holder = _ACTS[name]

    def command(
        session: Session, *, number: str, copies: tuple[int, ...], revision: int | None,
        day: date | None, start: Path, by: str, **about: str,
    ) -> Outcome:
        """Note what became of copies."""
        from reportgen.acts import copies as acts

        at = desk(session, start, by)
        told = {key: value for key, value in (("持有", about.get("holder", "")),
                                              ("地点", about.get("place", "")),
                                              ("日期", str(day or ""))) if value}
        run, new = acts.note(at, number, act, copies, told, revision=revision or 0)
        data = {"number": str(run.number), "revision": run.revision, "act": act,
                "copies": list(copies), "new": new, **told}
        text = f"已登记：{run.number} {act[2:]} {len(new)} 份" if new else \
            f"早已登记：{run.number} {act[2:]} {len(copies)} 份"
        return session.done(text, data)

    given: list[options.Option] = [
        click.argument("number", metavar="期"),
        click.option("--number", "copies", metavar="份号", type=Numbers(), required=True,
                     help="如 1-20,25。"),
        click.option("--revision", metavar="版", type=click.IntRange(1), default=None,
                     help="哪一版的；默认最后印的一版。"),
        click.option("--date", "day", metavar="日期", type=options.Day(),
                     help="哪一天，如 2024-06-07；默认只记登记的时间。"),
    ]
    if holder:
        given += [click.option("--holder", metavar="单位或姓名", required=True, help="给了谁。"),
                  click.option("--place", metavar="地点", default="", help="放在哪里。")]
    return options.built(f"copies {name}", help_text, command, (by_option, office_option, *given))
