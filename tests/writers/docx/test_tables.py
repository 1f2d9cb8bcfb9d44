from dataclasses import replace

from support.docx.readback import File, W, brief, find, written
from support.docx.samples import document, says, table
from support.joined import SMALL, files

from reportgen.document.tree import Cell

FILE = written(document(table(rows=6)))
(GRID,) = find(FILE.body, "w:tbl")


def test_texts_in_order() -> None:
    assert written(document(table(rows=2))).texts == [
        "表1\u3000主要指标", "单位：万元", "指标", "数值", "变化", "枇杷产值", "9052", "同比增长8%",
        "其中：电商", "1405.5", "—", "注1：产值按当年价格计算。", "注2：“—”表示没有数据。",
    ]


def test_without_unit_and_notes() -> None:
    bare = replace(table(rows=1), unit="", notes=())
    assert written(document(bare)).texts[:2] == ["表1\u3000主要指标", "指标"]
    assert written(document(bare)).texts[-1] == "同比增长8%"


def test_one_note_is_not_numbered() -> None:
    one = replace(table(rows=1), notes=(says("快报数。"),))
    assert written(document(one)).texts[-1] == "注：快报数。"


def test_head_is_repeated_and_rows_are_whole() -> None:
    rows = find(GRID, "w:tr")
    assert [bool(find(row, "w:trPr/w:tblHeader")) for row in rows] == [True] + [False] * 6
    assert all(find(row, "w:trPr/w:cantSplit") for row in rows)


def test_what_stays_together() -> None:
    """Caption and unit with the head, three rows on either side of a page's end, the notes."""
    kept = [bool(find(row, "w:tc/w:p/w:pPr/w:keepNext")) for row in find(GRID, "w:tr")[1:]]
    assert kept == [True, True, False, True, True, True]
    bare = written(document(replace(table(rows=6), notes=())))
    rows = find(bare.body, "w:tbl/w:tr")[1:]
    kept = [bool(find(row, "w:tc/w:p/w:pPr/w:keepNext")) for row in rows]
    assert kept == [True, True, False, True, True, False]
    caption = find(FILE.body, "w:p")[0]
    (style,) = [s for s in FILE.xml("word/styles.xml") if s.get(W + "styleId") == "TableCaption"]
    assert find(style, "w:pPr/w:keepNext")
    assert find(caption, "w:pPr/w:pStyle")[0].get(W + "val") == "TableCaption"


def test_grid_and_cells_have_the_same_widths() -> None:
    grid = [each.get(W + "w") for each in find(GRID, "w:tblGrid/w:gridCol")]
    assert sum(map(int, map(str, grid))) == 8845
    for row in find(GRID, "w:tr"):
        wide = find(row, "w:tc/w:tcPr/w:tcW")
        assert [each.get(W + "w") for each in wide] == grid
        assert {each.get(W + "type") for each in wide} == {"dxa"}      # twentieths of a point


def test_cells_stand_as_their_column_says() -> None:
    row = find(GRID, "w:tr")[1]
    assert [each.get(W + "val") for each in find(row, "w:tc/w:p/w:pPr/w:pStyle")] == [
        "TableCell", "TableNumber", "TableMiddle",
    ]
    assert not find(row, "w:tc/w:p/w:pPr/w:jc")
    styles = {each.get(W + "styleId"): each for each in FILE.xml("word/styles.xml")}
    for name, align in (("TableNumber", "right"), ("TableMiddle", "center")):
        assert brief(find(styles[name], "w:pPr")[0]) == f'<pPr><jc val="{align}"/></pPr>'
        assert find(styles[name], "w:basedOn")[0].get(W + "val") == "TableCell"


def test_parts_are_indented() -> None:
    (indent,) = find(find(GRID, "w:tr")[2], "w:tc[1]/w:p/w:pPr/w:ind")
    assert brief(indent) == '<ind leftChars="100" left="240"/>'


def test_caption_is_the_tables_name() -> None:
    (name,) = find(GRID, "w:tblPr/w:tblCaption")
    assert name.get(W + "val") == "表1 主要指标"


