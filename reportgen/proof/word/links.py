"""Where the links and cross-references of a Word file lead: the paragraphs of bookmarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.proof.content import Link, Place
from reportgen.proof.package import Element
from reportgen.proof.word.fields import OpenFields
from reportgen.proof.word.xml import R, W, until_tab

_REFERENCES = ("REF", "PAGEREF", "NOTEREF")


def links(
    where: Sequence[tuple[Element, Place]], labels: Mapping[Element, str],
    outside: Mapping[str, Mapping[str, str]],
) -> list[Link]:
    """All links, in order; one whose bookmark or address is gone leads to nothing.

    `labels` has the numbers that Word counts for paragraphs, `outside` the addresses of each part
    by the name of its root and the relation's id.
    """
    marked = {each.get(W + "name", ""): paragraph
              for paragraph, _ in where for each in paragraph.iter(W + "bookmarkStart")}
    found: list[Link] = []
    for paragraph, place in where:
        part = str(paragraph.getroottree().getroot().tag).rpartition("}")[2]
        addresses = outside.get(part, {})
        for text, name, relation in _within(paragraph):
            if relation:
                goal = addresses.get(name)
            elif (at := marked.get(name)) is not None:
                goal = labels.get(at, "") + until_tab(at)
            else:
                goal = None
            found.append(Link(text, place, () if goal is None else (goal,), outside=relation))
    return found


def _within(paragraph: Element) -> Iterator[tuple[str, str, bool]]:
    """Text and bookmark of every link of a paragraph; a field within a hyperlink is part of it.

    The last says that it is the id of a relation instead of a bookmark.
    """
    hyperlink: Element | None = None
    fields = OpenFields()
    for each in paragraph.iter(W + "hyperlink", W + "t", W + "fldChar", W + "instrText"):
        if hyperlink is not None and hyperlink not in each.iterancestors(W + "hyperlink"):
            hyperlink = None
        if each.tag == W + "hyperlink":
            if each.get(W + "anchor"):
                hyperlink = each
                yield until_tab(each), each.get(W + "anchor", ""), False
            elif each.get(R + "id"):
                hyperlink = each
                yield until_tab(each), each.get(R + "id", ""), True
        elif hyperlink is None and (done := fields.take(each)) is not None and done.shown \
                and (name := _target(done.code)):
            yield done.result, name, False


def _target(code: str) -> str:
    """The bookmark of a cross-reference; empty for another field."""
    words = code.split()
    return words[1] if len(words) > 1 and words[0].upper() in _REFERENCES else ""
