"""`reportgen build`."""

from __future__ import annotations

from pathlib import Path

from reportgen.cli import options
from reportgen.cli.building import run_build
from reportgen.cli.session import Outcome, Session
from reportgen.formats import DEFAULT

HELP = """生成简报：PDF 和 Word，放到 out/文件夹名.pdf 和 .docx。

两种文件都在内存里做好才写出；中途失败，原有的文件不动。

写出前读回两种文件，逐字比对；说的不一样就算失败（退出码 6），两份留作 名称.不一致.pdf 和 .docx。
"""


@options.command("build", HELP, strict=True, epilog=options.WHERE)
@options.folder_argument
@options.output_option
@options.draft_option
@options.chart_data_option
@options.screen_option
def command(
    session: Session, folder: Path | None, output: Path | None, **flags: bool
) -> Outcome:
    """Build both formats."""
    return run_build(session, folder, output, DEFAULT, **flags)
