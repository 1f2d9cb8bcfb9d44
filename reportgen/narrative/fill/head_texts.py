"""The texts of front matter and of what is named like them, with the facts put in.

A title holds a text, not a number tied to its fact: what was put in is kept beside it, so that the
checks know that the fact is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.document.quantity import Quantity
from reportgen.narrative.fill.expand import Expander
from reportgen.narrative.fill.lookup import Lookup
from reportgen.narrative.language.passage import Passage
from reportgen.narrative.language.plain import tell_marks, tidy
from reportgen.narrative.parse.inline import InlineParser
from reportgen.narrative.syntax import Choice, Citation, Emphasis, Inline, Inlines, Loop, Numeral

# What is a number by nature: no fact could vouch for it.
_NUMBERS = frozenset((
    "期号", "总期号", "文号", "编号", "份号", "份数", "密级", "日期", "成文日期", "印发日期",
    "电话", "版式", "目录",
    "附件", "名称",     # names, the same in three places
))
_TOLD_LATER = {(key, "W0343") for key in ("文号", "编号")}     # by E0330, with the whole number
_MARKED = re.compile(r"[{｛][ \u3000]?[{｛%％]")
_CITED = "报头信息里的文字不能指到正文里的图、表和标题"


@dataclass(slots=True)
class HeadTexts:
    """Reads texts by what a `lookup` finds; gathers the numbers typed and those put in."""

    lookup: Lookup
    numerals: list[Numeral] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)

    def text(self, key: str, whole: Passage) -> str:
        """A text as it is to be printed. E0301 and on for a name, E0307 for a reference."""
        typed: list[Numeral] = []
        if _MARKED.search(whole.text):
            text = self._filled(whole, typed)
        else:
            found = Sink()
            text = tidy(whole, found, typed=typed)
            self.lookup.sink.extend(each for each in found if (key, each.code) not in _TOLD_LATER)
        if key not in _NUMBERS:
            self.numerals += typed
        return text

    def _filled(self, whole: Passage, typed: list[Numeral]) -> str:
        tell_marks(whole, self.lookup.sink)
        children = InlineParser(self.lookup.sink, typed).parse(whole)
        for citation in _citations(children):
            self.lookup.sink.error("E0307", _CITED, citation.span, f"写成 {citation.anchor}")
            return whole.text
        filled = Expander(self.lookup).inline(children, {})
        self.quantities += (leaf for leaf in tree.inlines(filled) if isinstance(leaf, Quantity))
        return tree.plain(filled)


def _citations(children: Inlines) -> Iterator[Citation]:
    for child in children:
        if isinstance(child, Citation):
            yield child
        yield from _citations(_within(child))


def _within(child: Inline) -> Inlines:
    match child:
        case Emphasis():
            return child.children
        case Choice():
            return (*child.then, *child.otherwise)
        case Loop():
            return child.body
        case _:
            return ()


_NAME = re.compile(r"[{｛][ \u3000]?[{｛](?![ \u3000]*(?:原文|图|表|节|附件)[ \u3000]*[：:])"
                   r"|[{｛][ \u3000]?[%％]")


def names_facts(text: str) -> bool:
    """Whether a narrative refers to facts anywhere outside its tables and figures."""
    return _NAME.search(text) is not None
