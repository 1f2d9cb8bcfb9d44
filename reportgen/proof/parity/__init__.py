"""Parity: whether a PDF and a Word file say the same.

    Content of either ─compare─▶ Parity (differences: words, figures, charts, furniture)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.proof.parity.compare import Parity


def parity(pdf: bytes, word: bytes, names: tuple[str, str] = ("PDF", "Word")) -> Parity:
    """Whether a PDF and a Word file say the same; `names` are what diagnostics call them.

    Raises `ReportError` (E1011 to E1017) for a file that cannot be read.
    """
    from reportgen.proof.parity.compare import compare
    from reportgen.proof.pdf.read import read_pdf
    from reportgen.proof.word.read import read_word

    return compare(read_pdf(pdf, names[0]), read_word(word, names[1]))
