"""Rare characters: a face that has them is found, in a fixed order, or none is."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import foundry

from reportgen.diagnostics import Sink, Span
from reportgen.fonts import Face, FontLibrary
from reportgen.fonts.problems import is_eastern, ways_out
from reportgen.fonts.select import library_for
from reportgen.fonts.system import FOLDERS_VARIABLE
from reportgen.style.wishes import Filler, Wish
from reportgen.world import DiskWorld

RARE = {"𫰠": "国", "𡌴": "口", "𱖎": "示"}     # extensions C, B and H
PLACE = Span("本镇.yaml", 3, 5)


def library(
    folder: Path, *fill: Filler, role: str = "fangsong", more: tuple[Path, ...] = (),
    file: Path | None = None,
) -> tuple[FontLibrary, Sink]:
    """The faces of a machine whose fonts lie in `folder`."""
    sink = Sink()
    world = DiskWorld({FOLDERS_VARIABLE: str(folder), "REPORTGEN_CACHE": str(folder / "cache")})
    wish = Wish(role, ("仿宋",), "Times", file, more=more, fill=fill, span=PLACE)
    return library_for([wish], world, sink), sink


def shown(found: Face | None) -> str:
    return found.label if found is not None else ""


def test_without_a_face_there_is_none_and_nothing_is_drawn_instead(tmp_path: Path) -> None:
    faces, sink = library(tmp_path)
    assert faces.missing("fangsong", "周𫰠") == [(1, "𫰠")]
    assert not list(sink)


@pytest.mark.parametrize("role", FontLibrary.bundled().roles())
def test_a_face_of_the_machine_is_found_in_every_role(tmp_path: Path, role: str) -> None:
    foundry.drawn_as(tmp_path / "a.ttf", RARE, family="Hana Probe", ps="HanaProbe")
    faces, sink = library(tmp_path, role=role)
    chain = faces.chain(role)
    for ch in RARE:
        assert shown(chain.face_for(ch)) == "Hana Probe"
        assert chain.advance(ch) == 1000
    assert faces.missing(role, "周𫰠、𡌴𱖎") == []
    assert faces.families() == dict.fromkeys(RARE, "Hana Probe")
    face = chain.face_for("𫰠")
    assert face is not None
    assert faces.face(face.key) is face
    assert not list(sink)


def test_nothing_is_looked_for_before_it_is_needed(tmp_path: Path) -> None:
    foundry.drawn_as(tmp_path / "a.ttf", RARE, family="Hana Probe", ps="HanaProbe")
    faces, _ = library(tmp_path)
    assert faces.missing("fangsong", "示例镇") == []
    assert faces.families() == {}
    assert not (tmp_path / "cache").exists()


def test_listed_names_and_files_go_first_in_their_order(tmp_path: Path) -> None:
    for name in ("Aa", "Bb", "Cc"):
        foundry.drawn_as(tmp_path / f"{name}.ttf", RARE, family=name, ps=name)
    (tmp_path / "elsewhere").mkdir()
    path = foundry.drawn_as(tmp_path / "elsewhere" / "d.ttf", {"𫰠": "国"}, family="Dd", ps="Dd")
    assert shown(library(tmp_path)[0].chain("fangsong").face_for("𫰠")) == "Aa"
    faces, _ = library(tmp_path, Filler("不在"), Filler("Bb"), Filler("", path, PLACE))
    assert shown(faces.chain("fangsong").face_for("𫰠")) == "Bb"
    faces, _ = library(tmp_path, Filler("", path, PLACE), Filler("Cc"))
    assert [shown(faces.chain("fangsong").face_for(ch)) for ch in "𫰠𡌴"] == ["Dd", "Cc"]


def test_a_listed_file_that_is_of_no_use_is_an_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    faces, sink = library(tmp_path, Filler("", broken, PLACE))
    assert faces.chain("fangsong").face_for("𫰠") is None
    assert [(each.code, each.span) for each in sink] == [("E0503", PLACE)]


def test_faces_that_may_not_be_embedded_are_passed_over(tmp_path: Path) -> None:
    def forbid(font: foundry.TTFont) -> None:
        font["OS/2"].fsType = 2
        cmap = font.getBestCmap()
        foundry.FontBuilder(font=font).setupCharacterMap({ord("𫰠"): cmap[ord("国")]})

    foundry.edited(tmp_path / "a.ttf", forbid)
    assert library(tmp_path)[0].chain("fangsong").face_for("𫰠") is None
    foundry.drawn_as(tmp_path / "b.ttf", RARE, family="Free", ps="Free")
    assert shown(library(tmp_path)[0].chain("fangsong").face_for("𫰠")) == "Free"


def test_a_face_of_last_resort_shows_nothing(tmp_path: Path) -> None:
    box = {chr(code): "口" for code in range(ord("𫰠") - 2, ord("𫰠") + 3)}
    foundry.drawn_as(tmp_path / "last.ttf", box, family="Last Resort", ps="LastResort")
    assert library(tmp_path)[0].chain("fangsong").face_for("𫰠") is None


def test_the_second_file_of_a_role_goes_before_the_bundled_faces(tmp_path: Path) -> None:
    first = foundry.glyf(tmp_path / "1.ttf", "国口、", family="First", ps="First")
    second = foundry.drawn_as(tmp_path / "2.ttf", {"𫰠": "国", "示": "示"}, family="Two", ps="Two")
    faces, sink = library(tmp_path, file=first, more=(second,))
    chain = faces.chain("fangsong")
    assert [shown(chain.face_for(ch)) for ch in "国示𫰠例"] == ["First", "Two", "Two", ""]
    assert not list(sink)


def test_only_writing_of_the_east_is_filled_in() -> None:
    assert all(map(is_eastern, "𫰠𡌴㖞\U0002ebf1\U000323b0ꀀ"))
    assert not any(map(is_eastern, "😀★aé\ue000①"))


def test_nobody_is_told_to_change_his_name() -> None:
    for ch in RARE:
        said = "".join(ways_out(ch))
        assert "不必改" in said
        assert "SimSun-ExtB" in said
        assert "fonts-hanazono" in said
        assert "补字" in said
        assert "删去" not in said
    assert "删去" in "".join(ways_out("😀"))
