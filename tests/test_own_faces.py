"""A briefing in faces of the user's own, from folder to files."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from support import briefings, foundry
from support.proof.replay import unlike

import reportgen
from reportgen.diagnostics import ReportError
from reportgen.pipeline import Built
from reportgen.world import DiskWorld

pytestmark = pytest.mark.slow

ALL = ("pdf", "docx", "ofd")
HAN = "示例镇工作简报党政综合办公室年月日期一二三四五六七八九十国经济发展万元口，。：、“”（）"
PROFILE = """extends: jianbao
name: 本镇简报
faces:
  fangsong: {word: 示例仿宋, file: 字体/fs.otf}
  hei: {file: 字体/two.ttc, index: 1}
  kai: {file: 字体/vf.ttf, weight: 600}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A briefing whose profile names three files of its own."""
    narrative = briefings.narrative_text().replace("报头:", "版式: 本镇.yaml\n报头:", 1)
    folder = briefings.make(tmp_path / "示例", narrative=narrative)
    (folder / "本镇.yaml").write_text(PROFILE, encoding="utf-8")
    (folder / "字体").mkdir()
    foundry.name_keyed(folder / "字体" / "fs.otf", HAN, family="Own Fang", ps="OwnFang")
    foundry.collection(folder / "字体" / "two.ttc", foundry.cut(HAN), foundry.cut(
        HAN + "0123456789.%", "noto/RGHei.ttf", {"family": "Own Hei", "ps": "OwnHei"}))
    foundry.variable(folder / "字体" / "vf.ttf", HAN, family="Own Kai", ps="OwnKai")
    return folder


def build(folder: Path, out: Path, cache: Path | None = None) -> Built:
    world = DiskWorld({"REPORTGEN_CACHE": str(cache or out.with_name(f"cache of {out.name}"))})
    return reportgen.build(folder, out, world, ALL)


def fonts(pdf: bytes) -> dict[str, str]:
    """Name and kind of each embedded font."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        found = [font.DescendantFonts[0] for page in file.pages
                 for font in page.Resources.Font.values()]
        return {str(font.BaseFont)[8:]: str(font.Subtype) for font in found}


def test_files_of_every_kind_in_one_briefing(folder: Path, tmp_path: Path) -> None:
    built = build(folder, tmp_path / "out")      # which reads all files back and compares them
    used = fonts(built.files["pdf"].read_bytes())
    assert used["OwnFang"] == "/CIDFontType0"
    assert used["OwnHei"] == used["OwnKai"] == used["RGFangSong"] == "/CIDFontType2"
    told = {d.code for d in built.diagnostics}
    assert "I0509" in told
    assert not told & {"I0507", "I0508"}
    first = built.diagnostics[[d.code for d in built.diagnostics].index("I0509")]
    assert first.span.file == str(folder / "briefing.md")
    text = pypdfium2.PdfDocument(built.files["pdf"].read_bytes())[0].get_textpage()
    assert "示例镇工作简报" in text.get_text_range()


def test_ofd_shows_the_same_ink(folder: Path, tmp_path: Path) -> None:
    """Cubic outlines, a variable face at its weight, faces that are lifted."""
    built = build(folder, tmp_path / "out")
    shown = unlike(*(built.files[name].read_bytes() for name in ("pdf", "ofd")))
    assert max(shown) <= 0.005


def test_the_same_files_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    one, two = (build(folder, tmp_path / name) for name in ("一", "二"))
    for name in ALL:
        assert one.files[name].read_bytes() == two.files[name].read_bytes(), name


def pictures(docx: Path) -> list[bytes]:
    with zipfile.ZipFile(docx) as archive:
        return [archive.read(name) for name in sorted(archive.namelist())
                if name.startswith("word/media/")]


def test_charts_follow_the_file_and_not_the_cache(folder: Path, tmp_path: Path) -> None:
    """Another file of the same name and the same widths: pictures are painted anew."""
    before = build(folder, tmp_path / "一", tmp_path / "cache")
    again = build(folder, tmp_path / "二", tmp_path / "cache")
    assert pictures(before.files["docx"]) == pictures(again.files["docx"])
    foundry.collection(folder / "字体" / "two.ttc", foundry.cut(HAN), foundry.cut(
        HAN + "0123456789.%", "noto/RGXiaoBiaoSong.ttf", {"family": "Own Hei", "ps": "OwnHei"}))
    after = build(folder, tmp_path / "三", tmp_path / "cache")
    assert pictures(before.files["docx"]) != pictures(after.files["docx"])
    assert before.files["pdf"].read_bytes() != after.files["pdf"].read_bytes()


