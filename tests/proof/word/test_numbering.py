"""Numbers counted as Word counts them, in files as Word, WPS and LibreOffice write them."""

from __future__ import annotations

import pytest
from lxml import etree

from reportgen.document.markers import chinese
from reportgen.proof.package import Element
from reportgen.proof.word.numbering import Numbers, _levels, _num, written
from reportgen.proof.word.xml import W

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def xml(text: str) -> Element:
    return etree.fromstring(f"<w:x {SPACE}>{text}</w:x>")


def level(at: int, text: str, form: str = "decimal", more: str = "") -> str:
    return (f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
            f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>')


def num(starts: str = "") -> str:
    made = "".join(
        f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for at, start in (each.split("=") for each in starts.split())
    )
    return f'<w:abstractNumId w:val="0"/>{made}'


def counted(levels: str, nums: dict[str, str], items: str) -> str:
    """The labels of items, each written as num:level."""
    numbers = Numbers({"0": _levels(xml(levels))}, {k: _num(xml(v)) for k, v in nums.items()})
    labels = []
    for each in items.split():
        number, at = each.split(":")
        properties = xml(f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')
        labels.append(numbers.label(properties, list))
    return " ".join(labels)


OUTLINE = level(0, "%1.") + level(1, "%1.%2") + level(2, "（%3）")


@pytest.mark.parametrize(("nums", "items", "expected"), [
    ({"1": num()}, "1:0 1:0 1:0", "1. 2. 3."),
    ({"1": num()}, "1:0 1:1 1:1 1:0 1:1", "1. 1.1 1.2 2. 2.1"),
    ({"1": num()}, "1:1 1:0 1:1", "1.1 1. 1.1"),
    ({"1": num()}, "1:0 1:2 1:0 1:2 1:1 1:2", "1. （1） 2. （1） 2.1 （1）"),
    ({"1": num("0=3")}, "1:0 1:0", "3. 4."),
    # all nums of an abstract list share its counters; an override counts where the num first comes
    ({"1": num(), "2": num()}, "1:0 2:0 1:0", "1. 2. 3."),
    ({"1": num(), "2": num("0=7")}, "1:0 2:0 2:0 1:0", "1. 7. 8. 9."),
    ({"1": num(), "2": num("1=5")}, "1:0 2:1 1:0 2:1", "1. 1.5 2. 2.5"),
    ({"1": num()}, "9:0 0:0 1:0", "  1."),
    ({"1": num()}, "1:8 1:0", " 1."),
])
def test_counting(nums: dict[str, str], items: str, expected: str) -> None:
    assert counted(OUTLINE, nums, items) == expected


def test_a_level_that_starts_anew_where_it_says() -> None:
    never = level(0, "%1.") + level(1, "%2)", more='<w:lvlRestart w:val="0"/>')
    assert counted(never, {"1": num()}, "1:0 1:1 1:0 1:1") == "1. 1) 2. 2)"


def test_bullets_and_what_is_not_shown() -> None:
    bullets = level(0, "—", "bullet") + level(1, "%2", "none")
    assert counted(bullets, {"1": num()}, "1:0 1:0 1:1") == "— — "


def test_a_num_may_write_a_level_otherwise() -> None:
    own = f'<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">{level(0, "第%1项")}' \
        "</w:lvlOverride>"
    assert counted(OUTLINE, {"1": own}, "1:0 1:0") == "第1项 第2项"


def test_what_parts_a_number_from_its_text() -> None:
    tab = level(0, "%1.").replace('<w:suff w:val="nothing"/>', "")
    assert counted(tab, {"1": num()}, "1:0") == "1.\t"
    assert counted(tab.replace("<w:lvlText", '<w:suff w:val="space"/><w:lvlText'),
                   {"1": num()}, "1:0") == "1. "


def test_a_style_may_give_the_number() -> None:
    style = xml('<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    style.set(W + "styleId", "Heading2")
    levels = level(0, "%1、") + level(1, "（%2）", more='<w:pStyle w:val="Heading2"/>')
    numbers = Numbers({"0": _levels(xml(levels))}, {"1": _num(xml(num()))})
    assert [numbers.label(None, lambda: [style]) for _ in range(2)] == ["（1）", "（2）"]
    none = xml('<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert numbers.label(none, lambda: [style]) == ""


@pytest.mark.parametrize(("count", "form", "text"), [
    (3, "decimal", "3"), (3, "decimalZero", "03"), (12, "chineseCounting", "十二"),
    (21, "chineseCountingThousand", "二十一"), (3, "decimalEnclosedCircle", "③"),
    (21, "decimalEnclosedCircle", "21"), (3, "decimalFullWidth", "３"), (28, "lowerLetter", "bb"),
    (3, "upperLetter", "C"), (3, "upperRoman", "〔upperRoman：3〕"), (0, "chineseCounting", "0"),
])
def test_formats(count: int, form: str, text: str) -> None:
    assert written(count, form) == text


def test_both_sides_write_chinese_numerals_alike() -> None:
    assert [n for n in range(1, 10_000) if written(n, "chineseCounting") != chinese(n)] == []
