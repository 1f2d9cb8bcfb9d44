"""Faults planted in finished files from a seed are told by each proof that claims to; a fixed part
of what `tools/plant.py` plants for hours."""

from __future__ import annotations

import pytest
from support.planting import drawings, pages, words
from support.planting.rates import (
    CHART,
    FOLDERS,
    PDF,
    PROOFS,
    WORD,
    chance,
    chart_rates,
    rates,
    sample,
    told,
)

SEED = 15
# What the proof of drawings does not always tell, and why: docs/proofs.md.
ROUGH = {"数值标签对换": 0.95}
INKED = ("看到的数换了，ActualText 照旧", "少印一段，ActualText 照旧", "白字、淡字", "隐形字",
         "字被盖住", "字挪了位置", "标签外添字", "以装饰添字", "一页没有页码", "裁去半页",
         "批注盖住", "表单对象盖住", "图片盖住", "整页变淡", "整页放在关着的图层", "整页剪掉",
         "线没有印")


@pytest.mark.parametrize("name", [*FOLDERS, ""])
def test_sound_files_are_not_accused(name: str) -> None:
    of = sample(name)
    assert not told(PROOFS["build"], of, of.pdf)
    assert not told(PROOFS["parity"], of, of.pdf)
    assert not any(told(proof, of, of.docx) for proof in WORD.proofs.values())


@pytest.mark.slow
@pytest.mark.parametrize("kind", pages.KINDS)
def test_every_kind_is_told(kind: str) -> None:
    """In each sample that has a place for it; of those that parity claims, by parity, too."""
    names = ("letter-2024", "bulletin-2024", "jinxi-2023")
    ((_, rate),) = rates(PDF, SEED, 1, names, [kind], ("build", "parity"))
    assert rate.planted and not rate.missed


@pytest.mark.slow
@pytest.mark.parametrize("kind", words.KINDS)
def test_every_kind_is_told_in_word(kind: str) -> None:
    """In each sample that has a place for it, by each proof that claims to."""
    names = ("letter-2024", "notice-2024", "bulletin-2024", "gallery", "")
    ((_, rate),) = rates(WORD, SEED, 1, names, [kind])
    assert rate.planted and not rate.missed


@pytest.mark.slow
@pytest.mark.parametrize("kind", INKED)
def test_what_is_seen_is_told_by_ink(kind: str) -> None:
    of = sample("letter-2024")
    pdf = PDF.planted(of, pages.KINDS[kind][0], chance(SEED, kind))
    assert pdf is not None
    assert told(PROOFS["ink"], of, pdf)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*FOLDERS, ""])
def test_two_painters_agree(name: str) -> None:
    of = sample(name)
    assert not told(PROOFS["ink"], of, of.pdf)


@pytest.mark.slow
def test_every_kind_of_a_drawing_is_told() -> None:
    found = dict(chart_rates(SEED, 1))
    assert found.keys() == drawings.KINDS.keys()
    for kind, rate in found.items():
        assert rate.told[CHART] >= ROUGH.get(kind, 1.0) * rate.planted > 0, (kind, rate.missed)
