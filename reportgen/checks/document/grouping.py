"""The document with itself: one style of digit grouping (K27): 12345, 12,345 or 12 345."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.checks.prose import UNITS, Said
from reportgen.diagnostics import Sink, Span
from reportgen.document.tree import Text
from reportgen.frozen import frozen
from reportgen.patterns import late

_GROUPED = re.compile(r"(?<![0-9,.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_SPACED = re.compile(r"(?<![0-9,. ])[0-9]{1,3}(?:[ \u00a0][0-9]{3})+(?![0-9,])")
# An amount, by its unit or as all of a cell; not a number to call, nor that of a contract.
_PLAIN = late(rf"(?<![0-9.,线号编话码真])(?<![线号编话码真]：)(?!12345(?![0-9]))[0-9]{{5,15}}"
              rf"(?=(?:\.[0-9]{{1,8}})?{UNITS})|\A[0-9]{{5,15}}(?=(?:\.[0-9]{{1,8}})?\Z)")
_BROKEN = late("(?<![0-9,.，A-Za-z、-])[0-9]{1,3}(?:,[0-9]{3}){0,4}"
               rf"(?:,(?:[0-9]{{1,2}}|[0-9]{{4,6}})(?=(?:\.[0-9]{{1,8}})?{UNITS})"
               r"|，[0-9]{3}(?=(?:\.[0-9]{1,8})?[万亿]?元))")


@frozen
class _Number:
    text: str
    span: Span
    fact: bool = False      # whether it is a fact's: it is written in the facts file


_STYLES = {"千分撇": _GROUPED, "千分空": _SPACED, "": _PLAIN}


def check_grouping(said: Said, sink: Sink) -> None:
    """W0410 when numbers of five digits and more stand both with and without groups (K27), or
    where a group has not three digits."""
    texts = [leaf for leaf in said.running if isinstance(leaf, Text)]
    for text in texts:
        if (broken := _BROKEN.search(text.text)) is not None:
            sink.warning("W0410", f"“{broken.group()}”的千分撇不是三位一节", text.span,
                         "核对是多少，不写千分撇")
    numbers = [(each.quantity.text, each.quantity.span, True) for each in said.printed]
    numbers += [(text.text, text.span, False) for text in texts]
    hits = [(name, hit) for name, style in _STYLES.items() if (hit := _first(numbers, style))]
    if len(hits) < 2:
        return
    (name, first), (other, second) = hits[:2]
    has = f"有{other}" if other else "没有"
    plain = re.sub("[^0-9]", "", first.text)
    sink.warning("W0410", f"“{first.text}”有{name}，“{second.text}”{has}，全文应当一致",
                 first.span,
                 f"在事实表里写 {plain}，不加千分撇" if first.fact else f"写成“{plain}”",
                 related=((second.span, "另一种写法在这里"),))


def _first(
    numbers: Sequence[tuple[str, Span, bool]], pattern: re.Pattern[str]
) -> _Number | None:
    for text, span, fact in numbers:
        if (hit := pattern.search(text)) is not None:
            return _Number(hit.group(), span, fact)
    return None
