"""Runs of rare characters name the face that has them; all other runs stay as they are."""

from __future__ import annotations

from lxml import etree

from reportgen.style.profile import load_profile
from reportgen.writers.docx.paragraph import paragraph, run
from reportgen.writers.docx.rare import INSTEAD, name_faces
from reportgen.writers.docx.settings import font_table
from reportgen.writers.docx.xml import Element, qualified, w

FACES = {"𫰠": "Hana B", "𡌴": "Hana B", "㖞": "Hana A"}


def body(*texts: str, style: str = "") -> Element:
    return w("body", paragraph("Normal", [run(text, style) for text in texts]))


def shown(content: Element) -> list[tuple[str, str]]:
    """Family and text of each run."""
    found = []
    for each in content.iter(qualified("w:r")):
        fonts = each.find(f"{qualified('w:rPr')}/{qualified('w:rFonts')}")
        family = "" if fonts is None else fonts.get(qualified("w:eastAsia"), "")
        found.append((family, "".join(each.itertext())))
    return found


def test_a_run_is_parted_at_rare_characters() -> None:
    content = body("网格员周𫰠、陈𡌴𫰠㖞，等", "不变")
    name_faces(content, FACES)
    assert shown(content) == [
        ("", "网格员周"), ("Hana B", "𫰠"), ("", "、陈"), ("Hana B", "𡌴𫰠"), ("Hana A", "㖞"),
        ("", "，等"), ("", "不变")]


def test_the_character_style_stays_and_stands_first() -> None:
    content = body("“周𫰠”", style="Strong")
    name_faces(content, FACES)
    for each in content.iter(qualified("w:r")):
        names = [etree.QName(item).localname for item in each[0]]
        assert names[0] == "rStyle"
        assert names.count("rFonts") <= 1
    assert [family for family, _ in shown(content)] == ["", "Hana B", ""]


def test_tabs_and_line_ends_stay_where_they_are() -> None:
    content = body("甲\t周𫰠\n乙")
    name_faces(content, FACES)
    tags = [etree.QName(item).localname for each in content.iter(qualified("w:r"))
            for item in each if etree.QName(item).localname != "rPr"]
    assert tags == ["t", "tab", "t", "t", "br", "t"]


def test_without_rare_characters_nothing_is_touched() -> None:
    content, same = body("示例镇"), body("示例镇")
    name_faces(content, {})
    name_faces(content, FACES)
    assert etree.tostring(content) == etree.tostring(same)


def test_the_font_table_names_what_may_stand_in() -> None:
    profile = load_profile()
    fonts = font_table(profile, ["Hana B"])
    (font,) = [each for each in fonts if each.get(qualified("w:name")) == "Hana B"]
    assert font[0].get(qualified("w:val")) == INSTEAD
    assert len(fonts) == len(font_table(profile)) + 1
