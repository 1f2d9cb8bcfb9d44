"""A chain of faces for tests that need no real ones: Han 1000, the rest 555."""

from __future__ import annotations

from reportgen.charts.record.text_measure import Ruler
from reportgen.charts.record.theme import theme_of
from reportgen.style.profile import load_profile


class StubChain:
    """Advances by a rule of thumb."""

    def advance(self, ch: str) -> float:
        """1/1000 em."""
        return 555 if ord(ch) < 0x2E80 and ch not in "“”‘’—…·" else 1000


CHAIN = StubChain()
THEME = theme_of(load_profile())
RULER = Ruler(CHAIN, THEME)
