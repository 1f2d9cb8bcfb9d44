"""`numbering.xml`: the numbers of headings and lists, counted by Word, so that they move up.

The headings of an article are one list of several levels, tied to the heading styles. A list item
goes on with the list before it where its number is the next one; each other number starts a list of
its own. What Word cannot count as it is printed stays text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.document.markers import HEADINGS, Form, Numerals, read_marker
from reportgen.frozen import frozen
from reportgen.style.lists import list_shift
from reportgen.style.profile import Profile, TextStyle
from reportgen.style.schema import NUMBERING
from reportgen.writers.docx.measure import chars, ems
from reportgen.writers.docx.outline_levels import LEVELS, Ranks
from reportgen.writers.docx.xml import Element, root, w

LABEL = "label"         # on a paragraph under way: the number Word will show; taken off again
_FORMATS = {
    Numerals.CHINESE: "chineseCountingThousand", Numerals.DECIMAL: "decimal",
    Numerals.CIRCLED: "decimalEnclosedCircle",
}
_HEADING_LIST = 1       # the id of the list that the heading styles name
_DEEPEST = 9            # levels that Word knows


@frozen
class _Start:
    """One `w:num`: its abstract list, and where its levels start other than at one."""

    abstract: int
    starts: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Series:
    """A list that items may go on with: its id, and the number that comes next."""

    id: int
    next: int


@dataclass(slots=True)
class Numbering:
    """Gives out the numbers of one file; `part` writes down what was given."""

    profile: Profile
    ranks: Ranks
    lists: list[Element] = field(default_factory=list)
    starts: list[_Start] = field(default_factory=list)
    series: dict[tuple[int, Form | str], _Series] = field(default_factory=dict)
    heading_list: int = _HEADING_LIST
    counts: list[int] = field(default_factory=lambda: [0] * LEVELS)
    fresh: bool = False     # a part of the text has begun whose headings count from one

    def __post_init__(self) -> None:
        if self.counted:
            self.lists.append(_heading_list(self.ranks, self.profile))
            self.starts.append(_Start(0))

    @property
    def counted(self) -> bool:
        """Whether Word counts."""
        return self.profile.text(NUMBERING) == "field"

    def begin(self) -> None:
        """A part of the text begins: an article, an attachment."""
        self.series.clear()
        if any(self.counts):
            self.fresh = True

    def heading(self, level: int, number: str) -> tuple[Element | None, bool]:
        """What a heading's paragraph says of its number, and whether the number is to be typed."""
        self.series.clear()
        if not self.counted:
            return None, bool(number)
        known = read_marker(number)
        if known is None or known[0] != HEADINGS[level - 1]:
            return _properties(0, level - 1), bool(number)
        value = known[1]
        starts = self.starts[self.heading_list - 1].starts
        odd = any(n >= level and start > 1 for n, start in starts)
        if self.fresh or odd or value != self.counts[level - 1] + 1:
            self._restart(level, value)
        self.counts[level - 1] = value
        self.counts[level:] = [0] * (LEVELS - level)
        direct = self.heading_list != _HEADING_LIST
        return (_properties(self.heading_list, level - 1) if direct else None), False

    def _restart(self, level: int, value: int) -> None:
        """From here on the headings belong to another `w:num` of the same list."""
        self.counts[level:] = [0] * (LEVELS - level)
        if self.fresh:
            self.counts, self.fresh = [0] * LEVELS, False
        starts = [(n, count + 1) for n, count in enumerate(self.counts)]
        starts[level - 1] = (level - 1, value)
        self.starts.append(_Start(0, tuple(starts)))
        self.heading_list = len(self.starts)

    def item(self, level: int, mark: str) -> Element | None:
        """What an item's paragraph says of its number; None where the marker is to be typed."""
        known = read_marker(mark)
        at = min(level, _DEEPEST - 1)
        for key in [each for each in self.series if each[0] > level]:
            del self.series[key]
        if not self.counted:
            return None
        kind: Form | str = mark if known is None else known[0]
        number = 0 if known is None else known[1]
        found = self.series.get((level, kind))
        if found is None or (number and found.next != number):
            found = self.series[level, kind] = self._list(at, kind, number)
        found.next = number + 1
        return _properties(found.id, at)

    def _list(self, at: int, kind: Form | str, number: int) -> _Series:
        abstract = len(self.lists)
        self.lists.append(_item_list(abstract, kind, at, self.profile))
        starts = ((at, number),) if number > 1 else ()
        self.starts.append(_Start(abstract, starts))
        return _Series(len(self.starts), number)

    def part(self) -> Element | None:
        """The part; None where nothing is counted."""
        if not self.lists:
            return None
        nums = (w("num", w("abstractNumId", val=start.abstract),
                  *(w("lvlOverride", w("startOverride", val=value), ilvl=level)
                    for level, value in start.starts), numId=number)
                for number, start in enumerate(self.starts, 1))
        return root("w:numbering", (*self.lists, *nums), "w")


def _properties(number: int, level: int) -> Element:
    return w("numPr", w("ilvl", val=level), w("numId", val=number))


def style_properties(level: int, profile: Profile) -> tuple[Element, ...]:
    """What the style of a heading says of its number."""
    if profile.text(NUMBERING) != "field":
        return ()
    return (_properties(_HEADING_LIST, level - 1),)


def _heading_list(ranks: Ranks, profile: Profile) -> Element:
    levels = (
        _level(n, form, w("pStyle", val=ranks.heading(n + 1)),
               _ind(profile.style(f"heading{n + 1}"))) for n, form in enumerate(HEADINGS)
    )
    return w("abstractNum", w("multiLevelType", val="multilevel"), *levels, abstractNumId=0)


def _item_list(number: int, kind: Form | str, at: int, profile: Profile) -> Element:
    levels = (_level(n, kind, indent=item_indent(n, profile)) for n in range(at + 1))
    return w("abstractNum", w("multiLevelType", val="hybridMultilevel"), *levels,
             abstractNumId=number)


def _level(
    at: int, kind: Form | str, style: Element | None = None, indent: Element | None = None
) -> Element:
    if isinstance(kind, str):
        form, shown = "bullet", kind
    else:
        form, shown = _FORMATS[kind.numerals], f"{kind.before}%{at + 1}{kind.after}"
    return w(
        "lvl", w("start", val=1), w("numFmt", val=form), style, w("suff", val="nothing"),
        w("lvlText", val=shown), w("lvlJc", val="left"),
        w("pPr", indent) if indent is not None else None,
        w("rPr", w("rFonts", hint="eastAsia")), ilvl=at,
    )


def item_indent(level: int, profile: Profile) -> Element:
    """The indents of an item, in its style and in its list."""
    return _ind(profile.style("body"), list_shift(profile, level))


def _ind(look: TextStyle, shift: float = 0.0) -> Element:
    """As the style of the paragraph says it: a list would overrule that."""
    left = look.side + shift
    return w("ind", leftChars=chars(left) or 0, left=ems(left, look.em) or 0,
             firstLineChars=chars(look.indent) or 0, firstLine=ems(look.indent, look.em) or 0)


def item_style(level: int) -> str:
    """The style of an item's paragraphs."""
    return f"ListItem{level + 1 if level else ''}"


def labelled(paragraph: Element, number: str) -> Element:
    """The paragraph, with the number that Word will count noted on it, for the record."""
    paragraph.set(LABEL, number)
    return paragraph
