from support.docx.readback import W, brief, find, written
from support.docx.samples import document, paragraph

FILE = written(document(paragraph("国")))
SETTINGS = FILE.xml("word/settings.xml")


def test_odd_and_even_pages_differ_and_nothing_asks_to_update_fields() -> None:
    names = {str(each.tag).removeprefix(W) for each in SETTINGS}
    assert {"evenAndOddHeaders", "characterSpacingControl", "noLineBreaksBefore"} <= names
    assert "updateFields" not in names


def test_punctuation_is_compressed() -> None:
    (control,) = find(SETTINGS, "w:characterSpacingControl")
    assert control.get(W + "val") == "compressPunctuation"


def test_line_start_and_end_lists() -> None:
    (first,), (last,) = (find(SETTINGS, f"w:{name}")
                         for name in ("noLineBreaksBefore", "noLineBreaksAfter"))
    assert set("，。、；：？！）》”’…％") <= set(str(first.get(W + "val")))
    assert set("（《“‘") <= set(str(last.get(W + "val")))
    assert not set(str(first.get(W + "val"))) & set(str(last.get(W + "val")))


def test_faces_have_a_stand_in() -> None:
    table = {str(each.get(W + "name")): brief(each) for each in FILE.xml("word/fontTable.xml")}
    assert '<altName val="仿宋"/>' in table["仿宋_GB2312"]
    assert '<altName val="宋体"/>' in table["方正小标宋简体"]
    assert "altName" not in table["Times New Roman"]
    assert list(table) == sorted(table)
