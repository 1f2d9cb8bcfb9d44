"""HTML of plain parts: what comes from data is escaped here, and nowhere else put into a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

_ALONE = frozenset(("img", "input", "meta", "link", "br", "hr"))


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *parts: str, **attributes: str | bool | int | None) -> Html:
    """An element: `class_` is class, `data_x` data-x; True stands without value, None and False
    do not stand at all. Parts that are no `Html` are escaped."""
    told = "".join(_attribute(key.rstrip("_").replace("_", "-"), value)
                   for key, value in attributes.items())
    inner = "" if name in _ALONE else f"{joined(*parts)}</{name}>"
    return Html(f"<{name}{told}>{inner}")


def joined(*parts: str) -> Html:
    """Parts one after the other."""
    return Html("".join(part if isinstance(part, Html) else _plain(part) for part in parts))


def _plain(text: str) -> str:
    """Text that stands for itself; what a file's name has that is no character becomes `?`."""
    return escape(text).encode(errors="replace").decode()


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Html:
    """Rows under their heads; the first cell of a row is its name."""
    body = [tag("tr", tag("th", first, scope="row"), *(tag("td", cell) for cell in rest))
            for first, *rest in rows]
    return tag("table", tag("thead", tag("tr", *(tag("th", each, scope="col") for each in heads))),
               tag("tbody", *body)) if body else Html()


def _attribute(name: str, value: str | bool | int | None) -> str:
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{_plain(str(value))}"'


def page(title: str, script: str, *body: str, base: str = "") -> Html:
    """A whole page with the style of all and a script of its own; `base`: where it asks."""
    head = tag("head", tag("meta", charset="utf-8"), tag("title", title),
               tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
               tag("link", rel="stylesheet", href="/static/page.css"),
               tag("link", rel="icon", href="/static/icon.svg"),
               tag("script", src=f"/static/{script}", type="module"))
    return joined(Html("<!doctype html>\n"), tag(
        "html", head, tag("body", *body, data_base=base or None), lang="zh-CN"))
