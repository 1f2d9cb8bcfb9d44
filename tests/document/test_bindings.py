import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.document.bindings import LONGEST, bookmark_name, is_fact_mark

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
