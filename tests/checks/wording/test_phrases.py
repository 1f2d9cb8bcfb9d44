"""Turns of phrase: what is wrong is told, what is right is left, of the same kinds."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks.prose import Said
from reportgen.checks.wording.phrasing import check_phrases
from reportgen.diagnostics import Sink, Span
from reportgen.document import tree
from reportgen.facts.model import Period, dataset

NO_FACTS = dataset("甲", Period("2023年", 2023), ())
META = tree.Meta("题", "单位", "2024-02-22")


def told(text: str) -> list[tuple[str, str]]:
    """The codes of one typed passage, each with what its fix makes of the text, or ""."""
    sink, written = Sink(), tree.Text(text, span=Span("b.md", 1, 1, len(text)))
    check_phrases(NO_FACTS, Said(tree.Document(META, (tree.Paragraph((written,)),))), sink)
    made = []
    for item in sink.items:
        fix, new = item.fix, ""
        if fix is not None:
            start = fix.span.column - 1
            assert text[start : start + len(fix.old)] == fix.old
            new = text[:start] + fix.new + text[start + len(fix.old):]
        made.append((item.code, new))
    return made


SENTENCES = [line.split(maxsplit=1) for line in Path(__file__).with_name(
    "sentences.txt").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("code", "text"), SENTENCES)
def test_a_sentence_is_told_or_left(code: str, text: str) -> None:
    assert [each for each, _ in told(text)] == [code] * (code != "good")


@pytest.mark.parametrize(("text", "mended"), [
    ("同比增长-3.2%。", "同比下降3.2%。"), ("提高3百分点", "提高3个百分点"),
    ("截止到10月底，", "截至10月底，"), ("增长277万元", "增加277万元"),
    ("增加18.64%", "增长18.64%"), ("比上年同期同比增长5%", "比上年同期增长5%"),
    ("全年税收5亿元，同比增长3%", "全年税收5亿元，比上年增长3%"),
    ("提高2.1%个百分点", ""), ("占比上升2.1%", ""), ("下降-1%", ""),
])
def test_what_is_certain_has_a_fix(text: str, mended: str) -> None:
    ((_, new),) = told(text)
    assert new == mended
    assert not mended or told(new) == []
