"""Bookmarks against the record: moved, copied, many."""

from __future__ import annotations

import time

import pytest

from reportgen.proof.audit.facts import facts
from reportgen.proof.content import Bound, Kind, Piece, Place
from reportgen.provenance.bindings import Binding

PLACE = (Place("正文", "第1段"),)


def binding(name: str) -> Binding:
    return Binding(name, name, name, name)


def piece(*names: str) -> Piece:
    """A paragraph in which each bookmark holds its own name."""
    text, bounds = "", []
    for name in names:
        text += "，"
        held = name.removesuffix("_Copy_1")
        bounds.append(Bound(name, len(text), len(text) + len(held)))
        text += held
    return Piece(Kind.PARAGRAPH, text, PLACE, facts=tuple(bounds))


def whats(bound: list[str], *pieces: Piece) -> list[tuple[str, str]]:
    return [(each.what, each.binding.mark)
            for each in facts([binding(name) for name in bound], pieces, None)]


def test_as_it_was() -> None:
    assert whats(["甲", "乙"], piece("甲", "乙")) == []


def test_a_hyphen_typed_for_a_minus_sign_is_no_change() -> None:
    bound = Binding("甲", "甲", "甲", "−3.2%")
    for now, found in (("-3.2%", []), ("−3.2%", []), ("3.2%", ["改动"])):
        held = Piece(Kind.PARAGRAPH, now, PLACE, facts=(Bound("甲", 0, len(now)),))
        assert [each.what for each in facts([bound], [held], None)] == found


def test_moved_copied_and_strange() -> None:
    assert whats(["甲", "乙", "丙"], piece("乙", "丙", "甲")) == [("移动", "甲")]
    assert whats(["甲", "乙"], piece("甲", "甲_Copy_1", "乙")) == [("重复", "甲")]
    assert whats(["甲"], piece("甲", "丁_Copy_1")) == [("来历不明", "丁_Copy_1")]
    assert whats(["甲", "乙"], piece("甲")) == [("删去", "乙")]


def test_a_copy_whose_source_is_gone_is_strange() -> None:
    """Nobody can tell that it was one: another file has such names, too."""
    assert whats(["甲", "乙"], piece("乙", "甲_Copy_1")) == [
        ("删去", "甲"), ("来历不明", "甲_Copy_1")]


@pytest.mark.slow
def test_twenty_thousand_are_no_burden() -> None:
    names = [f"f{number}" for number in range(20_000)]
    start = time.process_time()
    assert whats(names, piece(*names)) == []
    assert whats(names, piece(*names[1:], names[0])) == [("移动", "f0")]
    assert time.process_time() - start < 5
