"""`reportgen facts`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.options import chosen
from reportgen.cli.session import Outcome, Session
from reportgen.cli.show import aligned
from reportgen.diagnostics import NOWHERE
from reportgen.terminal import columns

if TYPE_CHECKING:
    from reportgen.diagnostics import Sink, Span
    from reportgen.facts.model import Dataset, Fact

HELP = """列出事实表读成了什么：名称、数值、单位、期间、同比、从哪里读来。

印之前先看一遍，尤其是 Excel 统计表：哪一格读成了哪个事实。
"""
_HEADS = ("名称", "数值", "单位", "期间", "同比", "读自")
_KEYS = ("name", "value", "unit", "period", "change")


@options.command("facts", HELP, epilog=options.WHERE)
@click.option("--into", metavar="文件", type=options.PathType(),
              help="写成一张工作表（.xlsx），在 Excel 里看。")
@options.folder_argument
def command(session: Session, folder: Path | None, into: Path | None) -> Outcome:
    """Show what was taken for what."""
    from reportgen.diagnostics import Sink, collecting
    from reportgen.facts.read import facts_beside
    from reportgen.narrative.read import tables_named
    from reportgen.pipeline import NARRATIVE
    from reportgen.sources.text import decode

    sink = Sink()
    world, folder = session.world, chosen(folder, session.world)
    with collecting(sink):
        path = folder / NARRATIVE
        tables = tables_named(decode(world.read(path), str(path), Sink()), str(path)) \
            if world.is_file(path) else None
        dataset = facts_beside(folder, world, sink, needed=True, tables=tables)
    sink.raise_errors()
    rows = [_row(dataset, fact) for fact in dataset]
    data: dict[str, object] = {
        "title": dataset.title, "period": dataset.period.text,
        "facts": [{"id": fact.id, "entity": fact.entity, "indicator": fact.indicator,
                   "part_of": fact.part_of, **dict(zip(_KEYS, row, strict=False)),
                   "place": fact.span.data}
                  for fact, row in zip(dataset, rows, strict=True)],
    }
    if into is not None:
        return _sheet(into, rows, session, data, sink)
    head = f"{dataset.title}　{dataset.period.text}　{len(rows)} 个事实"
    return Outcome("\n".join((head, "", *aligned([_HEADS, *rows]))), data, tuple(sink))


def _sheet(
    into: Path, rows: list[tuple[str, ...]], session: Session, data: dict[str, object], sink: Sink,
) -> Outcome:
    """Write the rows as a workbook."""
    from reportgen.diagnostics import failure
    from reportgen.excel.write import of_texts

    if into.suffix.lower() != ".xlsx":
        raise failure("E0901", f"“{into.name}”不是 .xlsx", NOWHERE, "--into 后面写 .xlsx 文件")
    widths = [min(60, max(map(columns, column)) + 2) for column in zip(_HEADS, *rows, strict=True)]
    session.world.write_all({into: of_texts([_HEADS, *rows], "事实", widths)})
    return session.done(f"已写 {into}，{len(rows)} 个事实", data | {"files": [str(into)]},
                        tuple(sink))


def _row(dataset: Dataset, fact: Fact) -> tuple[str, ...]:
    """What is shown of a fact; a value that is no number stands whole."""
    from reportgen.facts.amount_text import HYPHEN, amount_text
    from reportgen.facts.scale import Notation
    from reportgen.facts.text import quantity

    forms = ("数值", "单位") if fact.amounts else ("值",)
    shown = [quantity(dataset, fact, form, notation=Notation(HYPHEN)).text for form in forms]
    number, unit = (*shown, "")[:2]
    change = "，".join(each.kind.removeprefix("同比") + amount_text(each.rate, HYPHEN)
                      for each in fact.changes)
    return fact.name, number, unit, fact.period.text, change, _place(fact.span)


def _place(span: Span) -> str:
    """The place without its folder."""
    return str(span).removeprefix(span.file[: len(span.file) - len(Path(span.file).name)])
