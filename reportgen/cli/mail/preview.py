"""`reportgen mail preview`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.mail.common import Planned, plan_data, planning
from reportgen.cli.session import Outcome


def _written(on: Planned, *, output: Path) -> Outcome:
    files = on.acts.preview(on.at, on.plan, output)
    data = {**plan_data(on.plan), "files": [str(path) for path in files]}
    count = sum(path.suffix == ".eml" for path in files)
    pages = [path for path in files if path.suffix == ".html"]
    text = f"写了 {count} 封，看 {pages[0] if len(pages) == 1 else output}"
    return Outcome("" if on.session.quiet else text, data, on.plan.found)


command = planning(
    "preview", "看样：每封信写成 .eml，另写一页 预览.html；什么也不发，什么也不打开。", _written,
    click.option("-o", "--output", metavar="文件夹", type=options.PathType(),
                 default=Path("out", "邮件"), help="写到哪里；默认 out/邮件。"))
