"""One fact, one string: in prose, table, chart, alternative text, text file, PDF and Word."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from support import briefings

import reportgen
from reportgen import pipeline
from reportgen.charts.record.drawing import TextMark
from reportgen.cli import main
from reportgen.document import tree as t
from reportgen.document.quantity import Quantity
from reportgen.edition import Edition, silent
from reportgen.facts import forms
from reportgen.facts.amount_text import plain_sign
from reportgen.facts.model import Amount
from reportgen.proof.pdf.read import read_pdf
from reportgen.proof.word.read import read_word

FACTS = """标题: 示例镇2025年工作
期间: 2025年
事实:
  - {编号: a, 名称: 收支差额, 数值: -120.5吨, 同比: -8.6%}
  - {编号: b, 名称: 示例果产量, 数值: 2263余吨}
  - {编号: 电, 名称: 用电量, 数值: 30万千瓦时, 同比: -8.6%}
"""
NARRATIVE = """---
报头: 示例镇工作简报
期号: 1
编发单位: 示例镇党政办
日期: 2025-06-03
标题: 示例镇运行
---

收支差额{{ 收支差额 }}，用电量{{ 用电量 | 同比句 }}，产量{{ 示例果产量 }}，
另有{{ 缺的 }}，见{{ 图：数 }}、{{ 表：数 }}。

```图
编号: 数
类型: 柱形
题注: 各项的数
类目: [甲, 乙, 丙]
系列:
  - {名称: 本年, 事实: [收支差额, 示例果产量, —]}
```

```表
编号: 数
题注: 各项的数
列: [{名称: 指标, 形式: 名称}, 值, 同比]
行: [收支差额, 示例果产量]
```
"""
PLACES = ("正文", "表", "图", "替代文字", "纯文本", "PDF", "Word")
SAID = {"收支差额": "−120.5", "示例果产量": "2263余",
        "缺的": "〔缺：缺的〕", "降": "比上年下降8.6%"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A briefing with a negative, an approximate and a missing fact."""
    return briefings.make(tmp_path / "示例", facts=FACTS, narrative=NARRATIVE)


def places(folder: Path) -> dict[str, str]:
    """What each place of a draft says."""
    briefing = reportgen.load(folder)
    document = reportgen.compose(briefing, draft=True)
    (figure,) = (block for block in document.blocks if isinstance(block, t.Figure))
    (table,) = (block for block in document.blocks if isinstance(block, t.Table))
    edition = Edition(briefing, document, silent)
    marks = edition.drawings[1].marks
    files = {name: reportgen.write(briefing, document, name) for name in ("pdf", "docx", "text")}
    pdf, word = read_pdf(files["pdf"], "a.pdf"), read_word(files["docx"], "a.docx")
    return {
        "正文": next(t.plain(b.children) for b in document.blocks if isinstance(b, t.Paragraph)),
        "表": "\n".join(t.plain(cell.children) for row in table.rows for cell in row),
        "图": "\n".join(mark.text for mark in marks if isinstance(mark, TextMark)),
        "替代文字": figure.alt, "纯文本": files["text"].decode(),
        "PDF": "\n".join(piece.text for piece in pdf.pieces),
        "Word": "\n".join(piece.text for piece in word.pieces),
    }


def unlike(said: dict[str, str]) -> set[tuple[str, str]]:
    """The places that do not say a fact in its one string, or say a negative with a hyphen."""
    whole = ("正文", "纯文本", "PDF", "Word")
    found = {(name, where) for name in ("收支差额", "示例果产量") for where in PLACES
             if SAID[name] not in said[where]}
    found |= {(name, where) for name in ("缺的", "降") for where in whole
              if SAID[name] not in said[where]}
    found |= {("-", where) for where in PLACES if "-120" in said[where] or "-8.6" in said[where]}
    found |= {("没有数据", where) for where in ("替代文字", "纯文本")
              if "没有数据" not in said[where]}
    return found | {("—", where) for where in ("表", "纯文本") if "—" not in said[where]}