def test_row_headings_are_told_to_screen_readers() -> None:
    (look,) = find(GRID, "w:tblPr/w:tblLook")
    assert (look.get(W + "firstColumn"), look.get(W + "val")) == ("1", "06A0")
    plain = replace(table(), rows=((Cell(says("甲")),) * 3,))
    (look,) = find(written(document(plain)).body, "w:tbl/w:tblPr/w:tblLook")
    assert (look.get(W + "firstColumn"), look.get(W + "val")) == ("0", "0620")


def test_numbers_count_along() -> None:
    file = written(document(table(1, "a"), table(2, "b"), table(5, "c")))
    fields = [each.text for each in find(file.body, "w:p//w:instrText")]
    assert fields == [" SEQ 表 \\* ARABIC ", " SEQ 表 \\* ARABIC ", " SEQ 表 \\* ARABIC \\r 5 "]


def test_label_is_what_a_reference_shows() -> None:
    caption = find(FILE.body, "w:p")[0]
    inside = brief(caption).partition("<bookmarkStart")[2].partition("<bookmarkEnd")[0]
    assert 'name="_Ref_指标"' in inside
    assert "主要指标" not in inside


def test_a_table_without_rows() -> None:
    empty = replace(table(), rows=())
    assert written(document(empty)).texts[2:5] == ["指标", "数值", "变化"]
    single = replace(table(), rows=(tuple(Cell(says("—")) for _ in range(3)),))
    assert len(find(written(document(single)).body, "w:tbl/w:tr")) == 2


def test_all_rows_of_a_head_are_repeated_and_ruled() -> None:
    grid, = find(File(files(SMALL).word).body, "w:tbl")
    rows = find(grid, "w:tr")
    assert [bool(find(row, "w:trPr/w:tblHeader")) for row in rows] == [True] * 3 + [False] * 4
    widths = [int(str(each.get(W + "w"))) for each in find(grid, "w:tblGrid/w:gridCol")]
    for row in rows:
        spans = [int(str(find(each, "w:tcPr/w:gridSpan")[0].get(W + "val")))
                 if find(each, "w:tcPr/w:gridSpan") else 1 for each in find(row, "w:tc")]
        asked = [int(str(each.get(W + "w"))) for each in find(row, "w:tc/w:tcPr/w:tcW")]
        assert sum(spans) == len(widths)
        assert asked == [sum(widths[sum(spans[:i]) : sum(spans[: i + 1])])
                         for i in range(len(spans))]
    below = [{each.get(W + "sz") for each in find(row, "w:tc/w:tcPr/w:tcBorders/w:bottom")}
             for row in rows]
    assert [len(each) for each in below] == [1, 1, 1, 0, 0, 0, 0]
    assert below[0] == below[1] != below[2]


def test_rows_that_a_cell_joins_stay_together() -> None:
    grid, = find(File(files(SMALL).word).body, "w:tbl")
    kept = [bool(find(row, "w:tc/w:p/w:pPr/w:keepNext")) for row in find(grid, "w:tr")]
    assert kept[3:] == [True, True, True, False]
    merges = [[str(each.get(W + "val")) for each in find(row, "w:tc/w:tcPr/w:vMerge")]
              for row in find(grid, "w:tr")[3:]]
    assert merges == [["restart"], ["restart", "continue"], ["continue"], []]


def test_a_line_goes_through_the_corner() -> None:
    grid, = find(File(files(SMALL).word).body, "w:tbl")
    corner, *others = find(grid, "w:tr/w:tc")
    assert len(find(corner, "w:tcPr/w:tcBorders/w:tl2br")) == 1
    assert [("".join(each.itertext()), find(each, "w:pPr/w:jc")[0].get(W + "val"))
            for each in find(corner, "w:p")] == [("指标", "right"), ("镇", "left")]
    # those below, of the same cell, have the line, too, and say nothing
    assert sum(len(find(each, "w:tcPr/w:tcBorders/w:tl2br")) for each in others) == 2
