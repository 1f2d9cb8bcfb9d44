"""The units of a batch, and what is known of each: rows of a table, a folder each, or memory.

What a unit's facts are called is the same for all: 产值, not 甲镇产值. Its name is a fact, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from reportgen.diagnostics import NOWHERE, Diagnostic, Sink, Span, failure
from reportgen.facts.folder import SUFFIXES, choose
from reportgen.facts.heads import folded
from reportgen.facts.model import Fact
from reportgen.facts.survey import Survey
from reportgen.frozen import frozen
from reportgen.sources.nodes import Entry, ListNode, MapNode, Node, Scalar, text_entry
from reportgen.world import World, name_problem

UNIT = "单位"
COLUMNS = frozenset((UNIT, "乡镇", "镇", "街道", "镇街", "乡镇（街道）", "县", "区",
                     "部门", "村", "主体"))      # or any of them with 名称 behind
_OF_ONE = frozenset(("主体", "指标", "总项"))      # what tells one unit's facts from another's

_TIES = frozenset(("总项", "等同"))


@frozen
class Unit:
    """A unit: its name, and what is said of it or the folder where it lies; or why it has none.

    `common` are the names of the facts among what is said that hold for all units.
    """

    name: str
    said: MapNode
    folder: Path | None = None
    found: tuple[Diagnostic, ...] = ()
    common: frozenset[str] = frozenset()

    @property
    def place(self) -> Span:
        """Where it is named first."""
        return next(_facts(self.said)).span

    @property
    def indicators(self) -> frozenset[str]:
        """The names of its facts, as far as they are known before its folder is read."""
        return frozenset(node.text("名称") for node in _facts(self.said)) - {UNIT}

    def owns(self) -> Callable[[Fact], bool]:
        """Whether a fact of its issue is reported of this unit, not for all, nor derived."""
        own, folder = self.indicators - self.common, self.folder
        if folder is None:
            return lambda fact: fact.name in own and not fact.derived
        return lambda fact: Path(fact.span.file).is_relative_to(folder) and not fact.derived

    def facts(self, world: World, sink: Sink) -> MapNode:
        """What is said of it, its folder read. Raises what cannot be read."""
        if self.folder is None:
            return self.said
        from reportgen.facts.read import file_of, joined

        return joined(self.said, file_of(choose(self.folder, world), world, sink, Survey()))


Named = Mapping[str, Mapping[str, str]]
Values = Named | Iterable[tuple[str, Mapping[str, str]]]
"""Units by name, the value of each fact by its name: `{"甲镇": {"产值": "120万元"}}`, or pairs."""


def held(source: Path | str | Values) -> Path | str | Named:
    """The same, to be read more than once. Raises E1402 for two units of one name."""
    if isinstance(source, str | Path | Mapping):
        return source
    units: dict[str, Mapping[str, str]] = {}
    for name, values in source:
        if name in units:
            raise failure("E1402", f"有两个“{name}”", NOWHERE, "一个单位只给一次，它的事实放在一起")
        units[name] = values
    return units


def units_of(source: Path | str | Named, world: World, sink: Sink) -> tuple[Unit, ...]:
    """The units of a table, of a folder of folders, or of values in memory, in their order.

    What is wrong with a whole source is raised: E1401 where it names no units. What is wrong with
    one unit's name is that unit's (E1402).
    """
    if isinstance(source, Mapping):
        units = [_of_values(*each) for each in source.items()]
    else:
        path = Path(source)
        units = _of_folders(path, world) if world.is_dir(path) else _of_table(path, world, sink)
    if not units:
        place = NOWHERE if isinstance(source, Mapping) else Span(str(source))
        raise failure("E1401", "没有一个单位", place,
                      "表的第一列写“单位”或“镇”，下面每行一个；或一个单位一个文件夹")
    return tuple(_checked(units))


def _of_values(name: str, values: Mapping[str, str]) -> Unit:
    sink = Sink()
    for fact_name, value in dict[str, object](values).items():
        if not isinstance(value, str):
            sink.error("E0122", f"“{fact_name}”应当是文字，这里是 {type(value).__name__}", NOWHERE,
                       "连单位写成文字，如 \"120万元\"；没有这个数的，不写这一条")
    told = (_valued(*each) for each in values.items() if isinstance(each[1], str))
    return replace(_unit(name, told), found=tuple(sink))


def _of_folders(folder: Path, world: World) -> list[Unit]:
    return [_unit(name, (), Span(str(folder / name)), folder / name)
            for name in world.names_in(folder)
            if world.is_dir(folder / name) and not name.startswith((".", "~"))]


def _of_table(path: Path, world: World, sink: Sink) -> list[Unit]:
    """The units of a table: those whose rows it has, or that its first column names."""
    if path.suffix.lower() not in SUFFIXES:
        raise failure("E1401", f"“{path.name}”不是数据表", Span(str(path)),
                      "数据表是 Excel 或 CSV 文件；一个单位一个文件夹的，写它们所在的文件夹")
    from reportgen.facts.tables import read_table

    table = read_table(path, world, sink)
    sink.raise_errors()
    rows: dict[str, list[MapNode]] = {}
    common: list[MapNode] = []
    for node in _facts(table):
        name, own = _own(node)
        (rows.setdefault(name, []) if name else common).append(own)
    common = _without_those(rows, common, sink)
    rest = tuple(entry for entry in (table.entries if table else ())
                 if entry.key.text not in {"事实", "主体"})
    units = (_unit(name, (*own, *common), own[0].span) for name, own in rows.items())
    shared = frozenset(node.text("名称") for node in common)
    top = Span(str(path), 1, 1)     # where a title would stand
    return [replace(unit, said=MapNode((*rest, *unit.said.entries), top), common=shared)
            for unit in units]


def _without_those(
    rows: Mapping[str, list[MapNode]], common: list[MapNode], sink: Sink,
) -> list[MapNode]:
    """What holds for all, without what a unit has under the same name (I1409).

    A unit that lacks a fact must not be given the whole county's.
    """
    own = {name for nodes in rows.values() for node in nodes for name in _names(node)}
    left = [node for node in common if own & _names(node)]
    for node in left:
        sink.info("I1409", f"“{node.text('名称')}”各单位也有，总的没有用", node.span,
                  "要用总的，把总的改名，如在前面写“全县”")
    gone = {name for node in left for name in _names(node)}
    return [replace(node, entries=tuple(
        entry for entry in node.entries
        if entry.key.text not in _TIES or plain(entry.value) not in gone))
        for node in common if node not in left]


def _own(node: MapNode) -> tuple[str, MapNode]:
    """Whose fact it is ("" for all), and the fact as it is called for each: 甲镇产值 is 产值."""
    first = node.entries[0]
    if first.key.text.removesuffix("名称") in COLUMNS and isinstance(first.value, Scalar):
        return folded(first.value.text), replace(node, entries=node.entries[1:])
    name = node.text("主体")
    if not name:
        return "", node
    entries = [replace(entry, value=_without(entry.value, name))
               for entry in node.entries if entry.key.text not in _OF_ONE]
    return name, replace(node, entries=tuple(entries))


def _without(value: Node, name: str) -> Node:
    """A text without the unit's name in front: 甲镇/产值 and 甲镇产值 are 产值."""
    if not isinstance(value, Scalar):
        return value
    return replace(value, text=value.text.removeprefix(name).removeprefix("/") or value.text)


