"""Workbooks with what an office's workbooks hold beside their cells, and a library loses.

Each has the table of `ROWS` on its first sheet, 表1, from A1 on. XlsxWriter makes what Excel makes
and openpyxl does not; what neither makes is put in part by part.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import xlsxwriter
from support.books import book, saved, sheet

ROWS = (("镇", "产值（万元）", "占比"), ("甲镇", 120, 0.4), ("乙镇", 180, 0.6), ("合计", 310, None))
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0"
    "000003010100c9fe92ef0000000049454e44ae426082")
SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
BOOK_RELS, SHEET_RELS = "xl/_rels/workbook.xml.rels", "xl/worksheets/_rels/sheet1.xml.rels"
TYPES = "[Content_Types].xml"
Made = Callable[[Any, Any], None]


def written(change: Made = lambda _book, _sheet: None, **options: Any) -> bytes:
    """A workbook by XlsxWriter, with a formula and its result, changed."""
    target = io.BytesIO()
    made = xlsxwriter.Workbook(target, {"in_memory": True, **options})
    first = made.add_worksheet("表1")
    percent = made.add_format({"num_format": "0.0%"})
    for at, (name, value, share) in enumerate(ROWS):
        first.write(at, 0, name)
        first.write(at, 1, value)
        if share is not None:
            first.write(at, 2, share, percent if at else None)
    first.write_formula("D4", "=SUM(B2:B3)", None, 300)
    change(made, first)
    made.close()
    return target.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {entry.filename: source.read(entry) for entry in source.infolist()}


def packed(made: Mapping[str, bytes]) -> bytes:
    """A workbook of parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in made.items():
            archive.writestr(name, part)
    return target.getvalue()


