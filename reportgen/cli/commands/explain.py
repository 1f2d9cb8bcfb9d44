"""`reportgen explain`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from reportgen.cli import options
from reportgen.cli.options import chosen
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import NOWHERE, ReportError, Sink, failure
from reportgen.world import DiskWorld

if TYPE_CHECKING:
    from reportgen.facts.model import Dataset
    from reportgen.trace.places import Printed

HELP = """查一个事实：值、单位、近似、期间、来源、写在哪里、印在哪里。

名称、别名、编号都可以写。
"""


def complete_fact(
    ctx: click.Context, _param: click.Parameter, incomplete: str,
) -> list[CompletionItem]:
    """Names of facts that begin like `incomplete`; none when the briefing cannot be read."""
    from reportgen.facts.read import read_facts

    world = DiskWorld()
    try:
        data = read_facts(chosen(ctx.params.get("folder"), world), world, Sink())
    except ReportError:
        return []
    return [CompletionItem(name) for name in sorted(data.by_name) if name.startswith(incomplete)]


@options.command("explain", HELP, epilog=options.WHERE)
@click.argument("name", metavar="事实", shell_complete=complete_fact)
@options.folder_argument
def command(session: Session, name: str, folder: Path | None) -> Outcome:
    """Tell all about one fact."""
    from reportgen import pipeline
    from reportgen.edition import Edition
    from reportgen.facts.amount_text import plain_sign
    from reportgen.narrative.fill.lookup import Lookup
    from reportgen.trace.about import about
    from reportgen.trace.places import printed

    briefing = pipeline.load(chosen(folder, session.world), session.world)
    fact = Lookup(briefing.dataset, Sink()).fact(name, NOWHERE, {})
    if fact is None:
        raise failure("E0906", f"事实表里没有“{name}”", NOWHERE, _hint(name, briefing.dataset))
    document = pipeline.compose(briefing)
    pages = Edition(briefing, document, session.progress).fitted.pages
    places = printed(document, fact.id, pages)
    rows = about(briefing.dataset, fact, briefing.profile.text("text.minus"))
    text = [f"{fact.name}（{fact.id}）", *(f"  {label}：{value}" for label, value in rows)]
    text += [f"  印在：{_place(place)}" for place in places] or ["  印在：没有印出"]
    data = {"fact": fact.id, "name": fact.name,
            "about": [{"label": label, "text": plain_sign(value)} for label, value in rows],
            "printed": [_json(place) for place in places]}
    return Outcome("\n".join(text), data)


def _hint(name: str, dataset: Dataset) -> str:
    from reportgen.sources.nearest import nearest

    near = nearest(name, dataset.by_name)
    return f"是不是“{near}”？" if near else "全部名称在 facts 文件里"


def _place(place: Printed) -> str:
    page = f"第 {place.page} 页，" if place.page else ""
    section = f"{place.section} › " if place.section else ""
    where = f"  {place.span}" if place.span.file else ""
    return f"{page}{section}{place.block}：{place.text}{where}"


def _json(place: Printed) -> dict[str, object]:
    from reportgen.facts.amount_text import plain_sign

    return {"section": place.section, "block": place.block, "text": plain_sign(place.text),
            "form": place.form, "page": place.page or None, "place": str(place.span)}
