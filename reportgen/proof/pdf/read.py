"""Reads a tagged PDF by its structure tree (ISO 32000-1 14.7): pieces in reading order.

Page numbers and repeated table heads are artifacts, as a screen reader leaves them out; what is
repeated is read apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import count, islice
from typing import Any

import pikepdf

from reportgen.diagnostics import Span, failure
from reportgen.frozen import frozen
from reportgen.proof.content import (
    PICTURED,
    Difference,
    Kind,
    Link,
    Look,
    Margin,
    Piece,
    Place,
    Reading,
    Script,
)
from reportgen.proof.pdf.about import sound
from reportgen.proof.pdf.page import MARGIN, Line
from reportgen.proof.pdf.sheets import FinishedPdf, Shown
from reportgen.proof.sheets import Photo, Trace

_HEADINGS = {"H": 1, **{f"H{level}": level for level in range(1, 7)}}
_GROUPS = frozenset((
    "Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "BlockQuote", "Aside", "L", "LI",
    "LBody", "TOC", "Index", "NonStruct", "Table", "THead", "TBody", "TFoot", "TR",
))
_INLINE = frozenset((
    "Span", "Link", "Reference", "Lbl", "Quote", "Em", "Strong", "Sub", "Code", "BibEntry", "Annot",
    "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Private",
))
_CAPTIONED = frozenset(("Table", "Figure", "Div"))    # that of a contents is a line above it
_LINE = "/Line"      # a line that its author ended (to other readers a Span)
_DEEPEST = 100       # of a structure tree; a deeper one goes round in a circle
_WIDEST = 1000       # columns and rows that a cell is believed to go over
_SAME_LINE = 2.0     # points by which baselines of one line may differ
_SHOWN = 20          # characters of a text that is told
_NEAR = 3            # pieces that a link may be said to lead to
_Places = Mapping[tuple[int, float], Place]     # of each page and height the line
_PART = re.compile("（[a-z]）")    # a caption of one photograph in a row: links lead to the row's


def read_pdf(data: bytes | FinishedPdf, name: str) -> Reading:
    """What a PDF says. Raises `ReportError` for a file that cannot be read so."""
    pdf = FinishedPdf(data, said=True) if isinstance(data, bytes) else data
    with sound(name), pdf.file:
        made = replace(_read(pdf, name), title=str(pdf.file.docinfo.get("/Title", "")))
    pdf.let_go()
    return made


def _read(of: FinishedPdf, name: str) -> Reading:
    pdf = of.file
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        raise failure("E1012", f"“{name}”没有标签，读不出段落和表格", Span(name),
                      "用 reportgen 生成的 PDF，不要经别的程序打印或转换")
    of.gather()
    known = {each.objgen for page in pdf.pages for each in page.obj.get("/Annots", ())}
    names = root.get("/RoleMap")
    roles = {k: str(v) for k, v in names.items()} if isinstance(names, pikepdf.Dictionary) else {}
    heights = {n: float(page.mediabox[3]) for n, page in enumerate(pdf.pages, 1)}
    reader = _Reader(of.marks, roles, known, heights, of.doubts)
    reader.walk(_kids(root), 0)
    wide = {number for number, page in enumerate(pdf.pages, 1) if _wide(page)}
    return replace(reader.reading(), lying=tuple(
        draft.text for draft in reader.drafts
        if draft.kind is Kind.CAPTION and draft.spots[0].page in wide))


def _wide(page: pikepdf.Page) -> bool:
    """Whether a page is shown wider than high (7.7.3.3)."""
    left, low, right, top = map(float, page.mediabox)
    return (right - left > top - low) is not bool(int(page.obj.get("/Rotate", 0)) % 180)


@frozen
class _Spot:
    """Characters of one line: text, page, height on it."""

    text: str
    page: int
    y: float


@dataclass(slots=True)
class _Draft:
    """A piece whose lines have no numbers yet."""

    kind: Kind
    level: int
    text: str
    spots: Sequence[_Spot]
    spans: tuple[int, int] = (1, 1)
    look: Look | None = None


@dataclass(slots=True)
class _Asides:
    """What footnotes hold: they stand at the foot of pages, and are read behind all text."""

    drafts: list[_Draft] = field(default_factory=list)
    links: list[tuple[list[_Spot], Any]] = field(default_factory=list)
    scripts: list[tuple[_Spot, bool]] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Walks the structure tree and gathers pieces, and the links in them."""

    marks: Mapping[tuple[int, int], tuple[int, Mapping[int | None, Sequence[Shown]]]]
    roles: Mapping[str, str]
    annotations: Set[tuple[int, int]]       # that stand on pages
    heights: Mapping[int, float]            # of pages
    doubts: list[Difference]
    drafts: list[_Draft] = field(default_factory=list)
    standard: dict[str, str] = field(default_factory=dict)      # of each role: what it stands for
    tables: int = 0
    figures: int = 0
    column: int = 0      # up to which a row is read
    down: dict[int, int] = field(default_factory=dict)      # how many rows a column is taken for
    label: list[_Spot] = field(default_factory=list)    # of a list item that is to be read
    links: list[tuple[list[_Spot], Any]] = field(default_factory=list)     # with destinations
    notes: list[tuple[list[_Spot], Any]] = field(default_factory=list)     # marks of footnotes
    scripts: list[tuple[_Spot, bool]] = field(default_factory=list)
    asides: _Asides = field(default_factory=_Asides)
    seen: set[tuple[int, int]] = field(default_factory=set)
    drawn: list[Shown] = field(default_factory=list)       # since a figure began
    told: dict[int, set[int]] = field(default_factory=dict)     # of each page: MCIDs with a place

    def walk(self, elements: Sequence[Any], depth: int) -> None:
        """All elements, in order."""
        if depth > _DEEPEST:
            raise ValueError("the structure tree has no end")
        for element in elements:
            if isinstance(element, pikepdf.Dictionary) and "/S" in element:
                self._element(element, depth)

    def _element(self, element: pikepdf.Object, depth: int) -> None:
        role = self._role(element)
        if element.is_indirect and element.objgen in self.seen:
            raise ValueError("an element stands in two places")
        self.seen.add(element.objgen)
        match role:
            case "Table":
                self.tables += 1
                self.down = {}
            case "TR":
                self.column = 0
                self.down = {at: rows - 1 for at, rows in self.down.items() if rows > 1}
            case "TH" | "TD":
                self.column += 1
                while self.column in self.down:
                    self.column += 1
            case "Figure":
                self._figure(element, depth)
                return
            case "Note":
                self._aside(element, depth)
                return
        if role == "LI":
            self._item(element, depth)
            return
        kids = _kids(element)
        if role in _GROUPS or any(self._is_block(kid) for kid in kids):
            self._group(element, depth)
            return
        kind = _kind(role, element)
        if kind is Kind.CAPTION and self._role(element.get("/P", element)) not in _CAPTIONED:
            kind = Kind.PARAGRAPH
        level = _HEADINGS.get(role, self.column if kind in (Kind.HEAD, Kind.CELL) else 0)
        spans = self._spans(element) if kind in (Kind.HEAD, Kind.CELL) else (1, 1)
        self._add(kind, level, self._spots(element, depth, kids), spans)

    def _spans(self, element: pikepdf.Object) -> tuple[int, int]:
        """Over how many columns and rows a cell goes; its places are taken."""
        if "/A" not in element:
            return 1, 1
        columns, rows = (min(max(1, int(_attribute(element, key) or 1)), _WIDEST)
                         for key in ("/ColSpan", "/RowSpan"))
        if rows > 1:
            self.down |= dict.fromkeys(range(self.column, self.column + columns), rows)
        self.column += columns - 1
        return columns, rows

    def _aside(self, element: pikepdf.Object, depth: int) -> None:
        """A footnote, its mark first; the mark's link leads back and is none of the text's."""
        links, scripts = self.links, self.scripts
        self.links, self.scripts = [], []
        spots = list(self._spots(element, depth))
        text = "".join(spot.text for spot in spots)
        self.asides.drafts.append(_Draft(Kind.PARAGRAPH, 0, text, spots))
        self.asides.links += self.links
        self.asides.scripts += self.scripts
        self.links, self.scripts = links, scripts

    def _group(self, element: pikepdf.Object, depth: int) -> None:
        """Each part by itself; inline parts that stand together are one paragraph."""
        loose: list[_Spot] = []
        for kid, spots in self._parts(element, depth):
            if spots is None:
                if loose:
                    self._add(Kind.PARAGRAPH, 0, loose)
                loose = []
                self._element(kid, depth + 1)
            else:
                loose = [*loose, *spots]
        if loose:
            self._add(Kind.PARAGRAPH, 0, loose)

    def _parts(
        self, element: pikepdf.Object, depth: int, *, whole: bool = False
    ) -> Iterator[tuple[Any, list[_Spot] | None]]:
        """Each kid with what it shows; None for a block, unless all is wanted as one `whole`."""
        lines = 0
        for kid in _kids(element):
            tagged = isinstance(kid, pikepdf.Dictionary) and "/S" in kid
            if tagged and not whole and self._is_block(kid):
                yield kid, None
                continue
            spots = list(self._inner(kid, element, depth))
            if tagged and kid.get("/S") == _LINE:
                lines += 1
                if lines > 1 and spots:
                    spots[0] = replace(spots[0], text="\n" + spots[0].text)
            yield kid, spots

    def _item(self, element: pikepdf.Object, depth: int) -> None:
        """A list item: its label belongs to the first paragraph in it."""
        kids = _kids(element)
        if not any(self._is_block(kid) for kid in kids):
            self._group(element, depth)
            return
        self._add(Kind.PARAGRAPH, 0, [])     # the label of an item that says nothing else
        self.label = [spot for kid in kids if not self._is_block(kid)
                      for spot in self._inner(kid, element, depth)]
        self.walk([kid for kid in kids if self._is_block(kid)], depth + 1)
        self._add(Kind.PARAGRAPH, 0, [])

    def _is_block(self, kid: Any) -> bool:
        if not (isinstance(kid, pikepdf.Dictionary) and "/S" in kid):
            return False
        role = self._role(kid)
        if role == "LBody":     # a list item's text, unless it holds paragraphs of its own
            return any(self._is_block(each) for each in _kids(kid))
        return role not in _INLINE

    def _figure(self, element: pikepdf.Object, depth: int) -> None:
        """The alternative text, then each label within the picture, then the caption."""
        self.figures += 1
        blocks: list[Any] = []
        labels: list[_Spot] = []
        self.drawn = []
        for kid in _kids(element):
            if self._is_block(kid):
                blocks.append(kid)
            else:
                labels += self._inner(kid, element, depth)
        first = labels[:1] or [_Spot("", self._page(element), 0.0)]
        alt = str(element.get("/Alt", ""))
        self._add(Kind.FIGURE, 0, [_Spot(alt, first[0].page, first[0].y)])
        self.drafts[-1].look = self._look(element, first[0].page)
        for label in labels:
            self._add(Kind.LABEL, 0, [label])
        self.walk(blocks, depth + 1)

    def _look(self, figure: pikepdf.Object, page: int) -> Look | None:
        """What a figure shows; None without its box."""
        box = _attribute(figure, "/BBox")
        if box is None or page not in self.heights:
            return None
        left, low, right, high = map(float, box)
        return Look((left, self.heights[page] - high, right - left, high - low), *(
            tuple(each for each in self.drawn if isinstance(each, Trace)),
            tuple(each.start for each in self.drawn if isinstance(each, Line)),
            tuple(each.digest for each in self.drawn if isinstance(each, Photo))))

    def _add(
        self, kind: Kind, level: int, spots: list[_Spot], spans: tuple[int, int] = (1, 1)
    ) -> None:
        if self.label:
            spots, self.label = [*self.label, *spots], []
        text = "".join(spot.text for spot in spots)
        if text.strip() or kind in (Kind.HEAD, Kind.CELL, Kind.FIGURE):
            self.drafts.append(_Draft(kind, level, text, tuple(spots), spans))

    def _role(self, element: pikepdf.Object) -> str:
        name = str(element["/S"])
        role = self.standard.get(name)
        if role is None:
            role = name
            for _ in range(len(self.roles)):
                role = self.roles.get(role, role)
            role = self.standard[name] = role.removeprefix("/")
        return role

    def _page(self, element: Any) -> int:
        kids = (kid for kid in _kids(element) if isinstance(kid, pikepdf.Dictionary))
        page = next((each.Pg for each in (element, *kids) if "/Pg" in each), None)
        number, _ = self.marks.get(page.objgen, (0, {})) if page is not None else (0, {})
        return number

    def _spots(
        self, element: pikepdf.Object, depth: int, kids: Sequence[Any] = ()
    ) -> list[_Spot]:
        """Everything shown below an element."""
        if depth > _DEEPEST:
            raise ValueError("the structure tree has no end")
        if kids and all(type(kid) is int for kid in kids):      # nearly every cell
            spots = list(self._marked(kids, element.get("/Pg")))
        else:
            spots = [s for _, part in self._parts(element, depth, whole=True) for s in part or ()]
        told = element.get("/ActualText")
        if told is not None and str(told) != (shown := "".join(spot.text for spot in spots)):
            place = Place(f"第{spots[0].page if spots else self._page(element)}页", "标签")
            words = f"看到的是“{shown}”，ActualText 说的是“{told}”"
            self.doubts.append(Difference("E1000", words, place, None))
        return spots

    def _inner(self, kid: Any, owner: pikepdf.Object, depth: int) -> Iterator[_Spot]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            spots = list(self._spots(kid, depth + 1))
            if spots and self._role(kid) == "Link":
                self._link(kid, spots)
            elif spots and (shift := _attribute(kid, "/BaselineShift")):     # 14.8.5.4.3
                script = "".join(spot.text for spot in spots)
                self.scripts.append((_Spot(script, spots[0].page, spots[0].y), float(shift) > 0))
            yield from spots
            return
        if isinstance(kid, pikepdf.Dictionary):
            mcid, page = kid.get("/MCID"), kid.get("/Pg", owner.get("/Pg"))
        else:
            mcid, page = kid, owner.get("/Pg")
        yield from self._marked([] if mcid is None else [int(mcid)], page)   # annotations: none

    def _marked(self, mcids: Sequence[int], page: Any) -> Iterator[_Spot]:
        """What marked content of a page shows."""
        if page is None:
            return
        number, marks = self.marks.get(page.objgen, (0, {}))
        told = self.told.setdefault(number, set())
        for mark in mcids:
            told.add(mark)
            for shown in marks.get(mark, ()):
                if isinstance(shown, Line):
                    yield _Spot(shown.text, number, shown.y)
                self.drawn.append(shown)

    def _link(self, link: pikepdf.Object, spots: list[_Spot]) -> None:
        """A link by what it belongs to: the text, the mark of a footnote, the way back from it."""
        owner = link.get("/P", link)
        match self._role(owner), self._role(owner.get("/P", owner)):
            case "Reference", above if above != "TOCI":
                self.notes.append((spots, self._destination(link)))
            case "Lbl", "Note":
                return
            case _:
                self.links.append((spots, self._destination(link)))

    def _destination(self, link: pikepdf.Object) -> Any:
        """Where the first annotation of a link leads, which must be on its page; None: nowhere."""
        for kid in _kids(link):
            if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
                there = kid.Obj.objgen in self.annotations
                return kid.Obj.get("/Dest", kid.Obj.get("/A")) if there else None
        return None

    def reading(self) -> Reading:
        """The pieces, with their lines counted."""
        self.drafts += self.asides.drafts
        lines = _lines(self.drafts)
        pieces = tuple(_piece(draft, lines) for draft in self.drafts)
        links = tuple(self._read(spots, goal, lines, self.drafts)
                      for spots, goal in (*self.links, *self.asides.links))
        notes = tuple(self._read(spots, goal, lines, self.asides.drafts)
                      for spots, goal in self.notes)
        notes = tuple(replace(note, targets=note.targets[:1]) for note in notes)
        scripts = tuple(
            Script(spot.text, raised, _place(spot, lines))
            for spot, raised in (*self.scripts, *self.asides.scripts)
        )
        margins = tuple(
            Margin(number, shown.text) for number, marks in self.marks.values()
            for shown in marks.get(MARGIN, ()) if isinstance(shown, Line)
        )
        return Reading(pieces, self.tables, self.figures, links, notes, scripts, margins,
                       pages=len(self.marks), faults=(*self.doubts, *self._untold()))

    def _untold(self) -> Iterator[Difference]:
        """Text that stands in no element, and is none that pages repeat."""
        for number, marks in self.marks.values():
            for mark, shown in marks.items():
                text = "".join(line.text for line in shown if isinstance(line, Line))
                if mark != MARGIN and mark not in self.told.get(number, ()) and text.strip():
                    place = Place(f"第{number}页", "标签外")
                    yield Difference("E1000", f"“{text[:_SHOWN]}”不在任何标签里", place, None)

    def _read(
        self, spots: list[_Spot], goal: Any, lines: _Places,
        drafts: Sequence[_Draft],
    ) -> Link:
        """A link; what may stand at its goal is one of the `drafts`."""
        text, place = "".join(spot.text for spot in spots), _place(spots[0], lines)
        address = goal.get("/URI") if isinstance(goal, pikepdf.Dictionary) else None
        if address is not None:
            return Link(text, place, (str(address),), outside=True)
        targets = tuple(self._targets(goal, drafts))
        return Link(text, place, targets, goal is None or _is_place(goal))

    def _targets(self, goal: Any, drafts: Sequence[_Draft]) -> Iterator[str]:
        """What stands at a destination or just below it; of a picture, its caption."""
        if not _is_place(goal):
            return
        page, _ = self.marks.get(goal[0].objgen, (0, {}))
        top = float(goal[3]) + _SAME_LINE
        if goal[0].get("/Rotate"):      # lines are counted as they are seen
            top = float(goal[0].MediaBox[2]) - float(goal[2]) + _SAME_LINE
        below = (draft.text for draft in drafts if draft.kind not in PICTURED
                 and not (draft.kind is Kind.CAPTION and _PART.match(draft.text))
                 and draft.spots and draft.spots[0].page == page and draft.spots[0].y <= top)
        yield from islice(below, _NEAR)


