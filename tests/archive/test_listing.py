"""归档文件目录: nine columns, in the order of the numbers."""

from __future__ import annotations

import csv
import io

from support.filings import filing

from reportgen.archive.listing import HEADS, as_csv, as_xlsx, gaps, rows
from reportgen.archive.metadata import as_xml, format_of
from reportgen.archive.record import Entry, Record, record_of
from reportgen.archive.store import Archive, file
from reportgen.diagnostics import Sink
from reportgen.excel.read import visible_rows


def records(archive: Archive) -> list[Record]:
    title = "=示例“镇”<&>\n工作"
    file(archive, [filing(5, title=title, secrecy="内部", extra={"文号": "第5期", "PDF/A": "3a"}),
                   filing(10), filing(2)], "甲某")
    file(archive, [filing(5, "改", correction="更正", reason="表2有误", extra={"文号": "第5期"})],
         "甲某")
    return [record for _, record in archive.catalogue.records()]


def test_nine_columns(archive: Archive) -> None:
    lines = rows(records(archive))
    assert len(HEADS) == 9 == len(lines[0])
    assert [line[0] for line in lines] == ["1", "2", "3", "4"]
    assert [line[2] for line in lines] == ["示例镇工作简报2024-2", "第5期", "第5期",
                                           "示例镇工作简报2024-10"]
    assert lines[1][5:8] == ("20240607", "内部", "2")
    assert lines[2][8] == "更正：表2有误"


def test_as_csv_and_as_a_workbook(archive: Archive) -> None:
    lines = rows(records(archive))
    text = as_csv(lines).decode("utf-8-sig")
    assert [tuple(row) for row in csv.reader(io.StringIO(text))] == [HEADS, *lines]
    sink = Sink()
    book = visible_rows(as_xlsx(lines), "目录.xlsx", sink)
    assert book is not None
    assert [tuple(cell.text for cell in row.cells) for row in book] == [HEADS, *lines]
    assert as_xlsx(lines) == as_xlsx(lines)
    assert not list(sink)


def test_gaps(archive: Archive) -> None:
    assert gaps(records(archive)) == ["示例镇工作简报2024-3—4", "示例镇工作简报2024-6—9"]
    assert gaps([]) == []


def test_metadata(archive: Archive) -> None:
    record = next(each for each in records(archive) if each.number.serial == 5)
    files = {holding: f"data/{holding.role}/{holding.name}" for holding in record.holdings}
    acts = [Entry(2, "2024-06-07T09:00:00+08:00", "甲某", "归档", "{}", "0" * 64, "ab" * 32)]
    text = as_xml(record, {"单位": "示例镇", "全宗名称": "示例镇政府"}, files, acts).decode()
    for part in ('<题名 编号="M22">=示例“镇”&lt;&amp;&gt;\n工作</题名>',
                 "<保管期限>10年</保管期限>", "<格式信息>PDF/A-3a</格式信息>",
                 "<格式信息>DOCX</格式信息>", '编号="M33">20240607<',
                 "<业务行为>归档</业务行为>", '<全宗名称 编号="M5">示例镇政府</全宗名称>'):
        assert part in text, part
    assert format_of("台账.XLSX") == "XLSX"
    assert format_of("台账") == ""


def test_a_record_is_what_its_text_says(archive: Archive) -> None:
    for record in records(archive):
        assert record_of(record.body()) == record
