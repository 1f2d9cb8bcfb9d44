"""The examples of docs/facts.md are read, and its lists are complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.diagnostics import Sink
from reportgen.facts.amount import parse_amounts
from reportgen.facts.amount_text import amount_text, plain_sign
from reportgen.facts.approximation import AFTER, BEFORE, BEHIND
from reportgen.facts.derive import RULES
from reportgen.facts.entry import MODALITIES
from reportgen.facts.forms import FORMS
from reportgen.facts.read import read_facts
from reportgen.world import DiskWorld


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs/facts.md").read_text(encoding="utf-8")


def test_examples_are_read(page: str, tmp_path: Path) -> None:
    examples = re.findall(r"```(yaml|csv)\n(.*?)```", page, re.DOTALL)
    assert [language for language, _ in examples] == ["yaml", "yaml", "csv"]
    for order, (language, text) in enumerate(examples):
        path = tmp_path / f"{order}.{language}"
        path.write_text(text, encoding="utf-8")
        sink = Sink()
        assert read_facts(path, DiskWorld(), sink).facts
        assert not sink.items


def test_amounts_of_the_table_read_back(page: str) -> None:
    table = page.partition("## 数值怎样写")[2].partition("约数字：")[0]
    written = [text for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
               for text in re.findall("`(.*?)`", row) if text != "-"]
    assert len(written) > 9
    for text in written:
        printed = "".join(map(amount_text, parse_amounts(text)))
        assert plain_sign(printed) == text


def test_lists_are_complete(page: str) -> None:
    for word in (*BEFORE, *AFTER, *BEHIND, *RULES, *MODALITIES, *FORMS):
        assert word in page, word
