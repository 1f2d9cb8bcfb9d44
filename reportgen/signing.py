"""Electronic signatures in PDFs (PAdES, ETSI EN 319 142-1): made with the user's own certificate.

The only room that knows pyHanko, which the extra `sign` installs. A signature is an update behind
the file, whose own bytes stay as they are; it shows nothing: the seal's place stays free.
"""

from __future__ import annotations

import asyncio
import logging
import urllib.request
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.error import HTTPError, URLError

from reportgen.bundled import to_install
from reportgen.diagnostics import NOWHERE, ReportError, Span, failure

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

_DIGEST = "sha256"
_SPARE = 64             # bytes kept free: a signature by elliptic curves is not always as long
_TOKEN = 12_288         # as many for a time stamp
_SECONDS = 20           # that a time stamp is waited for
_DER = b"\x30"          # how PKCS#12 begins, and no text does
_KEYS = {"rsa": 2048, "ec": 256}     # kinds of key, and how many bits they must have
_SIGNING = {"digital_signature", "non_repudiation"}


class Signed(NamedTuple):
    """A signed PDF, its level, and why it is not the one that was asked for."""

    data: bytes
    level: str          # B-B; with a time stamp B-T
    lost: str = ""


def missing(error: ModuleNotFoundError) -> ReportError:
    """E1158: the extra is not installed."""
    return failure("E1158", f"没有装签名的程序（{error.name}）", NOWHERE,
                   to_install("sign"))


def signer_of(data: bytes, passphrase: str, now: datetime, name: str) -> SimpleSigner:
    """The key and certificate of a PKCS#12 file.

    Raises `ReportError`: E1152 it cannot be opened, E1153 it cannot sign now, E1158.
    """
    try:
        from pyhanko.sign.signers import SimpleSigner
    except ModuleNotFoundError as error:
        raise missing(error) from error
    if not data.startswith(_DER):
        raise failure("E1152", f"“{name}”不是证书文件", Span(name),
                      "用带私钥的 PKCS#12 证书：.p12 或 .pfx")
    try:
        signer: SimpleSigner = SimpleSigner.load_pkcs12_data(data, [], passphrase.encode() or None)
        certificate: Any = signer.signing_cert
        begins, ends = certificate.not_valid_before, certificate.not_valid_after
        key = certificate.public_key
        fits = key.algorithm in _KEYS and key.bit_size >= _KEYS[key.algorithm]
    except Exception:  # noqa: BLE001 - whatever stands in a file
        raise failure("E1152", f"打不开“{name}”：密码不对，或里面没有能用的私钥和证书", Span(name),
                      "照发证书时给的密码再试") from None
    if not begins <= now <= ends:
        raise failure("E1153", f"“{name}”的有效期是 {begins:%Y-%m-%d} 到 {ends:%Y-%m-%d}",
                      Span(name), "换一个有效的证书，或校准这台电脑的时钟")
    if not fits:
        raise failure("E1153", f"“{name}”的密钥签不了，或太短", Span(name),
                      "用 RSA（2048 位以上）或椭圆曲线（256 位以上）的证书")
    usage = certificate.key_usage_value
    if usage is not None and not usage.native & _SIGNING:
        raise failure("E1153", f"“{name}”不是签名用的证书", Span(name), "用签名证书，不用加密证书")
    return signer


def sign(data: bytes, signer: SimpleSigner, now: datetime, address: str = "") -> Signed:
    """The PDF with a signature behind it, invisible, said to be of `now`.

    With the `address` of a time-stamping service (RFC 3161) it is B-T. Where that does not answer,
    or answers nonsense, the file is signed all the same, B-B. Without an address nothing is asked.
    """
    lost = ""
    if address:
        try:
            return Signed(asyncio.run(_sign(data, signer, now, _stamper(address))), "B-T")
        except Exception as error:  # noqa: BLE001 - whatever a stranger answers
            lost = _why(error)
    return Signed(asyncio.run(_sign(data, signer, now, None)), "B-B", lost)


async def _sign(data: bytes, signer: SimpleSigner, now: datetime, stamper: Any) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
    from pyhanko.sign.signers.pdf_byterange import SignatureObject

    class Writer(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            """Title, producer and date stay what they are: nothing but a signature is added."""

    blank = await signer.async_sign(bytes(32), _DIGEST, dry_run=True, use_pades=True)
    room = len(blank.dump()) + (_TOKEN if stamper else _SPARE)
    steps = PdfCMSEmbedder().write_cms("Signature", Writer(BytesIO(data)))
    next(steps)
    steps.send(SigObjSetup(SignatureObject(now, SigSeedSubFilter.PADES, bytes_reserved=2 * room)))
    prepared, output = steps.send(SigIOSetup(_DIGEST, output=BytesIO()))
    steps.send(await signer.async_sign(prepared.document_digest, _DIGEST, use_pades=True,
                                       timestamper=stamper))
    return bytes(output.getvalue())


def _stamper(address: str) -> Any:
    from asn1crypto.tsp import TimeStampReq, TimeStampResp
    from pyhanko.sign.timestamps import TimeStamper

    class Stamper(TimeStamper):
        async def async_request_tsa_response(self, req: TimeStampReq) -> TimeStampResp:
            """One question, and an answer of bounded length."""
            question = urllib.request.Request(  # noqa: S310 - http and https alone come here
                address, req.dump(), {"Content-Type": "application/timestamp-query"})
            try:
                with urllib.request.urlopen(question, timeout=_SECONDS) as answer:  # noqa: S310
                    return TimeStampResp.load(answer.read(_TOKEN))
            except HTTPError as refused:    # it holds the connection that it came by
                refused.close()
                raise

    return Stamper()  # type: ignore[no-untyped-call]


def _why(error: Exception) -> str:
    match error:
        case HTTPError(code=code):
            return f"服务回答 HTTP {code}"
        case URLError() | ConnectionError() | TimeoutError():
            return "连不上"
        case _:
            return "回答的不是时间戳"


def verified(data: bytes) -> tuple[bool, str]:
    """Whether the signatures of a PDF hold, and the last of all its bytes; who signed, and when.

    Whether their certificates are to be trusted is not judged: no list of trust is asked.
    Raises `ReportError` E1158 where the extra is not installed.
    """
    try:
        from pyhanko.pdf_utils.reader import PdfFileReader
        from pyhanko.sign.validation import validate_pdf_signature
        from pyhanko.sign.validation.status import SignatureCoverageLevel
        from pyhanko_certvalidator import ValidationContext
    except ModuleNotFoundError as error:
        raise missing(error) from error
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)     # that none is asked, is said here
    try:
        found = [validate_pdf_signature(each, ValidationContext(trust_roots=[]), skip_diff=True)
                 for each in PdfFileReader(BytesIO(data)).embedded_signatures]
        whole = bool(found) and found[-1].coverage == SignatureCoverageLevel.ENTIRE_FILE
        holds = whole and all(each.intact and each.valid for each in found)
        return holds, "；".join(map(_told, found))
    except Exception:  # noqa: BLE001 - whatever stands in a file
        return False, "签名读不出来"


def _told(status: Any) -> str:
    stamp = status.timestamp_validity
    at, level = (stamp.timestamp, "B-T") if stamp and stamp.intact and stamp.valid \
        else (status.signer_reported_dt, "B-B")
    who = status.signing_cert.subject.native.get("common_name", "")
    return f"{who}，{at.isoformat() if at else '没有写时间'}，{level}"
