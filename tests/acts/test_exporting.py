"""A record as a bag: whole, proved, and not written over another."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from reportgen.acts import archive as acts
from reportgen.acts import exporting
from reportgen.acts.archive import Desk
from reportgen.acts.exporting import Exported, export
from reportgen.archive.bag import problems
from reportgen.archive.disk import Disk
from reportgen.archive.record import PDF
from reportgen.cli import main
from reportgen.diagnostics import ReportError


def exported(at: Desk, out: Path) -> Exported:
    return export(at, "2024-5", out)


def test_a_bag_for_another_archive(at: Desk, tmp_path: Path) -> None:
    made = exported(at, tmp_path / "移交" / "甲")
    name = "J012-WS·2024-D10-BGS-0002"
    assert made.folder == tmp_path / "移交" / "甲" / name
    assert problems(made.folder, Disk()) == []
    assert (made.folder / f"data/正本/{name}.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert (made.folder / "data/文稿/2024年第5期/briefing.md").is_file()
    for tag in ("元数据.xml", "目录.xml"):
        assert ET.parse(made.folder / tag).getroot() is not None  # noqa: S314 - ours
    assert "10年" in (made.folder / "说明.txt").read_text(encoding="utf-8")
    assert [path.name for path in made.folder.parent.iterdir()] == [name]
    with at.archive() as archive:
        assert [each.kind for each in archive.catalogue.entries()][-1] == "导出"


def test_not_over_another_nor_beyond_what_windows_opens(at: Desk, tmp_path: Path) -> None:
    exported(at, tmp_path / "移交")
    with pytest.raises(ReportError, match="E1134"):
        exported(at, tmp_path / "移交")
    with pytest.raises(ReportError, match="E1124"):
        exported(at, tmp_path / ("长" * 60) / ("长" * 60) / ("长" * 60) / ("长" * 60))
    assert not (tmp_path / ("长" * 60)).exists()


def test_nothing_is_left_of_one_that_fails(
    at: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exporting.bag, "problems", lambda *_: ["摘要不符"])
    with pytest.raises(ReportError, match="E1133"):
        exported(at, tmp_path / "移交")
    assert not list((tmp_path / "移交").iterdir())
    monkeypatch.undo()
    exported(at, tmp_path / "移交")
    assert len(list((tmp_path / "移交").iterdir())) == 1


def test_what_is_lost_is_not_exported(at: Desk, tmp_path: Path) -> None:
    with at.archive() as archive:
        record = acts.newest(archive, "2024-5")
        archive.objects.path(record.held(PDF)[0].digest).unlink()
    with pytest.raises(ReportError, match="E1110"):
        exported(at, tmp_path / "移交")


def test_a_bag_that_comes_from_elsewhere_is_proved(
    at: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    made = exported(at, tmp_path / "移交")
    words = ["archive", "verify", "--office", str(at.office.folder), "--by", "甲某", "--at"]
    assert main([*words, str(made.folder)]) == 0
    assert "完整" in capsys.readouterr().out
    (made.folder / "data" / "夹带.txt").write_bytes(b"")
    (made.folder / "说明.txt").write_bytes(b"")
    assert main([*words, str(made.folder)]) == 6
    told = capsys.readouterr().err
    assert all(word in told for word in ("E1133", "多出来的文件：data/夹带.txt", "说明.txt"))
