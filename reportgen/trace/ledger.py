"""The ledger: every text that a document prints, each of its digits with what accounts for it.

It is made of the document, its data and its narrative, not of pages: what the layout or a writer
puts in, and what stands in no source, has no entry.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from reportgen.diagnostics import Span
from reportgen.document import tree
from reportgen.document.chart import quantities
from reportgen.document.columns import COUNT, RANKS, TOLD_OF
from reportgen.document.inline import Leaf, leaves
from reportgen.document.printed import Passage, caption, continued, passages, unit
from reportgen.document.quantity import Quantity
from reportgen.facts.forms import VALUE
from reportgen.facts.model import Dataset, Fact, Listing
from reportgen.facts.scale import printed_number
from reportgen.narrative.syntax import Narrative
from reportgen.trace.origin import NUMBERS, Origin, Origins, Why, by_run, folded, runs, solid

_COUNTED, _NAME = Origin(Why.COUNTED), Origin(Why.NAME)
_WORDS = frozenset({"100"})             # 因四舍五入，相加不等于100%
_OF_FACTS = ("id", "name", "scope", "denominator", "status", "stage", "indicator", "group", "note",
             "inferred", "frequency", "aliases")
_COUNTS = RANKS | {COUNT}
_HALF = Decimal("0.5")


class _Later(NamedTuple):
    """A text that is all that its passage says, whose origins are sought when they are asked for:
    a table has many."""

    leaf: Leaf
    text: str
    around: Span


class Ledger:
    """The origins of every text that is printed as one, found by it without its blanks; those of
    one that is printed more than once in the order of the document, as they are asked for.

    What is typed must stand in the lines of the `narrative`; `words` is how the profile heads a
    table that goes on.
    """

    def __init__(
        self, document: tree.Document, dataset: Dataset, narrative: Narrative, words: str,
    ) -> None:
        self._dataset, self._file, self._lines = dataset, narrative.file, narrative.lines
        self._told = {run: each for each in document.told for run in runs(each.text)}
        self._texts: dict[str, list[Origins | _Later]] = {}
        self.printed: dict[str, set[str]] = {}      # of each text of a quantity, the facts
        self._specs = [each.chart for each in document.blocks if isinstance(each, tree.Figure)]
        self._labels = [each.label for each in document.blocks if isinstance(each, tree.Figure)]
        listed: list[Passage] = []
        for block in document.blocks:
            if isinstance(block, tree.Contents):
                listed += passages(block)       # its lines are what headings are
                continue
            counted = _counted(block) if isinstance(block, tree.Table) else ()
            for each in _all(block):
                self._enter(each, counted=id(each.children) in counted)
            if isinstance(block, tree.Table):
                self._heads(block, words)
            elif isinstance(block, tree.Figure):
                self._note(block.alt, self.charted(solid(block.alt)))
        for each in listed:
            if solid(each.text) not in self._texts:
                self._enter(each)

    def find(self, text: str) -> Origins | None:
        """The origins of a text; None where nothing is printed so."""
        found = self._texts.get(solid(text))
        return None if found is None else self._told_by(
            found.pop(0) if len(found) > 1 else found[0])

    def _told_by(self, entry: Origins | _Later) -> Origins:
        return self._leaf(*entry) if isinstance(entry, _Later) else entry

    def in_chart(self, text: str, fact: str, part: str) -> Origins:
        """Of a text within a chart, and of which part of it: tick, category, label …"""
        if fact or part == "tick":
            return [self.fact(fact) if fact else Origin(Why.TICK)] * len(text)
        return by_run(text, lambda run: self._in_words(run, text))

    def charted(self, text: str) -> Origins:
        """Of a text in a chart of which no more is known."""
        return by_run(text, lambda run: self.fact(self._values[run]) if run in self._values
                      else self._in_words(run, text))

    def like(self, text: str) -> tuple[str, Origins]:
        """The text that is most like one which nothing is printed as, with its origins."""
        bare = NUMBERS.sub("#", text)
        alike = next((each for each in self._texts if NUMBERS.sub("#", each) == bare), None)
        found = [alike] if alike else get_close_matches(text, self._texts, 1)
        return (found[0], self._told_by(self._texts[found[0]][0])) if found else ("", [])

    def _in_words(self, run: str, text: str) -> Origin | None:
        if run in self._in_charts:
            return _NAME
        return self._named(run, text) or (Origin(Why.WORDS) if run in _WORDS else None)

    def _named(self, run: str, text: str) -> Origin | None:
        """Of a number that is part of what the data call something, which stands there whole."""
        return _NAME if any(name in text for name in self._names.get(run, ())) else None

    @cached_property
    def _blocks(self) -> list[dict[str, list[tuple[int, int]]]]:
        """Of each line the numbers of all that no blank line parts from it, with their places.

        The front matter is one, whatever lines it has.
        """
        blocks: list[dict[str, list[tuple[int, int]]]] = []
        here: dict[str, list[tuple[int, int]]] = {}
        front = next((number for number, line in enumerate(self._lines[1:], 2)
                      if line.strip() == "---"), 0)
        for number, line in enumerate(self._lines, 1):
            here = here if line.strip() or number < front else {}
            for found in NUMBERS.finditer(line):
                here.setdefault(folded(found.group()), []).append((number, found.start() + 1))
            blocks.append(here)
        return blocks

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for name in _said(self._dataset):
            for run in runs(name):
                found.setdefault(run, set()).add(solid(name))
        return found

    @cached_property
    def _in_charts(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(map(runs, _strings(self._specs))))

    @cached_property
    def _values(self) -> dict[str, str]:
        return {run: each.fact for spec in self._specs for each in quantities(spec)
                for run in runs(each.text)}

    def _enter(self, passage: Passage, *, counted: bool = False) -> None:
        """Enter a passage as a whole, and its label and its text, which may stand apart."""
        label, text = solid(passage.label), ""
        counted = counted or passage.style == "attachment_label"
        if not (label or counted) and len(passage.children) == 1 and isinstance(
                only := passage.children[0], tree.Text):
            text = solid(only.text)
            self._note(text, _Later(only, text, passage.span))
            return
        said: Origins = []
        for leaf, _ in leaves(passage.children):
            shown = solid(leaf.content if isinstance(leaf, tree.Script) else leaf.text)
            text, said = text + shown, said + self._leaf(leaf, shown, passage.span)
        if counted:
            said = [_COUNTED] * len(text)
        before: Origins = [_COUNTED] * len(label)
        for each, origins in {text: said, label: before, label + text: before + said}.items():
            self._note(each, origins)

    def _note(self, text: str, origins: Origins | _Later) -> None:
        self._texts.setdefault(solid(text), []).append(origins)

    def _leaf(self, leaf: Leaf, text: str, around: Span) -> Origins:
        match leaf:
            case Quantity():
                self.printed.setdefault(text, set()).add(leaf.fact)
                return [self.fact(leaf.fact, leaf)] * len(text)
            case tree.Reference() | tree.Footnote():
                return [_COUNTED] * len(text)
            case _:
                span = leaf.span if leaf.span.line else around
                return by_run(text, lambda run: self._typed(run, span, text))

    def _heads(self, block: tree.Table, words: str) -> None:
        """What stands over a table, its unit in the same element; and over each that goes on."""
        first, again = caption(block), solid(continued(words, block).text)
        over = self._last(first.text)
        for each in unit(block):
            self._note(first.text + each.text, over + self._last(each.text))
        counted: Origins = [_COUNTED] * len(again)
        self._note(again, counted)
        self._note(again + block.caption, counted + self._last(block.caption))

    def _last(self, text: str) -> Origins:
        return self._told_by(self._texts[solid(text)][-1])

    def _typed(self, run: str, span: Span, text: str) -> Origin | None:
        """Of a number that the document has as text: typed, a fact's in a title, or a name's."""
        if span.file in ("", self._file):       # without a place: of the front matter
            at = min(max(span.line, 1), len(self._blocks)) - 1
            found = self._blocks[at].get(run) if self._blocks else None
            if found:
                line, column = found[min(bisect_left(found, (at + 1, 0)), len(found) - 1)]
                return Origin(Why.TYPED, "", Span(self._file, line, column, len(run)))
        if (told := self._told.get(run)) is not None:
            return self.fact(told.fact, told)
        if TOLD_OF.format(run) in text:
            return Origin(Why.WORDS)
        if any(run in label and label in text for label in self._labels):
            return _COUNTED     # 图1的数据
        return self._named(run, text)

    def fact(self, id_: str, quantity: Quantity | None = None) -> Origin | None:
        """A fact, if there is one of that id and the quantity says what it is.

        A share within a chart is told by the fact and a word: `S1 占比`.
        """
        found = self._dataset.find(id_)
        if found is None and quantity is not None and quantity.derived:     # a total of a table
            return Origin(Why.FACT, id_, quantity.span) if _rounds(quantity) else None
        if found is None:
            found, quantity = self._dataset.find(id_.rpartition(" ")[0]), None
        if found is None or (quantity is not None and not _says(found, quantity)):
            return None
        return Origin(Why.FACT, found.id, found.span)


def _counted(block: tree.Table) -> set[int]:
    """The cells that hold a row's number or its rank, by the identity of their content."""
    found = set[int]()
    for row in block.rows:
        at = 0
        for cell in row:
            if block.columns[at].heading in _COUNTS:
                found.add(id(cell.children))
            at += cell.columns
    return found


