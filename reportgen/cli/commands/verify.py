"""`reportgen verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.archive.common import as_data, desk, line, office_option, papers
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import Family

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.acts.archive import Desk
    from reportgen.acts.comparing import Compared
    from reportgen.archive.store import Archive
    from reportgen.copies.payload import PrintedSheet

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

    with at.archive() as archive:
        sheet, truth = by_code(archive, code)
        lines, records = _filed(archive, [sheet])
    return Outcome("\n".join((f"{described(sheet)}：{truth}", *lines)),
                   {"sheet": sheet._asdict(), "truth": truth, "records": records})


def _image(session: Session, at: Desk, path: Path, out: Path | None) -> Outcome:
    from reportgen.acts.comparing import compared
    from reportgen.acts.verifying import by_scan
    from reportgen.copies.verdict import Truth, described

    with at.archive() as archive:
        pages, problems = by_scan(archive, path, session.world)
        filed, records = _filed(archive, [page.sheet for page in pages if page.sheet is not None])
        over = compared(archive, path, pages, session.world, out, session.progress) if out else ()
    found = (*(each for page in pages for each in page.problems), *problems,
             *(each for page in over for each in page.found))
    data = {"pages": [{
        "page": page.number, "sheet": page.sheet._asdict() if page.sheet else None,
        "truth": page.truth.value if page.truth else None,
    } for page in pages], "records": records}
    lines = [f"第{page.number}面：{described(page.sheet)}：{page.truth.value}" for page in pages
             if page.sheet is not None and page.truth is Truth.GENUINE]
    data |= {"compared": [_compared(page) for page in over]} if out else {}
    lines += _summed(over)
    failed = Family.PROOF if any(each.is_error for each in found) else None
    text = "\n".join((*lines, *filed))
    if failed and text and not session.quiet and not session.json:
        session.out.print(text)     # of which issue the set is that is not whole
    return session.done(text, data, found, failed)


def _compared(page: Compared) -> dict[str, object]:
    return {
        "page": page.number, "picture": str(page.picture) if page.picture else None,
        "places": [{"x_mm": round(place.difference.frame.mm[0], 1),
                    "y_mm": round(place.difference.frame.mm[1], 1),
                    "kind": place.difference.kind, "text": place.words} for place in page.places],
    }


def _summed(pages: Sequence[Compared]) -> list[str]:
    """What was compared, and what that proves."""
    if not pages:
        return []
    count = sum(len(page.places) for page in pages)
    files = "".join(f"\n  {page.picture}" for page in pages if page.picture)
    return [f"和归档的叠起来看了{len(pages)}面，{count}处不同。标出的要人来看；没有标出的，"
            f"不等于没有改（reportgen docs 印件）{files}"]


def _filed(
    archive: Archive, sheets: Sequence[PrintedSheet],
) -> tuple[list[str], list[dict[str, object]]]:
    """The records that sheets are of, and where their paper lies."""
    from reportgen.acts.verifying import records_of

    found = records_of(archive, sheets)
    lines = [text for each in found for text in (f"归档：{line(each)}", *papers(each))]
    return lines, [as_data(each) for each in found]


def _file(session: Session, at: Desk, path: Path) -> Outcome:
    from reportgen.acts.verifying import by_file

    with at.archive() as archive:
        records = by_file(archive, path, session.world)
    text = "\n".join(f"就是归档的 {line(record)}（{held.role}）" for record, held in records)
    return session.done(text, {"records": [as_data(record) for record, _ in records]})
