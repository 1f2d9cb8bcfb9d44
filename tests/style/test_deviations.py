"""What a unit's own profile changes of the standard is told; what it may change is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import Severity, Sink
from reportgen.style.deviations import deviations, report_deviations, report_fill
from reportgen.style.profile import Profile, load_profile, packaged, read_profile
from reportgen.world import DiskWorld


def own(folder: Path, text: str, name: str = "own.yaml") -> Profile:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_profile(path, DiskWorld())


@pytest.mark.parametrize("name", packaged())
def test_a_packaged_profile_deviates_nowhere(name: str) -> None:
    assert not list(deviations(load_profile(name)))


@pytest.mark.parametrize(("text", "keys"), [
    ("page:\n  top: {value: 40, unit: mm}\n", ["page.top"]),
    ("page:\n  top: {value: 38, unit: mm}\n", []),                     # within ±1 mm
    ("page:\n  top: {value: 38.01, unit: mm}\n", ["page.top"]),
    ("page:\n  top: {value: 104.88, unit: pt}\n", []),                 # 37 mm in points
    ("page:\n  top: {value: 110, unit: pt}\n", ["page.top"]),
    ("page:\n  lines: {value: 20, unit: 行}\n", ["page.lines"]),
    ("colours:\n  red: '#FF3333'\n", ["colours.red"]),
    ("masthead:\n  name_top: {value: 15, unit: mm}\n", []),             # 惯例, not the standard's
    ("colophon:\n  even_page: false\n", ["colophon.even_page"]),
    ("styles:\n  body: {role: 宋体}\n", ["styles.body.role"]),
    ("styles:\n  title: {role: 黑体, size: 小二}\n", ["styles.title.role", "styles.title.size"]),
    ("styles:\n  heading1: {role: 小标宋}\n  heading2: {role: 楷体}\n", ["styles.heading1.role"]),
    ("styles:\n  folio: {align: 居中}\n", ["styles.folio.align"]),
    ("styles:\n  caption: {role: 宋体}\n", []),                          # our own choice
])
def test_deviations(tmp_path: Path, text: str, keys: list[str]) -> None:
    assert [found.key for found in deviations(own(tmp_path, f"extends: jianbao\n{text}"))] == keys


def test_it_is_told_with_both_values_and_the_clause(tmp_path: Path) -> None:
    sink = Sink()
    changed = own(tmp_path, "extends: jianbao\npage:\n  top: {value: 40, unit: mm}\n")
    report_deviations(changed, sink)
    (found,) = sink.items
    assert (found.code, found.severity, found.span.line) == ("I0154", Severity.INFO, 3)
    assert "page.top 是 40 mm，GB/T 9704-2012 5.2.1 是 37 mm，允许误差 1 mm" in found.message


def test_a_profile_over_a_profile_is_held_against_the_packaged_one(tmp_path: Path) -> None:
    first = own(tmp_path, "extends: jianbao\npage:\n  top: {value: 40, unit: mm}\n")
    assert first.base is load_profile()
    second = own(tmp_path, f"extends: {tmp_path / 'own.yaml'}\nname: 二\n", "second.yaml")
    assert [found.key for found in deviations(second)] == ["page.top"]


@pytest.mark.parametrize(("text", "told"), [
    ("page:\n  pitch: {value: 28, unit: pt}\n", ["一页实际排23行"]),
    ("page:\n  pitch: {value: 28, unit: pt}\n  lines: {value: 23, unit: 行}\n", []),
    ("page:\n  lines: {value: 20, unit: 行}\n", ["page.lines 写的是20行"]),
    ("styles:\n  body:\n    em: {value: 16, unit: pt}\n", ["一行实际排27字"]),   # the classic trap
    ("page:\n  type_height: {value: 200, unit: mm}\n", ["一页实际排19行"]),
])
def test_lines_and_characters_are_as_the_profile_says(
    tmp_path: Path, text: str, told: list[str]
) -> None:
    sink = Sink()
    report_fill(own(tmp_path, f"extends: jianbao\n{text}"), sink)
    assert [found.code for found in sink.items] == ["W0157"] * len(told)
    for found, words in zip(sink.items, told, strict=True):
        assert words in found.message
        assert Path(found.span.file).name == "own.yaml"     # whatever it was that the unit changed


def test_the_remedies_of_a_wrong_pitch_hold(tmp_path: Path) -> None:
    sink = Sink()
    report_fill(own(tmp_path, "extends: jianbao\npage:\n  pitch: {value: 28, unit: pt}\n"), sink)
    (found,) = sink.items
    assert found.span.line == 3
    assert found.hints == (
        "要22行，写成“page.pitch: {value: 29.609, unit: pt}”",
        "要23行，在末尾单独写一行 page.lines: {value: 23, unit: 行}",
    )


@pytest.mark.parametrize("name", packaged())
def test_a_packaged_profile_says_what_it_does(name: str) -> None:
    sink = Sink()
    report_fill(load_profile(name), sink)
    assert not sink.items
