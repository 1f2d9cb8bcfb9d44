"""归档文件目录 in nine columns, and the papers of a year's boxes."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
from support.filings import StillDisk, filing, founded

from reportgen.acts.archive import Desk, listed
from reportgen.acts.papers import box_papers, boxes_of, catalogue_file
from reportgen.archive.destroying import destroy, planned
from reportgen.archive.listing import HEADS
from reportgen.archive.record import Class
from reportgen.archive.store import file
from reportgen.diagnostics import ReportError
from reportgen.office.model import Office
from reportgen.world import DiskWorld

TITLE = "示例镇人民政府办公室关于印发春季造林、抗旱、防汛和夏粮收购工作方案的通知的情况说明"


@pytest.fixture
def stocked(tmp_path: Path) -> Desk:
    """An office with a hundred records of four classes, the numbers filed out of order."""
    disk = StillDisk()
    at = Desk(Office(tmp_path, "示例镇", "J012", "示例镇人民政府"), DiskWorld(), disk, "甲某")
    founded(at.folder, disk)
    kinds = [Class("J012", 2024, *rest) for rest in (("D10", "BGS"), ("Y",), ("D30", "BGS"))]
    order = [*range(100, 0, -7), *(n for n in range(1, 101) if (100 - n) % 7)]
    filings = [filing(n, kind=kinds[n % 3], title=f"{TITLE}（{n}）" if n % 5 == 0 else f"第{n}期",
                      extra={"文号": f"示政办发〔2024〕{n}号"}) for n in order]
    with at.archive(write=True) as archive:
        file(archive, [*filings, filing(1, year=2023)], "甲某")
        file(archive, [filing(9, "改", kind=kinds[0], correction="更正", reason="表2有误")], "甲某")
    return at


def read(path: Path) -> list[pdfplumber.page.Page]:
    return list(pdfplumber.open(io.BytesIO(path.read_bytes())).pages)


@pytest.mark.slow
def test_the_list_in_nine_columns_with_a_head_on_every_page(stocked: Desk, tmp_path: Path) -> None:
    with stocked.archive() as archive:
        records = listed(archive, 2024)
    path = tmp_path / "目录.PDF"
    catalogue_file(stocked, records, path)
    pages = read(path)
    assert len(pages) > 3
    found: list[list[str | None]] = []
    for number, page in enumerate(pages, 1):
        assert page.width > page.height
        assert f"第{number}页 共{len(pages)}页" in page.extract_text().replace("　", " ")
        (table,) = page.extract_tables()
        assert [cell.strip() for cell in table[0] if cell] == list(HEADS)
        found += table[1:]
    told = ["".join((row[2] or "").split()) for row in found]
    numbers = [n for n in range(1, 101) for _ in range(2 if n == 9 else 1)]
    assert [row[0] for row in found] == [str(n) for n in range(1, 102)]
    assert told[:8] == [f"示政办发〔2024〕{n}号" for n in range(1, 9)]
    assert len(numbers) == len(found)
    assert told[-1] == "示政办发〔2024〕100号"
    assert "".join((found[99][4] or "").split()) == "第99期"
    assert "更正" in (found[9][8] or "")


def test_other_kinds_of_file(stocked: Desk, tmp_path: Path) -> None:
    for name in ("目录.csv", "目录.xlsx"):
        catalogue_file(stocked, [], tmp_path / name)
        assert (tmp_path / name).stat().st_size > 50
    with pytest.raises(ReportError, match="E0132"):
        catalogue_file(stocked, [], tmp_path / "目录.doc")


def test_a_class_has_boxes_of_its_own(stocked: Desk) -> None:
    with stocked.archive() as archive:
        whole = boxes_of(archive, 2024, 0, 0)
        assert [box.kind.retention for box in whole] == ["Y", "D30", "D10"]
        assert [box.number for box in whole] == [0, 0, 0]
        assert sum(len(box.records) for box in whole) == 101
        boxes = boxes_of(archive, 2024, 10, 21)
        assert [box.number for box in boxes] == list(range(21, 33))
        assert [box.ends for box in boxes[:4]] \
            == [("0001", "0010"), ("0011", "0020"), ("0021", "0030"), ("0031", "0034")]
        assert all(box.records[0].kind == box.kind for box in boxes)
        with pytest.raises(ReportError, match="E1137"):
            boxes_of(archive, 2022, 0, 0)


@pytest.mark.slow
def test_the_papers_of_a_year(stocked: Desk, tmp_path: Path) -> None:
    stocked.disk.time = stocked.disk.time.replace(year=2036)  # type: ignore[attr-defined]
    with stocked.archive(write=True) as archive:
        gone = next(record for record in listed(archive, 2024)
                    if record.kind.retention == "D10" and record.item == 2)
        destroy(archive, planned(archive, [gone.name], "丙某", "期满"), "甲某")
        boxes = boxes_of(archive, 2024, 20, 1)
        data = box_papers(stocked, archive, boxes, 30)
    (tmp_path / "盒.pdf").write_bytes(data)
    pages = read(tmp_path / "盒.pdf")
    texts = ["".join((page.extract_text() or "").split()) for page in pages]
    assert sum("备考表" in text for text in texts) == len(boxes) == 6
    assert sum("归档文件目录全宗号" in text and "序号" not in text for text in texts) == 3
    notes = [text for text in texts if "备考表" in text]
    assert "本盒归档文件20件，40页。" in notes[0]
    assert "0002已批准销毁，目录还在。" in notes[4]
    assert "更正：表2有误。" in notes[5]
    spines = [text for text in texts if "起件号起件号" in text]
    assert len(spines) == 2, "four to a page of A4"
    wide = {round(rect["width"] / 72 * 25.4, 1) for rect in pages[-1].lines if rect["height"] == 0}
    assert wide == {30.2}


def test_however_much_is_to_be_said_it_stays_in_its_box(stocked: Desk, tmp_path: Path) -> None:
    with stocked.archive() as archive:
        (box, *_) = boxes_of(archive, 2024, 0, 0)
        wrong = [replace(each, correction="更正", reason="表有误") for each in box.records]
        path = tmp_path / "盒.pdf"
        path.write_bytes(box_papers(stocked, archive, [replace(box, records=wrong)], 50))
    (notes,) = [page for page in read(path) if "备考表" in (page.extract_text() or "")]
    assert max(char["bottom"] for char in notes.chars) < max(line["bottom"] for line in notes.lines)
    assert "…" in notes.extract_text()


def test_what_was_destroyed_is_named_in_one_box(stocked: Desk) -> None:
    stocked.disk.time = stocked.disk.time.replace(year=2036)  # type: ignore[attr-defined]
    with stocked.archive(write=True) as archive:
        names = [f"J012-WS·2024-D10-BGS-{item:04}" for item in (1, 12, 34)]
        destroy(archive, planned(archive, names, "丙某", "期满"), "甲某")
        boxes = [box for box in boxes_of(archive, 2024, 10, 0) if box.kind.retention == "D10"]
    assert [[each.item for each in box.gone] for box in boxes] == [[1], [12], [], [34]]
    assert [box.ends[0] for box in boxes] == ["0002", "0013", "0023", "0033"]
