"""`reportgen print`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.archive.common import by_option, desk
from reportgen.cli.session import Outcome, Session

HELP = """印：做打印文件，每页印上二维码和一行字的代码，登记每一份；写 --printer 就送去打印。

先显示要印什么和它的摘要；看过同意，再加 --approve 摘要 运行一次。份号不会重：再运行一次，只是把
同样的文件再出一次。屏幕上看的 PDF 用 reportgen build，没有代码。
"""


@options.command("print", HELP)
@click.argument("folder", metavar="文件夹", type=options.PathType())
@click.option("--copies", metavar="份数", type=click.IntRange(0, 9999), default=0,
              help="第一次印多少份。")
@click.option("--more", metavar="份数", type=click.IntRange(0, 9999), default=0,
              help="加印多少份。")
@click.option("--way", metavar="单面|双面|骑马订", type=click.Choice(("单面", "双面", "骑马订")),
              default="双面", help="骑马订：A3 纸两面印，对折成册。")
@click.option("--to", metavar="格式", default="pdf",
              help="pdf 或 ofd：代码一样，位置一样；默认 pdf。")
@click.option("--printer", metavar="打印机", default="", help="经 CUPS 送去打印，等它印完。")
@click.option("--approve", "approved", metavar="摘要", default="", help="批准的印制的摘要。")
@click.option("-o", "--output", metavar="文件夹", type=options.PathType(), default=Path("out"),
              help="打印文件放在哪里；默认 out/。")
@by_option
def command(
    session: Session, *, folder: Path, copies: int, more: int, way: str, to: str, printer: str,
    approved: str, output: Path, by: str,
) -> Outcome:
    """Plan a printing, or do what was approved."""
    from reportgen.acts import printing as acts
    from reportgen.acts.archive import SHOWN

    at = desk(session, folder, by)
    wish = acts.PrintWish(copies, more, way, printer, to)
    plan = acts.planned(at, folder, wish, session.progress)
    run = plan.run
    data: dict[str, object] = {
        "document": run.document, "number": str(run.number), "revision": run.revision,
        "pages": len(run.contents), "first": run.first, "last": run.last, "way": run.way,
        "printer": printer, "digest": plan.digest, "new": plan.new,
    }
    what = (f"{run.number}（第{run.revision}版）：{len(run.contents)}页，"
            f"第{run.first}—{run.last}份，{run.way}" + (f"，送到 {printer}" if printer else ""))
    if not approved:
        again = "" if plan.new else "（登记过了，再出一次同样的文件）"
        return Outcome(f"要印 {what}{again}。同意就加 --approve {plan.digest[:SHOWN]}", data,
                       plan.found)
    path = acts.printed(at, plan, approved, output, session.progress)
    told = f"印完了 {what}" if printer else f"打印文件 {path}：{what}"
    return session.done(told, {**data, "file": str(path)}, plan.found)
