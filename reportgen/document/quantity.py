"""A number in the document: the fact it comes from and the text it is shown by."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal

from reportgen.diagnostics import Written
from reportgen.frozen import frozen

NUMBER = "数值"       # the form that prints a number alone
NO_VALUE = "—"        # where there is none


@frozen
class Quantity(Written):
    """A reported or derived value at one place of the document.

    `text` is what is printed here, made once by `reportgen.facts.text`; `form` names the way
    (值, 数值, 名称, 同比, …), `derived` marks a computed value (测算). Writers print `text` and
    nothing else. `exact` is the number in the unit of the text, before it was rounded; None where
    the text is no single number.
    """

    fact: str            # fact id
    text: str
    form: str = "值"
    derived: bool = False
    exact: Decimal | None = field(default=None, compare=False)

    @property
    def needs_unit(self) -> bool:
        """Whether its unit must be said beside it."""
        return self.form == NUMBER
