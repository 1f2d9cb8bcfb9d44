"""A disk that remembers what it was asked."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.diagnostics import ReportError
from reportgen.page.asking import Asking, Kept


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "一" / "facts.yaml"
    path.parent.mkdir()
    path.write_text("甲", encoding="utf-8")
    return path


def asked(file: Path) -> Asking:
    world = Asking({})
    world.read(file)
    with pytest.raises(ReportError):
        world.read(file.with_name("没有"))
    assert world.is_file(file)
    assert not world.is_dir(file.with_name("夹"))
    assert world.names_in(file.parent) == ("facts.yaml",)
    assert not world.stale(bytewise=True)
    return world


@pytest.mark.parametrize("change", [
    lambda file: file.write_text("乙乙", encoding="utf-8"),
    lambda file: file.unlink(),
    lambda file: file.with_name("没有").write_text("有了", encoding="utf-8"),
    lambda file: file.with_name("夹").mkdir(),
    lambda file: file.with_name("别的").touch(),
    lambda file: file.parent.rename(file.parent.with_name("二")),
    lambda file: file.with_name("新").replace(file) if file.with_name("新").write_text(
        "丙", encoding="utf-8") else None,
])
def test_whatever_would_be_answered_otherwise_is_noticed(
    file: Path, change: Callable[[Path], object],
) -> None:
    world = asked(file)
    change(file)
    assert world.stale()


def test_a_file_that_looks_as_before_is_known_by_its_bytes(
    file: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reportgen.page.asking.stamp", lambda path: path.exists())
    world = asked(file)
    file.write_text("乙", encoding="utf-8")
    assert not world.stale()
    assert world.stale(bytewise=True)


def test_a_file_on_its_way_is_hollow(file: Path) -> None:
    world = asked(file)
    assert not world.hollow()
    os.truncate(file, 0)
    assert world.hollow()
    file.unlink()
    assert world.hollow()


def test_what_is_kept_is_had_as_long_as_the_disk_says_the_same(file: Path) -> None:
    kept = Kept[str]()
    assert kept.get("甲") is None
    kept.keep("甲", asked(file), "计划")
    assert (kept.get("甲"), kept.get("乙")) == ("计划", None)
    before = file.stat()
    file.write_text("乙", encoding="utf-8")     # as long as it was, and as old
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert kept.get("甲") is None
