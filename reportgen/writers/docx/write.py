"""The phases of writing: check, body, section, parts, properties, seal."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportgen.document import tree
from reportgen.document.walk import noted
from reportgen.facts.model import Dataset
from reportgen.gc_pause import uncollected
from reportgen.images.develop import Print
from reportgen.provenance.enclosures import pack
from reportgen.style.furniture import first_differs
from reportgen.style.profile import Profile
from reportgen.writers.docx.blocks import Workshop
from reportgen.writers.docx.bookmarks import Marks
from reportgen.writers.docx.captions import Captions
from reportgen.writers.docx.colophon import colophon_height
from reportgen.writers.docx.edges import footer, header, lying_edges
from reportgen.writers.docx.figures import Figures
from reportgen.writers.docx.folds import Folds
from reportgen.writers.docx.footnotes import attach, count_circled
from reportgen.writers.docx.letter import rules
from reportgen.writers.docx.numbering import Numbering
from reportgen.writers.docx.outline_levels import ranks
from reportgen.writers.docx.package import Parcel
from reportgen.writers.docx.photos import Photos
from reportgen.writers.docx.picture import Picture
from reportgen.writers.docx.picture_record import enclosures
from reportgen.writers.docx.preflight import check
from reportgen.writers.docx.properties import app_part, custom_part, fill_core
from reportgen.writers.docx.provenance import data_part, lines, properties
from reportgen.writers.docx.rare import name_faces
from reportgen.writers.docx.section_breaks import Around, Edges, sections
from reportgen.writers.docx.settings import font_table, settings_part
from reportgen.writers.docx.styles import styles_part
from reportgen.writers.docx.xml import PREFIXES, Element, qualified, root, w

if TYPE_CHECKING:
    from reportgen.layout.pages import OwnPage


@uncollected()
def write_docx(
    document: tree.Document, profile: Profile, pictures: Mapping[int, Picture],
    numbers: Mapping[str, int] = MappingProxyType({}),
    prints: Mapping[str, Print] = MappingProxyType({}), *,
    dataset: Dataset | None = None, colophon: OwnPage | None = None, pages: int = 0,
    families: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """The document as a Word file; `dataset` travels in it, unseen.

    `pictures` holds the drawing of each figure number. `numbers` gives the page of each anchor
    that a contents names; only a document with one needs it. `prints` holds the photograph of
    each digest. `colophon` says that the last block shares no page with the text: it then opens
    an even page in Word, too (an odd one, when the page it names is odd). `pages` counts the
    pages, for a profile whose page numbers say how many there are. `families` names a face for
    each character that the usual faces lack. The same arguments give the
    same bytes. Raises `ReportError` with all problems at once (E0820 to E0824).
    """
    check(document, pictures, numbers, prints)
    content, folds = w("body"), Folds(families)
    parcel = Parcel(root("w:document", [content], PREFIXES), folds.unfolded)
    parcel.add("styles.xml", "styles", styles_part(document, profile))
    settings = settings_part(profile, document.meta.lang, notes=any(noted(document)))
    parcel.add("settings.xml", "settings", settings)
    parcel.add("fontTable.xml", "fontTable", font_table(profile, families.values()))
    ids = count(1)
    shop = Workshop(
        profile, Marks({
            block.anchor: block.label for block in document.blocks if isinstance(
                block, tree.Table | tree.Figure | tree.PhotoFigure | tree.Attachment)
            and block.anchor}, links=parcel.link), Captions(),
        Figures(profile, pictures, parcel.media, parcel.chart, ids, families),
        Photos(profile, prints, parcel.media, ids), ranks(document), numbers,
        Numbering(profile, ranks(document)), folds,
    )
    around = _around(document, profile, parcel, pages)
    content.extend(sections(document.blocks, shop, around, colophon))
    shop.photos.logo(content)
    if (numbering := shop.numbering.part()) is not None:
        parcel.add("numbering.xml", "numbering", numbering)
    texts = [content]
    if shop.marks.notes:
        room = _room(document, profile, numbers, pages) if colophon is None else 0
        texts.append(_notes(content, shop, parcel, room))
    for text in texts:
        name_faces(text, families)
    written = [line for text in texts for line in lines(text, folds.known)]
    parcel.custom_xml(data_part(written, dataset, document.meta.issuer))
    custom = custom_part({
        **properties(written, shop.marks.facts, dataset),
        **pack(enclosures(content, parcel, shop.figures.charts, document.meta.issuer)),
    })
    fill_core(parcel.properties(app_part(document.meta), custom), document.meta)
    return parcel.seal()


def _notes(content: Element, shop: Workshop, parcel: Parcel, room: int) -> Element:
    """The part of the footnotes that `content` refers to."""
    for section in content.iter(qualified("w:sectPr")):
        count_circled(section)
    return attach(shop.marks, lambda part: parcel.add("footnotes.xml", "footnotes", part),
                  parcel.link, room)


def _room(document: tree.Document, profile: Profile, numbers: Mapping[str, int], pages: int) -> int:
    """What the colophon takes of the page of the last footnote, in twips; 0 on another page."""
    *_, last = noted(document)
    foot = document.blocks[-1]
    if not isinstance(foot, tree.Colophon) or numbers.get(last.anchor, pages) != pages:
        return 0
    return colophon_height(foot, profile).twips


def _around(document: tree.Document, profile: Profile, parcel: Parcel, pages: int) -> Around:
    """Headers and footers put into the parcel; what the sections need to name them."""
    parts: list[tuple[str, str, Element]] = []
    letter = any(isinstance(block, tree.LetterOpening) for block in document.blocks)
    first = ["first"] if letter or first_differs(profile) else []
    for page in ("default", "even", *first):
        drawn = [rules(block, profile) for block in document.blocks
                 if isinstance(block, tree.LetterOpening) and page == "first"]
        top = header(document, profile, page, pages, *drawn)
        if top is not None:
            parts.append(("header", page, top))
        parts.append(("footer", page, footer(document, profile, page, pages)))
    return Around([
        (kind, page, parcel.add(f"{kind}-{page}.xml", kind, element))
        for kind, page, element in parts
    ], lambda: [("footer", page, parcel.add(      # without a number
        f"footer-{page}-bare.xml", "footer",
        footer(document, profile, page, pages, numbered=False))) for page in ("default", "even")],
        partial(_lying, document, profile, parcel, pages), document.meta.draft)


def _lying(document: tree.Document, profile: Profile, parcel: Parcel, pages: int) -> Edges:
    """Headers and footers of pages on their side, put into the parcel."""
    first = ["first"] * first_differs(profile)
    return [(kind, page, parcel.add(f"{kind}-{page}-side.xml", kind, part))
            for page in ("default", "even", *first)
            for kind, part in lying_edges(document, profile, page, pages)]
