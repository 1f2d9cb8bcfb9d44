"""Quotation marks and brackets come in pairs, double outside single (K21)."""

from __future__ import annotations

from itertools import zip_longest

from reportgen.checks.prose import Said
from reportgen.diagnostics import Sink
from reportgen.document.tree import EditorNote, Paragraph

_CLOSING = dict(zip("”’）》〉】〗〕］｝", "“‘（《〈【〖〔［｛", strict=True))
_OPENING = frozenset(_CLOSING.values())
# Besides running text; what a unit writes for its head and foot is none of this check's.
_WRITTEN = frozenset({"title", "caption", "photo_caption", "credit"})
_QUOTING = (Paragraph, EditorNote)     # a quotation may go on in the next paragraph
_INNER = {"“": "‘’", "《": "〈〉"}      # within a pair of the same kind these are used


def check_pairs(said: Said, sink: Sink) -> None:
    """W0411 for a mark without its other half, or for “ within “ ”; one for each passage."""
    written = [each for each in said.prose
               if each.step.running or each.step.passage.style in _WRITTEN]
    for one, after in zip_longest(written, written[1:]):
        goes_on = after is not None and after.text.startswith("“") \
            and all(isinstance(each.step.block, _QUOTING) for each in (one, after))
        if found := _fault(one.text, goes_on=goes_on):
            index, message, hint = found
            sink.warning("W0411", message, one.place(index), hint)


def _fault(text: str, *, goes_on: bool) -> tuple[int, str, str] | None:
    """Where the first mark is that is wrong, what is wrong, and how to mend it."""
    stack: list[tuple[int, str]] = []
    for index, ch in enumerate(text):
        if ch in _OPENING:
            if (inner := _INNER.get(ch)) and any(mark == ch for _, mark in stack):
                return index, f"“{ch}”里面又用了“{ch}”", f"里面的一对改成“{inner}”"
            if ch == "‘" and not any(mark == "“" for _, mark in stack):
                return index, "先用了单引号", "外面用“”，引号里面再用引号时才用‘’"
            stack.append((index, ch))
        elif ch in _CLOSING and not _alone(text, index, sum(mark == "（" for _, mark in stack)):
            if not stack or stack[-1][1] != _CLOSING[ch]:
                return index, f"“{ch}”前面没有配对的“{_CLOSING[ch]}”", "补上，或删去这一个"
            stack.pop()
    if goes_on:
        stack = [each for each in stack if each[1] != "“"]
    if stack:
        index, ch = stack[-1]
        return index, f"“{ch}”后面没有配对的另一半", "补上；引文分段的，下一段开头再写“"
    return None


def _alone(text: str, index: int, opened: int) -> bool:
    """An apostrophe, or the bracket of an ordinal: it's, 1）, a）.

    A bracket closes one of those `opened` before it, unless enough others follow to do so.
    """
    before, ch = text[index - 1 : index] if index else "", text[index]
    if not (before.isascii() and before.isalnum()):
        return False
    rest = text[index + 1 :]
    return ch == "’" or (ch == "）" and opened + rest.count("（") <= rest.count("）"))
