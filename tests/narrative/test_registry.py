"""The kinds of document: rows that hold together, and which of them a front matter is."""

from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink
from reportgen.narrative.read import read_narrative
from reportgen.narrative.registry import genres
from reportgen.style.profile import load_profile, packaged

KEYS = {
    "简报": "报头: 甲简报\n期号: 1\n编发单位: 甲\n日期: 2024-02-22\n标题: 甲\n",
    "文件": "发文机关: 甲县\n文号: 甲发〔2024〕1号\n标题: 甲\n成文日期: 2024-02-22\n",
    "信函": "发文机关: 甲县\n文号: 甲函〔2024〕1号\n标题: 甲\n成文日期: 2024-02-22\n",
}
USUAL = {"信函": "文件"}      # what keys that do for both are taken for


def genre(front: str, kind: str = "") -> tuple[str, list[str]]:
    """The kind that is told by these keys, and what is wrong with them."""
    sink = Sink()
    found = read_narrative(f"---\n{front}---\n甲\n", "b.md", sink, lambda _: kind).front
    return found.genre, [item.code for item in sink if item.is_error]


def test_every_kind_has_a_profile_and_every_profile_a_kind() -> None:
    assert {load_profile(row.base).name for row in genres().values()} == set(genres())
    assert {load_profile(name).kind for name in packaged()} == set(genres())


@pytest.mark.parametrize("name", [*KEYS])
def test_the_keys_tell_the_kind(name: str) -> None:
    assert genre(KEYS[name]) == (USUAL.get(name, name), [])
    assert genre("版式: 本县.yaml\n" + KEYS[name], name) == (name, [])
    assert genre(f"版式: {name}\n" + KEYS[name]) == (name, [])


def test_a_profile_of_another_kind_does_not_hide_what_the_keys_are() -> None:
    assert genre("版式: 本县.yaml\n" + KEYS["简报"], "文件") == ("简报", [])
    assert genre("版式: 本县.yaml\n标题: 甲\n", "文件")[0] == "文件"


def test_a_slip_in_one_key_is_told_of_the_kind_that_is_meant() -> None:
    name, codes = genre(KEYS["文件"] + "报头: 甲\n")
    assert (name, codes) == ("文件", ["E0121"])
