"""Letters as bytes: names that every program reads, nothing that data could add to a head."""

from __future__ import annotations

import base64
import email
import email.policy
import re
from datetime import datetime, timedelta, timezone
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.mail.address import problem
from reportgen.mail.letter import (
    Attachment,
    InlinePicture,
    Sender,
    _file,
    body,
    control,
    file_name,
    head,
    message_id,
)

SENDER = Sender("示例镇政府办公室，综合科", "office@example.invalid", "office@example.invalid")
DAY = datetime(2024, 6, 7, 9, tzinfo=timezone(timedelta(hours=8)))
NAMES = (
    "示例镇2024年5月工作情况", "a b", "很长的标题" * 20, "𠮷野家、龘龘",
    "“引号”（括号）；分号=等号", "示例★一", "CON", "..", "x/../../y", "a\r\nX: y",
)


def letter(name: str = "示例.pdf", subject: str = "示例镇工作简报第5期", to: str = "甲村",
           address: str = "jia@example.invalid") -> bytes:
    data = body("正文\n", "<p>正文</p>", [InlinePicture("c@x", b"\x89PNG")],
                [Attachment(name, b"%PDF-1.7\n" * 99)])
    lines = head(SENDER, to, address, subject, DAY, message_id("J012-1", address, SENDER))
    return lines + data


def parsed(data: bytes) -> EmailMessage:
    found = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    assert not found.defects
    assert not any(part.defects for part in found.walk())
    return found


@pytest.mark.parametrize("title", NAMES)
def test_a_name_in_both_forms(title: str) -> None:
    name = file_name(title, ".pdf")
    assert len(name) <= 60
    data = letter(name)
    (part,) = parsed(data).iter_attachments()
    assert part.get_filename() == name
    assert part.get_content() == b"%PDF-1.7\n" * 99
    old = email.message_from_bytes(data)                # compat32, as an old program reads it
    attached = next(each for each in old.walk() if each.get_content_type() == "application/pdf")
    assert str(make_header(decode_header(str(attached.get_param("name"))))) == name
    assert not re.search(rb'filename="=\?', data), "no encoded word where RFC 2231 stands"
    assert max(map(len, data.split(b"\r\n"))) <= 78


def test_the_same_letter_has_the_same_bytes() -> None:
    assert letter() == letter()
    assert b"\n" not in letter().replace(b"\r\n", b"")
    assert letter().isascii()


def test_the_body_is_shared_and_its_bounds_come_of_it() -> None:
    one, two = (body("甲", "甲", [], [Attachment("a.pdf", data)]) for data in (b"1", b"2"))
    bounds = [re.findall(rb'boundary="(.+?)"', data) for data in (one, two)]
    assert bounds[0] != bounds[1]
    assert message_id("J012-1", "A@b.cn", SENDER) == message_id("J012-1", "a@B.cn", SENDER)
    assert message_id("J012-2", "a@b.cn", SENDER) != message_id("J012-1", "a@b.cn", SENDER)


@given(st.text(max_size=60), st.text(max_size=120))
def test_data_adds_nothing_to_a_head(name: str, subject: str) -> None:
    made = parsed(head(SENDER, name, "jia@example.invalid", subject, DAY, "<a@b>") + b"\r\n")
    assert sorted(made.keys()) == sorted((
        "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted",
        "Content-Language", "MIME-Version"))
    assert [each.addr_spec for each in made["To"].addresses] == ["jia@example.invalid"]


@pytest.mark.parametrize("bad", [
    "甲\r\nBcc: evil@example.invalid", "甲\u2028Bcc: e@e.cn", "甲\x00乙", "a\nBcc: e@e.cn",
    'a", <evil@example.invalid>, "b', "=?utf-8?B?DQpCY2M6IGVAZS5jbg==?=",
])
def test_injection(bad: str) -> None:
    """In every field that data reaches: subject, names, a file's name; addresses are refused."""
    sender = Sender(bad, "office@example.invalid", "office@example.invalid")
    data = head(sender, bad, "jia@example.invalid", bad, DAY, "<a@b.invalid>") + body(
        bad, bad, [], [Attachment(file_name(bad, ".pdf"), b"%PDF")])
    made = parsed(data)
    assert len(made.keys()) == 10
    assert "Bcc" not in made
    for name, wanted in (("To", "jia@example.invalid"), ("From", "office@example.invalid"),
                         ("Reply-To", "office@example.invalid")):
        assert [each.addr_spec for each in made[name].addresses] == [wanted]
    (part,) = made.iter_attachments()
    assert set(part.keys()) == {
        "Content-Type", "Content-Transfer-Encoding", "Content-Disposition"}
    for address in (f"{bad}@e.cn", f"a@e.cn{bad}", f"a@e.cn\r\nRCPT TO:<{bad}>"):
        assert problem(address)[0]


def test_a_file_in_several_bodies_is_encoded_once() -> None:
    one, two = (Attachment(name, b"%PDF" * 500 + name.encode()) for name in ("1.pdf", "2.pdf"))
    known = _file.cache_info()
    before = body("甲", "甲", [], [one])
    assert base64.encodebytes(one.data).replace(b"\n", b"\r\n") in body("乙", "乙", [], [one, two])
    assert body("甲", "甲", [], [one]) == before, "and it stays what it was"
    assert _file.cache_info().misses == known.misses + 2


def test_a_chinese_mailbox() -> None:
    made = parsed(letter(address="甲某@示例.中国"))
    name = made["To"].addresses[0].username.encode("utf-8", "surrogateescape")
    assert name.decode() == "甲某", "as it is: only SMTPUTF8 carries it"
    assert made["To"].addresses[0].domain.startswith("xn--")


def test_a_header_begins_on_its_own_line() -> None:
    lines = letter(subject="很长的题目" * 9, to="很长的单位名称" * 9).partition(b"\r\n\r\n")[0]
    assert all(re.match(rb"[A-Za-z-]+: \S|[ \t]", line) for line in lines.split(b"\r\n"))


def test_a_control_letter() -> None:
    identity, data = control(SENDER, SENDER.address, DAY)
    assert parsed(data)["Message-ID"] == identity
    assert control(SENDER, SENDER.address, DAY + timedelta(seconds=1))[0] != identity
