"""文件: 版头 with the organ's red name, number and red rule (GB/T 9704-2012 7.2 to 7.4)."""

from __future__ import annotations

from dataclasses import replace

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.narrative.front.ending import signed
from reportgen.narrative.front.genre import Genre
from reportgen.narrative.front.official import (
    addressed,
    check_year,
    copy_number,
    document_number,
    imprint,
    organs_of,
    secrecy,
    signers,
    urgency,
)
from reportgen.narrative.front.values import dated, padded
from reportgen.narrative.parse.articles import title_of
from reportgen.narrative.syntax import Front
from reportgen.sources.fields import Fields

_SUFFIX = {"有": "文件", "无": ""}


def read(fields: Fields, sink: Sink) -> Front:
    """The keys of a 文件."""
    organs, persons = organs_of(fields, sink), signers(fields, sink)
    head = tree.Letterhead(
        organs, fields.choice("文件二字", _SUFFIX, "文件"), document_number(fields, sink),
        tuple(map(padded, persons)), copy_number(fields, sink), secrecy(fields, sink),
        urgency(fields), span=fields.span("发文机关"),
    )
    opening = addressed(fields, sink)
    day = dated(fields, sink, "成文日期", required=True)
    foot = imprint(fields, sink, day)
    check_year(fields, sink, head.number, day)
    ending = signed(fields, sink, sealed=True)
    return Front(
        head=head, title=title_of(fields), issuer="、".join(organs), date=day, opening=opening,
        ending=replace(ending, organs=ending.organs or organs, date=day), foot=foot,
        persons=persons, organs=organs,
    )


GENRE = Genre("文件", "wenjian", read)
