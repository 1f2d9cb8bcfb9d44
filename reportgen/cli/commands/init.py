"""`reportgen init`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import NOWHERE, failure, typed
from reportgen.world import PACKAGE, PACKAGED, World, name_problem

HELP = """在当前文件夹里新建一个简报文件夹，里面的例子马上就能生成。

用 --office 新建一个单位文件夹，各期放在里面，第一期是那个例子。已有文件的文件夹不会动。

用 --workbook，数填在台账.xlsx 里：表头锁着，该填的格有颜色、有提示；文稿里有一张表、一幅图。
"""
TEMPLATES = PACKAGE / "templates"
# Names are ASCII in the package, for archives that know no other; the reader's copy is Chinese.
FILES = {"facts.yaml": "facts.yaml", "briefing.md": "briefing.md", "readme.txt": "说明.txt"}
OFFICE = {"office.yaml": "office.yaml", "profile.yaml": "本单位.yaml",
          "retention.csv": "保管期限表.csv", "book.csv": "通讯录.csv"}
FIRST = "第1期"
BOOK = {"briefing.md": "briefing.md", "readme.txt": "说明.txt"}
ROWS = "甲镇,乙镇,丙镇"
COLUMNS = "固定资产投资（万元）,同比（%）,粮食产量（吨）,新增企业（家）,森林覆盖率（%）"
_PLAIN = re.compile(r"[\w（）]+")


@options.command("init", HELP)
@click.argument("name", metavar="名称")
@click.option("--office", is_flag=True, help="新建单位文件夹：版式、保管期限表、通讯录、一期例子。")
@click.option("--workbook", is_flag=True, help="数填在台账.xlsx 里：一本现成的，填就行。")
@click.option("--rows", metavar="名称", help=f"台账的各行，逗号隔开；不写就是 {ROWS}。")
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
    made = _copied("office", OFFICE, folder) if office else {}
    issue = folder / FIRST if office else folder
    filling = workbook or rows is not None or columns is not None
    made |= _to_fill(issue, _words(rows or ROWS), _words(columns or COLUMNS)) if filling else \
        _copied("briefing", FILES, issue)
    world.write_all(made)
    lines = [f"已新建 {path}" for path in made]
    step = "填好台账，reportgen check" if filling else "reportgen build"
    lines.append(f"下一步：{step} {typed(issue)}")
    data = {"files": [str(path) for path in made]}
    return session.done("\n".join(lines), data)


def _copied(template: str, files: Mapping[str, str], folder: Path) -> dict[Path, bytes]:
    return {folder / target: PACKAGED.read(TEMPLATES / template / source)
            for source, target in files.items()}


def _words(text: str) -> list[str]:
    """What stands between commas."""
    return [each.strip() for each in re.split("[,，]", text) if each.strip()]


def _to_fill(folder: Path, rows: list[str], columns: list[str]) -> dict[Path, bytes]:
    """A workbook to be filled and the narrative for it."""
    from reportgen.diagnostics import Family, Sink
    from reportgen.facts.blank_book import FILE, blank_book

    sink = Sink()
    book = blank_book(rows, columns, sink) if rows and columns else None
    sink.raise_errors(Family.INPUT)
    if book is None or not book.indicators:
        raise failure("E0901", "台账要有行，有填数的列", NOWHERE, f"--rows {ROWS}",
                      f"--columns {COLUMNS}")
    made = _copied("workbook", BOOK, folder)
    text = made[folder / "briefing.md"].decode()
    for key, value in (("各行", book.kind), ("列", ", ".join(map(_quoted, book.columns))),
                       ("指标", book.indicators[0]), ("名称", _quoted(book.indicators[0]))):
        text = text.replace(f"〔{key}〕", value)
    return {folder / FILE: book.data, **made, folder / "briefing.md": text.encode()}


def _quoted(name: str) -> str:
    """A name as YAML takes it in a list."""
    return name if _PLAIN.fullmatch(name) else '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def _is_link(folder: Path, world: World) -> bool:
    """Whether a folder of this name lies elsewhere, or is called otherwise but for case."""
    true = world.resolve(folder)
    return true.parent != world.resolve(Path()) or true.name.casefold() != folder.name.casefold()
