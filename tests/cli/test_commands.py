"""Commands whose output depends on the machine: doctor, fonts; and the rule files."""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path

import pytest
from support import briefings, foundry
from support.proof.twins import replaced

from reportgen.cli import main
from reportgen.diagnostics import Family, ReportError
from reportgen.sources.rules import rules

Shown = pytest.CaptureFixture[str]


def test_doctor_finds_what_is_needed(capsys: Shown) -> None:
    assert main(["doctor", "--json"]) == 0
    checks = json.loads(capsys.readouterr().out)["checks"]
    names = [check["name"] for check in checks]
    assert names[0] == "Python"
    assert {"reportlab", "字体 song", "缓存", "LibreOffice", "qpdf"} <= set(names)
    assert all(check["ok"] for check in checks if check["needed"])


def test_doctor_notices_a_changed_font(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown,
) -> None:
    from reportgen.fonts import library

    folder = library.fonts_dir()
    for path in folder.rglob("*"):
        target = tmp_path / path.relative_to(folder)
        if path.is_dir():
            target.mkdir()
        elif path.suffix in {".ttf", ".toml"}:
            target.symlink_to(path)
    (tmp_path / "noto" / "RGHei.ttf").unlink()
    (tmp_path / "noto" / "RGHei.ttf").write_bytes(b"not the font")
    (tmp_path / "tinos" / "RGLatin.ttf").unlink()
    faces = {key: library.Face(key, tmp_path / file) for key, file in library.BUNDLED_FILES.items()}
    changed = library.FontLibrary(faces, library.BUNDLED_ROLES)
    monkeypatch.setattr(library, "fonts_dir", lambda: tmp_path)
    monkeypatch.setattr(library.FontLibrary, "bundled", staticmethod(lambda: changed))
    assert main(["doctor"]) == 4
    shown = capsys.readouterr()
    assert "字体 hei：noto/RGHei.ttf，校验不符" in shown.err
    assert "字体 latin：文件不在" in shown.err
    assert shown.err.count("E0904") == 2


def test_doctor_asks_for_what_an_install_brings_and_nothing_else() -> None:
    from reportgen.cli.commands import doctor

    wanted = {
        re.split(r"[<>=!~ ;\[]", line, maxsplit=1)[0]
        for line in metadata.requires("reportgen") or () if "extra ==" not in line
    }
    assert {name.lower() for name in doctor.PACKAGES} == {name.lower() for name in wanted}


def test_doctor_notices_a_missing_package(monkeypatch: pytest.MonkeyPatch, capsys: Shown) -> None:
    from reportgen.cli.commands import doctor

    monkeypatch.setitem(doctor.PACKAGES, "no-such-package-here", "试验")
    assert main(["doctor"]) == 1
    assert "no-such-package-here：没有安装（试验）" in capsys.readouterr().err


def test_fonts_lists_roles_coverage_and_licence(capsys: Shown) -> None:
    assert main(["fonts"]) == 0
    text = capsys.readouterr().out
    assert "通用规范汉字表 8105 字" in text
    assert main(["fonts", "--json"]) == 0
    faces = {face["key"]: face for face in json.loads(capsys.readouterr().out)["faces"]}
    assert faces["song"]["standard_characters"] == 8105
    assert all(face["licence"] and face["roles"] for face in faces.values())


def own_profile(folder: Path, faces: str) -> Path:
    """A unit's profile with these faces."""
    path = folder / "本镇.yaml"
    path.write_text(f"extends: jianbao\nfaces:\n  {faces}\n", encoding="utf-8")
    return path


