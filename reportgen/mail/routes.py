"""Who gets an issue: those whose unit its foot names, as 报, 送 or 发, and nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reportgen.diagnostics import Sink, Span
from reportgen.document.tree import Addressees, Colophon, Document
from reportgen.frozen import frozen
from reportgen.mail.book import Book
from reportgen.mail.model import ROLES, Recipient

_SENT_AS = {"主送": "送", "抄送": "送", "抄报": "报", "分送": "送", "印发": "发"}
# Brackets, within which nothing parts names; what parts them
_PIECE = re.compile("[（(](?:[^（()）]|[（(][^（()）]*[）)])*[）)]|[、，,；;]")


@frozen
class Route:
    """A recipient of an issue. `named`: its foot names the unit; else a clerk added it by hand."""

    recipient: Recipient
    named: bool = True


def addressed(document: Document) -> dict[str, tuple[str, ...]]:
    """The units that a document names: role → names as they are printed."""
    found: dict[str, list[str]] = {role: [] for role in ROLES}
    for block in document.blocks:
        match block:
            case Colophon(rows=rows):
                for label, names in rows:
                    role = _SENT_AS.get(label, label)
                    if role in found:
                        found[role] += _names(names)
            case Addressees(names=names):
                found["送"] += _names(names)
            case _:
                pass
    return {role: tuple(names) for role, names in found.items()}


def _names(text: str) -> list[str]:
    parted = _PIECE.sub(lambda found: found[0] if len(found[0]) > 1 else "\n", text)
    return [name for each in parted.split("\n") if (name := each.strip(" 　。"))]


def routes(
    book: Book, named: dict[str, tuple[str, ...]], added: Sequence[str], sink: Sink, span: Span,
) -> list[Route]:
    """Who of the book gets it. `added` are units named by hand.

    W1306 a unit that the foot names and the book does not hold, W1305 one without an address.
    """
    found = []
    for role in ROLES:
        rows = [each for each in book.recipients if each.role == role]
        units = {unit for name in named[role]
                 for unit in _meant(rows, name, role, sink, span, book)}
        found += [Route(each) for each in rows if each.unit in units]
    known = {route.recipient for route in found}
    found += [Route(each, named=False) for each in book.recipients
              if each not in known and {each.unit, each.called, each.address} & set(added)]
    for route in found:
        if not route.recipient.address:
            sink.warning("W1305", f"“{route.recipient.shown}”没有邮箱，发不了邮件",
                         route.recipient.span, "填上邮箱；只送纸件的不必理会")
    return [route for route in found if route.recipient.address]


def _meant(  # noqa: PLR0917 - rows, what is asked of them, where it is told
    rows: Sequence[Recipient], name: str, role: str, sink: Sink, span: Span, book: Book,
) -> set[str]:
    """The unit that a foot means: by its name, what it is called for short, how its name begins.

    Where several begin so none is meant: a guess would send a letter to another unit.
    """
    told = {each.unit for each in rows if each.unit == name} or {
        each.unit for each in rows if each.called == name}      # 各村 may stand at each of them
    near = {each.unit for each in rows if each.unit.startswith(name)}
    if told or len(near) == 1:
        return told or near
    others = sorted({each.role for each in book.recipients if each.unit == name})
    what, mend = "通讯录里没有", f"在 {book.file} 里加一行；叫法不一样的，在“简称”一列填“{name}”"
    if near:
        what = f"通讯录里像它的有几个：{'、'.join(sorted(near))}"
        mend = f"只在要发的那一行的“简称”一列填“{name}”"
    elif others:
        what = f"通讯录里它的类别是“{'、'.join(others)}”"
        mend = f"报尾或通讯录改一处；两样都要的，在 {book.file} 里加一行，类别写“{role}”"
    sink.warning("W1306", f"{role}“{name}”，{what}", span, mend)
    return set()


def unknown(added: Iterable[str], found: Iterable[Route]) -> list[str]:
    """Units named by hand that no route leads to."""
    there = {name for route in found for name in (
        route.recipient.unit, route.recipient.called, route.recipient.address)}
    return [name for name in added if name not in there]
