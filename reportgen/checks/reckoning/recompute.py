"""Whether a reader can redo what is printed: every rate, share, difference and sum, and why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum

from reportgen.checks.prose import Said
from reportgen.checks.reckoning.amounts import Reader
from reportgen.checks.reckoning.growth import exempt, results, windows
from reportgen.checks.reckoning.judging import Finding, Verdict
from reportgen.checks.reckoning.roles import comparable, constant
from reportgen.checks.reckoning.stored import KIND, bases
from reportgen.checks.reckoning.ties import Sentence
from reportgen.diagnostics import ReportError, Span
from reportgen.document.quantity import Quantity
from reportgen.document.tree import Document, Table
from reportgen.document.walk import Printing
from reportgen.facts.amount_text import decimal_text
from reportgen.facts.derive import RULES, derive
from reportgen.facts.forms import FORMS, Shows
from reportgen.facts.model import Dataset, Fact, Formula, Quantities
from reportgen.frozen import frozen


class Redone(Enum):
    """How far a reader comes."""

    SAME = "算得出"
    NEAR = "差在取舍之内"
    NOT = "算不出"
    WRONG = "对不上"


@frozen
class Recomputed:
    """One printed result: where it is, its text, how far a reader comes, and why no further."""

    span: Span
    text: str
    redone: Redone
    why: str = ""


def recompute(dataset: Dataset, document: Document) -> tuple[Recomputed, ...]:
    """Every result that is printed, in reading order; what is wrong is an error of the checks."""
    said = Said(document)
    printed: dict[str, Quantity] = {}
    for each in said.values:
        if FORMS[each.quantity.form].shows in {Shows.AMOUNT, Shows.NUMBER}:
            printed.setdefault(each.quantity.fact, each.quantity)
    known = _Known(dataset, Reader(dataset), printed, bases(dataset))
    return tuple(_all(known, said))


@frozen
class _Known:
    """The facts, those printed and how, and the base of each that has one."""

    dataset: Dataset
    reader: Reader
    printed: Mapping[str, Quantity]
    bases: Mapping[str, Fact]


def _all(known: _Known, said: Said) -> Iterator[Recomputed]:
    for passage in said.prose:
        if not (isinstance(passage.step.block, Table) and passage.step.passage.row >= 0):
            for start, text in passage.sentences():
                why = exempt(text) or exempt(passage.text)
                for each in windows(Sentence.read(known.reader, passage, start, text)):
                    for one in results(each):
                        yield _told(each, one, why, known)
    for number in said.printed:
        if number.charted or number.row is not None:
            yield from _shown(number, known)


def _told(sentence: Sentence, found: Finding, why: str, known: _Known) -> Recomputed:
    reading = found.told.reading
    place = sentence.place(reading)
    if not why and found.verdict is not Verdict.UNTIED:
        wrong = found.verdict is Verdict.FAILS
        return Recomputed(place, reading.text, Redone.WRONG if wrong else Redone.SAME,
                          f"照句里的数算是{found.right}" if wrong else "")
    quantity = next((each for at, each in sentence.passage.quantities()
                     if at <= reading.start < at + len(each.text)), None)
    fact = known.dataset.by_id.get(quantity.fact) if quantity is not None else None
    if quantity is not None and fact is not None and (
            redone := _of_fact(fact, quantity, known)) is not None:
        return Recomputed(place, quantity.text, *redone)
    return Recomputed(place, reading.text, Redone.NOT, why or found.verdict.value)


def _shown(each: Printing, known: _Known) -> Iterator[Recomputed]:
    """A result in a table or a chart; values that were reported are none."""
    fact = known.dataset.by_id.get(each.quantity.fact)
    if fact is not None and FORMS[each.quantity.form].states_value and (
            redone := _of_fact(fact, each.quantity, known)) is not None:
        yield Recomputed(each.quantity.span, each.quantity.text, *redone)


def _of_fact(fact: Fact, quantity: Quantity, known: _Known) -> tuple[Redone, str] | None:
    """How a computed fact, or a reported growth, is come by; None for a value as reported."""
    form = FORMS[quantity.form]
    kind = form.needs or (form.name if form.shows is Shows.RATE else "")
    if kind:
        rate, base = fact.rate(kind), known.bases.get(fact.id) if kind == KIND else None
        if comparable(fact.scope + fact.note) or constant(fact.name):
            return Redone.NOT, f"按可比价、可比口径算（{'口径' if fact.scope else '名称'}）"
        if base is None or rate is None:
            return Redone.NOT, "没有报基期数"
        formula, right = Formula("增长率", (), _decimals(rate.number)), rate.number
        of: tuple[Fact, ...] = (fact, base)
    elif fact.formula is not None and fact.amount is not None and fact.formula.name in RULES:
        formula, right = fact.formula, fact.amount.number
        of = tuple(known.dataset.by_id[each] for each in formula.operands)
    else:
        return None
    if missing := [each.name for each in of if each.id not in known.printed]:
        return Redone.NOT, f"没有印：{'、'.join(missing)}"
    shown = [_as_printed(each, known.printed[each.id], known.reader) for each in of]
    try:
        made = derive("", "", formula, shown).amounts[0].number
    except ReportError as error:
        return Redone.NOT, error.diagnostics[0].message
    if made == right:
        return Redone.SAME, ""
    return Redone.NEAR, f"取舍多了：照印出来的数算是{decimal_text(made)}"


def _decimals(number: Decimal) -> int:
    return max(-int(number.as_tuple().exponent), 0)


def _as_printed(fact: Fact, quantity: Quantity, reader: Reader) -> Fact:
    """A fact of the digits that are printed, in its unit where they are printed without it."""
    amount = reader.amount(quantity.text)
    own = fact.amount
    if amount is None or own is None:
        return fact
    if not amount.full_unit:
        amount = replace(amount, unit=own.unit, multiplier=own.multiplier)
    return replace(fact, value=Quantities((amount,)))
