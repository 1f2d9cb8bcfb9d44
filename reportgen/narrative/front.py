"""The front matter: Chinese keys, each checked, unknown ones refused with the nearest."""

from __future__ import annotations

import re
from datetime import date

from reportgen.diagnostics import Sink
from reportgen.narrative.articles import credit_of, title_of
from reportgen.narrative.figure_fence import EDITABLE
from reportgen.narrative.syntax import Front
from reportgen.sources.fields import Fields

_DATE = re.compile(
    r"(?P<y>[0-9]{4})(?:-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})|年(?P<cm>[0-9]{1,2})月(?P<cd>[0-9]{1,2})日)"
)
_ISSUE = re.compile(r"第?\s*0*(?P<n>[0-9]{1,6})\s*期?")
_DEPTHS = {"是": 1, "否": 0, "1": 1, "2": 2}
_COPIES = re.compile(r"(?:共印)?\s*0*(?P<n>[0-9]{1,6})\s*份?")


def read_front(fields: Fields, sink: Sink) -> Front:
    """The front matter of a narrative. Problems: E0120–E0124 of the fields, E0314 a bad value."""
    front = Front(
        name=fields.text("报头"),
        issue=_number(fields, sink, "期号", _ISSUE, required=True),
        total_issue=_number(fields, sink, "总期号", _ISSUE),
        issuer=fields.text("编发单位"),
        date=_date(fields, sink),
        title=title_of(fields),
        report_to=fields.texts("报"),
        send_to=fields.texts("送"),
        issue_to=fields.texts("发"),
        copies=_number(fields, sink, "份数", _COPIES),
        editor=fields.optional("编辑"),
        reviewer=fields.optional("审核"),
        signer=fields.optional("签发"),
        notice=fields.optional("提示语"),
        secrecy=fields.optional("密级"),
        keywords=fields.texts("关键词"),
        subject=fields.optional("主题"),
        profile=fields.optional("版式", "简报"),
        credit=credit_of(fields),
        contents=fields.choice("目录", _DEPTHS, 0),
        contents_title=fields.optional("目录标题"),
        editable=fields.choice("Word图", EDITABLE, None) or False,
        span=fields.mapping.span,
    )
    fields.done()
    return front


def _number(
    fields: Fields, sink: Sink, key: str, pattern: re.Pattern[str], *, required: bool = False
) -> int:
    text = fields.text(key) if required else fields.optional(key)
    if not text:
        return 0
    found = pattern.fullmatch(text)
    if found is None or int(found["n"]) == 0:
        sink.error("E0314", f"“{key}”不能是“{text}”", fields.span(key), f"写成“{key}: 1”")
        return 0
    return int(found["n"])


def _date(fields: Fields, sink: Sink) -> date:
    text = fields.text("日期")
    found = _DATE.fullmatch(text.replace(" ", ""))
    if not text:
        return date.min
    if found is not None:
        try:
            return date(int(found["y"]), int(found["m"] or found["cm"]),
                        int(found["d"] or found["cd"]))
        except ValueError:
            sink.error("E0314", f"没有“{text}”这一天", fields.span("日期"), "检查月份和日子")
            return date.min
    sink.error("E0314", f"“日期”不能是“{text}”", fields.span("日期"), "写成“日期: 2024-02-22”")
    return date.min
