"""What a PDF says of itself, and what an archive must know of it: pages, conformance, faces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from reportgen.diagnostics import NOWHERE, Span, failure
from reportgen.frozen import frozen

_LIVE = ("/JS", "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/RichMedia")
_PART = re.compile(r"pdfaid:part[>=\"']+\s*(\d)")
_LEVEL = re.compile(r"pdfaid:conformance[>=\"']+\s*([A-Ua-u])")
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


@frozen
class About:
    """A PDF's pages, title and conformance (3a); faces that are not embedded; what may act."""

    pages: int
    title: str
    conforms: str
    encrypted: bool
    strange_faces: tuple[str, ...]
    active: tuple[str, ...]


def about_pdf(data: bytes, name: str) -> About:
    """Look at a PDF. Raises `ReportError` E1011 for one that cannot be read."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            text = pdf.Root.Metadata.read_bytes().decode("utf-8", "replace") \
                if "/Metadata" in pdf.Root else ""
            part, level = _PART.search(text), _LEVEL.search(text)
            return About(
                len(pdf.pages), str(pdf.docinfo.get("/Title", "")),
                part[1] + level[1].lower() if part and level else "", pdf.is_encrypted,
                tuple(sorted(set(_strange(pdf)))), tuple(sorted(set(_active(pdf)))),
            )
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError,
            RecursionError) as error:
        raise failure("E1011", f"“{name}”不是完好的 PDF 文件", Span(name),
                      "重新生成一份") from error


def attached(data: bytes) -> tuple[str, ...]:
    """The names of the files that a PDF carries. Raises `ReportError` E1011 as `about_pdf`."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return tuple(pdf.attachments)
    except (pikepdf.PdfError, ValueError, TypeError) as error:
        raise failure("E1011", "归档的 PDF 读不出来", NOWHERE, "重新生成一份") from error


def _strange(pdf: pikepdf.Pdf) -> Iterator[str]:
    for each in _dictionaries(pdf):
        if each.get("/Type") == "/FontDescriptor" and not any(key in each for key in _FILES):
            yield str(each.get("/FontName", "?")).removeprefix("/")
        elif each.get("/Type") == "/Font" and each.get("/Subtype") in ("/Type1", "/TrueType") \
                and "/FontDescriptor" not in each:
            yield str(each.get("/BaseFont", "?")).removeprefix("/")


def _active(pdf: pikepdf.Pdf) -> Iterator[str]:
    for each in _dictionaries(pdf):
        if (kind := str(each.get("/S", ""))) in _LIVE:
            yield f"PDF 里有{kind.removeprefix('/')}"
        elif "/JS" in each:
            yield "PDF 里有 JavaScript"


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each
