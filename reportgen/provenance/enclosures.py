"""What a Word file holds besides its text: pictures, headers and footers, as they were made.

The record of them travels in the file's properties, so that an audit can tell what became of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from typing import Any

from reportgen.frozen import frozen
from reportgen.provenance.packing import packed, text_of, unpacked

PROPERTY = "图和页眉"     # as the bindings' own: a digest, and numbered ones that hold the record
START = "start"
MOST = 2_000              # pictures of a file
_DIGITS = 16              # of a digest
_ENDS = ((b"\xff\xd8", b"\xff\xd9", 0), (b"\x89PNG", b"IEND", 4))     # JPEG; PNG and a checksum
_USUAL = frozenset(("ARABIC", "MERGEFORMAT"))      # formats that change nothing
_FIELDS = {"PAGE": "〔页码〕", "NUMPAGES": "〔页数〕", "SECTIONPAGES": "〔节页数〕"}


@frozen
class Point:
    """One value of a chart: its series and category, the value, the label that is shown."""

    series: str
    category: str
    value: str
    label: str = ""


@frozen
class Picture:
    """A picture: name, alternative text, size in EMU, digests of its image and its SVG.

    A chart of Word's own has points and no image, and a `head`: what stands over it and at its
    axes, without spaces. `photo` is one that draws no facts.
    """

    name: str
    alt: str
    wide: int
    high: int
    image: str = ""
    vector: str = ""
    photo: bool = False
    points: tuple[Point, ...] = ()
    head: str = ""


@frozen
class Edge:
    """The text of a header, footer or watermark (`kind`) of pages: default, even or first.

    Of `START` it is the number that the first page carries, where that is not 1.
    """

    kind: str
    page: str
    text: str


@frozen
class Enclosures:
    """All pictures in order, the headers and footers that differ, who issued it all, and where
    its links lead.
    """

    issuer: str = ""
    pictures: tuple[Picture, ...] = ()
    edges: tuple[Edge, ...] = ()
    links: tuple[str, ...] = ()


def digest(content: bytes) -> str:
    """What tells one image from another; bytes behind its end, which LibreOffice adds, left out."""
    for begin, end, more in _ENDS:
        if content.startswith(begin) and end in content:
            content = content[: content.rindex(end) + len(end) + more]
    return hashlib.sha256(content).hexdigest()[:_DIGITS]


def field_shown(instruction: str) -> str:
    """How a field is written here, whose result is another on each page: 〔页码〕.

    A format of its own is told: 〔页码 ROMAN〕.
    """
    name, *switches = instruction.upper().split() or [""]
    forms = [each for each in switches if each.isalpha() and each not in _USUAL]
    return " ".join([_FIELDS.get(name, f"〔{name}〕").removesuffix("〕"), *forms]) + "〕"


def solid(texts: Iterable[str]) -> str:
    """Texts as one without spaces and ends of lines, which another program sets anew."""
    return "".join("".join(texts).split())


def pack(enclosures: Enclosures) -> dict[str, str]:
    """The record as properties of a file."""
    return packed(PROPERTY, [
        enclosures.issuer,
        [astuple(each) for each in enclosures.pictures],
        [astuple(each) for each in enclosures.edges],
        *([list(enclosures.links)] if enclosures.links else []),
    ])


def unpack(properties: Mapping[str, str]) -> Enclosures | None:
    """The record out of a file's properties; None when there is none.

    Raises `ValueError` for one that is not whole.
    """
    record = unpacked(PROPERTY, properties)
    if record is None:
        return None
    try:
        issuer, pictures, edges, *links = record
        if len(pictures) > MOST or len(links) > 1 or links == [[]]:
            raise ValueError("no file holds so many pictures")
        return Enclosures(text_of(issuer), tuple(map(_picture, pictures)), tuple(map(_edge, edges)),
                          tuple(text_of(each) for part in links for each in part))
    except (ValueError, TypeError, IndexError) as error:
        raise ValueError("the record is no record") from error


def _picture(record: Any) -> Picture:
    name, alt, wide, high, image, vector, photo, points, head = record
    if not (type(wide) is type(high) is int and type(photo) is bool):
        raise TypeError("a size was expected")
    name, alt, image, vector, head = map(text_of, (name, alt, image, vector, head))
    return Picture(name, alt, wide, high, image, vector, photo,
                   tuple(Point(*map(text_of, _four(each))) for each in points), head)


def _four(record: Any) -> list[Any]:
    series, category, value, label = record
    return [series, category, value, label]


def _edge(record: Any) -> Edge:
    kind, page, text = record
    return Edge(*map(text_of, (kind, page, text)))
