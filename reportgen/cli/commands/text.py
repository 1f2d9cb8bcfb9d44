"""`reportgen text`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.building import run_build
from reportgen.cli.options import chosen
from reportgen.cli.session import Outcome, Session

HELP = """只出纯文本，写到屏幕；加 -o 写成文件。

表格的各列用制表符隔开，可以直接贴进表格软件；图写成它所画的数。
"""


@options.command("text", HELP, strict=True, epilog=options.WHERE)
@options.folder_argument
@click.option("-o", "--output", metavar="路径", type=options.PathType(),
              help="写到这个文件（.txt）或文件夹。")
@options.draft_option
@options.chart_data_option
def command(
    session: Session, folder: Path | None, output: Path | None, draft: bool, chart_data: bool
) -> Outcome:
    """Print or write the text."""
    if output is not None:
        return run_build(session, folder, output, ("text",), draft=draft,
                         chart_data=chart_data)
    from reportgen import pipeline

    briefing = pipeline.load(chosen(folder), session.world)
    document = pipeline.compose(briefing, draft=draft)
    found = pipeline.check(briefing, document)
    pipeline.insist(briefing.sink, session.strict)
    if chart_data:
        document = pipeline.with_chart_data(document)
    text = pipeline.write(briefing, document, "text").decode()
    return Outcome(text.rstrip("\n"), {"text": text}, found)
