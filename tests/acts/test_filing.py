"""What is not filed as it is, and why: each complaint of an archivist has a code."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from support.planting.pages import other_glyph

from reportgen import pipeline
from reportgen.acts import making
from reportgen.acts.archive import Desk
from reportgen.acts.filing import FilingWish, filing, numbered
from reportgen.acts.making import Made
from reportgen.archive.record import ATTACHMENT, LOOKED, PHOTO, Number
from reportgen.archive.store import Filing
from reportgen.diagnostics import ReportError
from reportgen.files import Settled
from reportgen.narrative.syntax import Front
from reportgen.office.read import required_office
from reportgen.proof.planting import written
from reportgen.recording_world import RecordingWorld
from reportgen.world import DiskWorld

FOURTH = "2024年第4期"
Change = Callable[[Path], None]


def made(at: Desk, wish: FilingWish | None = None) -> Filing:
    folder = at.office.folder / FOURTH
    office = required_office(folder, at.world)
    wish = wish or FilingWish(out=at.office.folder / "out")
    return filing(folder, office, at.world, wish, str)[0]


def codes(at: Desk, wish: FilingWish | None = None) -> set[str]:
    with pytest.raises(ReportError) as caught:
        made(at, wish)
    assert all(each.hints for each in caught.value.diagnostics)
    return {each.code for each in caught.value.diagnostics}


def replaced(name: str, old: str, new: str) -> Change:
    def change(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def sent_otherwise(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / f"{FOURTH}.pdf").write_bytes(b"%PDF-1.7 signed by somebody")


@pytest.mark.parametrize(("change", "code"), [
    (replaced(f"{FOURTH}/briefing.md", "编发单位: 示例镇人民政府办公室", "编发单位: 别镇办"),
     "E1122"),
    (replaced("office.yaml", "全宗号: J012\n", ""), "E1127"),
    (replaced("office.yaml", "保管期限表: 保管期限表.csv\n", ""), "E0184"),
    (replaced("保管期限表.csv", "简报", "通报"), "E0185"), (sent_otherwise, "E1129"),
])
def test_refused(bare: Desk, change: Change, code: str) -> None:
    change(bare.office.folder)
    assert codes(bare) == {code}


def test_the_day_is_that_of_signing(bare: Desk) -> None:
    assert made(bare, FilingWish(signed=date(2024, 5, 8))).extra["签发日期"] == "2024-05-08"
    assert codes(bare, FilingWish(signed=date(2024, 5, 6))) == {"E1121"}


def test_a_day_to_come_is_not_that_of_signing(bare: Desk) -> None:
    assert codes(bare, FilingWish(today=date(2024, 5, 7))) == {"E1121"}
    made(bare, FilingWish(today=date(2024, 5, 8)))


@pytest.mark.parametrize(("old", "new", "code"), [
    ("标题: ", "标题: （征求意见稿）", "E1142"),
    ("\n---\n\n", "\n---\n\n某某、××两户。\n\n", ""),
    ("\n---\n\n", "\n---\n\n某某两户，待补充。\n\n", "E1142"),
    ("份数: 80", "份数: 80\n附件: 清理沟渠清单", "E1126"),
])
def test_no_drafts(bare: Desk, old: str, new: str, code: str) -> None:
    replaced(f"{FOURTH}/briefing.md", old, new)(bare.office.folder)
    assert not code or codes(bare) == {code}
    assert code or made(bare)


def test_a_title_that_says_draft(bare: Desk) -> None:
    path = bare.office.folder / FOURTH / "briefing.md"
    text = path.read_text(encoding="utf-8")
    (title,) = [line for line in text.splitlines() if line.startswith("标题: ")]
    path.write_text(text.replace(title, f"{title}（讨论稿）"), encoding="utf-8")
    assert codes(bare) == {"E1142"}
    path.write_text(text.replace(title, f"{title}《办法（讨论稿）》"), encoding="utf-8")
    made(bare)


def test_the_period_is_that_of_the_table(bare: Desk) -> None:
    assert made(bare).kind.retention == "D10"
    assert made(bare, FilingWish(category="年度工作总结")).kind.retention == "Y"
    assert codes(bare, FilingWish(category="没有的")) == {"E0185"}


def test_what_is_seen_is_looked_at(bare: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two digits that exchange their outlines are the same digits to everything but an eye."""
    assert made(bare).extra[LOOKED].startswith("pypdfium2 ")

    def spoilt(*given: Any, **named: Any) -> Made:
        issue = making.made(*given, **named)
        pdf = written(issue.files["pdf"], other_glyph, Random(15))     # noqa: S311 - no secret
        assert pdf is not None
        return replace(issue, files={**issue.files, "pdf": pdf})
    monkeypatch.setattr("reportgen.acts.filing.made", spoilt)
    assert codes(bare) == {"E1000"}


