"""`reportgen docx`."""

from __future__ import annotations

from pathlib import Path

from reportgen.cli import options
from reportgen.cli.building import run_build
from reportgen.cli.session import Outcome, Session

HELP = """只生成 Word。

文件在内存里做好才写出；中途失败，原有的文件不动。
"""


@options.command("docx", HELP, strict=True, epilog=options.WHERE)
@options.folder_argument
@options.output_option
@options.draft_option
@options.chart_data_option
def command(
    session: Session, folder: Path | None, output: Path | None, draft: bool, chart_data: bool
) -> Outcome:
    """Build the DOCX."""
    return run_build(session, folder, output, ("docx",), draft=draft, chart_data=chart_data)
