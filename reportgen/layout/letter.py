"""信函 (GB/T 9704-2012 10.1): the red mark, a double rule below it and one at the page's foot.

What the standard counts from the edges of the paper is counted from the type area here: the mark
begins above it.
"""

from __future__ import annotations

from reportgen.document.tree import LetterOpening
from reportgen.layout.heads import lines_at, red_name, sized
from reportgen.layout.pages import Marked, Rule
from reportgen.layout.strips import OPENING, Strip
from reportgen.layout.text import Context
from reportgen.style.heads import double_rule, letter_size


def letter_opening(context: Context, block: LetterOpening) -> list[Strip]:
    """The head of page 1 as one strip, and with it the rule at the foot of that page."""
    profile, frame = context.profile, context.frame
    top = profile.length("letter.name_top").pt - frame.top
    style = sized(context, "letter_name", letter_size(profile, block.organ),
                  profile.number("letter.name_pitch"))
    name, y = red_name(context, style, block.organ, top, block.span)
    y += profile.length("letter.rule_gap").pt
    rule, y = _double(context, y, thick_first=True)
    foot = frame.page_height - profile.length("letter.rule_foot").pt - frame.top
    lower, _ = _double(context, foot - sum(double_rule(profile)), thick_first=False)
    y += profile.length("letter.number_gap").pt
    marks, end = _marks(context, block, y)
    return [Strip(end, end, (*name, rule, *marks, lower), keep=True, rule=OPENING)]


def _double(context: Context, y: float, *, thick_first: bool) -> tuple[Marked, float]:
    """A double rule in the middle of the paper whose upper edge is at `y`, and where it ends."""
    profile, frame = context.profile, context.frame
    thick, between, thin = double_rule(profile)
    length = profile.length("letter.rule_length").pt
    left = (frame.page_width - length) / 2
    first, second = (thick, thin) if thick_first else (thin, thick)
    end = y + first + between + second
    red = profile.colour("red")
    lines = tuple(Rule(left, at, left + length, at, width, red)
                  for at, width in ((y + first / 2, first), (end - second / 2, second)))
    return Marked(None, lines), end


def _marks(context: Context, block: LetterOpening, y: float) -> tuple[list[Marked], float]:
    """The marks at the left from the top down, the number at the right of the first line.

    Returns where the box of the last line ends.
    """
    look = context.style("letter_number")
    number = lines_at(context, block.number, y, style=look.name, align="right")
    marks: list[Marked] = []
    for i, (text, mark) in enumerate(block.marks):
        marks += lines_at(context, text, y + i * look.pitch.pt, style=mark)
        if i == 0:      # as one reads: the number after what stands beside it
            marks += number
    lines = max(len(block.marks), 1)
    return marks or number, y + (lines - 1) * look.pitch.pt + look.size.pt
