"""What a profile puts on pages besides the text: both files say it, and a spoiled one is found."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from support.papers import table
from support.proof.furnished import furnished
from support.proof.twins import parts, replaced, respoken, said

from reportgen.document.tree import Column
from reportgen.proof.audit.review import audit_word
from reportgen.proof.parity import parity
from reportgen.proof.pdf.read import read_pdf
from reportgen.proof.word.read import read_word

# name → the part, what stands in it, what stands in its place
SPOILED = {
    "a watermark with other words":
        ("word/header-default.xml", 'string="内部资料"', 'string="公开"'),
    "no watermark": ("word/header-first.xml", 'string="内部资料"', 'string=""'),
    "a running head with other words": ("word/header-even.xml", "示例镇党政办", "示例县党政办"),
    "a running foot with another field": ("word/footer-default.xml", " NUMPAGES ", " PAGE "),
    "a running foot on page 1 alone": ("word/footer-first.xml", "</w:p>",
                                       "</w:p><w:p><w:r><w:t>甲</w:t></w:r></w:p>"),
    "numbers that begin with 1": ("word/document.xml", "<w:pgNumType", "<w:pgBorders"),
    "a number on page 1": ("word/document.xml", "<w:titlePg/>", ""),
}


def test_both_files_agree() -> None:
    both = furnished()
    assert parity(both.pdf, both.word).differences == ()
    texts = {margin.text for margin in read_pdf(both.pdf, "a.pdf").margins if margin.page == 2}
    assert {"内部资料", "— 1 —"} < texts
    assert any(text.startswith("第1期　第1页") for text in texts)
    word = read_word(both.word, "a.docx")
    assert word.first == 0
    assert {(edge.kind, edge.text) for edge in word.edges} >= {("watermark", "内部资料")}


@pytest.mark.parametrize("role", ["kai", "fangsong", "hei", "xiaobiaosong"])
def test_a_line_of_two_faces_is_one(role: str) -> None:
    """Its figures may come from another face than its Han."""
    roles = {f"styles__{style}__role": role for style in ("header", "footer", "folio")}
    both = furnished(**roles, header__text="{期号}　第{页码}页")
    assert parity(both.pdf, both.word).differences == ()


def test_heads_repeated_in_two_faces_are_heads() -> None:
    """Cells of one line, each in one piece."""
    wide = replace(table(60), columns=(Column("2023年"), Column("2024年（1—6月）")))
    both = furnished(wide, styles__table_head__role="kai", styles__caption__role="kai")
    assert parity(both.pdf, both.word).differences == ()


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_word_file_is_told(name: str) -> None:
    part, old, new = SPOILED[name]
    both = furnished()
    found = parity(both.pdf, replaced(both.word, old, new, part))
    assert "E1007" in said(found), name


def test_a_watermark_that_only_one_pdf_page_lacks_is_told() -> None:
    def cut(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            data = page.Contents.read_bytes()
            page.Contents.write(data.replace(b"/Subtype/Watermark", b"/Subtype/Header"))
            page.Contents.write(re.sub(rb"(/Subtype/Watermark.*?)<[0-9A-F]+>Tj", rb"\1<>Tj", data,
                                       count=1, flags=re.DOTALL))

    both = furnished()
    assert "水印" in said(parity(respoken(both.pdf, cut), both.word))


def test_the_text_of_a_logo_is_compared() -> None:
    both = furnished()
    other = replaced(both.word, "示例镇的标志", "别的标志")
    assert "别的标志" in said(parity(both.pdf, other))
    plain = furnished(logo__alt="")
    assert parity(plain.pdf, plain.word).differences == ()
    assert "示例镇的标志" not in parts(plain.word)["word/document.xml"].decode()


def test_an_audit_tells_what_was_changed() -> None:
    word = furnished().word
    untouched = audit_word(word, "a.docx", None, "")
    assert (untouched.edges, untouched.pictures, untouched.residues) == ((), (), ())
    stripped = replaced(word, 'string="内部资料"', 'string="公开"', "word/header-default.xml")
    (found,) = audit_word(stripped, "a.docx", None, "").edges or ()
    assert (found.old, found.new) == ("内部资料", "公开")
    assert found.place is not None and found.place.part == "水印"


def test_all_of_it_is_an_artifact_in_the_pdf() -> None:
    with pikepdf.open(BytesIO(furnished().pdf)) as pdf:
        content = [page.Contents.read_bytes() for page in pdf.pages]
    for page in content:
        assert page.index(b"/Artifact<</Type/Pagination/Subtype/Watermark>>BDC") < 10
    assert b"/Subtype/Header" not in content[0]
    assert b"/Subtype/Header" in content[1]
    kinds = [piece.text for piece in read_pdf(furnished().pdf, "a.pdf").pieces][:1]
    assert kinds == ["示例镇的标志"]
