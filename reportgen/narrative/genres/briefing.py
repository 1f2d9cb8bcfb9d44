"""简报: 报头 with name, issue, office and date; 报尾 with 报, 送, 发. No standard has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.narrative.front.ending import signed
from reportgen.narrative.front.genre import Genre
from reportgen.narrative.front.values import chinese_date, dated, numbered, place
from reportgen.narrative.parse.articles import credit_of, title_of
from reportgen.narrative.syntax import Ending, Front
from reportgen.sources.fields import Fields

_ISSUE = re.compile(r"第?\s*+0*(?P<n>[0-9]{1,6})\s*期?")
_TITLED = re.compile("第(?P<n>[0-9]{1,6})期"
                     "(?:[^，。]{0,8}(?:通报|简报|专报|快报|动态|信息|月报)|$)")
_DEPTHS = {"是": 1, "否": 0, "1": 1, "2": 2}
_COPIES = re.compile(r"(?:共印)?\s*+0*(?P<n>[0-9]{1,6})\s*份?")
_BETWEEN = re.compile(r"[、，\s]+")      # names written in one text


def read(fields: Fields, sink: Sink) -> Front:
    """The keys of a 简报."""
    name, number = fields.text("报头"), numbered(fields, sink, "期号", _ISSUE, required=True)
    total = numbered(fields, sink, "总期号", _ISSUE)
    issuer, day = fields.text("编发单位"), dated(fields, sink, "日期", required=True)
    title = title_of(fields)
    _counted(fields, sink, number, total)
    foot, people = _foot(fields, sink)
    notice = "　".join(filter(None, map(fields.optional, ("密级", "提示语"))))
    issue = f"第{number}期"
    return Front(
        head=tree.Masthead(name, issue + (f"（总第{total}期）" if total else ""), issuer,
                           chinese_date(day), notice, span=fields.span("报头")),
        title=title, issuer=issuer, date=day, issue=name + issue, foot=foot,
        persons=tuple(each for written in people for each in _BETWEEN.split(written)),
        credit=credit_of(fields), contents=fields.choice("目录", _DEPTHS, 0),
        contents_title=fields.optional("目录标题"), ending=_ending(fields, sink, issuer, day),
    )


def _counted(fields: Fields, sink: Sink, number: int, total: int) -> None:
    """W0324 for issues in all that are fewer than this year's, and another 期 in the title."""
    if number and total and total < number:
        sink.warning("W0324", f"总期号{total}比期号{number}小", fields.span("总期号"),
                     "核对期号和总期号；从创刊起数的总期号不会小")
    named = _TITLED.search("".join(fields.texts("标题")))
    if named and number and int(named["n"]) != number:
        sink.warning("W0324", f"标题写第{named['n']}期，期号是{number}", fields.span("标题"),
                     "核对期号，哪一个错了改哪一个")


def _foot(fields: Fields, sink: Sink) -> tuple[tree.Colophon | None, tuple[str, ...]]:
    """报尾, and the people whose names stand in it."""
    rows = tuple(_rows(fields))
    copies = numbered(fields, sink, "份数", _COPIES)
    people = {key: fields.optional(key) for key in ("编辑", "审核", "签发")}
    left = "　".join(f"{key}：{name}" for key, name in people.items() if name)
    right = f"共印{copies}份" if copies else ""
    foot = tree.Colophon(rows, left, right, span=place(fields, "报", "送", "发", "份数"))
    return (foot if rows or left or right else None), tuple(people.values())


def _rows(fields: Fields) -> Iterator[tuple[str, str]]:
    for key in ("报", "送", "发"):
        if names := fields.texts(key):
            yield key, "、".join(names) + "。"


def _ending(fields: Fields, sink: Sink, issuer: str, day: date) -> Ending:
    """A 简报 is signed only where it says so: by its office, on its day, if it says no other."""
    wanted = "署名" in fields or "成文日期" in fields
    own = dated(fields, sink, "成文日期")
    ending = signed(fields, sink, sealed=False)
    if not wanted:
        return ending
    return replace(ending, organs=ending.organs or (issuer,), date=own if own > date.min else day)


GENRE = Genre("简报", "jianbao", read, articles=True)