def test_every_place_says_a_fact_alike(folder: Path) -> None:
    assert unlike(places(folder)) == set()


def test_a_place_that_makes_its_own_text_is_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The fault this is for: numbers of cells and charts are made elsewhere than those of prose."""
    def typed(amount: Amount, _minus: str) -> str:
        return amount.digits

    monkeypatch.setattr(forms, "amount_number", typed)
    found = unlike(places(folder))
    assert {("-", "图"), ("-", "替代文字"), ("示例果产量", "图")} <= found
    assert ("-", "正文") not in found


def test_the_profile_brings_the_hyphen_back(folder: Path) -> None:
    (folder / "本镇.yaml").write_text('extends: 简报\ntext: {minus: "-"}\n', encoding="utf-8")
    own = NARRATIVE.replace("报头:", "版式: 本镇.yaml\n报头:", 1)
    (folder / "briefing.md").write_text(own, encoding="utf-8")
    said = places(folder)
    assert all("−" not in text for text in said.values())
    assert all("-120.5" in text for text in said.values())


def test_in_titles_it_does_so_too(folder: Path) -> None:
    (folder / "本镇.yaml").write_text('extends: 简报\ntext: {minus: "-"}\n', encoding="utf-8")
    for profile, sign in (("简报", "−"), ("本镇.yaml", "-")):
        title = f"标题: 差额{{{{ 收支差额 }}}}\n版式: {profile}"
        own = re.sub("标题: .*", title, NARRATIVE, count=1)
        (folder / "briefing.md").write_text(own, encoding="utf-8")
        document = reportgen.compose(reportgen.load(folder), draft=True)
        (title,) = (block for block in document.blocks if isinstance(block, t.Title))
        assert title.text.startswith(f"差额{sign}120.5")


SCALED = FACTS + """  - {编号: c, 名称: 财政收入, 数值: 123456.789万元, 同比: 5.12345678%}
  - {编号: d, 名称: 税收收入, 数值: 71234.5万元, 总项: c}
  - {编号: e, 名称: 非税收入, 数值: 52222.289万元, 总项: c}
"""
IN_SCALE = NARRATIVE.partition("收支差额{{")[0] + """
收入{{ 财政收入 | 值：亿元：2 }}，{{ 财政收入 | 同比句：1 }}，
见{{ 图：数 }}、{{ 表：数 }}。

```图
编号: 数
类型: 柱形
题注: 各项的数
单位: 亿元：2
事实: [财政收入, 税收收入, 非税收入]
```

