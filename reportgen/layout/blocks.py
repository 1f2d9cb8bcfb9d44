"""Blocks of running text → strips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from reportgen.diagnostics import Span
from reportgen.document import tree
from reportgen.document.printed import Passage, notes, passages
from reportgen.layout.pages import BLACK, Element, Marked, Rule
from reportgen.layout.strips import BODY, HEADING, OPENING, TITLE, Strip, kept, rule
from reportgen.layout.text import (
    Context,
    Piece,
    SetLine,
    labelled,
    pieces,
    set_lines,
    text_strips,
)
from reportgen.style.lists import list_shift
from reportgen.style.profile import TextStyle

# The title is H1, so the first heading level is H2: no level may be skipped (ISO 14289-1 7.4.2).
_HEADING_OFFSET = 1
_NEXT = "国"         # a Han character, to see where one begins after a label
_Plain = tree.Addressees | tree.Paragraph | tree.EditorNote | tree.Credit | tree.Remark
_MOST_LINES = 4      # of a title or heading; more are no longer balanced, and hardly a title


def title(context: Context, block: tree.Title) -> list[Strip]:
    """标题 of an article: 小标宋, centred as a rule, broken where the author broke it."""
    element = Element("H1", context.root, outline=block.text, level=1, anchor=block.anchor)
    grid = context.profile.flag("title.grid")
    strips = titled(context, block, element, block.lines, grid=grid)
    gap = context.profile.length("title.gap").pt
    strips[0] = strips[0]._replace(before=gap)
    strips[-1] = strips[-1]._replace(grid=not grid)
    if context.profile.flag("page.text_first"):
        strips[-2:] = [strip._replace(rule=OPENING) for strip in strips[-2:]]
    return strips


def titled(
    context: Context, block: tree.Title | tree.Attachment, element: Element,
    lines: tuple[str, ...], *, grid: bool,
) -> list[Strip]:
    """The lines of a title, off the grid, and the way from their foot to the text."""
    style = context.style("title")
    made = title_lines(context, lines, block.span)
    _report_long(context, "标题", len(made), block)
    strips = [
        strip._replace(keep=True, snap=False, rule=TITLE)
        for strip in text_strips(context, made, style, element)
    ]
    strips[-1] = strips[-1]._replace(rule=BODY)
    below = _below(context, style, grid=grid)
    return [*strips, Strip(below, 0.0, keep=True, snap=False, rule=BODY)]


def title_lines(context: Context, lines: tuple[str, ...], span: Span) -> list[SetLine]:
    """A title in balanced lines, broken where `lines` end, too."""
    style, frame = context.style("title"), context.frame
    return set_lines(
        context, [Piece("".join(lines), style.role, span=span)], style, frame.left, frame.width,
        balanced=True, breaks=tuple(accumulate(map(len, lines[:-1]))),
    )


def _below(context: Context, style: TextStyle, *, grid: bool) -> float:
    """The space below a title, counted from its glyphs' foot.

    A title stands off the grid, just so far below the red rule. Where the text returns to the
    grid it goes on at the next line, so half a line less leads to the nearest one.
    """
    wanted = context.profile.length("title.after").pt - (style.pitch.pt - style.size.pt)
    return wanted - context.frame.pitch / 2 if grid else wanted


def addressees(context: Context, block: tree.Addressees) -> list[Strip]:
    """主送机关: flush left, ended by a colon, on the page where the text begins."""
    return [strip._replace(rule=OPENING)
            for strip in kept(paragraphs(context, block), with_next=True)]


def paragraphs(context: Context, block: _Plain) -> list[Strip]:
    """Each passage of a block as a paragraph."""
    return [strip for passage in passages(block)
            for strip in kept(set_passage(context, passage), with_next=False)]


def set_passage(
    context: Context, passage: Passage, element: Element | None = None,
    label: Element | None = None, *, whole_words: bool = False,
) -> list[Strip]:
    """A passage in its style across the type area, an element of its own if none is given.

    Where the author ended lines, all of them are indented.
    """
    style, frame = context.style(passage.style), context.frame
    element = element or Element("P", context.root)
    em, left, indent = style.em.pt, style.side, style.indent
    if passage.style == "body":
        left += list_shift(context.profile, passage.level)
    if tree.in_lines(passage.children):
        left, indent = left + indent, 0.0
    lines = set_lines(
        context, labelled(context, passage, element, label), style, frame.left + left * em,
        frame.width - (left + style.side) * em, indent=indent, whole_words=whole_words,
    )
    return text_strips(context, lines, style, element)


def heading(context: Context, block: tree.Heading) -> list[Strip]:
    """A heading of level 1 to 4, kept with the first two lines that follow.

    Its lines end between words, as those of a title do, but are filled as those of a paragraph.
    """
    element = Element(
        f"H{block.outline + _HEADING_OFFSET}", context.root,
        outline=block.number + tree.plain(block.children), level=block.outline + _HEADING_OFFSET,
        anchor=block.anchor,
    )
    (passage,) = passages(block)
    strips = set_passage(context, passage, element, whole_words=True)
    _report_long(context, f"小标题“{block.number}”", len(strips), block)
    return [strip._replace(keep=True, rule=HEADING) for strip in strips]


def _report_long(
    context: Context, what: str, lines: int, block: tree.Title | tree.Attachment | tree.Heading
) -> None:
    if lines > _MOST_LINES:
        context.sink.warning(
            "W0607", f"{what}排成了{lines}行，没有再按词语匀称断行", block.span,
            "写短些，一般不超过三行；细节写到正文里",
        )


def editor_note(context: Context, block: tree.EditorNote) -> list[Strip]:
    """按语: 楷体, both sides indented, its label in 黑体; a blank line below."""
    return [*paragraphs(context, block), Strip(context.frame.pitch, 0.0)]


def boxed(context: Context, block: tree.Boxed) -> list[Strip]:
    """A notice in a frame; one that goes over the page is closed and opened again."""
    whole = Element("Div", context.root)
    strips = [strip for passage in passages(block) for strip in kept(
        set_passage(context, passage, Element("P", whole)), with_next=False)]
    return _framed(context, strips, context.style("boxed"))


def _framed(context: Context, strips: list[Strip], style: TextStyle) -> list[Strip]:
    """A frame half-way between the lines, at the edges of the type area."""
    frame, thick = context.frame, context.profile.length("boxed.rule").pt
    left, right = frame.left + thick / 2, frame.left + frame.width - thick / 2
    gap = (style.pitch.pt - style.size.pt) / 2
    top, foot = -gap, style.size.pt + gap
    above, below = (rule(frame.left, y, frame.width, thick, BLACK) for y in (top, foot))
    made: list[Strip] = []
    for i, strip in enumerate(strips):
        sides = Marked(None, tuple(Rule(x, top, x, foot, thick) for x in (left, right)))
        last = i == len(strips) - 1
        edges = (*((above,) if not i else ()), sides, *((below,) if last else ()))
        made.append(strip._replace(
            content=(*edges, *strip.content), closing=() if last else (below,),
            repeat=(Strip(0.0, 0.0, (above,)),) if i else (),
        ))
    return made


def list_block(
    context: Context, block: tree.ListBlock, lines: Iterator[Passage] | None = None,
    parent: Element | None = None,
) -> list[Strip]:
    """A list. Items are set as paragraphs, as a 公文 sets them: indented, turnovers flush left.

    A list within an item, its `parent`, is set in as a whole; `lines` are then its passages and
    what comes after them.
    """
    lines = lines or iter(passages(block))
    listing = Element("L", parent or context.root,
                      numbering="Decimal" if block.ordered else "Disc")
    strips: list[Strip] = []
    for item in block.items:
        entry = Element("LI", listing)
        label, body = Element("Lbl", entry), Element("LBody", entry)
        own = Element("P", body) if item.more else body
        strips += kept(set_passage(context, next(lines), own, label), with_next=False)
        for part in item.more:
            if isinstance(part, tree.ListBlock):
                strips += list_block(context, part, lines, body)
            else:
                made = set_passage(context, next(lines), Element("P", body))
                strips += kept(made, with_next=False)
    return strips


def note_strips(context: Context, items: tuple[tuple[tree.Inline, ...], ...]) -> list[Strip]:
    """Notes below a table or figure: small 宋体, not on the grid; the next block snaps back."""
    style = context.style("note")
    strips: list[Strip] = []
    for passage in notes(items):
        element = Element("P", context.root)
        label = Piece(passage.label, style.role)
        lines = hanging(context, style, label, pieces(
            context, passage.children, style.role, element))
        strips += [s._replace(snap=False) for s in text_strips(context, lines, style, element)]
    return kept(strips, with_next=False)


def hanging(
    context: Context, style: TextStyle, label: Piece, parts: Sequence[Piece]
) -> list[SetLine]:
    """Lines whose turnovers stand behind the label: 注1：…"""
    frame = context.frame
    (head,) = set_lines(
        context, [label, Piece(_NEXT, style.role)], style, frame.left, frame.width, align="left",
    )
    *label_runs, (_, following) = head.runs()
    indent = following.x - frame.left
    lines = set_lines(context, parts, style, frame.left + indent, frame.width - indent)
    if not lines:
        return set_lines(context, [label], style, frame.left, frame.width)
    return [lines[0]._replace(before=tuple(label_runs)), *lines[1:]]
