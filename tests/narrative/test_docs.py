"""The examples of docs/narrative.md are composed with the facts of the sample."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import photographs as ph

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.facts.model import Dataset
from reportgen.facts.read import read_facts
from reportgen.narrative.compose import compose
from reportgen.narrative.parse.photo_fence import photo_files
from reportgen.narrative.read import read_narrative
from reportgen.world import DiskWorld

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "narrative.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"(?ms)^````markdown\n(.*?)^````$", PAGE)
HEAD = re.findall(r"(?ms)^```yaml\n(---\n报头.*?^---\n)```$", PAGE)[0]
INSERTS = re.findall(r"(?m)^\| `(\{\{[^`]*\}\})` \| ([^|]*) \|$", PAGE.replace("\\|", "¦"))


@pytest.fixture(scope="module")
def facts() -> Dataset:
    return read_facts(ROOT / "data" / "jinxi-2023", DiskWorld(), Sink())


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples(example: str, facts: Dataset) -> None:
    sink = Sink()
    narrative = read_narrative(HEAD + example, "b.md", sink)
    album = {file: ph.negative(file) for file, _ in photo_files(narrative.blocks)}
    compose(narrative, facts, sink, album=album)
    assert [(d.span.line, d.code, d.message) for d in sink] == []


@pytest.mark.parametrize(("insert", "shown"), INSERTS)
def test_table_of_forms(insert: str, shown: str, facts: Dataset) -> None:
    sink = Sink()
    text = HEAD + insert.replace("¦", "|") + "\n"
    paragraph = compose(read_narrative(text, "b.md", sink), facts, sink).blocks[2]
    assert isinstance(paragraph, tree.Paragraph)
    if "：" not in insert:
        assert tree.plain(paragraph.children) == shown
    assert not sink.has_errors


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 7
    assert len(INSERTS) >= 10
