"""What the processes of a batch are copies of has built a briefing."""

from __future__ import annotations

import sys

from reportgen.batching import warm


def test_the_parent_is_warm() -> None:
    assert warm.COLD == ""
    assert "reportgen.proof.parity.compare" in sys.modules
