"""`reportgen archive box`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.archive.common import desk, office_option
from reportgen.cli.session import Outcome, Session

HELP = """一年的件装盒用的纸，一个 PDF：封面、归档文件目录、每盒的备考表，最后是裁下来贴的盒脊。

保管期限、机构不同的不装一盒。缺损、移出这些程序不知道的，手写在备考表上。
"""


@options.command("archive box", HELP)
@click.argument("year", metavar="年", type=click.IntRange(1900, 2999))
@click.option("--items", metavar="件数", type=click.IntRange(1, 9999),
              help="一盒最多装几件；默认同一类的装一盒。")
@click.option("--first", metavar="盒号", type=click.IntRange(1, 99999),
              help="第一盒的盒号；不写就空着。")
@click.option("--thickness", metavar="毫米", type=click.Choice(("20", "30", "40", "50")),
              default="30", help="盒脊的厚：20、30、40、50；默认 30。")
@click.option("-o", "--output", metavar="文件", type=options.PathType(),
              help="写成哪个文件；默认 out/年份＋“年档案盒.pdf”。")
@office_option
def command(
    session: Session, *, year: int, items: int | None, first: int | None, thickness: str,
    output: Path | None, start: Path,
) -> Outcome:
    """Print what the boxes of a year need."""
    from reportgen.acts.papers import box_papers, boxes_of

    at = desk(session, start)
    path = output or Path("out") / f"{year}年档案盒.pdf"
    with at.archive() as archive:
        boxes = boxes_of(archive, year, items or 0, first or 0)
        data = box_papers(at, archive, boxes, float(thickness))
    session.world.write_all({path: data})
    count = sum(len(box.records) for box in boxes)
    return session.done(f"已写 {path}：{len(boxes)} 盒，{count} 件", {
        "files": [str(path)], "boxes": [
            {"class": str(box.kind), "first": box.ends[0], "last": box.ends[1],
             "number": box.number} for box in boxes]})
