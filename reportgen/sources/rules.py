"""What every diagnostic code means, read from `reportgen/rules/*.yaml`."""

from __future__ import annotations

from pathlib import Path

from reportgen.diagnostics import Family, Sink
from reportgen.frozen import frozen
from reportgen.sources.fields import Fields, as_mapping
from reportgen.sources.nodes import Entry
from reportgen.sources.text import decode
from reportgen.sources.yaml import read_yaml
from reportgen.world import PACKAGE, PACKAGED

FOLDER = PACKAGE / "rules"


@frozen
class Rule:
    """A code: what it says, on what ground, why it is said, how to mend it, an example.

    `clause` is that of a standard, or says that it is our own; of figures, form and language only.
    """

    code: str
    title: str
    why: str
    fix: str
    example: str
    clause: str
    file: str


def rules(folder: Path = FOLDER) -> dict[str, Rule]:
    """All rules by code, sorted; a rule file that is wrong is an error like any other."""
    sink = Sink()
    found: list[Rule] = []
    for path in (folder / name for name in PACKAGED.names_in(folder)):
        node = read_yaml(decode(PACKAGED.read(path), str(path), sink), str(path), sink)
        mapping = as_mapping(node, sink, path.stem) if node is not None else None
        if mapping is not None:
            found += [rule for entry in mapping if (rule := _rule(entry, path.name, sink))]
    sink.raise_errors(Family.INPUT)
    return {rule.code: rule for rule in sorted(found, key=lambda r: r.code)}


def _rule(entry: Entry, file: str, sink: Sink) -> Rule | None:
    mapping = as_mapping(entry.value, sink, entry.key.text)
    if mapping is None:
        return None
    fields = Fields(mapping, sink)
    title, why, fix = fields.text("title"), fields.text("why"), fields.text("fix")
    example, clause = fields.optional("example"), fields.optional("clause")
    fields.done()
    return Rule(entry.key.text, title, why, fix, example, clause, file)
