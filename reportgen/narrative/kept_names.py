"""Names that the briefing itself tells: who writes, signs, gets it; what its facts are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from reportgen.document.tree import Addressees, Letterhead, LetterOpening, Masthead, Names
from reportgen.facts.model import Dataset
from reportgen.narrative.syntax import Front

# A person's name as such: two to four Han. What is longer would leave holes where it is kept whole.
_PERSON = re.compile(r"[\u4e00-\u9fff\U00020000-\U0003ffff]{2,4}")
_OFFICE = re.compile(r"(?:党政)?(?:综合)?办公室\Z")      # of 示例镇人民政府办公室
_BETWEEN = re.compile(r"[、，,；;。\s]+")
# The name of a fact, long enough to be a term that a title would not part.
_INDICATOR = re.compile(r"[\u4e00-\u9fff]{4,10}")
PERSON_KINDS = frozenset({"人", "人员", "人物"})     # 类别 of an entity that is a person


def names_of(front: Front, dataset: Dataset) -> Names:
    """The names a reader would not have broken over two lines; prose alone does not tell them."""
    persons = [name for name in _persons(front, dataset) if _PERSON.fullmatch(name)]
    others = [name for name in _others(front, dataset) if len(name) > 1]
    return Names(tuple(dict.fromkeys(persons)), tuple(dict.fromkeys(others)))


def _persons(front: Front, dataset: Dataset) -> Iterator[str]:
    yield from front.persons
    for entity in dataset.entities:
        if entity.kind in PERSON_KINDS:
            yield from (entity.name, *entity.short_names)


def _others(front: Front, dataset: Dataset) -> Iterator[str]:
    for text in _units(front):
        for name in _BETWEEN.split(text):
            yield from (name, _OFFICE.sub("", name))
    for entity in dataset.entities:
        if entity.kind not in PERSON_KINDS:
            yield from (entity.name, *entity.short_names)
    yield from (fact.name for fact in dataset if _INDICATOR.fullmatch(fact.name))


def _units(front: Front) -> Iterator[str]:
    """What the front matter says of units: who writes, under which name, and to whom."""
    yield from (front.issuer, *front.organs, *front.ending.organs)
    match front.head:
        case Masthead(name):
            yield name
        case Letterhead() | LetterOpening() | None:     # its organs are among the front's
            pass
        case _:
            assert_never(front.head)
    yield from (block.names for block in front.opening if isinstance(block, Addressees))
    if front.foot:
        yield from (units for _, units in front.foot.rows)
        if "：" not in front.foot.left:                 # 印发机关, not 编辑：甲某
            yield front.foot.left
