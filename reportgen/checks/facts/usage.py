"""Every fact is printed, or says why not."""

from __future__ import annotations

from reportgen.checks.walk import survey, values
from reportgen.diagnostics import Sink
from reportgen.document.tree import Document
from reportgen.facts.model import Dataset, Fact, Statement

UNPRINTED = "不入文"


def check_usage(dataset: Dataset, document: Document, sink: Sink) -> None:
    """W0401 a fact nowhere printed, W0402 a 不入文 without reason.

    A fact without a number (粮食生产: 列入计划) is said when its name is; a number must be printed.
    """
    found = survey(document)
    used = {each.quantity.fact for each in values(found)}
    named = {each.quantity.fact for each in found.printed}
    used |= {fact.id for fact in dataset if isinstance(fact.value, Statement) and fact.id in named}
    operands = {name for fact in dataset if fact.id in used and fact.formula is not None
                for name in fact.formula.operands}
    for fact in dataset:
        if fact.id not in used and fact.id not in operands and not fact.derived:
            _unused(fact, sink)


def _unused(fact: Fact, sink: Sink) -> None:
    if not fact.note.startswith(UNPRINTED):
        sink.warning("W0401", f"事实“{fact.name}”没有写进稿子", fact.span,
                     f"在稿子里引用：{{{{ {fact.name} }}}}",
                     "确实不写的，加一行“说明: 不入文：理由”")
    elif not fact.note.removeprefix(UNPRINTED).strip("：: "):
        sink.warning("W0402", f"事实“{fact.name}”没有说明为什么不入文", fact.span,
                     "写成“说明: 不入文：理由”")
