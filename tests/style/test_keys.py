"""One table of keys: complete, one name a key, and read back in either language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from reportgen.style.keys import (
    KEYS,
    LEAF,
    children,
    chinese,
    english,
    is_leaf,
    likely,
    name_of,
    part,
    spelt,
    told,
)
from reportgen.style.profile import load_profile, packaged
from reportgen.style.setting import Setting

ALL = sorted({key for name in packaged() for key in load_profile(name).settings})
RULES = {f"styles.{style}.{key}" for style in KEYS["styles"] for key in KEYS["styles.body"]}


def nameless(keys: list[str]) -> list[str]:
    """The keys that the table has not."""
    return [key for key in keys if not is_leaf(key)]


def test_every_key_of_the_packaged_profiles_is_in_the_table() -> None:
    assert not nameless(ALL)
    assert nameless(["page.top", "page.tilt"]) == ["page.tilt"]


def test_the_table_has_no_key_that_is_gone() -> None:
    known = {f"{prefix}.{key}".lstrip(".") for prefix, rows in KEYS.items() for key in rows}
    leaves = {key for key in known if is_leaf(key)} - {"extends", "name", "kind"}
    assert leaves - RULES <= set(ALL)
    styles = {key.split(".")[1] for key in ALL if key.startswith("styles.")}
    assert set(KEYS["styles"]) == styles


@pytest.mark.parametrize("rows", [*KEYS.values(), LEAF], ids=[*KEYS, "value"])
def test_a_name_means_one_thing_among_its_neighbours(rows: Mapping[str, str]) -> None:
    words = Counter([*rows, *map(name_of, rows.values())])
    assert not [word for word, count in words.items() if count > 1]
    assert all(row.partition("：")[2] for row in rows.values())
    assert not [row for row in rows.values() if "." in name_of(row)]


@pytest.mark.parametrize("key", ALL)
def test_a_name_leads_back_to_its_key(key: str) -> None:
    assert english(chinese(key)) == english(key) == key
    assert chinese(key) != key
    parent, _, last = key.rpartition(".")
    assert children(parent)[last].partition("：")[2]


def test_languages_may_be_mixed() -> None:
    assert english("样式.body.字号") == english("styles.正文.size") == "styles.body.size"
    assert english("页面.上边距.值") == "page.top.value"
    assert english("页边.高") == "页边.高"
    assert set(children("page.top")) == set(LEAF)
    assert not children("page.nothing")


def test_a_message_names_the_key_as_it_was_written() -> None:
    assert told("page.top", "page.上边距") == "page.上边距"
    assert told("page.top", "") == told("page.top", "page.left") == "页面.上边距"
    assert (part("unit", "page.top"), part("unit", "页面.上边距")) == ("unit", "单位")


@pytest.mark.parametrize(("written", "name"), [
    ([], "页面.上边距"), (["page.left"], "page.top"),
    (["page.left", "版记.左右缩进"], "页面.上边距"),
])
def test_beside_other_keys_it_is_named_in_their_language(written: list[str], name: str) -> None:
    beside = {str(at): Setting("", written=key) for at, key in enumerate(["", *written])}
    assert spelt("page.top", beside) == name


@pytest.mark.parametrize(("slip", "meant"), [
    ("pgae.top", "page.top"), ("页面.上边巨", "页面.上边距"), ("页面.topp", "页面.top"),
    ("page.上变距", "page.上边距"), ("样式.正文.首行缩劲", "样式.正文.首行缩进"), ("天气.晴", ""),
    ("报头.红线上控", "报头.红线上空"),
])
def test_what_was_meant(slip: str, meant: str) -> None:
    assert likely(slip, ALL) == meant
