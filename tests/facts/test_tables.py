from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.books import book, saved, sheet

from reportgen.diagnostics import ReportError, Sink
from reportgen.facts.amount_text import amount_text
from reportgen.facts.folder import choose
from reportgen.facts.model import Dataset, Quantities
from reportgen.facts.read import read_facts
from reportgen.memory_world import MemoryWorld
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


@pytest.mark.parametrize("name", [
    "facts.yaml", "facts.yml", "facts.csv", "facts.xlsx", "facts.xls", "台账.tsv", "台账.et"])
def test_a_folder_s_facts_go_by_these_names(name: str) -> None:
    world = MemoryWorld({f"简报/{name}": b"", "简报/别的.csv": b""})
    assert choose(Path("简报"), world) == Path("简报", name)


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


def test_a_comma_in_a_cell_is_told(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text("标题,测试\n期间,2023年\n编号,名称,数值\nA1,甲,1,234户\n", encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        read(path)
    (found,) = caught.value.diagnostics
    assert (found.code, found.hints) == ("E0143", ('内容里有逗号时，给整个单元格加引号，如 "a,b"',))


def test_places_of_cells(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    text = "标题,测试\n期间,2023年\n编号,名称,数值,怪列\nA1,甲,3顿,1\nA2,乙,3顿,1\n"
    path.write_text(text, encoding="utf-8")
    sink = Sink()
    read(path, sink)
    assert [(d.code, str(d.span).rpartition("/")[2]) for d in sink] == [
        ("E0121", "facts.csv:3:10"), ("E0205", "facts.csv:4:7"), ("E0205", "facts.csv:5:7"),
    ]


# ------------------------------------------------------------------- books of several sheets

TOWNS: list[list[Any]] = [["镇", "产值"], ["甲镇", 5], ["乙镇", 7]]
MAIN: list[list[Any]] = [["指标", "单位", "本月"], ["用电量", "万千瓦时", 3]]


def ledger(said: list[list[Any]], **sheets: list[list[Any]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in {"说明": said, **sheets}.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    return saved(made)


def names(dataset: Dataset) -> list[str]:
    return [fact.name for fact in dataset]


def test_a_sheet_says_how_the_others_are_read(tmp_path: Path) -> None:
    said = [["标题", "某县情况"], ["期间", "2024年6月"], ["工作表", "各镇、主要"],
            ["计量单位", "万元"], ["类别", "乡镇"], ["注：给填表人看"]]
    (tmp_path / "台账.xlsx").write_bytes(ledger(said, 各镇=TOWNS, 主要=MAIN, 旧=[["x"]]))
    sink = Sink()
    found = read(tmp_path, sink)
    assert (found.title, found.period.text) == ("某县情况", "2024年6月")
    assert names(found) == ["甲镇产值", "乙镇产值", "用电量"]
    assert {entity.kind for entity in found.entities} == {"乡镇"}
    value = found.facts[0].value
    assert isinstance(value, Quantities)
    assert value.amounts[0].full_unit == "万元"
    assert [each.code for each in sink] == ["I0235"]


def test_all_sheets_and_one_that_there_is_not(tmp_path: Path) -> None:
    head = [["标题", "某县"], ["期间", "2024年6月"]]
    path = tmp_path / "facts.xlsx"
    path.write_bytes(ledger([*head, ["工作表", "全部"]], 各镇=TOWNS, 主要=MAIN))
    assert len(names(read(path))) == 3
    path.write_bytes(ledger([*head, ["工作表", "二月"], ["怪键", "x"]], 各镇=TOWNS))
    with pytest.raises(ReportError) as caught:
        read(path)
    assert {each.code for each in caught.value.diagnostics} == {"E0121", "E0141"}


def test_a_book_beside_yaml_with_what_is_said_of_it(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(
        "标题: 某县\n期间: 2024年6月\n主体: [{编号: P1, 名称: 甲镇}]\n数据表:\n"
        "- {文件: 各镇.xlsx, 工作表: 各镇, 计量单位: 万元}\n事实:\n"
        "- {编号: A, 名称: 甲, 数值: 1户}\n", encoding="utf-8")
    (tmp_path / "各镇.xlsx").write_bytes(ledger([["x"]], 各镇=[["各镇情况"], *TOWNS], 别的=MAIN))
    (tmp_path / "附件.xlsx").write_bytes(b"x")
    (tmp_path / "~$各镇.xlsx").write_bytes(b"x")
    sink = Sink()
    found = read(tmp_path, sink)
    assert names(found) == ["甲", "甲镇产值", "乙镇产值"]
    assert [fact.entity for fact in found] == ["", "P1", "乙镇"]
    assert [(each.code, each.span.file[-7:]) for each in sink] == [
        ("E0121", "各镇.xlsx"[-7:]), ("I0236", "附件.xlsx"[-7:])]


@pytest.mark.parametrize(("name", "encoding"), [
    ("facts.tsv", "utf-16"), ("facts.csv", "utf-16"), ("台账.csv", "gb18030"),
    ("facts.tsv", "utf-8"),
])
def test_text_tables(tmp_path: Path, name: str, encoding: str) -> None:
    text = "某县2024年6月\n镇\t产值（万元）\n甲镇\t5\n"
    (tmp_path / name).write_bytes(text.encode(encoding))
    assert names(read(tmp_path)) == ["甲镇产值"]


def test_macros_are_not_looked_at(tmp_path: Path) -> None:
    data = ledger([["标题", "某县"], ["期间", "2024年6月"]], 各镇=TOWNS)
    (tmp_path / "facts.xlsm").write_bytes(data)
    assert names(read(tmp_path)) == ["甲镇产值", "乙镇产值"]


def test_heads_of_two_rows_units_and_notes_of_a_flat_table(tmp_path: Path) -> None:
    made = book([
        ["青岚县2024年主要指标", None, None, None], [None, "编号", "名称", "2024年上半年", None],
        [None, None, None, "数值（吨）", "同比（%）"], [1, "A1", "粮食\n产量", 5, 5.1],
        [2, "A2", "茶叶", 6, "↓1.2"], [None, None, "合计", 11, 1], ["注：快报"]])
    sheet(made).merge_cells("A1:E1")
    sheet(made).merge_cells("D2:E2")
    (tmp_path / "facts.xlsx").write_bytes(saved(made))
    sink = Sink()
    found = read(tmp_path, sink)
    assert names(found) == ["粮食产量", "茶叶"]
    assert [fact.period.text for fact in found] == ["2024年上半年"] * 2
    assert [amount_text(fact.changes[0].rate) for fact in found] == ["5.1%", "−1.2%"]
    assert [each.code for each in sink] == ["I0235"] * 3
