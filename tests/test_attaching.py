"""Sources inside a PDF: the same bytes come out, by readers that are not ours."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from support import briefings
from support import photographs as ph

from reportgen import pipeline
from reportgen.diagnostics import ReportError
from reportgen.memory_world import MemoryWorld
from reportgen.proof.pdf.about import attached

PHOTO = """
见{{ 图：现场 }}。

```照片
编号: 现场
题注: 施工现场
文件: 照片/现场.jpg
替代文字: 工地上的人
```
"""
OFFICE = "单位: 示例镇人民政府办公室\n版式: 本镇.yaml\n"
PROFILE = "extends: jianbao\nname: 本镇\nfigure: {gap: 9}\n"
PICTURE = ph.turned(6, gps=True)


def files() -> dict[str, bytes]:
    """An office with an issue that has a profile above it and a photograph that tells a place."""
    return {name: data if isinstance(data, bytes) else data.encode() for name, data in {
        "镇/office.yaml": OFFICE, "镇/本镇.yaml": PROFILE, "镇/期/照片/现场.jpg": PICTURE,
        "镇/期/照片/没有用.jpg": PICTURE, "镇/期/facts.yaml": briefings.facts_text(),
        "镇/期/briefing.md": briefings.narrative_text() + PHOTO}.items()}


def built(**options: object) -> tuple[dict[str, bytes], pipeline.Built]:
    world = MemoryWorld(files())
    made = pipeline.build("镇/期", "out", world, **options)  # type: ignore[arg-type]
    return {name: world.read(path) for name, path in made.files.items()}, made


@pytest.fixture(scope="module")
def made() -> bytes:
    made, told = built(attach_sources=True)
    (item,) = [each for each in told.diagnostics if each.code == "I1151"]
    assert "4 个" in item.message
    assert "facts.yaml" in item.message
    return made["pdf"]


def read(pdf: bytes) -> Mapping[str, bytes]:
    document = pypdfium2.PdfDocument(pdf)
    found = [document.get_attachment(i) for i in range(document.count_attachments())]
    return {each.get_name(): bytes(each.get_data()) for each in found}


def test_the_same_bytes_come_out(made: bytes) -> None:
    given = files()
    found = read(made)
    assert found.keys() == {"briefing.md", "facts.yaml", "本镇.yaml", "照片/现场.jpg"}
    for name in ("briefing.md", "facts.yaml"):
        assert found[name] == given[f"镇/期/{name}"]
    assert found["本镇.yaml"] == given["镇/本镇.yaml"]
    assert attached(made, "PDF") == tuple(sorted(found))
    with pikepdf.open(BytesIO(made)) as pdf:
        assert {name: each.get_file().read_bytes()
                for name, each in pdf.attachments.items()} == found


def test_a_photograph_is_the_one_that_is_printed(made: bytes) -> None:
    """Not the camera's file, which tells where it was taken."""
    data = read(made)["照片/现场.jpg"]
    image = ph.opened(data)
    assert image.format == "JPEG"
    assert not image.getexif()
    assert b"GPS" in PICTURE or ph.opened(PICTURE).getexif()
    with pikepdf.open(BytesIO(made)) as pdf:
        assert any(each.read_raw_bytes() == data for each in pdf.objects
                   if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image")


def test_what_each_is_to_the_document(made: bytes) -> None:
    with pikepdf.open(BytesIO(made)) as pdf:
        found = {str(each.UF): each for each in pdf.Root.AF}
        told = {name: (str(each.AFRelationship), str(each.EF.F.Subtype), str(each.Desc))
                for name, each in found.items()}
        assert told == {
            "briefing.md": ("/Source", "/text/markdown", "文稿"),
            "facts.yaml": ("/Data", "/application/yaml", "数据"),
            "本镇.yaml": ("/Supplement", "/application/yaml", "版式"),
            "照片/现场.jpg": ("/Source", "/image/jpeg", "照片")}
        for each in found.values():
            assert each.EF.F.Params.ModDate == pdf.docinfo["/ModDate"], "no clock is read"
            assert each.EF.F.Params.Size == len(each.EF.F.read_bytes())


def test_never_by_default(made: bytes) -> None:
    plain, told = built()
    along, _ = built(attach_sources=True)
    assert attached(plain["pdf"], "PDF") == () and not read(plain["pdf"])
    assert not [each for each in told.diagnostics if each.code == "I1151"]
    assert along["docx"] == plain["docx"], "Word carries nothing"
    assert along["pdf"] == made, "the same again"


@pytest.mark.parametrize("options", [
    {"pdf_standard": "2a"}, {"pdf_standard": "none"}, {"formats": ("docx",)},
])
def test_where_they_cannot_travel(options: dict[str, object]) -> None:
    with pytest.raises(ReportError, match="E1150") as caught:
        built(attach_sources=True, **options)
    assert caught.value.diagnostics[0].hints


@pytest.mark.slow
def test_the_file_can_be_made_of_what_it_carries(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "data" / "bulletin-2024", tmp_path / "一")
    options = {"formats": ("pdf",), "attach_sources": True}
    pipeline.build(tmp_path / "一", tmp_path / "一.pdf", **options)  # type: ignore[arg-type]
    for name, data in read((tmp_path / "一.pdf").read_bytes()).items():
        (tmp_path / "二" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "二" / name).write_bytes(data)
    pipeline.build(tmp_path / "二", tmp_path / "二.pdf", **options)  # type: ignore[arg-type]
    assert (tmp_path / "一.pdf").read_bytes() == (tmp_path / "二.pdf").read_bytes()


@pytest.mark.system("qpdf")
def test_qpdf_sees_them(made: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(made)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    listed = subprocess.run(["qpdf", "--list-attachments", path], check=True, capture_output=True)
    assert {line.partition(" -> ")[0] for line in listed.stdout.decode().splitlines()} \
        == set(read(made))
    shown = subprocess.run(["qpdf", "--show-attachment=facts.yaml", path], check=True,
                           capture_output=True)
    assert shown.stdout == files()["镇/期/facts.yaml"]


def test_attachments_are_found_wherever_they_hang(made: bytes) -> None:
    with pikepdf.open(BytesIO(made)) as pdf:
        file = pdf.Root.AF[0]
        del pdf.Root.AF, pdf.Root.Names
        pdf.pages[0].obj.Annots = pikepdf.Array([pikepdf.Dictionary(
            Subtype=pikepdf.Name.FileAttachment,
            FS=pikepdf.Dictionary(F="藏.xlsx", EF=file.EF))])
        out = BytesIO()
        pdf.save(out)
    assert attached(out.getvalue(), "PDF") == ("藏.xlsx",)
    for data in (b"", b"%PDF-1.7"):
        with pytest.raises(ReportError, match="E1011"):
            attached(data, "PDF")
    with pikepdf.open(BytesIO(made)) as pdf:
        pdf.save(out := BytesIO(), encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(ReportError, match="有密码"):
        attached(out.getvalue(), "PDF")
