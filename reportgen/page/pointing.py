"""What is told when one asks: what stands at a point, a fact and its printings, where a finding is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlencode

from reportgen.diagnostics import Span
from reportgen.facts.model import Fact
from reportgen.facts.text import quantity
from reportgen.findings import Lines
from reportgen.page.live import Laying, Live
from reportgen.page.markup import Html, joined, tag
from reportgen.page.places import paragraph, place, value_of
from reportgen.style.choose import notation
from reportgen.trace.about import about
from reportgen.trace.origin import Origin, Why, solid
from reportgen.trace.places import Printed, printed
from reportgen.trace.spots import Spot, in_lines, printings, written_at

_WORDS = {
    Why.TYPED: "这个数是手写在文稿里的，没有事实。要让它有出处、处处一致：在数据里加一条"
               "（编号、名称、数值），文稿里改成 {{ 那个名称 }}。",
    Why.NAME: "这个数是数据里的名称、期间。", Why.PAGE: "这是页码。",
    Why.COUNTED: "这是程序编的号。", Why.TICK: "这是坐标轴的刻度。",
    Why.PROFILE: "这是版式里的字。", Why.WORDS: "这是程序自己的话。", Why.FACT: "",
}
_AROUND = 8     # characters before and after a number that tell where it stands
_MOST = 30      # facts that a search lists


class Told(NamedTuple):
    """What is shown beside the pages, and what is marked on them; `leap`: bring that into view.

    `again` is what is asked when the pages have changed.
    """

    html: Html
    marked: Sequence[Spot] = ()
    leap: bool = False
    again: str = ""

    def as_data(self) -> dict[str, object]:
        """For the browser."""
        return {"html": self.html, "leap": self.leap, "again": self.again,
                "boxes": [_boxed(spot) for spot in in_lines(self.marked)]}


def pointed(live: Live, asked: Mapping[str, str]) -> Told:
    """The answer to what is asked of the pages that are shown, one of the ways of `_WAYS`."""
    laying = live.laying
    way = next((name for name in _WAYS if name in asked), None)
    if laying is None or way is None:
        return Told(Html())
    try:
        return _WAYS[way](_Asked(live, laying), asked)
    except (KeyError, ValueError, IndexError):
        return Told(Html())     # of a state that is gone


class _Asked:
    """What an answer is made of."""

    def __init__(self, live: Live, laying: Laying) -> None:
        self.live, self.folder, self.spots = live, live.folder, laying.spots
        self.lines, self.edition = Lines(live.world), laying.edition
        self.dataset = laying.edition.briefing.dataset
        self.notation = notation(laying.edition.briefing.profile)

    def value(self, fact: Fact) -> str:
        """A fact's value as it is printed alone."""
        return quantity(self.dataset, fact, notation=self.notation).text


def _point(asked: _Asked, given: Mapping[str, str]) -> Told:
    """What stands at a point of a page."""
    page, x, y = int(given["page"]), float(given["x"]), float(given["y"])
    here = next((spot for spot in asked.spots if spot.page == page and spot.box.holds(x, y)), None)
    if here is None:
        return Told(Html())
    if here.fact:
        return _told_of(asked, here.fact, here)._replace(leap=False)
    if here.origin is None:
        same = [spot for spot in asked.spots if spot.passage == here.passage]
        return Told(_passage(asked, here), same if here.span.file else ())
    return Told(_number(asked, here, here.origin), [here])


def _passage(asked: _Asked, here: Spot) -> Html:
    if not here.span.file:
        return tag("p", f"“{here.text}”是版式或程序印的，不在文稿里。")
    return joined(tag("h2", "这一段写在"),
                  paragraph(here.span, here.text, asked.folder, asked.lines))


def _number(asked: _Asked, here: Spot, origin: Origin) -> Html:
    """What a number is that prints no fact."""
    told = place(origin.span, asked.folder, asked.lines) if origin.span.file else paragraph(
        here.span, here.text, asked.folder, asked.lines)
    return joined(tag("h2", here.text), tag("p", _WORDS[origin.why]), told)


def _fact(asked: _Asked, given: Mapping[str, str]) -> Told:
    """A fact by its id."""
    return _told_of(asked, given["fact"])


def _told_of(asked: _Asked, name: str, here: Spot | None = None) -> Told:
    places = printings(asked.spots, name)
    marked = [spot for each in places for spot in each]
    fact = asked.dataset.find(name)
    if fact is None:
        where = paragraph(here.span, "", asked.folder, asked.lines) if here else Html()
        return Told(joined(tag("h2", here.text if here else name),
                           tag("p", "由几个事实算出。"), where), marked)
    rows = [row for row in about(asked.dataset, fact, asked.notation) if row[0] != "写在"]
    operands = fact.formula.operands if fact.formula else ()
    html = joined(
        tag("h2", fact.name),
        tag("dl", *(joined(tag("dt", label), tag("dd", text)) for label, text in rows)),
        _list(_fact_button(asked, each) for id_ in operands
              if (each := asked.dataset.find(id_)) is not None),
        tag("h3", "写在"), place(value_of(fact, asked.lines), asked.folder, asked.lines),
        tag("h3", f"印在 {len(places)} 处" if places else "没有印出来"),
        _list(_printings(asked, places, fact.id)))
    return Told(html, marked, leap=True, again=urlencode({"fact": fact.id}))


