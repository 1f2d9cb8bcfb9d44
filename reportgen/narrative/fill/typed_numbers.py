"""Numbers typed by hand: each is a value that no fact vouches for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from reportgen.diagnostics import Sink
from reportgen.facts.amount_text import amount_text
from reportgen.facts.model import Dataset
from reportgen.narrative.syntax import Numeral
from reportgen.sources.nearest import question

_DIGITS = re.compile("[0-9]+")
_CITED = ("表", "图", "附件")
_IDENTITY = 16      # digits
_MOST = 3     # facts of the same figure that are named


def report_typed(numerals: Iterable[Numeral], dataset: Dataset, sink: Sink) -> None:
    """W0330 for every typed number that is not part of a name the dataset knows (211省道)."""
    told, passage, end = _Told(dataset), "", 0
    for numeral in numerals:
        if len(numeral.text) >= _IDENTITY:
            continue      # a card's, a person's: its own check tells it, and does not repeat it
        if told.in_name(numeral) or (numeral.passage is passage and numeral.start < end):
            continue      # of a name, or of the amount that was told: 42户96人
        facts = told.same(numeral)
        text = facts[0][1] if facts else numeral.text
        passage, end = numeral.passage, numeral.start + len(text)
        span = numeral.span
        if len(text) > span.length:
            span = replace(span, length=len(text))
        ways = [(f"{{{{ {name} }}}}", f"（{text}）") for name, text in facts[:_MOST]]
        cited = next((f"引用{kind}写 {{{{ {kind}：名称 }}}}，序号由程序编" for kind in _CITED
                      if not facts and numeral.passage.endswith(kind, 0, numeral.start)), "")
        byhand = f"{{{{ 原文：{text} | 理由 }}}}"
        if numeral.bare.line:      # braces need quotation marks round the whole of it
            span = numeral.bare
            ways = [(_quoted(numeral, way, len(text)), value) for way, value in ways]
            byhand = _quoted(numeral, byhand, len(text))
        hints = [question(way + value for way, value in ways)] if ways else [cited] * bool(cited)
        message = f"手写的数字 {text} 是事实表里有的，没有引用" if ways else \
            f"手写的数字“{text}”没有事实作来处"      # those of one fact are one, all others one
        sink.warning("W0330", message, span,
                     *hints, f"确要手写，写成 {byhand}")


def _quoted(numeral: Numeral, way: str, length: int) -> str:
    text = numeral.passage
    return f'"{text[:numeral.start]}{way}{text[numeral.start + length:]}"'


@dataclass
class _Told:
    """What the dataset says with figures: in names, and as values."""

    dataset: Dataset

    def in_name(self, numeral: Numeral) -> bool:
        """Whether a number is part of a name."""
        for name in self._names.get(numeral.text, ()):
            start = numeral.start - name.index(numeral.text)
            if start >= 0 and numeral.passage.startswith(name, start):
                return True
        return False

    def same(self, numeral: Numeral) -> list[tuple[str, str]]:
        """The facts, with their form, whose text stands where the number does: the longest."""
        alike = [(name, text) for name, text in self._values.get(_first(numeral.text), ())
                 if numeral.passage.startswith(text, numeral.start)
                 and len(text) >= len(numeral.text)]
        longest = max((len(text) for _, text in alike), default=0)
        return [(name, text) for name, text in alike if len(text) == longest]

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """Names of facts and entities by the first run of digits in them."""
        table: dict[str, list[str]] = {}
        entities = (name for each in self.dataset.entities
                    for name in (*each.short_names, each.name))
        for name in (*self.dataset.by_name, *entities):
            if found := _first(name):
                table.setdefault(found, []).append(name)
        return table

    @cached_property
    def _values(self) -> dict[str, list[tuple[str, str]]]:
        """Facts, with their form, and what they print, by the first run of digits in it."""
        table: dict[str, list[tuple[str, str]]] = {}
        for fact in self.dataset:
            texts = [(f"{fact.name} | {each.kind}", amount_text(each.rate))
                     for each in fact.changes]
            if fact.amounts:
                texts.append((fact.name, "".join(map(amount_text, fact.amounts))))
            for name, text in texts:
                table.setdefault(_first(text), []).append((name, text))
        return table


def _first(text: str) -> str:
    found = _DIGITS.search(text)
    return found.group() if found else ""
