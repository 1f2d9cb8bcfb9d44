"""Signing a PDF of ours: which is signed, with what passphrase, and the proof that it is well."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reportgen import signing
from reportgen.archive.disk import Disk, private
from reportgen.diagnostics import Diagnostic, Sink, Span, failure
from reportgen.formats import targets
from reportgen.frozen import frozen
from reportgen.world import World

MARK = ".签名"                          # what the name of a signed file ends with
VARIABLE = "REPORTGEN_PASSPHRASE"


@frozen
class Order:
    """What is asked for: the certificate, how its passphrase is had, a time-stamping service."""

    certificate: Path
    passphrase: Callable[[], str]
    address: str = ""           # none: nothing is asked of any network
    out: Path | None = None     # a folder or a file; none: beside the PDF


@frozen
class Done:
    """A file that was signed: where it lies, what its signature says, what was not to be had."""

    path: Path
    told: str
    level: str
    found: tuple[Diagnostic, ...]


def sign(path: Path, order: Order, world: World, disk: Disk) -> Done:
    """Sign a PDF and prove it before it is written.

    Raises `ReportError`: E1011 damaged or with a password, E1152 to E1155 and E1158 as they say,
    E1156 signed already, E1159 it would not hold. W1157 is in what comes back.
    """
    from reportgen.proof.pdf.signed import more_than_a_signature

    data, place = world.read(path), Span(str(path))
    target = targets(order.out or path.parent, path.stem + MARK, ("pdf",), world)["pdf"]
    _allow(data, path)
    key, now = world.read(order.certificate), disk.now()
    signer = signing.signer_of(key, order.passphrase(), now, order.certificate.name)
    made = signing.sign(data, signer, now, order.address)
    holds, told = signing.verified(made.data)
    if (more := more_than_a_signature(data, made.data)) or not holds:
        raise failure("E1159", f"签好的“{path.name}”核对不符：{more or told}", place,
                      "没有写出；换一个证书再试")
    world.write_all({target: made.data})
    sink = Sink()
    if made.lost:
        sink.warning("W1157", f"没有取到时间戳：{made.lost}；已签成 {made.level}", place,
                     "文件可以用；要时间戳，稍后用没有签过的那一份再签")
    return Done(target, told, made.level, tuple(sink))


def _allow(data: bytes, path: Path) -> None:
    from reportgen.proof.pdf.about import about_pdf

    about = about_pdf(data, path.name)
    if about.encrypted or not about.producer.startswith("reportgen "):
        what = "加了密" if about.encrypted else "不是 reportgen 生成的"
        raise failure("E1155", f"“{path.name}”{what}", Span(str(path)),
                      "用 reportgen build 生成的那一份")
    if about.signed:
        raise failure("E1156", f"“{path.name}”已经签过名", Span(str(path)),
                      "要重签，用没有签过的那一份")


def secret(file: Path | None, world: World, ask: Callable[[], str]) -> str:
    """A passphrase: the first line of a file of one's own, else the environment's, else asked for.

    Raises `ReportError` E1154 for a file that others may read.
    """
    if file is None:
        return world.env.get(VARIABLE) or ask()
    text = world.read(file).decode("utf-8-sig", "replace")      # as it is: no look-alike is mended
    if not private(file):
        raise failure("E1154", f"别人也能读“{file.name}”", Span(str(file)), f"chmod 600 {file}")
    return text.partition("\n")[0].rstrip("\r")
