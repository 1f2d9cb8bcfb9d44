"""How light colours are: against values of the standards, and which are tints of their own."""

from __future__ import annotations

import pytest

from reportgen.charts.record.lightness import APART, contrast, lightness, repeated, step

BLACK, WHITE, RED = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (1.0, 0.0, 0.0)


def test_lightness() -> None:
    """Red is L* 53.2 (CIE 1976); a printer makes it the grey of 29.9 %, which is L* 32.4."""
    assert lightness(WHITE) == pytest.approx((100, 100), abs=0.01)
    assert lightness(BLACK) == (0, 0)
    assert lightness(RED) == pytest.approx((32.4, 53.2), abs=0.1)


def test_contrast() -> None:
    assert contrast(BLACK, WHITE) == contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast((0.467,) * 3, WHITE) == pytest.approx(4.48, abs=0.02)    # #777777


def test_the_lesser_step_counts() -> None:
    assert step((10, 40), (30, 45)) == 5


def test_repeated_tints_are_numbered() -> None:
    grey = [(n / 10, n / 10, n / 10) for n in range(11)]
    assert step(lightness(grey[2]), lightness(grey[4])) > APART > step(
        lightness(grey[4]), lightness(grey[5]))
    assert repeated((grey[2], grey[4], grey[5], grey[2], grey[8])) == (0, 0, 1, 2, 0)
