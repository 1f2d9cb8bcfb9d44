"""Audit: what became of a Word file that was ours, and what was left inside.

    edited file + what it carries of itself ─review─▶ Audit ─diagnostics─▶ findings
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.proof.audit.review import Audit


def audit(
    word: bytes, name: str = "Word", original: bytes | None = None, original_name: str = "原稿"
) -> Audit:
    """What became of the facts and words of an edited Word file, and what was left inside.

    Raises `ReportError` (E1013 to E1018) for a file that cannot be read or was never ours.
    """
    from reportgen.proof.audit.review import audit_word

    return audit_word(word, name, original, original_name)
