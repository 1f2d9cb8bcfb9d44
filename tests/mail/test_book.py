"""The book as offices keep it: CSV in two encodings, YAML, gaps, doubles, ten thousand rows."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from reportgen.archive.record import OFD, PDF, WORD
from reportgen.diagnostics import ReportError
from reportgen.mail.book import Book, read_book
from reportgen.mail.model import Recipient
from reportgen.memory_world import MemoryWorld
from reportgen.office.model import Office


def read(data: str | bytes, name: str = "通讯录.csv") -> Book:
    content = data.encode() if isinstance(data, str) else data
    return read_book(Office(Path("/镇"), "镇", book=name), MemoryWorld({f"/镇/{name}": content}))


def codes(data: str, name: str = "通讯录.csv") -> list[tuple[str, str]]:
    with pytest.raises(ReportError) as caught:
        read(data, name)
    return [(each.code, str(each.span)) for each in caught.value.diagnostics]


def test_a_row() -> None:
    text = "单位,姓名,邮箱,类别,格式,电话\n甲村,甲某,jia@example.invalid,发,PDF、OFD,1\n"
    (one,) = read(text).recipients
    assert (one.unit, one.name, one.address, one.role) == (
        "甲村", "甲某", "jia@example.invalid", "发")
    assert set(one.formats) == {PDF, OFD}
    assert read(text.encode("gb18030")).recipients[0] == one
    (same,) = read("- {单位: 甲村, 姓名: 甲某, 邮箱: jia@example.invalid, 类别: 发, 格式: Word}\n",
                   "通讯录.yaml").recipients
    assert (same.unit, same.address, same.formats) == (one.unit, one.address, (WORD,))


def test_what_is_wrong_has_a_place_and_is_all_told() -> None:
    assert codes("单位,邮箱,类别,格式\n甲,a＠b。cn,发,\n,a@b.cn,发,\n乙,c@d.cn,抄,PPT\n") == [
        ("E1302", "/镇/通讯录.csv:2:3"), ("E1303", "/镇/通讯录.csv:3:1"),
        ("E1303", "/镇/通讯录.csv:4:10"), ("E1303", "/镇/通讯录.csv:4:12")]
    assert [code for code, _ in codes("单位,电话\n甲,1\n")] == ["E1301", "E1301"]
    assert [code for code, _ in codes("- 甲村\n", "通讯录.yaml")] == ["E1303"]
    assert [code for code, _ in codes("甲: 乙\n", "通讯录.yaml")] == ["E1301"]


def test_a_hint_of_an_address_mends_it() -> None:
    text = "单位,邮箱,类别\n甲,a＠b。cn,发\n"
    with pytest.raises(ReportError) as caught:
        read(text)
    meant = re.search("改成“(.+)”", caught.value.diagnostics[0].hints[0])
    assert meant is not None
    assert read(text.replace("a＠b。cn", meant[1])).recipients[0].address == "a@b.cn"


def test_a_workbook_is_refused_while_hidden_rows_would_be_read() -> None:
    assert codes("PK", "通讯录.xlsx")[0][0] == "E1301"


def test_one_letter_to_a_mailbox_and_none_to_who_has_none() -> None:
    book = read("单位,邮箱,类别\n甲,a@b.cn,发\n乙,A@B.cn,发\n丙,,送\n丁,,送\n")
    assert [each.unit for each in book.recipients] == ["甲", "丙", "丁"]
    assert [each.code for each in book.found] == ["W1304"]


@pytest.mark.slow
def test_ten_thousand_rows() -> None:
    rows = "".join(f"某村{at},v{at}@example.invalid,发\n" for at in range(10_000))
    start = time.process_time()
    assert len(read("单位,邮箱,类别\n" + rows).recipients) == 10_000
    assert time.process_time() - start < 6, "0.9 s on a quiet machine"


def test_every_field_is_a_text() -> None:
    assert Recipient("甲", "a@b.cn", "发", "某").shown == "甲 某"
