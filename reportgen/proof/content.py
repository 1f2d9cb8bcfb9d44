"""What a finished file says: pieces in reading order, each with its places in the file."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from reportgen.frozen import frozen
from reportgen.proof.sheets import Trace

if TYPE_CHECKING:
    from reportgen.provenance.enclosures import Edge


class Kind(Enum):
    """What a piece is. The value is the word shown to the user."""

    HEADING = "标题"
    PARAGRAPH = "段落"
    CAPTION = "题注"
    HEAD = "表头"
    CELL = "单元格"
    FIGURE = "替代文字"
    LABEL = "图中文字"
    PAGE = "页"
    # Of a chart drawn by Word itself, whose axes are its own affair: its titles, its texts, its
    # values with what they are of, and those that its workbook holds otherwise.
    TITLE = "Word 图表的标题"
    CHART = "Word 图表里的字"
    POINT = "Word 图表里的数"
    BOOK = "Word 图表的工作簿"


CHARTED = frozenset((Kind.TITLE, Kind.CHART, Kind.POINT, Kind.BOOK))
PICTURED = frozenset((Kind.FIGURE, Kind.LABEL, *CHARTED))
_ENDS = dict.fromkeys(map(ord, "\t\n\r"))
_STOPS = dict.fromkeys(map(ord, "\t\r"))
_MINUS = {ord("−"): "-"}       # somebody who types a number types a hyphen: it says the same
_PLAIN: dict[int, str | None] = {**_STOPS, **_MINUS}


@frozen
class Place:
    """Where in a file: `第3页` `第5行`, or `正文` `第12段`, or `表1` `第2行第3列`."""

    part: str
    spot: str


@frozen
class Bound:
    """Characters `start` to `end` of a piece that a bookmark ties to a fact.

    `goes_on` says that the bookmark ends in a later piece.
    """

    name: str
    start: int
    end: int
    goes_on: bool = False


class Look(NamedTuple):
    """What a picture shows, within its box: paths, where its texts begin, photographs by what tells
    them. `strange` says what in it is not followed; of a chart that Word draws itself nothing is
    `traced`. `frame`: of a Word file, how large it is, and where on the page, if it does not stand
    in a line (NaN where that is not told)."""

    box: tuple[float, float, float, float]      # left, top, width, height
    paths: tuple[Trace, ...] = ()
    labels: tuple[Trace, ...] = ()
    photos: tuple[str, ...] = ()
    strange: str = ""
    frame: tuple[float, ...] = ()       # width, height; left, top
    traced: bool = True


@frozen
class Piece:
    """One paragraph, cell, caption or picture. `level` is a heading's, or a cell's column.

    The first `label` characters are a number that Word counts.

    `stops` are the characters at which another place begins (a line of a page); a tab in `text`
    parts what may be two paragraphs in another format.
    """

    kind: Kind
    text: str
    places: tuple[Place, ...]
    level: int = 0
    stops: tuple[int, ...] = (0,)
    facts: tuple[Bound, ...] = ()
    label: int = 0
    spans: tuple[int, int] = (1, 1)     # over how many columns a cell goes, how many rows down
    row: tuple[int, int] = (0, 0)       # of a Word file's cell: its table and its row, from 1
    look: Look | None = field(default=None, compare=False)      # of a FIGURE

    def place(self, character: int = 0) -> Place:
        """The place of a character."""
        return self.places[max(bisect_right(self.stops, character) - 1, 0)]


@frozen
class Link:
    """A text that leads to another place of the file, and what may be said to stand there.

    `known` is False for one that leads somewhere in a way that is not read. One that leads
    `outside` the file has the address for a target.
    """

    text: str
    place: Place
    targets: tuple[str, ...]
    known: bool = True
    outside: bool = False


@frozen
class Script:
    """Characters that stand higher or lower than the line."""

    text: str
    raised: bool
    place: Place


@frozen
class Unseen:
    """A text that stands in the file and is not seen, and why: 隐藏, 划去, 字太小 …"""

    text: str
    why: str
    place: Place


@frozen
class Margin:
    """A line that is repeated on pages, as a page of that number shows it."""

    page: int
    text: str


@frozen
class Reading:
    """All pieces of a file, and how many tables and pictures they belong to.

    What stands on many pages is told by page in `margins` (of a PDF of so many `pages`) or by
    `edges` (of a Word file, whose pages are counted from `first`). `lying` are the captions on
    pages that are shown wider than high. `title` is the file's own, which
    readers show on the window.
    """

    pieces: tuple[Piece, ...]
    tables: int
    figures: int
    links: tuple[Link, ...] = ()
    notes: tuple[Link, ...] = ()         # the marks of footnotes, each leading to its note
    scripts: tuple[Script, ...] = ()
    margins: tuple[Margin, ...] = ()
    edges: tuple[Edge, ...] = ()
    pages: int = 0
    lying: tuple[str, ...] = ()
    first: int = 1
    title: str = ""
    unseen: tuple[Unseen, ...] = ()
    faults: tuple[Difference, ...] = ()      # that a file has by itself, whatever the other says

    @property
    def characters(self) -> int:
        """How many characters the text has, white space and alternative texts left out."""
        unseen = (Kind.FIGURE, *CHARTED)
        texts = (piece.text for piece in self.pieces if piece.kind not in unseen)
        return sum(len("".join(text.split())) for text in texts)

    @property
    def facts(self) -> int:
        """How many places are tied to a fact."""
        return sum(len(piece.facts) for piece in self.pieces)


@frozen
class Difference:
    """One thing that two files do not say alike. A file that lacks it has no place."""

    code: str
    message: str
    pdf: Place | None
    other: Place | None


def folded(text: str) -> str:
    """The text without line ends and tabs, both minus signs as one; other spaces count."""
    return one_minus(text).translate(_ENDS)


def one_minus(text: str) -> str:
    """The text with a hyphen for each minus sign."""
    return text.translate(_MINUS)


def in_lines(piece: Piece) -> str:
    """A piece's text without tabs; the ends of lines count where an author may end them."""
    if piece.kind in (Kind.PARAGRAPH, Kind.CELL):
        return piece.text.translate(_PLAIN)
    return folded(piece.text)

