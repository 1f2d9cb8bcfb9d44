"""The file: objects, object streams, cross-reference stream (ISO 32000-1 7.5).

ReportLab's document keeps the objects and formats them; what it lacks is added here: object
streams (a tagged file has a thousand small objects, and they pack to a tenth), an end of line
before `endstream` (ISO 19005-3 6.1.7.1), and an identifier that depends on the content alone.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence

from reportlab.pdfbase import pdfdoc

PER_STREAM = 200
_LEVEL = 6     # of 9: the last three make a file 0.3 % smaller for twice the time


class Raw(pdfdoc.PDFObject):
    """An object that is written already."""

    __RefOnly__ = 1

    def __init__(self, data: bytes = b"null") -> None:
        self.data = data

    def format(self, _document: object) -> bytes:
        """The bytes as they are."""
        return self.data


class Stream(pdfdoc.PDFObject):
    """A compressed stream with entries of its own dictionary."""

    __RefOnly__ = 1

    def __init__(self, data: bytes, entries: bytes = b"", *, compress: bool = True) -> None:
        if compress:
            data = zlib.compress(data, _LEVEL)
            entries += b"/Filter/FlateDecode"
        self.data = data
        self.entries = entries

    def format(self, _document: object) -> bytes:
        """Dictionary and data."""
        head = b"<<%s/Length %d>>" % (self.entries, len(self.data))
        return head + b"\nstream\n" + self.data + b"\nendstream"


class PdfFile(pdfdoc.PDFDocument):
    """A PDF 1.7 file under construction. Object numbers are known as soon as they are asked for."""

    def __init__(self) -> None:
        super().__init__(invariant=1, pdfVersion=(1, 7))
        # ReportLab registers an empty font dictionary first: it becomes ours.
        self.fonts: Raw = Raw(b"<<>>")
        self.idToObject[pdfdoc.BasicFonts] = self.fonts
        self.font_dictionary = 1
        self._plain: dict[int, bytes] = {}

    def add(self, thing: Raw | Stream) -> int:
        """Register an object; its number."""
        name = self.Reference(thing).name
        return int(self.idToObjectNumberAndVersion[name][0])

    def reserve(self) -> tuple[int, Raw]:
        """A number whose object is filled in later."""
        thing = Raw()
        return self.add(thing), thing

    def number(self) -> int:
        """A number whose bytes are given later, by `fill`: of thousands, that need no object."""
        self.objectcounter += 1
        return int(self.objectcounter)

    def fill(self, number: int, data: bytes) -> None:
        """The bytes of an object that has its number."""
        self._plain[number] = data

    def _data(self, number: int) -> tuple[bytes, bool]:
        """The bytes of an object, and whether it is a stream."""
        if number in self._plain:
            return self._plain.pop(number), False
        thing = self.idToObject[self.numberToId[number]]
        return thing.format(self), isinstance(thing, Stream)

    def write(self, catalog: int, info: int) -> bytes:
        """The finished file; `catalog` and `info` are object numbers."""
        file = pdfdoc.PDFFile(self._pdfVersion)
        offsets: dict[int, tuple[int, int, int]] = {}
        packed: list[tuple[int, bytes]] = []
        digest = hashlib.sha256()
        for number in range(1, self.objectcounter + 1):
            data, stream = self._data(number)
            digest.update(data)
            if stream:
                offsets[number] = (1, _place(file, number, data), 0)
            else:
                packed.append((number, data))
        last = self._pack(file, packed, offsets, self.objectcounter)
        identifier = digest.hexdigest()[:32].encode()
        trailer = b"/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (
            catalog, info, identifier, identifier,
        )
        return _finish(file, offsets, last + 1, trailer)

    @staticmethod
    def _pack(
        file: pdfdoc.PDFFile, packed: Sequence[tuple[int, bytes]],
        offsets: dict[int, tuple[int, int, int]], last: int,
    ) -> int:
        """Write the small objects into object streams; the highest number used."""
        for start in range(0, len(packed), PER_STREAM):
            group = packed[start : start + PER_STREAM]
            last += 1
            index, body = [], b""
            for i, (number, data) in enumerate(group):
                index.append(b"%d %d" % (number, len(body)))
                body += data + b"\n"
                offsets[number] = (2, last, i)
            head = b" ".join(index) + b"\n"
            entries = b"/Type/ObjStm/N %d/First %d" % (len(group), len(head))
            data = Stream(head + body, entries).format(None)
            offsets[last] = (1, _place(file, last, data), 0)
        return last


def _place(file: pdfdoc.PDFFile, number: int, data: bytes) -> int:
    return int(file.add(b"%d 0 obj\n%s\nendobj\n" % (number, data)))


def _finish(
    file: pdfdoc.PDFFile, offsets: dict[int, tuple[int, int, int]], number: int, trailer: bytes
) -> bytes:
    start = file.offset
    offsets[number] = (1, start, 0)
    rows = [(0, 0, 65535), *(offsets[n] for n in range(1, number + 1))]
    table = b"".join(
        kind.to_bytes(1, "big") + where.to_bytes(4, "big") + index.to_bytes(2, "big")
        for kind, where, index in rows
    )
    entries = b"/Type/XRef/Size %d/W[1 4 2]" % len(rows) + trailer
    _place(file, number, Stream(table, entries).format(None))
    file.add(b"startxref\n%d\n%%%%EOF\n" % start)
    return bytes(file.format(None))


def text_string(text: str) -> bytes:
    """A text string (ISO 32000-1 7.9.2.2), UTF-16 with its byte order mark, in hexadecimal."""
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def number(value: float) -> str:
    """A real number, as short as two decimals allow."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
