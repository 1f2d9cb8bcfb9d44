"""Page 1 must show text (GB/T 9704-2012 7.3.3): what is done when its head leaves no room."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.fonts import FontLibrary
from reportgen.layout.build import layout
from reportgen.style.profile import Profile

_HOST = "“发文机关”只写主办机关，全部机关写在“署名”里：署名: [主办机关, 联署机关, …]"
_PROBE = 1.4      # lines that a probe of text fills: two, the first of which is indented


def opened(
    document: tree.Document, profile: Profile, library: FontLibrary, sink: Sink
) -> tree.Document:
    """The document with its addressees in the 版记, when page 1 has no room for text below them.

    I0613 says so; W0614 when there is no room even then; E0615 when the organs of a joint issue
    alone fill more than the page.
    """
    head = tuple(takewhile(
        lambda block: isinstance(block, tree.Head | tree.Title | tree.Addressees), document.blocks
    ))
    if not head or _shows_text(head, document, profile, library):
        return document
    joint = [block for block in head
             if isinstance(block, tree.Letterhead) and len(block.organs) > 1]
    if joint and not _fits(tuple(joint), document, profile, library):
        sink.error("E0615", f"联合发文的机关有{len(joint[0].organs)}个，版头高过一页",
                   joint[0].span, _HOST)
        return document
    lists = [block for block in head if isinstance(block, tree.Addressees)]
    if lists:
        sink.info("I0613", "主送机关太多，首页排不下正文，移到了版记", lists[0].span,
                  "想留在首页，用统称，如“县政府各部门”")
    rest = tuple(block for block in head if not isinstance(block, tree.Addressees))
    if not lists or not _shows_text(rest, document, profile, library):
        titles = [block for block in head if isinstance(block, tree.Title)]
        sink.warning("W0614", "首页没有正文：版头和标题占满了一页", (titles or head)[0].span,
                     "缩短标题，减少分行", *[_HOST] * bool(joint))
    return _moved(document, lists) if lists else document


def _shows_text(
    head: tuple[tree.Block, ...], document: tree.Document, profile: Profile, library: FontLibrary
) -> bool:
    text = "国" * round(_PROBE * profile.number("page.characters"))
    return _fits((*head, tree.Paragraph((tree.Text(text),))), document, profile, library)


def _fits(
    blocks: tuple[tree.Block, ...], document: tree.Document, profile: Profile, library: FontLibrary
) -> bool:
    page = replace(document, blocks=blocks)
    return len(layout(page, profile, library, {}, Sink()).pages) == 1


def _moved(document: tree.Document, lists: list[tree.Addressees]) -> tree.Document:
    """主送 above 抄送, without a rule between them (7.4.2)."""
    rows = tuple(("主送", f"{each.names}。") for each in lists)
    blocks = tuple(block for block in document.blocks if not isinstance(block, tree.Addressees))
    if not any(isinstance(block, tree.Colophon) for block in blocks):
        return replace(document, blocks=(*blocks, tree.Colophon(rows, span=lists[0].span)))
    return replace(document, blocks=tuple(
        replace(block, rows=(*rows, *block.rows)) if isinstance(block, tree.Colophon) else block
        for block in blocks
    ))
