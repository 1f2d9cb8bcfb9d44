"""One document with all that a profile can put on its pages, as both finished files."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from support import photographs as ph
from support.docx.readback import PROFILE
from support.docx.samples import png
from support.papers import DRAWING, META, everything
from support.proof.twins import Twins

from reportgen.charts.paint.svg import to_svg
from reportgen.diagnostics import Sink
from reportgen.document.tree import Block, Document
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.style.furniture import LOGO
from reportgen.style.profile import Profile
from reportgen.writers.docx.picture import Picture
from reportgen.writers.docx.write import write_docx
from reportgen.writers.pdf.write import write_pdf

ALL = {
    "header.text": "{单位}　{标题}", "footer.text": "{期号}　第{页码}页　共{页数}页",
    "styles.header.align": "outer", "watermark.text": "内部资料", "folio.from": "2",
    "logo.alt": "示例镇的标志",
}


def furnished_profile(**values: str) -> Profile:
    """The briefing's profile with all of it, and with other values (`logo__alt`)."""
    own = ALL | {key.replace("__", "."): value for key, value in values.items()}
    return replace(PROFILE, settings={**PROFILE.settings, **{
        key: replace(PROFILE.settings[key], value=value) for key, value in own.items()}})


@cache
def furnished(*blocks: Block, **values: str) -> Twins:
    """Both files of these blocks; without any, of one of every node."""
    document, profile = Document(META, blocks or everything()), furnished_profile(**values)
    library, prints = FontLibrary.bundled(), ph.prints("a", "b")
    prints = {**prints, LOGO: prints["a"]}
    pages = layout(document, profile, library, {1: DRAWING}, Sink(), prints=prints)
    picture = Picture(to_svg(DRAWING, library), png(), DRAWING.width, DRAWING.height)
    word = write_docx(document, profile, {1: picture}, prints=prints, pages=len(pages.pages))
    return Twins(write_pdf(pages, document, library), word)
