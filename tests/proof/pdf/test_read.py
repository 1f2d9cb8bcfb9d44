"""PDFs read by their structure: what is read, and files that cannot be."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from support.papers import paragraph, pdf_of, table
from support.proof.prose import paragraphs as prose
from support.proof.twins import respoken, twins

from reportgen.diagnostics import Family, ReportError
from reportgen.document.tree import Heading, Reference, Text
from reportgen.proof.content import Kind
from reportgen.proof.pdf.read import read_pdf


def texts(pdf: bytes) -> list[tuple[str, str]]:
    """Kind and text of all pieces."""
    return [(piece.kind.value, piece.text) for piece in read_pdf(pdf, "a.pdf").pieces]


def test_kinds_and_levels() -> None:
    content = (Heading(1, "一、", (Text("甲"),)), Heading(2, "（一）", (Text("乙"),)), table(1),
               paragraph("见", Reference("t1", "表1"), "。"))
    found = read_pdf(pdf_of(*content), "a.pdf").pieces
    assert [(p.kind, p.level, p.text) for p in found] == [
        (Kind.HEADING, 2, "一、甲"), (Kind.HEADING, 3, "（一）乙"),
        (Kind.CAPTION, 0, "表1\u3000示例指标单位：万元"),
        (Kind.HEAD, 1, "指标"), (Kind.HEAD, 2, "数值"),
        (Kind.CELL, 1, "指标1"), (Kind.CELL, 2, "101.5万元"),
        (Kind.PARAGRAPH, 0, "见表1。"),
    ]


def test_a_paragraph_over_pages_is_one() -> None:
    text = "国家" * 700
    (piece,) = read_pdf(pdf_of(paragraph(text)), "a.pdf").pieces
    assert piece.text == text
    assert str(piece.place(0)) == str(piece.places[0])
    assert (piece.place(0).part, piece.place(1399).part) == ("第1页", "第3页")


@pytest.mark.slow
def test_prose_is_read_to_the_letter() -> None:
    """Spaces between Latin words, too, though lines end there."""
    source = prose(60, seed=7)
    found = [piece.text for piece in read_pdf(pdf_of(*map(paragraph, source)), "a.pdf").pieces]
    assert found == source


def refusal(data: bytes) -> str:
    with pytest.raises(ReportError) as caught:
        read_pdf(data, "定稿.pdf")
    assert caught.value.family is Family.INPUT
    assert "定稿.pdf" in caught.value.diagnostics[0].message
    return caught.value.diagnostics[0].code


def locked() -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(twins().pdf)) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption(user="甲", owner="乙"))
    return made.getvalue()


def test_a_restyled_file_is_refused() -> None:
    assert refusal(b"") == "E1011"
    assert refusal(twins().word) == "E1011"
    assert refusal(twins().pdf[:1000]) == "E1011"
    assert refusal(locked()) == "E1011"
    assert refusal(respoken(twins().pdf, lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"))) \
        == "E1012"


def circle(pdf: pikepdf.Pdf) -> None:
    document = pdf.Root.StructTreeRoot.K[0]
    document.K = Array([*document.K, document])


def descent(pdf: pikepdf.Pdf) -> None:
    inner = Dictionary(S=Name.P)
    for _ in range(400):
        inner = Dictionary(S=Name.Sect, K=inner)
    pdf.Root.StructTreeRoot.K = inner


def test_a_tree_without_end_is_refused() -> None:
    assert refusal(respoken(twins().pdf, circle)) == "E1011"
    assert refusal(respoken(twins().pdf, descent)) == "E1011"


def mapped(pdf: pikepdf.Pdf) -> None:
    """The same structure in words of its own, as other programs write it."""
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/Absatz": Name.P, "/Titel": Name.H1})
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/S") in (Name.P, Name.H1):
            item.S = Name.Absatz if item.S == Name.P else Name.Titel


def test_role_map_is_obeyed() -> None:
    assert texts(respoken(twins().pdf, mapped)) == texts(twins().pdf)


def test_uncompressed_and_linear_files_are_read() -> None:
    for options in ({"linearize": True}, {"compress_streams": False, "qdf": True},
                    {"object_stream_mode": pikepdf.ObjectStreamMode.disable}):
        made = io.BytesIO()
        with pikepdf.open(io.BytesIO(twins().pdf)) as pdf:
            pdf.save(made, **options)     # type: ignore[arg-type]
        assert texts(made.getvalue()) == texts(twins().pdf)


@pytest.mark.slow
@settings(max_examples=150)
@given(st.data())
def test_any_damage_is_told(data: st.DataObject) -> None:
    content = bytearray(twins().pdf)
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_pdf(bytes(content), "a.pdf")
    except ReportError as error:
        assert error.diagnostics[0].code.startswith("E10")