def _kids(element: pikepdf.Object) -> list[Any]:
    kids = element.get("/K")
    if isinstance(kids, pikepdf.Array):
        return list(kids)
    return [] if kids is None else [kids]


def _attribute(element: pikepdf.Object, name: str) -> Any:
    """One of the attributes of an element; None where it has it not."""
    attributes = element.get("/A")
    given = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    found = (each.get(name) for each in given if isinstance(each, pikepdf.Dictionary))
    return next((each for each in found if each is not None), None)


def _is_place(goal: Any) -> bool:
    """Whether a destination says page and height (12.3.2.2)."""
    return isinstance(goal, pikepdf.Array) and len(goal) > 3 and str(goal[1]) == "/XYZ"


def _kind(role: str, element: pikepdf.Object) -> Kind:
    if role in _HEADINGS:
        return Kind.HEADING
    if role == "TH":
        return Kind.CELL if _attribute(element, "/Scope") == "/Row" else Kind.HEAD
    return {"Caption": Kind.CAPTION, "TD": Kind.CELL}.get(role, Kind.PARAGRAPH)


def _lines(drafts: Sequence[_Draft]) -> _Places:
    """The line, counted from the top, that each height of each page is on."""
    heights: dict[int, set[float]] = {}
    for draft in drafts:
        for spot in draft.spots if draft.kind not in (Kind.FIGURE, Kind.LABEL) else ():
            heights.setdefault(spot.page, set()).add(spot.y)
    found: dict[tuple[int, float], Place] = {}
    for page, ys in heights.items():
        numbers, line, last = count(1), Place("", ""), float("inf")
        for y in sorted(ys, reverse=True):
            if last - y > _SAME_LINE:
                line = Place(f"第{page}页", f"第{next(numbers)}行")
            last = y
            found[page, y] = line
    return found


def _place(spot: _Spot, lines: _Places) -> Place:
    return lines.get((spot.page, spot.y)) or Place(f"第{spot.page}页", "图中")


def _piece(draft: _Draft, lines: _Places) -> Piece:
    if len(draft.spots) == 1:
        return Piece(draft.kind, draft.text, (_place(draft.spots[0], lines),), draft.level,
                     spans=draft.spans, look=draft.look)
    stops: list[int] = []
    places: list[Place] = []
    at = 0
    for spot in draft.spots:
        place = _place(spot, lines)
        if not places or places[-1] != place:
            stops.append(at)
            places.append(place)
        at += len(spot.text)
    return Piece(draft.kind, draft.text, tuple(places) or (Place("", ""),), draft.level,
                 tuple(stops) or (0,), spans=draft.spans, look=draft.look)
