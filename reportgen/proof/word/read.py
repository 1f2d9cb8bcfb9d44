"""Reads a Word file by its XML: pieces in reading order, with the facts bound by bookmarks.

Read is what a reader would see with all tracked changes accepted, notes at the end. Headers and
footers are read apart; a table without a repeated head only places text, and its paragraphs are
read one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from reportgen.frozen import frozen
from reportgen.proof.content import (
    PICTURED,
    Bound,
    Kind,
    Link,
    Piece,
    Place,
    Reading,
    Script,
    Unseen,
)
from reportgen.proof.package import Element
from reportgen.proof.word.drawing_texts import pictures
from reportgen.proof.word.fields import OpenFields
from reportgen.proof.word.headers_footers import edges, first_number, lying
from reportgen.proof.word.links import links
from reportgen.proof.word.looks import Looks
from reportgen.proof.word.numbering import Numbers, read_numbers, written
from reportgen.proof.word.otherwise import faults
from reportgen.proof.word.package import Package, main_document, open_package
from reportgen.proof.word.rows import MARK, Alike, Rows
from reportgen.proof.word.styles import read_styles
from reportgen.proof.word.xml import MC, W, children, depth, is_head, local, seats, value
from reportgen.provenance.bindings import is_fact_mark

BODY = "正文"
_FIXED = {W + "tab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", W + "sym": "\ufffd"}
_NOTES = {"footnotes": "脚注", "endnotes": "尾注"}
_MARKS = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_REACH = 3      # paragraphs after its first that a bookmark of a fact may reach into
_GONE = f"{W}trPr/{W}del"      # a row taken out by a tracked change


def read_word(data: bytes, name: str) -> Reading:
    """What a Word file says. Raises `ReportError` for a file that cannot be opened."""
    return reading(open_package(data, name))


def reading(package: Package) -> Reading:
    """What an opened Word file says."""
    rows = package.by_rows()
    document = main_document(package)
    reader = _Reader(package, document, rows=rows)
    pieces = tuple(reader.read())
    inside = links(reader.where, reader.labels, reader.outside())
    return Reading(pieces, reader.tables, reader.figures, tuple(inside), tuple(reader.notes()),
                   tuple(reader.scripts), edges=tuple(edges(package, document, reader.looks)),
                   first=first_number(package, document),
                   lying=reader.lying, title=title(package), unseen=tuple(reader.unseen),
                   faults=tuple(faults(package, document, reader.where)))


def title(package: Package) -> str:
    """What the file calls itself."""
    core = package.related("", "core-properties")
    if not core or core not in package.parts:
        return ""
    return package.xml(core).findtext("{http://purl.org/dc/elements/1.1/}title") or ""


@frozen
class Body:
    """A body as it stands: its paragraphs and cells without pictures, and every element's place."""

    pieces: tuple[Piece, ...]
    where: tuple[tuple[Element, Place], ...]
    looks: Looks


def read_body(package: Package, document: str) -> Body:
    """The body of an opened Word file."""
    reader = _Reader(package, document)
    pieces = tuple(p for p in reader.raw() if p.kind not in PICTURED)
    return Body(pieces, tuple(reader.where), reader.looks)


@dataclass(slots=True)
class _Text:
    """Text under way: characters, and the facts closed so far."""

    text: str = ""
    facts: list[Bound] = field(default_factory=list)
    script: tuple[int, bool] = (-1, False)      # where the last script ended; whether it was high


