"""Heads of several rows and joined cells: both files say them alike, and parity sees it if not."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from support.joined import LONG, SMALL, files, tables
from support.proof.twins import Twins, replaced, respoken, said

from reportgen.document.tree import Table
from reportgen.proof.content import Kind, Piece, Reading
from reportgen.proof.parity.compare import compare
from reportgen.proof.pdf.read import read_pdf
from reportgen.proof.word.read import read_word


def readings(made: Twins) -> tuple[Reading, Reading]:
    return read_pdf(made.pdf, "a.pdf"), read_word(made.word, "a.docx")


@cache
def small() -> Twins:
    return files(SMALL)


def cells(reading: Reading, kind: Kind) -> list[tuple[str, int, tuple[int, int]]]:
    return [(each.text, each.level, each.spans) for each in reading.pieces if each.kind is kind]


def test_both_files_say_what_goes_over_what() -> None:
    for reading in readings(small()):
        corner, *heads = cells(reading, Kind.HEAD)
        assert (corner[0].split(), corner[1:]) in (
            (["指标镇"], (1, (1, 3))), (["指标", "镇"], (1, (1, 3))))     # the line end is Word's
        assert heads == [
             ("工业产值", 2, (2, 1)), ("项目", 4, (3, 1)), ("备注", 7, (1, 3)),
            ("总量", 2, (1, 2)), ("增速", 3, (1, 2)), ("新开工", 4, (2, 1)), ("竣工", 6, (1, 2)),
            ("本月", 4, (1, 1)), ("累计", 5, (1, 1)),
        ]
        joined = [each for each in cells(reading, Kind.CELL) if each[2] != (1, 1)]
        assert joined == [("完成", 7, (1, 2)), ("停产检修", 4, (3, 2)), ("合计", 1, (2, 1))]


def test_both_files_agree_on_cells_that_go_over_pages() -> None:
    found = compare(*readings(files(SMALL, LONG)))
    assert not found.differences, said(found)


def unspanned(pdf: pikepdf.Pdf, key: str) -> None:
    owner = next(each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)
                 and isinstance(each.get("/A"), pikepdf.Dictionary) and key in each.A)
    del owner.A[key]


@pytest.mark.parametrize("spoiled", [
    lambda made: Twins(respoken(made.pdf, lambda pdf: unspanned(pdf, "/RowSpan")), made.word),
    lambda made: Twins(respoken(made.pdf, lambda pdf: unspanned(pdf, "/ColSpan")), made.word),
    lambda made: Twins(made.pdf, replaced(made.word, '<w:gridSpan w:val="2"/>', "")),
    lambda made: Twins(made.pdf, replaced(made.word, '<w:vMerge w:val="restart"/>', "")),
    lambda made: Twins(made.pdf, replaced(made.word, '<w:vMerge w:val="continue"/>', "")),
])
def test_a_span_that_one_file_lacks_is_seen(spoiled) -> None:  # type: ignore[no-untyped-def]
    assert compare(*readings(spoiled(small()))).differences


def test_what_is_headed_by_what_is_said_in_the_pdf() -> None:
    """Each name that a cell is headed by is that of a TH."""
    with pikepdf.open(BytesIO(small().pdf)) as pdf:
        owners = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)
                  and each.get("/S") in ("/TH", "/TD")]
        names = {bytes(each.ID) for each in owners if each.S == "/TH"}
        assert len(names) == 10 + 4     # the head's cells, the rows' heads
        data = [each for each in owners if each.S == "/TD"]
        assert all(set(map(bytes, each.A.Headers)) <= names for each in data)
        assert sorted({len(each.A.Headers) for each in data}) == [2, 3, 4]


def area(pieces: list[Piece]) -> int:
    return sum(piece.spans[0] * piece.spans[1] for piece in pieces)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(tables())
def test_random_tables(block: Table) -> None:
    made = readings(files(block))
    found = compare(*made)
    assert not found.differences, said(found)
    for reading in made:
        heads, body = ([each for each in reading.pieces if each.kind is kind]
                       for kind in (Kind.HEAD, Kind.CELL))
        depth = 1 + max(len(column.groups) for column in block.columns)
        assert area(heads) == depth * len(block.columns)
        assert area(body) == len(block.rows) * len(block.columns)
        assert {column.heading for column in block.columns} <= {each.text for each in heads}
        assert max(each.level for each in heads) <= len(block.columns)
