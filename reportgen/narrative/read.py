"""Reading a narrative: front matter and blocks, with the place of everything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reportgen.diagnostics import Sink, Span
from reportgen.facts.model import Dataset, Period, dataset
from reportgen.facts.read import facts_beside
from reportgen.facts.scale import PLAIN, Notation
from reportgen.facts.survey import Survey
from reportgen.narrative.fill.head_texts import HeadTexts
from reportgen.narrative.fill.lookup import Lookup
from reportgen.narrative.front.values import said_once
from reportgen.narrative.language.passage import Line
from reportgen.narrative.language.plain import front_matter
from reportgen.narrative.parse.blocks import BlockParser
from reportgen.narrative.registry import read_front
from reportgen.narrative.syntax import Front, Narrative
from reportgen.sources.fields import Fields, as_mapping
from reportgen.sources.nodes import MapNode, Node, Scalar
from reportgen.sources.text import check_characters
from reportgen.sources.yaml import read_yaml
from reportgen.world import World

_FENCES = ("---", "...")


KindOf = Callable[[str], str]
"""The kind of document that a profile is for, by its name; "" for one that is not known."""
NotationOf = Callable[[str], Notation]
"""How a profile writes numbers, by its name; as usual for one that is not known."""


def read_narrative(
    text: str, file: str, sink: Sink, kind_of: KindOf = lambda _: "", lookup: Lookup | None = None,
    *, notation_of: NotationOf = lambda _: PLAIN,
) -> Narrative:
    """The narrative of a file's text. All problems go to the sink; what could be read is given.

    `kind_of` helps to tell which kind of document it is, where its profile is a unit's own;
    `lookup` finds the facts that titles and the like name, and `notation_of` how these are written.

    Compose it only when the sink has no errors, unless a draft is wanted.
    """
    check_characters(text, file, sink)
    lines = [Line(part.rstrip("\r"), number) for number, part in enumerate(text.split("\n"), 1)]
    heads = HeadTexts(lookup or Lookup(dataset("", Period(""), ()), sink))
    front, rest = _front(lines, file, sink, kind_of, heads, notation_of=notation_of)
    parser = BlockParser(rest, file, sink, heads.text)
    blocks = parser.parse()
    numerals = (*heads.numerals, *parser.inlines.numerals)
    return Narrative(front, blocks, numerals, tuple(parser.footnotes), tuple(heads.quantities),
                     file, tuple(line.text for line in lines))


def tables_named(text: str, file: str) -> Node | None:
    """What the front matter says under 数据表; it is read first, as a title may name a fact."""
    node = front_node(text, file) if "数据表" in text else None
    return node.get("数据表") if node is not None else None


def dataset_of(
    text: str, path: Path, world: World, sink: Sink, *, needed: bool = False,
    survey: Survey | None = None, more: MapNode | None = None,
) -> Dataset:
    """The facts of the folder that a narrative lies in, as `facts_beside`."""
    return facts_beside(path.parent, world, sink, needed=needed, survey=survey, more=more,
                        tables=tables_named(text, str(path)))


def front_node(text: str, file: str) -> MapNode | None:
    """The front matter as it is written; None where there is none, or it cannot be read.

    Nothing is reported: `read_narrative` reads the same lines again.
    """
    lines = text.split("\n")
    yaml = "\n".join(lines[1 : front_lines(text) - 1])
    node = read_yaml(yaml, file, Sink(), line=2) if yaml else None
    return node if isinstance(node, MapNode) else None


def front_lines(text: str) -> int:
    """How many lines the front matter takes, with its fences; 0 for none."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return 0
    return next((at + 1 for at, line in enumerate(lines[1:], 1) if line.rstrip() in _FENCES), 0)


def _front(
    lines: list[Line], file: str, sink: Sink, kind_of: KindOf, heads: HeadTexts, *,
    notation_of: NotationOf,
) -> tuple[Front, list[Line]]:
    """Take the front matter off the top; without one, E0314 and everything is body."""
    first = next((i for i, line in enumerate(lines) if line.text.strip()), 0)
    if lines[first].text.rstrip() != "---":
        toml = lines[first].text.rstrip() == "+++"
        sink.error("E0314", "报头信息不用 +++" if toml else "稿子开头没有报头信息",
                   Span(file, first + 1, 1),
                   "在最前面写一行 ---，接着写“报头: …”等键，再写一行 ---")
        return Front(span=Span(file, 1, 1)), lines
    ends = (i for i in range(first + 1, len(lines)) if lines[i].text.rstrip() in _FENCES)
    last = next(ends, None)
    if last is None:
        sink.error("E0314", "报头信息没有结束", Span(file, first + 1, 1, 3), "在末尾写一行 ---")
        return Front(span=Span(file, 1, 1)), []
    yaml = "\n".join(line.text for line in lines[first + 1:last])
    node = read_yaml(yaml, file, sink, line=first + 2)
    mapping = as_mapping(node, sink, "报头信息") if node is not None else None
    if mapping is None:
        return Front(span=Span(file, first + 1, 1, 3)), lines[last + 1:]
    named = mapping.get("版式")
    if isinstance(named, Scalar):
        heads.lookup.notation = notation_of(named.text)
    said_once(mapping, sink)
    fields = Fields(front_matter(mapping, sink, heads.text), sink)
    return read_front(fields, sink, kind_of), lines[last + 1:]
