"""Faults planted in finished files from a seed are told by each proof that claims to; a fixed part
of what `tools/plant.py` plants for hours."""

from __future__ import annotations

import pytest
from support.planting import drawings, pages
from support.planting.rates import (
    CHART,
    FOLDERS,
    PROOFS,
    chance,
    chart_rates,
    planted,
    rates,
    sample,
    told,
)

SEED = 15
# What two proofs of drawings do not always tell, and why: docs/proofs.md.
ROUGH = {"数值标签对换": 0.9, "类目名称对换": 0.98, "条柱长短改了": 0.98,
         "图例的名称对换": 0.97}
INKED = ("看到的数换了，ActualText 照旧", "少印一段，ActualText 照旧", "白字、淡字", "隐形字",
         "字被盖住", "字挪了位置", "标签外添字", "以装饰添字", "一页没有页码", "裁去半页",
         "批注盖住", "表单对象盖住", "图片盖住", "整页变淡", "整页放在关着的图层", "整页剪掉",
         "线没有印")


@pytest.mark.parametrize("name", [*FOLDERS, ""])
def test_sound_files_are_not_accused(name: str) -> None:
    of = sample(name)
    assert not told(PROOFS["build"], of, of.pdf)
    assert not told(PROOFS["parity"], of, of.pdf)


@pytest.mark.slow
@pytest.mark.parametrize("kind", pages.KINDS)
def test_every_kind_is_told(kind: str) -> None:
    """In each sample that has a place for it; of those that parity claims, by parity, too."""
    proofs = {name: PROOFS[name] for name in ("build", "parity")}
    names = ("letter-2024", "bulletin-2024", "jinxi-2023")
    ((_, rate),) = rates(SEED, 1, names, [kind], proofs)
    assert rate.planted and not rate.missed


@pytest.mark.slow
@pytest.mark.parametrize("kind", INKED)
def test_what_is_seen_is_told_by_ink(kind: str) -> None:
    of = sample("letter-2024")
    pdf = planted(of.pdf, pages.KINDS[kind][0], chance(SEED, kind))
    assert pdf is not None
    assert told(PROOFS["ink"], of, pdf)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["letter-2024", "minutes-2024", "notice-2024", "jinxi-2023"])
def test_two_painters_agree(name: str) -> None:
    of = sample(name)
    assert not told(PROOFS["ink"], of, of.pdf)


@pytest.mark.slow
def test_every_kind_of_a_drawing_is_told() -> None:
    found = dict(chart_rates(SEED, 1))
    assert found.keys() == drawings.KINDS.keys()
    for kind, rate in found.items():
        assert rate.told[CHART] >= ROUGH.get(kind, 1.0) * rate.planted > 0, (kind, rate.missed)
