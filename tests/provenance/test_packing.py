import base64
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.provenance.packing import one_property, packed, unpacked

JSON = st.recursive(
    st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=30,
)


@pytest.mark.slow
@given(JSON)
def test_a_record_comes_back(record: object) -> None:
    properties = packed("记录", record)
    assert unpacked("记录", {**properties, "别的": "1"}) == record
    assert all(len(value) <= 255 for value in properties.values())


def test_no_record() -> None:
    assert unpacked("记录", {"别的": "1"}) is None


@pytest.mark.parametrize("spoil", [
    {"记录": "sha256:0"}, {"记录1": ""}, {"记录1": "不是"},
    {"记录1": base64.b64encode(zlib.compress(b"[" * 50_000_000)).decode()},
])
def test_one_that_is_not_whole(spoil: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="record"):
        unpacked("记录", {**packed("记录", ["甲"] * 400), **spoil})


def test_one_that_holds_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        unpacked("记录", packed("记录", None))


def test_a_text_is_cut_to_what_a_property_holds() -> None:
    assert one_property("题" * 255) == "题" * 255
    assert one_property("题" * 256) == "题" * 254 + "…"
