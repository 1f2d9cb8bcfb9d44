"""From a name in the narrative to a fact, an entity or a list of facts; and to its printed text.

Lookup is by dictionary. Only when a name is not found are spellings compared (quotes, width,
blanks), and only for the hint is the nearest name searched, so that large fact tables stay quick.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reportgen.diagnostics import NOWHERE, ReportError, Sink, Span
from reportgen.document.quantity import Quantity
from reportgen.facts.amount_text import HYPHEN, MINUS
from reportgen.facts.forms import FORMS, VALUE
from reportgen.facts.model import Dataset, Entity, Fact
from reportgen.facts.scale import PLAIN, Notation
from reportgen.facts.text import quantity
from reportgen.patterns import late
from reportgen.sources.nearest import TERMS, asked, nearby

Scope = Mapping[str, Fact]

_SEPARATORS = late("[，,；;]")
_IGNORED = str.maketrans(MINUS, HYPHEN, "“”‘’\"'\u3000 ")


@dataclass
class Lookup:
    """Names of one dataset, with the diagnostics of those that are not there.

    `notation` is how the printed texts write numbers.
    """

    dataset: Dataset
    sink: Sink
    draft: bool = False
    notation: Notation = PLAIN
    _missed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _unknown: set[tuple[str, Span]] = field(default_factory=set)
    _wrong_forms: set[tuple[str, Span]] = field(default_factory=set)

    def fact(self, name: str, span: Span, scope: Scope) -> Fact | None:
        """The fact of a name; E0301 when there is none (a warning in a draft)."""
        found = scope.get(name) or self.dataset.find(name) or self._folded(name, span)
        if found is None:
            self.unknown(name, span)
        return found

    def entity(self, name: str) -> Entity | None:
        """The entity of a full or short name."""
        return self._entities.get(name)

    def several(self, source: str, span: Span, scope: Scope) -> tuple[Fact, ...]:
        """The facts of a group, of an entity, or of names divided by commas."""
        if source in self._groups:
            return self._groups[source]
        if (entity := self.entity(source)) is not None:
            return self.of_entity(entity)
        facts: list[Fact] = []
        for name in (part.strip(" \t\u3000") for part in _SEPARATORS.split(source)):
            parts = name.split("、")
            if name not in scope and self.dataset.find(name) is None and len(parts) > 1 \
                    and all(self.dataset.find(part.strip()) for part in parts):
                facts.extend(f for part in parts if (f := self.dataset.find(part.strip())))
            elif (found := self.fact(name, span, scope)) is not None:
                facts.append(found)
        return tuple(facts)

    def of_entity(self, entity: Entity) -> tuple[Fact, ...]:
        """The facts an entity carries, in the order of the data file."""
        return self._of_entity.get(entity.id, ())

    def quantity(
        self, fact: Fact, form: str, span: Span = NOWHERE, unit: str = ""
    ) -> Quantity | None:
        """The fact's text in a form; E0303 for an unknown form, else what the form reports."""
        if not self.known_form(form, span):
            return None
        try:
            return quantity(self.dataset, fact, form or VALUE, unit=unit, span=span,
                            notation=self.notation)
        except ReportError as error:
            self.sink.extend(error.diagnostics)
            return None

    def known_form(self, form: str, span: Span) -> bool:
        """Whether there is such a form; else E0303 lists them, once for each place."""
        if not form or form in FORMS:
            return True
        if (form, span) not in self._wrong_forms:
            self._wrong_forms.add((form, span))
            near = nearby(form, FORMS)[:2] if form not in TERMS else []
            self.sink.error("E0303", f"没有“{form}”这种形式", span,
                            *(f"把“{form}”改成“{each}”" for each in near),
                            "可以写：" + "、".join(FORMS))
        return False

    def unknown(self, name: str, span: Span) -> None:
        """Report a name that is not there, once for each place; the nearest is searched once."""
        if (name, span) in self._unknown:
            return
        self._unknown.add((name, span))
        if name not in self._missed:
            self._missed[name] = self.meant(name) or ("在事实表里加上这一条，或改用表里的名称",)
        report = self.sink.warning if self.draft else self.sink.error
        report("W0301" if self.draft else "E0301", f"事实表里没有“{name}”", span,
               *self._missed[name])

    def meant(self, name: str) -> tuple[str, ...]:
        """The hint that asks for names like this one, with their values; none without any."""
        return asked(name, (*self.dataset.by_name, *self._entities), self.value)

    def value(self, name: str) -> str:
        """What a fact of this name prints; "" for none, and for an entity."""
        fact = self.dataset.find(name)
        try:
            return quantity(self.dataset, fact, notation=self.notation).text if fact else ""
        except ReportError:
            return ""

    def _folded(self, name: str, span: Span) -> Fact | None:
        found = self._spellings.get(_fold(name))
        if found is not None:
            self.sink.info("I0351", f"“{name}”按事实表里的写法理解", span,
                           f"改成：{found.name}")
        return found

    @cached_property
    def _spellings(self) -> dict[str, Fact]:
        """Names with quotes, width and blanks put aside; those that then coincide are left out."""
        table: dict[str, Fact | None] = {}
        for name, fact in self.dataset.by_name.items():
            key = _fold(name)
            table[key] = fact if table.get(key, fact) is fact else None
        return {key: fact for key, fact in table.items() if fact is not None}

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        return {name: entity for entity in self.dataset.entities
                for name in (*entity.short_names, entity.id, entity.name)}

    @cached_property
    def _groups(self) -> dict[str, tuple[Fact, ...]]:
        return self.dataset.grouped(lambda fact: fact.group)

    @cached_property
    def _of_entity(self) -> dict[str, tuple[Fact, ...]]:
        return self.dataset.grouped(lambda fact: fact.entity)


def _fold(name: str) -> str:
    return unicodedata.normalize("NFKC", name).translate(_IGNORED).casefold()
