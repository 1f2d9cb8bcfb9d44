"""`reportgen pdf`, `docx`, `text`: a command for each row of the table of formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from reportgen.acts.codes import may
from reportgen.cli import options
from reportgen.cli.building import run_build
from reportgen.cli.options import chosen
from reportgen.cli.session import Outcome, Session
from reportgen.formats import Format


def command_for(row: Format) -> click.Command:
    """The command that writes one format."""
    shown = "，写到屏幕；加 -o 写成文件" if row.shown else ""

    def command(
        session: Session, folder: Path | None, output: Path | None,
        allow: tuple[str, ...], pdf_standard: str | None = None, **flags: Any,
    ) -> Outcome:
        if row.shown and output is None:
            return _show(session, folder, row, allow, **flags)
        from reportgen.acts.building import BuildWish

        wish = BuildWish((row.name,), pdf_standard=pdf_standard, allow=allow, **flags)
        return run_build(session, folder, output, wish)

    return options.built(row.name, f"{row.title}{shown}。\n\n{row.help}\n", command,
                         _options(row), strict=True, epilog=options.WHERE)


def _options(row: Format) -> Iterator[options.Option]:
    yield options.folder_argument
    yield click.option("-o", "--output", metavar="路径", type=options.PathType(),
                       help=f"写到这个文件（{row.suffix}）或文件夹。") \
        if row.shown else options.output_option
    yield from (options.draft_option, options.chart_data_option)
    if row.printed:
        yield options.screen_option
    if row.name == "pdf":
        yield from (options.pdf_standard_option, options.attach_option)
    yield options.allow_option


def _show(
    session: Session, folder: Path | None, row: Format, allow: Sequence[str], *, draft: bool,
    chart_data: bool,
) -> Outcome:
    """The text on the screen; nothing is written."""
    from reportgen import pipeline

    briefing = pipeline.load(chosen(folder, session.world), session.world, allow=may(allow))
    document = pipeline.compose(briefing, draft=draft)
    found = pipeline.check(briefing, document)
    briefing.sink.insist(session.strict)
    if chart_data:
        document = pipeline.with_chart_data(document)
    text = pipeline.write(briefing, document, row.name).decode()
    return Outcome(text.rstrip("\n"), {"text": text}, found)
