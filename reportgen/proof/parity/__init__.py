"""Parity: whether a PDF and another file of the same document say the same.

    Content of a PDF and a Word file ─compare──▶ Parity (words, figures, charts, furniture)
    Sheets of a PDF and an OFD file  ─sheets───▶ Parity (words, and every glyph at its place)
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.gc_pause import uncollected

if TYPE_CHECKING:
    from reportgen.proof.parity.compare import Parity
    from reportgen.proof.pdf.sheets import FinishedPdf


@uncollected()
def parity(
    pdf: bytes, other: bytes, names: tuple[str, str] = ("PDF", ""),
    read: FinishedPdf | None = None, *, bitmaps: bool = False,
) -> Parity:
    """Whether a PDF says the same as a Word or an OFD file; `names` are what diagnostics call them.

    `read`: the PDF, where its pages have been read already. `bitmaps`: a Word file's PNGs are
    compared with its SVGs, too, which takes its time.
    Raises `ReportError` (E1010 to E1017) for a file that cannot be read.
    """
    from reportgen.proof.ofd.package import is_ofd

    if is_ofd(other):
        from reportgen.proof.ofd.read import ofd_sheets
        from reportgen.proof.parity.sheets import compare_sheets
        from reportgen.proof.pdf.sheets import pdf_sheets

        return compare_sheets(pdf_sheets(pdf, names[0]), ofd_sheets(other, names[1] or "OFD"))
    from reportgen.proof.parity.compare import compare
    from reportgen.proof.pdf.read import read_pdf
    from reportgen.proof.word.read import read_word

    found = compare(read_pdf(read or pdf, names[0]), read_word(other, names[1] or "Word"))
    if not bitmaps:
        return found
    from reportgen.proof.parity.bitmaps import unlike_bitmaps

    return replace(found, differences=(
        *found.differences, *unlike_bitmaps(other, names[1] or "Word")))
