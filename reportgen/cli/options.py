"""The options that commands share, and the folder they work on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import NOWHERE, failure
from reportgen.world import World

Command = Callable[..., Outcome]
Option = Callable[[Command], Command]
COMMON = ("strict", "json", "quiet", "help")
WHERE = "不写文件夹，就用当前文件夹；当前文件夹里没有简报，就用 data/ 下唯一的那个。"


class PathType(click.Path):
    """A path; an empty one, and one with a NUL, which no system can open, are usage errors."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, readable=False)   # reading it tells

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None,
    ) -> Any:
        """The path."""
        if not str(value):
            self.fail("路径是空的；多半是变量没有值。", param, ctx)
        if "\0" in str(value):
            self.fail("路径里有不可见的字符 U+0000。", param, ctx)
        return super().convert(value, param, ctx)


class Day(click.ParamType[date]):
    """A day: 2024-06-07."""

    name = "日期"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None,
    ) -> date:
        """The day."""
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(f"“{value}”不是日期；写成 2024-06-07", param, ctx)


folder_argument = click.argument(
    "folder", metavar="[文件夹]", required=False, type=PathType(),
)
output_option = click.option(
    "-o", "--output", metavar="路径", type=PathType(),
    help="放到哪个文件夹，或写成什么文件名；默认 out/。",
)
port_option = click.option("--port", metavar="端口", type=click.IntRange(0, 65535), default=0,
                           help="用哪个端口；默认随便一个空着的。")
no_browser_option = click.option("--no-browser", is_flag=True, help="不打开浏览器，只显示地址。")
draft_option = click.option("--draft", is_flag=True, help="草稿：页面上标明“草稿”。")
chart_data_option = click.option(
    "--chart-data", is_flag=True, help="把图中的数另列成表，附在文末。",
)
screen_option = click.option(
    "--screen", is_flag=True, help="电子版：不双面印刷，报尾不另起偶数页。",
)
pdf_standard_option = click.option(
    "--pdf-standard", type=click.Choice(("3a", "2a", "2u", "none")),
    metavar="3a|2a|2u|none", help="PDF 声明合哪一种 PDF/A；none 不声明。默认照版式，是 3a。",
)
last_option = click.option(
    "--last", metavar="文件夹", type=PathType(),
    help="上一期的文件夹或档号，和它比；不写的，自己找旁边的。",
)
attach_option = click.option(
    "--attach-sources", is_flag=True,
    help="文稿、事实表、版式、照片也放进 PDF（只限 3a）；里面有没有印出来的，外发的不要加。",
)
allow_option = click.option(
    "--allow", multiple=True, metavar="代码", type=str,
    help="放行这一种，可写几次：--strict 时的警告，或可以放行的错误；输出和归档里都记着。",
)
json_option = click.option("--json", is_flag=True, help="结果写成 JSON，供程序读取。")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="只显示错误。")


def _show_help(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    """Print help by the session's console: click's own echo would have an encoding of its own."""
    if wanted and not ctx.resilient_parsing:
        ctx.obj.out.print(ctx.get_help())
        ctx.exit()


help_option = click.option(
    "-h", "--help", is_flag=True, is_eager=True, expose_value=False, callback=_show_help,
    help="显示这份说明。",
)
strict_option = click.option("--strict", is_flag=True, help="有警告也算失败（退出码 1）。")


def command(
    name: str, text: str, *, strict: bool = False, epilog: str | None = None,
) -> Callable[[Command], click.Command]:
    """A command with --json, --quiet and (with `strict`) --strict, handed its `Session` first."""

    def decorate(function: Command) -> click.Command:
        @click.pass_obj
        @wraps(function)
        def run(session: Session, *args: Any, **options: Any) -> Outcome:
            session.command = name
            session.json, session.quiet = options.pop("json"), options.pop("quiet")
            session.strict = options.pop("strict", False)
            session.world.resolve(Path())       # E0101 where the current folder was deleted
            return function(session, *args, **options)

        for option in (help_option, quiet_option, json_option, *([strict_option] * strict)):
            run = option(run)
        made = click.command(
            name, help=text, epilog=epilog, options_metavar="[选项]", add_help_option=False,
        )(run)
        # Decorators stack from the bottom: a command's own options belong before the common ones.
        own = [p for p in made.params if p.name not in COMMON]
        made.params = own + [p for p in made.params if p.name in COMMON]
        return made

    return decorate


def built(
    name: str, text: str, function: Command, given: Iterable[Option], *, strict: bool = False,
    epilog: str | None = None,
) -> click.Command:
    """A command of a function whose options depend on a table, in the order of their help."""
    for option in reversed([*given]):
        function = option(function)
    return command(name, text, strict=strict, epilog=epilog)(function)


def is_briefing(folder: Path, world: World) -> bool:
    """Whether a folder looks like a briefing's."""
    return world.is_file(folder / "briefing.md")


def below_data(world: World) -> list[Path]:
    """The briefings in `data/`."""
    data = Path("data")
    return [data / name for name in world.names_in(data) if is_briefing(data / name, world)]


def chosen(folder: Path | None, world: World) -> Path:
    """The folder named; else the current one; else the only briefing below `data/`.

    Raises `ReportError` (USAGE) E0902 when that leaves none or several.
    """
    if folder is not None:
        return folder
    if is_briefing(Path(), world):
        return Path()
    found = below_data(world)
    if len(found) == 1:
        return found[0]
    hint = "在命令后面写出文件夹，" + (
        f"是不是：{'，还是 '.join(map(str, found))}？" if found else "如 我的简报")
    message = "没有写简报文件夹，当前文件夹里也没有 briefing.md"
    if found:
        message = f"没有写简报文件夹，而 data/ 下有 {len(found)} 个"
    raise failure("E0902", message, NOWHERE, hint)