def test_what_paints_may_be_missing(bare: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    office = required_office(bare.office.folder / FOURTH, bare.world)
    filed, found = filing(bare.office.folder / FOURTH, office, bare.world, FilingWish(), str)
    assert filed.extra[LOOKED] == "没有装 pypdfium2"
    assert [each.code for each in found if each.code == "I1143"] == ["I1143"]


def test_what_lies_outside_is_not_whole(bare: Desk, tmp_path: Path) -> None:
    (tmp_path / "本县.yaml").write_text("继承: 简报\n名称: 本县\n", encoding="utf-8")
    replaced("本镇.yaml", "继承: 简报", "继承: ../本县.yaml")(bare.office.folder)
    with pytest.raises(ReportError) as caught:
        made(bare)
    (told,) = caught.value.diagnostics
    assert (told.code, told.span.file) == ("E1128", str(tmp_path / "本县.yaml"))


def test_what_was_sent_is_what_is_filed(bare: Desk) -> None:
    folder = bare.office.folder
    pipeline.build(folder / FOURTH, folder / "out")
    assert made(bare).pages == 2


def test_attachments_that_lie_apart(bare: Desk) -> None:
    folder = bare.office.folder / FOURTH
    text = (folder / "briefing.md").read_text(encoding="utf-8")
    head = text.replace("份数: 80", "份数: 80\n附件: [{名称: 清理沟渠清单, 另附: 是}]")
    (folder / "briefing.md").write_text(head, encoding="utf-8")
    assert codes(bare) == {"E1126"}
    (folder / "附件").mkdir()
    (folder / "附件" / "清理沟渠清单.xlsx").write_bytes(b"not a workbook")
    assert codes(bare) == {"E1126"}
    (folder / "附件" / "清理沟渠清单.xlsx").rename(folder / "附件" / "清理沟渠清单.et")
    assert codes(bare) == {"E1126"}, "a format that nobody promises to open"
    (folder / "附件" / "清理沟渠清单.et").unlink()
    (folder / "附件" / "清理沟渠清单.xlsx").write_bytes(b"PK\x03\x04")
    found = made(bare)
    assert [each.name for each in found.contents if each.role == ATTACHMENT] \
        == ["清理沟渠清单.xlsx"]
    assert found.extra["另附"] == ["清理沟渠清单"]


@pytest.mark.parametrize(("sample", "number", "words"), [
    ("jinxi-2023", Number("金溪镇工作简报", 2024, 1), "第1期"),
    ("bulletin-2024", Number("示例县工作简报", 2024, 12), "第12期"),
    ("county-2024", Number("示例县统计月报", 2024, 10), "第10期"),
    ("notice-2024", None, "号"), ("letter-2024", None, "号"), ("minutes-2024", None, ""),
])
def test_every_kind_of_document_has_a_number(
    root: Path, sample: str, number: Number | None, words: str,
) -> None:
    front = pipeline.load(root / "data" / sample).narrative.front
    found, told = numbered(front)
    assert words in told
    assert found.year == front.date.year
    assert found.label
    assert number is None or found == number


def test_a_path_that_no_export_could_hold(bare: Desk) -> None:
    deep = bare.office.folder.joinpath(*["深" * 45] * 4)
    shutil.copytree(bare.office.folder / FOURTH, deep / FOURTH)
    with pytest.raises(ReportError, match="E1124"):
        filing(deep / FOURTH, bare.office, bare.world, FilingWish(out=deep), str)


def test_one_without_a_number() -> None:
    with pytest.raises(ReportError, match="E1127"):
        numbered(Front())


def test_a_world_that_remembers(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_bytes(b"x")
    world = RecordingWorld(DiskWorld({"REPORTGEN_CACHE": str(tmp_path / "缓存")}))
    assert world.read(tmp_path / "甲.txt") == b"x"
    assert world.seen == {tmp_path / "甲.txt": b"x"}
    world.write_all({tmp_path / "乙.txt": b"y"})
    assert world.written == {tmp_path / "乙.txt": b"y"}
    assert world.settle(tmp_path) == Settled()
    assert world.names_in(tmp_path) == ("甲.txt",)
    assert world.cache().folder == tmp_path / "缓存"
    with world.open(tmp_path / "甲.txt") as file:
        assert file.read() == b"x"
    assert world.faces == set()
    assert world.on_disk(tmp_path / "甲.txt") == tmp_path / "甲.txt"
    assert world.faces == {tmp_path / "甲.txt"}
    assert (world.size(tmp_path / "甲.txt"), world.is_dir(tmp_path)) == (1, True)
    assert [each.path.name for each in world.below(tmp_path, frozenset({".txt"}))] == ["甲.txt"]


def test_photographs_are_held(root: Path, bare: Desk) -> None:
    folder = bare.office.folder / "2024年第12期"
    shutil.copytree(root / "data" / "bulletin-2024", folder)
    replaced("office.yaml", "责任者: [", "责任者: [示例县人民政府办公室, ")(bare.office.folder)
    office = required_office(folder, bare.world)
    found, _ = filing(folder, office, bare.world, FilingWish(out=folder), str)
    assert found.title == "示例县工作简报第12期", "of several articles, as its files say"
    held = {each.name: each.role for each in found.contents}
    photos = [name for name, role in held.items() if role == PHOTO]
    assert sorted(photos) == sorted(
        path.relative_to(bare.office.folder).as_posix() for path in (folder / "照片").iterdir())