def _all(block: tree.Block) -> Iterator[Passage]:
    """The passages of a block, its footnotes behind them."""
    for passage in passages(block):
        yield passage
        yield from (Passage("footnote", note.children, note.span, note.text)
                    for note in tree.footnotes(passage.children))


def _says(fact: Fact, quantity: Quantity) -> bool:
    """Whether what is printed is its exact number, rounded; of the whole value, that all its
    digits are the fact's own. What other forms reckon is the forms' to prove."""
    text, right = quantity.text, _rounds(quantity)
    if right is not None or quantity.form != VALUE:
        return right is not False
    said = list(_of_fact(fact))
    own = set(chain.from_iterable(map(runs, said)))
    return all(run in own or (not run.isdecimal() and run in "".join(said)) for run in runs(text))


def _rounds(quantity: Quantity) -> bool | None:
    """Whether what is printed is its exact number, rounded; None where it is no single number."""
    number, exact = printed_number(quantity.text), quantity.exact
    if number is None or exact is None:
        return None
    return abs(abs(number) - abs(exact)) <= _HALF.scaleb(int(number.as_tuple().exponent))


def _said(dataset: Dataset) -> Iterator[str]:
    """Whatever the data say in words: names, units, periods, notes, sources."""
    yield from (dataset.title, *_period(dataset.period), *dataset.stages, *_strings(dataset.source))
    for fact in dataset:
        yield from _names_of(fact)
    for entity in dataset.entities:
        yield from (entity.name, *entity.short_names, entity.kind, entity.level, entity.round,
                    entity.note)
    for line in dataset.timelines:
        yield from _strings(line)


def _of_fact(fact: Fact) -> Iterator[str]:
    """All that a fact says, its value among it."""
    yield from _names_of(fact)
    yield from _strings(fact.value)
    yield from _strings(fact.changes)
    if isinstance(fact.value, Listing):
        yield str(fact.value.count)


def _names_of(fact: Fact) -> Iterator[str]:
    for name in _OF_FACTS:
        told = getattr(fact, name)
        yield from (told,) if isinstance(told, str) else told
    yield from _period(fact.period)
    yield from _strings(fact.source)


def _period(period: Any) -> Iterable[str]:
    return period.text, f"{period.year}年", f"{period.month}月"


def _strings(value: Any) -> Iterator[str]:
    """Every text within a value of ours, however deep; numbers as they are written."""
    match value:
        case str():
            yield value
        case tuple() | list():
            for each in value:
                yield from _strings(each)
        case Decimal():
            yield str(value)
        case _ if hasattr(value, "__dataclass_fields__"):
            for name in value.__dataclass_fields__:
                if name != "span":
                    yield from _strings(getattr(value, name))