def test_word_carries_the_names_of_the_profile(folder: Path, tmp_path: Path) -> None:
    built = build(folder, tmp_path / "out")
    with zipfile.ZipFile(built.files["docx"]) as archive:
        styles = archive.read("word/styles.xml").decode()
        assert not [name for name in archive.namelist() if "/fonts/" in name]
    assert 'w:eastAsia="示例仿宋"' in styles
    assert 'w:eastAsia="黑体"' in styles
    assert "Own" not in styles


def test_a_file_of_no_use_stops_check_and_build(folder: Path, tmp_path: Path) -> None:
    (folder / "字体" / "fs.otf").write_bytes(b"no font")
    (folder / "字体" / "vf.ttf").unlink()
    with pytest.raises(ReportError) as caught:
        build(folder, tmp_path / "out")
    errors = [d for d in caught.value.diagnostics if d.is_error]
    assert [d.code for d in errors] == ["E0503", "E0503"]
    assert {d.span.file for d in errors} == {str(folder / "本镇.yaml")}
    assert {d.span.line for d in errors} == {4, 6}
    assert not (tmp_path / "out").exists()


def test_the_machine_first_and_every_substitution_told(folder: Path, tmp_path: Path) -> None:
    (folder / "本镇.yaml").write_text(
        "extends: jianbao\nfaces:\n  source: system-first\n", encoding="utf-8")
    (tmp_path / "fonts").mkdir()
    foundry.glyf(tmp_path / "fonts" / "a.ttf", HAN, family="SimHei", ps="SimHei", zh="黑体")
    world = DiskWorld({"REPORTGEN_CACHE": str(tmp_path / "cache"),
                   "REPORTGEN_FONTS": str(tmp_path / "fonts")})
    built = reportgen.build(folder, tmp_path / "out", world, ALL)
    assert "SimHei" in fonts(built.files["pdf"].read_bytes())
    told = [d.message for d in built.diagnostics if d.code == "I0507"]
    assert [message.split("，")[0].split(" ")[0] for message in told] == [
        "字体替换：fangsong", "字体替换：kai", "字体替换：kai",
        "字体替换：song", "字体替换：xiaobiaosong"]


def test_rare_names_are_embedded_and_named(tmp_path: Path) -> None:
    """A person's name with characters of extensions B, C and H, in title, text and table."""
    rare = "周𫰠、陈𡌴、林𱖎"
    narrative = briefings.narrative_text().replace("标题: ", f"标题: {rare}", 1)
    folder = briefings.make(tmp_path / "示例", narrative=narrative + f"\n\n网格员{rare}。\n")
    (tmp_path / "fonts").mkdir()
    foundry.drawn_as(tmp_path / "fonts" / "a.ttf", dict(zip("𫰠𡌴𱖎", "国口示", strict=True)),
                     family="Hana Probe", ps="HanaProbe")
    world = DiskWorld({"REPORTGEN_CACHE": str(tmp_path / "cache"),
                       "REPORTGEN_FONTS": str(tmp_path / "fonts")})
    built = reportgen.build(folder, tmp_path / "out", world, ALL)      # compares the files
    assert [each.code for each in built.diagnostics].count("I0511") == 1
    pdf = built.files["pdf"].read_bytes()
    assert fonts(pdf)["HanaProbe"] == "/CIDFontType2"
    read = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert f"网格员{rare}" in read
    with zipfile.ZipFile(built.files["ofd"]) as file:     # none within a row of steps
        alone = b"".join(map(file.read, file.namelist())).decode(errors="ignore")
        assert all(f'">{ch}</ofd:TextCode>' in alone for ch in "𫰠𡌴𱖎")
    with zipfile.ZipFile(built.files["docx"]) as file:
        written = file.read("word/document.xml").decode()
        assert written.count('w:eastAsia="Hana Probe"') == 6
        assert 'w:name="Hana Probe"' in file.read("word/fontTable.xml").decode()


def damaged(data: bytes, seed: int) -> bytes:
    """A font file cut short, with bits turned, with a piece gone, or with another offset."""
    rng, made = random.Random(seed), bytearray(data)  # noqa: S311 - the same each time
    at = rng.randrange(len(data))
    match seed % 4:
        case 0:
            return data[:at]
        case 1:
            for _ in range(rng.choice((1, 4, 40))):
                made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
        case 2:
            made[at:at + rng.choice((4, 64, 500))] = b"\xff" * 4
        case _:
            made[rng.randrange(12, 300)] = 255
    return bytes(made)


def test_a_damaged_face_is_used_or_refused(folder: Path, tmp_path: Path) -> None:
    world = DiskWorld({"REPORTGEN_CACHE": str(tmp_path / "cache")})
    face, codes = folder / "字体" / "fs.otf", set()
    good = face.read_bytes()
    for seed in range(24):
        face.write_bytes(damaged(good, seed))
        try:
            reportgen.build(folder, tmp_path / "out", world)
        except ReportError as error:
            codes |= {found.code for found in error.diagnostics if found.is_error}
    assert codes == {"E0503"}
