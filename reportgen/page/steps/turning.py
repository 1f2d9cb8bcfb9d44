"""The next issue, made of this one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from reportgen.acts.rolling import digest, place, planned
from reportgen.diagnostics import Span
from reportgen.edition import Progress
from reportgen.page.case import Case
from reportgen.page.jobs import Answer
from reportgen.page.markup import Html, joined, tag
from reportgen.page.view import approval
from reportgen.rolling.issue import RollWish
from reportgen.rolling.next import Rolled
from reportgen.rolling.values import FILLED, Change


def shown(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """What would become of what."""
    progress("做下一期")
    made = _planned(case, asked)
    doing = approval("roll", "新建下一期", digest(made), {
        name: asked.get(name, "") for name in ("name", "period")})
    return _told(made, done=False, doing="" if made.there else doing)


def rolled(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """The next issue's folder."""
    progress("做下一期")
    made = _planned(case, json.loads(asked.get("wish", "{}")))
    if not made.there:
        place(made, case.folder, case.world, case.disk, case.who,
              approved=asked.get("digest", ""))
    return _told(made, done=True)


def _planned(case: Case, asked: Mapping[str, str]) -> Rolled:
    return planned(case.folder, case.world, case.disk,
                   RollWish(asked.get("name", ""), asked.get("period", "")))


def _told(made: Rolled, *, done: bool, doing: str = "") -> Answer:
    if made.there:
        text = f"已经有了“{made.folder.name}”，没有动它。"
    else:
        blanks = sum(each.kind == FILLED for each in made.changes)
        text = (f"{'新建了' if done else '会新建'}“{made.folder.name}”：{made.turn.old.text} → "
                f"{made.turn.new.text}，要填 {blanks} 处。")
    opened = tag("p", tag("a", f"打开“{made.folder.name}”", class_="go",
                          href=f"/issue/{quote(made.folder.name)}")) if done or made.there else ""
    files = (tag("li", tag("h3", file), tag("ul", *map(_change, changes)))
             for file, changes in groupby(made.changes, lambda each: Path(each.span.file).name))
    return Answer(joined(tag("p", text), opened, doing, tag("ul", *files, class_="changes")
                         if made.changes else ""), found=made.found)


def _change(change: Change) -> Html:
    return tag("li", tag("p", f"{_place(change.span)} ", tag("strong", change.what)),
               tag("p", tag("del", change.old), " → " if change.old else "",
                   tag("ins", change.new or change.kind)))


def _place(span: Span) -> str:
    return f"{span.sheet} › {span.cell}" if span.cell else f"第{span.line}行"
