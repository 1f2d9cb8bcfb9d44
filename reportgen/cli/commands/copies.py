"""`reportgen copies`: a group; what notes an act is made of a table."""

from __future__ import annotations

import click

from reportgen.cli.group import group, loaded

TABLE = {
    "list": "印过哪些份，在谁那里",
    "add": "登记发放：第几份给了谁",
    "recall": "登记收回",
    "destroy": "登记销毁",
}


def _load(name: str) -> click.Command:
    if name == "list":
        return loaded(f"reportgen.cli.copies.{name}")
    from reportgen.cli.copies.noting import noting

    return noting(name)


command = group(
    "copies", TABLE, _load,
    "印件登记：每一份印在哪一期、给了谁、收回没有。先有 reportgen print。",
    "印件")
