"""What a unit's profile says of faces: paths, choices, and slips of the pen."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import Sink
from reportgen.style.faces import wishes
from reportgen.style.profile import load_profile, packaged
from reportgen.style.wishes import Filler, Wish
from reportgen.world import DiskWorld


def wished(folder: Path, faces: str) -> tuple[dict[str, Wish], list[str]]:
    """The wishes of a profile that changes the faces so, and what is wrong with it."""
    path = folder / "本镇.yaml"
    path.write_text(f"extends: jianbao\nfaces:\n  {faces}\n", encoding="utf-8")
    sink = Sink()
    found = wishes(load_profile(str(path), DiskWorld({})), sink)
    assert {each.code for each in sink} <= {"E0506"}
    assert all(each.span.line >= 3 and each.hints for each in sink)
    return {wish.role: wish for wish in found}, [each.message for each in sink]


@pytest.mark.parametrize("name", packaged())
def test_packaged_profiles_wish_bundled_faces(name: str) -> None:
    sink = Sink()
    found = wishes(load_profile(name), sink)
    assert not list(sink)
    assert all(wish.bundled for wish in found)
    assert {wish.role: wish.latin for wish in found} == {
        "fangsong": "", "kai": "Times New Roman",
        "hei": "", "song": "", "xiaobiaosong": ""}


def test_a_file_lies_beside_the_profile_or_anywhere(tmp_path: Path) -> None:
    found, wrong = wished(tmp_path, "song: {file: 字体/宋.ttc, index: 1}\n"
                                    "  hei: {file: ../共用/黑.ttf, weight: 500}\n"
                                    "  kai: {file: /usr/fonts/k.ttf, latin_file: w.ttf}")
    assert not wrong
    assert (found["song"].file, found["song"].index) == (tmp_path / "字体" / "宋.ttc", 1)
    assert (found["hei"].file, found["hei"].weight) == (tmp_path / ".." / "共用" / "黑.ttf", 500)
    assert found["kai"].file == Path("/usr/fonts/k.ttf")
    assert found["kai"].latin_file == tmp_path / "w.ttf"
    assert found["song"].span.line == 3


def test_a_role_takes_a_list_of_faces_and_faces_that_fill_in(tmp_path: Path) -> None:
    found, wrong = wished(tmp_path, "song: {file: 宋.ttf、宋补.ttf}\n"
                                    "  kai: {fill: 字体/补.ttc、某补字}\n"
                                    "  fill: HanaMinB")
    assert not wrong
    assert (found["song"].file, found["song"].more) == (
        tmp_path / "宋.ttf", (tmp_path / "宋补.ttf",))
    assert found["song"].fill == (Filler("HanaMinB"),)
    assert found["kai"].fill == (
        Filler("", tmp_path / "字体" / "补.ttc"), Filler("某补字"), Filler("HanaMinB"))
    assert found["kai"].fill[0].span.line == 4
    assert found["kai"].bundled


def test_a_fill_in_from_another_machine_is_refused(tmp_path: Path) -> None:
    _, wrong = wished(tmp_path, "fill: //他机/补.ttf")
    assert wrong
    assert all("本机" in message for message in wrong)


def test_the_machine_first_for_all_but_one(tmp_path: Path) -> None:
    found, wrong = wished(tmp_path, "source: system-first\n"
                                    "  kai: {source: bundled}\n"
                                    "  song: {word: 华文中宋, names: 宋体、宋体}")
    assert not wrong
    assert {role for role, wish in found.items() if wish.system} == {
        "fangsong", "hei", "song", "xiaobiaosong"}
    assert found["fangsong"].names == ("仿宋_GB2312", "仿宋", "华文仿宋")
    assert found["song"].names == ("华文中宋", "宋体")
    assert found["song"].latin == "宋体", "another name than the role's own: a face for letters"
    assert found["hei"].span.line == 3


@pytest.mark.parametrize(
    ("faces", "words"),
    [
        ("source: system", "bundled 或 system-first"),
        ("song: {source: System-First}", "bundled 或 system-first"),
        ("song: {file: '//server/share/a.ttf'}", "本机上的文件"),
        (r"song: {file: '\\server\share\a.ttf'}", "本机上的文件"),
        ("song: {file: 'https://example.com/a.ttf'}", "本机上的文件"),
        ("song: {latin_file: 'file:///a.ttf'}", "本机上的文件"),
        ("song: {index: 一}", "序号"), ("song: {index: -1}", "序号"),
        ("song: {index: 99999}", "序号"),
        ("song: {weight: bold}", "1 到 1000"), ("song: {weight: NaN}", "1 到 1000"),
        ("song: {weight: 1E9}", "1 到 1000"),
    ],
)
def test_slips(tmp_path: Path, faces: str, words: str) -> None:
    _, wrong = wished(tmp_path, faces)
    assert wrong
    assert all(words in message for message in wrong)
