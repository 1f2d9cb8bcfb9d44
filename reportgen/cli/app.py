"""The command line: a table of commands, each loaded when it is called."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from reportgen.cli import chinese
from reportgen.cli.group import Commands, loaded
from reportgen.cli.options import help_option
from reportgen.cli.session import BUG, INTERRUPTED, OK, PIPE_CLOSED, Outcome, Session
from reportgen.diagnostics import NOWHERE, ReportError, failure
from reportgen.formats import FORMATS
from reportgen.terminal import UnsaidError, console
from reportgen.version import __version__
from reportgen.world import DiskWorld, World

# Name → what it does. Each lives in reportgen/cli/commands/<name>.py as `command`; those of the
# formats are made of their table.
COMMANDS = {
    "build": "生成简报：PDF 和 Word",
    **{row.name: row.title for row in FORMATS.values()},
    "batch": "一份模板、许多单位：每个单位一份简报",
    "check": "检查数据和文稿，不生成文件",
    "preview": "边写边看：浏览器里的页面和发现的问题",
    "parity": "比对 PDF 和 Word、OFD 是否说的一样",
    "trace": "查成品里每一个数字的来处",
    "mutate": "种下毛病，看哪一道核对说得出",
    "audit": "核对改过的 Word 文件：哪些数、哪些字动了",
    "facts": "列出事实表读成了什么，读自哪一格",
    "explain": "查一个事实：值、来处、印在哪里",
    "desk": "办公页：一个月的事在浏览器里做",
    "roll": "下一期：期号、日期、期间往后移，要填的空出来",
    "diff": "比两期，或改前改后：哪些数、哪些字句变了",
    "print": "印：打印文件，每页有代码，登记每一份",
    "copies": "印件登记：发放、收回、销毁",
    "verify": "查一张纸、一份文件是不是本单位的",
    "mail": "邮件：谁收什么、看样、批准、发送、状态、退信",
    "sign": "用自己的证书给 PDF 加电子签名",
    "archive": "归档：收进、查找、核对、导出、副本、销毁",
    "fonts": "列出字体；查一段文字缺不缺字",
    "doctor": "检查运行环境",
    "init": "新建一个简报文件夹",
    "rule": "解释一条提示代码",
    "docs": "看说明：事实表、文稿、版式怎样写",
    "schema": "每条命令的 --json 写些什么：JSON Schema",
    "completion": "输出 shell 补全脚本",
}


def _load(name: str) -> click.Command:
    """The command of a name; those of the formats are made of their row."""
    if row := FORMATS.get(name):
        made: click.Command = import_module("reportgen.cli.commands.one_format").command_for(row)
        return made
    return loaded(f"reportgen.cli.commands.{name}")


@click.group(
    cls=Commands, table=COMMANDS, load=_load, name="reportgen", invoke_without_command=True,
    add_help_option=False, options_metavar="[选项]", subcommand_metavar="命令 …",
    help="一组事实、一篇文稿，生成排版规范的中文简报（PDF 与 Word）。\n"
         "第一次用：reportgen init 我的简报，然后 reportgen build 我的简报。",
    epilog="每个命令的用法：reportgen 命令 --help。说明：reportgen docs；"
           "退出码：reportgen docs 退出码。",
)
@click.version_option(
    __version__, "-V", "--version", message="reportgen %(version)s", help="显示版本号。",
)
@help_option
@click.pass_context
def root(ctx: click.Context) -> Outcome | None:
    """Without a command, show what there is."""
    if ctx.invoked_subcommand is None:
        return Outcome(ctx.get_help())
    return None


chinese.install()


def run(
    argv: Sequence[str], world: World | None = None, *, struck: Sequence[int] = (),
) -> int:
    """Run one command line; the exit code. Every way out is documented in docs/exit-codes.md.

    `struck`: the exit codes of the signals that have come so far.
    """
    world = world or DiskWorld()
    if "_REPORTGEN_COMPLETE" in world.env:
        import reportgen.cli.shells  # noqa: F401 - makes PowerShell known
    session = Session(
        world, console(sys.stdout, world.env), console(sys.stderr, world.env),
        json="--json" in argv,
    )
    try:
        code = _guarded(argv, session, struck)
        session.out.flush()
        session.err.flush()
    except BrokenPipeError:   # the reader of our output has gone: head, less
        return PIPE_CLOSED
    except UnsaidError as error:
        return _unsaid(session, error)
    return code


def _unsaid(session: Session, error: UnsaidError) -> int:
    """E0911, on the other stream if it takes anything."""
    told = failure("E0911", f"输出的话写不出来：{error}", NOWHERE,
                   "腾出空间，或换一个地方输出，再运行一次；已经写好的文件不用重做")
    session.json = False
    try:
        session.fail(told)
        session.err.flush()
    except (BrokenPipeError, UnsaidError):      # then the exit code alone says it
        return told.family.value
    return told.family.value


def _guarded(argv: Sequence[str], session: Session, struck: Sequence[int]) -> int:
    try:
        return _invoke(argv, session)
    except ReportError as error:
        return session.fail(error)
    except click.exceptions.UsageError as error:
        if error.ctx is not None:       # else its command has said its name
            session.command = error.ctx.command_path.removeprefix("reportgen").strip()
        return session.fail(_usage(error))
    except click.ClickException as error:
        return session.fail(_plain_usage(error.format_message(), "reportgen --help"))
    except (KeyboardInterrupt, click.Abort):
        return _interrupted(session, INTERRUPTED)
    except (BrokenPipeError, UnsaidError):
        raise
    except Exception:  # noqa: BLE001 - a bug: the traceback is shown whole, and a code says so
        return _interrupted(session, struck[0]) if struck else _bug(session)


def _invoke(argv: Sequence[str], session: Session) -> int:
    value: Any = root.main(
        list(argv), prog_name="reportgen", standalone_mode=False, obj=session,
        windows_expand_args=False,
    )
    if isinstance(value, Outcome):
        return session.finish(value)
    return value if isinstance(value, int) else OK


def _usage(error: click.UsageError) -> ReportError:
    message, help_command = chinese.complaint(error)
    return _plain_usage(message, help_command)


def _plain_usage(message: str, help_command: str) -> ReportError:
    return failure("E0901", message, NOWHERE, f"用法见 {help_command}")


def _interrupted(session: Session, code: int) -> int:
    session.err.clear()
    session.err.print(f"已中断；{session.untouched}。")
    return code


def _bug(session: Session) -> int:
    session.err.clear()
    session.err.print(traceback.format_exc().rstrip())
    return session.fail(failure(
        "E0999", f"程序自己出了错，不是您的数据有问题；{session.untouched}", NOWHERE,
        "请把上面的全部文字连同用到的数据交给维护者"), code=BUG)
