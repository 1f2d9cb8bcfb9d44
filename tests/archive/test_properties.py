"""四性检测: each row passes, fails or says that it did not run; none is silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from support.filings import filing

from reportgen.archive.properties import (
    NAME,
    ROWS,
    UNPROVED,
    ReadBack,
    Result,
    Subject,
    judged,
)
from reportgen.archive.record import MADE, STAMP, Record
from reportgen.archive.store import Archive, Content, file
from reportgen.office.model import OWN_PAGE

GOOD = ReadBack(pages=2, title="示例镇2024年第5期", conforms="3a", characters=300)
Change = Callable[[Subject], Subject]


@pytest.fixture
def subject(archive: Archive) -> Subject:
    whole = filing(5, secrecy="内部", contents=(
        *filing(5).contents, Content(MADE, "环境.json", b"{}")),
        extra={"经办": {"编辑": "甲某", "审核": "乙某", "签发": "丙某"}})
    ((record, _),) = file(archive, [whole], "甲某")
    contents = {each.digest: archive.read(each) for each in record.holdings}
    return Subject(record, contents, GOOD, (record,), fonds="J012")


def results(subject: Subject) -> dict[str, Result]:
    return {row.title: verdict.result for row, verdict in judged(subject)}


def test_a_good_record_passes_and_nothing_is_claimed(subject: Subject) -> None:
    found = results(subject)
    assert {title for title, result in found.items() if result is Result.NOT_RUN} \
        == {"PDF/A 验证", "病毒"}
    assert set(found.values()) == {Result.PASSED, Result.NOT_RUN}
    assert len(found) == len(ROWS)
    assert len({row.code for row in ROWS}) == len(ROWS)
    assert {row.property for row in ROWS} == {"真实性", "完整性", "可用性", "安全性"}


def record(**changes: object) -> Change:
    return lambda subject: replace(subject, record=replace(subject.record, **changes))


def seen(**changes: object) -> Change:
    return lambda subject: replace(subject, seen=replace(subject.seen, **changes))


def whole(**changes: object) -> Change:
    return lambda subject: replace(subject, **changes)


def emptied(subject: Subject) -> Subject:
    return replace(subject, contents={})


def shortened(subject: Subject) -> Subject:
    return replace(subject, contents={key: data[:-1] for key, data in subject.contents.items()})


def stripped(role: str) -> Change:
    def strip(subject: Subject) -> Subject:
        kept = tuple(each for each in subject.record.holdings if each.role != role)
        return replace(subject, record=replace(subject.record, filed=kept))

    return strip


def later(subject: Subject) -> Subject:
    number = subject.record.number
    other = replace(subject.record, number=number._replace(serial=number.serial + 2))
    return replace(subject, series=(subject.record, other))


def foreign(subject: Subject) -> Subject:
    holdings = (*subject.record.holdings[:-1],
                subject.record.holdings[-1]._replace(name="程序.exe"))
    return replace(subject, record=replace(subject.record, filed=holdings))


PLANTED: list[tuple[Change, str, Result]] = [
    (emptied, "固化信息", Result.FAILED), (record(date="2024-13-01"), "元数据准确", Result.FAILED),
    (record(secrecy="极密"), "元数据准确", Result.FAILED),
    (record(title="甲\x07"), "元数据准确", Result.FAILED),
    (record(item=-1), "元数据准确", Result.FAILED),
    (record(pages=3), "内容与元数据一致", Result.FAILED),
    (record(extra={STAMP: OWN_PAGE}), "内容与元数据一致", Result.FAILED),
    (record(title="别的"), "内容与元数据一致", Result.FAILED),
    (seen(pages=0), "内容与元数据一致", Result.NOT_RUN),
    (stripped("正本"), "元数据与内容关联", Result.FAILED),
    (seen(signature=(False, "甲某")), "电子签名", Result.FAILED),
    (seen(signature=(True, UNPROVED)), "电子签名", Result.NOT_RUN),
    (seen(pages=0), "电子签名", Result.NOT_RUN),
    (whole(fonds="J013"), "全宗是本单位的", Result.FAILED),
    (shortened, "件数和字节数", Result.FAILED), (record(issuer=""), "元数据项齐全", Result.FAILED),
    (later, "编号连续", Result.NOTED),
    (record(extra={"另附": ["清单"]}), "附件齐全", Result.FAILED),
    (record(extra={}), "过程信息", Result.NOTED), (foreign, "格式", Result.FAILED),
    (seen(conforms=""), "格式", Result.FAILED), (emptied, "格式", Result.FAILED),
    (seen(unread=("读不了",)), "内容可读", Result.FAILED),
    (seen(strange_faces=("Helvetica",)), "内容可读", Result.FAILED),
    (seen(characters=0), "内容可读", Result.FAILED), (stripped(MADE), "软硬件环境", Result.FAILED),
    (seen(encrypted=True), "没有加密", Result.FAILED),
    (whole(strays=True), "没有多余的文件", Result.FAILED),
    (seen(active=("JavaScript",)), "没有活动内容", Result.FAILED),
    (seen(left=("批注",)), "没有修订、批注", Result.FAILED),
    (record(secrecy=""), "密级", Result.NOTED),
    (whole(chained=False), "过程可查", Result.FAILED),
]


@pytest.mark.parametrize(("change", "title", "result"), PLANTED)
def test_a_planted_fault_is_found(
    subject: Subject, change: Change, title: str, result: Result,
) -> None:
    assert results(change(subject))[title] is result


def test_every_row_that_can_fail_has_a_planted_fault() -> None:
    silent = {"元数据可读", "PDF/A 验证", "病毒"}
    assert {row.title for row in ROWS} - {title for _, title, _ in PLANTED} == silent


def test_a_page_for_the_stamp_alone_counts(subject: Subject) -> None:
    own = record(pages=3, extra={STAMP: OWN_PAGE})(subject)
    assert results(own)["内容与元数据一致"] is Result.PASSED


@pytest.mark.parametrize(("name", "good"), [
    ("Z109-WS·2011-Y-BGS-0001", True), ("J012-WS·2024-D10-0001", True),
    ("J012-WS.2024-D10-0001", False), ("J012-WS·2024-D15-0001", False),
    ("J12-WS·2024-Y-0001", False),
    ("J012-WS·2024-D10-BGS-12345", True), ("J012-WS·2024-D10-BGS-001", False),
])
def test_the_form_of_a_name(name: str, good: bool) -> None:
    assert bool(NAME.fullmatch(name)) is good


def test_a_name_is_made_so(subject: Subject) -> None:
    made: Record = subject.record
    assert NAME.fullmatch(made.name)
