"""Which profile a narrative means, and whether it is one for its kind of document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.diagnostics import Family, ReportError, Span
from reportgen.facts.scale import Notation
from reportgen.memory_world import MemoryWorld
from reportgen.style.choose import Looks, check_kind, profile_named
from reportgen.style.profile import load_profile

SPAN = Span("briefing.md", 3, 5)
OWN = MemoryWorld({
    "本期/本镇.yaml": "extends: 简报\nname: 本镇\n".encode(),
    "本期/太宽.yaml": "extends: 简报\npage:\n  left: 200mm\n".encode(),
})


@pytest.mark.parametrize(("name", "found"), [
    ("简报", "简报"), ("jianbao", "简报"), ("文件", "文件"), ("本镇.yaml", "本镇"),
])
def test_a_profile_by_its_name(name: str, found: str) -> None:
    assert profile_named(name, Path("本期"), OWN, SPAN).name == found


@pytest.mark.parametrize(("name", "code", "hint"), [
    ("减报", "E0133", "是不是：简报？"), ("函", "E0133", "是不是：信函？"),
    ("../本镇.yaml", "E0133", "随程序的有 简报、纪要、文件、信函"),
    ("没有.yaml", "E0133", "把版式文件放进简报文件夹，照实写文件名"),
])
def test_a_profile_there_is_not(name: str, code: str, hint: str) -> None:
    with pytest.raises(ReportError) as caught:
        profile_named(name, Path("本期"), OWN, SPAN)
    (found,) = caught.value.diagnostics
    assert (found.code, found.hints[0], caught.value.family) == (code, hint, Family.INPUT)


def test_a_profile_that_leaves_no_room_is_refused() -> None:
    with pytest.raises(ReportError) as caught:
        profile_named("太宽.yaml", Path("本期"), OWN, SPAN)
    assert caught.value.family is Family.INPUT


KINDS = ("简报", "文件")


def test_a_profile_is_read_once_and_one_that_is_not_there_has_no_kind() -> None:
    looks = Looks(Path("本期"), OWN)
    assert looks.profile("简报", SPAN) is looks.profile("简报", SPAN)
    assert (looks.kind("文件"), looks.kind("没有.yaml"), looks.kind("没有")) == ("文件", "", "")
    assert looks.notation("文件") == looks.notation("没有.yaml") == Notation("−")


def test_a_profile_of_no_kind_there_is() -> None:
    with pytest.raises(ReportError) as caught:
        check_kind(replace(load_profile("jianbao"), kind="文化"), ("简报",), KINDS, SPAN)
    (found,) = caught.value.diagnostics
    assert (found.code, found.hints) == ("E0136", ("是不是：文件？", "已有的文种：简报、文件"))


def test_a_profile_of_another_kind_of_document() -> None:
    check_kind(load_profile("jianbao"), ("文件", "简报"), KINDS, SPAN)
    with pytest.raises(ReportError) as caught:
        check_kind(load_profile("wenjian"), ("简报", "纪要"), KINDS, SPAN)
    (found,) = caught.value.diagnostics
    assert (found.code, found.span, found.hints) == (
        "E0134", SPAN, (
            "是不是：版式: 简报，还是 版式: 纪要？",
            "本单位的版式文件写明从哪一类改起，如 继承: 简报"))
