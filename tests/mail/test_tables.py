"""The tables of providers and of replies: whole, and each row is what it finds."""

from __future__ import annotations

import re

import pytest
from support.mailing import spelled

from reportgen.mail.model import Reply
from reportgen.mail.tables import Action, meaning, meanings, provider_of, providers, words


def test_the_table_is_large_and_says_what_to_do() -> None:
    assert len(meanings()) >= 40
    for row in meanings():
        assert re.fullmatch(r"[45]\d{0,2}", row.code)
        assert re.search("[\u4e00-\u9fff]", row.says + row.mend)
        assert row.mend
    assert {row.action for row in meanings()} == set(Action)
    names = {row.name for row in providers()}
    assert {row.provider for row in meanings()} - {""} <= names


# What servers say, as their help pages quote it; each must come to what its sender is to do.
SAID = [
    (535, "Error: 请使用授权码登录", "腾讯", Action.STOP),
    (535, "5.7.8 authentication failed", "", Action.STOP),
    (535, "5.7.139 basic authentication is disabled", "微软", Action.STOP),
    (550, "User has no permission", "网易", Action.STOP),
    (550, "Connection frequency limited", "腾讯", Action.PAUSE),
    (550, "Domain frequency limited", "腾讯", Action.PAUSE),
    (554, "HL:IPB xx", "网易", Action.STOP), (421, "HL:IFC", "网易", Action.PAUSE),
    (421, "HL:REP", "", Action.PAUSE), (450, "MI:DMC", "网易", Action.PAUSE),
    (451, "MI:SFQ", "网易", Action.PAUSE), (451, "DT:SPM please try again", "网易", Action.RETRY),
    (554, "DT:SPM", "网易", Action.CONTENT), (550, "Mail content denied", "腾讯", Action.CONTENT),
    (550, 'The "From" header is missing or invalid', "腾讯", Action.STOP),
    (553, "Mail from must equal authorized user", "网易", Action.STOP),
    (550, "5.7.60 Client does not have permissions to send as this sender", "微软", Action.STOP),
    (550, "5.1.1 <a@b.cn>: Recipient address rejected: User unknown", "", Action.ADDRESS),
    (550, "Mailbox not found", "腾讯", Action.ADDRESS), (550, "收件人不存在", "", Action.ADDRESS),
    (552, "5.3.4 message size exceeds limit", "", Action.CONTENT),
    (552, "邮箱空间不足", "", Action.ADDRESS), (452, "4.2.2 mailbox full", "", Action.RETRY),
    (450, "4.7.1 Greylisted", "", Action.RETRY), (421, "closing", "", Action.RETRY),
    (432, "4.3.2 Concurrent connections limit", "微软", Action.PAUSE),
    (499, "anything", "", Action.RETRY), (599, "anything", "", Action.CONTENT),
    (-1, "garbage", "", Action.RETRY),
]


@pytest.mark.parametrize(("code", "text", "provider", "action"), SAID)
def test_what_is_said_means(code: int, text: str, provider: str, action: Action) -> None:
    assert meaning(Reply(code, text), provider).action is action


def test_every_row_is_reached() -> None:
    """By a reply that its own pattern spells; a row that another hides would be idle."""
    for row in meanings():
        found = meaning(spelled(row), row.provider)
        assert found.action is row.action, (row, spelled(row), found)


@pytest.mark.parametrize(("said", "shown"), [
    ("请使用授权码登录".encode("gbk"), "请使用授权码登录"), ("用户不存在".encode(), "用户不存在"),
    (b"\xff\xfe\x80", r"\xff\xfe\x80"), (b"a\r\nb\x07c", "a b c"), (b"", ""),
    (b"x" * 999, "x" * 500),
])
def test_replies_in_any_bytes(said: bytes, shown: str) -> None:
    assert words(said) == shown


@pytest.mark.parametrize(("host", "name"), [
    ("smtp.163.com", "网易"), ("smtp.exmail.qq.com", "腾讯"), ("SMTP.QQ.COM", "腾讯"),
    ("smtp.office365.com", "微软"), ("notqq.com", "其他"), ("127.0.0.1", "其他"),
])
def test_a_provider_by_its_host(host: str, name: str) -> None:
    assert provider_of(host).name == name
