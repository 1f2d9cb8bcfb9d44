"""A Word file as people give it back: what they do to it, in the XML that Word leaves."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache

from lxml import etree
from support.docx.readback import PROFILE
from support.papers import META, paragraph
from support.proof.twins import BODY, Element, W, packed, paragraphs, parts, rewritten

from reportgen.document.plan import TablePlan
from reportgen.document.quantity import Quantity
from reportgen.document.tree import Cell, Column, Document, Heading, Table, Text
from reportgen.writers.docx.write import write_docx

CONTENT = Document(META, (
    Heading(1, "一、", (Text("产业"),)),
    paragraph("枇杷产量", Quantity("产量", "2263余吨"), "，产值", Quantity("产值", "9052万元"),
              "，比上年增长", Quantity("增幅", "8%"), "，市场前景看好。"),
    paragraph("其中电商销售", Quantity("电商", "1405.5万元"), "，直播带货占了大头。"),
    Table(1, "指标", (Column("名称"), Column("数值")), (
        (Cell((Text("产量"),), header=True), Cell((Quantity("产量", "2263"),))),
        (Cell((Text("产值"),), header=True), Cell((Quantity("产值", "9052"),))),
    ), plan=TablePlan((120.0, 120.0), 5.0)),
    paragraph("下一步扎实推进品牌建设。"),
))
MARKS = ["_rg_产量_1", "_rg_产值_1", "_rg_增幅_1", "_rg_电商_1", "_rg_产量_2", "_rg_产值_2"]
NOW = "2024-03-01T09:00:00Z"


@cache
def made() -> bytes:
    """The file as it was made."""
    return write_docx(CONTENT, PROFILE, {})


def edited(change: Callable[[Element], None], word: bytes | None = None) -> bytes:
    """The file after a change of its body."""
    return rewritten(made() if word is None else word, change)


def saying(root: Element, text: str) -> Element:
    """The paragraph that holds a text."""
    return paragraphs(root, text)[0]


def run(text: str, tag: str = "t") -> Element:
    """A run."""
    element = etree.Element(W + "r")
    etree.SubElement(element, W + tag).text = text
    return element


def start_of(root: Element, mark: str) -> Element:
    """Where a bookmark begins."""
    return next(e for e in root.iter(W + "bookmarkStart") if e.get(W + "name") == mark)


def end_of(root: Element, mark: str) -> Element:
    """Where a bookmark ends."""
    key = start_of(root, mark).get(W + "id")
    return next(e for e in root.iter(W + "bookmarkEnd") if e.get(W + "id") == key)


def within(root: Element, mark: str) -> list[Element]:
    """What stands between the two."""
    found, each = [], start_of(root, mark).getnext()
    while each is not None and each is not end_of(root, mark):
        found.append(each)
        each = each.getnext()
    return found


def type_over(root: Element, mark: str, text: str) -> None:
    """Type within a bookmark: the text changes, the bookmark stays."""
    first, *rest = within(root, mark)
    next(first.iter(W + "t")).text = text
    for each in rest:
        drop(each)


def unmark(root: Element, mark: str) -> None:
    """Take a bookmark away, as Word does when somebody types over all of it."""
    start, end = start_of(root, mark), end_of(root, mark)
    drop(start)
    drop(end)


def replace_whole(root: Element, mark: str, text: str) -> None:
    """Select the number, type another: text and bookmark are replaced."""
    type_over(root, mark, text)
    unmark(root, mark)


def cut(root: Element, mark: str) -> None:
    """Delete the number: Word takes the bookmark with it."""
    for each in within(root, mark):
        drop(each)
    unmark(root, mark)


def beside(root: Element, mark: str, text: str, *, before: bool = False) -> None:
    """Type just before or just after a bookmark: what is typed is not in it."""
    if before:
        start_of(root, mark).addprevious(run(text))
    else:
        end_of(root, mark).addnext(run(text))


def exchange(root: Element, mark: str, other: str) -> None:
    """Two numbers change places, their bookmarks with them."""
    stretches = [[start_of(root, each), *within(root, each), end_of(root, each)]
                 for each in (mark, other)]
    slots = [root.makeelement(W + "proofErr"), root.makeelement(W + "proofErr")]
    for slot, stretch in zip(slots, stretches, strict=True):
        stretch[0].addprevious(slot)
    for slot, stretch in zip(slots, reversed(stretches), strict=True):
        for each in stretch:
            slot.addprevious(each)
        drop(slot)


def carry(root: Element, mark: str, text: str) -> None:
    """Cut a number with its bookmark and put it at the end of another paragraph."""
    stretch = [start_of(root, mark), *within(root, mark), end_of(root, mark)]
    target = saying(root, text)
    for each in stretch:
        target.append(each)


def split(root: Element, mark: str) -> None:
    """The bookmark's text in one run for each character, as after a spelling check."""
    (whole,) = within(root, mark)
    text = "".join(whole.itertext())
    for character in text:
        whole.addprevious(run(character))
    drop(whole)


def copy_over(root: Element, mark: str, text: str) -> None:
    """A copy of a bookmark and its content at the end of another paragraph."""
    target = saying(root, text)
    for each in (start_of(root, mark), *within(root, mark), end_of(root, mark)):
        target.append(deepcopy(each))


def drop(element: Element) -> None:
    """Take an element out, its tail with it."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def tracked(root: Element, mark: str, text: str) -> None:
    """Change a number with tracking on: the old one is struck out, the new one put in."""
    (old,) = within(root, mark)
    signed = {W + "id": "90", W + "author": "李某某", W + "date": NOW}
    deleted = etree.Element(W + "del", signed)
    deleted.append(run("".join(old.itertext()), "delText"))
    inserted = etree.Element(W + "ins", signed)
    inserted.append(run(text))
    old.addprevious(deleted)
    old.addprevious(inserted)
    drop(old)


def with_parts(more: dict[str, bytes], relations: str = "", word: bytes | None = None) -> bytes:
    """The file with further parts, and relationships of its document."""
    files = parts(made() if word is None else word)
    name = "word/_rels/document.xml.rels"
    rels = files[name].decode().replace("</Relationships>", relations + "</Relationships>")
    return packed({**files, **more, name: rels.encode()})


def without(*names: str) -> bytes:
    """The file without some of its parts, as after a clean-up."""
    files = {n: d for n, d in parts(made()).items() if n not in names}
    assert BODY in files
    return packed(files)
