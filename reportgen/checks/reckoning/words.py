"""Words by which growth is not that of the numbers shown: 可比价, and what is always told in it."""

from __future__ import annotations

from reportgen.patterns import late

_COMPARABLE = late("可比|不变价|同口径|扣除价格|价格因素|剔除|实际增长")
_CONSTANT = late("生产总值|GDP|增加值|农林牧渔业?总产值")


def comparable(text: str) -> bool:
    """Whether a text says that its growth is of comparable prices or of another 口径."""
    return _COMPARABLE.search(text) is not None


def constant(text: str) -> bool:
    """Whether a text names what offices give at constant prices without saying so: GDP, 增加值."""
    return _CONSTANT.search(text) is not None
