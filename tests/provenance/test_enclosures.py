import pytest

from reportgen.provenance.enclosures import (
    PROPERTY,
    Edge,
    Enclosures,
    Picture,
    Point,
    digest,
    field_shown,
    pack,
    unpack,
)
from reportgen.provenance.packing import packed

WHOLE = Enclosures(
    "示例镇党政办",
    (Picture("图1", "条形图。", 100, 50, "0a", "0b"),
     Picture("图2", "", 9, 9, points=(Point("甲", "2023年", "9052", "超9052"),),
             head="单位：万元"),
     Picture("图3", "照片", 8, 8, "0c", photo=True)),
    (Edge("footer", "even", "— 〔页码〕 —"),),
)


def test_a_record_comes_back_whole() -> None:
    assert unpack(pack(WHOLE)) == WHOLE
    assert unpack({"生成程序": "reportgen"}) is None


@pytest.mark.parametrize("record", [
    [], "甲", ["", [], [], []], [1, [], []], ["", [["图1"]], []], ["", [], [["a", "b", 1]]],
    ["", [["图1", "", "1", 1, "", "", False, []]], []],
    ["", [["图1", "", 1, 1, "", "", 0, []]], []],
    ["", [["图1", "", 1, 1, "", "", False, [["a"]]]], []], {"a": 1},
])
def test_a_forged_record_is_refused(record: object) -> None:
    with pytest.raises(ValueError, match="record"):
        unpack(packed(PROPERTY, record))


def test_what_tells_images_apart() -> None:
    """Bytes behind the end of an image are none of it; those of another kind of file are."""
    jpeg, png = b"\xff\xd8abc\xff\xd9", b"\x89PNG...IEND\xae\x42\x60\x82"
    assert digest(jpeg) == digest(jpeg + b"\0\0") != digest(b"\xff\xd8abd\xff\xd9")
    assert digest(png) == digest(png + b"\0\0")
    assert digest(b"<svg/>") != digest(b"<svg/> ")
    assert digest(jpeg[:4]) != digest(jpeg)


def test_fields_by_name() -> None:
    assert field_shown(" PAGE \\* MERGEFORMAT ") == "〔页码〕"
    assert field_shown(" numpages ") == "〔页数〕"
    assert field_shown("DATE") == "〔DATE〕"
    assert field_shown("") == "〔〕"
