"""A unit's issue as a folder of its own: the template's files, and a facts file that is the unit's.

There is no such folder on the disk. It is what the archive holds of a unit, and what makes the
unit's files again: `甲镇/briefing.md`, `甲镇/facts.yaml`, beside the template.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from reportgen.batching.units import Unit
from reportgen.diagnostics import Sink
from reportgen.facts.folder import NAMES, YAML, choose
from reportgen.facts.read import file_of, joined
from reportgen.facts.survey import Survey
from reportgen.sources.nodes import Entry, ListNode, MapNode, Node, Scalar
from reportgen.world import DiskWorld, Listed, World

FACTS = YAML[0]


class UnitWorld(DiskWorld):
    """The disk, and on it the folder of a unit's issue."""

    def __init__(self, unit: Unit, template: Path, env: Mapping[str, str]) -> None:
        super().__init__(env)
        self.template = super().resolve(template)
        self.folder = self.template.parent / unit.name
        self._facts = facts_file(unit, self.template, DiskWorld(env))

    def _below(self, path: Path) -> Path | None:
        """Where in the folder a path lies; None: elsewhere."""
        path = Path(path)
        return path.relative_to(self.folder) if path.is_relative_to(self.folder) else None

    def _true(self, path: Path) -> Path:
        below = self._below(path)
        return path if below is None else self.template / below

    def _is_facts(self, path: Path) -> bool:
        return self._below(path) == Path(FACTS)

    def open(self, path: Path) -> BinaryIO:
        return BytesIO(self._facts) if self._is_facts(path) else super().open(self._true(path))

    def on_disk(self, path: Path) -> Path | None:
        return self._true(path)

    def is_file(self, path: Path) -> bool:
        return self._is_facts(path) or super().is_file(self._true(path))

    def is_dir(self, path: Path) -> bool:
        return super().is_dir(self._true(path))

    def size(self, path: Path) -> int:
        return len(self._facts) if self._is_facts(path) else super().size(self._true(path))

    def names_in(self, folder: Path) -> tuple[str, ...]:
        names = super().names_in(self._true(folder))
        if self._below(folder) != Path():
            return names
        return tuple(sorted({FACTS, *(name for name in names if name not in NAMES)}))

    def below(self, folder: Path, suffixes: frozenset[str]) -> Iterator[Listed]:
        for each in super().below(self._true(folder), suffixes):
            yield each._replace(path=folder / each.path.relative_to(self._true(folder)))

    def resolve(self, path: Path) -> Path:
        if self._is_facts(path):
            return self.folder / FACTS
        real = super().resolve(self._true(path))
        if self._below(path) is None or not real.is_relative_to(self.template):
            return real
        return self.folder / real.relative_to(self.template)


def facts_file(unit: Unit, template: Path, world: World) -> bytes:
    """All that is said of a unit, its own and the template's, as a facts file says it."""
    there = any(world.is_file(template / name) for name in NAMES)
    said, sink = unit.facts(world, Sink()), Sink()
    both = joined(said, file_of(choose(template, world), world, sink, Survey()) if there else None)
    sink.raise_errors()
    lines = [f"# {unit.name}：批量时从数据和模板里取的，合成一份"]
    for entry in both.entries:
        value = _in_a_list(entry.value) if entry.key.text == "事实" else entry.value
        items = value.items if isinstance(value, ListNode) else ()
        lines.append(f"{_text(entry.key)}:" + ("" if items else f" {_text(value)}"))
        lines += (f"  - {_text(item)}" for item in items)
    return ("\n".join(lines) + "\n").encode()


def _in_a_list(facts: Node) -> Node:
    """Facts in groups as one list, each with its group: those of a unit have none."""
    if not isinstance(facts, MapNode):
        return facts
    return ListNode(tuple(
        replace(item, entries=(*item.entries, Entry(Scalar("分组", item.span), group.key)))
        if isinstance(item, MapNode) and group.key.text and item.get("分组") is None else item
        for group in facts.entries if isinstance(group.value, ListNode)
        for item in group.value), facts.span)


def _text(node: Node) -> str:
    """A node as YAML on one line."""
    match node:
        case Scalar():
            return json.dumps(node.text, ensure_ascii=False)
        case ListNode():
            return f"[{', '.join(map(_text, node.items))}]"
        case MapNode():
            told = (f"{_text(each.key)}: {_text(each.value)}" for each in node.entries)
            return f"{{{', '.join(told)}}}"
