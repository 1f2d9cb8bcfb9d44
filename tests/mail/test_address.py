"""Addresses as they are typed: what is taken, what is refused, what was meant."""

from __future__ import annotations

import pytest

from reportgen.mail.address import key, on_wire, parted, problem


@pytest.mark.parametrize("text", [
    "jia@example.invalid", "a.b+c@a-b.gov.cn", "甲某@example.invalid", "office@示例.中国",
])
def test_taken(text: str) -> None:
    assert problem(text) == ("", "")


@pytest.mark.parametrize(("text", "meant"), [
    ("a＠b.cn", "a@b.cn"), ("a@b。cn", "a@b.cn"), ("ａ@b.cn", "a@b.cn"), ("a @b.cn", "a@b.cn"),
    ("jia@example", ""), ("甲某 <jia@example.invalid>", ""), ("a@b.cn;c@d.cn", ""),
    ("a@b.cn\r\nBcc: c@d.cn", ""), ("a@b..cn", ""), (".a@b.cn", ""), ("a@-b.cn", ""), ("@b.cn", ""),
    ("=?utf-8?B?DQo=?=@b.cn", ""),
])
def test_refused_with_what_was_meant(text: str, meant: str) -> None:
    wrong, found = problem(text)
    assert wrong
    assert found == meant
    assert not found or problem(found) == ("", ""), "the hint mends"


def test_too_long() -> None:
    assert problem("a" * 65 + "@example.invalid")[0]
    assert problem("a@" + "b" * 64 + ".cn")[0], "no label of a domain is so long"


def test_the_same_mailbox_however_written() -> None:
    assert key("Jia@EXAMPLE.invalid") == key("jia@example.invalid")
    assert on_wire("office@示例.中国").isascii()
    assert not on_wire("甲某@示例.中国").isascii()


def test_name_and_address() -> None:
    assert parted("示例镇政府办公室 <office@example.invalid>") == (
        "示例镇政府办公室", "office@example.invalid")
    assert parted("office")[1] == ""
