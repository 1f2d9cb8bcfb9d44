"""`reportgen docs`."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from reportgen.cli import options
from reportgen.cli.pages import PAGES, folder, found, likely, path_of
from reportgen.cli.session import Outcome, Session
from reportgen.cli.show import aligned
from reportgen.diagnostics import NOWHERE, failure
from reportgen.world import PACKAGED

HELP = """看说明：事实表、文稿、版式怎样写。不写页名，就列出全部。

页名写中文的、英文的都行。在终端里一屏一屏地看；不在终端里，整页写到标准输出。
"""
LIST = "全部页名：reportgen docs"


def complete_page(
    _ctx: click.Context, _param: click.Parameter, incomplete: str,
) -> list[CompletionItem]:
    """Pages whose name begins like `incomplete`."""
    return [CompletionItem(page.chinese, help=page.about) for page in PAGES
            if page.chinese.startswith(incomplete)]


@options.command("docs", HELP)
@click.argument("name", metavar="[页名]", required=False, shell_complete=complete_page)
@click.option("--open", "launch", is_flag=True, help="用这台电脑上的程序打开。")
def command(session: Session, name: str | None, launch: bool) -> Outcome:
    """Show one page, or list all."""
    if name is None:
        return _opened(folder()) if launch else _list()
    page = found(name)
    if page is None:
        raise failure("E0909", f"没有“{name}”这一页说明", NOWHERE, *likely(name), LIST)
    path = path_of(page)
    text = PACKAGED.read(path).decode("utf-8").rstrip("\n")
    if launch:
        return _opened(path)
    data = {"page": page.name, "text": text}
    if session.out.interactive and not session.json:
        click.echo_via_pager(text + "\n")
        return Outcome("", data)
    return Outcome(text, data)


def _list() -> Outcome:
    lines = aligned([(page.chinese, page.name, page.about) for page in PAGES])
    return Outcome("\n".join([*lines, "", "看一页：reportgen docs 页名"]),
                   {"docs": [{"name": page.name, "chinese": page.chinese, "about": page.about}
                            for page in PAGES]})


def _opened(path: Path) -> Outcome:
    """Hand a page to the program that the system has for it."""
    if click.launch(str(path), wait=True) != 0:
        raise failure("E0910", f"打不开“{path}”", NOWHERE, "去掉 --open，就在终端里看")
    return Outcome("", {"opened": str(path)})
