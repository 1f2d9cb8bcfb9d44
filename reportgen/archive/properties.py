"""四性检测: what DA/T 70-2018 asks of a record, a row each. What cannot be run here says so.

真实性, 完整性, 可用性, 安全性. The rows look at the catalogue, the contents, and at what was read
out of the finished files (`ReadBack`): this room itself reads neither PDF nor Word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from enum import Enum
from typing import NamedTuple

from reportgen.archive.listing import gaps
from reportgen.archive.metadata import FORMATS, RETENTION, format_of, is_of
from reportgen.archive.record import ATTACHMENT, MADE, PDF, WORD, Record
from reportgen.frozen import frozen

NAME = re.compile(r"[A-Z0-9]{4}-WS·(19|20)\d{2}-(Y|D30|D10)(-[A-Z]{2,4})?-\d{4,}")
SECRECY = ("", "公开", "内部", "秘密", "机密", "绝密")
CONFORMS = ("1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u")
UNPROVED = "没有核对：没有装签名的程序"
_CONTROL = re.compile("[\x00-\x1f\x7f]")


class Result(Enum):
    """What a row came to."""

    PASSED = "通过"
    NOTED = "提醒"
    FAILED = "未通过"
    NOT_RUN = "未执行"


class Verdict(NamedTuple):
    """A row's result, and why."""

    result: Result
    note: str = ""


@frozen
class ReadBack:
    """What was read out of a record's PDF and Word file; `unread` says why one could not be."""

    pages: int = 0
    title: str = ""
    conforms: str = ""                   # what the PDF says it is: 3a
    encrypted: bool = False
    strange_faces: tuple[str, ...] = ()  # not embedded
    characters: int = 0
    active: tuple[str, ...] = ()         # JavaScript, macros, external links
    left: tuple[str, ...] = ()           # tracked changes, comments, hidden text in Word
    unread: tuple[str, ...] = ()
    signature: tuple[bool, str] = (True, "正本没有电子签名")     # whether it holds, what it says


@frozen
class Subject:
    """A record under test, with what stands around it."""

    record: Record
    contents: Mapping[str, bytes]        # by digest; what is lost is not there
    seen: ReadBack
    series: Sequence[Record] = ()        # all live records
    chained: bool = True                 # the chain of entries is whole
    strays: bool = False                 # something lies in the archive that no entry names
    fonds: str = ""


@frozen
class Trial:
    """A row of the table: its number there, its property, what is looked at."""

    code: str
    property: str
    title: str
    run: Callable[[Subject], Verdict] = field(repr=False)


def judged(subject: Subject) -> Iterator[tuple[Trial, Verdict]]:
    """Every row with its verdict."""
    for row in ROWS:
        yield row, row.run(subject)


def _told(problems: Sequence[str], note: str = "") -> Verdict:
    return Verdict(Result.FAILED, "；".join(problems)) if problems else Verdict(Result.PASSED, note)


def _noted(problem: str, note: str = "") -> Verdict:
    return Verdict(Result.NOTED, problem) if problem else Verdict(Result.PASSED, note)


def _always(result: Result, note: str) -> Callable[[Subject], Verdict]:
    return lambda _: Verdict(result, note)


def _unless(fault: Callable[[Subject], object], note: str) -> Callable[[Subject], Verdict]:
    return lambda subject: _told([note] if fault(subject) else [])


def _fixity(subject: Subject) -> Verdict:
    missing = [each.name for each in subject.record.holdings if each.digest not in subject.contents]
    return _told([f"{name} 的 SHA-256 不符或文件不在" for name in missing],
                 f"{len(subject.record.holdings)} 个文件的 SHA-256 一致；SM3 在导出时计算")


def _accurate(subject: Subject) -> Verdict:
    record, found = subject.record, []
    if not NAME.fullmatch(record.name):
        found.append(f"档号“{record.name}”")
    if not _is_day(record.date):
        found.append(f"日期“{record.date}”")
    if record.secrecy.partition("★")[0] not in SECRECY:
        found.append(f"密级“{record.secrecy}”")
    found += [f"“{text}”里有控制字符" for text in (record.title, record.issuer)
              if _CONTROL.search(text)]
    return _told(found)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _consistent(subject: Subject) -> Verdict:
    record, seen = subject.record, subject.seen
    if not seen.pages:
        return Verdict(Result.NOT_RUN, "PDF 读不出来")
    found = []
    if seen.pages + record.own_pages != record.pages:
        own = "（另有一页归档章）" if record.own_pages else ""
        found.append(f"页数：目录库 {record.pages}，PDF {seen.pages}{own}")
    if seen.title != record.title:
        found.append(f"题名：目录库“{record.title}”，PDF“{seen.title}”")
    return _told(found)


def _linked(subject: Subject) -> Verdict:
    record = subject.record
    lacking = [role for role in (PDF, WORD) if not record.held(role)]
    return _told([f"没有{role}" for role in lacking])


def _signed(subject: Subject) -> Verdict:
    holds, note = subject.seen.signature
    if note == UNPROVED or not subject.seen.pages:
        return Verdict(Result.NOT_RUN, note if subject.seen.pages else "PDF 读不出来")
    return Verdict(Result.PASSED if holds else Result.FAILED, note)


