"""The characters of laid pages in the order they are painted, with what accounts for each.

A finished page that is as it was laid has these characters, be it of a PDF or an OFD file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from reportgen.charts.record.drawing import TextMark
from reportgen.document.tree import Document
from reportgen.layout.pages import GlyphRun, Marked, Page, Picture
from reportgen.style.furniture import EDGES, page_number, running
from reportgen.style.profile import Profile
from reportgen.trace.ledger import Ledger
from reportgen.trace.origin import Meant, Origin, Origins, Why, by_run, runs, solid

_WITHIN = frozenset(("Span", "Link", "Reference", "Line"))      # roles of what stands in a text
_PAGE, _PROFILE = Origin(Why.PAGE), Origin(Why.PROFILE)


class Laid:
    """Pages, each of whose texts is looked up in the ledger, whole, though it goes on over pages.

    `page` is asked for each page once, in order. `furniture`: the numbers of pages, those in what
    runs along them.
    """

    def __init__(
        self, pages: Sequence[Page], ledger: Ledger, document: Document, profile: Profile,
    ) -> None:
        self._ledger = ledger
        said = (profile.text("watermark.text"), *(running(document, profile, e) for e in EDGES))
        self.furniture = {run: _PROFILE for text in said for run in runs(text)}
        self.furniture |= {str(number): _PAGE for page in pages
                            for number in (page_number(profile, page.number), len(pages))}
        whole: dict[object, list[GlyphRun]] = {}
        for page in pages:
            for marked in page.content:
                shown = whole.setdefault(key_of(marked), [])
                shown += (item for item in marked.items if isinstance(item, GlyphRun))
        self._whole = whole
        self._origins: dict[object, Iterator[Origin | None]] = {}

    def page(self, page: Page) -> Meant:
        """What a page should show."""
        texts: list[str] = []
        begins = set[int]()
        last: object = None
        origins: Origins = []
        for marked in page.content:
            for item in marked.items:
                if isinstance(item, GlyphRun):
                    if (key := key_of(marked)) != last:
                        begins.add(len(origins))
                    last = key
                    texts.append(text := solid(item.text))
                    origins += islice(self._of(key), len(text))
                elif isinstance(item, Picture):
                    for mark in item.drawing.marks:
                        if isinstance(mark, TextMark):
                            begins.add(len(origins))
                            last = None
                            texts.append(text := solid(mark.text))
                            origins += self._mark(mark, text, framed=marked.element is not None)
        return Meant("".join(texts), origins, begins)

    def _mark(self, mark: TextMark, text: str, *, framed: bool) -> Origins:
        if not framed:
            return by_run(text, self.furniture.get)
        return self._ledger.in_chart(text, mark.fact, mark.tag.part)

    def _of(self, key: object) -> Iterator[Origin | None]:
        """The origins of what is still to come of a text."""
        if key in self._whole:
            self._origins[key] = iter(self._sought(self._whole.pop(key)))
        return self._origins[key]

    def _sought(self, shown: list[GlyphRun]) -> Origins:
        """The origin of each character of a text: by the ledger, whole, as a line of the contents,
        or run by run."""
        text = solid("".join(run.text for run in shown))
        if (found := self._ledger.find(text)) is not None:
            return found
        for digits in range(1, min(5, len(text))):
            page, found = text[-digits:], self._ledger.find(text[:-digits])
            if found is not None and self.furniture.get(page) is _PAGE:
                return [*found, *[_PAGE] * digits]
        return [origin for run in shown for origin in self._alone(run)]

    def _alone(self, run: GlyphRun) -> Origins:
        text = solid(run.text)
        if (found := self._ledger.find(text)) is not None:
            return found
        if run.fact:
            return [self._ledger.fact(run.fact)] * len(text)
        return by_run(text, self.furniture.get)


def key_of(marked: Marked) -> object:
    """What tells a text from others: the element that holds it all; of an artifact, itself."""
    element = marked.element
    if element is None:
        return id(marked)
    while element.role in _WITHIN and element.parent is not None:
        element = element.parent
    return element
