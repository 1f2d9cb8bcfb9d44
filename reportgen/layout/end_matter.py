"""What follows the text: 附件说明, 出席, 署名 and 成文日期, 附注; where an attachment begins.

GB/T 9704-2012 7.3.4 to 7.3.7, 10.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from reportgen.document import tree
from reportgen.document.printed import ATTACHED, passages
from reportgen.frozen import frozen
from reportgen.layout.blocks import paragraphs, set_passage, titled
from reportgen.layout.heads import text_width, widest
from reportgen.layout.pages import Element
from reportgen.layout.strips import BODY, SIGNATURE, TOGETHER, Strip, kept
from reportgen.layout.text import Context, Piece, SetLine, set_lines, text_strips
from reportgen.style.signature import reach, sealed, unsealed

_SHORT_LIST = 5      # lines of a list of attachments that is not divided
_BLANK = 0.25        # of the em: the blank behind a number, as Word sets it


def _whole(strips: Sequence[Strip], rule: str = SIGNATURE) -> list[Strip]:
    """All on one page, for the sake of `rule`."""
    last = len(strips) - 1
    return [strip._replace(keep=i < last, rule=rule) for i, strip in enumerate(strips)]


def tied(strips: list[Strip], count: int, rule: str = SIGNATURE) -> list[Strip]:
    """`strips` of which the last `count` that show something stay with what follows.

    `rule` is what it is for, should it not be possible.
    """
    result = list(strips)
    for index in reversed(range(len(result))):
        if count <= 0 or (result[index].new_page and not result[index].content):
            break
        result[index] = result[index]._replace(keep=True, rule=rule)
        count -= bool(result[index].content)
    return result


# -------------------------------------------------------------------------------- 附件说明


def attachment_list(context: Context, block: tree.AttachmentList) -> list[Strip]:
    """附件：1.… Names without punctuation, each below the other; kept with the signature."""
    style = context.style("attachment_list")
    em, frame = style.em.pt, context.frame
    listing = Element("L", context.root)
    left = frame.left + (style.indent + context.style("body").indent) * em
    indent = len(ATTACHED) * em
    items = [(each.label.removeprefix(ATTACHED), each.children) for each in passages(block)]
    numbers = max(text_width(context, number.rstrip(), style.name) + number.count(" ") * _BLANK * em
                  for number, _ in items)
    strips: list[Strip] = []
    for i, (number, children) in enumerate(items):
        item, name = Element("LI", listing), tree.plain(children)
        heads = [(number, left + indent)] if i else [(ATTACHED, left), (number, left + indent)]
        marker = Element("Lbl", item)
        labels = [line for text, x in heads
                  for line in set_lines(context, [Piece(text, style.role)], style, x, frame.width,
                                        align="left")]
        x = left + indent + numbers
        body = Element("LBody", item)
        link = Element("Link", body, target=target, alt=name) \
            if (target := block.target(i)) else None       # the attachment is in this file
        part = Piece(name, style.role, link, span=block.span)
        lines = set_lines(context, [part], style, x, frame.left + frame.width - x)
        strips += _beside(context, labels, marker, lines, body, name=style.name)
    strips[0] = strips[0]._replace(before=context.profile.length("attachment.list_gap").pt)
    if len(strips) > _SHORT_LIST:      # two lines stay together at either end
        return [*_whole(strips[:2]), *strips[2:-2], *_whole(strips[-2:])]
    return _whole(strips)


def _beside(
    context: Context, labels: Sequence[SetLine], marker: Element, lines: Sequence[SetLine],
    body: Element, *, name: str,
) -> list[Strip]:
    """Lines with labels before the first of them, in the style of this name."""
    style = context.style(name)
    heads = text_strips(context, labels, style, marker)
    first, *others = text_strips(context, lines, style, body)
    marks = (marked for strip in (*heads, first) for marked in strip.content)
    return [first._replace(content=tuple(marks)), *others]


# ------------------------------------------------------------------------ 出席, 请假, 列席


def attendance(context: Context, block: tree.Attendance) -> list[Strip]:
    """出席：… Label in 黑体; turned lines stand below the first character behind the colon."""
    style, look = context.style("attendance"), context.style("attendance_label")
    left = context.frame.left + style.indent * style.em.pt
    strips: list[Strip] = []
    for passage in passages(block):
        text = passage.label
        head = set_lines(context, [Piece(text, look.role)], look, left, context.frame.width,
                         align="left")
        x = left + len(text) * look.em.pt
        names = Piece(tree.plain(passage.children), style.role, span=block.span)
        lines = set_lines(context, [names], style, x,
                          context.frame.left + context.frame.width - x)
        element = Element("P", context.root)
        strips += kept(_beside(context, head, element, lines, element, name=style.name),
                       with_next=False)
    strips[0] = strips[0]._replace(before=context.profile.length("attendance.gap").pt)
    return strips


# -------------------------------------------------------------------- 署名, 成文日期, 附注


@frozen
class _Row:
    """What stands beside each other: texts with the place and width they are set in, and how."""

    cells: tuple[tuple[str, float, float], ...]
    align: str
    before: float = 0.0     # from the row above, besides its own height


def signature(context: Context, block: tree.Signature) -> list[Strip]:
    """署名 above 成文日期, with the place of the seal or without; all on one page."""
    rows = (_sealed if block.sealed else _unsealed)(context, block)
    style = context.style("signature")
    strips: list[Strip] = []
    for row in rows:
        cells = [
            text_strips(context, _set(context, cell, row.align), style, Element("P", context.root))
            for cell in row.cells
        ]
        for i in range(max(map(len, cells))):
            content = tuple(m for cell in cells for strip in cell[i : i + 1] for m in strip.content)
            before = 0.0 if i else row.before
            strips.append(Strip(style.pitch.pt, style.size.pt, content, before=before))
    if block.sealed:
        strips[-1] = strips[-1]._replace(ink=style.size.pt + _seal_below(context))
    return _whole(strips, TOGETHER)


def _set(context: Context, cell: tuple[str, float, float], align: str) -> list[SetLine]:
    text, x, width = cell
    style = context.style("signature")
    return set_lines(context, [Piece(text, style.role)], style, x, width, align=align)


def _unsealed(context: Context, block: tree.Signature) -> list[_Row]:
    """Without seal: the organs one below the other, the date two characters further right."""
    frame = context.frame
    room = frame.width - context.profile.length("signature.right").pt
    organ = max(_width(context, each, room) for each in block.organs)
    left, date = unsealed(
        context.profile, organ, _width(context, block.date, room), frame.width
    )
    rows = [_Row(((each, frame.left + left, room - left),), "left") for each in block.organs]
    rows.append(_Row(((block.date, frame.left + date, frame.width - date),), "left"))
    rows[0] = replace(rows[0], before=context.profile.length("signature.gap").pt)
    return rows


def _sealed(context: Context, block: tree.Signature) -> list[_Row]:
    """With seals: the last organ in the middle above the date, the others in columns and rows."""
    profile, frame = context.profile, context.frame
    organ = max(_width(context, each, frame.width) for each in block.organs)
    date = _width(context, block.date, frame.width)
    seals = sealed(profile, organ, date, frame.width)
    apart = profile.length("signature.seal").pt + profile.length("signature.seal_gap").pt
    half = seals.step / 2 if len(block.organs) > 1 else reach(seals.middle, frame.width)
    rows = [
        _Row(tuple((each, frame.left + middle - half, 2 * half) for each, middle in row),
             "center", _lines(context, apart))
        for row in seals.rows(block.organs)
    ]
    rows[0] = replace(rows[0], before=profile.length("signature.sealed_gap").pt)
    half = reach(seals.middle, frame.width)
    return [*rows, _Row(((block.date, frame.left + seals.middle - half, 2 * half),), "center")]


def _lines(context: Context, height: float) -> float:
    """What a row of seals stands lower than the next line, in whole lines."""
    pitch = context.frame.pitch
    return (ceil(height / pitch) - 1) * pitch


def _width(context: Context, text: str, room: float) -> float:
    return widest(_set(context, (text, 0.0, room), "left"))


def _seal_below(context: Context) -> float:
    """How far a seal that presses on both lines reaches below the date's glyphs."""
    style = context.style("signature")
    both = style.pitch.pt + style.size.pt
    return max(0.0, (context.profile.length("signature.seal").pt - both) / 2)


def remark(context: Context, block: tree.Remark) -> list[Strip]:
    """附注, in brackets, two characters in, on the line below the date."""
    return _whole(paragraphs(context, block))


# ------------------------------------------------------------------------------------ 附件


def attachment(context: Context, block: tree.Attachment) -> list[Strip]:
    """附件1 on the first line of a new page, its title in the middle of the third."""
    mark = Element("P", context.root, anchor=block.anchor)
    (first,) = set_passage(context, next(passages(block)), mark)
    element = Element("H1", context.root, outline=f"{block.label}　{block.title}", level=1)
    line = context.profile.length("attachment.title_line").pt - context.frame.pitch
    strips = titled(context, block, element, (block.title,), grid=True)
    return [
        first._replace(keep=True, new_page=True, rule=BODY),
        strips[0]._replace(before=line - first.height, snap=True), *strips[1:],
    ]
