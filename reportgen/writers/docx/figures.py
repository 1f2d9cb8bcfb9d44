"""Figures and their captions: a drawing (SVG, with a PNG for readers without it), or a chart of
Word's own where the document asks for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace

from reportgen.document.chart import Coord, SeriesChart
from reportgen.document.tree import Figure
from reportgen.frozen import frozen
from reportgen.style.profile import Profile
from reportgen.units import Length, Pt
from reportgen.writers.docx.bookmarks import Marks
from reportgen.writers.docx.captions import Captions, notes
from reportgen.writers.docx.chart.series import labelled, rows
from reportgen.writers.docx.chart.space import chart_space, legend_room
from reportgen.writers.docx.chart.texts import type_of
from reportgen.writers.docx.chart.workbook import workbook
from reportgen.writers.docx.drawing import Size, inline, picture
from reportgen.writers.docx.measure import type_width
from reportgen.writers.docx.paragraph import paragraph
from reportgen.writers.docx.picture import Picture
from reportgen.writers.docx.xml import NAMESPACES, Element, node

# Word keeps the SVG in an extension of the picture: [MS-ODRAWXML] 2.3.2.5
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"

AddPart = Callable[[str, bytes], str]
"""Puts bytes into the file under a name (`figure1.png`); gives the relationship's id."""

ChartStore = Callable[[str, Element, bytes], str]
"""Puts a chart and its workbook into the file; gives the relationship's id."""


@frozen
class Figures:
    """Writes the figures of one file."""

    profile: Profile
    pictures: Mapping[int, Picture]
    add_part: AddPart
    chart: ChartStore
    ids: Iterator[int]
    families: Mapping[str, str] = field(default_factory=dict)   # faces of rare characters
    # Word's own, by drawing, and the facts whose values carry labels
    charts: dict[int, tuple[SeriesChart, frozenset[str]]] = field(default_factory=dict)

    def figure(self, block: Figure, marks: Marks, captions: Captions) -> Iterator[Element]:
        """Picture, caption and notes; kept together."""
        yield paragraph("Figure", [self._drawing(block)])
        yield captions.caption(block, marks)
        yield from notes(block.notes, marks)

    def _drawing(self, block: Figure) -> Element:
        image, number = self.pictures[block.number], next(self.ids)
        wide, high = (size.emu for size in self._size(block, image))
        drawn = self._chart(block, number) if block.editable else None
        if drawn is None:
            drawn = self._picture(image, number, (wide, high))
        return inline(number, block.label, block.alt, (wide, high), drawn)

    def _chart(self, block: Figure, number: int) -> Element | None:
        """A chart of Word's own, with its numbers in a workbook; None for other shapes."""
        if not isinstance(block.chart, SeriesChart):
            return None
        spec = block.chart
        if self.pictures[block.number].across and spec.coord is Coord.UPRIGHT:
            spec = replace(spec, coord=Coord.ACROSS)    # names too long to stand side by side
        told = labelled(spec, self.pictures[block.number].printed)
        self.charts[number] = spec, told
        space = chart_space(spec, type_of(self.profile, spec, self.families), told)
        related = self.chart(f"chart{number}", space, workbook(rows(spec)))
        return node("a:graphicData", node("c:chart", r__id=related), uri=NAMESPACES["c"])

    def _picture(self, image: Picture, number: int, size: Size) -> Element:
        png = self.add_part(f"figure{number}.png", image.png)
        svg = self.add_part(f"figure{number}.svg", image.svg)
        vector = node("a:ext", node("asvg:svgBlip", r__embed=svg), uri=_SVG_EXTENSION)
        return picture(number, f"figure{number}.png", png, size, [vector])

    def _more(self, block: Figure) -> float:
        """Points that an editable chart is higher than its drawing."""
        if not (block.editable and isinstance(block.chart, SeriesChart)):
            return 0.0
        return legend_room(block.chart, type_of(self.profile))

    def _size(self, block: Figure, image: Picture) -> tuple[Length, Length]:
        """The drawing's own size, scaled as on the pages; not wider than the type area."""
        scale = min(1.0, type_width(self.profile) / Pt(image.width).twips) * block.scale
        return Pt(image.width) * scale, Pt(image.height + self._more(block)) * scale
