"""What surrounds the text of both files: where links lead, and what is repeated on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from reportgen.proof.content import (
    Difference,
    Kind,
    Link,
    Margin,
    Piece,
    Place,
    Reading,
    Script,
    folded,
)
from reportgen.proof.word.headers_footers import PAGES, SHOWN
from reportgen.provenance.enclosures import Edge, field_shown
from reportgen.provenance.packing import one_property

_SHOWN = 20
_PAGE, _PAGES = field_shown("PAGE"), field_shown("NUMPAGES")
_LABEL = re.compile("表\\d+")


def unlike_links(
    pdf: Sequence[Link], word: Sequence[Link], what: str = "链接"
) -> Iterator[Difference]:
    """Links, or marks of footnotes, that the other file has not or that lead elsewhere there."""
    for one, other in zip_longest(pdf, word):
        if one is None or other is None or not _starts(one.text, other.text):
            sides = [f"{name} {f'有“{_short(each.text)}”' if each else '没有'}"
                     for name, each in (("PDF", one), ("Word", other))]
            yield Difference("E1006", f"{what}不同：{'，'.join(sides)}",
                             one.place if one else None, other.place if other else None)
            return      # from here on they are out of step
        nowhere = [name for name, each in (("PDF", one), ("Word", other))
                   if each.known and not each.targets]
        if nowhere:
            message = f"“{_short(other.text)}”在 {'、'.join(nowhere)} 里没有可跳转的地方"
            yield Difference("E1006", message, one.place, other.place)
        elif one.outside or other.outside:
            if one.targets != other.targets:
                goals = f"PDF 是 {one.targets[0]}，Word 是 {other.targets[0]}"
                yield Difference("E1006", f"“{_short(other.text)}”的网址不同：{goals}",
                                 one.place, other.place)
        elif one.targets and not any(_starts(each, other.targets[0]) for each in one.targets):
            goals = f"PDF 指向“{_short(one.targets[0])}”，Word 指向“{_short(other.targets[0])}”"
            yield Difference("E1006", f"“{_short(other.text)}”指向的地方不同：{goals}",
                             one.place, other.place)


def unlike_scripts(pdf: Sequence[Script], word: Sequence[Script]) -> Iterator[Difference]:
    """The first superscript or subscript that the other file has not at its place."""
    for one, other in zip_longest(pdf, word):
        if one is not None and other is not None \
                and (_solid(one.text), one.raised) == (_solid(other.text), other.raised):
            continue
        both = (("PDF", one), ("Word", other))
        sides = "，".join(f"{name} {_script(each)}" for name, each in both)
        yield Difference("E1002", f"上标、下标不同：{sides}", one.place if one else None,
                         other.place if other else None)
        return      # from here on they are out of step


def _script(script: Script | None) -> str:
    if script is None:
        return "没有"
    return f"有{'上标' if script.raised else '下标'}“{_short(script.text)}”"


def unseen_texts(word: Reading) -> Iterator[Difference]:
    """Texts that stand in the Word file and are not seen; those of one paragraph at once."""
    found: dict[tuple[Place, str], str] = {}
    for each in word.unseen:
        at = each.place, each.why
        found[at] = found.get(at, "") + each.text
    for (place, why), text in found.items():
        yield Difference("E1042", f"Word 里“{_short(text)}”看不见：{why}", None, place)


def unlike_titles(pdf: Reading, word: Reading) -> Iterator[Difference]:
    """The title in the properties, which readers show on the window; nothing where one has none."""
    one, other = _solid(pdf.title), _solid(word.title)
    if one and other not in ("", one, _solid(one_property(pdf.title))):
        place = Place("文件属性", "题名")
        message = f"文件属性里的题名不同：PDF 是“{_short(one)}”，Word 是“{_short(other)}”"
        yield Difference("E1002", message, place, place)


def unlike_pages(pdf: Reading, word: Reading) -> Iterator[Difference]:
    """The first table that lies on its side in one file only."""
    for text in (*pdf.lying, *word.lying):
        one, other = (any(_starts(text, each) for each in file.lying) for file in (pdf, word))
        if one is not other:
            place, sides = Place(_short(text), "页面"), ("横排", "不横排")[:: 1 if one else -1]
            yield Difference("E1005", f"“{_short(text)}”在 PDF 里{sides[0]}，在 Word 里{sides[1]}",
                             place, place)
            return


def _starts(one: str, other: str) -> bool:
    """Whether one text is the other or its beginning."""
    first, second = _solid(one), _solid(other)
    return bool(first and second) and (first.startswith(second) or second.startswith(first))


def unlike_margins(pdf: Reading, word: Reading) -> Iterator[Difference]:
    """Headers, footers and page numbers that are not the same; a page's own number is a field."""
    if not pdf.margins and not word.edges:
        return
    yield from _without_heads(pdf)
    pages = sorted({each.page for each in pdf.margins} | set(_written(pdf)))
    for sort, name in PAGES.items():
        wanted = [edge for edge in word.edges if edge.page == sort]
        here = [page for page in pages if _sort(page, word) == sort]
        odd = sort == "default" and any(edge.page == "even" for edge in word.edges)
        yield from _unlike(pdf, here, wanted, "奇数页" if odd else name, word.first - 1)


