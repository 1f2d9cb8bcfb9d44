from __future__ import annotations

from reportgen.diagnostics import NOWHERE
from reportgen.sources.nodes import Entry, ListNode, MapNode, Scalar, is_blank


def test_mapping_and_sequence() -> None:
    one = Scalar("一", NOWHERE)
    mapping = MapNode((Entry(Scalar("甲", NOWHERE), one),), NOWHERE)
    assert mapping.get("甲") is one
    assert mapping.get("乙") is None
    assert [entry.key.text for entry in mapping] == ["甲"]
    listing = ListNode((one, one), NOWHERE)
    assert (len(listing), list(listing)) == (2, [one, one])


def test_blank() -> None:
    assert is_blank(None)
    assert is_blank(Scalar("", NOWHERE))
    assert not is_blank(Scalar("", NOWHERE, quoted=True))
    assert not is_blank(ListNode((), NOWHERE))
