"""The narrative of the next issue: its front matter moved on, and what only its author can mend."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from reportgen.diagnostics import Sink, Span
from reportgen.facts.model import Period
from reportgen.frozen import frozen
from reportgen.narrative.front.values import chinese_date, day_of
from reportgen.narrative.read import front_lines, front_node
from reportgen.rolling.turning import Turn, mentions, next_day
from reportgen.rolling.values import MOVED, Change, Point
from reportgen.sources.nodes import ListNode, MapNode, Node, Scalar, listed
from reportgen.sources.yaml import read_yaml

_MOVED_KEYS = frozenset(("期间", "统计期", "统计期间", "各期", "期号", "总期号", "编号", "日期",
                         "成文日期", "印发日期"))
DAYS = ("日期", "成文日期", "印发日期")
_NUMBER = re.compile(r"(?P<before>第?\s*)(?P<n>\d{1,6})(?P<after>\s*[期号次]?)")
_CODED = re.compile(r"〔(?P<year>\d{4})〕(?P<n>\d{1,6})号")
_RANK = re.compile(
    r"(?:位?[居列]|名列|排名?)?(?:全[国省市县区镇])?第[一二三四五六七八九十百两\d]+[位名]"
    r"|(?:位[居列]|名列|排名?|居)(?:全[国省市县区镇])?[首末前后榜]|首位|榜首|垫底")
_ISSUE = re.compile(r"总?第\s*\d{1,6}\s*期")


@frozen
class Numbers:
    """What the next issue is numbered by: 期号; whether it is the first of a year."""

    number: int
    restarts: bool


def front_changes(
    front: MapNode, turn: Turn, numbers: Numbers, sink: Sink,
) -> Iterator[Change]:
    """What becomes of the front matter: its title, its numbers, its days, its period."""
    for entry in front.entries:
        key, node = entry.key.text, entry.value
        if key == "标题":
            yield from retitled(node, turn, sink)
        if not isinstance(node, Scalar):
            continue
        new = ""
        if key == "期号" and _NUMBER.fullmatch(node.text):
            new = _NUMBER.sub(lambda found: _counted(found, numbers.number), node.text)
        elif key == "总期号" and (total := _NUMBER.fullmatch(node.text)):
            new = _counted(total, int(total["n"]) + 1)
        elif key == "编号" and (coded := _CODED.search(node.text)):
            year = int(coded["year"]) + numbers.restarts
            new = node.text.replace(coded[0], f"〔{year}〕{numbers.number}号")
        elif key == "编号" and (counted := _NUMBER.fullmatch(node.text)):
            new = _counted(counted, numbers.number)
        elif key in DAYS and (day := day_of(node.text)) is not None:
            new = _dated(node.text, next_day(day, turn))
        elif key in {"期间", "统计期", "统计期间"}:
            new = turn.told(node.text)
        if new and new != node.text:
            yield Change(MOVED, node.span, key, node.text, new)


def retitled(title: Node, turn: Turn, sink: Sink) -> Iterator[Change]:
    """What becomes of a title, of one line or several; I0193 for what it still names."""
    lines = [each for each in listed(title) if isinstance(each, Scalar)]
    whole = " ".join(each.text for each in lines)
    plain = turn.title(whole) != whole
    for each in lines:
        if plain and (new := turn.told(each.text)) != each.text:
            yield Change(MOVED, each.span, "标题", each.text, new)
        look(each.text, each.span, turn, sink, periods=not plain)


def looks(text: str, file: str, turn: Turn, points: Sequence[Point], sink: Sink) -> None:
    """I0193 for each text of a narrative or of facts that still names a period, a rank, a day.

    Not for `points` that have been moved on.
    """
    facts = not file.endswith(".md")
    node = read_yaml(text, file, Sink()) if facts else front_node(text, file)
    for key, span, value in _texts(node, "") if node is not None else ():
        if key == "日期" and facts:
            sink.info("I0193", f"来源的日期还是“{value}”", span, "改成新的日期")
        elif key == "文号":
            sink.info("I0193", f"文号还是“{value}”", span, "改成这一期的文号")
        elif key not in _MOVED_KEYS and (key != "名称" or re.search(r"\d月", value)):
            look(value, span, turn, sink)
    if facts:
        return
    bare = text
    for each in points:     # with the older ones that stand before it in a list
        point = rf"""["']?{re.escape(each.name)}（[^）\n]*）["']?(?:\s*,\s*|\s*\n\s*-\s*)"""
        bare = re.sub(rf"(?:{point})*{re.escape(f'{each.name}（{each.new}）')}",
                      lambda found: re.sub(".", "　", found[0]), bare)
    for number, line in enumerate(bare.split("\n"), 1):
        if number > front_lines(text):
            look(line, Span(file, number, 1), turn, sink)


def moved_points(text: str, file: str, points: Sequence[Point]) -> Iterator[Change]:
    """References to the points of lines whose window has moved on: each moves along.

    Where the points of a year so far are listed one by one, the new one is put behind them.
    """
    moved = {f"{each.name}（{each.old}）": f"{each.name}（{each.new}）" for each in points
             if not each.before}
    words = "|".join(map(re.escape, sorted(moved, key=len, reverse=True)))
    for found in re.finditer(words, text) if words else ():
        yield Change(MOVED, _place(text, file, found.start(), len(found[0])), "各期", found[0],
                     moved[found[0]])
    for each in points:
        last = f"{each.name}（{each.old}）"
        listed = re.compile("".join((
            re.escape(f"{each.name}（{each.before}）"), r"""["']?(\s*,\s*|\s*\n\s*-\s*)["']?""",
            re.escape(last), """["']?""")))
        for found in listed.finditer(text) if each.before else ():
            new = f"{found[1]}{each.name}（{each.new}）"
            yield Change(MOVED, _place(text, file, found.end(), 0), "各期", "", new)


def _place(text: str, file: str, at: int, length: int) -> Span:
    start = text.rfind("\n", 0, at) + 1
    return Span(file, text.count("\n", 0, at) + 1, at - start + 1, length)


def look(text: str, span: Span, turn: Turn, sink: Sink, *, periods: bool = True) -> None:
    """I0193 for what one text names, and how that would be moved on."""
    for found in mentions(text) if periods else ():
        new = turn.told(found[0])
        sink.info("I0193", f"写着“{found[0]}”：{_excerpt(text, found)}", _within(span, found),
                  f"把“{found[0]}”改成“{new}”" if new != found[0] else "看看还对不对")
    for found in (*_RANK.finditer(text), *_ISSUE.finditer(text)):
        sink.info("I0193", f"写着“{found[0]}”：{_excerpt(text, found)}", _within(span, found),
                  "看看还对不对")


def behind(name: str, span: Span, turn: Turn, sink: Sink) -> None:
    """W0194 for a line over time that does not end with the old period."""
    sink.warning("W0194", f"“{name}”各期的最后一期不是“{turn.old.text}”，没有动", span,
                 "自己加上新的一期")


def kept(name: str, before: Period, span: Span, turn: Turn, sink: Sink) -> None:
    """I0193 for a value of a period that ended with the old one, and has no next: 上半年."""
    if before.end == turn.old.end:
        sink.info("I0193", f"“{name}”还是“{before.text}”的数，没有动", span,
                  "要换的，期间和数一起换")


def _within(span: Span, found: re.Match[str]) -> Span:
    """The place of a part of a text; of a cell, the cell."""
    return span if span.cell else Span(
        span.file, span.line, span.column + found.start(), len(found[0]))


def _excerpt(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 10) : found.end() + 10].strip("　 ")


def _texts(node: Node, key: str) -> Iterator[tuple[str, Span, str]]:
    """The texts of a node with their keys."""
    match node:
        case Scalar():
            yield key, node.span, node.text
        case ListNode():
            for item in node.items:
                yield from _texts(item, key)
        case MapNode():
            for entry in node.entries:
                if key or entry.key.text != "标题":     # that one is told where it is moved
                    yield from _texts(entry.value, entry.key.text)


def _counted(found: re.Match[str], number: int) -> str:
    return f"{found['before']}{number}{found['after']}"


def _dated(text: str, day: date) -> str:
    """A day in the form in which another is written."""
    plain = text.strip()
    if "年" in plain:
        return chinese_date(day)
    sign = next((sign for sign in "-./" if sign in plain), "")
    padded = not sign or plain.split(sign)[1].startswith("0") or len(plain) == 10
    return sign.join((f"{day.year}", f"{day.month:02}" if padded else f"{day.month}",
                      f"{day.day:02}" if padded else f"{day.day}"))
