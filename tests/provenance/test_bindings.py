import base64
import hashlib
import re
import zlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.provenance.bindings import (
    LONGEST,
    Binding,
    bookmark_name,
    fact_mark,
    is_fact_mark,
    pack,
    touching,
    unpack,
)

NAME = st.text(min_size=1, max_size=80)


@pytest.mark.parametrize(("fact", "name"), [
    ("枇杷产值", "_rg_枇杷产值_1"),
    ("e_2023", "_rg_e_2023_1"),
    ("产业.枇杷", "_rg_产业_枇杷_71a5e5ce_1"),
    ("“非农”复耕", "_rg_非农_复耕_5f7b86b9_1"),
])
def test_names_can_be_read(fact: str, name: str) -> None:
    digestless = re.sub(r"[0-9a-f]{8}", "#", name)
    assert re.sub(r"[0-9a-f]{8}", "#", bookmark_name("_rg_", fact, "_1")) == digestless


@pytest.mark.slow
@given(NAME)
def test_names_suit_word(fact: str) -> None:
    name = bookmark_name("_rg_", fact, "_12")
    assert len(name) <= LONGEST
    assert re.fullmatch(r"_rg_\w+_12", name)


@given(NAME, NAME)
def test_two_facts_never_share_a_name(one: str, other: str) -> None:
    assert (bookmark_name("_rg_", one) == bookmark_name("_rg_", other)) == (one == other)


def test_only_our_marks_are_marks_of_facts() -> None:
    assert is_fact_mark("_rg_产值_1")
    assert not is_fact_mark("_Ref_产值")
    assert not is_fact_mark("_Toc123")


@pytest.mark.parametrize(("text", "part", "sides"), [
    ("产值9052万元。", "9052万元", ("", "")), ("产值约9052万元。", "9052万元", ("约", "")),
    ("产值9052余", "9052", ("", "余")), ("19052.5", "9052", ("1", ".5")),
    ("9052.", "9052", ("", "")),
    ("甲，9052，乙", "9052", ("", "")), ("-9052%", "9052", ("-", "%")),
])
def test_what_touches_a_number(text: str, part: str, sides: tuple[str, str]) -> None:
    start = text.index(part)
    assert touching(text, start, start + len(part)) == sides


FACT = st.sampled_from(["产值", "A1", "“非农”复耕面积", "a1"])
BOUND = st.lists(st.tuples(FACT, st.text(max_size=20), st.sampled_from(["", "约"]),
                           st.sampled_from(["", "余"])), max_size=60)


def bindings(drawn: list[tuple[str, str, str, str]]) -> list[Binding]:
    seen: Counter[str] = Counter()
    found = []
    for fact, text, before, after in drawn:
        seen[fact] += 1
        found.append(Binding(fact_mark(fact, seen[fact]), fact, f"“{fact}”", text, before, after))
    return found


@given(BOUND)
def test_a_record_comes_back_whole(drawn: list[tuple[str, str, str, str]]) -> None:
    record = pack(bindings(drawn))
    assert list(unpack(record)) == bindings(drawn)
    assert all(len(value) <= 255 for value in record.values())
    assert pack(bindings(drawn)) == record


def test_no_record_is_no_fault() -> None:
    assert unpack({"生成程序": "reportgen"}) == ()


def spoiled(name: str, value: str) -> dict[str, str]:
    return {**pack(bindings([("产值", "9052万元", "", "")] * 40)), name: value}


@pytest.mark.parametrize("properties", [
    spoiled("事实绑定", "sha256:0"), spoiled("事实绑定1", ""), spoiled("事实绑定1", "不是"),
    spoiled("事实绑定1", base64.b64encode(zlib.compress(b"[" * 50_000_000)).decode()),
])
def test_a_damaged_record_is_refused(properties: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="record"):
        unpack(properties)


def forged(record: str) -> dict[str, str]:
    """A record of another's making, with a digest that is right."""
    packed = base64.b64encode(zlib.compress(record.encode())).decode()
    digest = hashlib.sha256(record.encode()).hexdigest()
    return {"事实绑定": f"sha256:{digest}", "事实绑定1": packed}


@pytest.mark.parametrize("record", [
    "", "{}", "null", "[1,2]", "[[],[[0]]]", '[[["a","b"]],[[0,1]]]', '[[["a","b"]],[[5,"甲"]]]',
    '[[["a","b"]],[["x","甲"]]]', '[[[1,"b"]],[[0,"甲"]]]', '[[["a","b"]],[[0,"1","2","3","4"]]]',
    "[" * 100_000, '[[["a","b"]],[0]]',
])
def test_a_forged_record_is_refused(record: str) -> None:
    with pytest.raises(ValueError, match="record"):
        unpack(forged(record))


def test_the_forger_could_do_it_right() -> None:
    """What refuses the others is their shape."""
    assert unpack(forged('[[["a","b"]],[[0,"甲"]]]')) == (Binding("_rg_a_1", "a", "b", "甲"),)