@dataclass(slots=True)
class _Reader:
    """Walks the body. Fields and bookmarks may reach over several paragraphs."""

    package: Package
    document: str
    looks: Looks = field(default_factory=Looks)
    tables: int = 0
    figures: int = 0
    paragraphs: int = 0
    part: str = BODY
    label: str = ""      # of the table whose caption was read last
    # Of each open bookmark by id: its name, where in this paragraph it starts, how many it is in.
    marks: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    fields: OpenFields = field(default_factory=OpenFields)
    where: list[tuple[Element, Place]] = field(default_factory=list)
    numbers: Numbers = field(default_factory=Numbers)
    rows: Rows = field(default_factory=Rows)
    plain: bool = False      # whether what is read is a row that has been left out
    captions: dict[Element, str] = field(default_factory=dict)
    lying: tuple[str, ...] = ()      # of the captions, those on pages wider than high
    labels: dict[Element, str] = field(default_factory=dict)     # of the paragraphs with a number
    scripts: list[Script] = field(default_factory=list)
    unseen: list[Unseen] = field(default_factory=list)
    # Of each kind of note: the ids in the order of their marks, and where the mark stands
    marked: dict[str, dict[str, Place]] = field(default_factory=dict)
    said: dict[tuple[str, str], str] = field(default_factory=dict)      # kind and id: the note
    own: str = ""        # the number of the note that is read
    circled: bool = False

    def read(self) -> Iterator[Piece]:
        """All pieces of the body, a table's unit taken into its caption."""
        yield from _captioned(self.raw())

    def raw(self) -> Iterator[Piece]:
        """All pieces of the body, one for each paragraph, then those of foot- and endnotes."""
        body = self.package.xml(self.document).find(W + "body")
        self.looks = Looks(read_styles(self.package, self.document, body))
        self.numbers = read_numbers(self.package, self.document)
        self.circled = self._circles()
        if body is not None:
            yield from self._blocks(body)
            self.lying = tuple(lying(body, self.captions))
            self.where += [(each, Place(BODY, "版面")) for each in body.iterchildren(W + "sectPr")]
        for kind, self.part in _NOTES.items():
            part = self.package.related(self.document, kind)
            self.paragraphs, self.marks, self.fields = 0, {}, OpenFields()
            yield from self._notes(kind, self.package.xml(part) if part else ())

    def _notes(self, kind: str, notes: Iterable[Element]) -> Iterator[Piece]:
        """The notes of a part, in the order of their marks; those without a mark come last."""
        order = list(self.marked.get(kind, ()))
        known = [note for note in notes if note.get(W + "type", "normal") == "normal"]
        places = {name: at for at, name in enumerate(order)}
        known.sort(key=lambda each: places.get(each.get(W + "id", ""), len(order)))
        for note in known:
            name = note.get(W + "id", "")
            self.own = self._counted(order.index(name) + 1) if name in order else ""
            pieces = list(self._blocks(note))
            self.said[kind, name] = "".join(piece.text for piece in pieces)
            yield from pieces

    def notes(self) -> Iterator[Link]:
        """The marks of footnotes, by their numbers, with the notes they stand for."""
        for kind, names in self.marked.items():
            for number, (name, place) in enumerate(names.items(), 1):
                said = self.said.get((kind, name))
                yield Link(self._counted(number), place, (said,) if said is not None else ())

    def outside(self) -> dict[str, dict[str, str]]:
        """Of each part with text, by the name of its root: the addresses of its relations."""
        parts = {"document": self.document, **{
            kind: self.package.related(self.document, kind) for kind in _NOTES
        }}
        return {
            name: {key: each.target for key, each in self.package.relations(part).items()
                   if each.external}
            for name, part in parts.items() if part
        }

    def _blocks(self, parent: Element) -> Iterator[Piece]:
        for each in parent:
            match local(each):
                case "p":
                    yield from self._paragraph(each)
                case "tbl":
                    yield from self._table(each)
                case "bookmarkStart" | "bookmarkEnd":
                    self._mark(each, _Text())
                case "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "AlternateContent":
                    yield from self._blocks(_chosen(each))

    def _paragraph(self, element: Element) -> Iterator[Piece]:
        text, inside = self._text(element)
        yield from inside
        place = Place(self.part, f"第{self.paragraphs + 1}段")
        if not self.plain:
            self.where.append((element, place))
        if text.text.strip():
            self.paragraphs += 1
            kind, level = self.looks.styles.kind(element)
            if kind is Kind.CAPTION:
                self.captions[element] = text.text
            if kind is Kind.CAPTION and text.text.startswith("表"):
                self.label = text.text.split()[0]
            yield Piece(kind, text.text, (place,), level, facts=tuple(text.facts),
                        label=len(self.labels.get(element, "")))

    def _table(self, table: Element) -> Iterator[Piece]:
        rows = list(children(table, "tr"))
        if not any(map(is_head, rows)):
            self._look(table, rows, "表格")
            for row in self._all(table):
                if isinstance(row, Alike):
                    raise AssertionError("of a table without a head no shape is learnt")
                for cell in children(row, "tc") if row.find(_GONE) is None else ():
                    yield from self._blocks(cell)
            return
        self.tables += 1
        part = self.label or f"第{self.tables}个表"
        self._look(table, rows, part)
        self.label = ""
        for line, row in enumerate(self._all(table), 1):
            if isinstance(row, Alike):
                yield from row.pieces(part, (self.tables, line))
                continue
            before, made = self._state(), list(self._row(row, rows, part, line))
            if self.plain and self._state() == before:
                self.rows.learn(row, made)
            yield from made
        self._loose(table)

    def _row(self, row: Element, rows: list[Element], part: str, line: int) -> Iterator[Piece]:
        if row.find(_GONE) is not None:
            return
        kind = Kind.HEAD if is_head(row) else Kind.CELL
        for seat in seats(row):
            if seat.merged == "continue":
                continue
            place = Place(part, f"第{line}行第{seat.at + 1}列")
            spans = seat.span, depth(seat, islice(rows, line, None))
            yield from self._cell(seat.cell, Piece(
                kind, "", (place,), seat.at + 1, spans=spans, row=(self.tables, line)))
        self._loose(row)

    def _state(self) -> object:
        """What a row that only says something leaves as it was."""
        return (self.marks, self.figures, str(self.numbers.counters),
                *map(len, (self.fields, self.labels, self.scripts, self.unseen)))

    def _all(self, table: Element) -> Iterator[Element | Alike]:
        """The rows of a table, those that were left out in their places."""
        self.rows.shapes = {}
        for row in children(table, "tr", MARK):
            if local(row) == MARK:
                self.plain = True
                yield from self.rows.at(row, lambda: not self.marks)
                self.plain = False
            else:
                yield row

    def _look(self, table: Element, rows: list[Element], part: str) -> None:
        """Tracked changes of a table, its rows and its cells are no part of a paragraph."""
        for each in table.iterchildren(W + "tblPr"):
            self.where.append((each, Place(part, "整个表")))
        for line, row in enumerate(rows, 1):
            place = Place(part, f"第{line}行")
            self.where += [(each, place) for each in row.iterchildren(W + "trPr")]
            self.where += [
                (each, place) for cell in children(row, "tc")
                for each in cell.iterchildren(W + "tcPr")
            ]

    def _cell(self, cell: Element, piece: Piece) -> Iterator[Piece]:
        """One piece with the text, whatever number of paragraphs; pictures in it come before."""
        whole = _Text()
        for each in cell.iter(W + "p"):
            text, inside = self._text(each)
            if not self.plain:
                self.where.append((each, piece.place()))
            yield from inside
            if whole.text and text.text:
                whole.text += "\n"
            at = len(whole.text)
            whole.facts += [
                Bound(b.name, b.start + at, b.end + at, b.goes_on) for b in text.facts
            ]
            whole.text += text.text
        yield replace(piece, text=whole.text, facts=tuple(whole.facts))
        self._loose(cell)

    def _loose(self, parent: Element) -> None:
        """Bookmarks that begin or end between cells, where Word may put them."""
        for each in parent.iterchildren(W + "bookmarkStart", W + "bookmarkEnd"):
            self._mark(each, _Text())

    # ------------------------------------------------------------------ within a paragraph

    def _text(self, paragraph: Element) -> tuple[_Text, list[Piece]]:
        """A paragraph's text and facts, and the pieces of pictures and text boxes in it."""
        text, inside = _Text(), list[Piece]()
        self.marks = {
            key: (name, 0, times + 1) for key, (name, _, times) in self.marks.items()
            if times < _REACH
        }
        text.text = self._label(paragraph)
        self._inline(paragraph, text, inside)
        end = len(text.text)
        text.facts += [
            Bound(name, start, end, goes_on=True) for name, start, _ in self.marks.values()
        ]
        return text, inside

    def _label(self, paragraph: Element) -> str:
        """The number that Word counts for a paragraph."""
        properties = paragraph.find(W + "pPr")
        label = self.numbers.label(properties, lambda: self.looks.styles.chain(properties))
        if label:
            self.labels[paragraph] = label
        return label

    def _inline(self, parent: Element, text: _Text, inside: list[Piece]) -> None:
        for each in parent:
            match local(each):
                case "r":
                    self._run(each, text, inside)
                case "bookmarkStart" | "bookmarkEnd":
                    self._mark(each, text)
                case "del" | "moveFrom" | "pPr" | "sdtPr":
                    continue
                case _:     # hyperlink, ins, moveTo, smartTag, sdt, fldSimple …
                    self._inline(_chosen(each), text, inside)

    def _run(self, run: Element, text: _Text, inside: list[Piece]) -> None:
        hidden, unseen = self.looks.reasons(run)
        for each in run:
            name = local(each)
            if name == "fldChar":
                self.fields.take(each)
            elif unseen and self.fields.shown and (gone := _shown(each)).strip():
                place = Place(self.part, f"第{self.paragraphs + 1}段")
                self.unseen.append(Unseen(gone, unseen, place))
            elif not hidden and self.fields.shown:
                start = len(text.text)
                text.text += _shown(each)
                text.text += self._number(each)
                if (raised := _raised(run)) is not None and text.text[start:]:
                    self._script(text, start, raised=raised)
                if name in ("drawing", "pict", "object", "AlternateContent"):
                    inside += self._drawn(_chosen(each))

    def _number(self, element: Element) -> str:
        """What stands for a note: in the text its number as Word counts them, in it the same."""
        name = local(element)
        if name in ("footnoteRef", "endnoteRef"):
            return self.own
        kind = _MARKS.get(name)
        if kind is None:
            return ""
        place = Place(self.part, f"第{self.paragraphs + 1}段")
        self.marked.setdefault(kind, {}).setdefault(element.get(W + "id", ""), place)
        return self._counted(list(self.marked[kind]).index(element.get(W + "id", "")) + 1)

    def _counted(self, number: int) -> str:
        """A number as the file's settings have it: ①, or 1 where they say nothing of circles."""
        return written(number, "decimalEnclosedCircle" if self.circled else "decimal")

    def _circles(self) -> bool:
        """Whether footnotes are counted by circled numbers."""
        part = self.package.related(self.document, "settings")
        kind = self.package.xml(part).find(f"{W}footnotePr/{W}numFmt") if part else None
        return kind is not None and kind.get(W + "val", "").startswith("decimalEnclosedCircle")

    def _script(self, text: _Text, start: int, *, raised: bool) -> None:
        """Text set high or low; one that goes on from the run before is one with it."""
        shown = text.text[start:]
        if text.script == (start, raised):
            last = self.scripts.pop()
            self.scripts.append(Script(last.text + shown, raised, last.place))
        else:
            place = Place(self.part, f"第{self.paragraphs + 1}段")
            self.scripts.append(Script(shown, raised, place))
        text.script = (len(text.text), raised)

    def _mark(self, element: Element, text: _Text) -> None:
        """A bookmark begins or ends. Only those of facts are kept."""
        key, name = element.get(W + "id", ""), element.get(W + "name", "")
        if element.tag == W + "bookmarkStart":
            if is_fact_mark(name):
                self.marks[key] = (name, len(text.text), 0)
        elif key in self.marks:
            name, start, _ = self.marks.pop(key)
            text.facts.append(Bound(name, start, len(text.text)))

    def _drawn(self, drawing: Element) -> Iterator[Piece]:
        """Pictures by their alternative text and labels; text boxes by their paragraphs."""
        found = pictures(drawing, self.package, self.document)
        self.figures += sum(piece.kind is Kind.FIGURE for piece in found)
        yield from found
        marks, fields = self.marks, self.fields
        for box in drawing.iter(W + "txbxContent"):
            self.marks, self.fields = {}, OpenFields()
            yield from self._blocks(box)
        self.marks, self.fields = marks, fields


