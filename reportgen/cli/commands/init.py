"""`reportgen init`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import NOWHERE, failure, typed
from reportgen.world import PACKAGE, PACKAGED, World, name_problem

HELP = """在当前文件夹里新建一个简报文件夹，里面的例子马上就能生成。

用 --office 新建一个单位文件夹，各期放在里面，第一期是那个例子。已有文件的文件夹不会动。
"""
TEMPLATES = PACKAGE / "templates"
# Names are ASCII in the package, for archives that know no other; the reader's copy is Chinese.
FILES = {"facts.yaml": "facts.yaml", "briefing.md": "briefing.md", "readme.txt": "说明.txt"}
OFFICE = {"office.yaml": "office.yaml", "profile.yaml": "本单位.yaml",
          "retention.csv": "保管期限表.csv", "book.csv": "通讯录.csv"}
FIRST = "第1期"


@options.command("init", HELP)
@click.argument("name", metavar="名称")
@click.option("--office", is_flag=True, help="新建单位文件夹：版式、保管期限表、通讯录、一期例子。")
def command(session: Session, name: str, office: bool) -> Outcome:
    """Copy the template into a new folder."""
    if problem := name_problem(name):
        raise failure("E0907", f"不能用“{name[:80]}”作文件夹名：{problem}", NOWHERE,
                      "只写名称，不写路径，如 reportgen init 我的简报")
    folder, world = Path(name), session.world
    if name in world.names_in(Path()) and (not world.is_dir(folder) or _is_link(folder, world)):
        raise failure("E0908", f"“{name}”已经有了，而且不是文件夹", NOWHERE, "换一个名称")
    if world.names_in(folder):
        raise failure("E0908", f"文件夹“{name}”里已有文件，没有动它", NOWHERE, "换一个名称")
    made = _copied("office", OFFICE, folder) if office else {}
    issue = folder / FIRST if office else folder
    made |= _copied("briefing", FILES, issue)
    world.write_all(made)
    lines = [f"已新建 {path}" for path in made]
    lines.append(f"下一步：reportgen build {typed(issue)}")
    data = {"files": [str(path) for path in made]}
    return session.done("\n".join(lines), data)


def _copied(template: str, files: Mapping[str, str], folder: Path) -> dict[Path, bytes]:
    return {folder / target: PACKAGED.read(TEMPLATES / template / source)
            for source, target in files.items()}


def _is_link(folder: Path, world: World) -> bool:
    """Whether a folder of this name lies elsewhere, or is called otherwise but for case."""
    true = world.resolve(folder)
    return true.parent != world.resolve(Path()) or true.name.casefold() != folder.name.casefold()
