"""The Word writer: a Document under a Profile becomes the bytes of a .docx file.

`write_docx` is the one way in; python-docx and lxml are loaded when it is called, not before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportgen.document.tree import Document
from reportgen.facts.model import Dataset
from reportgen.gc_pause import uncollected
from reportgen.images.develop import Print
from reportgen.style.profile import Profile
from reportgen.writers.docx.picture import Picture

if TYPE_CHECKING:
    from reportgen.layout.pages import OwnPage

__all__ = ["Picture", "write_docx"]


def write_docx(
    document: Document,
    profile: Profile,
    pictures: Mapping[int, Picture],
    numbers: Mapping[str, int] | None = None,
    prints: Mapping[str, Print] | None = None,
    *,
    dataset: Dataset | None = None,
    colophon: OwnPage | None = None,
    pages: int = 0,
    families: Mapping[str, str] | None = None,
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
    from reportgen.writers.docx.write import write

    with uncollected():
        return write(document, profile, pictures, numbers or {}, prints or {}, dataset=dataset,
                     colophon=colophon, pages=pages, families=families or {})
