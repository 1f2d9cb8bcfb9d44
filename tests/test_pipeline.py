"""The pipeline as an API: what the steps give, what they raise, what is written."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from support import briefings

import reportgen
from reportgen import pipeline
from reportgen.diagnostics import Family, ReportError
from reportgen.document.tree import Document, Masthead
from reportgen.world import DiskWorld


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A good briefing."""
    return briefings.make(tmp_path / "示例")


def test_the_four_steps(folder: Path) -> None:
    briefing = reportgen.load(folder)
    assert (briefing.name, len(briefing.dataset.facts)) == ("示例", 7)
    document = reportgen.compose(briefing)
    assert isinstance(document, Document)
    assert isinstance(document.blocks[0], Masthead)
    assert reportgen.check(briefing, document) == ()
    text = reportgen.write(briefing, document, "text").decode()
    assert text.startswith("示例镇工作简报\n第1期\n")
    assert reportgen.write(briefing, document, "pdf").startswith(b"%PDF-1.7")
    assert reportgen.write(briefing, document, "docx").startswith(b"PK")


def test_a_briefing_that_names_no_fact_needs_no_fact_table(folder: Path) -> None:
    (folder / "facts.yaml").unlink()
    with pytest.raises(ReportError) as caught:
        reportgen.load(folder)
    assert [each.code for each in caught.value.diagnostics] == ["E0220"]
    head = briefings.narrative_text().split("---")[1]
    briefings.make(folder, narrative=f"---{head}---\n\n请各村按时参加。\n")
    (folder / "facts.yaml").unlink()
    briefing = reportgen.load(folder)
    assert [each.code for each in reportgen.check(briefing)] == ["I0220"]
    assert briefing.dataset.facts == ()


def test_check_composes_when_it_must(folder: Path) -> None:
    assert reportgen.check(reportgen.load(folder)) == ()


def test_draft(folder: Path) -> None:
    document = reportgen.compose(reportgen.load(folder), draft=True)
    assert document.meta.draft


def test_build_writes_both(folder: Path, tmp_path: Path) -> None:
    steps: list[str] = []
    built = reportgen.build(folder, tmp_path / "out", progress=steps.append)
    assert built.files == {"pdf": tmp_path / "out" / "示例.pdf",
                           "docx": tmp_path / "out" / "示例.docx"}
    assert {name: len(path.read_bytes()) for name, path in built.files.items()} == built.sizes
    assert built.pages == 2
    assert steps == ["读取", "绘图", "排版", "写 PDF", "写 Word", "核对", "写出"]


def test_page_numbers_in_the_words_of_the_unit(tmp_path: Path) -> None:
    """Both files are read back and compared by the build itself."""
    narrative = briefings.narrative_text().replace("报头:", "版式: 本镇.yaml\n报头:", 1)
    folder = briefings.make(tmp_path / "示例", narrative=narrative)
    (folder / "本镇.yaml").write_text(
        'extends: jianbao\nfolio:\n  text: "第{页码}页　共{页数}页"\n', encoding="utf-8")
    built = reportgen.build(folder, tmp_path / "out")
    with zipfile.ZipFile(built.files["docx"]) as archive:
        footer = archive.read("word/footer-default.xml").decode()
    assert " NUMPAGES " in footer
    assert f">{built.pages}<" in footer


@pytest.mark.parametrize("words", ["续{表}", "{表}（续）", "接上页"])
def test_a_table_with_a_unit_that_goes_on_over_pages(tmp_path: Path, words: str) -> None:
    """Both files are read back and compared by the build itself."""
    rows = "".join(f"  - [第{n}项, {n}.5, 甲]\n" for n in range(80))
    long = "与上年同期相比增减情况的详细数值"       # two lines in its column
    columns = f"[{{名称: 名目, 宽: 1}}, {{名称: {long}, 宽: 1}}, {{名称: 注, 宽: 1}}]"
    table = ("\n见{{ 表：长 }}。\n\n```表\n编号: 长\n题注: 长表\n单位: 万元\n"
             f"列: {columns}\n行:\n{rows}注: 一段注。\n```\n")
    narrative = briefings.narrative_text().replace("报头:", "版式: 本镇.yaml\n报头:", 1)
    folder = briefings.make(tmp_path / "示例", narrative=narrative + table)
    (folder / "本镇.yaml").write_text(
        f'extends: jianbao\ntable:\n  continued: "{words}"\n', encoding="utf-8")
    assert reportgen.build(folder, tmp_path / "out").pages > 4


