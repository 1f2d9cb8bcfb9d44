"""`reportgen verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.archive.lines import line, papers
from reportgen.cli import options
from reportgen.cli.archive.common import as_data, desk, office_option
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import Family

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.acts.archive import Desk
    from reportgen.acts.comparing import Compared
    from reportgen.archive.record import Record

HELP = """查一张纸、一份文件是不是本单位的：哪一期、哪一版、第几页、第几份，对不对得上登记。

不用联网，只看单位文件夹里的档案。代码对得上，说明这一页印的时候就是这些内容；纸上后来改了
一个字，代码看不出来：写 --compare，和归档的叠起来看。
"""


@options.command("verify", HELP)
@click.option("--code", metavar="代码", default="", help="纸上二维码下面的一行字。")
@click.option("--image", metavar="扫描件", type=options.PathType(),
              help="扫描或拍照的一份：PNG、JPEG、TIFF、PDF。")
@click.option("--file", "file", metavar="文件", type=options.PathType(),
              help="收到的文件：PDF、Word、OFD。")
@click.option("--compare", is_flag=True, help="扫描件和归档的叠起来，不同的地方框出来。")
@click.option("-o", "--output", metavar="文件夹", type=options.PathType(), default=Path("out"),
              help="框出来的图放在哪里；默认 out/。")
@office_option
def command(
    session: Session, *, code: str, image: Path | None, file: Path | None, compare: bool,
    output: Path, start: Path,
) -> Outcome:
    """Verify one thing."""
    if sum(map(bool, (code, image, file))) != 1:
        raise click.UsageError("写 --code、--image、--file 中的一样")
    if compare and not image:
        raise click.UsageError("--compare 和 --image 一起写")
    at = desk(session, start)
    if code:
        return _code(at, code)
    if image:
        return _image(session, at, image, output if compare else None)
    return _file(session, at, file or Path())


def _code(at: Desk, code: str) -> Outcome:
    from reportgen.acts.verifying import by_code
    from reportgen.copies.verdict import described

    sheet, truth, records = by_code(at, code)
    return Outcome("\n".join((f"{described(sheet)}：{truth}", *_filed(records))),
                   {"sheet": sheet._asdict(), "truth": truth,
                    "records": [as_data(each) for each in records]})


def _image(session: Session, at: Desk, path: Path, out: Path | None) -> Outcome:
    from reportgen.acts.verifying import by_scan
    from reportgen.copies.verdict import Truth, described

    told = by_scan(at, session.world.read(path), path.name, out, session.progress)
    data: dict[str, object] = {"pages": [{
        "page": page.number, "sheet": page.sheet._asdict() if page.sheet else None,
        "truth": page.truth.value if page.truth else None,
    } for page in told.pages], "records": [as_data(each) for each in told.records]}
    lines = [f"第{page.number}面：{described(page.sheet)}：{page.truth.value}"
             for page in told.pages if page.sheet is not None and page.truth is Truth.GENUINE]
    data |= {"compared": [_compared(page) for page in told.compared]} if out else {}
    lines += filter(None, (told.summed, *(f"  {path}" for path in told.pictures)))
    failed = Family.PROOF if any(each.is_error for each in told.found) else None
    text = "\n".join((*lines, *_filed(told.records)))
    if failed and text and not session.quiet and not session.json:
        session.out.print(text)     # of which issue the set is that is not whole
    return session.done(text, data, told.found, failed)


def _compared(page: Compared) -> dict[str, object]:
    return {
        "page": page.number, "picture": str(page.picture) if page.picture else None,
        "places": [{"x_mm": round(place.difference.frame.mm[0], 1),
                    "y_mm": round(place.difference.frame.mm[1], 1),
                    "kind": place.difference.kind, "text": place.words} for place in page.places],
    }


def _filed(records: Sequence[Record]) -> list[str]:
    """The records that sheets are of, and where their paper lies."""
    return [text for each in records for text in (f"归档：{line(each)}", *papers(each))]


def _file(session: Session, at: Desk, path: Path) -> Outcome:
    from reportgen.acts.verifying import by_file

    records = by_file(at, session.world.read(path), path.name)
    text = "\n".join(f"就是归档的 {line(record)}（{held.role}）" for record, held in records)
    return session.done(text, {"records": [as_data(record) for record, _ in records]})
