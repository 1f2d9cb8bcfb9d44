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
JSON = """\
## --json 的内容

每个命令都在标准输出写一个 JSON 对象，此外什么都不写；
`batch` 先一个单位写一行，最后一行才是这个对象。键名不会改变含义；以后可能增加新的键。

| 键 | 内容 |
|---|---|
| `tool`、`version`、`command` | 程序、版本、命令 |
| `ok`、`exit_code` | 是否成功；退出码 |
| `diagnostics` | 全部提示，按位置排序；每条的键见下 |
| `files` | build、各格式、init：写出的文件；生成的有 `format`、`path`、`bytes` |
| `pages` | PDF、OFD 的页数 |
| `parity` | PDF 和 Word：`characters`、`facts`、`tables`、`figures`、`differences` 的个数 |
| `same_pages` | PDF 和 OFD：`characters`、`pages`、`differences` 的个数 |
| `states`、`codes` | batch：各种结果、各条提示的个数 |
| `across` | batch：各单位放在一起看出的，每条有 `units`、`code`、`message`、`place` |
| `unit`、`state`、`time`、`seconds` | batch 的一行：单位、结果，开始以来的秒数，用时 |
| `peak`、`tries`、`sha256`、`findings` | batch 的一行：最多内存（字节），次数，摘要，提示 |
| `text` | text、docs 页名：全文 |
| `briefing`、`digits` | trace，见下 |
| `seed`、`count`、`rates` | mutate，见下 |
| `audit` | audit：`bound`（绑定的处数）、`facts`、`words`、`edges`、`pictures`、`residues` |
| `folder`、`there`、`from`、`period`、`number`、`earlier`、`left`、`changes` | roll，见下 |
| `facts` | check：事实的个数 |
| `fixed` | check --fix：改了的各行，每行有 `place`、`old`、`new`、`codes` |
| `fact`、`name` | explain：编号、名称 |
| `about` | explain：各项说明，每项有 `label`、`text` |
| `printed` | explain：印出的各处，每处有 `section`、`block`、`text`、`form`、`page`、`place` |
| `standard`、`faces`、`missing` | fonts |
| `checks` | doctor：每项的 `name`、`ok`、`text`、`needed` |
| `docs` | docs：各页的 `name`、`chinese`、`about` |
| `page`、`opened` | docs 页名：页名，全文在 `text`；`--open`：打开的路径 |
| `rules` | rule：每条的 `code`、`title`、`why`、`fix`、`example` |
| `script` | completion |
| `archive`、`head` | archive init：档案文件夹；末条摘要 |
| `records`、`count`、`gaps` | archive add、find、list、show、destroy：各件（键见下），件数，漏号 |
| `entries`、`objects`、`bytes`、`copied` | archive verify；`records` 每件有 `name`、`properties` |
| `target`、`brought` | archive copy、restore：到哪里；新添几个文件 |
| `grade`、`differences`、`lacking`、`install` | archive reproduce |
| `digest`、`approver`、`deleted` | archive destroy：清单的摘要、批准人、删去的文件数 |
| `sm3` | archive export：有没有 SM3 |
| `document`、`first`、`last`、`way`、`printer` | print：代码里的期，份号从几到几，印法，打印机 |
| `digest`、`new`、`file` | print：摘要，是不是新登记的，打印文件 |
| `copies` | copies list：每份有 `number`、`revision`、`copy`、`state`、`holder`、`place`、`date` |
| `act`、`持有`、`地点`、`日期` | copies add、recall、destroy |
| `sheet`、`truth`；`pages` | verify --code；--image：每面有 `page`、`sheet`、`truth` |
| `compared` | verify --compare：`page`、`picture`、`places`（`x_mm`、`y_mm`、`kind`、`text`） |

没有完成的，除了提示，只有 `parity` 命令不一样时的 `parity`、`same_pages`，
`audit` 命令不放行时的 `audit`，`trace` 有数字说不出来处时的 `digits`，`mutate` 有漏的时的 `rates`。

`roll` 里，`folder` 是下一期的文件夹，`there` 是它早已有了，`from`、`period` 是哪期到哪期，`number`
是期号，`earlier` 是上年同期取自哪一期，`left` 是没有带过来的；`changes` 每项有 `kind`（改、承上、
待填）、`place`、`what`、`old`、`new`、`origin`（取自别的一期的，是哪一期）。

`trace` 里，`digits` 每项有 `digits`、`page`、`line`、`kind`（没有来处的是 `null`）、
`reason`（手写的）、`fact`、`text`（这个事实在这里印的全部）、`source`（行或格）、
`meant`（应当印的，印对了是 `null`）。`mutate` 里，`rates` 每项有 `where`、`kind`、
`must`（该说的）、`planted`、`caught`、`told`（每道核对说出几处）、`missed`。

`audit` 里，`facts` 每项有 `what`（改动、删去、绑定丢失、重复、移动、来历不明）、`fact`、`name`、
`old`、`new`、`place`；`words` 和 `edges`（页眉页脚）每项有 `old`、`new`、`place`；`pictures` 每项有
`what`（换了、删去、增加、移动、大小、裁剪、替代文字、数据、标签、标题、坐标、工作簿）、`name`、`item`（图表里的哪一项）、
`old`、`new`（图换了时是摘要）、`place`；没有记录可对照的一组是 `null`；
整段挪动的，`words` 里 `old` 和 `new` 相同；`residues` 每项有
`kind`（修订、批注、隐藏文字、人名、外部链接、活动内容）、`text`、`who`、`when`、`place`。

归档的一件有 `name`（档号）、`number`、`revision`、`title`、`issuer`、`date`、`secrecy`、
`pages`、`genre`、`retention`（Y、D30、D10）、`correction`、`reason`、`waived`（放行的）、`files`（每个有
`role`、`name`、`sha256`、`bytes`）；add 另有 `new`，show 另有 `history`（每笔有 `seq`、`at`、
`who`、`kind`、`hash`）。四性检测的一项有 `code`、`property`、`title`、`result`（通过、提醒、
未通过、未执行）、`note`。`lacking` 是缺的版本和字体，`install` 是装回原来版本的命令。

一条提示的键：`code`（`reportgen rule 代码` 解释它）、`severity`（`error`、`warning`、`info`）、
`message`、`place`（没有位置时是 `null`；文本文件有 `file`、`line`、`column`、`length`，工作簿有
`file`、`sheet`、`cell`）、`hints`、`related`（每项有 `place`、`note`）；改法有把握的另有 `fix`
（`place`、`old`、`new`），放行的另有 `waived`（`reason`、`by`、`place`，`--allow` 的没有位置），
它的 `severity` 是 `info`。

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
    return "\n".join([*parts, JSON])


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
