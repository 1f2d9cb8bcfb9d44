"""`reportgen archive add-scan`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.archive.lines import line, papers
from reportgen.cli import options
from reportgen.cli.archive.common import (
    WHICH,
    as_data,
    by_option,
    desk,
    office_option,
    record_argument,
)
from reportgen.cli.session import Outcome, Session

HELP = """把签了字、盖了章的一份扫描后收进同一件：原样一份，另做一份能检索的 PDF/A。

\b
扫描件是 PDF、TIFF、JPEG、PNG，一份一个文件，页要全、要正、次序要对，
分辨率照 office.yaml 的“扫描分辨率”，不写是 200 dpi。
是哪一份，看印的代码；代码认不出的，写 --copy 份号，由人认定，并记下来。
同样的再收一次，只说已经有了；同一份再收别的扫描件，或者纸换了盒、架，写 --reason。
"""


@options.command("archive add-scan", HELP, strict=True, epilog=WHICH)
@record_argument
@click.argument("file", metavar="扫描件", type=options.PathType())
@click.option("--signed", "marks", metavar="签章", default="", help="纸上有什么，如 签字,盖章。")
@click.option("--box", metavar="盒", default="", help="纸放在哪一盒。")
@click.option("--shelf", metavar="架", default="", help="盒放在哪一架。")
@click.option("--copy", metavar="份号", type=click.IntRange(1, 999_999), default=None,
              help="代码认不出时，是第几份。")
@click.option("--arrange", is_flag=True, help="页颠倒的转正，次序乱的照代码理顺；原样的不动。")
@click.option("--reason", metavar="理由", default="", help="为什么再收一次。")
@office_option
@by_option
def command(
    session: Session, *, name: str, file: Path, marks: str, box: str, shelf: str,
    copy: int | None, arrange: bool, reason: str, start: Path, by: str,
) -> Outcome:
    """File the scan of a copy."""
    from reportgen.acts.scanning import Told, add_scan

    told = Told(marks, box.strip(), shelf.strip(), copy or 0, reason.strip(), arrange)
    (record, scan, new), found = add_scan(
        desk(session, start, by), name, file, told, session.progress)
    lines = [f"{'已收进' if new else '早已收进'} {line(record)}", *papers(record)]
    return session.done("\n".join(lines),
                        {"record": as_data(record), "copy": scan.copy, "new": new}, found)