def _printings(asked: _Asked, places: list[list[Spot]], fact: str) -> Iterator[Html]:
    """A button for each printing, which shows it on its page."""
    edition = asked.edition
    rows = list(printed(edition.fitted.document, fact, edition.fitted.pages))
    for each in places:
        text, page = "".join(spot.text for spot in each), each[0].page
        row = next((row for row in rows if solid(row.text) == text and row.page in {0, page}), None)
        if row is not None:
            rows.remove(row)
        yield tag("button", f"第{page}页　{_where(row)}", *_around(asked, each[0], each[-1], text),
                  type="button", data_box=",".join(map(str, _boxed(each[0]))))


def _where(row: Printed | None) -> str:
    if row is None:
        return ""
    return "　".join(part for part in (row.section, row.block) if part) + "　"


def _around(asked: _Asked, first: Spot, last: Spot, text: str) -> Iterator[Html]:
    """A number among the words that stand around it."""
    start, end = asked.spots.index(first), asked.spots.index(last)
    before = "".join(spot.text for spot in asked.spots[max(0, start - 2) : start]
                     if spot.passage == first.passage)
    after = "".join(spot.text for spot in asked.spots[end + 1 : end + 3]
                    if spot.passage == last.passage)
    yield joined(before[-_AROUND:], tag("b", text), after[:_AROUND])


def _numbers(asked: _Asked, given: Mapping[str, str]) -> Told:
    """What a page prints: its facts, its other numbers, its texts by their first words."""
    page = int(given["numbers"])
    texts: dict[int, list[Spot]] = {}
    for spot in asked.spots:
        if spot.page == page:
            texts.setdefault(spot.passage, []).append(spot)
    here = [spot for each in texts.values() for spot in each]
    facts = (asked.dataset.find(name) for name in dict.fromkeys(spot.fact for spot in here))
    others = (spot for spot in here if spot.origin is not None and not spot.fact)
    told = (each for each in texts.values() if each[0].span.file)
    parts = {
        f"第{page}页的数": [_fact_button(asked, fact) for fact in facts if fact is not None],
        "不是事实的数": [_pointing(spot, *_around(asked, spot, spot, spot.text))
                     for spot in others],
        "各段": [_pointing(each[0], _cut("".join(spot.text for spot in each))) for each in told]}
    return Told(joined(*(joined(tag("h2", head), _list(each))
                         for head, each in parts.items() if each)))


def _cut(text: str) -> str:
    return text if len(text) <= 3 * _AROUND else f"{text[: 3 * _AROUND]}…"


def _pointing(spot: Spot, *told: str) -> Html:
    """A button that asks what stands there."""
    x, y = spot.box.x + spot.box.width / 2, spot.box.y + spot.box.height / 2
    return _button(*told, page=spot.page, x=f"{x:.2f}", y=f"{y:.2f}")


def _search(asked: _Asked, given: Mapping[str, str]) -> Told:
    """The facts whose name or value has what is sought in it."""
    wanted = solid(given["find"])
    if not wanted:
        return Told(Html())
    found = (fact for fact in asked.dataset.facts if any(
        wanted in solid(text) for text in (fact.name, fact.id, *fact.aliases, asked.value(fact))))
    shown = list(islice(found, _MOST + 1))
    more = [tag("p", f"还有更多，只列出 {_MOST} 个；再多写几个字。")] * (len(shown) > _MOST)
    return Told(joined(tag("h2", f"有“{wanted}”的数" if shown else f"没有“{wanted}”"),
                       _list(_fact_button(asked, each) for each in shown[:_MOST]), *more))


def _fact_button(asked: _Asked, fact: Fact) -> Html:
    return _button(f"{fact.name}　{asked.value(fact)}", fact=fact.id)


def _finding(asked: _Asked, given: Mapping[str, str]) -> Told:
    """Where on the pages a finding is: all printings of its fact, or the passage of its line."""
    item = asked.live.state.found[int(given["finding"])]
    fact = next((fact for fact in asked.dataset.facts if _same(fact.span, item.span)), None)
    marked = [spot for spot in asked.spots if spot.fact == fact.id] if fact is not None \
        else written_at(asked.spots, item.span)
    told = Html() if marked else tag("p", "这一处没有印在页上。")
    return Told(told, marked, leap=True)


def _same(span: Span, other: Span) -> bool:
    return (span.file, span.line, span.cell) == (other.file, other.line, other.cell)


def _boxed(spot: Spot) -> tuple[float, ...]:
    return (spot.page, *(round(each, 2) for each in spot.box))


def _button(*told: str, **asked: object) -> Html:
    return tag("button", *told, type="button", data_ask=urlencode(asked))


def _list(buttons: Iterable[Html]) -> Html:
    found = [tag("li", each) for each in buttons]
    return tag("ul", *found, class_="choices") if found else Html()


_WAYS: Mapping[str, Callable[[_Asked, Mapping[str, str]], Told]] = {
    "x": _point, "fact": _fact, "numbers": _numbers, "find": _search, "finding": _finding,
}
