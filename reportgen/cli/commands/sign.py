"""`reportgen sign`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import NOWHERE, failure

HELP = """用自己的证书给 PDF 加电子签名，另存为 名称.签名.pdf。

签名附在文件后面，原来的每一个字节不动；页面上什么也不画，印章的位置空着。签好先核对，再写出。

证书的密码不写在命令里，也不记下：写在只有自己能读的文件的第一行，用 --passphrase-file；
或设环境变量 REPORTGEN_PASSPHRASE；都没有就问。

写了 --timestamp 才联网；取不到时间戳也签，说明是哪一级。
"""


@options.command("sign", HELP)
@click.argument("file", metavar="PDF文件", type=options.PathType())
@click.option("--certificate", metavar="证书", required=True, type=options.PathType(),
              help="PKCS#12 证书：.p12 或 .pfx。")
@click.option("--passphrase-file", metavar="文件", type=options.PathType(),
              help="写着密码的文件，权限 600。")
@click.option("--timestamp", "address", metavar="网址", default="",
              help="RFC 3161 时间戳服务，http:// 或 https://；不写就不联网。")
@click.option("-o", "--output", metavar="路径", type=options.PathType(),
              help="放到哪个文件夹，或写成什么文件名；默认放在 PDF 旁边。")
def command(
    session: Session, *, file: Path, certificate: Path, passphrase_file: Path | None,
    address: str, output: Path | None,
) -> Outcome:
    """Sign one file."""
    from reportgen.acts.signing import Order, secret, sign
    from reportgen.archive.disk import Disk

    if address and not address.startswith(("http://", "https://")):
        raise click.UsageError(f"--timestamp 的网址“{address}”不是 http:// 或 https:// 开头的")
    session.progress("签名")
    order = Order(certificate, lambda: secret(passphrase_file, session.world, _asked), address,
                  output)
    done = sign(file, order, session.world, Disk())
    text = f"已签名 {done.path}（{done.told}）"
    data = {"file": str(done.path), "level": done.level, "signed": done.told}
    return session.done(text, data, done.found)


def _asked() -> str:
    if not sys.stdin.isatty():
        raise failure("E1154", "没有证书的密码", NOWHERE,
                      "写进只有自己能读的文件：--passphrase-file 密码.txt")
    return str(click.prompt("证书的密码", "", hide_input=True, show_default=False, err=True))
