"""`reportgen parity`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.building import as_data
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import Family

HELP = """比对一份 PDF 和一份 Word 文件：文字、数、次序、单元格、题注、替代文字是否说的一样。

只读文件本身，不看简报文件夹。不一样时指出两边的位置，退出码 6。空白不算。
"""
_PDF = b"%PDF-"


@options.command("parity", HELP)
@click.argument("pdf", metavar="PDF文件", type=options.PathType())
@click.argument("word", metavar="Word文件", type=options.PathType())
def command(session: Session, pdf: Path, word: Path) -> Outcome:
    """Read both files and tell what differs; which is which is seen from what they hold."""
    from reportgen.proof.parity import parity

    first, second = session.world.read(pdf), session.world.read(word)
    if second.startswith(_PDF) and not first.startswith(_PDF):
        pdf, word, first, second = word, pdf, second, first
    session.progress("核对")
    found = parity(first, second, (str(pdf), str(word)))
    if found.differences:
        told = tuple(found.diagnostics(str(pdf), str(word)))
        return Outcome("", {"parity": as_data(found)}, told, Family.PROOF)
    return Outcome("" if session.quiet else found.text, {"parity": as_data(found)})
