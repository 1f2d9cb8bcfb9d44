"""`reportgen archive add`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.acts.archive import SHOWN
from reportgen.acts.codes import may
from reportgen.archive.lines import line
from reportgen.archive.metadata import RETENTION
from reportgen.cli import options
from reportgen.cli.archive.common import as_data, by_option, desk
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import ReportError, Severity

if TYPE_CHECKING:
    from reportgen.acts.archive import Desk, FilingPlan
    from reportgen.acts.filing import FilingWish
    from reportgen.archive.store import Filed

HELP = """归档：把一期或几期连同稿子、数据、版式、照片收进档案，编档号。

几期是一组：全部收进，或一件也不收。同样的再收一次，只说已经有了；期号相同而内容不同的不收，
要更正、增刊就写 --correction 和 --reason，另立一件，原来的不动。

out/ 里有这一期的 PDF、Word，就要和现在生成的一样；不一样的不收。用 reportgen sign 签过名的
（期.签名.pdf）收作正本。

--dry-run 只看：档号、保管期限、页数，要收的每个文件和它的摘要，还缺什么；同意，再加
--approve 摘要 运行一次，要收的变了就不收。

--batch 收一批：reportgen batch 的输出文件夹里做好了、没有动过的，一个单位一件；收不了的说出是哪个，
别的照收，再运行一次接着收。先加 --dry-run，看要收哪些。
"""


@options.command("archive add", HELP, strict=True)
@click.argument("folders", metavar="[文件夹…]", nargs=-1, type=options.PathType())
@click.option("--category", metavar="类别", default="",
              help="按保管期限表的哪一类；默认按报头、文种。")
@click.option("--signed", metavar="日期", type=options.Day(),
              help="签发日期，如 2024-06-07；要和印的成文日期一样。")
@click.option("--correction", type=click.Choice(("更正", "增刊")), metavar="更正|增刊",
              help="另立一件，原来的不动。")
@click.option("--reason", metavar="理由", default="", help="为什么更正、增刊。")
@click.option("-o", "--output", metavar="文件夹", type=options.PathType(), default=Path("out"),
              help="印发的文件在哪里；默认 out/。")
@click.option("--batch", metavar="文件夹", type=options.PathType(),
              help="收这里做好的一批，不写期的文件夹。")
@click.option("--dry-run", is_flag=True, help="只说要收什么，什么都不收。")
@click.option("--approve", "approved", metavar="摘要", help="看过的那一次的摘要，不是它就不收。")
@options.allow_option
@by_option
def command(
    session: Session, *, folders: tuple[Path, ...], category: str, signed: date | None,
    correction: str | None, reason: str, output: Path, batch: Path | None,
    dry_run: bool, approved: str | None, by: str, allow: tuple[str, ...],
) -> Outcome:
    """File issues as one group."""
    from reportgen.acts import archive
    from reportgen.acts.filing import FilingWish, planned

    if bool(folders) is (batch is not None) or (approved is not None and (dry_run or batch)):
        raise click.UsageError("写期的文件夹，或者写 --batch 一批的文件夹；"
                               "--approve 只用于期的文件夹")
    wish = FilingWish(category, signed, correction or "", reason, output, allow=may(allow))
    if batch is not None:
        return _batch(session, desk(session, batch, by), batch, wish, dry_run=dry_run)
    at = desk(session, folders[0], by)
    plan = planned(at, folders, wish, session.progress)
    if dry_run:
        records = [{**_record(filed), "missing": list(missing)}
                   for filed, missing in zip(plan.foreseen, plan.missing, strict=True)]
        return Outcome("\n".join(_lines(plan)), {"records": records, "digest": plan.digest},
                       plan.found)
    session.progress("归档")
    filed = archive.add(at, plan, approved)
    return session.done("\n".join(map(_line, filed)), _data(filed), plan.found)


def _lines(plan: FilingPlan) -> Iterator[str]:
    """What is to be filed."""
    for filed, missing in zip(plan.foreseen, plan.missing, strict=True):
        record = filed.record
        yield f"{'要归档' if filed.new else '早已归档'} {line(record)}"
        yield f"  {record.pages}页，{RETENTION[record.kind.retention]}"
        yield from (f"  {each.digest[:SHOWN]}  {each.role}  {each.name}" for each in record.filed)
        yield from (f"  {each}" for each in missing)
    yield f"同意就加 --approve {plan.digest[:SHOWN]}"


def _batch(session: Session, at: Desk, out: Path, wish: FilingWish, *, dry_run: bool) -> Outcome:
    """File a batch: the plan first, then each unit as it is on the disk."""
    from reportgen.batching import archiving
    from reportgen.batching.results import apart, together
    from reportgen.batching.supervise import Limits

    plan = archiving.planned(at, out, wish)
    told = (f"要归档 {len(plan.jobs)} 个单位，早已归档 {len(plan.filed)} 个，"
            f"不归档 {len(plan.left)} 个")
    if dry_run:
        units = {"to_file": [job.unit.name for job in plan.jobs], "filed": sorted(plan.filed),
                 "found": apart(plan.left)}
        return session.done(told, units, together(plan.left))
    if not (session.quiet or session.json):
        session.err.print(told)
    done: list[archiving.Done] = []
    for each in archiving.add(at, plan, Limits()):
        done.append(each)
        session.progress(f"归档 {len(done)}/{len(plan.jobs)}")
    filed = [each.filed for each in done if each.filed]
    of_units = (*plan.left, *((each.unit, one) for each in done for one in each.found
                              if one.severity is not Severity.INFO))     # those: when built
    found, data = together(of_units), {**_data(filed), "found": apart(of_units)}
    text = "\n".join((*map(_line, filed), f"归档了 {len(filed)} 个单位"))
    if any(each.is_error for each in found):
        return Outcome("", data, found, ReportError(found).family)
    return session.done(text, data, found)


def _line(filed: Filed) -> str:
    return f"{'已归档' if filed.new else '早已归档'} {line(filed.record)}"


def _data(filed: Sequence[Filed]) -> dict[str, object]:
    return {"records": list(map(_record, filed))}


def _record(filed: Filed) -> dict[str, object]:
    return {**as_data(filed.record), "new": filed.new}
