"""The codes of every page of every copy, as items of the page: what the print file adds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from reportgen.copies.matrix import matrix
from reportgen.copies.payload import PrintedSheet, payload
from reportgen.copies.placing import TEXT, Spot, spot
from reportgen.copies.typed_code import LETTERS, typed_code
from reportgen.diagnostics import NOWHERE, failure
from reportgen.fonts import FontLibrary
from reportgen.frozen import frozen
from reportgen.layout.pages import GlyphRun, Image, Item, Page, Pages, Picture, Rule

_ROLE = "song"
_LOOKED = 24     # characters of a digest that is told by the browser, and back
_DIGITS = 4      # of the digest of a number: positions are compared to a ten-thousandth of a point


@frozen
class CodedIssue:
    """What is printed: the identity and revision of an issue, its pages, the type area's edges."""

    document: str
    revision: int
    pages: Pages
    left: float
    right: float

    def contents(self) -> tuple[str, ...]:
        """The digest of every page, as it is without any code."""
        return tuple(map(digest, self.pages.pages))

    def spots(self) -> list[Spot]:
        """Where the codes of every page go. Raises `ReportError` E1202 where there is no place."""
        return [_place(page, self) for page in self.pages.pages]


@frozen
class Coded:
    """One page of one copy: which sheet it is, its codes in words, and as items to paint."""

    sheet: PrintedSheet
    payload: str
    typed: str
    items: tuple[Item, ...]


def coded(issue: CodedIssue, copies: Iterable[int], library: FontLibrary) -> Iterator[list[Coded]]:
    """The pages of each copy, copy by copy, made as they are asked for.

    Raises `ReportError` E1202 where no place on a page is free for the codes.
    """
    spots = issue.spots()
    contents = issue.contents()
    for copy in copies:
        yield [
            _coded(PrintedSheet(issue.document, issue.revision, copy, number, len(spots)),
                   content, place, library)
            for number, (place, content) in enumerate(zip(spots, contents, strict=True), 1)
        ]


def specimen(library: FontLibrary) -> tuple[Item, ...]:
    """Every character that the typed codes may show, so that a face is cut once for all."""
    return tuple(_line(f"{LETTERS}01-　第份", 0.0, 0.0, library))


def _place(page: Page, issue: CodedIssue) -> Spot:
    found = spot(page, issue.left, issue.right)
    if found is None:
        raise failure(
            "E1202", f"第{page.number}页没有放印件代码的地方", NOWHERE,
            "版式的上边距、下边距，有一处留够三十五毫米")
    return found


def _coded(sheet: PrintedSheet, content: str, place: Spot, library: FontLibrary) -> Coded:
    text = payload(sheet, content)
    drawing = matrix(text, place.level)
    typed = typed_code(text)
    square = Picture(place.x, place.y, place.side / drawing.width, drawing)
    words = _line(f"{typed}　第{sheet.copy}份", place.x, place.baseline, library)
    return Coded(sheet, text, typed, (square, *words))


def _line(text: str, x: float, y: float, library: FontLibrary) -> Iterator[GlyphRun]:
    chain = library.chain(_ROLE)
    for face, part in chain.split(text):
        width = sum(face.advances(part)) * TEXT / 1000
        yield GlyphRun(face.key, TEXT, x, y, part, width)
        x += width


def digest(page: Page) -> str:
    """A sha256 over what a page shows and where: text, rules, charts, photographs."""
    whole = hashlib.sha256(repr((_short(page.width), _short(page.height))).encode())
    for marked in page.content:
        if marked.lying:
            whole.update(b"lying")
        for item in marked.items:
            whole.update(repr(_said(item)).encode())
    return whole.hexdigest()


def looks(page: Page) -> tuple[str, str]:
    """What a page shows but for what runs along all pages, as a digest; and that."""
    content, running = ([each for each in page.content if (each.element is None) is runs]
                        for runs in (False, True))
    return (digest(replace(page, content=tuple(content)))[:_LOOKED],
            digest(replace(page, content=tuple(running)))[:_LOOKED])


def _said(item: Item) -> tuple[object, ...]:
    match item:
        case GlyphRun():
            shifts = tuple((index, _short(shift)) for index, shift in item.shifts)
            return ("text", item.text, item.face, *_all(
                item.size, item.x, item.y, item.spacing, item.rise, *item.colour), shifts)
        case Rule():
            return ("rule", *_all(item.x, item.y, item.x2, item.y2, item.width, item.dots,
                                  *item.colour))
        case Picture():
            return ("chart", *_all(item.x, item.y, item.scale), repr(item.drawing))
        case Image():
            return ("photo", *_all(item.x, item.y, item.width, item.height), item.print.digest)
        case _:
            assert_never(item)


def _all(*values: float) -> tuple[str, ...]:
    return tuple(map(_short, values))


def _short(value: float) -> str:
    return f"{value:.{_DIGITS}f}"