def _unit(
    name: str, facts: Iterable[MapNode], span: Span = NOWHERE, folder: Path | None = None,
) -> Unit:
    """A unit with its name as a fact."""
    own = fact(UNIT, "状态", name, span)
    return Unit(name, MapNode((Entry(Scalar("事实", span), ListNode((own, *facts), span)),), span),
                folder)


def fact(name: str, key: str, text: str, span: Span) -> MapNode:
    """A fact as it would be written in a table."""
    told = {"编号": name, "名称": name, key: text}
    return MapNode(tuple(text_entry(*each, span) for each in told.items()), span)


def _valued(name: str, value: str) -> MapNode:
    """A fact in memory: words without a figure are a status, anything else is a value."""
    words = not any(ch.isdigit() for ch in value) and value.strip() != "-"
    return fact(name, "状态" if words else "数值", value, NOWHERE)


def _checked(units: Iterable[Unit]) -> Iterator[Unit]:
    """The units; E1402 for a name that can name no file, or names another's."""
    taken: dict[str, str] = {}
    for unit in units:
        problem = name_problem(unit.name)
        other = taken.setdefault(unit.name.casefold(), unit.name)
        if not problem and other != unit.name:
            problem = f"与“{other}”只差大小写"
        yield replace(unit, found=failure(
            "E1402", f"单位名称“{unit.name}”不能作文件名：{problem}", unit.place,
            "改单位的名称").diagnostics) if problem else unit


def _names(node: MapNode) -> set[str]:
    return {node.text("编号"), node.text("名称")}


def _facts(said: MapNode | None) -> Iterator[MapNode]:
    """The facts of a list; those in groups are not looked at."""
    yield from (node for node in (said.items("事实") if said else ()) if isinstance(node, MapNode))


def plain(node: Node | None) -> object:
    """What a node says, without its places: for a key."""
    match node:
        case Scalar():
            return node.text
        case ListNode():
            return [plain(item) for item in node.items]
        case MapNode():
            return [[entry.key.text, plain(entry.value)] for entry in node.entries]
        case None:
            return None
