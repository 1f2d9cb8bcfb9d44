"""One walk: places, leaves, characters."""

from __future__ import annotations

from typing import get_args

from support.papers import META, asides, everything

from reportgen.diagnostics import Span
from reportgen.document import tree as t
from reportgen.document.inline import leaves
from reportgen.document.printed import passages
from reportgen.document.quantity import Quantity
from reportgen.document.walk import anchor_of, printings, walk

TEXT = Span("稿.md", 3, 5, 2)


def test_every_passage_knows_its_block_and_its_section() -> None:
    heading = t.Heading(1, "一、", (t.Text("产业"),))
    blocks = (heading, t.Note((t.Text("略"),)),
              t.Paragraph((Quantity("甲", "−3.2%"),)))
    steps = list(walk(t.Document(META, blocks)))
    assert [(each.section, each.place, each.passage.text) for each in steps] == [
        ("一、产业", "标题", "一、产业"), ("一、产业", "注", "注：略"),
        ("一、产业", "正文", "−3.2%")]
    assert [each.running for each in steps] == [True] * 3
    assert [each.quantity.fact for each in printings(steps)] == ["甲"]


def test_every_kind_of_block_is_walked() -> None:
    """A block that prints nothing is a page break; the samples of the tests have every kind."""
    silent = {type(block) for block in (*everything(), *asides()) if not list(passages(block))}
    assert silent <= {t.PageBreak}
    assert len(get_args(t.Block)) == 23     # a new one: give it its case in `passages`, and here


def test_leaves_say_what_they_stand_in() -> None:
    number = Quantity("甲", "5")
    inner = (t.Strong((number,)), t.Lead((t.Text("一是"),)), t.Text("多"))
    assert list(leaves(inner)) == [
        (number, "strong"), (t.Text("一是"), "lead"), (t.Text("多"), "")]


def test_anchors() -> None:
    assert anchor_of(t.Title(("题",), "文1")) == "文1"
    assert anchor_of(t.Paragraph(())) == ""
