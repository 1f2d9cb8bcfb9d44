"""An edition: a document with its charts and pages made once, for all formats it is written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.diagnostics import ReportError, Sink

if TYPE_CHECKING:
    from reportgen.briefing import Briefing
    from reportgen.cache import Cache
    from reportgen.charts.record.drawing import Drawing
    from reportgen.document.tree import Document, Figure
    from reportgen.fonts.library import FontLibrary
    from reportgen.images.develop import Print
    from reportgen.layout import Copyfit
    from reportgen.layout.pages import OwnPage
    from reportgen.proof.pdf.sheets import FinishedPdf

Progress = Callable[[str], None]
"""Told each step before it is taken; may raise `Stopped`."""
_OF_DRAWINGS = "E073"       # how the codes begin that are a drawing's own


class Stopped(Exception):  # noqa: N818 - what a person wished, no bug
    """Raised by a `Progress` to stop the work. Nothing is half done then: again, it is done."""


def silent(_step: str) -> None:
    """No progress is shown."""


class Edition:
    """A document made ready to write. Charts and pages are made once, when a format asks.

    `sources` are the files it was read from, by their true paths, where they are to travel along.
    With `anew`, nothing is taken out of the cache. `compared`: what the PDF says will be compared
    with another file; `finished` is that PDF, its pages read.
    """

    def __init__(
        self, briefing: Briefing, document: Document, progress: Progress,
        sources: Mapping[Path, bytes] | None = None, *, anew: bool = False,
        compared: bool = False,
    ) -> None:
        self.briefing, self.composed, self.progress = briefing, document, progress
        self.sources, self.anew, self.compared = sources or {}, anew, compared
        self.finished: FinishedPdf | None = None

    @cached_property
    def document(self) -> Document:
        """The document as all formats show it: with its addressees where page 1 has room."""
        briefing = self.briefing
        if not briefing.profile.flag("page.text_first"):
            return self.composed
        from reportgen.layout import opened

        return opened(self.composed, briefing.profile, self.library, briefing.sink)

    @cached_property
    def library(self) -> FontLibrary:
        """The faces, as the profile wishes them; raises what is wrong with the user's own."""
        from reportgen.fonts.select import library_for
        from reportgen.style.faces import wishes

        briefing = self.briefing
        wanted = wishes(briefing.profile, briefing.sink)
        library = library_for(wanted, briefing.world, briefing.sink)
        briefing.sink.raise_errors()
        return library

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, in reading order."""
        from reportgen.document.tree import Figure

        return tuple(block for block in self.composed.blocks if isinstance(block, Figure))

    @cached_property
    def prints(self) -> dict[str, Print]:
        """The photographs by digest, as large as the largest use of each, and the logo."""
        from reportgen.document.tree import PhotoFigure

        briefing = self.briefing
        photos = [block for block in self.document.blocks if isinstance(block, PhotoFigure)]
        if not (photos or briefing.profile.text("logo.file")):
            return {}
        from reportgen.images.developing import developed
        from reportgen.images.logo import logo

        self.progress("处理照片")
        made = developed(photos, briefing.album, briefing.profile, self.cache, briefing.sink)
        made |= logo(briefing.profile, briefing.world, self.cache, briefing.sink)
        briefing.sink.raise_errors()
        return made

    @cached_property
    def drawings(self) -> dict[int, Drawing]:
        """The charts by figure number, compiled or out of the cache.

        They are proved, and every character of the document has a face: in Word, too, a reader
        would see an empty box.
        """
        made, trial = self._compiled(self.cache), Sink()
        try:
            self._prove(made, trial)
        except ReportError as error:    # before anyone is blamed: is it the cache?
            if any(each.code.startswith(_OF_DRAWINGS) for each in error.diagnostics):
                made = self._compiled(self.cache.fresh())
            self._prove(made, self.briefing.sink)
        else:
            self.briefing.sink.extend(trial)
        return made

    def _prove(self, drawings: dict[int, Drawing], sink: Sink) -> None:
        from reportgen.checks.registry import Need
        from reportgen.inspection import inspect

        inspect(sink, {Need.DRAWINGS: drawings, Need.LIBRARY: self.library},
                {Need.DOCUMENT: self.composed, Need.PROFILE: self.briefing.profile})

    def _compiled(self, cache: Cache) -> dict[int, Drawing]:
        if not self.figures:
            return {}
        from reportgen.charts.compile import drawing
        from reportgen.charts.record.theme import theme_of

        self.progress("绘图")
        theme = theme_of(self.briefing.profile)
        chain = self.library.chain(theme.role)
        return {f.number: drawing(f.chart, theme, chain, cache) for f in self.figures}

    def check(self) -> None:
        """Stop at what the charts and the faces show to be wrong, before any page is made."""
        _ = self.drawings

    def let_go(self, *, pages: bool = False) -> None:
        """Keep nothing of what was made; who asks again has it made again.

        `pages`: let those alone go, but for what formats without pages tell of them.
        """
        if pages:
            _ = self.numbers, self.colophon, self.count
            fitted = self.fitted
            self.__dict__["fitted"] = replace(fitted, pages=replace(fitted.pages, pages=()))
            return
        for name in ("fitted", "drawings", "prints", "document"):
            self.__dict__.pop(name, None)

    @cached_property
    def cache(self) -> Cache:
        """Compiled charts and pictures."""
        cache = self.briefing.world.cache()
        return cache.fresh() if self.anew else cache

    @cached_property
    def fitted(self) -> Copyfit:
        """The document as its pages have it, and the pages; raises what the layout found wrong."""
        from reportgen.layout import copyfitted

        drawings, prints = self.drawings, self.prints
        self.progress("排版")
        sink = self.briefing.sink
        made = copyfitted(self.document, self.briefing.profile, self.library, drawings, sink,
                          prints=prints)
        sink.raise_errors()
        return made

    @cached_property
    def colophon(self) -> OwnPage | None:
        """Where the colophon has pages to itself, so that Word may begin it on such a one."""
        from reportgen.document.tree import Colophon

        blocks = self.document.blocks
        wanted = bool(blocks) and isinstance(blocks[-1], Colophon)
        if not (wanted and self.briefing.profile.flag("colophon.even_page")):
            return None
        return self.fitted.pages.colophon

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The page of each anchor, when a contents asks for it; only then are pages made."""
        from reportgen.document.tree import Contents

        wanted = any(isinstance(block, Contents) for block in self.document.blocks)
        return self.fitted.pages.numbers() if wanted else {}

    @cached_property
    def count(self) -> int:
        """How many pages there are, when page numbers say so; only then are pages made."""
        from reportgen.document.printed import PAGES

        wanted = PAGES in self.briefing.profile.text("folio.text")
        return len(self.fitted.pages.pages) if wanted else 0
