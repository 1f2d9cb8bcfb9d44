"""An edition: a document with its charts and pages made once, and the table of writers.

The writers are siblings and know nothing of each other; what they share is made here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.briefing import Briefing
    from reportgen.charts.record.drawing import Drawing
    from reportgen.document.tree import Document, Figure, PhotoFigure
    from reportgen.fonts.library import FontLibrary
    from reportgen.images.develop import Print
    from reportgen.layout.pages import OwnPage, Pages
    from reportgen.writers.docx import Picture

Progress = Callable[[str], None]


def silent(_step: str) -> None:
    """No progress is shown."""


class Edition:
    """A document made ready to write. Charts and pages are made once, when a format asks."""

    def __init__(self, briefing: Briefing, document: Document, progress: Progress) -> None:
        self.briefing, self.composed, self.progress = briefing, document, progress

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
    def photos(self) -> tuple[PhotoFigure, ...]:
        """All figures of photographs, in reading order."""
        from reportgen.document.tree import PhotoFigure

        return tuple(block for block in self.document.blocks if isinstance(block, PhotoFigure))

    @cached_property
    def prints(self) -> dict[str, Print]:
        """The photographs by digest, as large as the largest use of each, or out of the cache."""
        if not self.photos:
            return {}
        from reportgen.images.developing import developed

        self.progress("处理照片")
        briefing = self.briefing
        made = developed(self.photos, briefing.album, briefing.profile, self.cache, briefing.sink)
        briefing.sink.raise_errors()
        return made

    @cached_property
    def drawings(self) -> dict[int, Drawing]:
        """The charts by figure number, compiled or out of the cache, and proved."""
        if not self.figures:
            return {}
        from reportgen.charts.compile import drawing
        from reportgen.charts.proof.drawings import check_drawings
        from reportgen.charts.record.text_measure import Ruler
        from reportgen.charts.record.theme import theme_of

        self.progress("绘图")
        theme = theme_of(self.briefing.profile)
        chain = self.library.chain(theme.role)
        made = {f.number: drawing(f.chart, theme, chain, self.cache) for f in self.figures}
        check_drawings(self.document, made, self.briefing.sink, printed=theme.printed,
                       width=Ruler(chain, theme).width)
        self.briefing.sink.raise_errors()
        return made

    def check_glyphs(self) -> None:
        """Stop when a character has no face: in Word, too, a reader would see an empty box."""
        from reportgen.checks.glyphs import check_glyphs

        briefing = self.briefing
        check_glyphs(self.composed, self.drawings, briefing.profile, self.library, briefing.sink)
        briefing.sink.raise_errors()

    @cached_property
    def cache(self) -> Path | None:
        """The folder of compiled charts and pictures."""
        return self.briefing.world.cache_dir()

    @cached_property
    def pages(self) -> Pages:
        """The pages; raises what the layout found wrong."""
        from reportgen.layout import layout

        drawings, prints = self.drawings, self.prints
        self.progress("排版")
        sink = self.briefing.sink
        pages = layout(self.document, self.briefing.profile, self.library, drawings, sink,
                       prints=prints)
        sink.raise_errors()
        return pages

    @cached_property
    def colophon(self) -> OwnPage | None:
        """Where the colophon has pages to itself, so that Word may begin it on such a one."""
        from reportgen.document.tree import Colophon

        blocks = self.document.blocks
        wanted = bool(blocks) and isinstance(blocks[-1], Colophon)
        if not (wanted and self.briefing.profile.flag("colophon.even_page")):
            return None
        return self.pages.colophon

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The page of each anchor, when a contents asks for it; only then are pages made."""
        from reportgen.document.tree import Contents

        wanted = any(isinstance(block, Contents) for block in self.document.blocks)
        return self.pages.numbers() if wanted else {}

    @cached_property
    def count(self) -> int:
        """How many pages there are, when page numbers say so; only then are pages made."""
        from reportgen.style.schema import PAGES

        wanted = PAGES in self.briefing.profile.text("folio.text")
        return len(self.pages.pages) if wanted else 0


def _pdf(edition: Edition) -> bytes:
    from reportgen.writers.pdf import write_pdf

    pages = edition.pages
    edition.progress("写 PDF")
    made = write_pdf(pages, edition.document, edition.library)
    _prove_charts(edition, made)
    return made


def _prove_charts(edition: Edition, pdf: bytes) -> None:
    """Raise what a grey print of the finished pages would not show (E0731 to E0733)."""
    briefing = edition.briefing
    if not edition.figures or not briefing.profile.flag("chart.printed"):
        return
    from reportgen.diagnostics import Family
    from reportgen.proof.greyscale import unclear

    figures = edition.figures
    for each in unclear(pdf, [edition.drawings[figure.number] for figure in figures]):
        figure = figures[each.chart]
        where = f"PDF 第{each.page}页的{figure.label}" if each.page else "PDF"
        briefing.sink.error(each.code, f"{where}：{each.words}", figure.span,
                            "这是程序的错，请把简报文件夹发给维护者")
    briefing.sink.raise_errors(Family.PROOF)


def _docx(edition: Edition) -> bytes:
    from reportgen.layout import shaped
    from reportgen.writers.docx import write_docx

    pictures, prints = _pictures(edition), edition.prints
    edition.progress("写 Word")
    briefing = edition.briefing
    document = shaped(edition.document, briefing.profile, edition.library)
    return write_docx(
        document, briefing.profile, pictures, edition.numbers, prints,
        dataset=briefing.dataset, colophon=edition.colophon, pages=edition.count,
    )


def _pictures(edition: Edition) -> dict[int, Picture]:
    if not edition.figures:
        return {}
    from reportgen.charts.paint.png import to_png
    from reportgen.charts.paint.svg import to_svg
    from reportgen.charts.proof.view import upwards
    from reportgen.writers.docx import Picture

    editable = {figure.number for figure in edition.figures if figure.editable}
    return {
        number: Picture(
            b"" if number in editable else to_svg(drawing, edition.library),
            b"" if number in editable else to_png(drawing, edition.library, cache=edition.cache),
            drawing.width, drawing.height, drawing.printed, not upwards(drawing),
        )
        for number, drawing in edition.drawings.items()
    }


def _text(edition: Edition) -> bytes:
    from reportgen.writers.text import write_text

    return write_text(edition.document)


WRITERS: Mapping[str, Callable[[Edition], bytes]] = {"pdf": _pdf, "docx": _docx, "text": _text}


def writer(name: str) -> Callable[[Edition], bytes]:
    """The writer of a format; `ValueError` when there is none."""
    if name not in WRITERS:
        raise ValueError(f"no format {name!r}; there are {', '.join(WRITERS)}")
    return WRITERS[name]
