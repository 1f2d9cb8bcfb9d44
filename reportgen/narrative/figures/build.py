"""Figures: a 图 fence becomes a chart specification whose numbers all come from facts.

Which kind it is tells the shape of its data; there is one maker for each shape.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from reportgen.charts.paint.editable import office_has
from reportgen.charts.registry import kind, kinds
from reportgen.document import chart, tree
from reportgen.document.chart import ChartSpec, Frame, SeriesChart
from reportgen.document.chart_words import sentences
from reportgen.document.tree import plain
from reportgen.narrative.figures.chart_choice import choose, unused
from reportgen.narrative.figures.chart_data import DataMaker
from reportgen.narrative.figures.chart_shapes import ShapeMaker
from reportgen.narrative.figures.projects import ProjectMaker
from reportgen.narrative.figures.series import SeriesMaker
from reportgen.narrative.fill.expand import Expander
from reportgen.narrative.fill.lookup import Lookup, Scope
from reportgen.narrative.fill.pivot import spread
from reportgen.narrative.fill.tables import caption_text
from reportgen.narrative.syntax import FigureSource

Maker = Callable[[FigureSource, str, Scope], ChartSpec | None]


@dataclass(slots=True)
class FigureBuilder:
    """Builds the figures of one document."""

    expander: Expander
    lookup: Lookup
    editable: bool = False       # whether Word gets charts of its own, where it can have them

    def build(
        self, source: FigureSource, number: int, anchor: str, scope: Scope
    ) -> tree.Figure | None:
        """The figure; None when its chart cannot be made (reported as E0317–E0319)."""
        caption = caption_text(source.caption, self.expander, scope)
        if not (source.facts or source.series or source.panels):
            self.lookup.sink.error("E0317", "图里没有事实", source.span,
                                   "写出要画的事实，如 事实: [东村产值, 西村产值]")
            return None
        source = self._spread(source, scope)
        if self._repeated(source):
            return None
        source = self._chosen(source)
        spec = self._makers(source.scale)[kinds()[source.kind].shape](source, caption, scope)
        if spec is None:
            return None
        spec = replace(spec, frame=self._frame(source, spec, caption, scope))
        notes = tuple(self.expander.inline(note, scope) for note in source.notes)
        return tree.Figure(number, caption, spec, alt_text(spec, caption), notes, anchor,
                           span=source.span, editable=self._editable(source, spec))

    def _spread(self, source: FigureSource, scope: Scope) -> FigureSource:
        """The fence with a name for every fact that {每个: …} stands for."""
        return replace(
            source, facts=spread(source.facts, self.lookup, scope),
            series=tuple(replace(each, facts=spread(each.facts, self.lookup, scope))
                         for each in source.series),
            panels=tuple(replace(each, facts=spread(each.facts, self.lookup, scope))
                         for each in source.panels))

    def _repeated(self, source: FigureSource) -> bool:
        """Whether a list names one thing twice (E0317): it would be drawn twice, as if two."""
        lists = (source.facts, *(series.facts for series in source.series),
                 *(panel.facts for panel in source.panels))
        twice = [named for facts in lists for i, named in enumerate(facts) if named.name
                 and self._meant(named.name) in (self._meant(n.name) for n in facts[:i])]
        for named in twice:
            self.lookup.sink.error("E0317", f"“{named.name}”在这里列了两次", named.span,
                                   "两处留一处")
        return bool(twice)

    def _meant(self, name: str) -> str:
        fact = self.lookup.dataset.find(name)
        return fact.id if fact is not None else name

    def _chosen(self, source: FigureSource) -> FigureSource:
        """The fence with a kind: its own, or the one that suits what it names (I0716)."""
        if source.kind:
            return source
        kind = kinds()[choose(source, self.lookup.dataset)]
        for key in unused(source, kind.keys):
            self.lookup.sink.error(
                "E0317", f"没有写类型，照这些事实应画{kind.words}，用不上“{key}”", source.span,
                f"不写“{key}”，或写明是哪一种图")
        self.lookup.sink.info("I0716", f"没有写类型，画成{kind.words}", source.span,
                              f"写明“类型: {kind.name}”，就不再提示")
        return replace(source, kind=kind.name)

    def _editable(self, source: FigureSource, spec: ChartSpec) -> bool:
        """Whether Word gets a chart of its own; where it cannot have one, I0711 says so."""
        wanted = self.editable if source.editable is None else source.editable
        if wanted and not office_has(spec):
            self.lookup.sink.info("I0711", f"这幅{kinds()[source.kind].words}在 Word 里放图片",
                                  source.span, "写明“Word图: 图片”，就不再提示")
            return False
        return wanted

    def _makers(self, scale: str) -> Mapping[type, Maker]:
        data = DataMaker(self.lookup, scale)
        shapes, projects = ShapeMaker(data), ProjectMaker(data)

        def series(source: FigureSource, title: str, scope: Scope) -> SeriesChart | None:
            return SeriesMaker(data, scope).make(source, kinds()[source.kind], title)

        return {
            SeriesChart: series, chart.PartBars: shapes.parts, chart.Panels: shapes.panels,
            chart.Change: shapes.change, chart.Targets: shapes.targets,
            chart.StageChart: projects.stages, chart.Schedule: projects.schedule,
        }

    def _frame(
        self, source: FigureSource, spec: ChartSpec, caption: str, scope: Scope
    ) -> Frame:
        """Finding and source as written; the period where all values have one, said only once."""
        finding = plain(self.expander.inline(source.finding, scope))
        origin = plain(self.expander.inline(source.origin, scope))
        period = self._period(spec)
        return Frame(finding, "" if period in caption + finding else period, origin)

    def _period(self, spec: ChartSpec) -> str:
        if isinstance(spec, chart.Schedule | chart.StageChart | chart.Change):
            return ""
        facts = self.lookup.dataset.by_id
        periods = {facts[q.fact].period for q in chart.quantities(spec) if q.fact in facts}
        if isinstance(spec, SeriesChart) and any(c.interval for c in spec.categories):
            years = {period.year for period in periods}
            short = not any("年" in category.label for category in spec.categories)
            return f"{years.pop()}年" if len(years) == 1 and short else ""
        return periods.pop().text if len(periods) == 1 else ""


def alt_text(spec: chart.ChartSpec, caption: str) -> str:
    """The chart in words. Derived values say 测算."""
    parts = (caption, _kind(spec), spec.frame.finding, "；".join(sentences(spec)))
    return "".join(f"{part.rstrip('。')}。" for part in parts if part)


def _kind(spec: chart.ChartSpec) -> str:
    words = kind(spec).words
    match spec:
        case chart.SeriesChart():
            units = dict.fromkeys(axis.unit for axis in spec.axes if axis.unit)
            return f"{words}，单位：{'、'.join(units)}" if units else words
        case chart.PartBars() | chart.Change():
            return f"{words}，单位：{spec.unit}"
        case chart.StageChart():
            return f"{words}，依次为{'、'.join(spec.stages)}"
        case chart.Panels():
            return f"{len(spec.panels)}幅{words}，各有各的单位"
        case chart.Targets() | chart.Schedule():
            return words
        case _:
            assert_never(spec)