def _captioned(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """A line between a caption and its table (its unit) belongs to the caption."""
    caption: Piece | None = None
    between: Piece | None = None
    for piece in pieces:
        if piece.kind in (Kind.HEAD, Kind.CELL) and caption is not None:
            extra = "" if between is None else "\t" + between.text
            yield Piece(caption.kind, caption.text + extra, caption.places, 0,
                        facts=caption.facts)
            caption = between = None
        if piece.kind is Kind.PARAGRAPH and caption is not None and between is None:
            between = piece
            continue
        yield from (held for held in (caption, between) if held is not None)
        caption = between = None
        if piece.kind is Kind.CAPTION:
            caption = piece
            continue
        yield piece
    yield from (held for held in (caption, between) if held is not None)


def _chosen(element: Element) -> Element:
    """Of alternatives the first, which newer programs show; else the element itself."""
    if element.tag != MC + "AlternateContent":
        return element
    choice = element.find(MC + "Choice")
    return element if choice is None else choice


def _raised(run: Element) -> bool | None:
    """Whether a run says itself that it stands high; None where it says nothing of the kind."""
    properties = run.find(W + "rPr")
    said = value(properties, "vertAlign") if properties is not None else ""
    return {"superscript": True, "subscript": False}.get(said)


def _shown(element: Element) -> str:
    """What an element of a run shows. A line ended within a link is not the text's but the page's.

    A break that ends more than a line shows nothing.
    """
    if element.tag == W + "t":
        return element.text or ""
    if element.tag == W + "br":
        own = element.get(W + "type", "textWrapping") == "textWrapping"
        return "\n" if own and next(element.iterancestors(W + "hyperlink"), None) is None else ""
    return _FIXED.get(str(element.tag), "")
