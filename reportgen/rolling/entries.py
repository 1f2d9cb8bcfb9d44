"""The facts of the next issue, as far as they are written a fact an entry: YAML, flat tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportgen.diagnostics import Sink, Span
from reportgen.excel.cells import TO_FILL
from reportgen.facts.amount import DASHES, NOTHING
from reportgen.facts.amount_text import HYPHEN, amount_text
from reportgen.facts.forms import VALUE_SLOT
from reportgen.facts.model import Fact
from reportgen.facts.period import parse_period
from reportgen.facts.timeline import KEY
from reportgen.rolling.lines import PeriodLine
from reportgen.rolling.story import behind, kept, retitled
from reportgen.rolling.turning import Turn
from reportgen.rolling.values import (
    CARRIED,
    FILLED,
    MOVED,
    PLANS,
    Change,
    Issue,
    Point,
    Pool,
    plain_number,
    same_days,
    to_fill,
    value_text,
)
from reportgen.sources.nodes import Entry, ListNode, MapNode, Node, Scalar

_GROWTH = ("同比", "环比")
_VALUES = ("数值", "名单", "序次", "未定增幅", "状态", *_GROWTH)
_NUMBER = re.compile(r"-?[\d,.]+")
_YEARLY = ("全年", "年度", "年末", "年初")


@dataclass(slots=True)
class Entries:
    """The entries of a file on their way to the next issue. `lines`: the file's, for its layout."""

    turn: Turn
    pool: Pool
    lines: Sequence[str]
    sink: Sink
    points: list[Point] = field(default_factory=list)

    def changes(self, mapping: MapNode) -> Iterator[Change]:
        """What becomes of a file: its title and period, each entry."""
        for entry in mapping.entries:
            match entry.key.text, entry.value:
                case "期间", Scalar() as period:
                    yield Change(MOVED, period.span, "期间", period.text, self.turn.new.text)
                case "标题", title:
                    yield from retitled(title, self.turn, self.sink)
                case "事实", ListNode() as items:
                    yield from self.items(items)
                case "事实", MapNode() as groups:
                    for group in groups.entries:
                        if isinstance(group.value, ListNode):
                            yield from self.items(group.value)

    def items(self, items: ListNode) -> Iterator[Change]:
        """What becomes of a list of entries."""
        for item in items:
            if isinstance(item, MapNode):
                line = item.get(KEY)
                yield from self.line(item, line) if isinstance(line, MapNode) else self.fact(item)

    def fact(self, fact: MapNode) -> Iterator[Change]:
        """What becomes of one entry."""
        name, when = fact.text("名称"), fact.get("期间")
        before = after = None
        if isinstance(when, Scalar):
            before = parse_period(when.text, self.turn.old)
            told = self.turn.moved(when.text, before)
            after = parse_period(told, self.turn.new)
            if told != when.text:
                yield Change(MOVED, when.span, name, when.text, told)
        plan = fact.text("进度") in {each.value for each in PLANS}
        if before is not None and after is not None:
            if plan and any(word in fact.text("期间") for word in _YEARLY):
                if not self.turn.new_year:
                    return
            elif same_days(before, after):
                kept(name, before, fact.span, self.turn, self.sink)
                return
        if after is None or after.end == self.turn.new.end or plan:
            yield from self.filled(fact, name)
            return
        found = self.pool.find(name, after)
        yield from self.carried(fact, name, *found) if found else self.filled(fact, name)

    def filled(self, fact: MapNode, name: str) -> Iterator[Change]:
        """Every value of an entry is to be typed."""
        for entry in fact.entries:
            match entry.key.text, entry.value:
                case "近似", Scalar() as word:
                    yield Change(MOVED, word.span, name, word.text, "")
                case "数值", Scalar() as value if value.text.strip() in NOTHING \
                        and fact.get("状态") is not None:
                    pass
                case "状态", Scalar() as words if VALUE_SLOT in words.text:
                    pass
                case key, value if key in _VALUES:
                    yield from self._blank(value, name if key not in _GROWTH else f"{name}{key}")

    def _blank(self, node: Node, name: str) -> Iterator[Change]:
        """Every figure of a value is to be typed."""
        match node:
            case Scalar():
                yield Change(FILLED, node.span, name, node.text, to_fill(node.text))
            case ListNode():
                for order, item in enumerate(node.items, 1):
                    if isinstance(item, Scalar):
                        unit = to_fill(item.text)
                        yield Change(FILLED, item.span, name, item.text,
                                     unit if unit != TO_FILL else f"{TO_FILL}{order}")
            case MapNode():
                for entry in node.entries:
                    if entry.key.text == "增幅":
                        yield from self._blank(entry.value, name)

    def carried(
        self, fact: MapNode, name: str, issue: Issue, source: Fact,
    ) -> Iterator[Change]:
        """An entry takes over the values of an earlier one; what that has not is to be typed."""
        changes = {change.kind: change for change in source.changes}
        for entry in fact.entries:
            key, node = entry.key.text, entry.value
            if not isinstance(node, Scalar) or key not in {"数值", *_GROWTH}:
                continue
            growth = changes.get(key)
            text = value_text(source) if key == "数值" else \
                amount_text(growth.rate, HYPHEN) if growth is not None else ""
            if text:
                yield Change(CARRIED, node.span, name, node.text, text,
                             plain_number(source) if key == "数值" and node.span.cell
                             and _NUMBER.fullmatch(node.text) else None, self.pool.origin(issue))
            else:
                yield Change(FILLED, node.span, name, node.text, to_fill(node.text))

    # ------------------------------------------------------------------------- over time

    def line(self, fact: MapNode, values: MapNode) -> Iterator[Change]:
        """A line over time: the new period at its end; a window of periods moves along."""
        name, entries = fact.text("名称"), values.entries
        texts = [entry.key.text for entry in entries]
        line = PeriodLine(self.turn, texts, *([
            parse_period(text) or parse_period(f"{base.year}年{text.strip()}")
            or parse_period(text, base) for text in texts]
            for base in (self.turn.old, self.turn.new)))
        if line.there is not None:
            for at, entry in enumerate(entries):
                if at == line.there or line.cleared(at):
                    yield from self._put(entry, name, "" if at == line.there else "-")
        elif line.new is None:
            if line.late:
                behind(name, fact.span, self.turn, self.sink)
        elif line.grows:
            yield self.grown(name, entries, line)
        else:
            yield from self.window(name, entries, line)

    def _put(self, entry: Entry, name: str, text: str) -> Iterator[Change]:
        """Another value at a point: none (-), or one to be typed ("")."""
        if isinstance(entry.value, Scalar) and entry.value.text != text:
            old = entry.value.text
            yield Change(MOVED if text else FILLED, entry.value.span,
                         f"{name}（{entry.key.text}）", old, text or to_fill(old))

    def grown(self, name: str, entries: Sequence[Entry], line: PeriodLine) -> Change:
        """A year so far gets one point more, laid out as the last."""
        last, key = entries[-1], line.moved()[-1]
        span, column = last.value.span, last.key.span.column - 1
        flow = self.lines[span.line - 1][:column].rstrip().endswith(("{", ","))
        gap = ", " if flow else "\n" + " " * column
        self._point(name, line, len(entries) - 1, grown=True)
        return Change(FILLED, Span(span.file, span.line, span.column + span.length, 0),
                      f"{name}（{key}）", "", f"{gap}{key}: {to_fill(_last_value(entries))}")

    def window(self, name: str, entries: Sequence[Entry], line: PeriodLine) -> Iterator[Change]:
        """The points move on by one."""
        texts = line.moved()
        for at, (entry, key) in enumerate(zip(entries, texts, strict=True)):
            if entry.key.text != key:
                yield Change(MOVED, entry.key.span, name, entry.key.text, key)
            self._point(name, line, at)
            follower = entries[at + 1].value if at + 1 < len(entries) else None
            if not isinstance(entry.value, Scalar):
                continue
            if follower is None:
                yield Change(FILLED, entry.value.span, f"{name}（{key}）", entry.value.text,
                             to_fill(_last_value(entries)))
            elif isinstance(follower, Scalar) and entry.value.text != follower.text:
                yield Change(CARRIED, entry.value.span, f"{name}（{key}）", entry.value.text,
                             follower.text)

    def _point(self, name: str, line: PeriodLine, at: int, *, grown: bool = False) -> None:
        """A point has become another; as facts call it, with its year."""
        old, new = line.known[at], [*line.known, line.new][at + 1]
        before = line.known[at - 1] if grown and at else None
        if old is not None and new is not None:
            self.points.append(Point(name, old.text, new.text, before.text if before else ""))


def _last_value(entries: Sequence[Entry]) -> str:
    """The last value of a line, for its unit."""
    return next((each.value.text for each in reversed(entries) if isinstance(each.value, Scalar)
                 and each.value.text not in DASHES), "")

