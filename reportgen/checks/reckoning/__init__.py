"""Arithmetic that a reader can redo: growth, sums, shares, lists of 分别, one thing said twice."""
