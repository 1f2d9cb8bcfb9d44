"""Papers of our own making: what the archive prints, set in the looks and faces of the office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportgen.acts.archive import Desk
from reportgen.diagnostics import Sink
from reportgen.document.tree import Document, Meta
from reportgen.fonts.select import library_for
from reportgen.frozen import frozen
from reportgen.layout.build import context_of
from reportgen.layout.forms import Field, Form, Kind, Row, form_pages
from reportgen.layout.pages import Pages
from reportgen.layout.text import Context
from reportgen.style.choose import profile_named
from reportgen.style.faces import wishes
from reportgen.style.profile import DEFAULT, load_profile


@frozen
class Press:
    """What papers of an office are set with; `unit` is whose they are."""

    context: Context
    unit: str
    day: str        # ISO; the metadata's only clock

    def points(self, key: str) -> float:
        """A length of the profile, in points."""
        return self.context.profile.length(key).pt

    def paper(
        self, papers: Sequence[Row], *, wide: bool = False, numbered: bool = False,
    ) -> Form:
        """Rows on A4, upright or `wide`."""
        page = load_profile(DEFAULT)
        sides = page.length("page.width").pt, page.length("page.height").pt
        padding = self.points("forms.padding_x"), self.points("forms.padding_y")
        return Form(max(sides) if wide else min(sides), min(sides) if wide else max(sides),
                    self.points("forms.margin"), tuple(papers), padding,
                    self.points("forms.rule"), numbered=numbered)

    def pages(self, forms: Iterable[Form]) -> Pages:
        """The pages of forms. Raises E0501 for a character that no face has."""
        made = form_pages(self.context, forms)
        self.context.sink.raise_errors()
        return made

    def pdf(self, title: str, forms: Iterable[Form], *, tagged: bool = True) -> bytes:
        """A file of forms, PDF/A-3a; untagged, what is to be laid on another page."""
        from reportgen.writers.pdf.printing import write_copies
        from reportgen.writers.pdf.write import write_pdf

        pages, document = self.pages(forms), Document(Meta(title, self.unit, self.day), ())
        if tagged:
            return write_pdf(pages, document, self.context.library)
        return write_copies(pages, document, self.context.library, [[()]], ())


def press(at: Desk) -> Press:
    """The press of an office. Raises what is wrong with its profile or its own faces."""
    office, sink = at.office, Sink()
    profile = profile_named(office.profile or DEFAULT, office.folder, at.world, office.span)
    library = library_for(wishes(profile, sink), at.world, sink)
    sink.raise_errors()
    day = at.disk.now().date().isoformat()
    return Press(context_of(profile, library, sink), office.unit, day)


def titled(text: str) -> Row:
    """A title row."""
    return Row(Kind.TITLE, (Field(text, style="form_title"),))


def told(
    *pairs: tuple[str, str], many: int = 1, most: int = 0, height: float = 0.0,
) -> Iterator[Row]:
    """Rows of boxes, `many` pairs in each: what it is, and what is known of it."""
    share = (5.0 - many) / many
    for at in range(0, len(pairs), many):
        yield Row(Kind.BOXES, tuple(part for name, text in pairs[at:at + many] for part in (
            Field(name, style="form_head"), Field(text, share, most=most))), height)
