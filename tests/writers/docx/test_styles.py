from dataclasses import replace

import pytest
from support.docx.readback import PROFILE, File, W, find, written
from support.docx.samples import EVERYTHING, HEAD, PICTURES, document

from reportgen.style.profile import Setting
from reportgen.writers.docx.measure import name_size
from reportgen.writers.docx.xml import Element

FILE = written(EVERYTHING, PICTURES)


def style(style_id: str, file: File = FILE) -> Element:
    (found,) = find(file.xml("word/styles.xml"), f"w:style[@w:styleId='{style_id}']")
    return found


def value(element: Element, path: str, attribute: str = "val") -> str | None:
    found = find(element, path)
    return found[0].get(W + attribute) if found else None


@pytest.mark.parametrize(("style_id", "name", "alias", "face", "size", "pitch"), [
    ("Normal", "Normal", None, "仿宋_GB2312", "32", "592"),
    ("Heading1", "heading 1", "简报标题1", "黑体", "32", "592"),
    ("Heading2", "heading 2", "简报标题2", "楷体_GB2312", "32", "592"),
    ("Heading3", "heading 3", "简报标题3", "仿宋_GB2312", "32", "592"),
    ("Title", "Title", "简报标题", "方正小标宋简体", "44", "700"),
    ("MastheadName", "简报名称", None, "方正小标宋简体", "120", "1440"),
    ("EditorNote", "简报按语", None, "楷体_GB2312", "32", "592"),
    ("Caption", "caption", "简报题注", "黑体", "24", "400"),
    ("TableCell", "简报表文", None, "宋体", "24", "340"),
    ("Colophon", "简报报尾", None, "仿宋_GB2312", "28", "480"),
    ("Footer", "footer", "简报页码", "宋体", "28", "320"),
])
def test_paragraph_styles(
    style_id: str, name: str, alias: str | None, face: str, size: str, pitch: str
) -> None:
    found = style(style_id)
    assert (value(found, "w:name"), value(found, "w:aliases")) == (name, alias)
    assert value(found, "w:rPr/w:rFonts", "eastAsia") == face
    assert value(found, "w:rPr/w:sz") == size
    assert value(found, "w:pPr/w:spacing", "line") == pitch
    assert value(found, "w:pPr/w:spacing", "lineRule") == "exact"


@pytest.mark.parametrize(("style_id", "face"), [
    ("Strong", "黑体"), ("Lead", "楷体_GB2312"), ("NoteLabel", "黑体"),
])
def test_emphasis_changes_the_face_and_nothing_else(style_id: str, face: str) -> None:
    (look,) = find(style(style_id), "w:rPr")
    (fonts,) = look
    assert fonts.get(W + "eastAsia") == face


def test_only_text_on_the_grid_is_tracked() -> None:
    tracked = {
        str(each.get(W + "styleId")) for each in find(FILE.xml("word/styles.xml"), "w:style")
        if value(each, "w:rPr/w:spacing") == "-5"
    }
    assert {"Normal", "Heading1", "Addressees"} <= tracked
    assert not tracked & {"Title", "TableCell", "Colophon", "Caption", "Footer"}


@pytest.mark.parametrize("style_id", ["Body", "ListItem"])
def test_the_text_looks_as_words_own_text_does(style_id: str) -> None:
    """Face, size and pitch come from Normal, which Chinese Word calls 正文."""
    found = style(style_id)
    assert value(found, "w:basedOn") == "Normal"
    assert not find(found, "w:rPr")
    assert [each.tag.removeprefix(W) for each in find(found, "w:pPr/*")] == ["ind"]


def test_body_indent_in_characters_and_twips() -> None:
    assert value(style("Body"), "w:pPr/w:ind", "firstLineChars") == "200"
    assert value(style("Body"), "w:pPr/w:ind", "firstLine") == "632"


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_headings_are_found_by_navigation_and_stay_with_their_text(level: int) -> None:
    heading = style(f"Heading{level}")
    assert value(heading, "w:pPr/w:outlineLvl") == str(level - 1)
    assert find(heading, "w:pPr/w:keepNext")


@pytest.mark.parametrize(("part", "path"), [
    ("word/styles.xml", ".//w:rFonts"), ("word/styles.xml", "w:docDefaults//w:rFonts"),
])
def test_all_four_faces_are_named_and_none_by_theme(part: str, path: str) -> None:
    for fonts in find(FILE.xml(part), path):
        names = {str(key).removeprefix(W) for key in fonts.keys()}  # noqa: SIM118 - not a dict
        assert names == {"ascii", "hAnsi", "eastAsia", "cs"}


def test_every_style_used_is_defined() -> None:
    known = {each.get(W + "styleId") for each in find(FILE.xml("word/styles.xml"), "w:style")}
    for part in ("word/document.xml", "word/footer-even.xml"):
        for tag in ("pStyle", "rStyle", "tblStyle"):
            used = {each.get(W + "val") for each in find(FILE.xml(part), f".//w:{tag}")}
            assert used <= known
    for tag in ("basedOn", "next"):
        assert {value(each, f"w:{tag}") for each in
                find(FILE.xml("word/styles.xml"), f"w:style[w:{tag}]")} <= known


@pytest.mark.parametrize(("name", "points"), [
    ("简报", 60), ("锦溪工作简报", 60), ("某某县工作简报", 56.5), ("某" * 9, 44), ("某" * 20, 19.5),
])
def test_name_fits_its_line(name: str, points: float) -> None:
    assert name_size(PROFILE, name).pt == points
    file = written(document(replace(HEAD, name=name)))
    assert value(style("MastheadName", file), "w:rPr/w:sz") == str(round(points * 2))


def test_a_profile_without_spacing_turns_it_off() -> None:
    from reportgen.writers.docx.styles import styles_part

    own = {**PROFILE.settings, "typeset.autospace": Setting("0", "‰ em")}
    part = styles_part(EVERYTHING, replace(PROFILE, settings=own))
    assert value(part, "w:style[@w:styleId='Normal']/w:pPr/w:autoSpaceDE") == "0"
    assert value(style("Normal"), "w:pPr/w:autoSpaceDE") == "1"
    assert value(style("Normal"), "w:pPr/w:overflowPunct") == "0"


@pytest.mark.parametrize("name", ["masthead_line", "contents", "title", "masthead_issue"])
def test_a_style_has_one_indent_whatever_a_unit_writes(name: str) -> None:
    from reportgen.writers.docx.styles import styles_part

    key = f"styles.{name}.indent"
    own = {**PROFILE.settings, key: Setting("1", "字")}
    part = styles_part(EVERYTHING, replace(PROFILE, settings=own))
    assert {len(find(each, "w:ind")) for each in find(part, "w:style/w:pPr")} == {0, 1}


def test_table_style_has_three_strong_rules() -> None:
    borders = {
        str(each.tag).removeprefix(W): (each.get(W + "sz"), each.get(W + "color"))
        for each in find(style("Ruled"), "w:tblPr/w:tblBorders/*")
    }
    assert borders == {"top": ("8", "000000"), "bottom": ("8", "000000"),
                       "insideH": ("3", "808080")}
    assert value(style("Ruled"), "w:tblStylePr/w:tcPr/w:tcBorders/w:bottom", "sz") == "6"
