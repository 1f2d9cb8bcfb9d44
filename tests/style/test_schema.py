import re
from pathlib import Path

import pytest

from reportgen.diagnostics import ReportError
from reportgen.style.profile import Profile, load_profile, packaged, read_profile
from reportgen.style.schema import _COUNTED, SIZES, spoken
from reportgen.world import DiskWorld

SOURCES = Path(__file__).parents[2] / "reportgen"


def own(folder: Path, text: str) -> Profile:
    path = folder / "own.yaml"
    path.write_text(f"extends: 简报\n{text}", encoding="utf-8")
    return read_profile(path, DiskWorld())


@pytest.mark.parametrize(("text", "code", "words"), [
    ("styles:\n  body: {role: 隶书}\n", "E0170", "仿宋、楷体、黑体、宋体、小标宋"),
    ("styles:\n  body: {role: sang}\n", "E0170", "song"),
    ("styles:\n  body: {align: 左}\n", "E0170", "居左"),
    ("colours:\n  red: 大红\n", "E0170", "#FF0000"),
    ("colours:\n  red: '#F00'\n", "E0170", "#FF0000"),
    ("faces:\n  hei: {word: ''}\n", "E0170", "黑体"),
    ("folio:\n  text: 第{页}页\n", "E0170", "能填的是 {页码}、{页数}"),
    ("folio:\n  text: '第{页码页'\n", "E0170", "能填的是 {页码}、{页数}"),
    ("folio:\n  text: 共{页数}页\n", "E0170", "写上 {页码}"),
    ("table:\n  continued: 续{表号}\n", "E0170", "能填的是 {表}"),
    ("page:\n  top: {value: 37, unit: 公分}\n", "E0171", "mm"),
    ("page:\n  lines: {value: 22, unit: mm}\n", "E0171", "unit: 行"),
    ("styles:\n  body:\n    indent: {value: 10, unit: mm}\n", "E0171", "unit: 字"),
    ("typeset:\n  autospace: {value: 1, unit: pt}\n", "E0171", "‰ em"),
    ("styles:\n  body: {size: 三}\n", "E0153", "小四"),
    ("page:\n  pitch: {value: 0, unit: pt}\n", "E0158", "大于零"),
    ("page:\n  pitch: {value: -5, unit: pt}\n", "E0158", "零以上"),
    ("page:\n  left: {value: -1, unit: mm}\n", "E0158", "零以上"),
    ("page:\n  type_width: {value: 0, unit: mm}\n", "E0158", "大于零"),
    ("chart:\n  label_size: {value: 0, unit: pt}\n", "E0158", "大于零"),
    ("figure:\n  gap: {value: -500, unit: mm}\n", "E0158", "零以上"),
    ("page:\n  lines: {value: 22.5, unit: 行}\n", "E0158", "整数"),
    ("typeset:\n  orphan: {value: -3}\n", "E0158", "零以上"),
    ("typeset:\n  autospace: {value: 100000}\n", "E0158", "500"),
    ("text:\n  minus: '~'\n", "E0170", "减号"),
    ("photo:\n  quality: {value: 100}\n", "E0158", "95"),
    ("masthead:\n  name_max: {value: 0, unit: pt}\n", "E0158", "大于零"),
    ("masthead:\n  name_width: {value: 0, unit: mm}\n", "E0158", "大于零"),
    ("photo:\n  tallest: {value: 0, unit: 行}\n", "E0158", "大于零"),
    ("figure:\n  shrink: {value: 0}\n", "E0158", "大于零"),
    ("chart:\n  hatch_spacing: {value: 0, unit: pt}\n", "E0158", "大于零"),
    ("chart:\n  gap: {value: 50, unit: pt}\n", "E0158", "最大 20"),
    ("page:\n  ascent: {value: 50}\n", "E0158", "最大 1"),
])
def test_what_cannot_be_is_refused(tmp_path: Path, text: str, code: str, words: str) -> None:
    with pytest.raises(ReportError) as caught:
        own(tmp_path, text)
    (found,) = caught.value.diagnostics
    assert found.code == code
    assert found.span.line >= 3
    assert words in " ".join(found.hints)


@pytest.mark.parametrize(("name", "points"), SIZES.items())
def test_a_clerk_names_the_size(tmp_path: Path, name: str, points: str) -> None:
    made = own(tmp_path, f"styles:\n  note: {{size: {name}, pitch: 60}}\n")
    assert made.style("note").size.pt == float(points)


@pytest.mark.parametrize(("written", "millimetres"), [
    ("{value: 3.5, unit: cm}", 35), ("{value: 3.5, unit: 厘米}", 35),
    ("{value: 35, unit: 毫米}", 35),
    ("{value: 72, unit: 磅}", 25.4), ("35", 35),
])
def test_units_in_both_languages(tmp_path: Path, written: str, millimetres: float) -> None:
    made = own(tmp_path, f"page:\n  top: {written}\n")
    assert made.length("page.top").mm == pytest.approx(millimetres)


def test_roles_in_both_languages(tmp_path: Path) -> None:
    for word, role in (("宋体", "song"), ("小标宋", "xiaobiaosong"), ("kai", "kai")):
        assert own(tmp_path, f"styles:\n  note: {{role: {word}}}\n").style("note").role == role


def test_words_with_the_blanks_that_are_filled(tmp_path: Path) -> None:
    made = own(tmp_path, "folio:\n  text: 第{页码}页　共{页数}页\ntable:\n  continued: 续表\n")
    assert made.text("folio.text") == "第{页码}页　共{页数}页"
    assert made.text("table.continued") == "续表"


def test_alignment_in_both_languages(tmp_path: Path) -> None:
    for word, value in (("居中", "center"), ("right", "right"), ("两端对齐", "justify")):
        assert own(tmp_path, f"styles:\n  note: {{align: {word}}}\n").style("note").align == value


def test_only_a_page_number_stands_at_the_outer_edge(tmp_path: Path) -> None:
    for word, value in (("外侧", "outer"), ("居中", "center")):
        made = own(tmp_path, f"styles:\n  folio: {{align: {word}}}\n")
        assert made.style("folio").align == value
    with pytest.raises(ReportError):
        own(tmp_path, "styles:\n  note: {align: 外侧}\n")


@pytest.mark.parametrize(("value", "word"), [
    ("center", "居中"), ("outer", "外侧"), ("false", "否"), ("song", "宋体"), ("16", "16"),
])
def test_values_are_told_as_a_clerk_writes_them(value: str, word: str) -> None:
    assert spoken(value) == word


def test_a_style_takes_over_another(tmp_path: Path) -> None:
    made = own(tmp_path, "styles:\n  credit: {extends: note, size: 小四}\n")
    credit, note = made.style("credit"), made.style("note")
    assert (credit.role, credit.pitch, credit.align) == (note.role, note.pitch, note.align)
    assert credit.size.pt == 12


def test_lengths_read_as_numbers_keep_their_unit() -> None:
    """What the program reads as a bare number must not be told in another unit."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))
    bare = set(re.findall(r'number\("([a-z_.]+)"\)', code))
    for name in packaged():
        for key, setting in load_profile(name).settings.items():
            if key in bare and setting.unit in ("字", "行"):
                assert _COUNTED.search(key), key
