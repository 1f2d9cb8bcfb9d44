"""The entities of a kind or a group, and what each of them has of an indicator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reportgen.diagnostics import Span
from reportgen.facts.heads import INDICATORS
from reportgen.facts.model import Entity, Fact
from reportgen.facts.period import parse_period
from reportgen.narrative.fill.lookup import Lookup
from reportgen.sources.nearest import asked, question

Key = tuple[str, str]       # an entity's id, and what is counted of it
Slots = tuple[Fact | None, ...]
_LINE = "指标/"      # before the id of an indicator whose facts fill a row


@dataclass
class Members:
    """Finds entities, and their facts by what they say of them."""

    lookup: Lookup
    _rests: dict[str, dict[str, tuple[Fact, ...]]] = field(default_factory=dict)

    def of(self, name: str, span: Span) -> tuple[Entity, ...]:
        """The entities of a kind, of a group, or of names divided by 、; E0327 for none.

        Of a table with an indicator in each row (指标 | 本月 | 累计) these are the indicators.
        """
        dataset = self.lookup.dataset
        kinds = dict.fromkeys(entity.kind for entity in dataset.entities if entity.kind)
        groups: dict[str, set[str]] = {}
        for fact in dataset:
            if fact.group and fact.entity:
                groups.setdefault(fact.group, set()).add(fact.entity)
        if name in kinds:
            return tuple(entity for entity in dataset.entities if entity.kind == name)
        if name in groups:
            return tuple(each for each in dataset.entities if each.id in groups[name])
        lines = {each: facts for each, facts in self._lines.items()
                 if name in INDICATORS or any(fact.group == name for fact in facts)}
        if lines:
            return tuple(Entity(_LINE + each, each) for each in lines)
        named = [self.lookup.entity(part.strip()) for part in re.split("[、，,]", name)]
        if None not in named:
            return tuple(entity for entity in named if entity is not None)
        there = tuple({**kinds, **dict.fromkeys(groups), **dict.fromkeys(
            fact.group for facts in self._lines.values() for fact in facts if fact.group)})
        self.lookup.sink.error(
            "E0327", f"没有类别或分组叫“{name}”的主体", span, *asked(name, there),
            f"有的是：{'、'.join(there)}" if there else "在事实表的“主体”里给它们写上“类别”")
        return ()

    def whole(self, entities: Sequence[Entity]) -> bool:
        """Whether these are all entities of a kind."""
        kinds = {entity.kind for entity in entities}
        return len(kinds) == 1 and len(entities) == sum(
            entity.kind in kinds for entity in self.lookup.dataset.entities)

    def facts(self, entities: Sequence[Entity], indicator: str, span: Span) -> Slots:
        """The fact of each entity, None where there is none.

        Reports E0327 where none has any, E0328 where it could be either of two.
        """
        facts: list[Fact | None] = []
        for entity in entities:
            found = self._named(entity).get(indicator) \
                or self._counted.get((entity.id, indicator)) or self._in_line(entity, indicator)
            if len(found) > 1:
                self.lookup.sink.error(
                    "E0328", f"“{entity.name}”的“{indicator}”有{len(found)}条，要哪一条？", span,
                    question(f"{rests(fact, entity)[0]}（{self.lookup.value(fact.name)}）"
                             for fact in found),
                    related=tuple((fact.span, f"“{fact.name}”在这里") for fact in found))
                return (None,) * len(entities)
            facts.append(found[0] if found else None)
        if entities and not any(facts):
            ids = {entity.id for entity in entities}
            there = [what for id_, what in self._counted if id_ in ids]
            there += [what for entity in entities for what in self._named(entity)]
            self.lookup.sink.error(
                "E0327", f"{entities[0].name}等{len(entities)}个主体都没有“{indicator}”", span,
                *asked(indicator, dict.fromkeys(there)),
                "在事实表里给它们的事实写上“指标”，或改用有的指标")
        return tuple(facts)

    def _named(self, entity: Entity) -> dict[str, tuple[Fact, ...]]:
        """By what stands in a name beside the entity's: of 甲镇产值（计划） it is 产值（计划）."""
        if entity.id not in self._rests:
            self._rests[entity.id] = {
                rest: (fact,) for fact in self.lookup.of_entity(entity)
                for rest in rests(fact, entity)}
        return self._rests[entity.id]

    @cached_property
    def _counted(self) -> dict[Key, tuple[Fact, ...]]:
        """By 指标; a second mention of one thing (等同) is none of its own."""
        return self.lookup.dataset.grouped(
            lambda fact: (fact.entity, fact.indicator)
            if fact.entity and fact.indicator and not fact.same_as else None)

    @cached_property
    def _lines(self) -> dict[str, tuple[Fact, ...]]:
        """The facts of no entity by their 指标, with which their names begin."""
        return self.lookup.dataset.grouped(
            lambda fact: fact.indicator
            if not fact.entity and fact.name.startswith(fact.indicator) else "")

    def _in_line(self, line: Entity, column: str) -> tuple[Fact, ...]:
        """Of 产值（累计） it is 累计, of 产值 the period it is of, in any words: 本月, 10月."""
        when = parse_period(column, self.lookup.dataset.period)
        return tuple(
            fact for fact in self._lines.get(line.id.removeprefix(_LINE), ())
            if (rest := fact.name.removeprefix(line.name).strip("（）")) == column
            or (not rest and when is not None
                and (when.start, when.end) == (fact.period.start, fact.period.end)))


def is_line(entity: Entity) -> bool:
    """Whether it is an indicator, in a table that has one in each row."""
    return entity.id.startswith(_LINE)


def rests(fact: Fact, entity: Entity) -> list[str]:
    """What the names of a fact say beside its entity's; the whole of those without it."""
    own = sorted((entity.name, *entity.short_names), key=len, reverse=True)
    return [next((rest for each in own if name.startswith(each)
                  and (rest := name.removeprefix(each))), name)
            for name in (fact.name, *fact.aliases)]
