"""What ties facts together: unique ids and names, references, stages, agreeing mentions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.diagnostics import Sink, Span
from reportgen.facts.amount_text import amount_text
from reportgen.facts.model import (
    PERIOD_NAMES,
    Entity,
    Fact,
    Quantities,
    Statement,
    UnassignedRates,
)
from reportgen.sources.nearest import asked, asked_key
from reportgen.sources.nodes import Scalar

_WIDE = {**{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
         **dict.fromkeys(map(ord, " \u3000\u00a0\u200b\t"))}
Places = dict[tuple[str, str], Scalar]


def link(
    facts: Sequence[Fact], entities: Sequence[Entity], stages: Sequence[str],
    places: Places, sink: Sink,
) -> tuple[Fact, ...]:
    """The facts with references as ids. Reports E0214–E0218, E0225, E0227, E0256 (doubles)."""
    return _Links(entities, stages, places, sink).run(facts)


class _Links:
    def __init__(
        self, entities: Sequence[Entity], stages: Sequence[str], places: Places, sink: Sink
    ) -> None:
        self.sink, self.stages, self.places = sink, tuple(stages), places
        self.entities = {
            name: entity for entity in entities
            for name in (*entity.short_names, entity.name, entity.id)
        }
        self.names: dict[str, Fact] = {}
        self.folded: dict[str, str] = {}
        self.ids: dict[str, Fact] = {}

    def run(self, facts: Sequence[Fact]) -> tuple[Fact, ...]:
        """All checks, in the order a reader meets them."""
        kept = [fact for fact in facts if self.register(fact)]
        linked = tuple(self.resolve(fact) for fact in kept)
        self.circles(linked)
        for fact in linked:
            self.stage(fact)
            self.agrees(fact)
        return linked

    def place(self, fact: Fact, key: str) -> Span:
        """Where a key of a fact was written; the fact itself when it was not."""
        node = self.places.get((fact.id, key))
        return node.span if node is not None else fact.span

    def register(self, fact: Fact) -> bool:
        """Take a fact's id and names; False when the id is taken."""
        if (other := self.ids.get(fact.id)) is not None:
            self.sink.error("E0214", f"编号“{fact.id}”用了两次", fact.span, "换一个编号",
                            related=((other.span, "第一次用在这里"),))
            return False
        self.ids[fact.id] = fact
        for name in (fact.name, *fact.aliases):
            self.name(name, fact)
        return True

    def name(self, name: str, fact: Fact) -> None:
        """Take one name: a proper one, not reserved, not taken."""
        span = self.place(fact, "名称" if name == fact.name else f"名称:{name}")
        if bad := next((ch for ch in "|{}\n" if ch in name), ""):
            shown = "换行" if bad == "\n" else f"“{bad}”"
            self.sink.error("E0227", f"名称里不能有{shown}", span, "换一个写法")
        elif name in PERIOD_NAMES:
            self.sink.error("E0225", f"“{name}”是内置的期间名称", span, "换一个名称")
        elif (other := self.names.get(name)) is not None:
            self.sink.error("E0215", f"名称“{name}”用了两次", span, "加上区别，如年份或单位",
                            related=((other.span, "第一次用在这里"),))
        elif (alike := self.names.get(self.folded.setdefault(_folded(name), name), fact)) \
                is not fact:
            self.sink.error("E0256", f"名称“{name}”和“{self.folded[_folded(name)]}”只差空格、"
                            "全角半角", span, "是一件事的只写一次；不是的，加上区别，如年份或单位",
                            related=((alike.span, "另一个在这里"),))
        else:
            self.names[name] = fact

    def resolve(self, fact: Fact) -> Fact:
        """The fact with ids in place of names in 总项, 等同, 主体, 指标."""
        found: dict[str, str] = {}
        if fact.part_of:
            found["part_of"] = self.whole(fact)
        if fact.same_as:
            found["same_as"] = self.target(fact, "等同", fact.same_as)
        if fact.entity:
            found["entity"] = self.entity(fact)
        if isinstance(fact.value, UnassignedRates):
            of = tuple(self.target(fact, f"指标:{name}", name) for name in fact.value.of)
            fact = replace(fact, value=replace(fact.value, of=of))
        return replace(fact, **found) if found else fact  # type: ignore[arg-type]

    def whole(self, fact: Fact) -> str:
        """The id of what a fact is part of; of a line over time it is that of the same period."""
        name = fact.part_of
        if name in self.ids or name in self.names \
                or not any(id_.startswith(f"{name}/") for id_ in self.ids):
            return self.target(fact, "总项", name)
        of_then = f"{name}/{fact.period.text if fact.period else ''}"
        return of_then if of_then in self.ids else ""

    def target(self, fact: Fact, key: str, name: str) -> str:
        """The id of the fact referred to; the name itself after E0216."""
        other = self.ids.get(name) or self.names.get(name)
        if other is not None and other.id != fact.id:
            return other.id
        label = key.partition(":")[0]
        if other is not None:
            self.sink.error("E0216", f"“{label}”指向了自己", self.place(fact, key), "写别的事实")
            return name
        self.sink.error("E0216", f"“{label}”里的“{name}”不是任何事实的编号或名称",
                        self.place(fact, key), *meant(name, self.names | self.ids, fact.name))
        return name

    def entity(self, fact: Fact) -> str:
        """The id of the entity a fact belongs to; its name after E0216."""
        entity = self.entities.get(fact.entity)
        if entity is not None:
            return entity.id
        self.sink.error("E0216", f"没有叫“{fact.entity}”的主体", self.place(fact, "主体"),
                        *asked(fact.entity, self.entities), "新的主体，先在“主体”一节里写上它")
        return fact.entity

    def circles(self, facts: Sequence[Fact]) -> None:
        """Nothing is a part of its own part."""
        by_id = {fact.id: fact for fact in facts if fact.part_of and fact.part_of != fact.id}
        done: set[str] = set()
        for start in by_id.values():
            trail: dict[str, None] = {}
            at = start.id
            while at in by_id and at not in done and at not in trail:
                trail[at] = None
                at = by_id[at].part_of
            if at in trail:
                circle = [*trail][[*trail].index(at):]
                self.sink.error("E0216", "“总项”绕成了一圈：" + "、".join(circle[:8]),
                                self.place(by_id[at], "总项"), "去掉其中一个“总项”")
            done |= trail.keys()

    def stage(self, fact: Fact) -> None:
        """A stage is one of the issue's stages."""
        if fact.stage and fact.stage not in self.stages:
            hints = (*asked_key(fact.stage, self.stages), "可以写：" + "、".join(self.stages)) \
                if self.stages else ("先在文件开头列出各个阶段，如 阶段: [规划, 施工]",)
            self.sink.error("E0217", f"没有“{fact.stage}”这个阶段", self.place(fact, "阶段"),
                            *hints)
        if fact.stage_complete and not fact.stage:
            self.sink.error("E0217", "写了“阶段完成”，没有写“阶段”", self.place(fact, "阶段完成"),
                            "写出它在哪个阶段，或不写“阶段完成”")

    def agrees(self, fact: Fact) -> None:
        """Two mentions of one thing say the same."""
        other = self.ids.get(fact.same_as)
        if other is not None and fact.amounts and _stated(fact) != _stated(other):
            said = [_shown(f) for f in (fact, other)]
            self.sink.error("E0218", f"两处说的是同一件事，数值却不同：{said[0]}、{said[1]}",
                            fact.span, f"核对来源，改成一样的数：{said[0]}，或者{said[1]}",
                            related=((other.span, "另一处在这里"),))


def meant(name: str, facts: Mapping[str, Fact], besides: str = "") -> tuple[str, ...]:
    """The hint for a fact that there is not: those named alike, with their values."""
    names = [each for each, fact in facts.items() if fact.name != besides]
    return asked(name, names, lambda near: _shown(facts[near])) or ("写事实的编号或名称",)


def _folded(name: str) -> str:
    """A name as an eye takes it: without blanks, ＧＤＰ（％） as GDP(%)."""
    return name.translate(_WIDE)


def _stated(fact: Fact) -> list[tuple[object, ...]]:
    return [(each.value, each.unit, each.approximation) for each in fact.amounts]


def _shown(fact: Fact) -> str:
    match fact.value:
        case Quantities(amounts):
            return "".join(map(amount_text, amounts))
        case Statement(text):
            return text
        case _:
            return "没有数值"
