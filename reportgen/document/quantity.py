"""A number in the document: the fact it comes from and the text it is shown by."""

from __future__ import annotations

from reportgen.diagnostics import Written
from reportgen.frozen import frozen


@frozen
class Quantity(Written):
    """A reported or derived value at one place of the document.

    `text` is what is printed here, made once by `reportgen.facts.text`; `form` names the way
    (值, 数值, 名称, 同比, …), `derived` marks a computed value (测算). Writers print `text` and
    nothing else.
    """

    fact: str            # fact id
    text: str
    form: str = "值"
    derived: bool = False