```表
编号: 数
题注: 各项的数
单位: 亿元：2
列: [指标, 数值]
行: [财政收入, {其中: 税收收入}, {其中: 非税收入}]
```
"""


def test_a_rounded_number_is_one_string_everywhere(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "facts.yaml").write_text(SCALED, encoding="utf-8")
    (folder / "briefing.md").write_text(IN_SCALE, encoding="utf-8")
    said = places(folder)
    assert all("12.35" in text and "12.345" not in text for text in said.values())
    assert all("7.12" in text and "5.22" in text for where, text in said.items() if where != "正文")
    assert all("因四舍五入" in said[where] for where in ("纯文本", "PDF", "Word"))
    assert main(["build", str(folder), "-o", str(folder / "out"), "--to", "pdf", "--to", "docx",
                 "--to", "ofd"]) == 0      # with parity
    capsys.readouterr()
    assert main(["explain", "财政收入", str(folder), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)["printed"]
    assert {(each["text"], each["unrounded"]) for each in printed} >= {
        ("12.35亿元", "12.3456789"), ("12.35", "12.3456789"), ("比上年增长5.1%", "5.12345678"),
        ("财政收入", None)}
    assert main(["explain", "12.35亿元", str(folder)]) == 0
    assert "值：123456.789万元" in capsys.readouterr().out


def test_the_profile_parts_thousands_everywhere(folder: Path) -> None:
    (folder / "本镇.yaml").write_text('extends: 简报\n文字: {千分撇: 千分撇}\n', encoding="utf-8")
    own = NARRATIVE.replace("报头:", "版式: 本镇.yaml\nWord图: 可编辑\n报头:", 1)
    own = own.replace("标题: 示例镇运行", "标题: 示例镇产量{{ 示例果产量 }}")
    (folder / "briefing.md").write_text(own, encoding="utf-8")
    said = places(folder)
    assert all("2,263余" in text and "2263" not in text for text in said.values())
    briefing = reportgen.load(folder)
    document = reportgen.compose(briefing, draft=True)
    assert any("2,263余吨" in block.text for block in document.blocks if isinstance(block, t.Title))
    made = reportgen.write(briefing, document, "docx")
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        (chart,) = (name for name in file.namelist() if re.search(r"charts/chart\d+\.xml$", name))
        assert 'formatCode="#,##0' in file.read(chart).decode()
    lines = own.replace("类型: 柱形", "类型: 折线").replace("[甲, 乙, 丙]", "[1月, 2月, 3月]")
    (folder / "briefing.md").write_text(lines, encoding="utf-8")
    assert "1,000" in places(folder)["图"]       # the ticks, which are read back, too
    assert main(["build", str(folder), "--draft", "-o", str(folder / "out")]) == 0


def test_what_machines_read_keeps_the_hyphen(
    folder: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    own = NARRATIVE.replace("另有{{ 缺的 }}，", "")
    (folder / "briefing.md").write_text(own, encoding="utf-8")
    assert main(["explain", "收支差额", str(folder), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert "−" not in json.dumps(data, ensure_ascii=False)
    assert {"label": "数", "text": "-120.5"} in data["about"]
    assert main(["explain", "收支差额", str(folder)]) == 0
    assert "值：−120.5吨" in capsys.readouterr().out


def test_the_workbook_of_an_editable_chart_keeps_the_hyphen(folder: Path) -> None:
    own = NARRATIVE.replace("报头:", "Word图: 可编辑\n报头:", 1)
    (folder / "briefing.md").write_text(own, encoding="utf-8")
    briefing = reportgen.load(folder)
    made = reportgen.write(briefing, pipeline.compose(briefing, draft=True), "docx")
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        (chart,) = (name for name in file.namelist() if re.search(r"charts/chart\d+\.xml$", name))
        (book,) = (name for name in file.namelist() if name.endswith(".xlsx"))
        drawn = file.read(chart).decode()
        with zipfile.ZipFile(io.BytesIO(file.read(book))) as cells:
            sheet = cells.read("xl/worksheets/sheet1.xml").decode()
    assert "<c:v>-120.5</c:v>" in drawn and ">-120.5<" in sheet and "−" not in sheet
    assert '0.0;&quot;−&quot;0.0' in drawn      # what the label shows


def test_no_minus_sign_in_word_is_hinted_eastern(folder: Path) -> None:
    briefing = reportgen.load(folder)
    document = pipeline.compose(briefing, draft=True)
    paragraph = t.Paragraph((t.Text("“增速”——"), Quantity("a", "“−3.2%”——")))
    changed = t.Document(document.meta, (*document.blocks, paragraph))
    with zipfile.ZipFile(io.BytesIO(reportgen.write(briefing, changed, "docx"))) as file:
        body, styles = (file.read(f"word/{part}.xml").decode() for part in ("document", "styles"))
    runs = [run for run in body.split("<w:r>")[1:] if "−" in run.partition("</w:r>")[0]]
    assert len(runs) >= 4
    assert re.search('w:styleId="Minus".*?<w:rFonts w:eastAsia="Times New Roman"/>', styles)
    assert not [run for run in runs if 'w:hint="eastAsia"' in run.partition("</w:r>")[0]]


def test_both_signs_compare_as_one() -> None:
    assert plain_sign("−3.2%至-1%") == "-3.2%至-1%"
