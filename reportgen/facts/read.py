"""A facts file (YAML, CSV or xlsx) to a `Dataset`. docs/facts.md describes the format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportgen.diagnostics import Family, ReportError, Sink, Span, failure
from reportgen.facts.amount import own_units
from reportgen.facts.derive import derive
from reportgen.facts.entry import Context, read_source
from reportgen.facts.folder import NAMES, SUFFIXES, YAML, choose, tables_in, unread
from reportgen.facts.identities import identities
from reportgen.facts.links import link, meant
from reportgen.facts.model import Dataset, Entity, Fact, Formula, Period, Source, Timeline, dataset
from reportgen.facts.period import read_period
from reportgen.facts.survey import Survey
from reportgen.facts.timeline import read_entry
from reportgen.gc_pause import uncollected
from reportgen.sources.fields import Fields, as_mapping
from reportgen.sources.lookalike import unseen
from reportgen.sources.nodes import Entry, ListNode, MapNode, Node, Scalar, listed
from reportgen.sources.text import decode
from reportgen.sources.yaml import read_yaml
from reportgen.world import World, name_problem

_KINDS = "、".join((".yaml", *SUFFIXES))


def read_facts(
    path: Path, world: World, sink: Sink, survey: Survey | None = None,
) -> Dataset:
    """The dataset of a facts file, or of a folder that holds one.

    Problems of single facts go to the sink, and those facts are left out; `survey` takes what was
    read from where. Raises ReportError when
    there is nothing to read: no file, a foreign encoding, broken YAML.
    """
    with uncollected():
        path, survey = choose(path, world) if world.is_dir(path) else path, survey or Survey()
        fields = Fields(file_of(path, world, sink, survey), sink)
        return _Reader(fields, path, world, sink, survey).read()


def file_of(path: Path, world: World, sink: Sink, survey: Survey) -> MapNode:
    """What a facts file says, as it is written there. Raises as `read_facts` does."""
    if path.suffix.lower() in (".yaml", ".yml"):
        node = read_yaml(decode(world.read(path), str(path), sink), str(path), sink)
    elif path.suffix.lower() in SUFFIXES:
        from reportgen.facts.tables import read_table  # of YAML alone nothing of it is needed

        node = read_table(path, world, sink, slots=survey.slots)
    else:
        raise failure("E0220", f"“{path.name}”不是事实表", Span(str(path)),
                      f"事实表的扩展名是 {_KINDS}")
    mapping = as_mapping(node, sink, "事实表") if node is not None else None
    if mapping is None:
        sink.raise_errors(Family.INPUT)
        raise AssertionError("a reader gave nothing and reported nothing")
    survey.files[path] = mapping
    return mapping


_GROWING = ("单位", "阶段", "主体", "事实", "测算", "恒等式", "数据表")      # both files' count


def joined(first: MapNode, second: MapNode | None) -> MapNode:
    """Two facts files as one: lists are put together, of what is said once the first counts."""
    entries = {entry.key.text: entry for entry in (second.entries if second else ())}
    for entry in first.entries:
        key, other = entry.key.text, entries.get(entry.key.text)
        entries[key] = entry if other is None or key not in _GROWING else Entry(
            entry.key, _together(entry.value, other.value))
    return MapNode(tuple(entries.values()), first.span)


def _together(first: Node, second: Node) -> Node:
    """Two lists as one; of groups, a group without a name more."""
    if isinstance(first, MapNode) or isinstance(second, MapNode):
        groups = [part.entries if isinstance(part, MapNode)
                  else (Entry(Scalar("", part.span), part),) for part in (first, second)]
        return MapNode((*groups[0], *groups[1]), first.span)
    return ListNode((*listed(first), *listed(second)), first.span)


def facts_beside(
    folder: Path, world: World, sink: Sink, *, needed: bool, tables: Node | None = None,
    survey: Survey | None = None, more: MapNode | None = None,
) -> Dataset:
    """The dataset of a folder. Without a facts file: an empty one (I0220), unless it is `needed`.

    `tables`: the 数据表 of the front matter, which stand for a facts file; beside one, E0224.
    `more`: what a facts file elsewhere says, which is joined to the folder's and comes first. What
    is wrong with the file is reported and raised as by `read_facts`.
    """
    survey = survey or Survey()
    if tables is not None:
        if used := [name for name in NAMES if world.is_file(folder / name)]:
            raise failure("E0224", f"有“{used[0]}”，“数据表”就写在那里", tables.span,
                          f"把这几行移到 {used[0]} 里" if used[0] in YAML else
                          f"把“{used[0]}”也写进“数据表”，换一个文件名")
        with uncollected():
            return _of_tables(folder, tables, world, sink, survey, more=more)
    there = any(world.is_file(folder / name) for name in NAMES)
    if more is not None:
        with uncollected():
            known = file_of(choose(folder, world), world, sink, survey) if there else None
            place = choose(folder, world) if there else folder / Path(more.span.file).name
            return _Reader(Fields(joined(more, known), sink), place, world, sink, survey).read()
    if needed or there:
        return read_facts(folder, world, sink, survey)
    sink.info("I0220", "没有事实表：稿子里没有引用事实，照样生成", Span(str(folder)),
              *(unseen(world.names_in(folder), NAMES) or unread(folder, world)
                or ("要引用事实，新建 facts.yaml",)))
    return dataset("", Period(""), ())


def _of_tables(
    folder: Path, tables: Node, world: World, sink: Sink, survey: Survey, *,
    more: MapNode | None,
) -> Dataset:
    """The dataset of tables alone: what they say of the issue holds for all."""
    from reportgen.facts.tables import together

    place = folder / Path(tables.span.file).name
    naming = _Reader(Fields(MapNode((), tables.span), sink), place, world, sink, survey)
    found = naming.named(tables)
    if not found:
        sink.raise_errors(Family.INPUT)
    whole = together(tables.span.file, (), found)
    reader = _Reader(Fields(joined(more, whole) if more else whole, sink), place, world, sink,
                     survey)
    reader.used = naming.used
    return reader.read()


class _Reader:
    """Reads the parts of a facts file in order."""

    def __init__(
        self, fields: Fields, path: Path, world: World, sink: Sink, survey: Survey,
    ) -> None:
        self.fields, self.path, self.world, self.sink = fields, path, world, sink
        self.survey = survey
        self.context = Context(own_units(fields.scalars("单位"), sink), sink)
        self.period = Period("")
        self.timelines: list[Timeline] = []
        self.used: set[str] = set()
        self.asked: set[str] = set()        # what 测算 is to give
        self.failed: set[str] = set()       # what it was to give, and is not known

    def read(self) -> Dataset:
        """The whole dataset."""
        fields = self.fields
        title = fields.text("标题")
        period = read_period(fields.scalar("期间"), self.sink)
        if "期间" not in fields:
            fields.missing("期间")
        self.period = self.context.period = period
        source = read_source(fields, self.sink) or Source("")
        self.context.source = source
        stages = fields.texts("阶段")
        tables = self.tables()
        entities = self.entities(tables)
        facts = [*self.facts(), *(fact for table in tables for entry in table.entries
                                   if entry.key.text == "事实"
                                   for fact in self.group(entry.value, ""))]
        self.unused()
        requests, identical = fields.items("测算"), fields.scalars("恒等式")
        fields.expect("说明")
        fields.done()
        if not facts and not self.sink.has_errors:
            self.sink.error("E0223", "事实表里一条事实也没有", fields.mapping.span,
                            "在“事实”下面写上事实")
        derived = self.derived(requests, facts)
        linked = link((*facts, *derived), entities, stages, self.context.places, self.sink)
        return dataset(title, period, linked, entities=entities, stages=stages, source=source,
                       timelines=self.distinct(linked), identities=identities(
                           identical, linked, entities, period, self.sink) if identical else ())

    def distinct(self, facts: tuple[Fact, ...]) -> tuple[Timeline, ...]:
        """The timelines; E0215 when a fact or another timeline has the name."""
        taken = {name: fact.span for fact in facts for name in (fact.name, *fact.aliases)}
        for line in self.timelines:
            if line.name in taken:
                self.sink.error("E0215", f"名称“{line.name}”用了两次", line.span, "换一个名称",
                                related=((taken[line.name], "第一次用在这里"),))
            taken[line.name] = line.span
        return tuple(self.timelines)

    def entities(self, tables: list[MapNode]) -> tuple[Entity, ...]:
        """The entities, and those of tables; E0228 when an id or a name is used twice."""
        entities: list[Entity] = []
        taken: dict[str, Entity] = {}
        for node in self.fields.items("主体"):
            entity = _entity(node, self.sink)
            if entity is None:
                continue
            entities.append(entity)
            for name in dict.fromkeys((entity.id, entity.name, *entity.short_names)):
                if (other := taken.setdefault(name, entity)) is not entity:
                    self.sink.error("E0228", f"主体“{name}”写了两次", entity.span,
                                    "合并，或换一个名称",
                                    related=((other.span, "第一次写在这里"),))
        for table in tables:
            for node in table.items("主体"):
                entity = _entity(node, self.sink)
                if entity is not None and entity.name not in taken:
                    entities.append(entity)
                    taken[entity.name] = entity
        return tuple(entities)

    def facts(self) -> list[Fact]:
        """The facts of 事实: a list, or lists under the names of their groups."""
        node = self.fields.node("事实")
        if isinstance(node, MapNode):
            return [
                fact for entry in node.entries
                for fact in self.group(entry.value, entry.key.text)
            ]
        return self.group(node, "") if node is not None else []

    def group(self, node: Node, name: str) -> list[Fact]:
        """The facts of one list."""
        if not isinstance(node, ListNode):
            self.sink.error("E0122", f"“{name or '事实'}”应当是一个列表，每项以“- ”开头", node.span,
                            "每项前面写“- ”，如“- {编号: A1, 名称: 某指标, 数值: 3户}”")
            return []
        facts: list[Fact] = []
        for item in node.items:
            made, line = read_entry(item, name, self.context, self.period)
            facts += made
            if line is not None:
                self.timelines.append(line)
        return facts

    def tables(self) -> list[MapNode]:
        """The tables that 数据表 names, as nodes."""
        node = self.fields.node("数据表")
        found = self.named(node)
        for entry in (entry for table in found for entry in table.entries):
            titled = entry.key.span == entry.value.span      # a title row, not a line 标题 | …
            if entry.key.text not in {"事实", "主体"} and not titled:
                self.sink.error("E0224", f"数据表里又写了“{entry.key.text}”",
                                entry.key.span, "这一行写到 YAML 里")
        return found

    def named(self, node: Node | None) -> list[MapNode]:
        """The tables of one 数据表."""
        return [table for item in listed(node) if (table := self._table(item)) is not None]

    def _table(self, node: Node) -> MapNode | None:
        """One table: its name, or what is said of it: {文件: …, 工作表: …}."""
        from reportgen.facts.columns import Described
        from reportgen.facts.tables import read_table

        mapping = MapNode((Entry(Scalar("文件", node.span), node),), node.span) \
            if isinstance(node, Scalar) else as_mapping(node, self.sink, "数据表")
        if mapping is None:
            return None
        fields = Fields(mapping, self.sink)
        name = fields.text("文件")
        said = Described(
            "、".join(fields.texts("工作表")), fields.optional("计量单位"),
            rows=fields.choice("行", {"主体": "主体", "指标": "指标"}, ""),
            indicator=fields.optional("指标"), kind=fields.optional("类别"))
        fields.done()
        path, span = self.path.parent / name, fields.span("文件")
        if not name:
            return None
        self.used.add(name)
        if path.suffix.lower() not in SUFFIXES:
            self.sink.error("E0224", f"“{name}”不是数据表", span, "数据表是 Excel 或 CSV 文件")
        elif problem := name_problem(name):   # no way out of the folder
            self.sink.error("E0224", f"数据表只能是同一个文件夹里的文件：{problem}", span,
                            f"把文件移到这个文件夹里，写“{path.name}”")
        else:
            table = read_table(path, self.world, self.sink, said,
                               self.period if self.period.text else None, slots=self.survey.slots)
            if table is not None:
                self.survey.files[path] = table
            return table
        return None

    def unused(self) -> None:
        """Warn of facts files in the folder that nobody reads."""
        if self.path.name not in NAMES and not self.used:
            return
        for name in tables_in(self.path.parent, self.world):
            if name == self.path.name or name in self.used:
                continue
            place = Span(str(self.path.parent / name))
            way = f"在 {self.path.name} 的“数据表”里也写上它；或移走它" if self.used else \
                f"在 {self.path.name} 的开头写明“数据表: [{name}]”；或移走它"
            if name in NAMES:
                self.sink.warning("W0221", f"“{name}”没有用到，只读了“{self.path.name}”",
                                  place, way)
            else:
                self.sink.info("I0236", f"“{name}”没有读", place, way)

    def derived(self, nodes: tuple[Node, ...], facts: list[Fact]) -> list[Fact]:
        """The derived facts, in order; a later one may use an earlier one."""
        known = {name: fact for fact in facts for name in (*fact.aliases, fact.name, fact.id)}
        made: list[Fact] = []
        self.asked = {text for node in nodes for text in _names(node)}
        for node in nodes:
            fact = self.derive(node, known)
            self.failed |= _names(node)
            if fact is not None:
                made.append(fact)
                known |= dict.fromkeys((*fact.aliases, fact.name, fact.id), fact)
        return made

    def derive(self, node: Node, known: dict[str, Fact]) -> Fact | None:
        """One derived fact, or None after an error."""
        mapping = as_mapping(node, self.sink, "测算")
        if mapping is None:
            return None
        fields = Fields(mapping, self.sink)
        id_, name = fields.text("编号"), fields.text("名称")
        formula, decimals = fields.text("公式"), self.decimals(fields)
        operands = [self.operand(scalar, known) for scalar in fields.scalars("取自")]
        if "取自" not in fields:
            fields.missing("取自")
        aliases, note = fields.texts("别名"), fields.optional("说明")
        fields.done()
        facts = [fact for fact in operands if fact is not None]
        if not (id_ and name and formula and facts) or decimals is None or None in operands:
            return None
        try:
            return derive(id_, name, Formula(formula, (), decimals), facts, aliases=aliases,
                          note=note, span=mapping.span)
        except ReportError as error:
            self.sink.extend(replace(each, span=fields.span("公式")) if each.code == "E0240"
                             else each for each in error.diagnostics)
            return None

    def operand(self, scalar: Scalar, known: dict[str, Fact]) -> Fact | None:
        """The fact an operand names; None after E0216."""
        name = scalar.text.strip()
        if (fact := known.get(name)) is not None:
            return fact
        if name in self.failed:
            return None         # told already
        if name in self.asked:
            self.sink.error("E0255", f"“取自”里的“{name}”还没有算出来", scalar.span,
                            "把它移到前面；绕成一圈、互相取自的，改用报来的数")
            return None
        self.sink.error("E0216", f"“取自”里的“{name}”不是任何事实的编号或名称", scalar.span,
                        *meant(name, known))
        return None

    def decimals(self, fields: Fields) -> int | None:
        """The number of decimals: a single digit; None after an error."""
        text = fields.text("小数")
        if text and not (text.isascii() and text.isdigit() and len(text) == 1):
            self.sink.error("E0247", f"“小数”应是一个数字，不是“{text[:16]}”", fields.span("小数"),
                            "写 0 到 9 的一个数字，如 小数: 1")
        return int(text) if text.isascii() and text.isdigit() and len(text) == 1 else None


def _names(node: Node) -> set[str]:
    """What a derived fact is to be called."""
    keys = ("编号", "名称") if isinstance(node, MapNode) else ()
    return {text for key in keys if isinstance(node, MapNode) and (text := node.text(key))}


def _entity(node: Node, sink: Sink) -> Entity | None:
    mapping = as_mapping(node, sink, "主体")
    if mapping is None:
        return None
    fields = Fields(mapping, sink)
    entity = Entity(
        fields.text("编号"), fields.text("名称"), fields.texts("简称"), fields.optional("类别"),
        fields.optional("级别"), fields.optional("轮次"), fields.optional("说明"), mapping.span,
    )
    fields.done()
    return entity if entity.id and entity.name else None
