"""`reportgen explain`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from reportgen.cli import options
from reportgen.cli.options import below_data, chosen
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import NOWHERE, ReportError, Sink, failure
from reportgen.world import DiskWorld, World

if TYPE_CHECKING:
    from reportgen.document.tree import Document
    from reportgen.facts.model import Fact
    from reportgen.narrative.fill.lookup import Lookup
    from reportgen.trace.places import Printed

HELP = """查一个事实：值、单位、近似、期间、来源、写在哪里、可以写成什么、印在哪里。

名称、别名、编号都可以写；写印出来的值，如 360万元，查它是哪一条。
"""


def complete_fact(
    ctx: click.Context, _param: click.Parameter, incomplete: str,
) -> list[CompletionItem]:
    """Names of facts that begin like `incomplete`; none when the briefing cannot be read.

    Where there are several briefings, of all of them: the folder is written after the name.
    """
    world = DiskWorld()
    try:
        folders = [chosen(ctx.params.get("folder"), world)]
    except ReportError:
        folders = below_data(world)
    names = {name for folder in folders for name in _names(folder, world)}
    return [CompletionItem(name) for name in sorted(names)
            if name.startswith(incomplete) and name.isprintable()]


def _names(folder: Path, world: World) -> Iterable[str]:
    from reportgen.facts.read import read_facts

    try:
        return read_facts(folder, world, Sink()).by_name
    except ReportError:
        return ()


@options.command("explain", HELP, epilog=options.WHERE)
@click.argument("name", metavar="事实", shell_complete=complete_fact)
@options.folder_argument
def command(session: Session, name: str, folder: Path | None) -> Outcome:
    """Tell all about one fact."""
    from reportgen.acts.building import edition_of
    from reportgen.facts.amount_text import plain_sign
    from reportgen.facts.text import ways
    from reportgen.narrative.fill.lookup import Lookup
    from reportgen.style.choose import notation
    from reportgen.trace.about import about
    from reportgen.trace.places import printed

    edition = edition_of(chosen(folder, session.world), session.world, session.progress)
    briefing, document = edition.briefing, edition.composed
    lookup = Lookup(briefing.dataset, Sink())
    fact = lookup.fact(name, NOWHERE, {}) or _by_value(name, lookup, document)
    if fact is None:
        raise failure("E0906", f"事实表里没有“{name}”", NOWHERE,
                      *(lookup.meant(name) or ("全部名称在 facts 文件里",)))
    places = printed(document, fact.id, edition.fitted.pages)
    looks = notation(briefing.profile)
    rows = about(briefing.dataset, fact, looks)
    printable = [(each.form, each.text) for each in ways(briefing.dataset, fact, looks)]
    text = [f"{fact.name}（{fact.id}）", *(f"  {label}：{value}" for label, value in rows)]
    first = {text: form for form, text in reversed(printable)}
    text += [f"  可以写：{form}　{text}" for form, text in printable if first[text] == form]
    text += [f"  印在：{_place(place)}" for place in places] or ["  印在：没有印出"]
    data = {"fact": fact.id, "name": fact.name,
            "about": [{"label": label, "text": plain_sign(value)} for label, value in rows],
            "forms": [{"form": form, "text": plain_sign(text)} for form, text in printable],
            "printed": [_json(place) for place in places]}
    return Outcome("\n".join(text), data)


def _by_value(text: str, lookup: Lookup, document: Document) -> Fact | None:
    """The one fact that prints this text; E0906 asks which where there are several."""
    from reportgen.document.walk import printings, walk

    printed = {each.quantity.fact for each in printings(walk(document))
               if each.quantity.text == text}
    found = [fact for fact in lookup.dataset
             if fact.id in printed or lookup.value(fact.name) == text]
    if len(found) > 1:
        from reportgen.sources.nearest import question

        raise failure("E0906", f"有{len(found)}条事实是“{text}”", NOWHERE,
                      question(f"{fact.name}（{text}）" for fact in found))
    return found[0] if found else None


def _place(place: Printed) -> str:
    page = f"第 {place.page} 页，" if place.page else ""
    section = f"{place.section} › " if place.section else ""
    where = f"  {place.span}" if place.span.file else ""
    exact = f"（舍入前{place.unrounded}）" if place.unrounded else ""
    return f"{page}{section}{place.block}：{place.text}{exact}{where}"


def _json(place: Printed) -> dict[str, object]:
    from reportgen.facts.amount_text import plain_sign

    return {"section": place.section, "block": place.block, "text": plain_sign(place.text),
            "unrounded": place.unrounded or None,
            "form": place.form, "page": place.page or None, "place": place.span.data}
