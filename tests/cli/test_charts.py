"""Charts through the command: every dishonest one is refused, every bad input is told or drawn."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reportgen.charts.compile import drawing
from reportgen.charts.record.drawing import Drawing, PathMark
from reportgen.cli import main
from reportgen.document.chart import ChartSpec, Datum, SeriesChart, ValueAxis
from reportgen.narrative.figures.chart_data import DataMaker

Shown = pytest.CaptureFixture[str]
FRONT = """---
报头: 示例镇简报
期号: 1
编发单位: 示例镇办公室
日期: 2024-01-01
标题: 一年工作
---

见{{ 图：图 }}。

```图
编号: 图
题注: 各项工作
"""
FACTS = """标题: 示例镇
期间: 2023年
来源: 虚构
事实:
  - {编号: a, 名称: 产值, 数值: 120万元}
  - {编号: b, 名称: 税收, 数值: 超95万元}
  - {编号: c, 名称: 工程进度, 数值: 90%, 分母: 工程量}
  - {编号: d, 名称: 签约率, 数值: 94.7%, 分母: 搬迁农户人口}
  - {编号: e, 名称: 完工率, 数值: 80%, 分母: 工程量}
  - {编号: f, 名称: 规上产值, 数值: 80万元, 口径: 规上}
  - {编号: g, 名称: 农业产值, 数值: 30万元, 总项: 产值}
  - {编号: h, 名称: 累计投资, 数值: 60万元, 累计: 是}
  - {编号: i, 名称: 通车, 状态: 已通车}
  - {编号: j, 名称: 亏损, 数值: -20万元}
  - {编号: k, 名称: 企业, 数值: 18家}
  - {编号: l, 名称: 景气指数, 数值: 102.5}
  - {编号: m, 名称: 月产值, 各期: {1月: 1万元, 2月: 2万元, 6月: 3万元}}
  - {编号: n, 名称: 混产值, 各期: {1月: 1万元, 2月: 2万元, 第二季度: 9万元}}
  - {编号: s, 名称: 进度, 数值: 90%}
  - {编号: t, 名称: 合同率, 数值: 94.7%}
  - {编号: u, 名称: 东村入户率, 数值: 90%}
  - {编号: v, 名称: 西村入户率, 数值: 94.7%}
  - {编号: q, 名称: 总数, 数值: 7万元}
  - {编号: r1, 名称: 第一份, 数值: 1万元}
  - {编号: r2, 名称: 第二份, 数值: 1万元}
  - {编号: r3, 名称: 第三份, 数值: 1万元}
  - {编号: r4, 名称: 第四份, 数值: 1万元}
  - {编号: r5, 名称: 第五份, 数值: 1万元}
  - {编号: r6, 名称: 第六份, 数值: 1万元}
  - {编号: r7, 名称: 第七份, 数值: 1万元}
  - {编号: p, 名称: 率, 各期: {1月: 94.1%, 2月: 95%, 3月: 96%}}
"""


def built(folder: Path, fence: str, shown: Shown, facts: str = FACTS) -> tuple[int, list[str]]:
    """The exit code of a build, and the codes it tells."""
    (folder / "facts.yaml").write_text(facts, encoding="utf-8")
    (folder / "briefing.md").write_text(f"{FRONT}{fence}\n```\n", encoding="utf-8")
    code = main(["build", str(folder), "-o", str(folder / "out")])
    text = shown.readouterr().err
    assert "Traceback" not in text
    return code, [found for found in re.findall(r"^\S+?\[([EW]\d+)\]", text, re.MULTILINE)
                  if found != "W0401"]


def series(kind: str, *names: str) -> str:
    """A fence of a series for each fact."""
    rows = "".join(f"  - {{名称: 第{n}, 事实: [{name}]}}\n" for n, name in enumerate(names, 1))
    return f"类型: {kind}\n类目: [甲]\n系列:\n{rows}"


