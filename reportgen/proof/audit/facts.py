"""What became of the facts of an edited file: each bookmark against what it held when made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from reportgen.frozen import frozen
from reportgen.proof.audit.seats import Strayed
from reportgen.proof.content import Piece, Place, one_minus
from reportgen.proof.stretches import out_of_order
from reportgen.provenance.bindings import Binding, touching

_COPY = re.compile(r"_Copy_\d+$")      # what LibreOffice adds to the name of a copied bookmark

Now = Callable[[str], tuple[str, Place | None] | None]
"""What stands where a mark was, and its place; None for a mark the text never had."""


@frozen
class FactFinding:
    """What became of one bound place: 改动, 删去, 绑定丢失, 重复, 移动, 对调, 换位 or 来历不明.

    `new` is None where nobody can tell what stands there now. Of a figure in the seat of `other`
    they stand in each other's (对调), or only this one in that one's (换位).
    """

    what: str
    binding: Binding
    new: str | None
    place: Place | None
    other: Binding | None = None


@frozen
class _Found:
    """A bookmark as it is now: its text over all pieces it reaches into, and its place."""

    text: str
    before: str
    after: str
    place: Place


def facts(
    bound: Sequence[Binding], pieces: Sequence[Piece], now: Now | None,
    elsewhere: Iterable[Strayed] = (),
) -> Iterator[FactFinding]:
    """Everything that is not as it was bound; `now` is None where the text as made is unknown.

    `elsewhere` are the figures that stand in another's seat.
    """
    found = _marks(pieces)
    seated, by_mark = {each.mark: each for each in elsewhere}, {each.mark: each for each in bound}
    known = {each.mark for each in bound}
    strayed = out_of_order([each.mark for each in bound], [m for m in found if m in known])
    for binding in bound:
        if binding.mark not in found:
            yield _lost(binding, now)
            continue
        first, *copies = found[binding.mark]
        if not _same(binding, first):
            yield _changed(binding, first)
        elif binding.mark in seated:
            yield from _seated(binding, first, seated, by_mark)
        elif binding.mark in strayed:
            yield FactFinding("移动", binding, first.text, first.place)
        for copy in copies:
            yield FactFinding("重复", binding, copy.text, copy.place) if _same(binding, copy) \
                else _changed(binding, copy)
    for mark, places in found.items():
        if mark not in known:
            strange = Binding(mark, "", mark, "")
            yield from (FactFinding("来历不明", strange, each.text, each.place) for each in places)


def _seated(
    binding: Binding, first: _Found, seated: Mapping[str, Strayed], bound: Mapping[str, Binding]
) -> Iterator[FactFinding]:
    """A figure in another's seat; of two that were exchanged the first tells it."""
    found = seated[binding.mark]
    other = bound.get(found.other)
    both = found.back and other is not None and found.other in seated
    if not both:
        yield FactFinding("换位", binding, first.text, first.place, other)
    elif binding.mark < found.other:
        yield FactFinding("对调", binding, first.text, first.place, other)


def _same(binding: Binding, now: _Found) -> bool:
    held = (binding.text, binding.before, binding.after)
    return [*map(one_minus, (now.text, now.before, now.after))] == [*map(one_minus, held)]


def _changed(binding: Binding, now: _Found) -> FactFinding:
    what = "改动" if now.text.strip() else "删去"
    return FactFinding(what, binding, now.before + now.text + now.after, now.place)


def _lost(binding: Binding, now: Now | None) -> FactFinding:
    """A bookmark that is gone: what stands in its place, as far as the text as made tells."""
    told = now(binding.mark) if now is not None else None
    if told is None:
        return FactFinding("删去", binding, None, None)
    text, place = told
    if one_minus(text) == one_minus(binding.text):
        return FactFinding("绑定丢失", binding, text, place)
    return FactFinding("改动" if text.strip() else "删去", binding, text, place)


def _marks(pieces: Sequence[Piece]) -> dict[str, list[_Found]]:
    """Every fact's bookmark and its copies, the first first.

    One that reaches over paragraphs is several parts, put together.
    """
    found: dict[str, list[_Found]] = {}
    going_on: set[str] = set()
    for piece in pieces:
        still: set[str] = set()
        for mark in sorted(piece.facts, key=lambda each: each.start):
            text = piece.text[mark.start : mark.end]
            if mark.goes_on:
                still.add(mark.name)
            if mark.name in going_on and not mark.start:
                old = found[mark.name][-1]
                found[mark.name][-1] = _Found(old.text + text, old.before, "", old.place)
                continue
            at = piece.label
            sides = touching(piece.text[at:], mark.start - at, mark.end - at)
            found.setdefault(mark.name, []).append(
                _Found(text, *sides, piece.place(mark.start)))
        going_on = still
    return _with_copies(found)


def _with_copies(found: dict[str, list[_Found]]) -> dict[str, list[_Found]]:
    """The marks, with those that another program made of them among their copies."""
    whole: dict[str, list[_Found]] = {}
    for name in sorted(found, key=lambda name: bool(_COPY.search(name))):
        source = _COPY.sub("", name)
        whole.setdefault(source if source in found else name, []).extend(found[name])
    return whole
