"""A briefing kept as it is written: whatever saves it, and however fast."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from support.briefings import make

from reportgen.page.findings import place_of
from reportgen.page.live import Live
from reportgen.world import DiskWorld

FACTS = "标题: 例\n期间: 2025年\n来源: 年报\n事实:\n- {编号: A, 名称: 产量, 数值: 100吨}\n"
STORY = """---
报头: 示例镇简报
期号: 1
编发单位: 示例镇办公室
日期: 2026-01-08
标题: 示例镇产量情况
---

全镇产量{{ 产量 }}。
"""
Wait = Callable[[str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "一期", facts=FACTS, narrative=STORY)


@pytest.fixture
def live(folder: Path) -> Iterator[Live]:
    live = Live(folder, DiskWorld(), lambda: None)
    live.start()
    reached(live, "100吨")
    yield live
    live.stop()
    assert not any(each.name == "live" for each in threading.enumerate())


def text(live: Live) -> str:
    assert live.laying is not None
    return "".join(spot.text for spot in live.laying.spots)


def until(what: Callable[[], bool], told: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not what():
        assert time.monotonic() < end, told()
        time.sleep(0.005)


def reached(live: Live, wanted: str) -> None:
    """Wait until the pages show a text, and all is done."""
    until(lambda: live.state.fresh and not live.state.busy and wanted in text(live),
          lambda: (live.state.found, live.laying and text(live)))


def failed(live: Live, code: str) -> None:
    until(lambda: not live.state.busy and not live.state.fresh
          and any(each.code == code for each in live.state.found), lambda: live.state)


def facts(number: str) -> str:
    return FACTS.replace("100", number)


def rename(path: Path, text: str) -> None:
    """As vim, and office programs, save."""
    other = path.with_name(f".{path.name}.swp")
    other.write_text(text, encoding="utf-8")
    other.replace(path)


def truncate(path: Path, text: str) -> None:
    """As Notepad saves, on a slow disk."""
    with path.open("w", encoding="utf-8") as file:
        file.flush()
        time.sleep(0.05)
        file.write(text)


def again(path: Path, text: str) -> None:
    """Delete and write anew."""
    path.unlink()
    time.sleep(0.05)
    path.write_text(text, encoding="utf-8")


def aside(path: Path, text: str) -> None:
    """Rename the old one to a backup, then write the new one."""
    path.replace(path.with_name(f"{path.name}~"))
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("save", [rename, truncate, again, aside, Path.write_text])
def test_however_a_file_is_saved_it_is_shown(
    live: Live, folder: Path, save: Callable[[Path, str], None],
) -> None:
    states = []
    live._changed = lambda: states.append(live.state)
    save(folder / "facts.yaml", facts("205"))
    reached(live, "205吨")
    assert not [each.found for each in states if not each.fresh and not each.busy], "half a file"


def test_a_file_saved_twice_within_a_tick_is_shown_as_it_is_last(live: Live, folder: Path) -> None:
    """As long as before, by the same clock tick: only its bytes tell."""
    path = folder / "facts.yaml"
    for turn in range(6):
        path.write_text(facts(f"3{turn}1"), encoding="utf-8")
        time.sleep(0.004 * turn)
        path.write_text(facts(f"4{turn}1"), encoding="utf-8")
        reached(live, f"4{turn}1吨")


def test_one_that_looks_as_before_is_found_by_its_bytes(live: Live, folder: Path) -> None:
    path, laid = folder / "facts.yaml", Live._lay
    at = path.stat()

    def written(self: Live, asked: object) -> bool:
        done = laid(self, asked)    # type: ignore[arg-type]
        if facts("777").encode() != path.read_bytes():
            path.write_text(facts("777"), encoding="utf-8")
            os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))
        return done

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reportgen.page.asking.stamp", lambda path: path.exists())
        patch.setattr(Live, "_lay", written)
        rename(folder / "briefing.md", STORY + "\n又一段。\n")
        (folder / "新").touch()
        reached(live, "777吨")


def test_an_error_keeps_the_pages_and_what_is_mended_is_shown(live: Live, folder: Path) -> None:
    shots = live.state.shots
    (folder / "briefing.md").write_text(STORY.replace("产量 }}", "产值 }}"), encoding="utf-8")
    failed(live, "E0301")
    assert live.state.shots == shots
    assert "上一次排得出来的样子" in live.state.told
    assert live.picture(shots[0].digest, 72)
    (folder / "briefing.md").write_text(STORY, encoding="utf-8")
    reached(live, "100吨")
    assert live.state.shots == shots
    assert "上一次" not in live.state.told


def test_a_folder_that_goes_and_comes_back(live: Live, folder: Path) -> None:
    kept = folder.with_name("别处")
    folder.rename(kept)
    failed(live, "E0130")
    assert live.state.shots
    (kept / "facts.yaml").write_text(facts("300"), encoding="utf-8")
    kept.rename(folder)
    reached(live, "300吨")
    shutil.rmtree(folder)
    failed(live, "E0130")
    make(folder, facts=FACTS, narrative=STORY)
    reached(live, "100吨")


def test_facts_that_appear(live: Live, folder: Path) -> None:
    (folder / "facts.yaml").unlink()
    until(lambda: not live.state.fresh and not live.state.busy, lambda: live.state)
    (folder / "facts.csv").write_text(
        "标题,例\n期间,2025年\n来源,年报\n编号,名称,数值\nA,产量,555吨\n", encoding="utf-8")
    reached(live, "555吨")


def test_the_profile_of_the_office_is_a_source(live: Live, folder: Path) -> None:
    top = folder.parent
    before = live.state.shots
    (top / "office.yaml").write_text("单位: 示例镇办公室\n版式: 本镇.yaml\n", encoding="utf-8")
    (top / "本镇.yaml").write_text(profile(15), encoding="utf-8")
    until(lambda: live.state.fresh and not live.state.busy and live.state.shots != before,
          lambda: live.state)
    other = live.state.shots
    (top / "本镇.yaml").write_text(profile(25), encoding="utf-8")
    until(lambda: live.state.fresh and live.state.shots not in {before, other},
          lambda: live.state)


def profile(space: int) -> str:
    return f"继承: 简报\n名称: 示例镇简报\n报头:\n  名称上空: {{值: {space}, 单位: mm}}\n"


def test_a_photograph_is_a_source(live: Live, folder: Path) -> None:
    def photo(colour: str) -> None:
        Image.new("RGB", (1600, 1200), colour).save(folder / "照片.jpg")

    photo("red")
    fence = "\n```照片\n编号: 甲\n题注: 山路\n文件: 照片.jpg\n替代文字: 山路\n```\n"
    (folder / "briefing.md").write_text(STORY + fence, encoding="utf-8")
    reached(live, "山路")
    before = live.state.shots
    photo("blue")
    until(lambda: live.state.fresh and live.state.shots != before, lambda: live.state)


def test_the_issue_before_is_a_source(live: Live, folder: Path) -> None:
    """The number of an issue follows that of the one before."""
    was = make(folder.with_name("2025年11月"), facts=FACTS, narrative=STORY)
    now = make(folder.with_name("2025年12月"), facts=FACTS, narrative=STORY)
    live.folder = now
    (folder / "新").touch()
    until(lambda: "上一期（2025年11月）是 1" in live.state.told, lambda: live.state.told)
    (was / "briefing.md").write_text(STORY.replace("期号: 1", "期号: 7"), encoding="utf-8")
    until(lambda: "上一期（2025年11月）是 7" in live.state.told, lambda: live.state.told)


def test_a_picture_is_of_the_page_that_was_asked_for(live: Live) -> None:
    shot = live.state.shots[0]
    data = live.picture(shot.digest, 72)
    assert data
    assert Image.open(BytesIO(data)).size == (round(shot.width + 0.4), round(shot.height + 0.4))
    assert live.picture("other", 72) is None


def test_pictures_that_are_kept_have_a_limit(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.page.live._KEPT", 1000)
    name = live.state.shots[0].digest
    for dpi in (72, 96, 120):
        assert live.picture(name, dpi)
    assert len(live._pictures) == 1


def test_a_bug_is_told_and_the_page_lives_on(
    live: Live, folder: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("reportgen.pipeline.compose", lambda _, **_more: 1 / 0)
        (folder / "facts.yaml").write_text(facts("200"), encoding="utf-8")
        failed(live, "E0999")
        assert "ZeroDivisionError" in live.state.told
    (folder / "facts.yaml").write_text(facts("201"), encoding="utf-8")
    reached(live, "201吨")


def test_what_is_mended_is_one_act_and_shown(live: Live, folder: Path) -> None:
    story = folder / "briefing.md"
    story.write_text(STORY.replace("全镇产量", "全镇,产量,有,"), encoding="utf-8")
    until(lambda: sum(each.fix is not None for each in live.state.found) == 3,
          lambda: live.state.found)
    items = [each for each in live.state.found if each.fix]
    at = place_of(items[1])
    assert live.fix(items[1].code, at).changes == 1
    assert "全镇,产量，有," in story.read_text("utf-8")
    assert not live.fix(items[1].code, at).changes, "it is another text by now"
    assert live.fix(items[0].code).changes == 2
    until(lambda: not live.state.busy and not any(each.fix for each in live.state.found),
          lambda: live.state.found)
    assert "data-fix" not in live.state.told


@pytest.mark.slow
def test_five_hundred_edits_at_full_speed(live: Live, folder: Path) -> None:
    """No memory, thread or file is left behind, and the last state is the one shown."""
    path, sizes = folder / "facts.yaml", []
    files = len([*Path("/proc/self/fd").iterdir()])
    for turn in range(500):
        path.write_text(facts(str(1000 + turn)), encoding="utf-8")
        if turn % 50 == 49:
            reached(live, f"{1000 + turn}吨")
            shots = live.state.shots
            assert live.picture(shots[0].digest, 72)
            sizes.append(resident())
        time.sleep(0.01)
    assert len([*Path("/proc/self/fd").iterdir()]) <= files
    assert max(sizes[1:]) < sizes[0] * 1.1, sizes


def resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
