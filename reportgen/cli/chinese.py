"""click in Chinese: its own messages, its help pages, and their wide characters.

click takes its messages through `gettext` and so in the language of the environment, for which it
ships no translation. Here its modules are handed a table instead. A test reads click's source and
fails when a version brings a message which a user can meet and this table lacks.
"""

from __future__ import annotations

import importlib
import re
import shutil
from collections.abc import Iterable, Sequence

import click

from reportgen.terminal import columns, pad

MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types", "utils")

MESSAGES = {
    "(dynamic)": "（动态）",
    "Aborted!": "已中断。",
    "Argument {name!r} takes {nargs} values.": "参数 {name!r} 要 {nargs} 个值。",
    "Choice({choices})": "可选（{choices}）",
    "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "Commands": "命令",
    "Confirm the action without prompting.": "不再询问，直接执行。",
    "Could not open file {filename!r}: {message}": "打不开文件 {filename!r}：{message}",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}":
        "命令 {name!r} 已不再推荐使用。{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}":
        "{param_type} {name!r} 已不再推荐使用。{extra_message}",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "是不是其中之一：{possibilities}？",
    "Do you want to continue?": "要继续吗？",
    "Error: The two entered values do not match.": "错误：两次输入不一致。",
    "Error: invalid input": "错误：输入无效",
    "Error: {message}": "错误：{message}",
    "Got unexpected extra argument ({args})": "多出一个参数（{args}）",
    "Got unexpected extra arguments ({args})": "多出几个参数（{args}）",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "Invalid value: {message}": "值不对：{message}",
    "Missing argument": "缺少参数",
    "Missing command.": "缺少命令。",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "Missing {param_type}": "缺少 {param_type}",
    "No such command {name!r}.": "没有命令 {name!r}。",
    "No such option {name!r}.": "没有选项 {name!r}。",
    "No such option: {name}": "没有选项 {name}",
    "Option {name!r} does not take a value.": "选项 {name!r} 不带值。",
    "Option {name!r} requires an argument.": "选项 {name!r} 后面要写值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name!r} 后面要写 {nargs} 个值。",
    "Options": "选项",
    "Positional arguments": "参数",
    "Press any key to continue...": "按任意键继续……",
    "Repeat for confirmation": "再输入一次",
    "Show the version and exit.": "显示版本号。",
    "Show this message and exit.": "显示这份说明。",
    "Takes {nargs} values but 1 was given.": "要 {nargs} 个值，只写了 1 个。",
    "Takes {nargs} values but {len} were given.": "要 {nargs} 个值，写了 {len} 个。",
    "Try '{command} {option}' for help.": "详见“{command} {option}”。",
    "Usage:": "用法：",
    "Value must be an iterable.": "值应当是一列。",
    "default: {default}": "默认：{default}",
    "deprecated": "不再推荐",
    "directory": "文件夹",
    "env var: {var}": "环境变量：{var}",
    "file": "文件",
    "path": "路径",
    "required": "必填",
    "unknown error": "未知错误",
    "{len_type} values are required, but {len_value} was given.":
        "要 {len_type} 个值，写了 {len_value} 个。",
    "{len_type} values are required, but {len_value} were given.":
        "要 {len_type} 个值，写了 {len_value} 个。",
    "{name} {filename!r} does not exist.": "{name} {filename!r} 不存在。",
    "{name} {filename!r} is a directory.": "{name} {filename!r} 是文件夹。",
    "{name} {filename!r} is a file.": "{name} {filename!r} 是文件，不是文件夹。",
    "{name} {filename!r} is not executable.": "{name} {filename!r} 不能执行。",
    "{name} {filename!r} is not readable.": "{name} {filename!r} 没有读取权限。",
    "{name} {filename!r} is not writable.": "{name} {filename!r} 没有写入权限。",
    "{value!r} does not match the format {format}.": "{value!r} 不合格式 {format}。",
    "{value!r} does not match the formats {formats}.": "{value!r} 不合格式 {formats}。",
    "{value!r} is not a valid boolean. Recognized values: {states}":
        "{value!r} 不是“是”或“否”。可写：{states}",
    "{value!r} is not a valid {number_type}.": "{value!r} 不是数（{number_type}）。",
    "{value!r} is not {choice}.": "{value!r} 不对，只能是 {choice}。",
    "{value!r} is not one of {choices}.": "{value!r} 不在可选之列：{choices}。",
    "{value} is not in the range {range}.": "{value} 不在 {range} 之内。",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
}


def translate(message: str) -> str:
    """click's message in Chinese; the message itself when the table has none."""
    return MESSAGES.get(message, message)


def translate_plural(one: str, many: str, count: int) -> str:
    """The same for messages that have a plural."""
    return translate(one if count == 1 else many)


def install() -> None:
    """Hand the table to click's modules."""
    for name in MODULES:
        module = importlib.import_module(f"click.{name}")
        if hasattr(module, "_"):
            module._ = translate  # type: ignore[attr-defined]
        if hasattr(module, "ngettext"):
            module.ngettext = translate_plural  # type: ignore[attr-defined]


class Formatter(click.HelpFormatter):
    """A help page whose columns and line ends reckon with wide characters."""

    def __init__(
        self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None,
    ) -> None:
        room = shutil.get_terminal_size().columns if width is None else width
        super().__init__(indent_increment, max(50, min(room, max_width or 96)), max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """用法： and the command line, never broken: it is there to be copied."""
        self.write(f"{prefix or '用法：'}{prog} {args}".rstrip() + "\n")

    def write_heading(self, heading: str) -> None:
        """A heading with a full-width colon."""
        self.write(f"{' ' * self.current_indent}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, wrapped by columns; a line of the source that ends a paragraph stays one."""
        indent = " " * self.current_indent
        for line in text.strip("\n").split("\n"):
            if line != "\b":
                pieces = wrap(line.strip(), self.width - self.current_indent) or [""]
                self.write("".join(f"{indent}{piece}".rstrip() + "\n" for piece in pieces))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2,
    ) -> None:
        """Terms and what they mean, in two columns."""
        items: Sequence[tuple[str, str]] = list(rows)
        left = min(max(columns(term) for term, _ in items), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, meaning in items:
            pieces = wrap(meaning, max(self.width - left - self.current_indent, 20)) or [""]
            head = pad(term, left) if columns(term) + col_spacing <= left else \
                term + "\n" + indent + " " * left
            self.write(f"{indent}{head}{pieces[0]}".rstrip() + "\n")
            for piece in pieces[1:]:
                self.write(f"{indent}{' ' * left}{piece}\n")


_QUOTED = re.compile("'([^']*)'")


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken where a printed line may be."""
    from reportgen.typeset import pieces

    lines: list[str] = []
    line = ""
    for piece in pieces(text):
        if line and columns(line) + columns(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line else lines


class Context(click.Context):
    """A context that formats help with `Formatter`."""

    formatter_class = Formatter


def complaint(error: click.UsageError) -> tuple[str, str]:
    """What is wrong with a command line, and where to look it up."""
    message = _QUOTED.sub("“\\1”", error.format_message().strip().rstrip("."))
    message = message.replace("”, “", "”、“").replace("。 ", "。").replace(" “", "“")
    command = error.ctx.command_path if error.ctx else "reportgen"
    return message, f"{command} --help"
