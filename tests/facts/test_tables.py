from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from reportgen.diagnostics import Sink
from reportgen.facts.model import Dataset, Quantities
from reportgen.facts.read import read_facts
from reportgen.world import DiskWorld

ABOUT = [["标题", "测试"], ["期间", "2023年"], ["来源", "报表"], ["单位", "人日"],
         ["阶段", "设计", "施工"]]
COLUMNS = ["编号", "名称", "别名", "数值", "单位", "近似", "同比", "名单", "计数单位",
           "状态", "阶段", "累计", "说明"]
ROWS = [
    ["A1", "枇杷产量", "", "2263", "吨", "余", "", "", "", "", "", "", ""],
    ["A2", "枇杷产值", "产值、枇杷总产值", "超9052万元", "", "", "下降3.2%",
     "", "", "", "", "", "甲，乙"],
    ["A3", "村", "", "", "", "", "", "瓯渠、前山；岭一", "个村", "", "", "", ""],
    ["A4", "坦头垟村“共富食堂”", "", "-", "", "", "", "", "", "开工", "施工", "", ""],
    ["A5", "投工", "", "36户52人", "", "", "", "", "", "", "", "是", ""],
    ["A6", "用工", "", "12.60", "人日", "", "", "", "", "", "", "", ""],
]
YAML = """标题: 测试
期间: 2023年
来源: 报表
单位: [人日]
阶段: [设计, 施工]
事实:
- {编号: A1, 名称: 枇杷产量, 数值: 2263余吨}
- {编号: A2, 名称: 枇杷产值, 别名: [产值, 枇杷总产值], 数值: 超9052万元, 同比: 下降3.2%,
   说明: 甲，乙}
- {编号: A3, 名称: 村, 名单: [瓯渠, 前山, 岭一], 计数单位: 个村}
- {编号: A4, 名称: 坦头垟村“共富食堂”, 状态: 开工, 阶段: 施工}
- {编号: A5, 名称: 投工, 数值: 36户52人, 累计: 是}
- {编号: A6, 名称: 用工, 数值: 12.60人日}
"""


def read(path: Path, sink: Sink | None = None) -> Dataset:
    return read_facts(path, DiskWorld(), sink if sink is not None else Sink())


@pytest.fixture
def same(tmp_path: Path) -> Dataset:
    path = tmp_path / "same.yaml"
    path.write_text(YAML, encoding="utf-8")
    return read(path)


def csv_bytes(rows: list[list[str]], encoding: str) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_says_the_same(tmp_path: Path, same: Dataset, encoding: str) -> None:
    path = tmp_path / "facts.csv"
    path.write_bytes(csv_bytes([*ABOUT, COLUMNS, *ROWS], encoding))
    sink = Sink()
    assert read(tmp_path, sink) == same
    assert [d.code for d in sink] == (["I0106"] if encoding == "gb18030" else [])


def test_xlsx_says_the_same(tmp_path: Path, same: Dataset) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "事实"
    for row in [*ABOUT, COLUMNS, *ROWS]:
        sheet.append(row)
    sheet["D7"] = 2263
    sheet["D12"] = 12.6
    sheet["D12"].number_format = "0.00"
    book.save(tmp_path / "facts.xlsx")
    sink = Sink()
    found = read(tmp_path, sink)
    assert found == same
    assert not sink.items
    assert str(found.facts[0].span).endswith("facts.xlsx › 事实 › A7")
    value = found.facts[5].value
    assert isinstance(value, Quantities)
    assert str(value.amounts[0].number) == "12.60"


def test_rows_beside_yaml(tmp_path: Path, same: Dataset) -> None:
    head, _, facts = YAML.partition("事实:\n")
    first, _, rest = facts.partition("\n")
    (tmp_path / "facts.yaml").write_text(
        f"{head}数据表: [其余.csv]\n事实:\n{first}\n", encoding="utf-8")
    assert rest
    (tmp_path / "其余.csv").write_bytes(csv_bytes([COLUMNS, *ROWS[1:]], "utf-8"))
    assert read(tmp_path) == same


def test_a_table_beside_yaml_repeats_no_title(tmp_path: Path) -> None:
    text = "标题: 测试\n期间: 2023年\n数据表: 甲.csv\n"
    (tmp_path / "facts.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "甲.csv").write_bytes(csv_bytes([["标题", "乙"], COLUMNS, *ROWS[:1]], "utf-8"))
    sink = Sink()
    read(tmp_path, sink)
    assert [d.code for d in sink] == ["E0224"]


def test_places_of_cells(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    text = "标题,测试\n期间,2023年\n编号,名称,数值,怪列\nA1,甲,3顿,1\nA2,乙,3顿,1\n"
    path.write_text(text, encoding="utf-8")
    sink = Sink()
    read(path, sink)
    assert [(d.code, str(d.span).rpartition("/")[2]) for d in sink] == [
        ("E0121", "facts.csv:3:10"), ("E0205", "facts.csv:4:7"), ("E0205", "facts.csv:5:7"),
    ]
