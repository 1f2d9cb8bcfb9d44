"""Profiles: values with units, a unit's own changes, and slips that are reported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from reportgen.diagnostics import ReportError
from reportgen.style.profile import (
    FOLDER,
    FOUNDATION,
    Profile,
    load_profile,
    named,
    packaged,
    read_profile,
)
from reportgen.units import Mm, Pt
from reportgen.world import DiskWorld


def own(tmp_path: Path, text: str) -> Profile:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return read_profile(path, DiskWorld())


def test_the_page_is_the_standards() -> None:
    profile = load_profile()
    assert profile.length("page.top").mm == pytest.approx(37)
    assert profile.length("page.type_width").mm == pytest.approx(156)
    # 22 lines at the pitch, the last without its leading, fill the type area (within a millimetre).
    lines = 21 * profile.length("page.pitch").pt + profile.length("styles.body.size").pt
    assert lines == pytest.approx(profile.length("page.type_height").pt, abs=Mm(1).pt)
    assert 28 * profile.length("styles.body.em").pt == pytest.approx(Mm(156).pt, abs=0.01)


def test_units() -> None:
    profile = load_profile()
    assert profile.length("masthead.side_indent").pt == pytest.approx(15.793)
    assert profile.length("title.gap").pt == pytest.approx(59.2)
    assert profile.length("styles.body.pitch") == Pt(29.6)
    assert profile.colour("red") == (1, 0, 0)


def test_every_setting_of_length_has_a_clause() -> None:
    for key, setting in load_profile().settings.items():
        if setting.unit and not key.startswith("styles.") and "indent" not in key:
            assert setting.clause, key


def test_styles_inherit() -> None:
    profile = load_profile()
    assert profile.style("heading1").role == "hei"
    assert profile.style("heading1").size == profile.style("body").size
    assert profile.face("fangsong").word == "仿宋_GB2312"
    assert set(profile.roles) == {"fangsong", "kai", "hei", "song", "xiaobiaosong"}


def test_a_unit_changes_what_it_wants(tmp_path: Path) -> None:
    text = "extends: jianbao\nname: 本镇简报\npage:\n  top: {value: 35, unit: mm}\n"
    profile = own(tmp_path, text)
    assert profile.name == "本镇简报"
    assert profile.length("page.top").mm == pytest.approx(35)
    assert profile.length("page.left").mm == pytest.approx(28)


@pytest.mark.parametrize(("text", "code"), [
    ("extends: jianbao\npgae:\n  top: {value: 35, unit: mm}\n", "E0151"),
    ("extends: jianbao\nstyles:\n  note: {extends: bodi}\n", "E0152"),
    ("name: 甲\n", "E0133"),
    ("extends: jianbao\npage: [37, 28]\n", "E0151"),
    ("extends: jianbao\npage:\n  top: {value: 三十七, unit: mm}\n", "E0153"),
    ("extends: jianbao\npage:\n  top: {value: NaN, unit: mm}\n", "E0153"),
    ("extends: 简板\n", "E0133"),
    ("extends: common\n", "E0133"),
    ("extends: own.yaml\n", "E0156"),
    ("name: 甲\nextends: ./own.yaml\n", "E0156"),
])
def test_slips_are_reported(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(ReportError) as caught:
        own(tmp_path, text)
    (found,) = caught.value.diagnostics
    assert found.code == code
    assert found.span.line


def test_a_near_key_is_offered(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        own(tmp_path, "extends: jianbao\npage:\n  topp: {value: 35, unit: mm}\n")
    assert "top" in caught.value.diagnostics[0].hints[0]


def test_packaged_names() -> None:
    assert "jianbao" in packaged()
    assert FOUNDATION not in packaged()


@pytest.mark.parametrize("name", packaged())
def test_a_packaged_profile_is_known_by_either_name(name: str) -> None:
    assert named(name) == named(load_profile(name).name) == name
    assert named(f"{name}的") is None


def test_packaged_profiles_stand_on_one_foundation() -> None:
    """What they share is written once: no profile repeats a value of the one it extends."""
    for name in packaged():
        own = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
        assert own["extends"] in (FOUNDATION, *packaged())
        shared = yaml.safe_load((FOLDER / f"{own['extends']}.yaml").read_text(encoding="utf-8"))
        assert load_profile(name).kind == own["kind"]
        assert not list(repeated(own, shared)), name


def repeated(own: object, shared: object, path: str = "") -> Iterator[str]:
    """The keys under which both say the very same."""
    if isinstance(own, dict) and isinstance(shared, dict):
        for key in own.keys() & shared.keys():
            if own[key] == shared[key]:
                yield f"{path}{key}"
            elif not (isinstance(own[key], dict) and "value" in own[key]):
                yield from repeated(own[key], shared[key], f"{path}{key}.")


def test_a_profile_of_a_unit_is_of_the_kind_it_extends(tmp_path: Path) -> None:
    assert own(tmp_path, "extends: jianbao\nname: 本镇\n").kind == "简报"


@pytest.mark.parametrize(("word", "even"), [
    ("是", True), ("否", False), ("true", True), ("false", False),
])
def test_a_clerk_writes_yes_or_no(tmp_path: Path, word: str, even: bool) -> None:
    made = own(tmp_path, f"extends: jianbao\ncolophon:\n  even_page: {{value: {word}}}\n")
    assert made.flag("colophon.even_page") is even
    assert not made.told("colophon.even_page", "false").flag("colophon.even_page")


def test_anything_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        own(tmp_path, "extends: jianbao\ncolophon:\n  even_page: 不要\n")
    assert [d.code for d in caught.value.diagnostics] == ["E0155"]


@pytest.mark.parametrize("name", ["jianbao", "简报", "wenjian", "文件"])
def test_a_profile_extends_by_either_name(tmp_path: Path, name: str) -> None:
    base = own(tmp_path, f"extends: {name}\n").base
    assert base is not None
    assert base.name in ("简报", "文件")
    assert base == load_profile({"简报": "jianbao", "文件": "wenjian"}.get(name, name))


def test_a_town_extends_the_file_of_its_county(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = tmp_path / "镇"
    town.mkdir()
    (tmp_path / "县.yaml").write_text(
        "extends: 简报\npage:\n  top: {value: 36, unit: mm}\n", encoding="utf-8")
    (town / "镇.yaml").write_text("extends: ../县.yaml\nname: 某镇\n", encoding="utf-8")
    monkeypatch.chdir(town.parent.parent)       # the way starts at the file, not at the shell
    made = read_profile(town / "镇.yaml", DiskWorld())
    assert made.length("page.top").mm == pytest.approx(36)
    assert made.kind == "简报"


def test_a_round_of_files_is_told(tmp_path: Path) -> None:
    for name, base in (("a.yaml", "b.yaml"), ("b.yaml", "a.yaml")):
        (tmp_path / name).write_text(f"extends: {base}\n", encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        read_profile(tmp_path / "a.yaml", DiskWorld())
    (found,) = caught.value.diagnostics
    assert (found.code, found.span.line) == ("E0156", 1)
    assert "a.yaml → b.yaml → a.yaml" in found.message


def test_a_missing_county_file_is_told_by_its_own_name(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"县\.yaml"):
        own(tmp_path, "extends: 县.yaml\n")
