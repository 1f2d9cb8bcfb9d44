"""A group of commands as a table, each imported only to run it, complete it or show its help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import click

from reportgen.cli import chinese

Load = Callable[[str], click.Command]


def loaded(module: str) -> click.Command:
    """The command of a module."""
    found: click.Command = import_module(module).command
    return found


def group(
    name: str, table: Mapping[str, str], load: Load, help_text: str, page: str
) -> click.Group:
    """A group within the command line.

    Without a command it shows what there is; `page` is that of the documentation.
    """
    from reportgen.cli.options import help_option
    from reportgen.cli.session import Outcome

    @click.group(
        name, cls=Commands, table=table, load=load, invoke_without_command=True,
        add_help_option=False, options_metavar="[选项]",
        subcommand_metavar="命令 …", help=help_text,
        epilog=f"每个命令的用法：reportgen {name} 命令 --help。说明：reportgen docs {page}。",
    )
    @help_option
    @click.pass_context
    def command(ctx: click.Context) -> Outcome | None:
        return Outcome(ctx.get_help()) if ctx.invoked_subcommand is None else None

    return command


class Commands(click.Group):
    """The commands of `table`, name → what it does; `load` imports one."""

    context_class = chinese.Context

    def __init__(self, *args: Any, table: Mapping[str, str], load: Load, **options: Any) -> None:
        super().__init__(*args, **options)
        self.table, self._load = table, load

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """All names, in the order of use."""
        return list(self.table)

    def get_command(
        self, ctx: click.Context, cmd_name: str,  # noqa: ARG002 - click's signature
    ) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in self.table:
            return None
        command = self._load(cmd_name)
        command.context_class = chinese.Context
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter,  # noqa: ARG002 - click's
    ) -> None:
        """The list of commands, without importing them."""
        with formatter.section("命令"):
            formatter.write_dl(list(self.table.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str],
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Like click's, but an unknown name is answered with the nearest one."""
        name = args[0]
        if name in self.table or name.startswith("-"):
            return super().resolve_command(ctx, args)
        from reportgen.sources.nearest import asked_key

        hints = asked_key(name, self.table) or ("可用的命令：" + "、".join(self.table),)
        raise click.UsageError(f"没有命令“{name}”。{hints[0]}", ctx)
