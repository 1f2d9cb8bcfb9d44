"""Certificates made for the tests, and a time-stamping service on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer

from asn1crypto.tsp import TimeStampReq
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from support.filings import CHINA

NOW = datetime(2024, 6, 7, 9, tzinfo=CHINA)
PASSPHRASE = "示例-密码 1"  # noqa: S105
WHO = "甲某"


def certificate(
    *, begins: datetime = NOW - timedelta(days=1), days: int = 365, use: str = "signing",
    passphrase: str = PASSPHRASE, key: PrivateKeyTypes | None = None,
) -> bytes:
    """A PKCS#12 file with a key and a certificate that vouches for itself, for signing, for
    secrecy, or for time stamps."""
    key = key or (rsa.generate_private_key(65537, 2048) if use == "stamps" else
                  ec.generate_private_key(ec.SECP256R1()))
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, WHO)])
    usage = dict.fromkeys(
        ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
         "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False)
    usage["key_encipherment" if use == "secrecy" else "digital_signature"] = True
    builder = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(7)
        .public_key(key.public_key()).not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=days))
        .add_extension(x509.KeyUsage(**usage), critical=True))
    if use == "stamps":
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return pkcs12.serialize_key_and_certificates(
        b"a", key, builder.sign(
            key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()), None,
        BestAvailableEncryption(passphrase.encode()))


@cache
def stamps() -> SimpleSigner:
    """Who stamps."""
    return SimpleSigner.load_pkcs12_data(
        certificate(use="stamps", days=40_000), [], PASSPHRASE.encode())


def stamps_root() -> bytes:
    """The certificate that vouches for the time stamps, as PEM."""
    return x509.load_der_x509_certificate(stamps().signing_cert.dump()).public_bytes(Encoding.PEM)


@contextmanager
def answering(status: int, answer: bytes | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """A service that answers so, with a true time stamp where none is said; what it was asked."""
    stamper = DummyTimeStamper(stamps().signing_cert, stamps().signing_key, fixed_dt=NOW)
    asked: list[bytes] = []

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.rfile.read(int(self.headers["Content-Length"])))
            body = answer
            if body is None:
                body = stamper.request_tsa_response(TimeStampReq.load(asked[-1])).dump()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
