"""Facts to texts. The only place where a number becomes characters.

Prose, tables, charts and both output formats print what these functions made, so they cannot
disagree. Every form is the inverse of reading: what is printed reads back as the same amounts.
"""

from __future__ import annotations

from decimal import Decimal

from reportgen.diagnostics import NOWHERE, Span, failure
from reportgen.document.quantity import Quantity
from reportgen.document.tidy import unit_name
from reportgen.facts.amount_text import MINUS, scaled
from reportgen.facts.forms import FORMS, NUMBER, VALUE, Ask, one
from reportgen.facts.model import Dataset, Fact
from reportgen.sources.nearest import asked_key


def quantity(
    dataset: Dataset, fact: Fact, form: str = VALUE, *, unit: str = "", span: Span = NOWHERE,
    minus: str = MINUS,
) -> Quantity:
    """The fact as printed in `form`, with `unit` (e.g. 万元) where the form takes one.

    `minus` stands before a negative number, as the profile wishes it (`text.minus`).

    Raises ReportError: E0230 unknown form, E0231 the fact has nothing to show in that form,
    E0232 the amount cannot be shown in that unit without changing what it says.
    """
    found = FORMS.get(form)
    if found is None:
        raise failure("E0230", f"没有“{form}”这种形式", span, *asked_key(form, FORMS),
                      "可以写：" + "、".join(FORMS))
    text = found.make(Ask(dataset, fact, unit_name(unit), span, minus))
    return Quantity(fact.id, text, form, fact.derived, span=span)


def number(fact: Fact, unit: str = "", span: Span = NOWHERE) -> Decimal:
    """The Decimal a chart draws for a fact, in `unit` (its own when empty).

    With several amounts `unit` chooses one. Raises ReportError E0231, E0232.
    """
    amount = one(fact, unit, span, NUMBER)
    return scaled(amount, unit or amount.full_unit, span)
