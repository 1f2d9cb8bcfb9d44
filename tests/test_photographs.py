"""Photographs from the folder to the files: what an office sends, good and bad."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from support import photographs as ph

from reportgen.cli import main
from reportgen.diagnostics import ReportError
from reportgen.pipeline import Built, build
from reportgen.world import DiskWorld

BAD = {
    "断.jpg": (ph.jpeg()[:5000], "E0164"), "断.png": (ph.png()[:-30], "E0164"),
    "半.png": (ph.torn_png(ph.scene(400, 400)), "E0164"),
    "包.jpg": (b"PK\x03\x04" + bytes(100), "E0163"), "空.jpg": (b"", "E0164"),
    "动.jpg": (ph.encoded(ph.scene(), "GIF"), "E0163"),
    "网.webp": (ph.encoded(ph.scene(), "WEBP")[:-9], "E0164"),
    "屏.bmp": (ph.encoded(ph.scene(), "BMP")[:-9000], "E0164"),
    "扫.tif": (ph.encoded(ph.scene(), "TIFF")[:-9000], "E0164"),
    "原.tif": (ph.tiff(DNGVersion=b"\1\4\0\0"), "E0163"),
    "矢.png": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "E0163"),
    "点.png": (ph.png(Image.new("L", (1, 1))), "E0165"),
    "线.png": (ph.png(Image.new("L", (1, 20_000))), "E0165"),
    "带.jpg": (ph.jpeg(Image.new("L", (30_000, 20))), "E0165"),
    "弹.png": (ph.png_claiming(60_000, 60_000), "E0165"),
    "弹.jpg": (ph.jpeg_claiming(60_000, 60_000), "E0165"),
}


def codes(built: Built) -> list[str]:
    return sorted(item.code for item in built.diagnostics if item.code[1:4] in ("016", "044"))


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    data, code = BAD[name]
    folder = ph.briefing(tmp_path / "简报", ph.fence(name), {name: data})
    with pytest.raises(ReportError) as caught:
        build(folder, tmp_path / "out")
    (found,) = [item for item in caught.value.diagnostics if item.is_error]
    assert found.code == code
    assert name in found.message
    assert found.hints
    assert found.span.file.endswith("briefing.md")
    assert not (tmp_path / "out").exists()


def test_a_draft_is_built_without_a_photograph_and_the_final_version_is_not(
    tmp_path: Path,
) -> None:
    """Both formats have the box and name the file; parity compares them."""
    fences = ph.fence("照片/现场.jpg") + "\n" + ph.fence("照片/路.jpg", "编号: 路")
    folder = ph.briefing(tmp_path / "简报", fences, {"照片/路.jpg": ph.jpeg()})
    built = build(folder, tmp_path / "out", draft=True)
    assert codes(built).count("W0160") == 1
    assert built.parity is not None
    with zipfile.ZipFile(built.files["docx"]) as word:
        assert len([name for name in word.namelist() if "media/photo" in name]) == 2
        assert "〔缺照片：照片/现场.jpg〕" in word.read("word/document.xml").decode()
    with pytest.raises(ReportError) as caught:
        build(folder, tmp_path / "final")
    assert [item.code for item in caught.value.diagnostics if item.is_error] == ["E0160"]
    assert not (tmp_path / "final").exists()


def test_check_finds_what_build_would(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "半.png"
    folder = ph.briefing(tmp_path / "简报", ph.fence(name), {name: BAD[name][0]})
    assert main(["check", str(folder), "--json"]) == 3
    report = json.loads(capsys.readouterr().out)
    assert "E0164" in {item["code"] for item in report["diagnostics"]}


@pytest.mark.slow
def test_thirty_thousand_pixels_are_printed(tmp_path: Path) -> None:
    wide = Image.new("RGB", (30_000, 2_000), (90, 120, 60))
    folder = ph.briefing(tmp_path / "简报", ph.fence("宽.jpg"), {"宽.jpg": ph.jpeg(wide)})
    built = build(folder, tmp_path / "out")
    assert codes(built) == []
    with pikepdf.open(built.files["pdf"]) as pdf:
        (image,) = (each for each in pdf.objects
                    if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image")
        assert image.Width <= 1843


FILES = {
    "照片/竖.jpg": ph.turned(6, gps=True), "照片/横.jpg": ph.jpeg(ph.scene(1200, 900)),
    "照片/图.png": ph.png(ph.scene(900, 700).quantize(30)),
}
FENCES = "\n".join([
    ph.fence("照片/竖.jpg", "摄影: 张某某"), ph.fence("照片/横.jpg", "编号: 横", "宽: 60%"),
    "```照片\n题注: 前后\n照片:\n  - {文件: 照片/横.JPG, 题注: 甲处, 替代文字: 路。}\n"
    "  - {文件: 照片/图.png, 题注: 乙处, 替代文字: 桥。}\n```\n",
    "```照片\n文件: 照片/横.jpg\n装饰: 是\n宽: 20%\n```\n",
])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    base = tmp_path_factory.mktemp("photographs")
    folder = ph.briefing(base / "简报", FENCES, FILES)
    return build(folder, base / "out", formats=("pdf", "docx", "text"))


def test_what_the_user_is_told(built: Built) -> None:
    assert codes(built) == ["I0161", "I0166", "I0440"]
    told = {item.code: item for item in built.diagnostics}
    assert "照片/竖.jpg" in told["I0166"].message
    assert not [item for item in built.diagnostics if item.code in ("W0409", "W0330")]


def test_three_formats_say_the_same(built: Built) -> None:
    text = built.files["text"].read_text(encoding="utf-8")
    assert "图2　现场（张某某摄）\n（照片：山谷里有一条路。）" in text
    assert "图4　前后\n（a）甲处（照片：路。）\n（b）乙处（照片：桥。）" in text
    with zipfile.ZipFile(built.files["docx"]) as archive:
        names = archive.namelist()
        body = archive.read("word/document.xml").decode()
        media = {name: archive.read(name) for name in names if "media/photo" in name}
    assert sorted(media) == ["word/media/photo1.jpg", "word/media/photo2.jpg",
                             "word/media/photo3.png"]
    assert body.count('descr="山谷里有一条路。"') == 2
    with pikepdf.open(built.files["pdf"]) as pdf:
        images = [each for each in pdf.objects
                  if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]
        assert len(images) == 3
        alts = [str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary)
                and each.get("/S") == "/Figure"]
    assert [sum(alt == said for alt in alts) for said in ("山谷里有一条路。", "路。", "桥。")] == \
        [2, 1, 1]


def test_sizes_are_equal_in_both(built: Built) -> None:
    with zipfile.ZipFile(built.files["docx"]) as archive:
        body = archive.read("word/document.xml").decode()
    extents = re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"', body)[1:]     # the first is a chart
    word = sorted(tuple(round(int(side) / 12700) for side in pair) for pair in extents)
    paper = []
    with pikepdf.open(built.files["pdf"]) as pdf:
        for page in pdf.pages:
            content = page.Contents.read_bytes().decode("latin-1")
            paper += re.findall(r"q ([\d.]+) 0 0 ([\d.]+) [\d.]+ [\d.]+ cm /Im\d+ Do", content)
    assert word == sorted(tuple(round(float(side)) for side in pair) for pair in paper)
    assert len(word) == 5


def test_pictures_are_upright_and_tell_nothing(built: Built) -> None:
    with zipfile.ZipFile(built.files["docx"]) as archive:
        first = archive.read("word/media/photo1.jpg")
    image = Image.open(io.BytesIO(first))
    assert ph.corners(image) == list(ph.CORNERS)
    assert dict(image.getexif()) == {}
    for format in ("pdf", "docx"):
        assert b"SECRETMAKER" not in built.files[format].read_bytes()


@pytest.mark.slow
def test_same_folder_same_bytes_with_any_cache(built: Built, tmp_path: Path) -> None:
    folder = ph.briefing(tmp_path / "简报", FENCES, FILES)
    cold = DiskWorld(env={"REPORTGEN_CACHE": str(tmp_path / "cache")})
    none = DiskWorld(env={"REPORTGEN_CACHE": str(folder / "facts.yaml")})     # a file: no cache
    for world in (cold, cold, none):
        again = build(folder, tmp_path / "out", world, formats=("pdf", "docx", "text"))
        for format, path in again.files.items():
            assert path.read_bytes() == built.files[format].read_bytes(), format
    assert list((tmp_path / "cache").glob("*.print"))


def test_photographs_of_a_branch_not_taken_are_not_printed(tmp_path: Path) -> None:
    fences = "{% 如果 没有 示例果产量 %}\n" + ph.fence("a.jpg") + "{% 结束 %}\n"
    folder = ph.briefing(tmp_path / "简报", fences, {"a.jpg": ph.jpeg()})
    built = build(folder, tmp_path / "out", formats=("docx",))
    with zipfile.ZipFile(built.files["docx"]) as archive:
        assert not [name for name in archive.namelist() if "photo" in name]


def test_a_row_of_three_photographs_is_referred_to(tmp_path: Path) -> None:
    """The link leads to the row's caption, below those of its photographs, in both files."""
    photos = "".join(
        f"  - {{文件: {name}.jpg, 题注: 分图{name}, 替代文字: 路。}}\n" for name in "甲乙丙")
    fence = f"见{{{{ 图：三 }}}}。\n\n```照片\n编号: 三\n题注: 三张照片\n照片:\n{photos}```\n"
    data = {f"{name}.jpg": ph.jpeg() for name in "甲乙丙"}
    built = build(ph.briefing(tmp_path / "简报", fence, data), tmp_path / "out")
    assert built.parity is not None
