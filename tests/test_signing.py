"""Signatures by a certificate of one's own: what they hold, and what is refused."""

from __future__ import annotations

import gc
import subprocess
import sys
import warnings
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from support.certificates import NOW, PASSPHRASE, WHO, answering, certificate

from reportgen import signing
from reportgen.diagnostics import ReportError
from reportgen.proof.pdf.read import read_pdf
from reportgen.proof.pdf.signed import more_than_a_signature


@pytest.fixture(scope="module")
def pdf(sample_pdf: Path) -> bytes:
    return sample_pdf.read_bytes()


@pytest.fixture(scope="module")
def key() -> signing.SimpleSigner:
    return signing.signer_of(certificate(), PASSPHRASE, NOW, "我的.p12")


def refusal(data: bytes, passphrase: str = PASSPHRASE) -> tuple[str, str]:
    with pytest.raises(ReportError) as caught:
        signing.signer_of(data, passphrase, NOW, "我的.p12")
    (item,) = caught.value.diagnostics
    assert item.hints
    assert PASSPHRASE not in str(item)
    return item.code, item.message


def test_a_signature_stands_behind_the_file(pdf: bytes, key: signing.SimpleSigner) -> None:
    made = signing.sign(pdf, key, NOW)
    assert (made.level, made.lost) == ("B-B", "")
    assert made.data.startswith(pdf)
    assert more_than_a_signature(pdf, made.data) == ""
    assert signing.verified(made.data) == (True, f"{WHO}，{NOW.isoformat()}，B-B")
    assert read_pdf(made.data, "PDF") == read_pdf(pdf, "PDF")


@pytest.mark.system("pdfsig")
def test_another_program_finds_it_valid(
    pdf: bytes, key: signing.SimpleSigner, tmp_path: Path,
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(signing.sign(pdf, key, NOW).data)
    done = subprocess.run(["pdfsig", path], capture_output=True, text=True, encoding="utf-8",
                          check=False)
    assert "Signature is Valid" in done.stdout
    assert "Total document signed" in done.stdout


def test_any_altered_byte_is_seen(pdf: bytes, key: signing.SimpleSigner) -> None:
    whole = signing.sign(pdf, key, NOW).data
    for place in (len(pdf) // 2, len(pdf) + 40, whole.index(b"/ByteRange") + 14, len(whole) - 8):
        altered = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1:]
        assert not signing.verified(altered)[0], place
    assert not signing.verified(whole + b"% more\n")[0]
    assert not signing.verified(pdf)[0], "there is none"
    assert signing.verified(b"%PDF-1.7\n") == (False, "签名读不出来")


def test_a_time_stamp(pdf: bytes, key: signing.SimpleSigner) -> None:
    with answering(200) as (address, asked):
        made = signing.sign(pdf, key, NOW + timedelta(hours=3), address)
    assert (made.level, made.lost, len(asked)) == ("B-T", "", 1)
    assert pdf[100:140] not in asked[0], "a digest is sent, no more"
    assert signing.verified(made.data) == (True, f"{WHO}，{NOW.astimezone(UTC).isoformat()}，B-T")


@pytest.mark.parametrize(("status", "answer", "why"), [
    (503, b"", "服务回答 HTTP 503"), (200, b"<html>", "回答的不是时间戳"),
    (200, b"\x30" + bytes(100_000), "回答的不是时间戳"),
])
def test_a_service_that_fails_costs_a_level(
    pdf: bytes, key: signing.SimpleSigner, status: int, answer: bytes, why: str,
) -> None:
    gc.collect()
    with answering(status, answer) as (address, _), warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", ResourceWarning)
        made = signing.sign(pdf, key, NOW, address)
        gc.collect()
    assert not told, "a connection was left open"
    assert (made.level, made.lost) == ("B-B", why)
    assert signing.verified(made.data) == (True, f"{WHO}，{NOW.isoformat()}，B-B")


def test_a_service_that_is_not_there(pdf: bytes, key: signing.SimpleSigner) -> None:
    with answering(200) as (address, _):
        pass
    made = signing.sign(pdf, key, NOW, address)
    assert (made.level, made.lost) == ("B-B", "连不上")
    assert signing.verified(made.data)[0]


def test_certificates_that_do_not_sign() -> None:
    assert refusal(certificate(), "另一个密码")[0] == "E1152"
    assert refusal(certificate(), "")[0] == "E1152"
    assert refusal(b"-----BEGIN CERTIFICATE-----")[0] == "E1152"
    assert refusal(b"\x30" + bytes(60))[0] == "E1152"
    old = refusal(certificate(begins=NOW - timedelta(days=400)))
    assert old[0] == "E1153"
    assert "2023-05-04 到 2024-05-03" in old[1]
    assert refusal(certificate(begins=NOW + timedelta(days=1)))[0] == "E1153"
    short = rsa.generate_private_key(65537, 1024)  # noqa: S505
    for key in (ed25519.Ed25519PrivateKey.generate(), short,
                ec.generate_private_key(ec.SECP192R1())):
        assert refusal(certificate(key=key)) == ("E1153", "“我的.p12”的密钥签不了，或太短")
    assert refusal(certificate(use="secrecy")) == ("E1153", "“我的.p12”不是签名用的证书")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko.sign.signers", None)
    monkeypatch.setitem(sys.modules, "pyhanko.pdf_utils.reader", None)
    with pytest.raises(ReportError, match="E1158") as caught:
        signing.signer_of(certificate(), PASSPHRASE, NOW, "我的.p12")
    assert caught.value.diagnostics[0].hints == ("安装：pip install 'reportgen[sign]'",)
    with pytest.raises(ReportError, match="E1158"):
        signing.verified(b"")
