"""How a fact is marked in a file that people edit, and the record of what was marked.

Each place that prints a fact has a hidden bookmark. What each mark held when the file was made is
kept in the document's properties, which outlive another program's save, whatever format it saves.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportgen.facts.approximation import AFTER, BEFORE
from reportgen.frozen import frozen
from reportgen.provenance.packing import packed, text_of, unpacked

LONGEST = 40                 # characters of a bookmark's name in Word
FACT_PREFIX = "_rg_"         # a name that begins with an underscore is hidden from Word's list
PROPERTY = "事实绑定"         # holds the record's digest; numbered ones beside it hold the record
NAMESPACE = "urn:x-reportgen:word:1"     # of the part that holds the dataset and the text
_REACH = 60                  # characters beside a number that are looked at
_FORBIDDEN = re.compile(r"\W+")
# Words of one character alone: files made before hold no others, and are compared with these.
_WORDS = "".join(word for word in (*BEFORE, *AFTER) if len(word) == 1)
_NUMBER = rf"0-9０-９%％‰{_WORDS}达万亿千百十\u2212-"
_BEFORE = re.compile(f"(?:[{_NUMBER}]|(?<=[0-9])[.,])+$")
_AFTER = re.compile(f"(?:[{_NUMBER}]|[.,](?=[0-9]))+")


@frozen
class Binding:
    """One place that prints a fact: its bookmark, the fact's id and name, the text within.

    `before` and `after` are the number-like characters that touch it, as a rule none: a digit typed
    beside a bookmark does not fall into it.
    """

    mark: str
    fact: str
    name: str
    text: str
    before: str = ""
    after: str = ""


def is_fact_mark(name: str) -> bool:
    """Whether a bookmark marks a fact."""
    return name.startswith(FACT_PREFIX)


def fact_mark(fact: str, place: int) -> str:
    """The bookmark of the fact's place of that number, from 1: `_rg_枇杷产值_1`."""
    return bookmark_name(FACT_PREFIX, fact, f"_{place}")


def bookmark_name(prefix: str, name: str, suffix: str = "") -> str:
    """`prefix`, the name made fit for Word, `suffix`: at most 40 characters.

    Word takes letters, digits and underscores, and capitals for small letters. A name that must be
    changed or cut, or has capitals, gets a digest, so that two names stay two.
    """
    fit = _FORBIDDEN.sub("_", name).strip("_")
    room = LONGEST - len(prefix) - len(suffix)
    if fit != name or len(fit) > room or fit != fit.casefold():
        digest = hashlib.sha256(name.encode()).hexdigest()[:8]
        fit = f"{fit[: room - 9]}_{digest}"
    return f"{prefix}{fit}{suffix}"


def touching(text: str, start: int, end: int) -> tuple[str, str]:
    """The number-like characters just before and just after a part of a text."""
    before = _BEFORE.search(text[max(0, start - _REACH) : start])
    after = _AFTER.match(text[end : end + _REACH])
    return before.group() if before else "", after.group() if after else ""


def pack(bindings: Sequence[Binding]) -> dict[str, str]:
    """The record as properties of a file."""
    facts = {each.fact: each.name for each in bindings}
    number = {fact: i for i, fact in enumerate(facts)}
    places = [
        [number[each.fact], each.text, *_sides(each)] for each in bindings
    ]
    return packed(PROPERTY, [list(facts.items()), places])


def unpack(properties: Mapping[str, str]) -> tuple[Binding, ...]:
    """The record out of a file's properties; empty when there is none.

    Raises `ValueError` for one that is not whole.
    """
    record = unpacked(PROPERTY, properties)
    try:
        return tuple(_bindings(record)) if record is not None else ()
    except (ValueError, TypeError, IndexError, KeyError, RecursionError) as error:
        raise ValueError("the record is no record") from error


def _sides(binding: Binding) -> tuple[str, ...]:
    touched = binding.before or binding.after
    return (binding.before, binding.after) if touched else ()


def _bindings(record: Any) -> Iterator[Binding]:
    facts, places = record
    seen: Counter[str] = Counter()
    for number, text, *sides in places:
        fact, name = facts[number]
        seen[fact] += 1
        yield Binding(fact_mark(fact, seen[fact]), fact, *map(text_of, (name, text, *sides)))
