"""What comes back: reports by RFC 3464, and letters in Chinese that are none."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from reportgen.mail.bounces import bounce_of, may_be_bounce

OURS = "<83f37ec2a93b8757b068aedcf43d3633@example.invalid>"


def report(action: str = "failed", envelope: str = "", within: str = "") -> bytes:
    lines = [f"Original-Envelope-Id: {envelope}"] if envelope else []
    text = "\r\n".join([
        "From: MAILER-DAEMON@mx.example.invalid", "To: office@example.invalid",
        "Subject: Undelivered Mail Returned to Sender", "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', "",
        "--b", "Content-Type: text/plain", "", "I am sorry.", "",
        "--b", "Content-Type: message/delivery-status", "",
        "Reporting-MTA: dns; mx.example.invalid", *lines, "",
        "Final-Recipient: rfc822; jia@example.invalid", f"Action: {action}", "Status: 5.1.1",
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown", "",
        "--b", "Content-Type: text/rfc822-headers", "", f"Message-ID: {within}", "Subject: x", "",
        "--b--", ""])
    return text.encode()


def written(subject: str, text: str, charset: str = "utf-8", **heads: str) -> bytes:
    made = EmailMessage()
    made["From"] = heads.get("sender", "PostMaster@qq.example")
    made["To"] = "office@example.invalid"
    made["Subject"] = subject
    made.set_content(text, charset=charset, cte="base64", subtype=heads.get("kind", "plain"))
    return made.as_bytes()


@pytest.mark.parametrize("told", [{"within": OURS}, {"envelope": OURS.strip("<>")}])
def test_a_report(told: dict[str, str]) -> None:
    found = bounce_of(report(**told))
    assert found is not None
    assert OURS in found.identities
    assert (found.address, found.reply.code) == ("jia@example.invalid", 550)
    assert not found.delayed


def test_delays_and_deliveries_are_no_bounces() -> None:
    delayed = bounce_of(report("delayed", within=OURS))
    assert delayed is not None
    assert delayed.delayed
    assert bounce_of(report("delivered", within=OURS)) is None


@pytest.mark.parametrize(("subject", "text", "code"), [
    ("系统退信", f"无法发送到 jia@example.invalid\n原因：收件人地址不存在\n邮件ID：{OURS}", 550),
    ("退信通知", f"<p>host mx said: 552 邮箱空间不足</p><p>jia@example.invalid {OURS}</p>", 552),
    ("您的邮件被退回", f"550 Mailbox not found\njia@example.invalid\nMessage-ID: {OURS}", 550),
    ("投递失败：示例", "jia@example.invalid 554 DT:SPM", 554),
])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_letters_in_chinese(subject: str, text: str, code: int, charset: str) -> None:
    found = bounce_of(written(subject, text, charset))
    assert found is not None
    assert may_be_bounce(written(subject, text, charset).partition(b"\n\n")[0])
    assert found.address == "jia@example.invalid"
    assert found.reply.code == code
    assert (OURS in found.identities) is (OURS in text)


@pytest.mark.parametrize("data", [
    written("回复：示例镇工作简报", "收到，谢谢。550 字以内", sender="jia@example.invalid"),
    written("关于退信的通知", "jia@example.invalid 550", sender="jia@example.invalid"),
    b"", b"\xff\xfe", b"Content-Type: multipart/report; boundary=\r\n\r\n", b"From: \xff\r\n\r\nx",
    b"Content-Type: message/delivery-status\r\n\r\n\r\n",
])
def test_what_is_no_bounce(data: bytes) -> None:
    found = bounce_of(data)
    assert found is None or not found.identities
