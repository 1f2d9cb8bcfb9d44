"""Every fact is printed, or says why not."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.checks.prose import Said
from reportgen.diagnostics import Sink
from reportgen.facts.model import Dataset, Fact, Statement

UNPRINTED, REQUIRED = "不入文", "须入文"     # how the 说明 of a fact begins
_SHOWN = 6      # names of unused facts that the message repeats


def check_usage(dataset: Dataset, said: Said, sink: Sink) -> None:
    """W0401 a fact nowhere printed that must be, I0401 all others; W0402 不入文 without a reason.

    A fact without a number (粮食生产: 列入计划) is said when its name is; a number must be printed.
    """
    used = {each.quantity.fact for each in said.values}
    used |= {each.fact for each in said.document.told}
    named = {each.quantity.fact for each in said.printed}
    used |= {fact.id for fact in dataset if isinstance(fact.value, Statement) and fact.id in named}
    operands = {name for fact in dataset if fact.id in used and fact.formula is not None
                for name in fact.formula.operands}
    _unused([fact for fact in dataset
             if fact.id not in used and fact.id not in operands and not fact.derived], sink)


def _unused(facts: Sequence[Fact], sink: Sink) -> None:
    silent = []
    for fact in facts:
        if fact.note.startswith(REQUIRED):
            sink.warning("W0401", f"事实“{fact.name}”须入文，却没有写进稿子", fact.span,
                         f"在稿子里引用：{{{{ {fact.name} }}}}")
        elif not fact.note.startswith(UNPRINTED):
            silent.append(fact)
        elif not fact.note.removeprefix(UNPRINTED).strip("：: "):
            sink.warning("W0402", f"事实“{fact.name}”没有说明为什么不入文", fact.span,
                         "写成“说明: 不入文：理由”")
    if silent:
        names = "、".join(fact.name for fact in silent[:_SHOWN])
        more = "等" if len(silent) > _SHOWN else ""
        sink.info("I0401", f"{len(silent)}条事实没有写进稿子：{names}{more}", silent[0].span,
                  f"要写的，在稿子里引用：{{{{ {silent[0].name} }}}}",
                  "一定要写的，在它的“说明”里注明须入文，漏写就会警告")
