"""Every chart: its texts, its place on the sheet, its cache, and what it leaves behind."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.charts.boxes import faults
from support.charts.samples import BARS, SAMPLES, datum
from support.charts.stress import ALL
from support.charts.stub import CHAIN, THEME

from reportgen.cache import Cache
from reportgen.charts.compile import drawing
from reportgen.charts.record.drawing import Drawing, TextMark
from reportgen.diagnostics import Span
from reportgen.document.chart import Panel, Panels, bars, quantities
from reportgen.fonts import FontLibrary

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ALL)
def test_no_text_overlaps_or_leaves_the_sheet(drawings: dict[str, Drawing], name: str) -> None:
    assert faults(drawings[name], CHAIN) == []


@pytest.mark.parametrize("name", ALL)
def test_nor_with_the_real_face(library: FontLibrary, name: str) -> None:
    chain = library.chain("hei")
    assert faults(drawing(ALL[name], THEME, chain), chain) == []


@pytest.mark.parametrize("width", [300.0, 600.0])
@pytest.mark.parametrize("name", SAMPLES)
def test_nor_on_another_width(name: str, width: float) -> None:
    made = drawing(SAMPLES[name], replace(THEME, width=width), CHAIN)
    assert made.width == width
    assert faults(made, CHAIN) == []


@pytest.mark.slow
@settings(max_examples=40)
@given(st.lists(
    st.tuples(st.text("指标名称、（）A1", min_size=1, max_size=40),
              st.decimals(-10**9, 10**9, places=2), st.text("0123.万元约余", max_size=20)),
    min_size=1, max_size=6))
def test_nor_with_any_labels(rows: list[tuple[str, Decimal, str]]) -> None:
    data = tuple(
        datum(f"f{i}", label, str(value), text) for i, (label, value, text) in enumerate(rows))
    for spec in (bars("", "", data), Panels("", (Panel("组", "", data),), 1)):
        assert faults(drawing(spec, THEME, CHAIN), CHAIN) == []


@pytest.mark.parametrize("name", ALL)
def test_every_quantity_is_printed_whole_and_names_its_fact(
    drawings: dict[str, Drawing], name: str
) -> None:
    runs: dict[str, str] = {}
    for mark in drawings[name].marks:
        if isinstance(mark, TextMark) and mark.fact:
            runs[mark.fact] = runs.get(mark.fact, "") + mark.text
    for quantity in quantities(ALL[name]):
        assert quantity.text in runs[quantity.fact], quantity


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_quantities_stand_unbroken(drawings: dict[str, Drawing], name: str) -> None:
    lines = [text.removesuffix("；") for text in drawings[name].texts]
    assert {quantity.text for quantity in quantities(SAMPLES[name])} <= set(lines)


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_set_smaller_than_nine_points(
    drawings: dict[str, Drawing], name: str
) -> None:
    assert min(m.size for m in drawings[name].marks if isinstance(m, TextMark)) >= 9


@pytest.mark.parametrize("name", ALL)
def test_the_title_stays_outside(drawings: dict[str, Drawing], name: str) -> None:
    spec = ALL[name]
    if name not in {"unknown_stages"}:
        assert spec.title not in drawings[name].texts


def test_cache_round_trip(tmp_path: Path, drawings: dict[str, Drawing]) -> None:
    for name, spec in ALL.items():
        first = drawing(spec, THEME, CHAIN, Cache(tmp_path))
        again = drawing(spec, THEME, CHAIN, Cache(tmp_path))
        assert first == again == drawings[name]
    assert len(list(tmp_path.iterdir())) == len(ALL)


def test_the_place_in_the_source_is_no_part_of_the_key(tmp_path: Path) -> None:
    drawing(BARS, THEME, CHAIN, Cache(tmp_path))
    drawing(replace(BARS, span=Span("briefing.md", 9, 1)), THEME, CHAIN, Cache(tmp_path))
    assert len(list(tmp_path.iterdir())) == 1


def test_theme_spec_and_face_are_parts_of_the_key(tmp_path: Path) -> None:
    class Wider:
        def advance(self, ch: str) -> float:
            return CHAIN.advance(ch) + 1

    drawing(BARS, THEME, CHAIN, Cache(tmp_path))
    drawing(BARS, replace(THEME, row_gap=9.0), CHAIN, Cache(tmp_path))
    drawing(BARS, THEME, Wider(), Cache(tmp_path))
    drawing(bars(BARS.title, BARS.unit, BARS.data[:2]), THEME, CHAIN, Cache(tmp_path))
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.parametrize("damage", [
    lambda data: b"", lambda data: data[:-3], lambda data: b"x" * 64 + data[64:],
    lambda data: data.replace(b"20517", b"90517"),
    lambda data: Forged(b"[1,2]"), lambda data: Forged(b'[1,2,[],[["t",1]]]'),
    lambda data: Forged(b'[1,2,[],[["p",["M",[1,2]],null,0,null,["",[]],1,null]]]'),
    *(lambda data, path=path: Forged(
        b'[442.2,10,[],[["p",%s,null,null,null,["",[]],1,null]]]' % path)
      for path in (b'["M",[1]]', b'["M",[1,2,3]]', b'["MX",[1,2]]', b'["M",["1","2"]]',
                   b'["ML",[1,2]]', b'[["M",1,2]]', b'"M"')),
    lambda data: Forged(b"\xff\xfe"), lambda data: Forged(b"[" * 200_000),
])
def test_a_damaged_entry_is_drawn_and_written_anew(tmp_path: Path, damage: object) -> None:
    good = drawing(BARS, THEME, CHAIN, Cache(tmp_path))
    (entry,) = tmp_path.iterdir()
    whole = entry.read_bytes()
    assert callable(damage)
    damaged = damage(whole)
    entry.write_bytes(damaged)
    if isinstance(damaged, Forged):
        Cache(tmp_path).put(entry.name, damaged)
    assert drawing(BARS, THEME, CHAIN, Cache(tmp_path)) == good
    assert entry.read_bytes() == whole


class Forged(bytes):
    """The content of an entry that is to have its right seal."""


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert drawing(BARS, THEME, CHAIN, Cache(blocked / "cache")).marks
    assert Cache(None).get("x") is None


SCRIPT = """
import sys
from pathlib import Path
from support.charts.samples import SAMPLES
from support.charts.stub import CHAIN, THEME
from reportgen.cache import Cache
from reportgen.charts.record.cache import encode
from reportgen.charts.compile import drawing
folder = Cache(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
import hashlib
made = b"".join(encode(drawing(spec, THEME, CHAIN, folder)) for spec in SAMPLES.values())
heavy = {"matplotlib", "numpy", "matplotlib.pyplot", "mpl_toolkits.mplot3d"}
print(hashlib.sha256(made).hexdigest(), *sorted(heavy & set(sys.modules)))
"""


def run(script: str, *arguments: str, **environment: str) -> str:
    """What a fresh Python prints; its standard error must stay empty."""
    paths = f"{ROOT}{':' if sys.platform != 'win32' else ';'}{ROOT / 'tests'}"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *arguments], check=True, text=True,
        capture_output=True, env={"PYTHONPATH": paths, "PATH": "", **environment},
    )
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.mark.slow
def test_same_bytes_under_any_hash_seed_and_a_hit_imports_nothing_heavy(tmp_path: Path) -> None:
    cold, *heavy = run(SCRIPT, str(tmp_path), PYTHONHASHSEED="1", HOME=str(tmp_path)).split()
    assert heavy == ["matplotlib", "numpy"]   # and no pyplot, no 3D
    assert run(SCRIPT, str(tmp_path), PYTHONHASHSEED="1", HOME=str(tmp_path)) == cold
    other, *_ = run(SCRIPT, PYTHONHASHSEED="2", MPLBACKEND="nonsense", HOME="/nonexistent").split()
    assert other == cold
