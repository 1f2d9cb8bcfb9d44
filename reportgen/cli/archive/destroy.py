"""`reportgen archive destroy`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.archive.lines import line
from reportgen.cli import options
from reportgen.cli.archive.common import as_data, by_option, desk, office_option
from reportgen.cli.session import Outcome, Session

HELP = """销毁到期的件：凭一份清单（CSV，有一列档号）和批准人。目录和经过永远留着。

先显示要销毁什么和清单的摘要；看过同意，再加 --approve 摘要 运行一次。没有到期的、永久的不销毁。
"""


@options.command("archive destroy", HELP)
@click.argument("file", metavar="清单", type=options.PathType())
@click.option("--approver", metavar="姓名", required=True, help="批准销毁的人。")
@click.option("--reason", metavar="理由", default="保管期满，经鉴定不再保存", help="鉴定意见。")
@click.option("--approve", "approved", metavar="摘要", default="", help="批准的清单的摘要。")
@office_option
@by_option
def command(
    session: Session, *, file: Path, approver: str, reason: str, approved: str, start: Path,
    by: str,
) -> Outcome:
    """Plan a destruction, or do what was approved."""
    from reportgen.acts import archive as acts

    at = desk(session, start, by)
    plan = acts.destruction(at, session.world.read(file), str(file), approver, reason)
    data: dict[str, object] = {"records": [as_data(each) for each in plan.records],
                               "digest": plan.digest, "approver": approver}
    lines = [line(record) for record in plan.records]
    if plan.records and not approved:
        lines.append(f"要销毁 {len(plan.records)} 件，批准人 {approver}。同意就加 "
                     f"--approve {plan.digest[:acts.SHOWN]}")
        return Outcome("\n".join(lines), data)
    count = acts.destroy(at, plan, approved)
    told = f"已销毁 {len(plan.records)} 件，删去 {count} 个文件；目录留着。" \
        "副本里的还在：再运行一次 reportgen archive copy" if plan.records else \
        f"早已销毁；这次删去 {count} 个文件"
    return session.done(told, data | {"deleted": count})
