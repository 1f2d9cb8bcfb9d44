"""What a PDF says of itself; what an archive refuses is planted."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from reportgen.diagnostics import ReportError
from reportgen.proof.pdf.about import about_pdf


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = BytesIO()
    pdf.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def test_ours(sample_pdf: Path) -> None:
    found = about_pdf(sample_pdf.read_bytes(), "PDF")
    assert found.pages > 2
    assert found.title.startswith("金溪镇2023年主要工作情况")
    assert (found.conforms, found.encrypted) == ("3a", False)
    assert (found.strange_faces, found.active) == ((), ())


def test_planted_faults(sample_pdf: Path) -> None:
    with pikepdf.open(sample_pdf) as pdf:
        pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert(1)"))
        pdf.pages[0].Resources.Font.F99 = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        del pdf.Root.Metadata
        found = about_pdf(saved(pdf), "PDF")
        assert found.active == ("PDF 里有JavaScript",)
        assert found.strange_faces == ("Helvetica",)
        assert found.conforms == ""
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="x", user=""))
        assert about_pdf(locked, "PDF").encrypted


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", b"\0" * 99])
def test_what_is_no_pdf(data: bytes) -> None:
    with pytest.raises(ReportError, match="E1011"):
        about_pdf(data, "PDF")
