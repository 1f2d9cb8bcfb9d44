"""Blocks of running text → strips."""

from __future__ import annotations

from itertools import accumulate

from reportgen.diagnostics import Span
from reportgen.document.tree import (
    Addressees,
    Attachment,
    Credit,
    EditorNote,
    Heading,
    Inline,
    ListBlock,
    Note,
    Paragraph,
    Text,
    Title,
    in_lines,
    note_label,
    plain,
)
from reportgen.layout.pages import Element
from reportgen.layout.strips import BODY, HEADING, OPENING, TITLE, Strip, kept
from reportgen.layout.text import Context, Piece, SetLine, pieces, set_lines, text_strips
from reportgen.style.lists import list_shift
from reportgen.style.profile import TextStyle

# The title is H1, so the first heading level is H2: no level may be skipped (ISO 14289-1 7.4.2).
_HEADING_OFFSET = 1
_NEXT = "国"         # a Han character, to see where one begins after a label
_MOST_LINES = 4      # of a title or heading; more are no longer balanced, and hardly a title


def title(context: Context, block: Title) -> list[Strip]:
    """标题 of an article: 小标宋, centred as a rule, broken where the author broke it."""
    element = Element("H1", context.root, outline=block.text, level=1, anchor=block.anchor)
    grid = context.profile.flag("title.grid")
    strips = titled(context, block, element, block.lines, grid=grid)
    gap = context.profile.length("title.gap").pt
    strips[0] = strips[0]._replace(before=gap)
    strips[-1] = strips[-1]._replace(grid=not grid)
    if context.profile.kind == "文件":
        strips[-2:] = [strip._replace(rule=OPENING) for strip in strips[-2:]]
    return strips


