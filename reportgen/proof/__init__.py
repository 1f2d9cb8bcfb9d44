"""Proof: finished files are read back, and what they say is compared.

Nothing here knows the document tree or the writers: a PDF is read by its structure tree, a Word
file by its XML, and both become the same plain list of pieces. pikepdf and lxml are loaded when
they are called for, not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.proof.compare import Parity
    from reportgen.proof.review import Audit

__all__ = ["audit", "parity"]


def parity(pdf: bytes, word: bytes, names: tuple[str, str] = ("PDF", "Word")) -> Parity:
    """Whether a PDF and a Word file say the same; `names` are what diagnostics call them.

    Raises `ReportError` (E1011 to E1017) for a file that cannot be read.
    """
    from reportgen.proof.compare import compare
    from reportgen.proof.pdf import read_pdf
    from reportgen.proof.word import read_word

    return compare(read_pdf(pdf, names[0]), read_word(word, names[1]))


def audit(
    word: bytes, name: str = "Word", original: bytes | None = None, original_name: str = "原稿"
) -> Audit:
    """What became of the facts and words of an edited Word file, and what was left inside.

    Raises `ReportError` (E1013 to E1018) for a file that cannot be read or was never ours.
    """
    from reportgen.proof.review import audit_word

    return audit_word(word, name, original, original_name)
