"""Facts to texts. The only place where a number becomes characters.

Prose, tables, charts and both output formats print what these functions made, so they cannot
disagree. Every form is the inverse of reading: what is printed reads back as the same amounts.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.diagnostics import NOWHERE, ReportError, Span, failure
from reportgen.document.quantity import NUMBER, Quantity
from reportgen.facts.amount_text import scaled
from reportgen.facts.forms import FORMS, VALUE, Ask, exact, has, one
from reportgen.facts.model import Dataset, Fact
from reportgen.facts.scale import PLAIN, Notation, exact_text, printed_number, read_scale
from reportgen.sources.nearest import asked_key


def quantity(
    dataset: Dataset, fact: Fact, form: str = VALUE, *, unit: str = "", span: Span = NOWHERE,
    notation: Notation = PLAIN,
) -> Quantity:
    """The fact as printed in `form`, in `unit` where the form takes one: 万元, 亿元：2, 千分位.

    `notation` is how the profile wishes numbers to be written (`text.minus`, `text.thousands`).

    Raises ReportError: E0230 unknown form, E0231 the fact has nothing to show in that form,
    E0232, E0238 the amount cannot be shown so without changing what it says, E0237 what was asked
    for has no place in that form or is said twice, E0247 too many decimals.
    """
    found = FORMS.get(form)
    if found is None:
        raise failure("E0230", f"没有“{form}”这种形式", span, *asked_key(form, FORMS),
                      "可以写：" + "、".join(FORMS))
    scale = read_scale(unit, span)
    if needless := [word for word in scale.asked if word not in found.takes]:
        raise failure("E0237", f"“{form}”后面不写{'、'.join(needless)}", span,
                      f"删去“{scale.written}”和它前面的冒号")
    ask = Ask(dataset, fact, scale, span, notation)
    return Quantity(fact.id, found.make(ask), form, fact.derived, exact(ask, found), span=span)


def ways(dataset: Dataset, fact: Fact, notation: Notation = PLAIN) -> Iterator[Quantity]:
    """The fact in every form that it can be printed in."""
    for form in FORMS.values():
        made = _in_form(dataset, fact, form.name, notation) if has(fact, form.name) else None
        if made is not None:
            yield made


def _in_form(dataset: Dataset, fact: Fact, form: str, notation: Notation) -> Quantity | None:
    """None where the fact has nothing to show so: most forms are for few facts."""
    try:
        return quantity(dataset, fact, form, notation=notation)
    except ReportError:
        return None


def unrounded(quantity: Quantity) -> str:
    """The exact number of what is printed rounded, in the unit it is printed in; else ""."""
    if quantity.exact is None or printed_number(quantity.text) in {None, quantity.exact}:
        return ""
    return exact_text(quantity.exact)


def number(fact: Fact, unit: str = "", span: Span = NOWHERE) -> Decimal:
    """The Decimal a chart draws for a fact, in `unit` (its own when empty).

    With several amounts `unit` chooses one. Raises ReportError E0231, E0232.
    """
    amount = one(fact, unit, span, NUMBER)
    return scaled(amount, unit or amount.full_unit, span)
