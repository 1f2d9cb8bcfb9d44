"""Checks an edited Word file against what it was when it was made: facts, words, pictures.

What was bound is in the file's properties, and which pictures, headers and footers there were. Its
text as made travels in it too, unless another format on its way dropped it: then the original file
says it, or the words stay unchecked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from reportgen.frozen import frozen
from reportgen.proof.audit.facts import FactFinding, facts
from reportgen.proof.audit.hidden_data import Residue, residues
from reportgen.proof.audit.pictures import PictureFinding, compared
from reportgen.proof.audit.seats import seats, strayed
from reportgen.proof.audit.wording import carried, edits, pairs
from reportgen.proof.content import Piece, Place
from reportgen.proof.word import drawings
from reportgen.proof.word.headers_footers import PAGES, SHOWN, edges, started
from reportgen.proof.word.package import Package, main_document, open_package
from reportgen.proof.word.provenance import Line, as_made, bindings, enclosed
from reportgen.proof.word.read import Body, read_body
from reportgen.provenance.enclosures import START, Edge, Enclosures

FIGURES = ("改动", "删去", "对调", "换位")      # what changes what the figures say


@frozen
class WordFinding:
    """A stretch of text that was changed; empty where it was put in or taken out.

    A paragraph that was moved is the same before and after. A number that Word counts and that
    moved on says how many more did (`further`, else None).
    """

    old: str
    new: str
    place: Place | None
    further: int | None = None


@frozen
class Audit:
    """Everything found in an edited file.

    `words` is None where the text as made is not known, `edges` (of headers and footers) and
    `pictures` where the file does not tell what it held.
    """

    name: str
    bound: int
    facts: tuple[FactFinding, ...]
    words: tuple[WordFinding, ...] | None
    residues: tuple[Residue, ...]
    edges: tuple[WordFinding, ...] | None = None
    pictures: tuple[PictureFinding, ...] | None = None

    @property
    def changed(self) -> tuple[FactFinding | PictureFinding, ...]:
        """The facts that do not say any more what the data say, and charts that may not."""
        return (*(each for each in self.facts if each.what in FIGURES),
                *(each for each in self.pictures or () if each.figures))


def audit_word(data: bytes, name: str, original: bytes | None, original_name: str) -> Audit:
    """Check an edited Word file, with the file it came from if that is at hand.

    Raises `ReportError` (E1013 to E1018) for files that cannot be read or were never ours.
    """
    package = open_package(data, name)
    document = main_document(package)
    body = read_body(package, document)
    source = package if original is None else open_package(original, original_name)
    made = as_made(source, main_document(source))
    lines = made.lines
    if not lines and original is not None:
        pieces = read_body(source, main_document(source)).pieces
        lines = tuple(_lines([piece for piece in pieces if piece.text.strip()]))
    bound = bindings(source, lines)
    aligned = _Aligned(lines, body.pieces) if lines else None
    held = enclosed(source)
    issuers = {made.issuer, held.issuer if held is not None else ""}
    own = {f"链接 {address}" for address in (held.links if held is not None else ())}
    left = (
        each for each in residues(package, document, body)
        if (each.kind != "人名" or each.text not in issuers)
        and (each.kind != "外部链接" or each.text not in own)
    )
    now = aligned.now if aligned is not None else None
    elsewhere = strayed(seats(_by_cell(lines)), seats(list(_lines(body.pieces))),
                        {each.mark: each.text for each in bound})
    return Audit(name, len(bound), tuple(facts(bound, body.pieces, now, elsewhere)),
                 None if aligned is None else tuple(aligned.words()), tuple(left),
                 *_enclosed(package, document, body, source, held))


def _by_cell(lines: Sequence[Line]) -> list[Line]:
    """The text as made; the paragraphs of a cell are one."""
    found: list[Line] = []
    for line in lines:
        if line.cell is None or not found or found[-1].cell != line.cell:
            found.append(line)
            continue
        last = found.pop()
        at = len(last.text) + 1
        marks = tuple((name, start + at, end + at) for name, start, end in line.marks)
        found.append(Line(f"{last.text}\n{line.text}", last.marks + marks, cell=line.cell))
    return found


def _lines(pieces: Sequence[Piece]) -> Iterator[Line]:
    for piece in pieces:
        at = piece.label
        marks = tuple((b.name, b.start - at, b.end - at) for b in piece.facts)
        cell = (*piece.row, piece.level) if piece.row[0] else None
        yield Line(piece.text[at:], marks, piece.text[:at], cell)


Found = tuple[tuple[WordFinding, ...], tuple[PictureFinding, ...]]


def _enclosed(
    package: Package, document: str, body: Body, source: Package, held: Enclosures | None
) -> Found | tuple[None, None]:
    """What became of headers, footers and pictures.

    `source` is the file itself or its original, `held` what that says of how it was made.
    """
    printed = [*edges(package, document, body.looks), *started(package, document)]
    seen = drawings.pictures(package, document, body)
    if source is package:
        return (None, None) if held is None else (
            tuple(_edges(held.edges, printed)), tuple(compared(held.pictures, seen, {})))
    main = main_document(source)
    text = read_body(source, main)
    first = drawings.pictures(source, main, text)
    contents = {each.picture.image: each.content for each in first}
    pictures = held.pictures if held is not None else [each.picture for each in first]
    was = [*edges(source, main, text.looks), *started(source, main)]
    return (tuple(_edges(was, printed)),
            tuple(compared(pictures, seen, contents)))


def _edges(old: Sequence[Edge], new: Sequence[Edge]) -> Iterator[WordFinding]:
    """Word by word what was changed in the headers and footers of each sort of pages."""
    sorts = {each.page for each in (*old, *new)}
    for kind, name in {**SHOWN, START: "起始页码"}.items():
        for page, where in PAGES.items():
            if page not in sorts:
                continue
            odd = page == "default" and "even" in sorts
            place = Place(name, "奇数页" if odd else where)
            before, after = _printed(old, kind, page), _printed(new, kind, page)
            for was, now in zip_longest(
                (text for text in before if text not in after),
                (text for text in after if text not in before), fillvalue="",
            ):
                for edit in edits(was, now):
                    yield WordFinding(was[edit.start : edit.end], edit.new, place)


def _printed(edges: Sequence[Edge], kind: str, page: str) -> list[str]:
    """The texts on a sort of pages: those of all pages, where it has none of its own."""
    own = page if any(each.page == page for each in edges) else "default"
    return [each.text for each in edges if (each.kind, each.page) == (kind, own) and each.text]


class _Aligned:
    """The text as made beside the text as it is."""

    def __init__(self, lines: Sequence[Line], pieces: Sequence[Piece]) -> None:
        self._lines = lines
        self._pieces = [piece for piece in pieces if piece.text.strip()]
        self._texts = [piece.text[piece.label :] for piece in self._pieces]
        self._pairs = pairs([line.text for line in lines], self._texts)
        self._marks = {
            mark: (pair.new, pair.old, start, end) for pair in self._pairs if pair.old is not None
            for mark, start, end in lines[pair.old].marks
        }

    def now(self, mark: str) -> tuple[str, Place | None] | None:
        """What stands where a mark was, and its place; None for a mark the text never had."""
        if mark not in self._marks:
            return None
        new, old, start, end = self._marks[mark]
        if new is None:
            return "", None
        text, piece = self._texts[new], self._pieces[new]
        first, last = carried(edits(self._lines[old].text, text), start, end)
        return text[first:last], piece.place(piece.label + first)

    def words(self) -> Iterator[WordFinding]:
        """What was changed, in reading order; a paragraph is moved where it stands now."""
        gone = Counter(self._whole(pair.old) for pair in self._pairs
                       if pair.old is not None and pair.new is None)
        fresh = Counter(self._texts[pair.new] for pair in self._pairs
                        if pair.new is not None and pair.old is None)
        moved = gone & fresh
        left = +moved       # of which the old place is still to come
        for pair in self._pairs:
            if pair.new is None:
                old = self._whole(pair.old)
                if left[old]:
                    left[old] -= 1
                else:
                    yield WordFinding(old, "", None)
                continue
            text, piece = self._texts[pair.new], self._pieces[pair.new]
            if pair.old is None:
                same = text if moved[text] else ""
                moved[text] -= bool(same)
                yield WordFinding(same, text, piece.place())
            else:
                old = self._lines[pair.old].text
                yield from (WordFinding(old[each.start : each.end], each.new,
                                        piece.place(piece.label + each.at))
                            for each in edits(old, text))
        yield from self._counted()

    def _whole(self, old: int | None) -> str:
        return self._lines[old].text if old is not None else ""

    def _counted(self) -> Iterator[WordFinding]:
        """The first number that Word counts and that is another now; the others with it."""
        found = [
            WordFinding(was, now, piece.place()) for pair in self._pairs
            if pair.old is not None and pair.new is not None
            and (was := self._lines[pair.old].label)
            != (now := (piece := self._pieces[pair.new]).text[: piece.label])
        ]
        if found:
            yield replace(found[0], further=len(found) - 1)
