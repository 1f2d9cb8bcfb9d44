"""What a click on a page shows: the number's fact, its source and all its printings; the line."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.diagnostics import Span
from reportgen.findings import Lines
from reportgen.page.findings import place
from reportgen.page.live import Laying, Live
from reportgen.page.markup import Html, joined, tag
from reportgen.style.choose import notation
from reportgen.trace.about import about
from reportgen.trace.origin import Why
from reportgen.trace.places import printed
from reportgen.trace.spots import Spot

_WORDS = {
    Why.TYPED: "这个数是手写在文稿里的，没有事实。", Why.NAME: "这个数是数据里的名称、期间。",
    Why.PAGE: "这是页码。", Why.COUNTED: "这是程序编的号。", Why.TICK: "这是坐标轴的刻度。",
    Why.PROFILE: "这是版式里的字。", Why.WORDS: "这是程序自己的话。", Why.FACT: "",
}


def pointed(live: Live, asked: Mapping[str, str]) -> dict[str, object]:
    """What stands at a point of a page, in words, and every box to be marked."""
    laying = live.laying
    try:
        page, x, y = int(asked["page"]), float(asked["x"]), float(asked["y"])
    except (KeyError, ValueError):
        return {"html": "", "boxes": []}
    if laying is None:
        return {"html": "", "boxes": []}
    here = next((spot for spot in laying.spots if spot.page == page and spot.box.holds(x, y)),
                None)
    if here is None:
        return {"html": "", "boxes": []}
    return {"html": _told(here, laying, live), "boxes": [
        [spot.page, *spot.box] for spot in laying.spots if _alike(spot, here)]}


def _alike(spot: Spot, here: Spot) -> bool:
    """Whether it prints the same fact; of what is none, whether it is of the same passage."""
    if here.origin is not None and here.origin.fact:
        return spot.origin is not None and spot.origin.fact == here.origin.fact
    return spot is here or (here.origin is None and bool(here.span.file) and spot.span == here.span)


def _told(here: Spot, laying: Laying, live: Live) -> Html:
    lines = Lines(live.world)

    def at(span: Span) -> Html:
        return place(span, live.folder, lines)

    origin = here.origin
    if origin is None:
        return joined(tag("h2", "这一段写在"), at(here.span)) if here.span.file else Html()
    if origin.why is not Why.FACT:
        span = origin.span if origin.span.file else here.span
        return joined(tag("h2", here.text), tag("p", _WORDS[origin.why]), at(span))
    edition = laying.edition
    fact = edition.briefing.dataset.find(origin.fact)
    if fact is None:
        return joined(tag("h2", here.text), tag("p", "由几个事实算出。"), at(here.span))
    rows = about(edition.briefing.dataset, fact, notation(edition.briefing.profile))
    found = printed(edition.fitted.document, fact.id, edition.fitted.pages)
    where = (f"{f'第{each.page}页 ' if each.page else ''}{each.section} {each.block}：{each.text}"
             for each in found)
    return joined(
        tag("h2", fact.name),
        tag("dl", *(joined(tag("dt", label), tag("dd", text)) for label, text in rows)),
        tag("h3", "写在"), at(fact.span), tag("h3", f"印在 {len(found)} 处"),
        tag("ul", *(tag("li", text) for text in where)))
