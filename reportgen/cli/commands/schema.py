"""`reportgen schema`."""

from __future__ import annotations

import click

from reportgen.cli import options
from reportgen.cli.schemas import names, schema
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import NOWHERE, failure
from reportgen.sources.nearest import asked_key

HELP = """给程序看：一条命令的 --json 写些什么，一份 JSON Schema（2020-12）。不写名称，就列出全部。

名称就是命令，如 check、archive add；diagnostic 是一条提示，failure 是没有认出命令时写的；
facts.yaml、office.yaml 是要写的文件。怎样用：reportgen docs 自动化。
"""


@options.command("schema", HELP)
@click.argument("words", metavar="[名称…]", nargs=-1)
def command(session: Session, words: tuple[str, ...]) -> Outcome:
    """Print one, or list all."""
    name, known = " ".join(words), names()
    if not words:
        return Outcome("\n".join(known), {"schemas": list(known)})
    if name not in known:
        raise failure("E0901", f"没有“{name}”的 JSON Schema", NOWHERE, *asked_key(name, known),
                      "全部名称：reportgen schema")
    made = schema(name)
    return Outcome(session.written(made), {"name": name, "schema": made})
