"""`reportgen pdf`."""

from __future__ import annotations

from pathlib import Path

from reportgen.cli import options
from reportgen.cli.building import run_build
from reportgen.cli.session import Outcome, Session

HELP = """只生成 PDF。

文件在内存里做好才写出；中途失败，原有的文件不动。
"""


@options.command("pdf", HELP, strict=True, epilog=options.WHERE)
@options.folder_argument
@options.output_option
@options.draft_option
@options.chart_data_option
@options.screen_option
def command(
    session: Session, folder: Path | None, output: Path | None, **flags: bool
) -> Outcome:
    """Build the PDF."""
    return run_build(session, folder, output, ("pdf",), **flags)
