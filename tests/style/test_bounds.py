from pathlib import Path

import pytest

from reportgen.diagnostics import Sink
from reportgen.style.bounds import check_bounds
from reportgen.style.profile import load_profile, packaged, read_profile
from reportgen.world import DiskWorld


def found(folder: Path, text: str, base: str = "简报") -> list[tuple[str, int, str]]:
    path = folder / "own.yaml"
    path.write_text(f"extends: {base}\n{text}", encoding="utf-8")
    sink = Sink()
    check_bounds(read_profile(path, DiskWorld()), sink)
    return [(item.code, item.span.line, item.message) for item in sink]


@pytest.mark.parametrize("name", packaged())
def test_packaged_profiles_have_room(name: str) -> None:
    sink = Sink()
    check_bounds(load_profile(name), sink)
    assert not list(sink)


@pytest.mark.parametrize("pitch", ["0.001", "15.9"])
def test_lines_never_stand_over_each_other(tmp_path: Path, pitch: str) -> None:
    (told,) = found(tmp_path, f"page:\n  pitch: {{value: {pitch}, unit: pt}}\n")
    assert told[:2] == ("E0158", 3)
    assert "不到字号 16 pt，行会叠在一起" in told[2]


@pytest.mark.parametrize(("text", "code", "line"), [
    ("styles:\n  title:\n    pitch: {value: 20, unit: pt}\n", "E0158", 4),
    ("page:\n  left: {value: 60, unit: mm}\n", "E0159", 3),
    ("page:\n  type_height: {value: 261, unit: mm}\n", "E0159", 3),
    ("page:\n  height: {value: 210, unit: mm}\n", "E0159", 3),
])
def test_what_leaves_no_room(tmp_path: Path, text: str, code: str, line: int) -> None:
    assert (code, line) in {(code, line) for code, line, _ in found(tmp_path, text)}


@pytest.mark.parametrize(("text", "said"), [
    ("contents:\n  side: {value: 12, unit: 字}\n", "最大 11"),
    ("contents:\n  air: {value: 50, unit: 字}\n", "最大 22"),
    ("styles:\n  attachment_label:\n    indent: {value: 50, unit: 字}\n", "最大 22"),
    ("styles:\n  body:\n    indent: {value: 30, unit: 字}\n", "最大 22"),
    ("page:\n  type_width: {value: 30, unit: mm}\n", "最大 0"),
    ("styles:\n  body:\n    em: {value: 60, unit: pt}\n", "最大 1"),
])
def test_an_indent_leaves_a_line(tmp_path: Path, text: str, said: str) -> None:
    """What styles follow is told once, and in the line that was written."""
    path = tmp_path / "own.yaml"
    path.write_text(f"extends: 简报\n{text}", encoding="utf-8")
    sink = Sink()
    check_bounds(read_profile(path, DiskWorld()), sink)
    found = [item for item in sink if "剩不下几个字" in item.message]
    assert found
    assert said in {item.hints[0] for item in found}
    assert all(item.span.line == text.count("\n") + 1 for item in found)


@pytest.mark.parametrize(("base", "text"), [
    ("简报", "styles:\n  folio:\n    pitch: {value: 50, unit: pt}\nfooter: {text: 甲}\n"),
    ("简报", "styles:\n  folio:\n    size: {value: 150, unit: pt}\n"),
    ("信函", "letter:\n  rule_between: {value: 50, unit: pt}\n"),
    ("信函", "letter:\n  number_gap: {value: 15, unit: mm}\n"),
])
def test_what_finds_no_room_is_told_where_it_was_written(
    tmp_path: Path, base: str, text: str,
) -> None:
    assert all(line for _, line, _ in found(tmp_path, text, base))
    assert found(tmp_path, text, base)


def test_a_style_of_half_lines_is_told_once(tmp_path: Path) -> None:
    (told,) = found(tmp_path, "styles:\n  body:\n    pitch: {value: 0.5, unit: 行}\n")
    assert told[1] == 4
    assert "styles.body.pitch" in told[2]


def test_a_smaller_page_is_lawful(tmp_path: Path) -> None:
    assert not found(tmp_path, "page:\n  width: {value: 195, unit: mm}\n"
                               "  left: {value: 20, unit: mm}\n")


@pytest.mark.parametrize(("text", "told"), [
    ("page:\n  top: 25\n  type_height: 247\n", 1),       # 25 mm are left for 28
    ("page:\n  top: 25\n  type_height: 247\nfolio:\n  dash: 15\n", 0),
    ("folio:\n  dash: 40\n", 1), ("folio:\n  dash: 32\n", 0), ("folio:\n  dash: 33\n", 1),
])
def test_page_numbers_stay_below_the_text(tmp_path: Path, text: str, told: int) -> None:
    said = found(tmp_path, text)
    assert [code for code, _, _ in said] == ["E0159"] * told
    assert all("页码会压住正文" in message and line > 1 for _, line, message in said)


def test_large_type_is_told_where_the_unit_asks_for_it(tmp_path: Path) -> None:
    (told,) = found(tmp_path, "styles:\n  body:\n    size: {value: 40, unit: pt}\n")
    assert told[:2] == ("E0158", 4)


def test_what_the_county_sets_is_told_in_its_file(tmp_path: Path) -> None:
    (tmp_path / "county.yaml").write_text(
        "extends: 简报\npage:\n  left: {value: 60, unit: mm}\n", encoding="utf-8")
    (tmp_path / "town.yaml").write_text("extends: county.yaml\nname: 某镇\n", encoding="utf-8")
    sink = Sink()
    check_bounds(read_profile(tmp_path / "town.yaml", DiskWorld()), sink)
    (told,) = sink
    assert (told.code, Path(told.span.file).name, told.span.line) == ("E0159", "county.yaml", 3)


@pytest.mark.parametrize(("text", "told"), [
    ("letter:\n  rule_foot: 30\n", 1), ("letter:\n  rule_foot: 28\n", 0),
    ("page:\n  type_height: 237\nfolio:\n  dash: 15\n", 1),
])
def test_text_keeps_off_the_lower_rule_of_a_letter(tmp_path: Path, text: str, told: int) -> None:
    said = found(tmp_path, text, "信函")
    assert len(said) == told
    assert all(code == "E0159" and "红色双线" in message for code, _, message in said)