@pytest.mark.parametrize(("code", "fence"), [
    ("E0317", "类型: 柱形\n事实: [产值, 通车]"), ("E0317", "类型: 柱形\n事实: [—]"),
    ("E0317", "类型: 柱形\n事实: []"), ("E0317", series("柱形", "产值", "—")),
    ("E0317", "类型: 小倍数\n事实: [产值, 通车]"),
    ("E0318", "类型: 柱形\n事实: [产值, 企业]"),
    ("E0709", series("柱形", *["产值"] * 9)),
    ("E0712", series("堆叠", "产值", "亏损")), ("E0712", series("百分堆叠", "产值", "亏损")),
    ("E0713", "类型: 饼\n事实: [产值, 亏损]\n总项: 产值"),
    ("E0713", "类型: 饼\n事实: [工程进度, 完工率]"),
    ("E0713", "类型: 环\n事实: [农业产值]\n总项: 产值"),
    ("E0713", "类型: 占比\n事实: [产值, 税收]"),
    ("E0714", f"类型: 饼\n总项: 总数\n事实: [{'份, '.join(f'第{n}' for n in '一二三四五六七')}份]"),
    ("E0715", "类型: 折线\n起点: 95\n事实: 率"),
    ("E0723", "类型: 条形\n事实: [工程进度, 签约率]"),
    ("W0717", "类型: 条形\n事实: [进度, 合同率]"),
    ("W0724", "类型: 柱形\n事实: [产值, 规上产值]"),
    ("E0726", series("柱线", "产值", "景气指数")),
    ("E0727", series("堆叠", "产值", "农业产值")), ("E0727", series("堆叠", "工程进度", "完工率")),
    ("E0727", series("堆叠", "税收", "累计投资")),
    ("E0728", "类型: 折线\n事实: 混产值"), ("W0729", "类型: 条形\n事实: 月产值"),
])
def test_dishonest_charts(code: str, fence: str, tmp_path: Path, capsys: Shown) -> None:
    status, found = built(tmp_path, fence, capsys)
    assert found == [code]
    assert (status == 0) == code.startswith("W")
    assert (tmp_path / "out").exists() == code.startswith("W"), "an error writes nothing"


@pytest.mark.parametrize(("label", "runs"), [("短名", "col"), ("很长的一项专项行动" * 9, "bar")])
def test_columns_lie_in_word_where_they_lie_in_the_pdf(
    label: str, runs: str, tmp_path: Path, capsys: Shown
) -> None:
    fence = f"类型: 柱形\nWord图: 可编辑\n事实: [{{事实: 产值, 标签: {label}}}, 税收]"
    assert built(tmp_path, fence, capsys) == (0, [])
    (word,) = (tmp_path / "out").glob("*.docx")
    with zipfile.ZipFile(word) as file:
        assert f'<c:barDir val="{runs}"/>' in file.read("word/charts/chart1.xml").decode()


def test_rates_of_one_measure_may_be_compared(tmp_path: Path, capsys: Shown) -> None:
    assert built(tmp_path, "类型: 条形\n事实: [东村入户率, 西村入户率]", capsys) == (0, [])


def test_the_numbers_of_charts_as_tables(tmp_path: Path, capsys: Shown) -> None:
    """--chart-data: in both formats, with the words of the fact."""
    built(tmp_path, "类型: 柱形\n事实: [产值, 税收]", capsys)
    plain = (tmp_path / "out" / f"{tmp_path.name}.docx").read_bytes()
    code = main(["build", str(tmp_path), "-o", str(tmp_path / "more"), "--chart-data"])
    assert code == 0
    said = {}
    for name, data in (("plain", plain),
                       ("more", (tmp_path / "more" / f"{tmp_path.name}.docx").read_bytes())):
        with zipfile.ZipFile(io.BytesIO(data)) as word:
            document = word.read("word/document.xml").decode()
        said[name] = [re.sub("<[^>]+>", "", cell)
                      for cell in re.findall(r"<w:tc>.*?</w:tc>", document, re.DOTALL)]
    assert not any("超95" in cell for cell in said["plain"])
    assert any("超95" in cell for cell in said["more"])


