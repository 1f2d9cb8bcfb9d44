"""Mailing an issue: from its record and the book to a plan that is shown, looked at and approved.

What goes out is what the archive holds: its files are attached, its sources make the summary.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportgen.acts.archive import SHOWN, Desk, newest, of_folder, require_approval
from reportgen.acts.reproducing import faces, sources_of
from reportgen.archive.listing import number
from reportgen.archive.objects import digest_of
from reportgen.archive.record import (
    MADE,
    OFD,
    PDF,
    REPORT,
    SOURCES,
    TEXT,
    WORD,
    Record,
    canonical,
)
from reportgen.archive.store import Archive
from reportgen.cache import NONE, Cache
from reportgen.diagnostics import NOWHERE, Diagnostic, Span, failure
from reportgen.frozen import frozen
from reportgen.mail import guards, summary
from reportgen.mail.account import Account, account_of
from reportgen.mail.address import key
from reportgen.mail.book import Book, read_book
from reportgen.mail.letter import Attachment, InlinePicture, body, file_name, head, message_id
from reportgen.mail.model import State
from reportgen.mail.outbox import Letter, Outbox
from reportgen.mail.routes import Route, addressed, routes, unknown
from reportgen.mail.signed import Seals
from reportgen.memory_world import MemoryWorld

if TYPE_CHECKING:
    from reportgen.edition import Edition, Progress

_SUFFIXES = {PDF: ".pdf", WORD: ".docx", OFD: ".ofd"}
_TOP = Path("/单位")
_DPI = 150                  # of charts in a letter
_HERE = timezone(timedelta(hours=8))


@frozen
class MailWish:
    """What a clerk says beside the issue: units added by hand; names of files in plain letters."""

    to: tuple[str, ...] = ()
    plain_names: bool = False


@frozen
class MailPlan:
    """Who gets what. `letters` are to go out; `done` have gone out, or are on their way."""

    record: Record
    account: Account
    letters: tuple[Letter, ...]
    done: tuple[tuple[Letter, State], ...]
    bodies: Mapping[str, bytes]
    pages: Mapping[str, str]        # the HTML of each body
    seals: Seals
    new: int                        # mailboxes that were never written to
    found: tuple[Diagnostic, ...]

    @property
    def digest(self) -> str:
        """What is approved: every letter, to the byte, but for the time of the approval."""
        return digest_of(canonical([letter.told() for letter in self.letters]).encode())

    @property
    def code(self) -> str:
        """As much of the digest as is typed."""
        return self.digest[:SHOWN]

    @property
    def days(self) -> int:
        """Over how many days the provider lets it go out."""
        return days(self.account, len(self.letters), self.new)

    @property
    def about(self) -> dict[str, object]:
        """What it is a plan of, for machines."""
        return {"record": self.record.name, "number": str(self.record.number)}


def days(account: Account, letters: int, new: int) -> int:
    """Over how many days a provider lets letters go out, of which some go to new mailboxes."""
    row = account.server.provider
    return max(-(-letters // row.day), -(-new // row.new), 1)


class Ground(NamedTuple):
    """What the letters of an office are planned on."""

    archive: Archive
    box: Outbox
    account: Account
    book: Book
    seals: Seals


@contextmanager
def ground(at: Desk, *, write: bool = False) -> Iterator[Ground]:
    """All that is read once, however many issues. Raises E1301 to E1303, E1307, E1333."""
    account, book = account_of(at.office), read_book(at.office, at.world)
    seals = Seals(account, at.world, at.disk.now())
    with at.archive(write=write) as archive:
        yield Ground(archive, Outbox(archive), account, book, seals)


def planned(at: Desk, name: str, wish: MailWish, progress: Progress) -> MailPlan:
    """Who gets an issue, a folder or as `archive` names records. Raises `ReportError`.

    E1106 it is not filed; E1301 to E1303 the book, E1307 the office's mail is not told; E1310 it
    is secret; E1308 the record lacks a file, E1318 its PDF carries its sources; E1319 nobody; E1333
    it cannot be signed.
    """
    with ground(at) as on:
        return plan_of(at, on, filed(at, on.archive, name), wish, progress)


def plan_of(at: Desk, on: Ground, record: Record, wish: MailWish, progress: Progress) -> MailPlan:
    """Who gets what a record holds. Raises as `planned`."""
    archive, box, account, book = on.archive, on.box, on.account, on.book
    text = "".join(archive.read(each).decode() for each in record.held(TEXT))
    guards.refuse_secret(record, text)
    edition = _edition(at, archive, record, progress)
    sink = book.found.copy()
    found = routes(book, addressed(edition.composed), wish.to, sink, Span(str(record.number)))
    for each in unknown(wish.to, found):
        raise failure("E1319", f"通讯录里没有“{each}”", NOWHERE, f"照 {book.file} 写单位或邮箱")
    if not found:
        raise failure("E1319", f"“{record.number}”没有人可发", NOWHERE, *(
            each.message for each in sink), "核对报尾的报、送、发和通讯录")
    report = _json(archive, record, REPORT)
    held = [*guards.of_issue(record, text, report), *guards.of_sources(_changed(at, record))]
    made = _Making(archive, record, account, wish, edition, on.seals)
    letters = [made.letter(route) for route in found]
    waiting, done = [], []
    for letter in letters:
        state = box.standing[letter.identity].state if letter.identity in box.standing else None
        if state in (None, State.QUEUED, State.DEFERRED, State.FAILED):
            waiting.append(letter)
        else:
            done.append((letter, state))
    new = sum(key(letter.address) not in box.known() for letter in waiting)
    chosen = {letter.identity for letter in waiting}
    left = [route for route, letter in zip(found, letters, strict=True)
            if letter.identity in chosen]
    held += guards.of_routes(left, box.known(), account.sender.address, _last(box, record))
    largest = max((letter.size for letter in waiting), default=0)
    held += guards.of_size(largest, account.server.provider.largest)
    return MailPlan(record, account, tuple(waiting), tuple(done), made.bodies, made.pages,
                    on.seals, new, (*sink, *held))


def filed(at: Desk, archive: Archive, name: str) -> Record:
    """The newest record of an issue's folder, else of a name as `archive` takes it."""
    folder = Path(name)
    if at.world.is_dir(folder):
        found = of_folder(at, archive, folder)
        if not found:
            raise failure("E1106", f"“{name}”还没有归档，发不了", Span(name),
                          f"先归档：reportgen archive add {name}")
        return found[-1]
    return newest(archive, name)


