"""`reportgen init`."""

from __future__ import annotations

import re
from pathlib import Path

import click

from reportgen.acts import founding
from reportgen.cli import options
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import NOWHERE, failure, typed
from reportgen.world import World, name_problem

HELP = """在当前文件夹里新建一个简报文件夹，里面的例子马上就能生成。

用 --office 新建一个单位文件夹，各期放在里面，第一期是那个例子。已有文件的文件夹不会动。

用 --workbook，数填在台账.xlsx 里：表头锁着，该填的格有颜色、有提示；文稿里有一张表、一幅图。
"""


@options.command("init", HELP)
@click.argument("name", metavar="名称")
@click.option("--office", is_flag=True, help="新建单位文件夹：版式、保管期限表、通讯录、一期例子。")
@click.option("--workbook", is_flag=True, help="数填在台账.xlsx 里：一本现成的，填就行。")
@click.option("--rows", metavar="名称", help=f"台账的各行，逗号隔开；不写就是 {founding.ROWS}。")
@click.option("--columns", metavar="表头",
              help="台账的各列，逗号隔开，单位写在括号里：“产值（万元）,同比（%）”；"
                   "选项也是：“进展（未开工/在建/完工）”；以日期结尾的填日子。")
def command(
    session: Session, name: str, *, office: bool, workbook: bool, rows: str | None,
    columns: str | None,
) -> Outcome:
    """Copy the template into a new folder."""
    if problem := name_problem(name):
        raise failure("E0907", f"不能用“{name[:80]}”作文件夹名：{problem}", NOWHERE,
                      "只写名称，不写路径，如 reportgen init 我的简报")
    folder, world = Path(name), session.world
    if name in world.names_in(Path()) and (not world.is_dir(folder) or _is_link(folder, world)):
        raise failure("E0908", f"“{name}”已经有了，而且不是文件夹", NOWHERE, "换一个名称")
    if world.names_in(folder):
        raise failure("E0908", f"文件夹“{name}”里已有文件，没有动它", NOWHERE, "换一个名称")
    made = founding.office(folder) if office else {}
    issue = folder / founding.FIRST if office else folder
    filling = workbook or rows is not None or columns is not None
    made |= founding.to_fill(
        issue, _words(rows or founding.ROWS), _words(columns or founding.COLUMNS),
    ) if filling else founding.sample(issue)
    world.write_all(made)
    lines = [f"已新建 {path}" for path in made]
    step = "填好台账，reportgen check" if filling else "reportgen build"
    lines.append(f"下一步：{step} {typed(issue)}")
    data = {"files": [str(path) for path in made]}
    return session.done("\n".join(lines), data)


def _words(text: str) -> list[str]:
    """What stands between commas."""
    return [each.strip() for each in re.split("[,，]", text) if each.strip()]


def _is_link(folder: Path, world: World) -> bool:
    """Whether a folder of this name lies elsewhere, or is called otherwise but for case."""
    true = world.resolve(folder)
    return true.parent != world.resolve(Path()) or true.name.casefold() != folder.name.casefold()
