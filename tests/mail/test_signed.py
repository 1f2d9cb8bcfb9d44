"""Signatures, judged by others: DKIM by dkimpy and a DNS of one row, S/MIME by openssl."""

from __future__ import annotations

import base64
import os
import subprocess
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import dkim
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from support.mailing import USER, Post

from reportgen.acts import mail, mailing
from reportgen.diagnostics import ReportError
from reportgen.edition import silent

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ALLOWED = {"W1313": "试"}


def pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())


def certificate(address: str = USER, days: int = 36500) -> bytes:
    """Its own authority."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "示例镇政府办公室")])
    start = datetime(2000, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(
        KEY.public_key()).serial_number(1).not_valid_before(start).not_valid_after(
        start + timedelta(days=days)).add_extension(
        x509.SubjectAlternativeName([x509.RFC822Name(address)]), critical=False).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True).sign(KEY, hashes.SHA256())
    return made.public_bytes(form.Encoding.PEM)


def placed(office, name: str, data: bytes, mode: int = 0o600) -> None:
    path = Path(office.env["REPORTGEN_MAIL_SECRETS"]).with_name(name)
    path.write_bytes(data)
    path.chmod(mode)


def signing(office, post: Post, **told: str) -> None:
    office.mail(发件人=f"示例镇政府办公室 <{USER}>", 服务=f"smtps://127.0.0.1:{post.smtp}",
                副本信箱=f"imaps://127.0.0.1:{post.imap}", **told)


def planned(office) -> mail.MailPlan:
    return mail.planned(office.desk(), str(office.folder / "2024年第5期"), mail.MailWish(), silent)


def received(office, post: Post) -> bytes:
    plan = planned(office)
    assert planned(office).digest == plan.digest, "signed with the same bytes on every run"
    mail.approved(office.desk(), plan, plan.code, ALLOWED)
    mailing.send(office.desk(), "2024-5", silent)
    (data,) = post.to("jia@example.invalid")
    assert max(map(len, data.split(b"\r\n"))) <= 78
    return data


def dns(name: bytes, timeout: int = 5) -> bytes:
    assert name == b"s1._domainkey.example.invalid."
    told = KEY.public_key().public_bytes(form.Encoding.DER, form.PublicFormat.SubjectPublicKeyInfo)
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(told)


def test_dkim(office, post: Post) -> None:
    placed(office, "mail-dkim.pem", pem(KEY))
    signing(office, post, DKIM="s1")
    data = received(office, post)
    assert dkim.verify(data, dnsfunc=dns)
    head, _, text = data.partition(b"\r\n\r\n")
    at = text.index(b"JVBERi")
    for changed in (
        head + b"\r\n\r\n" + text[:at] + b"K" + text[at + 1:],
        data.replace(b"\r\nDate: Fri,", b"\r\nDate: Sat,"), data.replace(b"<jia@", b"<yi@"),
        b"Subject: evil\r\n" + data, b"Content-Type: text/html\r\n" + data,
        data.replace(b"boundary=\"=_m", b"boundary=\"x"),
    ):
        assert changed != data
        assert not dkim.verify(changed, dnsfunc=dns)
    assert dkim.verify(b"Received: by x\r\n" + data.replace(
        b"\r\n <jia@", b"  <jia@") + b"\r\n", dnsfunc=dns), "what relays do changes nothing"


@pytest.mark.system("openssl")
def test_smime(office, post: Post, tmp_path: Path) -> None:
    placed(office, "mail-smime.pem", pem(KEY) + certificate())
    placed(office, "mail-dkim.pem", pem(KEY))
    signing(office, post, 签名="S/MIME", DKIM="s1")
    data = received(office, post)
    assert dkim.verify(data, dnsfunc=dns), "both at once"
    (tmp_path / "ca.pem").write_bytes(certificate())

    def judged(letter: bytes) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["openssl", "smime", "-verify", "-CAfile", str(tmp_path / "ca.pem")], input=letter,
            capture_output=True, check=False, env={**os.environ, "LC_ALL": "C"})

    good = judged(data)
    assert good.returncode == 0, good.stderr
    inner = message_from_bytes(good.stdout, policy=policy.default)
    (attached,) = inner.iter_attachments()      # type: ignore[attr-defined]
    assert attached.get_filename() == "示例镇2024年5月工作情况.pdf"
    outer = message_from_bytes(data, policy=policy.default)
    assert not outer.defects
    assert outer.get_content_type() == "multipart/signed"
    assert judged(data.replace(b"JVBERi", b"KVBERi")).returncode != 0


def test_the_keys_are_nowhere(office, post: Post, capsys: pytest.CaptureFixture[str]) -> None:
    placed(office, "mail-smime.pem", pem(KEY) + certificate())
    placed(office, "mail-dkim.pem", pem(KEY))
    signing(office, post, 签名="S/MIME", DKIM="s1")
    received(office, post)
    shown = capsys.readouterr()
    line = pem(KEY).splitlines()[5]
    assert line.decode() not in shown.out + shown.err
    for path in office.folder.rglob("*"):
        assert not path.is_file() or line not in path.read_bytes(), path


@pytest.mark.parametrize(("data", "mode", "code"), [
    (None, 0, "E1333.*没有签名的私钥"), (pem(KEY) + certificate(), 0o644, "E1323"),
    (b"x", 0o600, "E1333.*读不了"), (pem(KEY), 0o600, "E1333.*没有证书"),
    (pem(ec.generate_private_key(ec.SECP256R1())) + certificate(), 0o600, "E1333.*RSA"),
    (pem(KEY) + certificate("other@example.invalid"), 0o600, "E1333.*不是"),
    (pem(KEY) + certificate(days=9), 0o600, "E1333.*过期"),
])
def test_what_cannot_sign_is_refused_by_the_plan(
    office, post: Post, data: bytes | None, mode: int, code: str,
) -> None:
    if data is not None:
        placed(office, "mail-smime.pem", data, mode)
    signing(office, post, 签名="S/MIME")
    with pytest.raises(ReportError, match=code):
        planned(office)
