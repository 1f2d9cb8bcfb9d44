"""Where the links and cross-references of a Word file lead: the paragraphs of bookmarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.proof.content import Link, Place
from reportgen.proof.word.package import Element
from reportgen.proof.word.xml import W

_REFERENCES = ("REF", "PAGEREF", "NOTEREF")


def links(
    where: Sequence[tuple[Element, Place]], labels: Mapping[Element, str]
) -> list[Link]:
    """All links within the file, in order; one whose bookmark is gone leads to nothing.

    `labels` has the numbers that Word counts for paragraphs.
    """
    marked = {
        each.get(W + "name", ""): labels.get(paragraph, "") + _text(paragraph)
        for paragraph, _ in where for each in paragraph.iter(W + "bookmarkStart")
    }
    return [
        Link(text, place, (marked[name],) if name in marked else ())
        for paragraph, place in where for text, name in _within(paragraph)
    ]


def _within(paragraph: Element) -> Iterator[tuple[str, str]]:
    """Text and bookmark of every link of a paragraph; a field within a hyperlink is part of it."""
    hyperlink: Element | None = None
    name = text = ""
    codes: list[str | None] = []    # of each open field: its code so far, None within its result
    for each in paragraph.iter(W + "hyperlink", W + "t", W + "fldChar", W + "instrText"):
        if hyperlink is not None and hyperlink not in each.iterancestors(W + "hyperlink"):
            hyperlink = None
        if each.tag == W + "hyperlink":
            if each.get(W + "anchor"):
                hyperlink = each
                yield _text(each), each.get(W + "anchor", "")
        elif hyperlink is not None:
            continue
        elif each.tag == W + "instrText" and codes and codes[-1] is not None:
            codes[-1] += each.text or ""
        elif each.tag == W + "fldChar":
            match each.get(W + "fldCharType", ""):
                case "begin":
                    codes.append("")
                    name = text = ""
                case "separate" if codes:
                    name, codes[-1] = _target(codes[-1] or ""), None
                case "end" if codes:
                    codes.pop()
                    if name:
                        yield text, name
                    name = ""
        elif name:
            text += each.text or ""


def _target(code: str) -> str:
    """The bookmark of a cross-reference; empty for another field."""
    words = code.split()
    return words[1] if len(words) > 1 and words[0].upper() in _REFERENCES else ""


def _text(element: Element) -> str:
    """The text before the first tab: what comes behind it in a contents is a number."""
    text = ""
    for each in element.iter(W + "t", W + "tab"):
        parent = each.getparent()
        if each.tag == W + "tab" and parent is not None and parent.tag == W + "r":
            break
        text += each.text or "" if each.tag == W + "t" else ""
    return text
