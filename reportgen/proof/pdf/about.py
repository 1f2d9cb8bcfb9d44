"""What a PDF says of itself, and what an archive must know of it: pages, conformance, faces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pikepdf

from reportgen.diagnostics import Span, failure
from reportgen.frozen import frozen

_LIVE = ("/JS", "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/RichMedia")
_PART = re.compile(r"pdfaid:part[>=\"']+\s*(\d)")
_LEVEL = re.compile(r"pdfaid:conformance[>=\"']+\s*([A-Ua-u])")
_DEEPEST = 50       # of dictionaries within one another
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


@frozen
class About:
    """A PDF's pages, title and conformance (3a); faces that are not embedded; what may act.

    `producer` wrote it; `signed` tells that it holds an electronic signature.
    """

    pages: int
    title: str
    conforms: str
    encrypted: bool
    strange_faces: tuple[str, ...]
    active: tuple[str, ...]
    producer: str = ""
    signed: bool = False


def about_pdf(data: bytes, name: str) -> About:
    """Look at a PDF. Raises `ReportError` E1011 for one that cannot be read."""
    with sound(name), pikepdf.open(BytesIO(data)) as pdf:
        text = pdf.Root.Metadata.read_bytes().decode("utf-8", "replace") \
            if "/Metadata" in pdf.Root else ""
        part, level = _PART.search(text), _LEVEL.search(text)
        return About(
            len(pdf.pages), str(pdf.docinfo.get("/Title", "")),
            part[1] + level[1].lower() if part and level else "", pdf.is_encrypted,
            tuple(sorted(set(_strange(pdf)))), tuple(sorted(set(_active(pdf)))),
            str(pdf.docinfo.get("/Producer", "")),
            any("/ByteRange" in each for each in _dictionaries(pdf)),
        )


@contextmanager
def sound(name: str) -> Iterator[None]:
    """A PDF is read; `ReportError` E1011 for one with a password, and for a damaged one."""
    try:
        yield
    except pikepdf.PasswordError:
        raise failure("E1011", f"“{name}”有密码，读不了", Span(name),
                      "换成没有密码的那一份") from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError,
            RecursionError) as error:
        raise failure("E1011", f"“{name}”不是完好的 PDF 文件", Span(name),
                      "重新生成一份") from error


def attached(data: bytes, name: str) -> tuple[str, ...]:
    """The names of the files that travel inside a PDF, wherever they hang; none for none.

    Raises `ReportError` E1011 for one that cannot be looked into, as one with a password cannot.
    """
    with sound(name), pikepdf.open(BytesIO(data)) as pdf:
        found = {str(each.get("/UF", each.get("/F", "?"))) for top in pdf.objects
                 for each in _nested(top) if "/EF" in each}
        return tuple(sorted(found))


def _nested(each: Any, depth: int = 0) -> Iterator[Any]:
    """A dictionary and those written within it; what has an object of its own is met there."""
    if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        yield each
        inner = [each[key] for key in each.keys()]  # noqa: SIM118 - no mapping
    else:
        inner = list(each) if isinstance(each, pikepdf.Array) else []
    for one in inner if depth < _DEEPEST else ():
        if isinstance(one, pikepdf.Object) and not one.is_indirect:
            yield from _nested(one, depth + 1)


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
