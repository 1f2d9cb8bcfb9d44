"""Photographs printed larger than their pixels allow, or higher than a page."""

from __future__ import annotations

import pytest
from support import photographs as ph

from reportgen.checks.document.photographs import check_photographs
from reportgen.diagnostics import Severity, Sink
from reportgen.document.tree import Document, Meta, PhotoFigure
from reportgen.style.profile import load_profile


def found(block: PhotoFigure) -> Sink:
    sink = Sink()
    check_photographs(Document(Meta("题", "镇", "2024-02-22"), (block,)), load_profile(), sink)
    assert all(item.severity is Severity.INFO and item.hints for item in sink)
    return sink


@pytest.mark.parametrize(("width", "height", "share", "codes"), [
    (1600, 1200, 0, []), (4000, 3000, 100, []), (800, 600, 0, ["I0440"]), (800, 600, 50, []),
    (300, 200, 0, ["I0440"]), (3000, 9000, 100, ["I0441"]), (3000, 9000, 0, []),
    (300, 900, 100, ["I0440", "I0441"]),
])
def test_codes(width: int, height: int, share: int, codes: list[str]) -> None:
    sink = found(ph.figure(ph.photo("a", width, height), share=share))
    assert sorted(item.code for item in sink) == codes


def test_the_message_says_what_was_done() -> None:
    (item,) = found(ph.figure(ph.photo("小", 300, 200)))
    assert "“小.jpg”只有 300×200 像素" in item.message
    assert "76 毫米宽（每英寸 100 点），没有再放大" in item.message


def test_of_a_row_the_poorest_is_named() -> None:
    (item,) = found(ph.figure(ph.photo("好", 3000, 2000), ph.photo("差", 300, 200)))
    assert "差.jpg" in item.message