KIND = '''"""A kind of one file."""

from reportgen.charts.parts.kind import SERIES_KEYS, ChartKind
from reportgen.charts.kinds.bars import draw_bars
from reportgen.document.chart import Coord, SeriesChart

KINDS = (ChartKind("横杠", "横杠图", SeriesChart, draw_bars, SERIES_KEYS, coord=Coord.ACROSS),)
'''


def test_a_new_kind_is_one_file(
    tmp_path: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Put into the folder of kinds, it is drawn in all formats and named in alternative texts."""
    import reportgen.charts.kinds as room
    from reportgen.charts.registry import kinds

    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "crossbars.py").write_text(KIND, encoding="utf-8")
    monkeypatch.setattr(room, "__path__", [*room.__path__, str(tmp_path / "room")])
    kinds.cache_clear()
    try:
        folder = tmp_path / "简报"
        folder.mkdir()
        assert built(folder, "类型: 横杠\n事实: [产值, 税收]", capsys) == (0, [])
        with zipfile.ZipFile(folder / "out" / "简报.docx") as word:
            assert "横杠图" in word.read("word/document.xml").decode()
        assert main(["text", str(folder)]) == 0
        assert "超95" in capsys.readouterr().out
    finally:
        monkeypatch.undo()
        kinds.cache_clear()


@pytest.mark.parametrize(("front", "fence", "charts", "told"), [
    ("", "类型: 柱形\n事实: [产值, 税收]", 0, []),
    ("", "类型: 柱形\nWord图: 可编辑\n事实: [产值, 税收]", 1, []),
    ("Word图: 可编辑\n", "类型: 柱形\n事实: [产值, 税收]", 1, []),
    ("Word图: 可编辑\n", "类型: 柱形\nWord图: 图片\n事实: [产值, 税收]", 0, []),
    ("Word图: 可编辑\n", "类型: 小倍数\n事实: [产值, 企业]", 0, ["I0711"]),
])
def test_editable_by_document_and_by_chart(
    front: str, fence: str, charts: int, told: list[str], tmp_path: Path, capsys: Shown
) -> None:
    (tmp_path / "facts.yaml").write_text(FACTS, encoding="utf-8")
    text = f"{FRONT}{fence}\n```\n".replace("---\n", f"---\n{front}", 1)
    (tmp_path / "briefing.md").write_text(text, encoding="utf-8")
    assert main(["build", str(tmp_path), "-o", str(tmp_path / "out")]) == 0
    assert re.findall(r"\[(I07\d+)\]", capsys.readouterr().err) == told
    with zipfile.ZipFile(tmp_path / "out" / f"{tmp_path.name}.docx") as word:
        assert sum(name.startswith("word/charts/chart") for name in word.namelist()) == charts


@pytest.mark.parametrize("kind", ["柱形", "条形", "柱线", "堆叠", "哑铃"])
def test_bars_cannot_be_asked_to_begin_elsewhere_than_at_zero(
    kind: str, tmp_path: Path, capsys: Shown
) -> None:
    assert built(tmp_path, f"类型: {kind}\n起点: 80\n事实: [产值, 税收]", capsys)[1] == ["E0121"]


# ------------------------------------------------ what only a fault of the program could bring


def spoiled_data(change: Callable[[Datum], Datum]) -> Callable[[pytest.MonkeyPatch], None]:
    """A fault between the facts and the charts made of them."""
    def plant(patch: pytest.MonkeyPatch) -> None:

        def one(self: DataMaker, named: Any, fact: Any, unit: str) -> Datum | None:
            made = datum(self, named, fact, unit)
            return change(made) if made is not None else None

        datum = DataMaker.datum
        patch.setattr(DataMaker, "datum", one)

    return plant


def spoiled_drawing(change: Callable[[Drawing], Drawing]) -> Callable[[pytest.MonkeyPatch], None]:
    """A fault in what is drawn of a chart."""
    def plant(patch: pytest.MonkeyPatch) -> None:
        def wrong(spec: ChartSpec, *more: Any) -> Drawing:
            return change(drawing(spec, *more))

        patch.setattr("reportgen.charts.compile.drawing", wrong)

    return plant


def spoiled_axes(patch: pytest.MonkeyPatch) -> None:
    """Axes that begin at 80."""
    from reportgen.narrative.figures.series import SeriesMaker

    make = SeriesMaker.make

    def wrong(self: SeriesMaker, *more: Any) -> SeriesChart | None:
        spec = make(self, *more)
        return spec and replace(spec, axes=(ValueAxis("万元", floor=Decimal(80)),))

    patch.setattr(SeriesMaker, "make", wrong)


def first(made: Drawing, part: str, **change: Any) -> Drawing:
    """The drawing with the first mark of a part changed."""
    at = next(n for n, mark in enumerate(made.marks) if mark.tag.part == part)
    return replace(made, marks=(*made.marks[:at], replace(made.marks[at], **change),
                                *made.marks[at + 1:]))


def one_grey(made: Drawing) -> Drawing:
    """All bars in one red, without hatches."""
    return replace(made, marks=tuple(
        replace(mark, fill=(0.6, 0.1, 0.1)) if isinstance(mark, PathMark) and mark.fill else mark
        for mark in made.marks if mark.tag.part != "hatch"))


def shorter(made: Drawing) -> Drawing:
    """The first bar cut by a fifth."""
    at, bar = next((n, m) for n, m in enumerate(made.marks) if m.tag.part == "bar")
    assert isinstance(bar, PathMark)
    low = min(float(op[2]) for op in bar.ops if len(op) > 2)
    ops = tuple((op[0], op[1], low + (float(op[2]) - low) * 0.8) if len(op) > 2 else op
                for op in bar.ops)
    return replace(made, marks=(*made.marks[:at], replace(bar, ops=ops), *made.marks[at + 1:]))


def pale(made: Drawing) -> Drawing:
    """The first label in a grey that a printer hardly shows."""
    return first(made, "label", colour=(0.8, 0.8, 0.8))


BARS = series("柱形", "产值", "税收")


@pytest.mark.parametrize(("code", "fence", "plant"), [
    ("E0721", BARS, spoiled_data(lambda one: replace(one, value=one.value + 1))),
    ("E0722", "类型: 柱形\n事实: [税收]", spoiled_data(lambda one: replace(
        one, quantity=replace(one.quantity, text="95")))),
    ("E0725", BARS, spoiled_axes),
    ("E0730", BARS, spoiled_drawing(shorter)),
    ("E0731", BARS, spoiled_drawing(one_grey)), ("E0732", BARS, spoiled_drawing(pale)),
])
def test_faults_of_the_program(
    code: str, fence: str, plant: Callable[[pytest.MonkeyPatch], None], tmp_path: Path,
    capsys: Shown, monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert built(tmp_path, fence, capsys) == (0, [])
    plant(monkeypatch)
    (tmp_path / "cache").mkdir()
    status, found = built(tmp_path, fence, capsys)
    assert status and set(found) == {code}


def test_a_fact_without_a_number_drawn_as_nothing(
    tmp_path: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """E0720: should a status ever become a zero."""
    datum = DataMaker.datum

    def zero(self: DataMaker, named: Any, fact: Any, unit: str) -> Datum | None:
        if fact.name != "通车":
            return datum(self, named, fact, unit)
        from reportgen.document.quantity import Quantity

        return Datum("通车", Decimal(0), Quantity(fact.id, "0"))

    monkeypatch.setattr(DataMaker, "datum", zero)
    assert built(tmp_path, "类型: 柱形\n事实: [产值, 通车]", capsys)[1] == ["E0720"]
