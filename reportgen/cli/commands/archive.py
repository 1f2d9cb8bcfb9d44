"""`reportgen archive`: a group; each of its commands is a file of `cli.archive`."""

from __future__ import annotations

import click

from reportgen.cli.group import Commands, loaded
from reportgen.cli.options import help_option
from reportgen.cli.session import Outcome

TABLE = {
    "init": "建档案文件夹",
    "add": "归档：一期或几期",
    "find": "按词找",
    "list": "列出；归档文件目录；到期的",
    "show": "看一件：目录、文件、经过",
    "verify": "核对每一个字节；四性检测",
    "export": "导出一件，交给别的档案室",
    "reproduce": "照档案里的稿子重新生成，比一比",
    "copy": "做一份副本",
    "restore": "从副本恢复",
    "destroy": "销毁到期的，凭清单和批准人",
}


@click.group(
    "archive", cls=Commands, table=TABLE, load=lambda name: loaded(f"reportgen.cli.archive.{name}"),
    invoke_without_command=True, add_help_option=False, options_metavar="[选项]",
    subcommand_metavar="命令 …",
    help="归档：档案在单位文件夹的“档案”里，收进去的不再改动。\n"
         "第一次用：reportgen archive init，然后 reportgen archive add 一期的文件夹。",
    epilog="每个命令的用法：reportgen archive 命令 --help。说明：reportgen docs 归档。",
)
@help_option
@click.pass_context
def command(ctx: click.Context) -> Outcome | None:
    """Without a command, show what there is."""
    return Outcome(ctx.get_help()) if ctx.invoked_subcommand is None else None
