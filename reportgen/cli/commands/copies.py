"""`reportgen copies`: a group; each of its commands is made of a row."""

from __future__ import annotations

import click

from reportgen.cli.group import Commands, loaded
from reportgen.cli.options import help_option
from reportgen.cli.session import Outcome

TABLE = {
    "list": "印过哪些份，在谁那里",
    "add": "登记发放：第几份给了谁",
    "recall": "登记收回",
    "destroy": "登记销毁",
}


@click.group(
    "copies", cls=Commands, table=TABLE, load=lambda name: loaded(f"reportgen.cli.copies.{name}"),
    invoke_without_command=True, add_help_option=False, options_metavar="[选项]",
    subcommand_metavar="命令 …",
    help="印件登记：每一份印在哪一期、给了谁、收回没有。先有 reportgen print。",
    epilog="每个命令的用法：reportgen copies 命令 --help。说明：reportgen docs 印件。",
)
@help_option
@click.pass_context
def command(ctx: click.Context) -> Outcome | None:
    """Without a command, show what there is."""
    return Outcome(ctx.get_help()) if ctx.invoked_subcommand is None else None
