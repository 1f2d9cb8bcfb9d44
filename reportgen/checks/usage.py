"""Every fact is printed, or says why not; every table and figure is referred to."""

from __future__ import annotations

from reportgen.checks.walk import Survey, values
from reportgen.diagnostics import Sink
from reportgen.document.tree import Table
from reportgen.facts.model import Dataset, Fact, Statement

UNPRINTED = "不入文"


def check_usage(dataset: Dataset, found: Survey, sink: Sink) -> None:
    """W0401 a fact nowhere printed, W0402 a 不入文 without reason, W0409 a table uncited.

    A fact without a number (粮食生产: 列入计划) is said when its name is; a number must be printed.
    """
    used = {each.quantity.fact for each in values(found)}
    named = {each.quantity.fact for each in found.printed}
    used |= {fact.id for fact in dataset if isinstance(fact.value, Statement) and fact.id in named}
    operands = {name for fact in dataset if fact.id in used and fact.formula is not None
                for name in fact.formula.operands}
    for fact in dataset:
        if fact.id not in used and fact.id not in operands and not fact.derived:
            _unused(fact, sink)
    for block in found.captioned:
        if block.anchor not in found.cited:
            kind = "表" if isinstance(block, Table) else "图"
            sink.warning("W0409", f"文中没有提到{block.label}“{block.caption}”", block.span,
                         f"在相关的段落里写“见{{{{ {kind}：编号 }}}}”")


def _unused(fact: Fact, sink: Sink) -> None:
    if not fact.note.startswith(UNPRINTED):
        sink.warning("W0401", f"事实“{fact.name}”没有写进稿子", fact.span,
                     f"在稿子里引用：{{{{ {fact.name} }}}}",
                     "确实不写的，加一行“说明: 不入文：理由”")
    elif not fact.note.removeprefix(UNPRINTED).strip("：: "):
        sink.warning("W0402", f"事实“{fact.name}”没有说明为什么不入文", fact.span,
                     "写成“说明: 不入文：理由”")
