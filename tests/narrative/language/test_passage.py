from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import Span
from reportgen.narrative.language.passage import Line, passage, passage_at


@given(st.lists(st.text(alphabet="甲乙 a", max_size=6), min_size=1, max_size=6), st.data())
def test_every_offset_knows_its_place(texts: list[str], data: st.DataObject) -> None:
    lines = [Line(text, number * 2, 5) for number, text in enumerate(texts, 1)]
    whole = passage(lines, "b.md")
    offset = data.draw(st.integers(0, len(whole.text)))
    span = whole.span(offset, offset + 1)
    line = lines[span.line // 2 - 1]
    if offset < len(whole.text) and whole.text[offset] != "\n":
        assert line.text[span.column - 5] == whole.text[offset]


def test_a_span_ends_with_its_line() -> None:
    whole = passage([Line("甲乙", 1), Line("丙", 2)], "b.md")
    assert whole.span(1, 4) == Span("b.md", 1, 2, 1)


def test_a_text_at_a_place() -> None:
    whole = passage_at("甲\n乙", Span("b.md", 3, 7), 1)
    assert whole.span(0, 1) == Span("b.md", 3, 8, 1)
    assert whole.span(2, 3) == Span("b.md", 4, 1, 1)


def test_cut() -> None:
    assert Line("甲乙", 1, 3).cut(1) == Line("乙", 1, 4)
