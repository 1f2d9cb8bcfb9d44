"""`reportgen copies`: a group; each of its commands is a file of `cli.copies`."""

from __future__ import annotations

from reportgen.cli.group import group, loaded

TABLE = {
    "list": "印过哪些份，在谁那里",
    "add": "登记发放：第几份给了谁",
    "recall": "登记收回",
    "destroy": "登记销毁",
}

command = group(
    "copies", TABLE, lambda name: loaded(f"reportgen.cli.copies.{name}"),
    "印件登记：每一份印在哪一期、给了谁、收回没有。先有 reportgen print。",
    "印件")
