"""What follows the text, made of the front matter: attachments, 出席, signature, remark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reportgen.document import tree
from reportgen.narrative.front.values import chinese_date
from reportgen.narrative.syntax import Front


def end_matter(
    front: Front, names: Sequence[str], targets: Sequence[str]
) -> Iterator[tree.Block]:
    """What follows the text; `names` are those of the attachments, `targets` their anchors."""
    ending = front.ending
    if names:
        yield tree.AttachmentList(tuple(names), tuple(targets), span=front.place("附件"))
    yield from front.closing
    if ending.organs and ending.date > date.min:
        yield tree.Signature(
            ending.organs, chinese_date(ending.date), ending.sealed,
            span=front.place("署名", "成文日期"),
        )
    if ending.remark:
        yield tree.Remark(ending.remark, span=front.place("附注"))
