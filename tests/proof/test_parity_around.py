"""Faults planted around the text of finished files: footers, headers, links, notes."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from support.proof.edits import with_parts
from support.proof.twins import BODY, packed, parts, replaced, respoken, said, twins

from reportgen.pipeline import build
from reportgen.proof.parity import parity
from reportgen.proof.parity.bitmaps import unlike_bitmaps
from reportgen.proof.parity.furniture import unlike_titles
from reportgen.proof.pdf.read import read_pdf
from reportgen.proof.word.read import read_word
from reportgen.world import DiskWorld

# name → (the part, what stands in it, what stands in its place, the code)
AROUND: dict[str, tuple[str, str, str, str]] = {
    "the dashes of a page number": ("word/footer-default.xml", ">— <", ">第 <", "E1007"),
    "the number of all pages": ("word/footer-even.xml", " PAGE ", " NUMPAGES ", "E1007"),
    "no field but a number": ("word/footer-even.xml", " PAGE ", " =1 ", "E1007"),
    "a reference that leads elsewhere":
        ("word/document.xml", "REF _Ref_指标", "REF _Ref_枇杷", "E1006"),
    "a reference that leads nowhere":
        ("word/document.xml", "REF _Ref_指标", "REF _Ref_无", "E1006"),
    "a reference that is none": ("word/document.xml", "REF _Ref_指标", "PAGE", "E1006"),
}


@pytest.mark.parametrize("name", AROUND)
def test_fault_around_the_text(name: str) -> None:
    part, old, new, code = AROUND[name]
    both = twins()
    target = next(t for t in re.findall(r"REF (_Ref_\w+) ", parts(both.word)[BODY].decode()))
    other = next(t for t in re.findall(r'w:name="(_Ref_\w+)"', parts(both.word)[BODY].decode())
                 if t != target)
    old, new = (text.replace("_Ref_指标", target).replace("_Ref_枇杷", other)
                for text in (old, new))
    found = parity(both.pdf, replaced(both.word, old, new, part))
    alike = [each for each in found.differences if each.code != "E1043"]   # of the Word file alone
    assert [each.code for each in alike] == [code], said(found)
    assert all(each.pdf for each in alike)
    assert all(each.other or "none" in name for each in alike)
    assert (len(alike) < len(found.differences)) is ("elsewhere" in name)


def test_the_title_of_the_file() -> None:
    both = twins()
    title = re.findall("<dc:title>(.*?)</dc:title>", parts(both.word)["docProps/core.xml"].decode())
    assert title
    assert title[0]
    other = replaced(both.word, f">{title[0]}<", ">别的题名<", "docProps/core.xml")
    (found,) = parity(both.pdf, other).differences
    assert found.message.startswith("文件属性里的题名不同：PDF 是“")
    assert "Word 是“别的题名”" in found.message
    cleared = replaced(both.word, title[0], "", "docProps/core.xml")
    assert parity(both.pdf, cleared).differences == ()


def test_a_title_longer_than_word_keeps() -> None:
    both = twins()
    pdf = replace(read_pdf(both.pdf, "PDF"), title="题" * 300)
    word = read_word(both.word, "Word")
    assert not [*unlike_titles(pdf, replace(word, title="题" * 254 + "…"))]
    assert [*unlike_titles(pdf, replace(word, title="题" * 253 + "…"))]
    assert [*unlike_titles(pdf, replace(word, title="题" * 300 + "…"))]


def test_a_heading_that_ends_with_a_number_stands_in_a_contents(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "data" / "bulletin-2024", tmp_path / "刊")
    text = (tmp_path / "刊/briefing.md").read_text(encoding="utf-8")
    (tmp_path / "刊/briefing.md").write_text(text.replace("工程进展", "回顾2023"), encoding="utf-8")
    files = build(tmp_path / "刊", tmp_path / "out", DiskWorld({})).files
    pdf, word = (files[name].read_bytes() for name in ("pdf", "docx"))
    torn = replaced(word, "回顾2023</w:t>", "回顾20</w:t><w:tab/><w:t>23</w:t>")
    assert "E1001" in {each.code for each in parity(pdf, torn).differences}


def test_a_png_that_is_broken_off_is_told() -> None:
    word = twins().word
    name = next(name for name in parts(word) if name.endswith(".png"))
    files = parts(word)
    files[name] = files[name][:40] + bytes(40) + files[name][80:]
    assert "读不出" in "".join(each.message for each in unlike_bitmaps(packed(files), "Word"))


def test_a_draft_is_one_in_both() -> None:
    both = twins()
    header = ('<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
              "<w:p><w:r><w:t>草　稿</w:t></w:r></w:p></w:hdr>")
    marked = with_header(both.word, header)
    found = parity(both.pdf, marked)
    assert said(found) == "E1007 页眉不同：PDF 里没有，Word 里“草稿”"
    assert found.differences[0].pdf is not None


def with_header(word: bytes, header: str) -> bytes:
    """The file with a header on all pages but even ones."""
    files = parts(word)
    rels = "word/_rels/document.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    files[rels] = files[rels].replace(b"</Relationships>", (
        f'<Relationship Id="h1" Type="{kind}/header" Target="header9.xml"/></Relationships>'
    ).encode())
    files["word/header9.xml"] = header.encode()
    files[BODY] = files[BODY].replace(
        b"<w:sectPr>", b'<w:sectPr><w:headerReference w:type="default" r:id="h1"/>')
    assert b"headerReference" in files[BODY]
    return packed(files)


def test_a_page_number_that_is_another() -> None:
    """A page of the PDF that says it is another one."""
    def misnumbered(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        data = page.Contents.read_bytes()
        font = data[data.index(b"/Pagination") :]
        codes = re.findall(rb"<([0-9A-F]+)>", font)
        page.Contents.write(data.replace(codes[0], codes[0][4:] + codes[0][:4], 1))

    both = twins()
    found = parity(respoken(both.pdf, misnumbered), both.word)
    assert "E1007" in said(found)


def test_a_link_of_the_pdf_that_leads_nowhere_or_elsewhere() -> None:
    def annotations(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
        return [each for page in pdf.pages for each in page.get("/Annots", [])]

    def cut(pdf: pikepdf.Pdf) -> None:
        del annotations(pdf)[0]["/Dest"]

    def lower(pdf: pikepdf.Pdf) -> None:
        goal = annotations(pdf)[0].Dest
        goal[0], goal[3] = pdf.pages[-1].obj, 300

    both = twins()
    for change in (cut, lower):
        (found,) = parity(respoken(both.pdf, change), both.word).differences
        assert (found.code, found.pdf is not None, found.other is not None) == ("E1006", True, True)


def test_a_footnote_that_only_one_file_has() -> None:
    both = twins()
    notes = ('<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
             '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>—</w:t></w:r></w:p>'
             '</w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>脚注的话。</w:t></w:r></w:p>'
             "</w:footnote></w:footnotes>")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="n1" Type="{kind}/footnotes" Target="footnotes.xml"/>'
    found = parity(both.pdf, with_parts({"word/footnotes.xml": notes.encode()}, relation,
                                        both.word))
    assert said(found) == "E1003 PDF 里没有段落“脚注的话。”"
    assert str(found.diagnostics("a", "b")[0].span) == "b › 脚注 › 第1段"
