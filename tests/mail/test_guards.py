"""What is kept back: for good what is secret, the rest until a name and a reason stand to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.filings import filing

from reportgen.archive.record import PDF, Record
from reportgen.diagnostics import ReportError
from reportgen.mail import guards
from reportgen.mail.model import Recipient
from reportgen.mail.routes import Route


def record(secrecy: str = "") -> Record:
    told = filing(5)
    return Record(told.number, 1, told.kind, 1, told.title, told.issuer, told.date, secrecy, 1,
                  "简报", "", ())


@pytest.mark.parametrize("text", [
    "机密★1年", "秘密★长期", "绝　密★", "某县\n机密\n第1期", "  秘 密  \n正文", "特急\n绝密★30年\n",
])
def test_secret_by_its_marks(text: str) -> None:
    with pytest.raises(ReportError, match="E1310"):
        guards.refuse_secret(record(), text)


@pytest.mark.parametrize("secrecy", ["秘密", "机密★1年", "绝密"])
def test_secret_as_declared(secrecy: str) -> None:
    with pytest.raises(ReportError, match="E1310"):
        guards.refuse_secret(record(secrecy), "正文")


@pytest.mark.parametrize("text", [
    "加强保密工作，严守国家秘密。", "机密性、完整性", "秘密就是没有秘密。\n", "内部资料 注意保存",
])
def test_text_about_secrets_is_no_mark(text: str) -> None:
    guards.refuse_secret(record(), text)


def test_internal_and_open_warnings() -> None:
    told = {"提示": [{"code": "W0330"}, {"code": "I0106"}]}
    assert [each.code for each in guards.of_issue(record(), "内部资料　注意保存\n", told)] == [
        "W1312", "W1317"]
    assert [each.code for each in guards.of_issue(record("内部"), "正文", {})] == ["W1312"]
    assert guards.of_issue(record(), "县里的内部审计", {}) == []


def routes(*addresses: str, named: bool = True) -> list[Route]:
    return [Route(Recipient("甲村", each, "发"), named) for each in addresses]


def test_new_mailboxes_other_units_and_more_than_last_time() -> None:
    known = frozenset({"a@b.cn"})
    assert guards.of_routes(routes("a@b.cn"), known, "o@b.cn", 1) == []
    (new,) = guards.of_routes(routes("a@b.cn", "x@c.cn"), known, "o@b.cn", 2)
    assert new.code == "W1313"
    assert "c.cn" in new.message, "another unit's domain is named"
    found = guards.of_routes(routes("a@b.cn", "x@b.cn", named=False), known, "o@b.cn", 1)
    assert [each.code for each in found] == ["W1311", "W1311", "W1313", "W1314"]


def test_size_and_sources() -> None:
    assert guards.of_size(20_000_000, 50_000_000) == []
    assert [each.code for each in guards.of_size(20_000_001, 0)] == ["W1316"]
    assert [each.code for each in guards.of_sources(["期/facts.yaml"])] == ["W1315"]


def test_a_reason_is_more_than_blanks() -> None:
    held = guards.of_sources(["期/facts.yaml"])
    guards.insist(held, {"W1315": "只改了错字"})
    for allowed in ({}, {"W1315": "  "}, {"W1316": "别的"}):
        with pytest.raises(ReportError, match="W1315"):
            guards.insist(held, allowed)


def test_every_guard_names_how_to_let_it_pass() -> None:
    found = [*guards.of_issue(record("内部"), "", {"提示": [{"code": "W0330"}]}),
             *guards.of_routes(routes("a@b.cn", "b@b.cn", named=False), frozenset(), "o@b.cn", 1),
             *guards.of_sources(["x"]), *guards.of_size(10**9, 0)]
    assert {each.code for each in found} == set(guards.GUARDS)
    assert all(f"--allow {each.code}=" in each.hints[-1] for each in found)


def test_an_address_in_the_book_is_a_mailbox_however_written() -> None:
    one = Recipient("甲村", "A@b.cn", "发")
    found = guards.of_routes([Route(one)], frozenset({"a@b.cn"}), "o@b.cn", 0)
    assert found == [], "written to before, in other letters"
    assert replace(one, formats=(PDF,)) == one