def titled(
    context: Context, block: Title | Attachment, element: Element, lines: tuple[str, ...], *,
    grid: bool,
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


def addressees(context: Context, block: Addressees) -> list[Strip]:
    """主送机关: flush left, ended by a colon, on the page where the text begins."""
    style = context.style("addressees")
    frame = context.frame
    parts = [Piece(f"{block.names}：", style.role, span=block.span)]
    lines = set_lines(context, parts, style, frame.left, frame.width, indent=style.indent)
    strips = text_strips(context, lines, style, Element("P", context.root))
    return [strip._replace(rule=OPENING) for strip in kept(strips, with_next=True)]


def heading(context: Context, block: Heading) -> list[Strip]:
    """A heading of level 1 to 4, kept with the first two lines that follow."""
    style = context.style(f"heading{block.level}")
    element = Element(
        f"H{block.level + _HEADING_OFFSET}", context.root,
        outline=block.number + plain(block.children), level=block.level + _HEADING_OFFSET,
        anchor=block.anchor,
    )
    parts = [
        Piece(block.number, style.role, span=block.span),
        *pieces(context, block.children, style.role, element),
    ]
    frame = context.frame
    lines = set_lines(context, parts, style, frame.left, frame.width, indent=style.indent)
    _report_long(context, f"小标题“{block.number}”", len(lines), block)
    strips = text_strips(context, lines, style, element)
    return [strip._replace(keep=True, rule=HEADING) for strip in strips]


def _report_long(
    context: Context, what: str, lines: int, block: Title | Attachment | Heading
) -> None:
    if lines > _MOST_LINES:
        context.sink.warning(
            "W0607", f"{what}排成了{lines}行，没有再按词语匀称断行", block.span,
            "写短些，一般不超过三行；细节写到正文里",
        )


def paragraph(context: Context, block: Paragraph) -> list[Strip]:
    """A body paragraph."""
    return _paragraph(context, context.style("body"), block, ())


def _paragraph(
    context: Context, style: TextStyle, block: Paragraph, label: tuple[Text, ...]
) -> list[Strip]:
    element = Element("P", context.root)
    parts = [
        *pieces(context, label, context.style("note_label").role, element),
        *pieces(context, block.children, style.role, element),
    ]
    lines = _indented(context, parts, style, block.children, (style.side,) * 2)
    strips = text_strips(context, lines, style, element, block.span)
    return kept(strips, with_next=False)


def _indented(
    context: Context, parts: list[Piece], style: TextStyle, children: tuple[Inline, ...],
    sides: tuple[float, float],
) -> list[SetLine]:
    """The lines of a paragraph, so many ems off the `sides` of the text, its first line indented.

    Where the author ended lines, they all are.
    """
    (left, right), indent = sides, style.indent
    em, frame = style.em.pt, context.frame
    if in_lines(children):
        left, indent = left + indent, 0.0
    return set_lines(context, parts, style, frame.left + left * em,
                     frame.width - (left + right) * em, indent=indent)


def editor_note(context: Context, block: EditorNote) -> list[Strip]:
    """按语: 楷体, both sides indented, its label in 黑体; a blank line below."""
    style = context.style("editor_note")
    strips: list[Strip] = []
    for i, children in enumerate(block.paragraphs):
        label = (Text(f"{block.label}："),) if i == 0 else ()
        strips += _paragraph(context, style, Paragraph(children, block.span), label)
    return [*strips, Strip(context.frame.pitch, 0.0)]


def list_block(context: Context, block: ListBlock) -> list[Strip]:
    """A list. Items are set as paragraphs, as a 公文 sets them: indented, turnovers flush left.

    A list within an item is set in as a whole.
    """
    return _list(context, block, context.root, 0)


def _list(context: Context, block: ListBlock, parent: Element, level: int) -> list[Strip]:
    listing = Element("L", parent, numbering="Decimal" if block.ordered else "Disc")
    strips: list[Strip] = []
    for item in block.items:
        entry = Element("LI", listing)
        label, body = Element("Lbl", entry), Element("LBody", entry)
        lead = Piece(item.marker, context.style("body").role, label, span=item.span)
        own = Element("P", body) if item.more else body
        strips += _item_text(context, [lead], item.children, own, level)
        for part in item.more:
            if isinstance(part, ListBlock):
                strips += _list(context, part, body, level + 1)
            else:
                strips += _item_text(context, [], part.children, Element("P", body), level)
    return strips


def _item_text(
    context: Context, lead: list[Piece], children: tuple[Inline, ...], element: Element, level: int
) -> list[Strip]:
    style = context.style("body")
    shift = list_shift(context.profile, level)
    parts = [*lead, *pieces(context, children, style.role, element)]
    lines = _indented(context, parts, style, children, (shift, 0.0))
    return kept(text_strips(context, lines, style, element), with_next=False)


def credit(context: Context, block: Credit) -> list[Strip]:
    """（××供稿） at the right, below the article's last line."""
    style, frame = context.style("credit"), context.frame
    parts = [Piece(block.text, style.role, span=block.span)]
    lines = set_lines(context, parts, style, frame.left, frame.width, indent=style.indent)
    strips = text_strips(context, lines, style, Element("P", context.root))
    return kept(strips, with_next=False)


def note(context: Context, block: Note) -> list[Strip]:
    """A note that stands by itself."""
    return note_strips(context, (block.children,))


def note_strips(context: Context, notes: tuple[tuple[Inline, ...], ...]) -> list[Strip]:
    """Notes below a table or figure: small 宋体, not on the grid; the next block snaps back."""
    style = context.style("note")
    strips: list[Strip] = []
    for number, children in enumerate(notes, 1):
        element = Element("P", context.root)
        label = Text(note_label(number, len(notes)))
        lines = _labelled(context, style, label, children, element)
        strips += [s._replace(snap=False) for s in text_strips(context, lines, style, element)]
    return kept(strips, with_next=False)


def _labelled(
    context: Context, style: TextStyle, label: Text, children: tuple[Inline, ...], element: Element
) -> list[SetLine]:
    """Lines whose turnovers stand behind the label: 注1：…"""
    frame = context.frame
    (head,) = set_lines(
        context, [Piece(label.text, style.role), Piece(_NEXT, style.role)], style, frame.left,
        frame.width, align="left",
    )
    *label_runs, (_, following) = head.runs()
    indent = following.x - frame.left
    lines = set_lines(
        context, pieces(context, children, style.role, element), style,
        frame.left + indent, frame.width - indent,
    )
    if not lines:
        return set_lines(context, [Piece(label.text, style.role)], style, frame.left, frame.width)
    return [lines[0]._replace(before=tuple(label_runs)), *lines[1:]]
