"""What is told of a place, of a fact, of a page, of what is sought, of a finding."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from reportgen.page.live import Live
from reportgen.page.pointing import Told, pointed
from reportgen.trace.origin import Why
from reportgen.trace.spots import Spot
from reportgen.world import DiskWorld


def laid(root: Path, tmp_path: Path, name: str) -> Live:
    """The pages of a sample, nothing watched."""
    folder = shutil.copytree(root / "data" / name, tmp_path / name)
    live = Live(folder, DiskWorld(), lambda: None)
    live._made()
    return live


@pytest.fixture
def live(root: Path, tmp_path: Path) -> Live:
    return laid(root, tmp_path, "jinxi-2023")


def at(live: Live, spot: Spot) -> Told:
    """A click into the middle of a spot."""
    box = spot.box
    return pointed(live, {"page": str(spot.page), "x": str(box.x + box.width / 2),
                          "y": str(box.y + box.height / 2)})


def plain(told: Told) -> str:
    return unescape(re.sub("<[^>]*>", " ", told.html))


def spots(live: Live) -> tuple[Spot, ...]:
    assert live.laying is not None
    return live.laying.spots


def test_every_number_of_every_kind_is_told(live: Live) -> None:
    kinds = set()
    for spot in spots(live):
        if spot.origin is not None and spot.origin.why not in kinds:
            kinds.add(spot.origin.why)
            told = at(live, spot)
            assert spot.box in [each.box for each in told.marked] or not told.marked, spot
            assert "<h2>" in told.html, spot
    assert kinds >= {Why.FACT, Why.TYPED, Why.PAGE, Why.COUNTED}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bulletin-2024", "county-2024", "gallery", "notice-2024"])
def test_every_text_of_the_samples_is_told(root: Path, tmp_path: Path, name: str) -> None:
    live = laid(root, tmp_path, name)
    for spot in spots(live)[::5]:
        told = at(live, spot)
        assert told.html, spot
        assert "<mark>" in told.html or "写在" not in told.html or not spot.fact, spot


def test_a_typed_number_says_so_and_how_it_becomes_a_fact(live: Live) -> None:
    spot = next(each for each in spots(live)
                if each.origin is not None and each.origin.why is Why.TYPED)
    told = plain(at(live, spot))
    assert "手写在文稿里的，没有事实" in told
    assert "在数据里加一条" in told


def test_a_derived_number_leads_to_what_it_is_made_of(live: Live) -> None:
    assert live.laying is not None
    fact = next(each for each in live.laying.edition.briefing.dataset.facts if each.formula)
    told = pointed(live, {"fact": fact.id})
    assert fact.formula
    for operand in fact.formula.operands:
        assert f'data-ask="fact={operand}"' in told.html or operand not in told.html


def test_a_cell_is_shown_in_its_row(root: Path, tmp_path: Path) -> None:
    told = pointed(laid(root, tmp_path, "county-2024"), {"fact": "规上工业总产值"})
    assert "台账.xlsx › 主要指标 › C7" in plain(told)
    assert "<th scope=\"row\">7</th><td>规上工业总产值</td><td>万元</td>" \
           "<td><mark>165912</mark></td>" in told.html


def test_what_a_button_asks_is_answered(live: Live) -> None:
    told = pointed(live, {"numbers": "2"})
    asked = re.findall('data-ask="([^"]*)"', told.html)
    assert len(asked) > 20
    for each in asked:
        assert pointed(live, dict(parse_qsl(unescape(each)))).html, each


def test_facts_are_sought_by_name_and_value(live: Live) -> None:
    for wanted in ("固定资产", "20517", "固 定资产投资"):
        assert "固定资产投资　20517万元" in plain(pointed(live, {"find": wanted})), wanted
    assert "没有“<b>”" in plain(pointed(live, {"find": "<b>"}))
    assert "只列出 30 个" in plain(pointed(live, {"find": "1"}))


def test_a_finding_is_shown_on_the_pages(live: Live) -> None:
    for number, item in enumerate(live.state.found):
        told = pointed(live, {"finding": str(number)})
        assert told.leap
        assert told.marked or not item.span.line or "没有印在页上" in told.html


@pytest.mark.parametrize("asked", [
    {}, {"x": "1"}, {"page": "1", "x": "nan", "y": "0"}, {"page": "x", "x": "1", "y": "1"},
    {"finding": "999"}, {"finding": "x"}, {"numbers": "0"}, {"numbers": "x"}, {"find": " "},
    {"page": "99", "x": "1", "y": "1"}, {"file": "/etc/passwd"}])
def test_what_is_not_there_is_answered_by_nothing(live: Live, asked: dict[str, str]) -> None:
    assert pointed(live, asked) == Told("")


def test_before_the_first_page_nothing_is_told(tmp_path: Path) -> None:
    live = Live(tmp_path, DiskWorld(), lambda: None)
    assert pointed(live, {"numbers": "1"}).as_data() == {
        "html": "", "boxes": [], "leap": False, "again": ""}


def test_what_data_say_is_text_on_the_page(root: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(root / "data" / "jinxi-2023", tmp_path / "例")
    facts = folder / "facts.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace(
        "说明: 全年", "说明: <img src=x onerror=alert(1)>", 1), encoding="utf-8")
    live = Live(folder, DiskWorld(), lambda: None)
    live._made()
    told = pointed(live, {"fact": "A1"})
    assert "<img" not in told.html
    assert "&lt;img src=x" in told.html
