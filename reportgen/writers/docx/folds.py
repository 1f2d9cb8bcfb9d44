"""Rows of a long table put aside as they will stand in the file.

As elements they take fifty times the room. A mark stands in their place until the file is sealed.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from reportgen.writers.docx.provenance import Aside, put_aside
from reportgen.writers.docx.rare import name_faces
from reportgen.writers.docx.xml import PREFIXES, Element, root

MANY = 200      # rows put aside together; so many at most stay elements
_MARK = re.compile(rb"<\?rows (\d+)\?>")


@dataclass(slots=True)
class Folds:
    """What was put aside, by the number of its mark: the rows, packed, and what they say.

    `families` names the faces of characters that the usual ones lack.
    """

    families: Mapping[str, str] = field(default_factory=dict)
    known: list[Aside] = field(default_factory=list)
    _rows: list[bytes] = field(default_factory=list)

    def folded(self, rows: Iterable[Element]) -> Iterator[Element]:
        """The rows, a mark for every so many of them; the last ones can still be changed."""
        rows = iter(rows)
        waiting = [*islice(rows, MANY)]
        while following := [*islice(rows, MANY)]:
            yield self._put_aside(waiting)
            waiting = following
        yield from waiting

    def _put_aside(self, rows: list[Element]) -> Element:
        whole = root("w:document", rows, PREFIXES)
        name_faces(whole, self.families)
        self.known.append(put_aside(whole))
        text = etree.tostring(whole, encoding="UTF-8")
        self._rows.append(zlib.compress(text[text.index(b">") + 1 : text.rindex(b"</")], 1))
        return etree.ProcessingInstruction("rows", str(len(self._rows) - 1))

    def unfolded(self, text: bytes) -> bytes:
        """The text of the document with its rows in their places."""
        if not self._rows:
            return text
        return _MARK.sub(lambda mark: zlib.decompress(self._rows[int(mark[1])]), text)
