"""`reportgen build`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reportgen.cli import options
from reportgen.cli.building import run_build
from reportgen.cli.session import Outcome, Session
from reportgen.formats import DEFAULT, FORMATS

HELP = """生成简报：PDF 和 Word，放到 out/文件夹名.pdf 和 .docx。

各种文件都在内存里做好才写出；中途失败，原有的文件不动。

写出前读回各种文件，与 PDF 逐字比对；说的不一样就算失败（退出码 6），两份留作
名称.不一致.pdf 和 .docx（.ofd）。
"""


@options.command("build", HELP, strict=True, epilog=options.WHERE)
@options.folder_argument
@options.output_option
@click.option("--to", "formats", multiple=True, metavar="格式", type=str,
              help=f"只生成这一种，可写几次：{'、'.join(FORMATS)}；不写就是 PDF 和 Word。")
@options.draft_option
@options.chart_data_option
@options.screen_option
@options.pdf_standard_option
@options.attach_option
@options.allow_option
@options.last_option
def command(
    session: Session, folder: Path | None, output: Path | None, *, formats: tuple[str, ...],
    **told: Any,
) -> Outcome:
    """Build the usual formats, or those named."""
    from reportgen.acts.building import BuildWish

    wish = BuildWish(tuple(dict.fromkeys(formats)) or DEFAULT, **told)
    return run_build(session, folder, output, wish)
