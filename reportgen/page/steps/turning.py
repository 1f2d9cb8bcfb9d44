"""The next issue, made of this one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportgen.acts.rolling import place, planned
from reportgen.edition import Progress
from reportgen.page.case import Case
from reportgen.page.jobs import Answer
from reportgen.page.markup import joined, tag
from reportgen.rolling.issue import RollWish
from reportgen.rolling.next import Rolled
from reportgen.rolling.values import FILLED


def shown(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """What would become of what."""
    progress("做下一期")
    return _told(_planned(case, asked), done=False)


def rolled(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """The next issue's folder."""
    progress("做下一期")
    made = _planned(case, asked)
    if not made.there:
        place(made, case.folder, case.world, case.disk, case.who)
    return _told(made, done=True)


def _planned(case: Case, asked: Mapping[str, str]) -> Rolled:
    return planned(case.folder, case.world, case.disk,
                   RollWish(asked.get("name", ""), asked.get("period", "")))


def _told(made: Rolled, *, done: bool) -> Answer:
    if made.there:
        text = f"已经有了“{made.folder.name}”，没有动它。"
    else:
        blanks = sum(each.kind == FILLED for each in made.changes)
        text = (f"{'新建了' if done else '会新建'}“{made.folder.name}”：{made.turn.old.text} → "
                f"{made.turn.new.text}，要填 {blanks} 处。")
    rows = (tag("tr", tag("td", _place(Path(each.span.file).name, each.span)),
                tag("td", each.what), tag("td", each.old), tag("td", each.new or each.kind))
            for each in made.changes)
    table = tag("table", tag("thead", tag("tr", *(tag("th", each, scope="col") for each in (
        "在哪里", "什么", "原来", "现在")))), tag("tbody", *rows)) if made.changes else ""
    return Answer(joined(tag("p", text), table), found=made.found)


def _place(file: str, span: object) -> str:
    return f"{file}{str(span).rpartition(file)[2]}"
