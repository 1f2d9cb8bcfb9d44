"""What stands around the text, made of the front matter: head, closing, colophon, metadata."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reportgen.document import tree
from reportgen.narrative.front.values import chinese_date
from reportgen.narrative.syntax import Front, Official

_FOOT = ("报", "送", "发", "抄送", "印发机关", "份数")     # a line of the colophon each


def head(front: Front) -> tree.Block:
    """What page 1 begins with."""
    official = front.official
    if official is None:
        return _masthead(front)
    signers = tuple(map(_padded, official.signers))
    return tree.Letterhead(
        official.organs, official.suffix, official.number, signers, official.copy_number,
        front.secrecy, official.urgency, front.place("发文机关"),
    )


def addressed(front: Front) -> Iterator[tree.Block]:
    """主送机关, below the title."""
    if front.official is not None and front.official.addressees:
        yield tree.Addressees("，".join(front.official.addressees), front.place("主送"))


def _padded(name: str) -> str:
    """A name of two characters as wide as one of three, in a list of names (K31)."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 else name


def closing(
    front: Front, names: Sequence[str], targets: Sequence[str]
) -> Iterator[tree.Block]:
    """What follows the text: attachment list, signature, remark."""
    ending = front.ending
    if names:
        yield tree.AttachmentList(tuple(names), tuple(targets), front.place("附件"))
    if ending.organs and ending.date > date.min:
        yield tree.Signature(
            ending.organs, chinese_date(ending.date), ending.sealed, front.place("署名", "成文日期")
        )
    if ending.remark:
        yield tree.Remark(ending.remark, front.place("附注"))


def foot(front: Front) -> Iterator[tree.Colophon]:
    """报尾 or 版记, when there is something to say in it."""
    official = front.official
    rows, left, right = _of_briefing(front) if official is None else _of_official(official)
    if rows or left or right:
        yield tree.Colophon(rows, left, right, front.place(*_FOOT))


Foot = tuple[tuple[tuple[str, str], ...], str, str]


def _of_briefing(front: Front) -> Foot:
    rows = tuple(
        (label, "、".join(names) + "。")
        for label, names in (("报", front.report_to), ("送", front.send_to), ("发", front.issue_to))
        if names
    )
    people = (("编辑", front.editor), ("审核", front.reviewer), ("签发", front.signer))
    left = "　".join(f"{label}：{name}" for label, name in people if name)
    return rows, left, f"共印{front.copies}份" if front.copies else ""


def _of_official(official: Official) -> Foot:
    rows = (("抄送", "，".join(official.copied_to) + "。"),) if official.copied_to else ()
    printed = official.printed > date.min
    return rows, official.printer, f"{chinese_date(official.printed)}印发" if printed else ""


def _masthead(front: Front) -> tree.Masthead:
    issue = f"第{front.issue}期" + (f"（总第{front.total_issue}期）" if front.total_issue else "")
    notice = "　".join(part for part in (front.secrecy, front.notice) if part)
    day = chinese_date(front.date)
    return tree.Masthead(front.name, issue, front.issuer, day, notice, front.place("报头"))


def meta(front: Front, articles: int, *, draft: bool) -> tree.Meta:
    """What the file says of itself.

    An issue of several articles is called by its own name, not by its first article's.
    """
    title = "".join(front.title) if articles < 2 else f"{front.name}第{front.issue}期"
    return tree.Meta(
        title, front.issuer, front.date.isoformat(), front.subject,
        front.keywords, draft=draft,
    )
