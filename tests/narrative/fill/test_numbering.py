from __future__ import annotations

import pytest

from reportgen.narrative.fill.numbering import heading_number


@pytest.mark.parametrize(("level", "text"), [(1, "三、"), (2, "（三）"), (3, "3."), (4, "（3）")])
def test_levels(level: int, text: str) -> None:
    assert heading_number(level, 3) == text
