"""Long tables of Word files are read row by row, and read the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import etree
from support.proof.twins import Twins, replaced, twins

from reportgen.proof.content import Piece
from reportgen.proof.word import rows
from reportgen.proof.word.read import read_word
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
             for each in (kept.at(child, lambda: True) if child.tag == W + rows.MARK else [child])
             if not isinstance(each, rows.Alike)]
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
    (first, *_) = kept.at(mark, lambda: True)
    assert not isinstance(first, rows.Alike)
    assert first.getparent()[0][0].get(W + "val") == "A"


def test_heads_stay() -> None:
    kept, text = left(b"<w:tbl>" + LEAD * 9 + b"".join(map(row, range(9))) + b"</w:tbl>")
    assert all(b"tblHeader" not in each.rows for each in kept.left)
    assert text.count(LEAD) == 9


AWKWARD = (
    "<w:t>&lt;3&amp;</w:t>", "<w:t>a</w:t><w:tab/><w:t>b</w:t>", "<w:t>a</w:t><w:br/>",
    '<w:t xml:space="preserve"> 7 </w:t>', "<w:t/>",
    '<w:t w:x="1">8</w:t>', "<w:t>−</w:t><w:t>9</w:t>",
    '<w:rPr><w:rStyle w:val="Hidden"/></w:rPr><w:t>不见</w:t>', "<w:t>10</w:t>", "<w:t>]</w:t>",
)


def _long(both: Twins) -> bytes:
    """A Word file whose first table has been given many rows, each kind of them twice and more."""
    cell = "<w:tc><w:p><w:r>{}</w:r></w:p></w:tc>"
    fact = ('<w:tc><w:p><w:bookmarkStart w:id="9{0}" w:name="_rg_x{0}"/><w:r><w:t>{0}</w:t></w:r>'
            '<w:bookmarkEnd w:id="9{0}"/></w:p></w:tc>')
    made = [f"<w:tr>{cell.format(each)}{cell.format(f'<w:t>{n}</w:t>')}"
            f"{fact.format(n) if n % 7 == 0 else ''}</w:tr>"
            for n, each in enumerate(AWKWARD * 5)]
    hidden = ('<w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
              "</w:styles>")
    word = replaced(both.word, "</w:tr></w:tbl>", f"</w:tr>{''.join(made)}</w:tbl>")
    return replaced(word, "</w:styles>", hidden, "word/styles.xml")


def test_rows_of_a_known_shape_are_read_as_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    word = _long(twins())
    pieces, known = rows.Alike.pieces, list[rows.Alike]()

    def told(row: rows.Alike, part: str, at: tuple[int, int]) -> Iterator[Piece]:
        known.append(row)
        return pieces(row, part, at)

    monkeypatch.setattr(rows.Alike, "pieces", told)
    quickly = read_word(word, "Word")
    assert len(known) > 10
    monkeypatch.setattr(rows, "LARGE", len(word) * 1000)
    assert quickly == read_word(word, "Word")
    assert any("不见" in each.text for each in quickly.unseen)