def test_a_copy_for_the_screen_has_no_page_for_the_sake_of_the_paper(tmp_path: Path) -> None:
    front = briefings.narrative_text().split("\n---\n")[0]
    folder = briefings.make(tmp_path / "短", narrative=f"{front}\n---\n\n工作推进顺利。\n")
    printed = reportgen.build(folder, tmp_path / "a", formats=("pdf",))
    read = reportgen.build(folder, tmp_path / "b", formats=("pdf",), screen=True)
    assert (printed.pages, read.pages) == (2, 1)


def test_charts_are_compiled_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.charts import compile as charts

    calls = []
    true = charts.drawing
    monkeypatch.setattr(charts, "drawing", lambda *a: calls.append(a) or true(*a))
    reportgen.build(folder, folder / "out")
    assert len(calls) == 1


def test_sources_are_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    true = DiskWorld.read
    monkeypatch.setattr(DiskWorld, "read", lambda w, p: read.append(p.name) or true(w, p))
    reportgen.build(folder, folder / "out")
    assert sorted(name for name in read if name in {"facts.yaml", "briefing.md"}) == \
        ["briefing.md", "facts.yaml"]


def test_errors_carry_everything_found(folder: Path) -> None:
    facts = briefings.facts_text().replace("18家", "18佳").replace("120余吨", "120余盹")
    (folder / "facts.yaml").write_text(facts, encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        reportgen.load(folder)
    assert caught.value.family is Family.CONTENT
    assert [d.code for d in caught.value.diagnostics].count("E0205") == 2


def test_strict_raises_warnings(folder: Path) -> None:
    spare = "民生:\n    - {编号: X, 名称: 闲, 数值: 3个, 说明: 须入文}\n"
    facts = briefings.facts_text().replace("民生:\n", spare)
    (folder / "facts.yaml").write_text(facts, encoding="utf-8")
    assert [d.code for d in reportgen.build(folder, folder / "out").diagnostics] == ["W0401"]
    with pytest.raises(ReportError):
        reportgen.build(folder, folder / "strict", strict=True)
    assert not (folder / "strict").exists()


def test_an_unknown_format_is_told(folder: Path) -> None:
    briefing = reportgen.load(folder)
    with pytest.raises(ReportError, match="E0135 没有“odt”这种格式") as caught:
        reportgen.write(briefing, reportgen.compose(briefing), "odt")
    assert caught.value.family is Family.USAGE
    with pytest.raises(ReportError) as caught:
        reportgen.build(folder, folder / "out", formats=("docx", "pdff"))
    assert caught.value.diagnostics[0].hints == ("是不是：pdf？", "可以写：pdf、docx、ofd、text")
    assert not (folder / "out").exists()


def test_a_profile_beside_the_briefing(folder: Path) -> None:
    (folder / "本镇.yaml").write_text("extends: jianbao\nname: 本镇\nfigure: {gap: 9}\n",
                                     encoding="utf-8")
    text = briefings.narrative_text().replace("期号: 1", "期号: 1\n版式: 本镇.yaml")
    (folder / "briefing.md").write_text(text, encoding="utf-8")
    profile = reportgen.load(folder).profile
    assert (profile.name, profile.text("figure.gap")) == ("本镇", "9")


def test_the_package_has_what_it_says() -> None:
    for name in reportgen.__all__:
        assert getattr(reportgen, name)
    with pytest.raises(AttributeError, match="nothing"):
        reportgen.nothing  # noqa: B018


def test_files_that_disagree_are_kept_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that loses 余: nothing is put in place, and both files can be looked at."""
    from reportgen.writers.docx import write as docx

    honest = docx.write_docx
    monkeypatch.setattr(docx, "write_docx", lambda *given, **more: _respelt(honest(*given, **more)))
    out = tmp_path / "out"
    with pytest.raises(ReportError) as caught:
        pipeline.build(briefings.make(tmp_path / "示例"), out)
    assert caught.value.family is Family.PROOF
    assert {d.code for d in caught.value.diagnostics if d.is_error} == {"E1001"}
    assert sorted(path.name for path in out.iterdir()) == ["示例.不一致.docx", "示例.不一致.pdf"]


def test_an_ofd_that_disagrees_is_kept_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that sets some of the text a little larger."""
    from support.proof.ofds import edited

    from reportgen.writers.ofd import write as ofd

    honest = ofd.write_ofd
    monkeypatch.setattr(ofd, "write_ofd", lambda *given, **more: edited(
        honest(*given, **more), 'Size="5.644"', 'Size="5.75"'))
    out = tmp_path / "out"
    with pytest.raises(ReportError) as caught:
        pipeline.build(briefings.make(tmp_path / "示例"), out, formats=("pdf", "ofd"))
    assert {d.code for d in caught.value.diagnostics if d.is_error} == {"E1009"}
    assert sorted(path.name for path in out.iterdir()) == ["示例.不一致.ofd", "示例.不一致.pdf"]


def _respelt(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace("360万元".encode(), "306万元".encode()))
    return made.getvalue()


def test_one_format_has_nothing_to_agree_with(tmp_path: Path) -> None:
    built = pipeline.build(briefings.make(tmp_path / "示例"), tmp_path / "out", formats=["docx"])
    assert built.parity is None


def test_articles_with_contents_agree(tmp_path: Path) -> None:
    text = briefings.narrative_text().replace("---\n", "---\n目录: 2\n供稿: 示例县水利局\n", 1)
    second = "\n---\n标题: 第二篇\n作者: 张示例\n---\n\n# 做法\n\n已经办成。\n"
    folder = briefings.make(tmp_path / "示例", narrative=text + second)
    built = pipeline.build(folder, tmp_path / "out")
    assert built.parity is not None
    assert built.parity.text.startswith("一致")


def _long_table(folder: Path, rows: int) -> Path:
    head = briefings.narrative_text().split("---")[1]
    lines = "\n".join(f"| 示例村{i} | 第{i % 9}组 | {i * 37 % 500} | — |" for i in range(rows))
    briefings.make(folder, narrative=f"---{head}---\n\n数见{{{{ 表：大表 }}}}。\n\n"
                   f"表：大表\n\n| 村 | 组 | 户数 | 备注 |\n|---|---|---:|---|\n{lines}\n")
    (folder / "facts.yaml").unlink()
    return folder


def test_pages_are_gone_when_the_files_are_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import gc

    import reportgen.proof.parity as proof
    from reportgen.layout.pages import Page
    from reportgen.narrative.syntax import TableSource

    honest, left = proof.parity, list[object]()

    def counted(*given: Any) -> Any:
        left.extend(each for each in gc.get_objects() if type(each) in (Page, TableSource))
        return honest(*given)

    monkeypatch.setattr(proof, "parity", counted)
    before = [each for each in gc.get_objects() if type(each) in (Page, TableSource)]
    built = pipeline.build(_long_table(tmp_path / "示例", 120), tmp_path / "out",
                           digest=lambda page: f"{page.number}")
    assert built.pages > 2
    assert built.digests == tuple(str(n) for n in range(1, built.pages + 1))
    assert len(left) <= len(before)


def test_a_row_more_takes_as_much_work_in_a_long_table_as_in_a_short_one(tmp_path: Path) -> None:
    """Calls are counted, not seconds; a row of the long table may take a tenth more."""
    def work(rows: int) -> int:
        folder, calls = _long_table(tmp_path / f"{rows}", rows), 0

        def call(_: object, event: str, __: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(call)
        try:
            pipeline.build(folder, tmp_path / "out")
        finally:
            sys.setprofile(None)
        return calls

    work(200)       # what is imported and looked up once
    few, some, many = (work(rows) for rows in (200, 400, 800))
    assert (many - some) / 400 <= 1.1 * (some - few) / 200