def _sizes(subject: Subject) -> Verdict:
    found = [each.name for each in subject.record.holdings
             if each.digest in subject.contents
             and len(subject.contents[each.digest]) != each.size]
    total = sum(each.size for each in subject.record.holdings)
    return _told([f"{name} 的字节数不符" for name in found],
                 f"{len(subject.record.holdings)} 个文件，{total} 字节")


def _complete(subject: Subject) -> Verdict:
    record = subject.record
    needed = {"题名": record.title, "责任者": record.issuer, "日期": record.date,
              "年度": record.kind.year, "保管期限": RETENTION.get(record.kind.retention, ""),
              "页数": record.pages, "文种": record.genre}
    return _told([f"缺{name}" for name, value in needed.items() if not value])


def _continuous(subject: Subject) -> Verdict:
    number = subject.record.number
    own = [each for each in subject.series if each.number[:2] == number[:2]]
    missing = "、".join(gaps(own))
    return _noted(f"漏号：{missing}" * bool(missing))


def _attached(subject: Subject) -> Verdict:
    declared = subject.record.extra.get("另附", ())
    held = [each.name for each in subject.record.held(ATTACHMENT)]
    lacking = [name for name in declared if not any(name in each for each in held)]
    return _told([f"附件“{name}”不在" for name in lacking], f"另附的附件 {len(declared)} 件")


def _process(subject: Subject) -> Verdict:
    told = subject.record.extra.get("经办", {})
    lacking = "、".join(name for name in ("编辑", "审核", "签发") if not told.get(name))
    return _noted(f"没有写{lacking}" * bool(lacking))


def _formats(subject: Subject) -> Verdict:
    found = []
    for each in subject.record.holdings:
        kind = format_of(each.name)
        if kind not in FORMATS.values():
            found.append(f"{each.name} 不是认得的格式")
        elif not is_of(kind, subject.contents.get(each.digest, b"")):
            found.append(f"{each.name} 的内容不是 {kind}")
    if subject.seen.pages and subject.seen.conforms not in CONFORMS:
        found.append("PDF 没有标明符合 PDF/A")
    return _told(found, f"PDF 标明 PDF/A-{subject.seen.conforms}")


def _opens(subject: Subject) -> Verdict:
    seen = subject.seen
    found = list(seen.unread)
    found += [f"字体没有嵌入：{name}" for name in seen.strange_faces]
    if not found and not seen.characters:
        found.append("PDF 里取不出文字")
    return _told(found, f"{seen.pages} 页，{seen.characters} 字")


def _secrecy(subject: Subject) -> Verdict:
    return _noted("没有写密级" * (not subject.record.secrecy), subject.record.secrecy)


def _fonds(subject: Subject) -> Verdict:
    own = subject.record.kind.fonds
    return _told([f"全宗号 {own}，本单位是 {subject.fonds}"]
                 if subject.fonds and own != subject.fonds else [])


_TRUE, _WHOLE, _USABLE, _SAFE = "真实性", "完整性", "可用性", "安全性"
ROWS = (
    Trial("Z1", _TRUE, "固化信息", _fixity), Trial("Z2", _TRUE, "元数据准确", _accurate),
    Trial("Z3", _TRUE, "内容与元数据一致", _consistent),
    Trial("Z4", _TRUE, "元数据与内容关联", _linked), Trial("Z5", _TRUE, "全宗是本单位的", _fonds),
    Trial("Z6", _TRUE, "电子签名", _signed),
    Trial("W1", _WHOLE, "件数和字节数", _sizes), Trial("W2", _WHOLE, "元数据项齐全", _complete),
    Trial("W3", _WHOLE, "编号连续", _continuous), Trial("W4", _WHOLE, "附件齐全", _attached),
    Trial("W5", _WHOLE, "过程信息", _process),
    # else there were no record:
    Trial("U1", _USABLE, "元数据可读", _always(Result.PASSED, "目录库里的元数据读得出")),
    Trial("U2", _USABLE, "格式", _formats),
    Trial("U3", _USABLE, "PDF/A 验证", _always(Result.NOT_RUN, "这里没有 PDF/A 验证器")),
    Trial("U4", _USABLE, "内容可读", _opens),
    Trial("U5", _USABLE, "软硬件环境",
        _unless(lambda subject: not subject.record.held(MADE), "没有记录生成时的软件和字体")),
    Trial("U6", _USABLE, "没有加密", _unless(lambda subject: subject.seen.encrypted, "PDF 加了密")),
    Trial("A1", _SAFE, "病毒", _always(Result.NOT_RUN, "要用杀毒软件检查")),
    Trial("A2", _SAFE, "没有多余的文件",
        _unless(lambda subject: subject.strays, "档案里有没有登记的文件")),
    Trial("A3", _SAFE, "没有活动内容", lambda subject: _told(subject.seen.active)),
    Trial("A4", _SAFE, "没有修订、批注", lambda subject: _told(subject.seen.left)),
    Trial("A5", _SAFE, "密级", _secrecy),
    Trial("A6", _SAFE, "过程可查",
        _unless(lambda subject: not subject.chained, "目录库的摘要链断了")),
)
