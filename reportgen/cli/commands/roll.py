"""`reportgen roll`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.options import chosen
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import typed

if TYPE_CHECKING:
    from reportgen.rolling.next import Rolled
    from reportgen.rolling.values import Change

HELP = """由一期做出下一期的文件夹：期号、日期、期间往后移，要填的空出来。

上月、上期的列承上期的数，上年同期的从去年那一期来（在单位文件夹或档案里）；没有的空着。
累计到一月从头算。稿子里写着期间、名次的句子列出来，不改。原来的文件夹不动。
"""


@options.command("roll", HELP, epilog=options.WHERE)
@click.option("--to", "name", metavar="名称", default="", help="下一期文件夹的名称。")
@click.option("--period", metavar="期间", default="", help="下一期的期间，如 2024年1—9月。")
@click.option("--dry-run", is_flag=True, help="只看会改什么，不写。")
@click.option("--by", metavar="姓名", default="", help="谁在操作；默认用登录名。")
@options.folder_argument
def command(
    session: Session, folder: Path | None, name: str, period: str, *, dry_run: bool, by: str,
) -> Outcome:
    """Show what becomes of what; write the next issue unless only that was asked for."""
    from reportgen.acts.rolling import place, planned
    from reportgen.archive.disk import Disk
    from reportgen.rolling.issue import RollWish

    world, disk, folder = session.world, Disk(), chosen(folder, session.world)
    session.progress("做下一期")
    made = planned(folder, world, disk, RollWish(name, period))
    if not made.there and not dry_run:
        place(made, folder, world, disk, by)
    return session.done("\n".join(_lines(made, dry_run)), _data(made, dry_run), made.found)


def _lines(made: Rolled, dry: bool) -> Iterator[str]:
    from reportgen.rolling.values import FILLED

    if made.there:
        yield f"已经有了 {made.folder}，没有动它"
        return
    blanks = sum(each.kind == FILLED for each in made.changes)
    yield (f"{'会新建' if dry else '已新建'} {made.folder}：{made.turn.old.text} → "
           f"{made.turn.new.text}，要填 {blanks} 处")
    for file in dict.fromkeys(change.span.file for change in made.changes):
        yield Path(file).name
        yield from _of_file([each for each in made.changes if each.span.file == file])
    if made.left:
        yield f"没有带过来：{'、'.join(made.left)}"
    if not dry:
        yield f"填好以后：reportgen check {typed(made.folder)}"


def _of_file(changes: list[Change]) -> Iterator[str]:
    """A line for each change; cells to be filled or taken over alike, a line for each range."""
    from reportgen.excel.cells import area, place_of
    from reportgen.excel.refilling import rectangles
    from reportgen.rolling.values import FILLED, MOVED

    for each in changes:
        if each.kind == MOVED or not each.span.cell:
            place = f"{each.span.sheet}!{each.span.cell}" if each.span.cell else \
                f"{each.span.line}:{each.span.column}"
            new = each.new or (FILLED if each.kind == FILLED else "")
            yield f"  {place}  {each.what}  {_shown(each.old)} → {_shown(new)}"
    groups: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for each in changes:
        if each.kind != MOVED and each.span.cell:
            word = "要填" if each.kind == FILLED else f"取自“{each.origin or '这一期'}”"
            groups.setdefault((word, each.span.sheet), []).append(place_of(each.span.cell))
    for (word, sheet), places in groups.items():
        areas = "、".join(area(*each) for each in rectangles(places))
        yield f"  {sheet}  {word} {len(set(places))} 格：{areas}"


def _shown(text: str) -> str:
    return " ".join(text.split()) or "（空）"


def _data(made: Rolled, dry: bool) -> dict[str, object]:
    return {
        "folder": str(made.folder), "there": made.there, "dry_run": dry,
        "from": made.turn.old.text, "period": made.turn.new.text,
        "number": made.numbers.number, "earlier": made.earlier, "left": list(made.left),
        "files": [str(made.folder / name) for name in made.files],
        "changes": [{"kind": each.kind, "place": each.span.data, "what": each.what,
                     "old": each.old, "new": each.new, "origin": each.origin}
                    for each in made.changes],
    }
