"""What stands between `{{` and `}}`, or `{%` and `%}`: names, forms and the closed set of tags.

Nothing is evaluated: a name is looked up later, a form is one of a list, and there is no third
thing. Slips of the input method (｛｛ ｝｝ ｜ ％) are understood, and the fix is told.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reportgen.diagnostics import Sink, Span
from reportgen.frozen import frozen
from reportgen.narrative.language.passage import Passage
from reportgen.narrative.syntax import Citation, Condition, Insert, Verbatim
from reportgen.patterns import late

BLANK = " \t\n\u3000\u00a0"
CITED = ("表", "图", "节", "文章", "附件")
_BAR = late(r"[|｜]")
_COLON = late("[：:]")
_IF = late(r"如果[ \t\n\u3000]*(?P<not>没有[ \t\n\u3000]+)?(?P<rest>.*)", re.S)
_EACH = late(
    r"对?每个?[ \t\n\u3000]+(?P<variable>\S+)[ \t\n\u3000]+[于在][ \t\n\u3000]+(?P<source>.+)", re.S
)
_ELSE, _END = {"否则"}, {"结束", "完"}
# How other languages and other people begin a tag, as a pattern → the word here.
_OTHER_WORDS = {
    "(?:结束|end|/) ?(?:如果|循环|if|for).*": "结束", "end$": "结束", "else$|不然$|反之$": "否则",
    "if +|若 *|假如 *|要是 *": "如果 ",
}


@frozen
class IfTag:
    """`{% 如果 … %}`."""

    test: Condition
    span: Span


@frozen
class EachTag:
    """`{% 对每个 变量 于 来源 %}`."""

    variable: str
    source: str
    span: Span


@frozen
class ElseTag:
    """`{% 否则 %}`."""

    span: Span


@frozen
class EndTag:
    """`{% 结束 %}`."""

    span: Span


Tag = IfTag | EachTag | ElseTag | EndTag


def parse_insert(
    whole: Passage, start: int, end: int, sink: Sink
) -> Insert | Verbatim | Citation | None:
    """The insert whose content is `whole.text[start:end]`; None after an error was reported."""
    parts = _split_bar(whole, start, end, sink)
    head, place = _strip(whole, *parts[0])
    if not head:
        sink.error("E0302", "双花括号里没有名称", whole.span(start - 2, end + 2),
                   "删去它，或在里面写上事实的名称")
        return None
    keyword = _COLON.split(head, maxsplit=1)
    if len(keyword) == 2 and keyword[0].strip(BLANK) in CITED:
        return Citation(keyword[0].strip(BLANK), keyword[1].strip(BLANK), span=place)
    if len(keyword) == 2 and keyword[0].strip(BLANK) == "原文":
        return _verbatim(whole, keyword[1].strip(BLANK), parts, place, sink)
    if len(parts) == 1:
        return Insert(head, span=place)
    form, argument = _form(whole, parts[1])
    return Insert(head, form, argument, span=place)


def parse_tag(whole: Passage, start: int, end: int, sink: Sink) -> Tag | None:
    """The tag whose content is `whole.text[start:end]`; None after an error was reported."""
    content, place = _strip(whole, start, end)
    if content in _ELSE:
        return ElseTag(place)
    if content in _END:
        return EndTag(place)
    if (found := _EACH.fullmatch(content)) is not None:
        source = found["source"].strip(BLANK)
        return EachTag(found["variable"], source, place)
    if (found := _IF.fullmatch(content)) is not None and found["rest"].strip(BLANK):
        rest = _BAR.split(found["rest"], maxsplit=1)
        form = rest[1].strip(BLANK) if len(rest) == 2 else ""
        name = rest[0].strip(BLANK)
        start = place.column + content.index(name)
        at = place if "\n" in content else replace(place, column=start, length=len(name))
        return IfTag(Condition(name, form, bool(found["not"]), span=at), place)
    word = next((w for w in _OTHER_WORDS if re.match(w, content)), "")
    right = re.sub(word, _OTHER_WORDS.get(word, ""), content, count=1)
    sink.error("E0305", f"不认识的标签“{content}”", place, *([f"改成“{right}”"] if word else []),
               "只有 {% 如果 名称 %}、{% 否则 %}、{% 对每个 变量 于 名称 %}、{% 结束 %}")
    return None


def _split_bar(whole: Passage, start: int, end: int, sink: Sink) -> list[tuple[int, int]]:
    found = _BAR.search(whole.text, start, end)
    if found is None:
        return [(start, end)]
    if found.group() == "｜":
        sink.info("I0350", "全角“｜”按“|”理解", whole.span(found.start(), found.end()), "改成 |")
    return [(start, found.start()), (found.end(), end)]


def _strip(whole: Passage, start: int, end: int) -> tuple[str, Span]:
    raw = whole.text[start:end]
    left = len(raw) - len(raw.lstrip(BLANK))
    content = raw.strip(BLANK)
    begin = start + left if content else start
    return content, whole.span(begin, begin + len(content))


def _form(whole: Passage, part: tuple[int, int]) -> tuple[str, str]:
    content, _ = _strip(whole, *part)
    pieces = _COLON.split(content, maxsplit=1)
    return pieces[0].strip(BLANK), pieces[1].strip(BLANK) if len(pieces) == 2 else ""


def _verbatim(
    whole: Passage, text: str, parts: list[tuple[int, int]], place: Span, sink: Sink
) -> Verbatim | None:
    reason = _strip(whole, *parts[1])[0] if len(parts) == 2 else ""
    if not text or not reason:
        sink.error("E0309", "手写的原文要写出内容和理由", place,
                   f"写成 {{{{ 原文：{text or '第二次'} | 理由 }}}}")
        return None
    return Verbatim(text, reason, span=place)
