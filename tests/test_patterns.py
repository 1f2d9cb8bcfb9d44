"""Late patterns: what `re.compile` gives, and not before it is asked for."""

from __future__ import annotations

import re

import pytest

from reportgen import patterns
from reportgen.patterns import late


def test_a_late_pattern_is_the_pattern() -> None:
    one, other = late(r"(?P<year>\d{4})年", re.I), re.compile(r"(?P<year>\d{4})年", re.I)
    for _ in range(2):
        assert [hit["year"] for hit in one.finditer("2023年、2024年")] == ["2023", "2024"]
        assert (one.pattern, one.flags, one.groupindex) == (
            other.pattern, other.flags, other.groupindex)
    assert one.sub("", "2023年5月") == "5月"


def test_it_is_compiled_when_asked() -> None:
    broken = late("(")
    with pytest.raises(re.error):
        broken.search("")


def test_all_can_be_compiled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_LATE", [])
    known = late("甲+")
    patterns.compile_all()
    monkeypatch.setattr(re, "compile", None)
    assert known.fullmatch("甲甲")
