"""The word list is packed as the program reads it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from reportgen.typeset.lexicon import Lexicon

LISTED = """农业 5000 n
生产 5000 vn
农业生产 3 n
农垦 3 n
均等 900 v
均等化 3 n
张示例 900 nr
T恤 900 n
岚 40 n
农 900 n
检查 900 v
检查和 110 n
在农业 300 nrt
前向 90 d
"""


@pytest.fixture(scope="module")
def tool(root: Path) -> ModuleType:
    """tools/words.py."""
    spec = importlib.util.spec_from_file_location("words_tool", root / "tools" / "words.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_common_words_are_taken_and_rare_ones_made_of_them(tool: ModuleType) -> None:
    assert set(tool.counted(LISTED)) == {"农业", "生产", "农业生产", "均等", "均等化", "农", "检查"}


def test_what_is_packed_is_read(tool: ModuleType) -> None:
    words = Lexicon(tool.packed(tool.counted(LISTED)))
    assert set(words.after("农")) == {"", "业", "业生产"}
    assert words.after("农")["业"] > words.after("农")["业生产"]
