"""The PDF, read back by tools that did not write it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from support.papers import META, everything, paragraph, pdf_of

from reportgen.document.tree import Document, Heading, Text
from reportgen.fonts import FontLibrary
from reportgen.layout.pages import Element, GlyphRun, Marked, Page, Pages
from reportgen.writers.pdf.icc import srgb_profile
from reportgen.writers.pdf.write import write_pdf


def read(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def tree(data: bytes) -> list[str]:
    """Roles of the structure in reading order, two spaces a level."""
    pdf = pikepdf.open(io.BytesIO(data))
    lines: list[str] = []

    def walk(node: pikepdf.Object, depth: int) -> None:
        lines.append("  " * depth + str(node.S)[1:])
        for kid in node.K:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid, depth + 1)

    for top in pdf.Root.StructTreeRoot.K:
        walk(top, 0)
    return lines


@pytest.fixture(scope="module")
def whole() -> bytes:
    return pdf_of(*everything())


def test_text_comes_back_as_it_went_in(whole: bytes) -> None:
    found = read(whole)
    for part in ("示例镇工作情况", "固定资产投资20517万元", "——尤其是交通项目——", "101.5万元",
                 "（共印10份）"):
        assert part in found, part


def test_wide_gaps_make_no_spaces() -> None:
    # One short line set wide: readers must not see a space where the gap is large.
    letters = "投资20517万元，产值8337.3万元。"
    run = GlyphRun("song", 16, 80, 100, letters, 450, spacing=6)
    root = Element("Document")
    page = Page(1, 595.28, 841.89, (Marked(Element("P", root), (run,)),))
    data = write_pdf(Pages((page,), root), Document(META, ()), FontLibrary.bundled())
    pdf = pikepdf.open(io.BytesIO(data))
    assert b"ActualText" not in pdf.pages[0].Contents.read_bytes()
    assert letters in read(data)


def test_every_plane_extracts() -> None:
    rare = "坦头垟㙍𫠊𬺓"
    assert rare in read(pdf_of(paragraph(rare))).replace("\r\n", "")


def test_characters_that_share_a_glyph_stay_apart() -> None:
    text = "甲—乙―丙·丁•戊"
    assert text in read(pdf_of(paragraph(text)))


def test_structure_reads_in_order(whole: bytes) -> None:
    roles = tree(whole)
    assert roles[0] == "Document"
    flat = [role.strip() for role in roles]
    assert flat.index("H1") < flat.index("H2") < flat.index("H3") < flat.index("L")
    assert flat.index("L") < flat.index("Table") < flat.index("Figure")
    assert flat.count("TR") == 9
    assert flat.count("TH") == 2 + 8
    assert "    Link" in roles
    assert "    Caption" in roles


def test_figures_speak_and_tables_are_scoped(whole: bytes) -> None:
    pdf = pikepdf.open(io.BytesIO(whole))
    found = {str(o.S): o for o in pdf.objects
             if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"}
    assert str(found["/Figure"].Alt) == "条形图：固定资产投资20517万元。"
    assert len(found["/Figure"].A.BBox) == 4
    assert str(found["/TH"].A.Scope) in {"/Row", "/Column"}


def test_outline_and_links(whole: bytes) -> None:
    pdf = pikepdf.open(io.BytesIO(whole))
    with pdf.open_outline() as outline:
        top = outline.root[0]
        assert top.title == "示例镇工作情况和下一步打算"
        assert [child.title for child in top.children] == ["一、经济发展"]
        assert [child.title for child in top.children[0].children] == ["（一）产业"]
    link = pdf.pages[0].Annots[0]
    assert str(link.Contents) == "表1"
    assert link.Dest[0].Type == "/Page"


def test_file_says_what_it_is(whole: bytes) -> None:
    pdf = pikepdf.open(io.BytesIO(whole))
    assert pdf.pdf_version == "1.7"
    assert str(pdf.Root.Lang) == "zh-CN"
    assert str(pdf.docinfo.Title) == META.title
    meta = pdf.open_metadata()
    assert meta["dc:title"] == META.title
    assert meta["pdfaid:part"] == "3"
    assert meta["pdfaid:conformance"] == "A"
    assert meta["pdfuaid:part"] == "1"


def test_fonts_are_embedded_once_a_face(whole: bytes) -> None:
    pdf = pikepdf.open(io.BytesIO(whole))
    fonts = pdf.pages[0].Resources.Font
    names = sorted(str(font.BaseFont)[8:] for font in fonts.values())
    assert names == sorted(set(names))
    for font in fonts.values():
        assert font.Subtype == "/Type0"
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_no_heading_no_outline() -> None:
    pdf = pikepdf.open(io.BytesIO(pdf_of(paragraph("甲"))))
    assert "/Outlines" not in pdf.Root


def test_nested_headings_skip_no_level() -> None:
    heads = [Heading(n, "", (Text(f"第{n}级"),)) for n in (1, 2, 3, 4, 1)]
    with pikepdf.open(io.BytesIO(pdf_of(*heads, paragraph("甲")))).open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["第1级", "第1级"]


@pytest.mark.slow
def test_same_pages_same_bytes(whole: bytes) -> None:
    assert pdf_of(*everything()) == whole
    code = (
        "import hashlib; from support import papers;"
        "print(hashlib.sha256(papers.pdf_of(*papers.everything())).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone,
                 "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert len(digests) == 1


def test_icc_profile_is_small_and_well_formed() -> None:
    from PIL import ImageCms

    data = srgb_profile()
    assert len(data) == int.from_bytes(data[:4], "big") < 700
    profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
    assert ImageCms.getProfileDescription(profile).strip() == "sRGB"
    transform = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    from PIL import Image

    shades = Image.new("RGB", (1, 1), (200, 40, 90))
    out = ImageCms.applyTransform(shades, transform)
    assert out is not None
    assert all(abs(a - b) <= 2 for a, b in zip(out.getpixel((0, 0)), (200, 40, 90), strict=True))


@pytest.mark.system("pdftotext")
def test_squeezed_punctuation_stays_on_its_line(tmp_path: Path) -> None:
    text = "带“余”“超”“多”的是约数，《甲》（试行）、“乙”各不相同。"
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of(paragraph(text)))
    found = subprocess.run(
        ["pdftotext", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert text in found.replace("\n", "")
    assert found.count("\n") <= 4
