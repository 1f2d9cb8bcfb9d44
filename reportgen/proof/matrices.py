"""Axes within axes: six numbers, as PDF (8.3.3) and OFD (8.2) write them.

(x, y) becomes (ax + cy + e, bx + dy + f).
"""

from __future__ import annotations

from collections.abc import Iterable

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def matrix_of(numbers: Iterable[float]) -> Matrix:
    """A matrix from its six numbers; raises `ValueError` for another count."""
    a, b, c, d, e, f = map(float, numbers)
    return a, b, c, d, e, f


def product(first: Matrix, then: Matrix) -> Matrix:
    """What `first` does, and after it `then`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
            e * p + f * r + t, e * q + f * s + u)


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a matrix puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
