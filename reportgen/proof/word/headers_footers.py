"""Headers and footers of a Word file: what is printed on which pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.proof.package import Element
from reportgen.proof.word.fields import OpenFields
from reportgen.proof.word.looks import Looks
from reportgen.proof.word.package import Package
from reportgen.proof.word.xml import UNSEEN, VML, R, W, number
from reportgen.provenance.enclosures import START, Edge, field_shown

KINDS = {"header": "页眉", "footer": "页脚"}
SHOWN = {**KINDS, "watermark": "水印"}
PAGES = {"default": "各页", "even": "偶数页", "first": "首页"}
_REFERENCES = {W + f"{kind}Reference": kind for kind in KINDS}


def edges(package: Package, document: str, looks: Looks) -> list[Edge]:
    """The texts of headers and footers that are printed, each once for its sort of pages.

    Where even pages, or the first, have their own, a footer of them is named, if need be empty.
    """
    root = package.xml(document)
    settings = package.related(document, "settings")
    even = bool(settings) and package.xml(settings).find(W + "evenAndOddHeaders") is not None
    first = next(root.iter(W + "titlePg"), None) is not None
    found: dict[Edge, None] = {}
    if even:
        found[Edge("footer", "even", "")] = None
    if first:
        found[Edge("footer", "first", "")] = None
    for reference in root.iter(*_REFERENCES):
        file = package.inside(document, reference.get(R + "id", ""))
        page = reference.get(W + "type", "default")
        if not file or page not in PAGES \
                or (page == "even" and not even) or (page == "first" and not first):
            continue
        part = package.xml(file)
        found[Edge(_REFERENCES[str(reference.tag)], page, _shown(part, looks))] = None
        found |= dict.fromkeys(Edge("watermark", page, text) for text in _watermarks(part))
    return list(found)


def lying(body: Element, captions: Mapping[Element, str]) -> Iterator[str]:
    """Those of the captions that stand on pages wider than high; a section ends with its size."""
    waiting: list[str] = []
    for each in body.iter():
        if each in captions:
            waiting.append(captions[each])
        if each.tag == W + "sectPr" and (size := each.find(W + "pgSz")) is not None:
            if number(size.get(W + "w"), 0) > number(size.get(W + "h"), 0):
                yield from waiting
            waiting = []


def first_number(package: Package, document: str) -> int:
    """The number that the first page carries."""
    section = next(package.xml(document).iter(W + "sectPr"), None)
    told = section.find(W + "pgNumType") if section is not None else None
    return number(told.get(W + "start"), 1) if told is not None else 1


def started(package: Package, document: str) -> list[Edge]:
    """The number that the first page carries, where it is not 1, as an audit compares it."""
    first = first_number(package, document)
    return [Edge(START, "default", str(first))] if first != 1 else []


def _watermarks(root: Element) -> Iterator[str]:
    """The words of text paths, which Word makes watermarks of."""
    for path in root.iter(VML + "textpath"):
        if path.get("string") and next(path.iterancestors(*UNSEEN), None) is None:
            yield path.get("string", "")


def _shown(root: Element, looks: Looks) -> str:
    """The text; a field by its name, a paragraph on a line of its own."""
    lines = ("".join(_pieces(each, looks)) for each in root.iter(W + "p")
             if each.find(f".//{W}p") is None)      # of what holds a box, the paragraphs in it
    return "\n".join(line for line in lines if line.strip())


def _pieces(paragraph: Element, looks: Looks) -> Iterator[str]:
    fields = OpenFields()
    for each in paragraph.iter(W + "t", W + "fldChar", W + "instrText", W + "fldSimple"):
        if each.tag == W + "fldSimple":
            if not fields:
                yield field_shown(each.get(W + "instr", ""))
        elif each.tag == W + "t" and not fields:
            if _reads(each, looks):
                yield each.text or ""
        elif (done := fields.take(each)) is not None and not fields:
            yield field_shown(done.code)
    yield from (field_shown(each.code) for each in fields[:1] if each.shown)    # it goes on


def _reads(text: Element, looks: Looks) -> bool:
    """Whether a text is printed as such: not hidden, taken out, or a simple field's result."""
    run = text.getparent()
    apart = next(text.iterancestors(W + "fldSimple", *UNSEEN), None)
    return run is not None and apart is None and not looks.unseen(run)


def edge_parts(package: Package, document: str) -> Iterator[tuple[str, str]]:
    """The parts of headers and footers, and which of them each is."""
    for relation in package.relations(document).values():
        if relation.kind in KINDS and relation.target in package.parts:
            yield relation.target, relation.kind
