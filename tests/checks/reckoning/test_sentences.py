"""What is told of sentences and of tables: `sentences.txt`, `tables.txt` hold them, with codes.

A line without a code is right, or may be: nothing is told of it. \\n parts paragraphs.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.reckoning import paragraph, table, told

HERE = Path(__file__).parent
SENTENCES = [line.split("\t") for line in
             (HERE / "sentences.txt").read_text(encoding="utf-8").splitlines()]
TABLES = (HERE / "tables.txt").read_text(encoding="utf-8").strip().split("\n\n")


@pytest.mark.parametrize(("codes", "sentence"), SENTENCES, ids=[each[1] for each in SENTENCES])
def test_a_sentence(codes: str, sentence: str) -> None:
    assert told(*map(paragraph, sentence.split("\\n"))) == codes.split()


@pytest.mark.parametrize("written", TABLES)
def test_a_table(written: str) -> None:
    first, *lines = written.splitlines()
    said = {"单位": "", "注": "", "题": "题"}
    while (key := lines[0].partition("：")[0]) in said:
        said[key] = lines.pop(0).partition("：")[2]
    made = table("\n".join(lines), said["单位"], said["注"], said["题"])
    assert sorted({*told(made)}) == first.split()[1:]