def changed(
    data: bytes, changes: Mapping[str, Callable[[bytes], bytes]] | None = None,
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """A workbook with some parts changed, and others added."""
    found = parts(data)
    for name, change in (changes or {}).items():
        was = found[name]
        found[name] = change(was)
        assert found[name] != was, name
    return packed({**found, **(more or {})})


def swap(old: str, new: str) -> Callable[[bytes], bytes]:
    """Replace a text in a part."""
    return lambda part: part.replace(old.encode(), new.encode())


def _chart(made: Any, first: Any) -> None:
    chart = made.add_chart({"type": "column"})
    chart.add_series({"values": "=表1!$B$2:$B$3"})
    first.insert_chart("F2", chart)


def _rich(made: Any, first: Any) -> None:
    bold = made.add_format({"bold": True, "font_color": "red"})
    first.write_rich_string("A6", "产", bold, "值", "不含园区")


def _formats(made: Any, first: Any) -> None:
    look = made.add_format({"bg_color": "#00B050", "bold": True, "border": 1, "num_format": "0.00"})
    first.write("B2", 120, look)
    first.conditional_format("B2:B3", {"type": "cell", "criteria": ">", "value": 100,
                                       "format": made.add_format({"bg_color": "#FFFF00"})})


def _comments(_made: Any, first: Any) -> None:
    first.write_comment("B2", "核过，甲镇报的", {"author": "统计站"})
    first.write_comment("A8", "另一条", {"author": "办公室", "visible": True})


def _page(_made: Any, first: Any) -> None:
    first.set_header("&L内部&C台账&R第&P页")
    first.set_footer("&C共&N页")
    first.set_landscape()
    first.repeat_rows(0)
    first.print_area("A1:D8")
    first.set_h_pagebreaks([5])


def _pictures(_made: Any, first: Any) -> None:
    first.insert_image("F1", "一.png", {"image_data": io.BytesIO(_PIXEL)})
    first.set_header("&L&G", {"image_left": "一.png", "image_data_left": io.BytesIO(_PIXEL)})


def _view(made: Any, first: Any) -> None:
    first.freeze_panes(1, 1)
    first.set_column("E:E", 12, None, {"hidden": True, "level": 1})
    first.set_row(6, 30, None, {"collapsed": True})
    first.set_tab_color("red")
    made.define_name("全部", "=表1!$A$1:$C$4")
    first.autofilter("A1:C4")
    first.filter_column("B", "x > 1")


def _many(made: Any, first: Any) -> None:
    for name, change in (("附表", _chart), ("旧表", _comments)):
        other = made.add_worksheet(name)
        other.write("A1", "一")
        change(made, other)
    made.worksheets()[2].hide()
    pie = made.add_chart({"type": "pie"})
    pie.add_series({"values": "=表1!$B$2:$B$3"})
    made.add_chartsheet("图").set_chart(pie)
    made.worksheets()[1].activate()
    _comments(made, first)


def _validated(_made: Any, first: Any) -> None:
    first.data_validation("B2:B3", {"validate": "integer", "criteria": ">=", "value": 0,
                                    "input_title": "产值", "input_message": "填整数"})
    first.data_validation("A2", {"validate": "list", "source": ["甲镇", "乙镇"]})
    first.ignore_errors({"number_stored_as_text": "A1:C9"})
    first.write_url("A9", "internal:'表1'!A1", string="回到开头")
    first.write_url("A10", "https://example.invalid/", string="网页")


def _bars(_made: Any, first: Any) -> None:
    first.conditional_format("B2:B3", {"type": "data_bar", "data_bar_2010": True})
    first.conditional_format("C2:C3", {"type": "icon_set", "icon_style": "3_arrows"})


def _stripped(data: bytes, name: str) -> bytes:
    """Without styles, as small programs write."""
    found = parts(data)
    del found[name]
    found[BOOK_RELS] = re.sub(rb"<Relationship [^>]*styles.xml[^>]*/>", b"", found[BOOK_RELS])
    found[TYPES] = re.sub(rb"<Override [^>]*styles.xml[^>]*/>", b"", found[TYPES])
    found[SHEET] = re.sub(rb' s="\d+"', b"", found[SHEET])
    return packed(found)


def _prefixed() -> bytes:
    """Every element of the main parts with a prefix, as the Open XML SDK writes."""
    def named(part: bytes) -> bytes:
        made = re.sub(rb"<(/?)(?=[a-zA-Z])(?![a-zA-Z0-9]+:)", rb"<\1x:", part)
        return made.replace(b'xmlns="', b'xmlns:a="urn:a" xmlns:x="', 1)

    return changed(written(), {SHEET: named, BOOK: named, STYLES: named, BOOK_RELS: named,
                               TYPES: named})


def _strict() -> bytes:
    found = parts(written(_formats))
    for name, part in found.items():
        if name.endswith((".xml", ".rels")):
            found[name] = part.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships")
    return packed(found)


def _threaded() -> bytes:
    """A threaded comment on B2: its text is repeated for old programs in a note of its own."""
    id_ = "{11111111-2222-4333-8444-555555555555}"
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    more = {
        "xl/threadedComments/threadedComment1.xml":
            f'<ThreadedComments xmlns="{space}"><threadedComment ref="B2" personId="{id_}"'
            f' id="{id_}" dT="2024-01-01T00:00:00.00"><text>再核</text></threadedComment>'
            "</ThreadedComments>",
        "xl/persons/person.xml":
            f'<personList xmlns="{space}"><person displayName="甲某" id="{id_}" userId="甲某"'
            ' providerId="None"/></personList>',
    }
    kind = "http://schemas.microsoft.com/office/2017/10/relationships"
    return changed(written(_comments), {
        "xl/comments1.xml": swap("统计站", f"tc={id_}"),
        SHEET_RELS: swap("</Relationships>", '<Relationship Id="rId90" Type="' + kind +
                         '/threadedComment" Target="../threadedComments/threadedComment1.xml"/>'
                         "</Relationships>"),
        BOOK_RELS: swap("</Relationships>", '<Relationship Id="rId90" Type="' + kind +
                        '/person" Target="persons/person.xml"/></Relationships>'),
        TYPES: swap("</Types>", "".join(
            f'<Override PartName="/{name}" ContentType="application/vnd.ms-excel.{what}+xml"/>'
            for name, what in zip(more, ("threadedcomments", "person"), strict=True)) + "</Types>"),
    }, {name: text.encode() for name, text in more.items()})


def _foreign(kind: str, part: str, content: bytes) -> bytes:
    """With a part that the sheet is related to, and nobody here knows."""
    return changed(written(_page), {
        TYPES: swap("</Types>", '<Default Extension="bin" ContentType="application/vnd.'
                    'openxmlformats-officedocument.spreadsheetml.printerSettings"/></Types>'),
    }, {part: content, SHEET_RELS: (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/{kind}" Target="/{part}"/></Relationships>'
    ).encode()})


def _pivot() -> bytes:
    found = parts(written())
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    found["xl/pivotCache/pivotCacheDefinition1.xml"] = (
        f'<pivotCacheDefinition xmlns="{space}" refreshOnLoad="1" recordCount="0"><cacheSource'
        ' type="worksheet"><worksheetSource ref="A1:B3" sheet="表1"/></cacheSource><cacheFields'
        ' count="1"><cacheField name="镇" numFmtId="0"><sharedItems/></cacheField></cacheFields>'
        "</pivotCacheDefinition>").encode()
    found[BOOK] = found[BOOK].replace(
        b"</workbook>", b'<pivotCaches><pivotCache cacheId="9" r:id="rId77"/></pivotCaches>'
        b"</workbook>")
    found[BOOK_RELS] = found[BOOK_RELS].replace(
        b"</Relationships>", f'<Relationship Id="rId77" Type="{_REL}/pivotCacheDefinition" Target='
        '"pivotCache/pivotCacheDefinition1.xml"/></Relationships>'.encode())
    found[TYPES] = found[TYPES].replace(
        b"</Types>", b'<Override PartName="/xl/pivotCache/pivotCacheDefinition1.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml"/>'
        b"</Types>")
    return packed(found)


def _inline() -> bytes:
    """By openpyxl: texts in the cells, no formula's result, merged heads."""
    made = book([list(row) for row in ROWS], {"C2": "0.0%"})
    sheet(made).merge_cells("A6:C7")
    return saved(made)


def _absolute() -> bytes:
    return changed(written(_comments), {
        BOOK_RELS: swap('Target="', 'Target="/xl/'), SHEET_RELS: swap('Target="..', 'Target="/xl')})


def _elsewhere() -> bytes:
    """The workbook under another name."""
    return packed({
        name.replace("workbook.xml", "book.xml"):
            part.replace(b"xl/workbook.xml", b"xl/book.xml") if name in {TYPES, "_rels/.rels"}
            else part
        for name, part in parts(written(_comments)).items()})


BOOKS: dict[str, Callable[[], bytes]] = {
    "plain": written,
    "text box": lambda: written(lambda _, s: s.insert_textbox("F2", "说明：万元")),
    "sparklines": lambda: written(lambda _, s: s.add_sparkline("E2", {"range": "表1!B2:C2"})),
    "button": lambda: written(lambda _, s: s.insert_button("F2", {"caption": "汇总"})),
    "button and notes": lambda: written(lambda b, s: (
        s.insert_button("F2", {"caption": "汇总"}), _comments(b, s))),
    "check box": lambda: written(lambda _, s: s.insert_checkbox("F3", True)),
    "header and footer": lambda: written(_page),
    "pictures": lambda: written(_pictures),
    "data bars and icons": lambda: written(_bars),
    "notes": lambda: written(_comments),
    "threaded comments": _threaded,
    "fills and rules": lambda: written(_formats),
    "merged": lambda: written(lambda _, s: s.merge_range("A6:C7", "注：甲镇含园区")),
    "rich text": lambda: written(_rich),
    "several sheets": lambda: written(_many),
    "strings in cells": _inline,
    "constant memory": lambda: written(constant_memory=True),
    "absolute targets": _absolute,
    "another name": _elsewhere,
    "strict": _strict,
    "no styles": lambda: _stripped(written(), STYLES),
    "no dxfs": lambda: changed(written(), {STYLES: swap('<dxfs count="0"/>', "")}),
    "dxfs with two tags": lambda: changed(written(), {
        STYLES: swap('<dxfs count="0"/>', '<dxfs count="0"></dxfs>')}),
    "prefixes": _prefixed,
    "table": lambda: written(lambda _, s: s.add_table("F1:G3", {"style": "Table Style Medium 9"})),
    "pivot cache": _pivot,
    "chart": lambda: written(_chart),
    "macros": lambda: written(lambda b, _: b.add_vba_project(io.BytesIO(b"\xd0\xcf no"), True)),
    "names, filter, outline": lambda: written(_view),
    "protected": lambda: written(lambda _, s: s.protect("x", {"format_cells": False})),
    "printer": lambda: _foreign("printerSettings", "xl/printerSettings/p1.bin", b"\0\1\2" * 99),
    "validation and links": lambda: written(_validated),
    "background": lambda: written(lambda _, s: s.set_background(io.BytesIO(_PIXEL))),
    "1904": lambda: written(date_1904=True),
    "comments of XML": lambda: changed(written(), {
        SHEET: swap("<sheetData>", "<!-- </sheetData> --><sheetData>")}),
    "mark of order": lambda: changed(written(), {SHEET: lambda part: b"\xef\xbb\xbf" + part}),
    "unknown parts": lambda: changed(written(), more={"customXml/甲.bin": b"\xff" * 9}),
    "no head of XML": lambda: changed(written(), {
        SHEET: lambda part: re.sub(rb"<\?xml[^>]*\?>\s*", b"", part)}),
}