def _edition(at: Desk, archive: Archive, record: Record, progress: Progress) -> Edition:
    """The document as filed, in a world that has nothing but what the record holds."""
    from reportgen import pipeline
    from reportgen.edition import Edition

    own, _ = faces(_json(archive, record, MADE).get("本单位的字体", {}), at.office.folder, at.world)
    files = {**sources_of(archive, record), **own}
    world = _Filed({_TOP / name: data for name, data in files.items()}, at.world.env)
    world.kept = at.world.cache()
    briefing = pipeline.load(_TOP / str(record.extra.get("期", "")), world)
    return Edition(briefing, pipeline.compose(briefing), progress)


class _Filed(MemoryWorld):
    """What a record holds, with the cache of the disk beside it."""

    kept = NONE

    def cache(self) -> Cache:
        return self.kept


def _json(archive: Archive, record: Record, role: str) -> dict[str, dict[str, str]]:
    held = record.held(role)
    return dict(json.loads(archive.read(held[0]))) if held else {}


def _changed(at: Desk, record: Record) -> list[str]:
    """The sources that are no longer as they were filed, and what lies in out/ and is another."""
    names = ((each, f"{folder}{each.name}") for each in record.holdings
             for roles, folder in ((SOURCES, ""), (_SUFFIXES, "out/")) if each.role in roles)
    return [name for each, name in names if at.world.is_file(path := at.office.path(name))
            and digest_of(at.world.read(path)) != each.digest]


def _last(box: Outbox, record: Record) -> int:
    """How many got the issue before; 0 where none was sent."""
    others = [each for each in box.approvals if each.record != record.name]
    return len(box.of(others[-1].record)) if others else 0


class _Making:
    """Letters on a record, a body for each choice of files, made when the first asks for it."""

    def __init__(  # noqa: PLR0917 - what letters are made of
        self, archive: Archive, record: Record, account: Account, wish: MailWish, edition: Edition,
        seals: Seals,
    ) -> None:
        self.archive, self.record, self.account, self.wish = archive, record, account, wish
        self.bodies: dict[str, bytes] = {}
        self.pages: dict[str, str] = {}
        self._edition, self._seals = edition, seals
        self._made: dict[tuple[str, ...], str] = {}
        self._date = datetime.fromisoformat(record.date).replace(tzinfo=_HERE)
        self._subject = f"{record.number.label}{number(record)}：{record.title}"

    def letter(self, route: Route) -> Letter:
        """The letter to a recipient."""
        to, sender = route.recipient, self.account.sender
        digest = self._made.get(to.formats) or self._body(to.formats)
        identity = message_id(self.record.name, to.address, sender)
        lines = head(sender, to.shown, to.address, self._subject, self._date, identity).decode()
        return Letter(identity, self.record.name, to.unit, to.name, to.address, to.role,
                      to.formats, lines, digest, len(lines) + len(self.bodies[digest]))

    def _body(self, formats: tuple[str, ...]) -> str:
        files = [self._file(role) for role in formats]
        document, drawn, pictures = self._edition.composed, *self._charts()
        parts = summary.parts(document, drawn, files, self.record.name)
        html = summary.as_html(parts, self.record.title)
        data = self._seals.around(body(summary.as_text(parts), html, pictures, files))
        digest = self._made[formats] = digest_of(data)
        self.bodies[digest] = data
        for each in pictures:
            html = html.replace(f"cid:{each.cid}",
                                f"data:image/png;base64,{b64encode(each.data).decode()}")
        self.pages[digest] = html
        return digest

    def _file(self, role: str) -> Attachment:
        held = self.record.held(role)
        if not held:
            raise failure("E1308", f"{self.record.name} 里没有{role}", NOWHERE,
                          "归档时还没有这种文件；通讯录的“格式”改成 PDF")
        data = self.archive.read(held[0])
        if role == PDF:
            from reportgen.proof.pdf.about import attached

            if names := attached(data, held[0].name):
                raise failure("E1318", f"归档的 PDF 里附着稿子或数据：{'、'.join(names)}", NOWHERE,
                              "发不得：收件人打得开。重新生成不带附件的，更正归档再发")
        plain = f"{self.record.number.year}-{self.record.number.serial}" \
            if self.wish.plain_names else ""
        return Attachment(file_name(self.record.title, _SUFFIXES[role], plain=plain), data)

    def _charts(self) -> tuple[dict[int, summary.Drawn], list[InlinePicture]]:
        """The charts as pictures; nothing that draws is imported for an issue without any."""
        edition, drawn, pictures = self._edition, {}, []
        if not edition.figures:
            return {}, []
        from reportgen.charts.paint.png import to_png

        for at, drawing in edition.drawings.items():
            cid = f"chart{at}.{self.record.content[:12]}@reportgen"
            data = to_png(drawing, edition.library, _DPI, cache=edition.cache)
            pictures.append(InlinePicture(cid, data))
            drawn[at] = summary.Drawn(cid, drawing.width * 4 / 3, drawing.height * 4 / 3)
        return drawn, pictures


