"""信函: the mark between paper edge and red double rule, a 版记 without imprint (10.1)."""

from __future__ import annotations

from dataclasses import replace

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.narrative.front.ending import signed
from reportgen.narrative.front.genre import Genre
from reportgen.narrative.front.official import (
    addressed,
    check_year,
    copied,
    copy_number,
    document_number,
    organs_of,
    secrecy,
    urgency,
)
from reportgen.narrative.front.values import dated
from reportgen.narrative.parse.articles import title_of
from reportgen.narrative.syntax import Front
from reportgen.sources.fields import Fields


def read(fields: Fields, sink: Sink) -> Front:
    """The keys of a 信函; a joint one carries the mark of its host, and all organs sign it."""
    organs = organs_of(fields, sink)
    head = tree.LetterOpening(
        organs[0] if organs else "", document_number(fields, sink), copy_number(fields, sink),
        secrecy(fields, sink), urgency(fields), span=fields.span("发文机关"),
    )
    opening = addressed(fields, sink)
    day = dated(fields, sink, "成文日期", required=True)
    check_year(fields, sink, head.number, day)
    rows, ending = copied(fields, sink), signed(fields, sink, sealed=True)
    return Front(
        head=head, title=title_of(fields), issuer="、".join(organs), date=day, opening=opening,
        ending=replace(ending, organs=ending.organs or organs, date=day),
        foot=tree.Colophon(rows, span=fields.span("抄送")) if rows else None, organs=organs,
    )


GENRE = Genre("信函", "xinhan", read)
