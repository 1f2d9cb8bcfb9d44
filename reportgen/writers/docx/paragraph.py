"""Paragraphs, runs and fields: the smallest pieces, in the order that the schema wants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportgen.facts.amount_text import MINUS
from reportgen.writers.docx.xml import Element, qualified, text, w

# Characters that Word takes for Western or Eastern by their context (ECMA-376 part 1, 17.3.2.26).
# The hint makes them Eastern: “ ” — … come from the Chinese face and are one em wide.
# Not the minus sign: it stands with the digits behind it, in their Western face.
_AMBIGUOUS = re.compile("[\u2000-\u2211\u2213-\u2bff§¨°±·×÷Α-ωА-я]")
MINUS_STYLE = "Minus"
_MINUS = re.compile(f"({MINUS})")
_PIECES = re.compile(r"([\t\n])")
_BLANKS = {"\t": "tab", "\n": "br"}

_P_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "pBdr",
    "tabs",
    "kinsoku", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "sectPr",
)
_RANK = {name: rank for rank, name in enumerate(_P_ORDER)}


def paragraph(style: str, content: Iterable[Element], *properties: Element | None) -> Element:
    """A paragraph of a style; `properties` are what this one has beyond its style, in any order."""
    return w("p", paragraph_properties(w("pStyle", val=style), *properties), *content)


def low(*content: Element) -> Element:
    """A paragraph that takes next to no room."""
    return paragraph("Normal", content, w("spacing", line=20, lineRule="exact"))


def paragraph_properties(*properties: Element | None) -> Element:
    """`w:pPr` with its children in the schema's order."""
    given = [item for item in properties if item is not None]
    return w("pPr", *sorted(given, key=lambda item: _RANK[_local(item)]))


def break_before(element: Element) -> None:
    """Make a paragraph start a new page."""
    _add(element, w("pageBreakBefore"))


def end_section(element: Element, section: Element) -> None:
    """Make a paragraph the last of a section."""
    _add(element, section)


def keep_with_next(element: Element) -> None:
    """Keep a paragraph, its last two lines at least, on the page of what follows."""
    if all(_local(item) != "keepNext" for item in element[0]):
        _add(element, w("keepNext"))


def space_before(element: Element, twips: int) -> None:
    """Keep a paragraph off what stands above it, unless it says itself how far."""
    spacing = next((item for item in element[0] if _local(item) == "spacing"), None)
    if spacing is None:
        _add(element, w("spacing", before=twips))
    elif (key := qualified("w:before")) not in spacing.attrib:
        spacing.set(key, str(twips))


def _add(element: Element, item: Element) -> None:
    properties = element[0]
    items = [*properties, item]
    properties[:] = sorted(items, key=lambda each: _RANK[_local(each)])


def run(content: str, style: str = "") -> Element:
    """A run of one character style; a tab or a line end in the text becomes its element."""
    pieces = [w(_BLANKS[part]) if part in _BLANKS else text(part)
              for part in _PIECES.split(content) if part]
    return w("r", _run_properties(content, style), *pieces)


def text_runs(content: str, style: str = "") -> Iterator[Element]:
    """The runs of a text. A minus sign has one of its own, with a style where there is none.

    Word takes it from the Western face where no hint says otherwise; LibreOffice takes it for
    Chinese behind Chinese, so its style names the Western face for Chinese, too.
    """
    yield from (run(part, style or (MINUS_STYLE if part == MINUS else ""))
                for part in _MINUS.split(content) if part)


def field(instruction: str, shown: str) -> Iterator[Element]:
    """A complex field with the result that is shown until somebody updates it."""
    yield from field_begin(instruction)
    yield run(shown)
    yield w("r", w("fldChar", fldCharType="end"))


def field_begin(instruction: str) -> Iterator[Element]:
    """What stands before the result of a field."""
    yield w("r", w("fldChar", fldCharType="begin"))
    yield w("r", text(f" {instruction} ", "instrText"))
    yield w("r", w("fldChar", fldCharType="separate"))


def _run_properties(content: str, style: str) -> Element | None:
    hint = _AMBIGUOUS.search(content) is not None
    if not (style or hint):
        return None
    return w(
        "rPr",
        w("rStyle", val=style) if style else None,
        w("rFonts", hint="eastAsia") if hint else None,
    )


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