def approved(
    at: Desk, plan: MailPlan, digest: str, allowed: Mapping[str, str],
) -> tuple[Letter, ...]:
    """Enter that a plan was approved; its letters as they will go out.

    Raises E1131 when another plan was approved, or none; E1319 when nothing is left to send; what
    is kept back (W1311 to W1317) for each to which no reason was put.
    """
    if not plan.letters:
        raise failure("E1319", f"“{plan.record.number}”都发过了", NOWHERE,
                      "看状态：reportgen mail status")
    require_approval(digest, plan.digest, "这一次发信")
    guards.insist(plan.found, allowed)
    with at.archive(write=True) as archive:
        return enter(at, Outbox(archive), plan, allowed)


def enter(at: Desk, box: Outbox, plan: MailPlan, allowed: Mapping[str, str]) -> tuple[Letter, ...]:
    """Put the letters of a plan that was approved into the outbox; as they will go out."""
    now = at.disk.now()
    letters = tuple(_final(letter, now, plan) for letter in plan.letters)
    used = {letter.body for letter in letters}
    box.approve(plan.record.name, plan.digest, letters,
                {each: data for each, data in plan.bodies.items() if each in used}, at.who, allowed)
    return letters


def _final(letter: Letter, now: datetime, plan: MailPlan) -> Letter:
    """A letter with the time at which it was approved, and the domain's signature over that."""
    from email.utils import format_datetime

    lines = "\r\n".join(f"Date: {format_datetime(now)}" if line.startswith("Date: ") else line
                        for line in letter.head.split("\r\n"))
    data = plan.bodies[letter.body]
    lines = plan.seals.headed(lines, data)
    return replace(letter, head=lines, size=len(lines.encode()) + len(data))


def preview(at: Desk, plan: MailPlan, out: Path) -> list[Path]:
    """Write each letter as .eml, as approved where it is, and a page to look at them."""
    with at.archive() as archive:
        box = Outbox(archive)
        files, rows = {}, []
        for letter in plan.letters:
            there = box.letters.get(letter.identity)
            same = there is not None and there.body == letter.body
            lines = there.head if there is not None and same else letter.head
            path = out / file_name(f"{letter.role}-{letter.unit}-{letter.address}", ".eml")
            files[path] = lines.encode() + plan.bodies[letter.body]
            rows.append((letter, path))
    page = out / "预览.html"
    files[page] = _page(plan, rows).encode()
    at.world.write_all(files)
    return list(files)


def _page(plan: MailPlan, rows: Sequence[tuple[Letter, Path]]) -> str:
    parts = ['<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8">'
             '<meta name="viewport" content="width=device-width"><title>预览</title>'
             f"<h1>{escape(plan.record.title)}：{len(rows)} 封，摘要 {plan.code}</h1>"]
    for digest, html in plan.pages.items():
        who = "".join(f"<li>{escape(letter.role)} {escape(letter.unit)} {escape(letter.name)}"
                      f" &lt;{escape(letter.address)}&gt; {escape(path.name)}</li>"
                      for letter, path in rows if letter.body == digest)
        inner = html.partition("<body")[2].partition(">")[2].rpartition("</body>")[0]
        parts.append(f"<h2>发给</h2><ol>{who}</ol><hr>{inner}<hr>")
    return "\n".join(parts)
