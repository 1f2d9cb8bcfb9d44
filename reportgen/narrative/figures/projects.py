"""Projects: on a scale of stages, or on a calendar."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document import chart
from reportgen.document.chart import State
from reportgen.facts.forms import STATUS, VALUE, has
from reportgen.facts.model import Entity, Fact, Modality
from reportgen.facts.period import interval
from reportgen.frozen import frozen
from reportgen.narrative.figures.chart_data import DataMaker
from reportgen.narrative.fill.lookup import Scope
from reportgen.narrative.syntax import FigureSource, Named

STATES = {
    Modality.DONE: State.DONE, Modality.ACCEPTED: State.DONE, Modality.IN_USE: State.DONE,
    Modality.DONE_PENDING_ACCEPTANCE: State.DONE, Modality.UNDER_WAY: State.UNDER_WAY,
    Modality.PLANNED: State.AHEAD, Modality.AIMED: State.AHEAD,
}


@frozen
class ProjectMaker:
    """Makes the project charts of one document."""

    data: DataMaker

    def stages(self, source: FigureSource, title: str, scope: Scope) -> chart.StageChart | None:
        stages = self.data.lookup.dataset.stages
        if not stages:
            self.data.lookup.sink.error("E0317", "事实表里没有列出阶段", source.span,
                                   "在事实表开头写“阶段: [规划, 前期, …]”")
            return None
        rows = [row for named in source.facts if (row := self._stage_row(named, stages, scope))]
        return chart.StageChart(title, stages, tuple(rows), span=source.span) if rows else None

    def _stage_row(
        self, named: Named, stages: Sequence[str], scope: Scope
    ) -> chart.StageRow | None:
        entity = self._entity(named, scope)
        if entity is not None:
            facts = tuple(f for f in self.data.lookup.of_entity(entity)
                          if not f.same_as and f.modality is not Modality.PLANNED)
        else:
            fact = self.data.lookup.fact(named.name, named.span, scope)
            facts = (fact,) if fact is not None else ()
        facts = tuple(fact for fact in facts if self.data.drawable(fact, named.span))
        if not facts:
            return None
        staged = [fact for fact in facts if fact.stage in stages]
        last = max(staged, key=lambda fact: stages.index(fact.stage), default=None)
        shown = (self.data.lookup.quantity(fact, STATUS if fact.status else VALUE, named.span)
                 for fact in facts)
        return chart.StageRow(
            named.label or row_name(entity, facts[0]),
            stages.index(last.stage) if last is not None else None,
            tuple(each for each in shown if each is not None),
            last is not None and last.stage_complete,
        )

    def schedule(self, source: FigureSource, title: str, scope: Scope) -> chart.Schedule | None:
        """Each row a project: its facts that name a period of their own, by time."""
        rows = [row for named in source.facts if (row := self._schedule_row(named, scope))]
        return chart.Schedule(title, tuple(rows), span=source.span) if rows else None

    def _schedule_row(self, named: Named, scope: Scope) -> chart.ScheduleRow | None:
        entity = self._entity(named, scope)
        if entity is not None:
            whole = self.data.lookup.dataset.period
            facts = [f for f in self.data.lookup.of_entity(entity) if f.period != whole]
        else:
            fact = self.data.fact(named, scope)
            if fact is None:
                return None
            facts = [fact]
        tasks = [task for fact in facts if (task := self._task(fact, named)) is not None]
        if not tasks:
            self.data.error(named.span, f"“{named.name}”没有写明起止的事实",
                            "在事实表里写“期间: 2023年3—9月”或“2023年10月—2024年5月”")
            return None
        ordered = sorted(tasks, key=lambda task: (task.interval.first, task.interval.last))
        return chart.ScheduleRow(named.label or row_name(entity, facts[0]), tuple(ordered))

    def _entity(self, named: Named, scope: Scope) -> Entity | None:
        """The project of a name, unless a fact is called so."""
        known = named.name in scope or self.data.lookup.dataset.find(named.name) is not None
        return None if known else self.data.lookup.entity(named.name)

    def _task(self, fact: Fact, named: Named) -> chart.Task | None:
        span = interval(fact.period)
        if span is None:
            return None
        form = STATUS if has(fact, STATUS) else VALUE
        shown = self.data.lookup.quantity(fact, form, named.span)
        state = STATES[fact.modality] if fact.modality is not None else State.UNKNOWN
        return chart.Task(span, state, shown) if shown is not None else None


def row_name(entity: Entity | None, fact: Fact) -> str:
    """What a row is called: the project, or the fact."""
    return entity.name if entity is not None else fact.name
