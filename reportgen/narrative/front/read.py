"""The front matter: Chinese keys, each checked, unknown ones refused with the nearest.

There are two kinds of document, 简报 and 文件; their heads have different keys, the rest is shared.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from reportgen.diagnostics import Sink
from reportgen.narrative.front.official import read_official
from reportgen.narrative.front.values import bare, dated, named, numbered
from reportgen.narrative.parse.articles import credit_of, title_of
from reportgen.narrative.syntax import EDITABLE, Ending, Front, Listed
from reportgen.sources.fields import YES_NO, Fields, as_mapping
from reportgen.sources.nodes import Node, Scalar, Sequence

_ISSUE = re.compile(r"第?\s*0*(?P<n>[0-9]{1,6})\s*期?")
_DEPTHS = {"是": 1, "否": 0, "1": 1, "2": 2}
_COPIES = re.compile(r"(?:共印)?\s*0*(?P<n>[0-9]{1,6})\s*份?")
_ONLY_OFFICIAL = ("发文机关", "文号", "主送", "抄送", "印发机关")
_SEAL = {"有": True, "无": False}


def read_front(fields: Fields, sink: Sink) -> Front:
    """The front matter of a narrative.

    Problems: E0120–E0124 of the fields, E0314 a bad value, E0330 a bad document number, E0332 days
    in the wrong order.
    """
    profile = fields.optional("版式")
    if profile == "文件" or (profile != "简报" and _is_official(fields)):
        front = _official(fields, sink, profile or "文件")
    else:
        front = _briefing(fields, sink, profile or "简报")
    fields.done()
    places = {entry.key.text: entry.value.span for entry in fields.mapping.entries}
    return replace(front, places=places)


def _is_official(fields: Fields) -> bool:
    """Whether the keys are those of a 文件, under a profile whose name does not say it."""
    return "报头" not in fields and any(key in fields for key in _ONLY_OFFICIAL)


def _briefing(fields: Fields, sink: Sink, profile: str) -> Front:
    front = Front(
        name=fields.text("报头"),
        issue=numbered(fields, sink, "期号", _ISSUE, required=True),
        total_issue=numbered(fields, sink, "总期号", _ISSUE),
        issuer=fields.text("编发单位"),
        date=dated(fields, sink, "日期", required=True),
        title=title_of(fields),
        report_to=fields.texts("报"),
        send_to=fields.texts("送"),
        issue_to=fields.texts("发"),
        copies=numbered(fields, sink, "份数", _COPIES),
        editor=fields.optional("编辑"),
        reviewer=fields.optional("审核"),
        signer=fields.optional("签发"),
        notice=fields.optional("提示语"),
        secrecy=fields.optional("密级"),
        profile=profile,
        credit=credit_of(fields),
        contents=fields.choice("目录", _DEPTHS, 0),
        contents_title=fields.optional("目录标题"),
        span=fields.mapping.span,
    )
    signed = "署名" in fields or "成文日期" in fields
    day = dated(fields, sink, "成文日期")
    ending = _ending(fields, sink, sealed=False)
    if signed:
        organs = ending.organs or (front.issuer,)
        ending = replace(ending, organs=organs, date=day if day > date.min else front.date)
    return _about(replace(front, ending=ending), fields)


def _official(fields: Fields, sink: Sink, profile: str) -> Front:
    official, secrecy = read_official(fields, sink)
    day = dated(fields, sink, "成文日期", required=True)
    front = Front(
        issuer="、".join(official.organs), date=day, title=title_of(fields), secrecy=secrecy,
        profile=profile, official=official, span=fields.mapping.span,
    )
    if date.min < official.printed < day:
        sink.error("E0332", "印发日期早于成文日期", fields.span("印发日期"),
                   f"写成“印发日期: {day.isoformat()}”，或改成文日期",
                   related=((fields.span("成文日期"), "成文日期在这里"),))
    year = f"〔{day.year}〕"
    if official.number and day > date.min and year not in official.number:
        sink.warning("W0324", f"文号的年份和成文日期的年份（{day.year}年）不同",
                     fields.span("文号"), f"写成{year}，或改成文日期")
    ending = _ending(fields, sink, sealed=True)
    ending = replace(ending, organs=ending.organs or official.organs, date=day)
    return _about(replace(front, ending=ending), fields)


def _about(front: Front, fields: Fields) -> Front:
    """What the file says of itself, in either kind."""
    return replace(
        front, keywords=fields.texts("关键词"), subject=fields.optional("主题"),
        editable=fields.choice("Word图", EDITABLE, None) or False,
    )


def _ending(fields: Fields, sink: Sink, *, sealed: bool) -> Ending:
    """附件, 署名, 印章, 附注; `sealed` where the author does not say."""
    return Ending(
        attachments=_attachments(fields, sink),
        organs=named(fields, sink, "署名"),
        sealed=fields.choice("印章", _SEAL, sealed),
        remark=fields.optional("附注").removeprefix("（").removesuffix("）"),
    )


def _attachments(fields: Fields, sink: Sink) -> tuple[Listed, ...]:
    """附件: a name, or a list of names; one that is not in this file is {名称: …, 另附: 是}."""
    node = fields.node("附件")
    if node is None:
        return ()
    items = node.items if isinstance(node, Sequence) else (node,)
    listed = tuple(found for item in items if (found := _listed(item, sink)) is not None)
    for index, each in enumerate(listed):
        if any(each.name == other.name for other in listed[:index]):
            sink.error("E0331", f"附件“{each.name}”列了两次", each.span, "删去一个，或换一个名称")
    return listed


def _listed(node: Node, sink: Sink) -> Listed | None:
    if isinstance(node, Scalar):
        return Listed(bare(node, sink), span=node.span) if node.text.strip() else None
    mapping = as_mapping(node, sink, "附件")
    if mapping is None:
        return None
    fields = Fields(mapping, sink)
    name = fields.scalar("名称")
    if "名称" not in fields:
        fields.missing("名称")
    apart = fields.choice("另附", YES_NO, False)
    fields.done()
    return Listed(bare(name, sink), apart, name.span) if name is not None else None
