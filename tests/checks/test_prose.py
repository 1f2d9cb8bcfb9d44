from __future__ import annotations

from support.check_cases import written

from reportgen.checks.prose import Prose, prose
from reportgen.checks.registry import Need
from reportgen.diagnostics import Span
from reportgen.document.tree import Document, Meta, Paragraph, Text

LINE = "产值{{ 产值 }}，占比上升了一半。另说；完。"
HALF = f"```yaml\n- {{编号: a, 名称: 产值, 数值: 95万元}}\n```\n{LINE}\n"


def one() -> Prose:
    document = written(HALF)[Need.DOCUMENT]
    assert isinstance(document, Document)
    return next(each for each in prose(document) if each.text.startswith("产值"))


def test_sentences_and_numbers() -> None:
    found = one()
    assert list(found.sentences()) == [
        (0, "产值95万元，占比上升了一半。"), (15, "另说；"), (18, "完。")]
    assert [(start, each.text) for start, each in found.quantities()] == [(2, "95万元")]
    assert list(found.quantities(5)) == []


def test_the_way_back() -> None:
    found = one()
    at = found.text.index("了")
    fix = found.fix(at, at + 1, "")
    assert fix is not None and fix.old == "了"
    assert LINE[fix.span.column - 1 :][: fix.span.length] == "了"
    assert found.fix(2, 4, "96") is None            # a fact's digits
    assert found.fix(1, 3, "") is None              # text and a fact
    put = found.fix(at, at, "到")
    assert put is not None and (put.old, put.new) == ("升", "升到")
    assert found.place(2, 4) == found.place(2)


def test_the_way_back_in_a_line_that_was_tidied() -> None:
    parts = (Text("5", span=Span("a.md", 1, 1, 1)), Text("月上升", span=Span("a.md", 1, 3, 3)))
    text = Text("5月上升", parts, span=parts[0].span)
    document = Document(Meta("题", "单位", "2025-11-02"), (Paragraph((text,)),))
    found = next(each for each in prose(document) if "上升" in each.text)
    fix = found.fix(2, 4, "下降")
    assert fix is not None and (fix.old, fix.span) == ("上升", Span("a.md", 1, 4, 2))
