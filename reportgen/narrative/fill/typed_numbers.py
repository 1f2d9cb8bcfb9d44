"""Numbers typed by hand: each is a value that no fact vouches for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.diagnostics import Sink
from reportgen.facts.model import Dataset
from reportgen.narrative.syntax import Numeral

_DIGITS = re.compile("[0-9]+")


def report_typed(numerals: Iterable[Numeral], dataset: Dataset, sink: Sink) -> None:
    """W0330 for every typed number that is not part of a name the dataset knows (211省道)."""
    numerals = tuple(numerals)
    names = _names_with_digits(dataset) if numerals else {}
    for numeral in numerals:
        if not _in_name(numeral, names):
            sink.warning(
                "W0330", f"手写的数字“{numeral.text}”没有事实作来处", numeral.span,
                "改成 {{ 名称 }} 引用事实",
                f"确要手写，写成 {{{{ 原文：{numeral.text} | 理由 }}}}",
            )


def _names_with_digits(dataset: Dataset) -> dict[str, list[str]]:
    """Names of facts and entities by the first run of digits in them."""
    table: dict[str, list[str]] = {}
    entities = (name for entity in dataset.entities for name in (*entity.short_names, entity.name))
    for name in (*dataset.by_name, *entities):
        found = _DIGITS.search(name)
        if found is not None:
            table.setdefault(found.group(), []).append(name)
    return table


def _in_name(numeral: Numeral, names: dict[str, list[str]]) -> bool:
    for name in names.get(numeral.text, ()):
        start = numeral.start - name.index(numeral.text)
        if start >= 0 and numeral.passage.startswith(name, start):
            return True
    return False