def test_fonts_of_a_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown,
) -> None:
    """Which file each role uses, its kind, where it comes from; substitutions are told."""
    (tmp_path / "fonts").mkdir()
    monkeypatch.setenv("REPORTGEN_FONTS", str(tmp_path / "fonts"))
    foundry.glyf(tmp_path / "fonts" / "hei.ttf", family="Hei", ps="Hei", zh="黑体")
    foundry.name_keyed(tmp_path / "own.otf")
    path = own_profile(tmp_path, "source: system-first\n  song: {file: own.otf}\n"
                                 "  kai: {source: bundled}\n  fangsong: {source: bundled}")
    assert main(["fonts", "--profile", str(path), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [d["code"] for d in report["diagnostics"]] == ["I0507"]
    assert report["roles"]["hei"]["faces"][0] == "hei-own"
    faces = {face["key"]: face for face in report["faces"]}
    assert faces["hei-own"]["path"] == str(tmp_path / "fonts" / "hei.ttf")
    assert faces["hei-own"]["name"] == "黑体"
    assert (faces["song-own"]["kind"], faces["song-own"]["source"]) == ("OpenType CFF", "own")
    assert 10 < faces["song-own"]["standard_characters"] < 30
    assert faces["kai"]["source"] == "bundled"
    assert main(["fonts", "--profile", str(path)]) == 0
    shown = capsys.readouterr()
    assert "song          Probe Song、RGSong" in shown.out
    assert "字体替换：xiaobiaosong 要用 方正小标宋简体" in shown.err
    assert main(["fonts", "国\U0001f600", "--profile", str(path)]) == 4


def test_fonts_takes_a_briefing_or_a_name(tmp_path: Path, capsys: Shown) -> None:
    folder = briefings.make(tmp_path / "示例", narrative=briefings.narrative_text().replace(
        "报头:", "版式: 本镇.yaml\n报头:", 1))
    foundry.glyf(folder / "a.ttf")
    own_profile(folder, "song: {file: a.ttf}")
    assert main(["fonts", "--profile", str(folder)]) == 0
    assert str(folder / "a.ttf") in capsys.readouterr().out
    assert main(["fonts", "--profile", "简报"]) == 0
    assert main(["fonts", "--profile", "简抱"]) == 3
    assert "E0133" in capsys.readouterr().err


def test_fonts_lists_what_is_in_a_file(tmp_path: Path, capsys: Shown) -> None:
    second = foundry.cut(names={"family": "Second", "ps": "Second", "zh": "第二"})
    second["OS/2"].fsType = 2
    path = foundry.collection(tmp_path / "c.ttc", foundry.cut(), second)
    assert main(["fonts", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split()[:4] == ["0", "Probe", "Song", "TrueType"]
    assert lines[2].split()[:3] == ["1", "第二", "TrueType"]
    assert "不允许嵌入" in lines[2]
    path.write_bytes(path.read_bytes()[:3000])
    assert main(["fonts", str(path)]) == 4
    assert "E0503" in capsys.readouterr().err


@pytest.mark.slow
def test_doctor_looks_for_the_faces_word_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown,
) -> None:
    monkeypatch.setenv("REPORTGEN_FONTS", str(tmp_path))
    foundry.glyf(tmp_path / "fs.ttf", family="FangSong", ps="FangSong", zh="仿宋")
    foundry.edited(tmp_path / "song.ttf", lambda font: setattr(font["OS/2"], "fsType", 2),
                   family="SimSun", ps="SimSun", zh="宋体")
    assert main(["doctor", "--json"]) == 0
    checks = {c["name"]: c for c in json.loads(capsys.readouterr().out)["checks"]}
    assert checks["电脑字体 仿宋_GB2312"]["text"] == f"仿宋，{tmp_path / 'fs.ttf'}"
    assert not checks["电脑字体 宋体"]["ok"]
    assert "不允许嵌入" in checks["电脑字体 宋体"]["text"]
    assert not checks["电脑字体 黑体"]["ok"]


def test_fonts_reads_a_file(tmp_path: Path, capsys: Shown) -> None:
    path = tmp_path / "稿.md"
    path.write_text("坦头垟\n", encoding="utf-8")
    assert main(["fonts", str(path)]) == 0
    path.write_text("坦头垟😀\n", encoding="utf-8")
    assert main(["fonts", str(path)]) == 4
    assert "U+1F600" in capsys.readouterr().err


def test_rule_lists_every_code(capsys: Shown) -> None:
    assert main(["rule"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(rules())


def test_a_wrong_rule_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("E0001:\n  titel: 错\n", encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        rules(tmp_path)
    assert caught.value.family is Family.INPUT
    assert {d.code for d in caught.value.diagnostics} == {"E0120", "E0121"}


def test_machines_read_how_many_differences_there_are(
    sample_pdf: Path, sample_docx: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of which the first are told."""
    other = tmp_path / "改.docx"
    other.write_bytes(replaced(sample_docx.read_bytes(), "枇杷", "柑橘"))
    assert main(["parity", str(sample_pdf), str(other), "--json"]) == 6
    found = json.loads(capsys.readouterr().out)
    assert found["parity"]["differences"] >= len(found["diagnostics"]) > 0
