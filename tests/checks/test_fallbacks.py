"""What the user's face leaves to the bundled ones is told: which characters, how often, where."""

from __future__ import annotations

from pathlib import Path

from support import foundry
from support.papers import META, paragraph

from reportgen.checks.faces.glyphs import check_glyphs
from reportgen.diagnostics import Severity, Sink, Span
from reportgen.document.tree import Document, Paragraph, Text
from reportgen.fonts import FontLibrary
from reportgen.fonts.select import library_for
from reportgen.style.profile import load_profile
from reportgen.style.wishes import Wish
from reportgen.world import DiskWorld


def told(document: Document, library: FontLibrary) -> list[tuple[str, Span, str]]:
    sink = Sink()
    check_glyphs(document, {}, load_profile(), library, sink)
    assert all(each.severity is Severity.INFO for each in sink)
    return [(each.code, each.span, each.message) for each in sink]


def own(path: Path) -> FontLibrary:
    return library_for([Wish("fangsong", ("仿宋",), "Times", file=path)], DiskWorld({}), Sink())


TEXT = "国家，“国口”十20垟—垟"


def document(*spans: Span) -> Document:
    return Document(META, tuple(Paragraph((Text(TEXT, span=span),)) for span in spans))


def test_bundled_faces_say_nothing() -> None:
    assert told(document(Span("a.md", 1, 1, len(TEXT))), FontLibrary.bundled()) == []


def test_missing_characters_and_odd_marks(tmp_path: Path) -> None:
    def narrow(font: foundry.TTFont) -> None:
        for ch in "“”":
            name = font.getBestCmap()[ord(ch)]
            font["hmtx"][name] = (500, font["hmtx"][name][1])

    library = own(foundry.edited(tmp_path / "own.ttf", narrow))
    found = told(document(Span("a.md", 7, 1, len(TEXT)), Span("a.md", 9, 1, len(TEXT))), library)
    assert ("I0509", Span("a.md", 7, 2, 1),
            "字体“Probe Song”（fangsong）没有 家（1 个字符），共 2 处，改用 RGFangSong") in found
    assert ("I0509", Span("a.md", 7, 11, 1),
            "字体“Probe Song”（fangsong）没有 垟（1 个字符），共 4 处，"
            "改用 RGFangSongFill") in found
    assert ("I0510", Span("a.md", 7, 4, 1),
            "字体“Probe Song”（fangsong）的标点 “ ” 宽度或位置不合中文排版，共 4 处，"
            "改用 RGFangSong") in found
    assert len(found) == 3, "digits come from the face for them, by wish"


def test_long_lists_are_cut(tmp_path: Path) -> None:
    library = own(foundry.glyf(tmp_path / "own.ttf", text="国"))
    (code, _, message), = told(Document(META, (paragraph("甲乙丙丁戊己庚辛壬癸国"),)), library)
    assert code == "I0509"
    assert "甲 乙 丙 丁 戊 己 庚 辛……（10 个字符），共 10 处" in message


def test_a_glyph_that_cannot_be_read_is_found_before_anything_is_written(tmp_path: Path) -> None:
    path = foundry.name_keyed(tmp_path / "own.otf", text="国口")
    library = own(path)
    sink = Sink()
    face = library.face("fangsong-own")
    assert face.has("国")
    data = bytearray(path.read_bytes())
    start = data.find(b"CFF ", 12)
    at = int.from_bytes(data[start + 8 : start + 12], "big")
    data[at : at + 64] = bytes(64)     # after it was looked at: as by a failing disk
    path.write_bytes(data)
    damaged = own_unchecked(path)
    check_glyphs(Document(META, (paragraph("国口"),)), {}, load_profile(), damaged, sink)
    assert [each.code for each in sink if each.is_error] == ["E0503"]


def own_unchecked(path: Path) -> FontLibrary:
    """A library with the face as it is, not tried out."""
    from reportgen.fonts import Face
    from reportgen.fonts.library import BUNDLED_ROLES, RoleFaces

    faces = {face.key: face for face in FontLibrary.bundled().faces()}
    faces["own"] = Face("own", path, own=True)
    roles = {**BUNDLED_ROLES, "fangsong": RoleFaces(("own", "fangsong"), "latin")}
    return FontLibrary(faces, roles)
