"""Names that the briefing itself tells: of those who sign it, and of what its facts are about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.document.tree import Names
from reportgen.facts.model import Dataset
from reportgen.narrative.syntax import Front

# A person's name as such: two to four Han. What is longer would leave holes where it is kept whole.
_PERSON = re.compile(r"[\u4e00-\u9fff\U00020000-\U0003ffff]{2,4}")
_OFFICE = re.compile(r"(?:党政)?(?:综合)?办公室\Z")      # of 示例镇人民政府办公室
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
    yield from (front.issuer, _OFFICE.sub("", front.issuer))
    yield from front.organs
    for entity in dataset.entities:
        if entity.kind not in PERSON_KINDS:
            yield from (entity.name, *entity.short_names)
