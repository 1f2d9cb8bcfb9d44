"""Signatures on letters: DKIM in the head, for the domain; S/MIME around the body, for the office.

Both are RSA with SHA-256 by PKCS #1 v1.5 and hold no time, so the same letter is signed with the
same bytes on every run; other keys sign by chance, and are refused. The keys are PEM files beside
that of the secrets. `cryptography` is of the extra `mail`.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode, encodebytes
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from reportgen.bundled import to_install
from reportgen.diagnostics import NOWHERE, ReportError, failure
from reportgen.mail.account import Account, beside_secrets
from reportgen.mail.address import domain_of
from reportgen.world import World

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.x509 import Certificate

DKIM, SMIME = "mail-dkim.pem", "mail-smime.pem"
# Named twice in a signature: a second one that is added later breaks it.
_LINES = ("from", "reply-to", "to", "subject", "date", "message-id", "mime-version",
          "content-type")
_LEAST = 2048       # bits of a key (RFC 8301 3.2 asks for half of that)
_FOLD = 72


class Seals:
    """The signatures of an office, as `office.yaml` asks for them.

    Raises E1333: a key that is missing, open to others or of another kind; a certificate that is
    over at `now`, or another mailbox's; the extra that is not installed.
    """

    def __init__(self, account: Account, world: World, now: datetime) -> None:
        self._domain, self._selector = domain_of(account.sender.address), account.dkim
        self._bodies: dict[bytes, str] = {}
        if account.dkim:
            self._key, _ = _loaded(DKIM, world)
        if account.smime:
            self._office = _loaded(SMIME, world)
            _check(self._office[1], account.sender.address, now)

    def headed(self, head: str, body: bytes) -> str:
        """A head with the DKIM signature of the letter (RFC 6376, relaxed head, simple body)."""
        if not self._selector:
            return head
        digest = self._bodies.get(body) or self._bodies.setdefault(body, _body_hash(body))
        lines = ":".join(_LINES)
        own = (f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple;\r\n d={self._domain};"
               f" s={self._selector};\r\n h={lines}:\r\n {lines};\r\n bh={digest};\r\n b=")
        there = _relaxed(head + body.partition(b"\r\n\r\n")[0].decode("ascii"))
        signed = "\r\n".join([*(f"{name}:{there[name]}" for name in _LINES),
                              *(f"{name}:{text}" for name, text in _relaxed(own).items())])
        made = b64encode(_sign(self._key, signed.encode())).decode()
        folded = "\r\n ".join(made[at : at + _FOLD] for at in range(0, len(made), _FOLD))
        return f"{own}{folded}\r\n{head}"

    def around(self, body: bytes) -> bytes:
        """A body within the office's signature (RFC 8551, multipart/signed)."""
        if not hasattr(self, "_office"):
            return body
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

        key, (own, *others) = self._office
        builder = pkcs7.PKCS7SignatureBuilder(additional_certs=others).set_data(body).add_signer(
            own, key, hashes.SHA256())
        options = pkcs7.PKCS7Options
        der = builder.sign(Encoding.DER, [
            options.DetachedSignature, options.Binary, options.NoAttributes])   # else: the time
        mark = f"=_s_{hashlib.sha256(body).hexdigest()[:24]}"
        before = ('Content-Type: multipart/signed; protocol="application/pkcs7-signature";\r\n'
                  f' micalg=sha-256; boundary="{mark}"\r\n\r\n--{mark}\r\n')
        behind = (f'\r\n--{mark}\r\nContent-Type: application/pkcs7-signature;'
                  ' name="smime.p7s"\r\nContent-Transfer-Encoding: base64\r\n'
                  'Content-Disposition: attachment; filename="smime.p7s"\r\n\r\n')
        made = encodebytes(der).replace(b"\n", b"\r\n")
        return b"".join((before.encode(), body, behind.encode(), made, f"--{mark}--\r\n".encode()))


def _loaded(name: str, world: World) -> tuple[RSAPrivateKey, list[Certificate]]:
    path, data = beside_secrets(name, world)
    try:
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
        from cryptography.x509 import load_pem_x509_certificates
    except ImportError as error:
        raise _bad("没有装签名用的 cryptography", to_install("mail")) from error
    try:
        key = load_pem_private_key(data, None)
        found = load_pem_x509_certificates(data) if b"BEGIN CERTIFICATE" in data else []
    except (ValueError, TypeError) as error:
        raise _bad(f"读不了“{path}”", "要没有口令的 PEM") from error
    if not isinstance(key, RSAPrivateKey) or key.key_size < _LEAST:
        raise _bad(f"“{path}”里不是 RSA 私钥，或者太短", f"要 RSA，{_LEAST} 位以上")
    return key, found


def _check(found: list[Certificate], address: str, now: datetime) -> None:
    from cryptography.x509 import RFC822Name, SubjectAlternativeName

    if not found:
        raise _bad(f"{SMIME} 里没有证书", "证书（发信邮箱的在前，中间机构的在后）放在私钥后面")
    if not found[0].not_valid_before_utc <= now <= found[0].not_valid_after_utc:
        raise _bad("签信的证书过期了，或还没有生效", "换一张：收件人会看到签名无效")
    names = [name.casefold() for each in found[0].extensions if isinstance(
        each.value, SubjectAlternativeName) for name in each.value.get_values_for_type(RFC822Name)]
    if address.casefold() not in names:
        raise _bad(f"签信的证书不是 {address} 的", "证书里的邮箱要和登录的邮箱一样")


def _bad(message: str, hint: str) -> ReportError:
    return failure("E1333", message, NOWHERE, hint)


def _sign(key: RSAPrivateKey, data: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

    return key.sign(data, PKCS1v15(), hashes.SHA256())


def _body_hash(data: bytes) -> str:
    """Of a body as section 3.4.3 has it: with one line end at its end."""
    _, _, text = data.partition(b"\r\n\r\n")
    return b64encode(hashlib.sha256(text.rstrip(b"\r\n") + b"\r\n").digest()).decode()


def _relaxed(head: str) -> Mapping[str, str]:
    """The lines of a head as section 3.4.2 has them."""
    pairs = (line.partition(":") for line in re.sub(r"\r\n[ \t]", " ", head).split("\r\n") if line)
    return {name.lower(): re.sub(r"[ \t]+", " ", text).strip() for name, _, text in pairs}
