"""The document with itself: one style of digit grouping."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.checks.walk import Survey
from reportgen.diagnostics import Sink, Span

_GROUPED = re.compile(r"(?<![0-9,.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_PLAIN = re.compile(r"(?<![0-9.,])[0-9]{5,}(?![0-9,])")


@dataclass(frozen=True, slots=True)
class _Number:
    text: str
    span: Span


def check_document(found: Survey, sink: Sink) -> None:
    """W0410 when numbers of five digits and more stand both with and without commas (K27)."""
    grouped, plain = _first(found, _GROUPED), _first(found, _PLAIN)
    if grouped is not None and plain is not None:
        sink.warning("W0410", f"“{grouped.text}”有千分撇，“{plain.text}”没有，全文应当一致",
                     grouped.span, f"写成“{grouped.text.replace(',', '')}”",
                     related=((plain.span, "没有千分撇的在这里"),))


def _first(found: Survey, pattern: re.Pattern[str]) -> _Number | None:
    leaves = [(each.quantity.text, each.quantity.span) for each in found.printed]
    leaves += [(text.text, text.span) for text in found.texts]
    for text, span in leaves:
        if (hit := pattern.search(text)) is not None:
            return _Number(hit.group(), span)
    return None
