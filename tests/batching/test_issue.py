"""A unit's issue, seen as a folder: it makes the bytes that the batch made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image
from support import batches

from reportgen import pipeline
from reportgen.batching.issue import UnitWorld, facts_file
from reportgen.batching.results import sha256
from reportgen.batching.units import Unit, units_of
from reportgen.batching.work import Task, work
from reportgen.diagnostics import Sink
from reportgen.recording_world import RecordingWorld
from reportgen.world import DiskWorld

PHOTO = """
```照片
题注: 照片
文件: 照片/路.png
替代文字: 一条路。
```
"""


def same(unit: Unit, template: Path, out: Path) -> set[str]:
    """Build it by the batch and as a folder; what the folder read."""
    done = work(Task(unit, template, out, ("pdf", "docx")))
    assert done.code == 0, done.findings
    world = UnitWorld(unit, template, {})
    seen = RecordingWorld(world)
    built = pipeline.build(world.folder, out, seen, ("pdf", "docx"))
    assert {path.name: sha256(data) for path, data in seen.written.items()} == done.digests
    assert {path.name for path in built.files.values()} == set(done.digests)
    return {path.relative_to(template.parent).as_posix() for path in seen.seen}


@pytest.mark.slow
def test_the_same_bytes_of_a_row(tmp_path: Path) -> None:
    template = batches.template(tmp_path / "模板", batches.NARRATIVE + PHOTO)
    (template / "照片").mkdir()
    Image.new("RGB", (600, 400), "navy").save(template / "照片" / "路.png")
    (template / "本镇.yaml").write_text("继承: 简报\n名称: 本镇\n", encoding="utf-8")
    text = (template / "briefing.md").read_text("utf-8").replace("期号", "版式: 本镇.yaml\n期号")
    (template / "briefing.md").write_text(text, encoding="utf-8")
    table = batches.table(tmp_path / "数据.csv", ["甲镇"])
    (unit,) = units_of(table, DiskWorld(), Sink())
    assert same(unit, template, tmp_path / "out") == {
        "甲镇/briefing.md", "甲镇/facts.yaml", "甲镇/本镇.yaml", "甲镇/照片/路.png"}


@pytest.mark.slow
def test_the_same_bytes_of_a_folder_and_a_workbook(tmp_path: Path) -> None:
    """The template's facts are a table, the unit's a folder with quotes and colons."""
    narrative = batches.NARRATIVE.replace("投资{{ 投资 }}", "{{ 话 }}")
    template = batches.template(tmp_path / "模板", narrative)
    (template / "facts.yaml").unlink()
    (template / "facts.csv").write_text("编号,名称,数值\nZ1,全县产值,9000万元\n", encoding="utf-8")
    own = tmp_path / "各镇" / "甲镇"
    own.mkdir(parents=True)
    (own / "facts.yaml").write_text(
        "标题: '甲：\"一\" #'\n期间: 2024年10月\n事实:\n"
        "  - {编号: P, 名称: 产值, 数值: 1万元, 同比: 1%}\n"
        "  - {编号: Q, 名称: 话, 状态: '说：“好”[]\\'}\n", encoding="utf-8")
    (unit,) = units_of(tmp_path / "各镇", DiskWorld(), Sink())
    assert same(unit, template, tmp_path / "out") == {"甲镇/briefing.md", "甲镇/facts.yaml"}


@pytest.mark.slow
def test_the_same_bytes_where_the_templates_facts_are_in_groups(
    root: Path, tmp_path: Path,
) -> None:
    shutil.copytree(root / "data" / "jinxi-2023", tmp_path / "模板")
    (tmp_path / "数据.csv").write_text("单位,次序（个）\n甲镇,1\n", encoding="utf-8")
    (unit,) = units_of(tmp_path / "数据.csv", DiskWorld(), Sink())
    assert same(unit, tmp_path / "模板", tmp_path / "out") == {
        "甲镇/briefing.md", "甲镇/facts.yaml"}


def test_the_folder_has_one_facts_file_and_nothing_of_another(tmp_path: Path) -> None:
    template = batches.template(tmp_path / "模板")
    (template / "台账.xlsx").write_bytes(b"")
    (unit,) = units_of({"甲镇": {"产值": "1万元"}}, DiskWorld(), Sink())
    world = UnitWorld(unit, template, {})
    assert world.names_in(world.folder) == ("briefing.md", "facts.yaml")
    assert world.size(world.folder / "facts.yaml") == len(world.read(world.folder / "facts.yaml"))
    assert not world.is_file(world.folder / "台账.csv")
    assert not world.is_file(template / "甲镇")
    (tmp_path / "外.png").write_bytes(b"x")
    (template / "链接.png").symlink_to(tmp_path / "外.png")
    assert world.resolve(world.folder / "链接.png") == tmp_path / "外.png"


def test_what_a_facts_file_says_is_all_that_is_said(tmp_path: Path) -> None:
    template = batches.template(tmp_path / "模板")
    (unit,) = units_of({"甲镇": {"产值": "1万元"}}, DiskWorld(), Sink())
    text = facts_file(unit, template, DiskWorld({})).decode()
    assert text.count("编号") == 3
    for told in ("全县人口", "9000人", "甲镇", "1万元", "示例县各镇"):
        assert told in text
