"""Write docs/cli.md from the command line itself: `python tools/cli_reference.py`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reportgen.cli.app import COMMANDS, root
from reportgen.cli.chinese import Context

PAGE = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
HEAD = """\
# 命令行

由 `python tools/cli_reference.py` 从程序生成，不要手改；测试会核对。
退出码见 [exit-codes.md](exit-codes.md)。

**显示在哪里**：结果写到标准输出，提示和错误写到标准错误。进度只在终端上显示，管道里没有；颜色也只在终端上有，
设了环境变量 `NO_COLOR` 就没有。控制台的编码显示不了的字写成 `<U+6787>`，不会因此出错。

**文件夹**：一期简报是一个文件夹，里面有 `facts.yaml`（或 `.csv`、`.xlsx`）和 `briefing.md`。
输出的文件名就是文件夹名，放在 `out/`；`-o` 可以写别的文件夹，或写文件名。
"""
TAIL = """\
## --json 的内容

每个命令都在标准输出写一个 JSON 对象，此外什么都不写；
`batch` 先一个单位写一行，最后一行才是这个对象。
有哪些键、什么意思：`reportgen schema 命令` 写出 JSON Schema；怎样用见[自动化](automation.md)。

## 环境变量

| 变量 | 作用 |
|---|---|
| `REPORTGEN_CACHE` | 缓存文件夹；缓存随时可以删除。开头的 `~` 是自己的家（下同） |
| `REPORTGEN_CACHE_MB` | 缓存最多占多少 MB，默认 512；0 不用缓存 |
| `REPORTGEN_FONTS` | 在哪些文件夹里找字体，代替系统的；用冒号（Windows 用分号）隔开 |
| `NO_COLOR` | 不用颜色 |
| `PAGER` | `docs` 在终端里用哪个程序一屏一屏地显示 |
"""


def reference() -> str:
    """The whole page."""
    context = Context(root, info_name="reportgen")
    parts = [HEAD, "```text\n" + _help(root, context) + "```\n"]
    for name in COMMANDS:
        parts += _parts(root, context, name)
    return "\n".join([*parts, TAIL])


def _parts(group: click.Group, context: click.Context, name: str) -> Iterator[str]:
    """The chapter of a command; of a group, one for each of its commands follows."""
    command = group.get_command(context, name)
    if command is None:
        raise LookupError(name)
    inner = Context(command, info_name=name, parent=context)
    yield f"## {inner.command_path}\n\n```text\n{_help(command, inner)}```\n"
    if isinstance(command, click.Group):
        for each in command.list_commands(inner):
            yield from _parts(command, inner, each)


def _help(command: click.Command, context: click.Context) -> str:
    context.terminal_width = 96
    formatter = context.make_formatter()
    command.format_help(context, formatter)
    return formatter.getvalue().rstrip("\n") + "\n"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
