"""Which folder the desk opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.page.opening import home, known, opened, remember
from reportgen.world import DiskWorld


def made(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("单位: 甲镇\n" if name == "office.yaml" else "", "utf-8")
    return folder


def test_what_is_told_then_where_one_stands_then_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = DiskWorld({"REPORTGEN_CACHE": str(tmp_path / "cache"), "HOME": str(tmp_path / "家")})
    office = made(tmp_path / "甲", "office.yaml", "第1期/briefing.md")
    issues = made(tmp_path / "乙", "第1期/briefing.md")
    empty = tmp_path / "空"
    empty.mkdir()
    for told, found in ((office, office), (office / "第1期", office), (issues, issues),
                        (issues / "第1期", issues), (empty, empty)):
        assert opened(told, world) == found
    monkeypatch.chdir(empty)
    assert opened(None, world) is None
    remember(office, world)
    assert opened(None, world) == office
    monkeypatch.chdir(issues)
    assert opened(None, world) == issues
    monkeypatch.chdir(issues / "第1期")
    assert opened(None, world) == issues
    assert home(world) == tmp_path / "家"
    (office / "office.yaml").unlink()
    (office / "第1期" / "briefing.md").unlink()
    monkeypatch.chdir(empty)
    assert opened(None, world) is None


def test_offices_are_found_where_people_put_them(tmp_path: Path) -> None:
    own = tmp_path / "家"
    world = DiskWorld({"REPORTGEN_CACHE": str(tmp_path / "cache"), "HOME": str(own)})
    for name in ("简报", "桌面/甲", "文档/乙/丙"):
        made(own / name, "office.yaml")
    other = made(tmp_path / "别处", "a.txt")
    for each in (other, tmp_path / "没有了"):
        remember(each, world)
    found = known(world)
    assert list(found.values()) == [other, own / "简报", own / "桌面" / "甲"]
    assert not any("/" in key for key in found)
