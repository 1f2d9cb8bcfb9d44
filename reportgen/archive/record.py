"""What the catalogue holds: entries in a chain, and the records (件) that some of them make."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import PureWindowsPath
from typing import Any, NamedTuple

from reportgen.frozen import frozen
from reportgen.office.model import OWN_PAGE
from reportgen.office.retention import PERIODS

_PERIODS = frozenset(row.code for row in PERIODS.values())
_DIGEST = re.compile("[0-9a-f]{64}")
FIRST = "0" * 64        # what the first entry of a chain follows
FILED, DESTROYED, SCANNED = "归档", "销毁", "扫描"
MAILED = "邮件批准"      # its 文件表 holds the letters on a record
FOUNDED, COPIED, RESTORED, EXPORTED, CHECKED = "建档", "复制", "恢复", "导出", "核对"
PRINTED_PAGES = "印面"   # in `extra`: of each page, the digest that its printed code is made with

# What content of a record is taken for what it is of: its role names its folder in an export.
PDF, WORD, OFD, TEXT, REPORT, MADE = "正本", "定稿", "版式文件", "全文", "检查", "环境"
NARRATIVE, DATA, PROFILE, UNIT, PHOTO, ATTACHMENT = "文稿", "数据", "版式", "单位", "照片", "附件"
SCAN, SEARCHABLE = "扫描件", "扫描件（可检索）"
STAMP = "归档章"     # a key of `extra`: 页数 counts a page for the stamp alone
LOOKED = "画出来看"      # in `extra`: with what the pages were painted and looked at
WAIVED = "放行"          # in `extra`: what was let pass, each with 代码, 理由, 姓名, 位置
SIGNATURE, ALONG = "电子签名", "随附源文件"    # of the 正本: what its signature says, what it holds
SOURCES = frozenset((NARRATIVE, DATA, PROFILE, PHOTO, ATTACHMENT))


class Number(NamedTuple):
    """What a document is called by for good: 示例镇工作简报 2024 5, 示政发 2024 1."""

    label: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.label}{self.year}-{self.serial}"


class Class(NamedTuple):
    """The lowest class in which 件 are counted (DA/T 22-2015 5.4): its parts of the 档号."""

    fonds: str
    year: int
    retention: str      # Y, D30, D10
    section: str = ""   # 机构（问题）

    def __str__(self) -> str:
        tail = f"-{self.section}" if self.section else ""
        return f"{self.fonds}-WS·{self.year}-{self.retention}{tail}"


class Holding(NamedTuple):
    """One content of a record: what it is, what its file is called, which object it is."""

    role: str
    name: str
    digest: str
    size: int


@frozen
class Scan:
    """A paper copy as it was scanned, and where the paper is.

    `revision` is the one that was printed, 0 where no code told it; `by_hand` are the pages that a
    clerk vouched for, as no code on them could be read.
    """

    copy: int               # 份号
    revision: int
    pages: int
    dpi: int                # of the coarsest page
    by_hand: tuple[int, ...]
    marks: tuple[str, ...]  # 签字, 盖章
    box: str
    shelf: str
    reason: str             # why it was filed once more
    holdings: tuple[Holding, ...]

    def body(self, name: str) -> str:
        """The scan as the catalogue keeps it, of the record of that name."""
        return canonical({
            "档号": name, "份号": self.copy, "印版": self.revision, "扫描页数": self.pages,
            "分辨率": self.dpi, "手认": self.by_hand, "签章": self.marks, "盒": self.box,
            "架": self.shelf, "理由": self.reason, "文件表": self.holdings,
        })


def scan_of(body: str) -> tuple[str, Scan]:
    """The record's name and the scan that a catalogue's text tells; raises as `record_of` does."""
    told = json.loads(body)
    return told["档号"], Scan(
        told["份号"], told["印版"], told["扫描页数"], told["分辨率"], tuple(told["手认"]),
        tuple(told["签章"]), told["盒"], told["架"], told["理由"],
        tuple(_sound(Holding(*each)) for each in told["文件表"]))


@frozen
class Record:
    """件: an issue as it was filed, and the scans of its paper that were filed since.

    `extra` is what else is known of it, by key.
    """

    number: Number
    revision: int
    kind: Class
    item: int               # 件号
    title: str
    issuer: str
    date: str               # 2024-06-07
    secrecy: str
    pages: int
    genre: str
    content: str            # the digest of what it was made of
    filed: tuple[Holding, ...]
    correction: str = ""    # 更正, 增刊
    reason: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    scans: tuple[Scan, ...] = ()

    @property
    def holdings(self) -> tuple[Holding, ...]:
        """All that the archive holds of it."""
        return (*self.filed, *(each for scan in self.scans for each in scan.holdings))

    @property
    def name(self) -> str:
        """档号: J012-WS·2024-D10-BGS-0001."""
        return f"{self.kind}-{self.item:04}"

    @property
    def remark(self) -> str:
        """备注: what it is to what was filed before, and why."""
        return f"{self.correction}：{self.reason}" if self.correction else ""

    @property
    def own_pages(self) -> int:
        """How many of its pages are for the stamp alone, and not in the PDF: 1, or none."""
        return int(self.extra.get(STAMP) == OWN_PAGE)

    @property
    def waivers(self) -> tuple[str, ...]:
        """What was let pass when it was made, each with the reason and the name."""
        return tuple(
            f"{each['代码']} {each['理由']}" + (f"（{each['姓名']}）" if each["姓名"] else "")
            for each in self.extra.get(WAIVED, ()))

    def held(self, role: str) -> tuple[Holding, ...]:
        """The holdings of a role."""
        return tuple(each for each in self.holdings if each.role == role)

    def body(self) -> str:
        """The record as the catalogue keeps it."""
        return canonical({
            "档号": self.name, "文件": self.number, "版次": self.revision, "类": self.kind,
            "件号": self.item, "题名": self.title, "责任者": self.issuer, "日期": self.date,
            "密级": self.secrecy, "页数": self.pages, "文种": self.genre, "内容": self.content,
            "文件表": self.filed, "订正": self.correction, "理由": self.reason,
            "其他": dict(self.extra),
        })


def record_of(body: str, scans: Iterable[str] = ()) -> Record:
    """The record that a catalogue's texts tell; `ValueError` or `KeyError` for another text."""
    told = json.loads(body)
    if told["类"][2] not in _PERIODS or not isinstance(told["其他"], dict):
        raise ValueError(body)
    return Record(
        Number(*told["文件"]), told["版次"], Class(*told["类"]), told["件号"], told["题名"],
        told["责任者"], told["日期"], told["密级"], told["页数"], told["文种"], told["内容"],
        tuple(_sound(Holding(*each)) for each in told["文件表"]), told["订正"], told["理由"],
        told["其他"], tuple(scan_of(each)[1] for each in scans),
    )


def letters_of(body: str) -> tuple[str, tuple[Holding, ...]]:
    """The 档号 that letters are on, and what is held of them; raises as `record_of` does."""
    told = json.loads(body)
    return told["件"], tuple(_sound(Holding(*each)) for each in told["文件表"])


def _sound(holding: Holding) -> Holding:
    """A holding whose names lead nowhere but below a folder, whoever wrote them."""
    path = PureWindowsPath(holding.role, holding.name)
    if path.is_absolute() or path.drive or path.root or ".." in path.parts \
            or not _DIGEST.fullmatch(holding.digest) or holding.size < 0:
        raise ValueError(holding)
    return holding


class Entry(NamedTuple):
    """A row of the catalogue: an act, by whom and when, chained to the one before it."""

    seq: int
    at: str
    who: str
    kind: str
    body: str
    previous: str
    hash: str

    def expected(self) -> str:
        """The hash that an unaltered entry has."""
        told = (self.seq, self.at, self.who, self.kind, self.body, self.previous)
        return hashlib.sha256(canonical(told).encode()).hexdigest()


def canonical(value: object) -> str:
    """The one JSON text of a value: keys sorted, no blanks, no escapes but those needed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"),
                      allow_nan=False)
