"""`reportgen parity`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from reportgen.bundled import to_install
from reportgen.cli import options
from reportgen.cli.building import as_data
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import NOWHERE, Diagnostic, Family, failure

HELP = """比对一份 PDF 和 Word、OFD 文件：文字、数、次序、单元格、题注、替代文字是否说的一样。

OFD 与 PDF 是同样的版面，还比每个字的位置、字形、颜色，线、图、照片，链接和书签。

--ink 再用 PDFium 把 PDF 的每一页画出来，和按字形轮廓另画的一页逐点比：盖住的、没印出来的都看得见。

只读文件本身，不看简报文件夹。不一样时指出两边的位置，退出码 6。空白不算。
"""
_PDF = b"%PDF-"


@options.command("parity", HELP)
@click.argument("first", metavar="PDF文件", type=options.PathType())
@click.argument("second", metavar="Word或OFD文件", type=options.PathType())
@click.argument("third", metavar="[OFD文件]", required=False, type=options.PathType())
@click.option("--ink", is_flag=True, help="再把 PDF 画出来看（要装 reportgen[scan]）。")
def command(
    session: Session, first: Path, second: Path, third: Path | None, ink: bool
) -> Outcome:
    """Read the files and tell what differs; which is which is seen from what they hold."""
    from reportgen.proof.parity import parity

    paths = [path for path in (first, second, third) if path is not None]
    files = [(str(path), session.world.read(path)) for path in paths]
    files.sort(key=lambda file: not file[1].startswith(_PDF))
    (pdf, data), *others = files
    session.progress("核对")
    found = [(name, parity(data, other, (pdf, name), bitmaps=True)) for name, other in others]
    counted: dict[str, object] = {
        "same_pages" if each.pages else "parity": as_data(each) for _, each in found}
    told = tuple(line for name, each in found for line in each.diagnostics(pdf, name))
    if ink:
        told += tuple(_seen(data, pdf))
    if told:
        return Outcome("", counted, told, Family.PROOF)
    return session.done("\n".join(each.text for _, each in found), counted)


def _seen(data: bytes, name: str) -> Iterator[Diagnostic]:
    """E1000 where PDFium paints another thing than the marks of a page are."""
    from reportgen.acts.reading import painted
    from reportgen.fonts import FontLibrary
    from reportgen.proof.parity.compare import as_diagnostic

    try:
        found = list(painted(data, name, FontLibrary.bundled()))
    except ModuleNotFoundError as error:
        raise failure("E1218", f"没有装画 PDF 的程序（{error.name}）", NOWHERE,
                      to_install("scan")) from error
    for number, each in enumerate(found, 1):
        yield as_diagnostic(each, number, name, "")
