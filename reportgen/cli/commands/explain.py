"""`reportgen explain`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from reportgen.cli import options
from reportgen.cli.options import chosen
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import ReportError
from reportgen.world import World

if TYPE_CHECKING:
    from reportgen.cli.places import Printed
    from reportgen.facts.model import Dataset, Fact

HELP = """查一个事实：值、单位、近似、期间、来源、写在哪里、印在哪里。

名称、别名、编号都可以写。
"""


def complete_fact(
    ctx: click.Context, _param: click.Parameter, incomplete: str,
) -> list[CompletionItem]:
    """Names of facts that begin like `incomplete`; none when the briefing cannot be read."""
    from reportgen.diagnostics import Sink
    from reportgen.facts.read import read_facts

    try:
        data = read_facts(chosen(ctx.params.get("folder")), World(), Sink())
    except ReportError:
        return []
    return [CompletionItem(name) for name in sorted(data.by_name) if name.startswith(incomplete)]


@options.command("explain", HELP, epilog=options.WHERE)
@click.argument("name", metavar="事实", shell_complete=complete_fact)
@options.folder_argument
def command(session: Session, name: str, folder: Path | None) -> Outcome:
    """Tell all about one fact."""
    from reportgen import pipeline
    from reportgen.cli.places import printed
    from reportgen.edition import Edition

    briefing = pipeline.load(chosen(folder), session.world)
    fact = briefing.dataset.find(name)
    if fact is None:
        raise options.refuse("E0906", f"事实表里没有“{name}”", _hint(name, briefing.dataset))
    document = pipeline.compose(briefing)
    pages = Edition(briefing, document, session.progress).pages
    places = printed(document, fact.id, pages)
    rows = _rows(briefing.dataset, fact)
    text = [f"{fact.name}（{fact.id}）", *(f"  {label}：{value}" for label, value in rows)]
    text += [f"  印在：{_place(place)}" for place in places] or ["  印在：没有印出"]
    data = {"fact": fact.id, "name": fact.name,
            "about": [{"label": label, "text": value} for label, value in rows],
            "printed": [_json(place) for place in places]}
    return Outcome("\n".join(text), data)


def _hint(name: str, dataset: Dataset) -> str:
    from reportgen.sources.nearest import nearest

    near = nearest(name, dataset.by_name)
    return f"是不是“{near}”？" if near else "全部名称在 facts 文件里"


def _rows(dataset: Dataset, fact: Fact) -> list[tuple[str, str]]:
    """Label and text of all that qualifies the fact; what is empty is left out."""
    from reportgen.facts.period import dated
    from reportgen.facts.text import quantity

    rows = [("值", quantity(dataset, fact).text), *_amounts(fact)]
    rows += [(f"{change.kind}", f"{change.rate.digits}{change.rate.full_unit}")
             for change in fact.changes]
    rows += [
        ("期间", dated(fact.period)), ("频次", fact.frequency),
        ("状态", fact.status), ("进度", fact.modality.value if fact.modality else ""),
        ("阶段", fact.stage + ("（已完成）" if fact.stage_complete else "")),
        ("累计", "是" if fact.cumulative else ""), ("口径", fact.scope),
        ("分母", fact.denominator), ("总项", _named(dataset, fact.part_of)),
        ("等同", _named(dataset, fact.same_as)), ("主体", _entity(dataset, fact.entity)),
        ("推断", fact.inferred), ("说明", fact.note),
        ("别名", "、".join(fact.aliases)), ("测算", _formula(fact)),
        ("来源", _source(dataset, fact)), ("写在", str(fact.span)),
    ]
    return [(label, text) for label, text in rows if text]


def _named(dataset: Dataset, id_: str) -> str:
    other = dataset.find(id_)
    return f"{other.name}（{id_}）" if other is not None else id_


def _entity(dataset: Dataset, id_: str) -> str:
    return next((f"{each.name}（{id_}）" for each in dataset.entities if each.id == id_), id_)


def _amounts(fact: Fact) -> list[tuple[str, str]]:
    from reportgen.facts.model import Quantities

    if not isinstance(fact.value, Quantities):
        return []
    found = []
    for amount in fact.value.amounts:
        found += [("数", amount.digits), ("单位", amount.full_unit)]
        if (near := amount.approximation) is not None:
            found.append(("近似", f"{near.word}（{near.place.value}）"))
    return found


def _formula(fact: Fact) -> str:
    if fact.formula is None:
        return ""
    operands = "、".join(fact.formula.operands)
    return f"{fact.formula.name}（{operands}），{fact.formula.decimals} 位小数"


def _source(dataset: Dataset, fact: Fact) -> str:
    source = fact.source if fact.source.title else dataset.source
    return "，".join(part for part in (source.title, source.date, source.locator) if part)


def _place(place: Printed) -> str:
    page = f"第 {place.page} 页，" if place.page else ""
    section = f"{place.section} › " if place.section else ""
    where = f"  {place.span}" if place.span.file else ""
    return f"{page}{section}{place.block}：{place.text}{where}"


def _json(place: Printed) -> dict[str, object]:
    return {"section": place.section, "block": place.block, "text": place.text,
            "form": place.form, "page": place.page or None, "place": str(place.span)}
