"""Numbers of headings, tables and figures, and the anchors by which the text refers to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from reportgen.diagnostics import NOWHERE, Sink, Span
from reportgen.document.markers import HEADINGS, chinese, marker
from reportgen.frozen import frozen
from reportgen.narrative.fill.attachments import number_of

WITHIN = "／"     # in a reference: of this article, or under this heading


def heading_number(level: int, count: int) -> str:
    """一、（一）1.（1） by level (GB/T 9704)."""
    return marker(HEADINGS[level - 1], count)


@frozen
class Anchor:
    """A place that references lead to: how it is shown, and in which article it stands."""

    target: str
    shown: str
    article: int = 0          # from 1; 0 for what is numbered through the whole issue
    title: str = ""           # of that article
    names: tuple[str, ...] = ()
    span: Span = field(default=NOWHERE, compare=False)


class Anchors:
    """All anchors of a document by kind and name; a name may lead to several."""

    def __init__(self) -> None:
        self._table: dict[tuple[str, str], list[Anchor]] = {}

    def add(self, kind: str, anchor: Anchor) -> None:
        """Put in an anchor under each of its names."""
        for name in anchor.names:
            self._table.setdefault((kind, name), []).append(anchor)

    def find(self, kind: str, name: str) -> list[Anchor]:
        """What a name may mean: none, one, or candidates."""
        return self._table.get((kind, name)) or \
            self._table.get((kind, name.replace("/", WITHIN)), [])

    def names(self, kind: str) -> list[str]:
        """The names of a kind, as somebody may have meant them."""
        return [name for each, name in self._table if each == kind]

    def kind_of(self, name: str) -> str:
        """The first kind that has such a name."""
        return next((kind for kind, each in self._table if each == name), "")

    def telling(self, kind: str, anchor: Anchor) -> str:
        """The shortest name that leads to this anchor alone; "" when none does."""
        alone = [name for name in anchor.names if self._table[kind, name] == [anchor]]
        return min(alone, key=len, default="")


@dataclass(slots=True)
class Numbering:
    """Counts in reading order: headings within their article, tables and figures throughout."""

    sink: Sink
    anchors: Anchors
    counts: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    totals: dict[str, int] = field(default_factory=dict)
    above: list[str] = field(default_factory=list)     # the headings over the next one
    articles: int = 0
    part: int = 0                   # articles and attachments so far
    prefix: str = ""                # of the targets of this part's headings
    title: str = ""
    level: int = 0
    names: Sequence[str] = ()       # of all attachments

    def article(self, title: str, place: Span) -> str:
        """The anchor of an article; its headings are counted from one again."""
        self.articles += 1
        target = f"文{self.articles}"
        self._begin(title, f"{target}-" if self.articles > 1 else "")
        self.anchors.add("文章", Anchor(
            target, f"《{title}》", self.part, title, (title,) if title else (), place))
        return target

    def _begin(self, title: str, prefix: str) -> None:
        self.part += 1
        self.counts, self.above, self.level = [0, 0, 0, 0], [], 0
        self.title, self.prefix = title, prefix

    def heading(self, level: int, text: str, place: Span) -> tuple[str, str]:
        """Number and anchor of a heading; W0339 when a level is left out."""
        if level > self.level + 1:
            self.sink.warning("W0339", f"标题从第{self.level}级跳到了第{level}级", place,
                              f"写成“{'#' * (self.level + 1)} {text}”")
        self.level = level
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (4 - level)
        self.above = [*self.above[: level - 1], text]
        mark = heading_number(level, self.counts[level - 1])
        shown = f"第{chinese(self.counts[0])}部分" if level == 1 else f"“{text}”"
        target = f"{self.prefix}节-" + "-".join(map(str, self.counts[:level]))
        self.anchors.add("节", Anchor(
            target, shown, self.part, self.title, self._names(), place))
        return mark, target

    def _names(self) -> tuple[str, ...]:
        """What the newest heading may be called: by its text, under its parent, of its article."""
        *parents, text = self.above
        names = [text, *(WITHIN.join((parent, text)) for parent in parents[-1:])]
        if self.title:
            names += [WITHIN.join((self.title, name)) for name in names]
        return tuple(dict.fromkeys(names))

    def captioned(self, kind: str, name: str, place: Span) -> tuple[int, str]:
        """Number and anchor of a table or figure; E0308 when the name is taken."""
        number = self.totals[kind] = self.totals.get(kind, 0) + 1
        target = f"{kind}-{number}"
        found = self.anchors.find(kind, name) if name else []
        if found:
            self.sink.error("E0308", f"{kind}的编号“{name}”用了两次", place, "换一个编号",
                            related=((found[0].span, "第一次用在这里"),))
        elif name:
            self.anchors.add(kind, Anchor(target, f"{kind}{number}", names=(name,), span=place))
        return number, target

    def attachments(self, names: Sequence[str], present: Collection[str]) -> list[str]:
        """Give each attachment its anchor; one whose text is not here leads nowhere."""
        self.names = names
        targets = []
        for name in names:
            number = number_of(names, name)
            target = f"附件-{number}" if name in present else ""
            self.anchors.add("附件", Anchor(target, f"附件{number or ''}", names=(name,)))
            targets.append(target)
        return targets

    def attachment(self, name: str) -> tuple[int, str]:
        """Number and anchor of an attachment whose text begins here; headings begin anew."""
        number = number_of(self.names, name)
        self._begin(name, f"附件{number}-")
        return number, f"附件-{number}"
