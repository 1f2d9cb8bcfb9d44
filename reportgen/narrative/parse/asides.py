"""What stands beside the running text: the texts of footnotes, and notices in a frame."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from reportgen.narrative.language.passage import Line
from reportgen.narrative.parse.line_marks import BLANKS, bare, begins_block, mark_of

_NOTE = re.compile(r"\[\^(?P<name>[^\]\s]{1,40})\][:：][ \t\u3000]*")
_OPENING = re.compile(r":{3,}+[ \t]*+(?P<label>[^:{}\s][^:{}]{0,20})?[ \t]*+:*$|:{3,}[ \t]*\{.*\}$")
_CLOSING = re.compile(r":{3,}[ \t]*$")
_CALLOUT = re.compile(r"\[[!！](?P<label>[^\]\s]{1,20})\][-+]?[ \t\u3000]*")
_HEADING = re.compile(r"[\w、（）“”—]{1,20}")
_NAMES = {
    "note": "说明", "tip": "提示", "info": "提示", "important": "重要", "warning": "注意",
    "caution": "注意", "danger": "警告",
}
_SET_IN = re.compile(r"(?: {4}|\t)[ \t]*\S")
# What begins a block of another kind: it does not stand within a frame.
_OTHER = re.compile(r"[#＃]{1,9}[ \t\u3000]*\S|[-*+][ \t]+\S|[0-9]{1,3}[.)][ \t]+\S|\||`{3}|[>＞]")


def footnote(lines: Sequence[Line], at: int) -> tuple[str, list[Line], int] | None:
    """The footnote that begins at line `at`: its name, its text, the line behind it.

    Lines right below belong to it, unless they begin something else; so do lines that are set in
    by four blanks or a tab, also below a blank line, where they are another paragraph.
    """
    found = _NOTE.match(lines[at].text.strip(BLANKS))
    if found is None:
        return None
    text, end = [bare(lines[at]).cut(found.end())], at + 1
    for number, line in enumerate(lines[at + 1 :], at + 1):
        short = bare(line)
        apart = number > end or not text[-1].text
        if not short.text:
            continue
        if _SET_IN.match(line.text) is None and (
                apart or begins_block(short.text) or mark_of(short.text) is not None
                or short.text.startswith(("[^", ":::"))):
            break
        text.append(short)
        end = number + 1
    return found["name"], [line for line in text if line.text], end


def frame(lines: Sequence[Line], at: int) -> tuple[str, list[list[Line]], int] | None:
    """The frame that `:::` opens at line `at`: its label, its paragraphs, the line behind it.

    The line is 0 where nothing closes it.
    """
    found = _OPENING.match(lines[at].text.strip(BLANKS))
    if found is None:
        return None
    ends = (n for n in range(at + 1, len(lines)) if _CLOSING.match(lines[n].text.strip(BLANKS)))
    end = next(ends, 0)
    inner = lines[at + 1 : end] if end else ()
    return label_of(found["label"] or ""), list(_paragraphs(inner)), end + 1 if end else 0


def callout(group: Sequence[Line]) -> tuple[str, list[Line]] | None:
    """The label of a quote that begins with [!提示], and the lines of its first paragraph.

    A name of another program may have a heading of its own behind it: that is the label then.
    """
    found = _CALLOUT.match(group[0].text)
    if found is None:
        return None
    rest, below = group[0].cut(found.end()), list(group[1:])
    if below and found["label"].lower() in _NAMES and _HEADING.fullmatch(rest.text):
        return rest.text, below
    return label_of(found["label"]), [rest, *below] if rest.text else below


def label_of(written: str) -> str:
    """A frame's label; the names that other programs have for it are put into Chinese."""
    return _NAMES.get(written.strip().lower(), written.strip())


def stranger(groups: Sequence[Sequence[Line]]) -> Line | None:
    """The first line that begins something else than a paragraph."""
    return next((line for group in groups for line in group if _OTHER.match(line.text)), None)


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    return ([*group] for some, group in groupby(map(bare, lines), lambda line: bool(line.text))
            if some)
