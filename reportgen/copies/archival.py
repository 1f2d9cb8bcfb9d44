"""A scan as PDF/A-2u (ISO 19005-2): the pictures, and the text of the printed pages over them.

The text is that of the archived PDF, its faces and places with it, painted in mode 3: nobody sees
it, everybody can search and copy it, and it lies on the words as they lie on the paper.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, String

from reportgen.copies.leaves import turned

_SPOKEN = frozenset(("q", "Q", "cm", "BT", "ET", "Tf", "Td", "TD", "Tm", "T*", "Tc", "Tw", "Tz",
                     "TL", "Ts", "Tj", "TJ", "'", '"'))


class Side(NamedTuple):
    """A page of the file: which of the scan's and of the printed ones (from 0), and how they lie.

    The scan's is turned clockwise by `turn` degrees; `pose` leads from the printed page to it.
    """

    leaf: int
    page: int
    turn: int
    pose: Matrix


def searchable(
    scan: bytes, sides: Sequence[Side], printed: bytes, title: str, icc: bytes
) -> bytes:
    """The file: pages of `leaves` in the order of `sides`, with the text of an archived PDF.

    `icc` is the profile of sRGB, which numbers without a profile of their own are taken for.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(scan)) as leaves, pikepdf.open(io.BytesIO(printed)) as words, \
            pikepdf.new() as made:
        for side in sides:
            made.pages.append(leaves.pages[side.leaf])
            _lay(made, made.pages[-1], side, words.pages[side.page], words)
        made.Root.Lang = String("zh-CN")
        made.Root.OutputIntents = Array([made.make_indirect(Dictionary(
            Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String("sRGB"),
            Info=String("sRGB IEC61966-2.1"), DestOutputProfile=made.make_stream(icc, N=3)))])
        with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
            told["pdfaid:part"], told["pdfaid:conformance"] = "2", "U"
            told["dc:title"] = title
        made.save(out, min_version="1.7", deterministic_id=True)
    return out.getvalue()


def _lay(
    made: pikepdf.Pdf, page: pikepdf.Page, side: Side, printed: pikepdf.Page, words: pikepdf.Pdf
) -> None:
    """Turn a leaf, and lay the text of the printed page over it."""
    _, _, width, height = map(float, page.mediabox)
    page.contents_add(b"q %s cm" % turned(side.turn, width, height).encode(), prepend=True)
    content = b"Q"
    if side.turn % 180:
        page.mediabox = Array([0, 0, height, width])
    if "/Font" in printed.resources:
        faces = made.copy_foreign(words.make_indirect(printed.resources.Font))
        page.obj.Resources.XObject.T = made.make_stream(
            pikepdf.unparse_content_stream(list(_unseen(printed))), Type=Name.XObject,
            Subtype=Name.Form, BBox=Array(list(map(float, printed.mediabox))),
            Resources=Dictionary(Font=faces))
        content += b" q %s cm /T Do Q" % side.pose.encode()
    page.contents_add(content)
    page.contents_coalesce()


def _unseen(page: pikepdf.Page) -> Iterator[tuple[Any, pikepdf.Operator]]:
    """What shows the text of a page, and what is spoken instead of some of it; in mode 3."""
    yield [3], pikepdf.Operator("Tr")
    nest: list[bool] = []
    for each in pikepdf.parse_content_stream(page):
        name = str(each.operator)
        if name in ("BDC", "BMC"):
            told: Any = each.operands[-1]
            nest.append(isinstance(told, Dictionary) and "/ActualText" in told)
            if nest[-1]:
                yield [Name.Span, Dictionary(ActualText=told.ActualText)], each.operator
        elif name == "EMC":
            if nest.pop():
                yield [], each.operator
        elif name in _SPOKEN:
            yield each.operands, each.operator
