"""恒等式: what the facts must satisfy among themselves, a line each.

    新增主体 = 个体户 + 新增企业
    1—9月产值 + 10月产值 = 1—10月产值
    各村的产值 = 全镇产值
    个转企 <= 新增企业
    补贴资金的各项 = 补贴资金
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.diagnostics import Sink
from reportgen.facts.links import meant
from reportgen.facts.model import Entity, Fact, Identity, Period, Term
from reportgen.sources.nodes import Scalar

_SIGN = re.compile("<=|>=|[=≤≥＝]")
_PLAIN = {"<=": "≤", ">=": "≥", "＝": "="}
_TERM = re.compile(r"[+＋]|(?<=\s)[-−－](?=\s)")
_EACH = re.compile("各([^的]+)的(.+)")
_PARTS = re.compile("(.+)的各项")
_SHOWN = 60     # characters of one that a message quotes


def identities(
    nodes: Sequence[Scalar], facts: Sequence[Fact], entities: Sequence[Entity], period: Period,
    sink: Sink,
) -> tuple[Identity, ...]:
    """The identities that are written so; E0254 for what is none, E0216 for names there are not."""
    reader = _Reader(facts, entities, period, sink)
    return tuple(made for node in nodes if (made := reader.read(node)) is not None)


class _Reader:
    def __init__(
        self, facts: Sequence[Fact], entities: Sequence[Entity], period: Period, sink: Sink,
    ) -> None:
        self.facts, self.period, self.sink = facts, period, sink
        self.kinds = {each.id: each.kind for each in entities}
        self.names = {name: fact for fact in facts for name in (*fact.aliases, fact.name, fact.id)}

    def read(self, node: Scalar) -> Identity | None:
        """One line."""
        text = node.text.strip()
        signs = list(_SIGN.finditer(text))
        if len(signs) != 1 or text in self.names:
            self.sink.error("E0254", f"“{text[:40]}”不是恒等式", node.span,
                            "照这样写：合计 = 甲 + 乙，部分 <= 总数，各村的产值 = 全镇产值")
            return None
        sign = signs[0]
        sides = [list(self.side(part, node)) for part in (text[: sign.start()], text[sign.end():])]
        if any(term is None for side in sides for term in side):
            return None
        left, right = (tuple(term for term in side if term is not None) for side in sides)
        if empty := next((term for term in (*left, *right) if not term.facts), None):
            self.sink.error("E0254", f"“{text[:40]}”里的“{empty.text}”一项也没有", node.span,
                            "核对主体的“类别”、指标的名称和期间")
            return None
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        return Identity(shown, left, _PLAIN.get(sign.group(), sign.group()), right, node.span)

    def side(self, text: str, node: Scalar) -> Iterator[Term | None]:
        """The terms of a side; None for one that there is not (reported)."""
        text = text.strip()
        if text in self.names:
            yield Term(text, (self.names[text].id,))
            return
        start, sign = 0, 1
        for found in (*_TERM.finditer(text), None):
            yield self.term(text[start : found.start() if found else None].strip(), sign, node)
            if found:
                start, sign = found.end(), -1 if found.group().strip() in "-−－" else 1

    def term(self, name: str, sign: int, node: Scalar) -> Term | None:
        """A fact, each entity's of a kind, or the parts of a whole."""
        if (fact := self.names.get(name)) is not None:
            return Term(name, (fact.id,), sign)
        if (found := _PARTS.fullmatch(name)) and (whole := self.names.get(found[1])) is not None:
            return Term(name, tuple(f.id for f in self.facts if f.part_of == whole.id), sign)
        if found := _EACH.fullmatch(name):
            return Term(name, tuple(self.each(found[1], found[2])), sign)
        at = node.text.find(name)
        place = node.span if not name or node.span.length != len(node.text) else replace(
            node.span, column=node.span.column + at, length=len(name))
        self.sink.error("E0216", f"恒等式里的“{name}”不是任何事实的编号或名称", place,
                        *meant(name, self.names))
        return None

    def each(self, kind: str, indicator: str) -> Iterator[str]:
        """The facts of an indicator of all entities of a kind, of the period of the issue.

        Where none is, of the period that they have.
        """
        found = [fact for fact in self.facts
                 if fact.indicator == indicator and self.kinds.get(fact.entity) == kind]
        now = [fact.id for fact in found if fact.period == self.period]
        return iter(now or [fact.id for fact in found])
