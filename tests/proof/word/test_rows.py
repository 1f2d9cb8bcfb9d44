"""Long tables of Word files are read row by row, and read the same."""

from __future__ import annotations

import pytest
from lxml import etree

from reportgen.proof.word import rows
from reportgen.proof.word.rows import Rows
from reportgen.proof.word.xml import W

HEAD = b'<w:document xmlns:w="%s"><w:body>' % W[1:-1].encode()
FOOT = b"</w:body></w:document>"
LEAD = b"<w:tr><w:trPr><w:tblHeader/></w:trPr></w:tr>"


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "LARGE", 0)
    monkeypatch.setattr(rows, "MANY", 3)


def row(number: int, inside: bytes = b"") -> bytes:
    return b"<w:tr><w:tc><w:p><w:r><w:t>%d</w:t></w:r></w:p>%s</w:tc></w:tr>" % (number, inside)


def left(body: bytes) -> tuple[Rows, bytes]:
    kept = Rows(etree.fromstring)
    return kept, kept.left_out(HEAD + body + FOOT)


def numbers(text: bytes, kept: Rows) -> list[str]:
    """The texts of all rows, those that were left out in their places."""
    table = etree.fromstring(text)[0][0]
    found = [each for child in table
             for each in (kept.at(child) if child.tag == W + rows.MARK else [child])]
    return ["".join(each.itertext()) for each in found]


@pytest.mark.parametrize("count", range(2, 13))
def test_every_row_is_read_once_and_in_its_place(count: int) -> None:
    kept, text = left(b"<w:tbl>" + b"".join(map(row, range(count))) + b"</w:tbl>")
    assert numbers(text, kept) == [str(n) for n in range(count)]


def test_most_rows_of_a_long_table_are_left_out() -> None:
    kept, text = left(b"<w:tbl>" + b"".join(map(row, range(100))) + b"</w:tbl>")
    assert text.count(b"<w:tr>") <= 2 * rows.MANY
    assert numbers(text, kept) == [str(n) for n in range(100)]


def test_something_between_rows_stays() -> None:
    mark = b'<w:bookmarkStart w:id="1" w:name="x"/>'
    body = b"".join(map(row, range(7))) + mark + b"".join(map(row, range(7, 14)))
    kept, text = left(b"<w:tbl>" + body + b"</w:tbl>")
    assert mark in text
    assert [each for each in numbers(text, kept) if each] == [str(n) for n in range(14)]


@pytest.mark.parametrize("inside", [
    b"<w:tbl><w:tr/></w:tbl>", b'<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', b"<!-- <w:tr> -->",
    b"<?x </w:tr> ?>",
    b"<![CDATA[</w:tr>]]>", b'<w:p><w:r><w:rPr><w:vanish/></w:rPr></w:r></w:p>',
    b'<w:p><w:bookmarkStart w:id="1" w:name="_Ref_1"/></w:p>', b"<w:p><w:hyperlink/></w:p>",
    b'<w:trPr><w:hidden/></w:trPr>', b"<w:p><w:r><w:fldChar/></w:r></w:p>",
    b'<w:rows w:val="0"/>', b'<w:p xmlns:w="urn:x"/>', b"<w:tbl />",
])
def test_what_cannot_be_told_without_parsing_is_parsed(inside: bytes) -> None:
    body = b"<w:tbl>" + b"".join(row(n, inside) for n in range(20)) + b"</w:tbl>"
    kept, text = left(body)
    assert not kept.left
    assert text == HEAD + body + FOOT


def test_a_field_that_goes_through_a_table_is_read_with_it() -> None:
    field = b'<w:p><w:r><w:fldChar w:fldCharType="%s"/></w:r></w:p>'
    body = b"<w:tbl>" + b"".join(map(row, range(20))) + b"</w:tbl>"
    assert not left(field % b"begin" + body + field % b"end")[0].left
    assert left(field % b"begin" + field % b"end" + body)[0].left


def test_rows_stand_in_their_table() -> None:
    look = b'<w:tblPr><w:tblStyle w:val="A"/></w:tblPr><w:tblGrid/>'
    kept, text = left(b"<w:tbl>" + look + b"".join(map(row, range(20))) + b"</w:tbl>")
    (mark, *_) = etree.fromstring(text).iter(W + rows.MARK)
    (first, *_) = kept.at(mark)
    assert first.getparent()[0][0].get(W + "val") == "A"


def test_heads_stay() -> None:
    kept, text = left(b"<w:tbl>" + LEAD * 9 + b"".join(map(row, range(9))) + b"</w:tbl>")
    assert all(b"tblHeader" not in each.rows for each in kept.left)
    assert text.count(LEAD) == 9