def _unlike(
    pdf: Reading, pages: Sequence[int], edges: Sequence[Edge], name: str, ahead: int
) -> Iterator[Difference]:
    """Of one sort of pages; `ahead` is by how much their numbers are ahead of how many they are."""
    told = {_solid(line): SHOWN[edge.kind] for edge in edges for line in edge.text.split("\n")
            if line.strip()}
    repeated, among = _repeated(pdf), set(pages)
    missing = dict(told)
    strange: dict[str, int] = {}
    for margin in pdf.margins:
        if margin.page not in among:
            continue
        text = _solid(margin.text)
        alike = [line for line in told if _filled(line, margin.page + ahead, pdf.pages) == text]
        for line in alike:
            missing.pop(line, None)
        if not alike and margin not in repeated:
            strange.setdefault(_numbered(text, margin.page + ahead), margin.page)
    if not pages:
        return      # Word prints it on no page of this file
    margins = _by_page(pdf)
    for page in filter(among.__contains__, _written(pdf)):
        shown = set(margins.get(page, ()))
        missing |= {line: kind for line, kind in told.items()
                    if (page == 1 or _PAGE in line)
                    and _filled(line, page + ahead, pdf.pages) not in shown}
    for line, text in zip_longest(missing, strange, fillvalue=""):
        kind = told.get(line, "页眉页脚")
        one, other = (f"“{each}”" if each else "没有" for each in (text, line))
        page = strange.get(text, pages[0])
        yield Difference("E1007", f"{kind}不同：PDF 里{one}，Word 里{other}",
                         Place(f"第{page}页", "页边"), Place(kind, name))


def _by_page(pdf: Reading) -> dict[int, list[str]]:
    """What stands in the margins of each page."""
    found: dict[int, list[str]] = {}
    for each in pdf.margins:
        found.setdefault(each.page, []).append(_solid(each.text))
    return found


def _written(pdf: Reading) -> range:
    """The pages up to the first blank one, behind which a colophon may stand by itself."""
    written = {place.part for piece in pdf.pieces for place in piece.places}
    return range(1, next((page for page in range(1, pdf.pages + 1)
                          if f"第{page}页" not in written), pdf.pages + 1))


def _without_heads(pdf: Reading) -> Iterator[Difference]:
    """Pages on which a table goes on without its head."""
    heads: list[Piece] = []
    told: set[str] = set()
    margins = {f"第{page}页": "".join(texts) for page, texts in _by_page(pdf).items()}
    before = None
    for piece in pdf.pieces:
        if piece.kind is Kind.HEAD:
            heads = [*heads, piece] if before is Kind.HEAD else [piece]
        before, page = piece.kind, piece.place().part
        if piece.kind is not Kind.CELL or not heads or page in told \
                or any(page == place.part for head in heads for place in head.places):
            continue
        told.add(page)
        shown = margins.get(page, "")
        if gone := next((head for head in heads if _solid(head.text) not in shown), None):
            words = f"续表没有表头“{_short(gone.text)}”"
            yield Difference("E1007", words, Place(page, "续表"), None)


def _sort(page: int, word: Reading) -> str:
    """Which of Word's sorts of pages one is: odd or even by the number it carries."""
    sorts = {edge.page for edge in word.edges}
    if page == 1 and "first" in sorts:
        return "first"
    even = (page + word.first - 1) % 2 == 0
    return "even" if even and "even" in sorts else "default"


def _repeated(pdf: Reading) -> set[Margin]:
    """What a PDF repeats of its tables where they go on: captions as 续表, units, heads.

    The words for 续表 are the profile's, which is not known here: they name the table, or stand
    first on the page, right above what is known of it.
    """
    captions = [each.text for each in pdf.pieces if each.kind is Kind.CAPTION]
    labels = {label[0] for text in captions if (label := _LABEL.match(text))}
    known = {_solid(each.text) for each in pdf.pieces
             if each.kind is Kind.HEAD or each.spans[1] > 1}
    known |= {_solid(part) for text in captions for part in text.split("\t")[1:]}
    found: set[Margin] = set()
    following: Margin | None = None
    for margin in reversed(pdf.margins):
        text, named = _solid(margin.text), _LABEL.search(margin.text)
        above = following in found and following is not None and following.page == margin.page
        if _is_part(text, known) or (named[0] in labels if named else above):
            found.add(margin)
        following = margin
    return found


def _is_part(text: str, known: set[str]) -> bool:
    """A head or unit, or a line of one; a bare number might be a page's."""
    return text in known or (not text.isdecimal() and any(text in each for each in known))


def _filled(line: str, page: int, pages: int) -> str:
    """What a line of an edge says on a page."""
    return line.replace(_PAGE, str(page)).replace(_PAGES, str(pages))


def _numbered(text: str, page: int) -> str:
    """What is shown of a page's line, with its own number as a field."""
    return re.sub(rf"(?<!\d){page}(?!\d)", _PAGE, text)


def _solid(text: str) -> str:
    return "".join(folded(text).split())


def _short(text: str) -> str:
    flat = folded(text)
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN] + "…"
