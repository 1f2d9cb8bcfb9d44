"""`reportgen trace`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import Family

if TYPE_CHECKING:
    from reportgen.briefing import Briefing
    from reportgen.trace.finished import Shown

HELP = """查一份成品（PDF、Word、OFD）里的每一个数字：是哪个事实，写在哪一行、哪一格；
手写的是年份、电话还是数；其余的是页码、编号、刻度。

照简报文件夹重新排一遍，和成品逐字对照。有一个数字说不出来处，就指出在第几页第几行，退出码 6。
查一个事实印在哪里，用 reportgen explain 事实。
"""


@options.command("trace", HELP)
@click.argument("file", metavar="成品", type=options.PathType())
@click.option("--from", "folder", metavar="文件夹", type=options.PathType(),
              help="简报文件夹；不写，就在成品旁边和 data/ 下找同名的、标题相同的。")
@options.draft_option
@options.chart_data_option
@options.screen_option
def command(
    session: Session, file: Path, folder: Path | None, **made: bool,
) -> Outcome:
    """Bind every digit run of a finished file."""
    from reportgen.acts.building import edition_of
    from reportgen.acts.tracing import briefing_of, title_of, traced
    from reportgen.trace.finished import stranger

    data, name, world = session.world.read(file), str(file), session.world
    title = title_of(data, name)
    folder = folder or briefing_of(file, title, world)
    edition = edition_of(folder, world, session.progress, **made)
    found = traced(data, edition, name, session.progress)
    rows = {"briefing": str(folder), "digits": [_row(each, edition.briefing) for each in found]}
    own = edition.document.meta.title
    hint = "文件生成以后改过，或者文稿、数据改过；重新生成再查" if title == own else \
        f"成品的标题是“{title}”，“{folder}”的是“{own}”：不是它的，用 --from 写另一个文件夹"
    strange = tuple(stranger(each, name, hint) for each in found if each.origin is None)
    counts = Counter(each.origin.why.value for each in found if each.origin is not None)
    text = "，".join((f"{len(found)} 个数字都有来处",
                     *(f"{why} {count}" for why, count in counts.most_common())))
    if strange:
        return Outcome("", rows, strange, Family.PROOF)
    return session.done(f"{text}（{folder}）", rows)


def _row(each: Shown, briefing: Briefing) -> dict[str, object]:
    """A digit run for machines."""
    from reportgen.trace.origin import Why
    from reportgen.trace.reason import reason

    origin, source = each.origin, None
    why = ""
    if origin is not None and origin.span.line and origin.why in (Why.FACT, Why.TYPED):
        source = origin.span.data
        if origin.why is Why.TYPED:
            why = reason(briefing.narrative.lines, origin.span)
    return {
        "digits": each.digits, "page": each.place.part, "line": each.place.spot,
        "kind": origin.why.value if origin else None, "reason": why or None,
        "fact": (origin.fact or None) if origin else None,
        "text": each.text if origin and origin.fact else None,
        "source": source, "meant": each.meant or None,
    }
