"""What the page may name: issues of the folder itself, files within it, whatever links say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportgen.archive.disk import Disk
from reportgen.cli import main
from reportgen.diagnostics import ReportError
from reportgen.page.case import Case
from reportgen.world import DiskWorld

FIFTH = "2024年第5期"


@pytest.fixture
def top(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(root / "data" / "office", tmp_path / "镇"))


def case(top: Path, name: str) -> Case:
    return Case(top, name, DiskWorld(), Disk())


def test_an_issue_is_a_folder_of_the_office(top: Path) -> None:
    assert case(top, FIFTH).known
    for name in ("", ".", "..", "../镇", "2024年第6期", "office.yaml", f"{FIFTH}/", f"./{FIFTH}"):
        assert not case(top, name).known, name


@pytest.mark.skipif(not hasattr(Path, "symlink_to"), reason="skipped: no links")
def test_links_that_lead_out_are_not_followed(top: Path, tmp_path: Path) -> None:
    shutil.copytree(top / FIFTH, tmp_path / "外面")
    (top / "外链").symlink_to(tmp_path / "外面", target_is_directory=True)
    assert not case(top, "外链").known
    (top / "里链").symlink_to(top / FIFTH, target_is_directory=True)
    assert case(top, "里链").known
    (tmp_path / "别处").mkdir()
    (top / "out").symlink_to(tmp_path / "别处", target_is_directory=True)
    with pytest.raises(ReportError, match="E0137"):
        _ = case(top, FIFTH).out


def test_what_is_not_there_is_not_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "office.yaml").write_text("单位: 甲镇\n", "utf-8")
    for command in ("preview", "desk"):
        for folder in ("没有", "office.yaml"):
            assert main([command, folder, "--no-browser"]) == 3, (command, folder)
    assert "E0130" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["office.yaml"]
