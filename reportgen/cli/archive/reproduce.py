"""`reportgen archive reproduce`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.archive.common import WHICH, desk, office_option, record_argument
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import Diagnostic, Family, Span

HELP = """照档案里的稿子、数据、版式重新生成，和归档的比。结果分三等：

\b
同字节：和归档的一模一样
同版面：字节不同，每个字、每条线、每张图都在原来的地方
同文字：文字和数都一样，位置有动，列出哪里动了

都不是的算失败（退出码 6），列出哪里不同。档案本身不动。
"""


@options.command("archive reproduce", HELP, epilog=WHICH)
@record_argument
@click.option("-o", "--output", metavar="文件夹", type=options.PathType(),
              help="把重新生成的写到这里，连同装回原来版本用的 程序包.txt。")
@office_option
def command(session: Session, name: str, output: Path | None, start: Path) -> Outcome:
    """Make a record's files again, and compare."""
    from reportgen.acts import archive as acts
    from reportgen.acts.installing import LOCK
    from reportgen.acts.reproducing import Grade, reproduce

    at = desk(session, start)
    with at.archive() as archive:
        record = acts.newest(archive, name)
        again = reproduce(archive, record, at.office.folder, at.world, session.progress)
    made: dict[Path, bytes] = {}
    if output is not None:
        names = {each.role: each.name for each in record.holdings}
        made = {output / LOCK: again.lock, **{
            output / names[role]: data for role, data in again.made.items()}}
        session.world.write_all(made)
    lines = [f"{record.name}：{again.grade.value}", *again.lacking, *again.differences]
    if again.grade is not Grade.BYTES:
        lines.append(f"装回原来的版本：{again.install}")
    data = {"grade": again.grade.value, "differences": list(again.differences),
            "lacking": list(again.lacking), "install": again.install,
            "files": list(map(str, made))}
    if again.grade is Grade.OTHER:
        what = f"“{record.name}”重新生成的和归档的不同"
        return Outcome("", data, (Diagnostic("E1135", what, Span(record.name), tuple(lines[1:])),),
                       Family.PROOF)
    return session.done("\n".join(lines), data)
