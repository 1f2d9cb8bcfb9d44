"""What a section of the month is drawn from, and the parts that sections are made of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from reportgen.acts.archive import SHOWN
from reportgen.acts.standing import HowFar
from reportgen.diagnostics import NOWHERE, failure
from reportgen.page.case import Case
from reportgen.page.findings import findings_of
from reportgen.page.jobs import Answer, Jobs
from reportgen.page.live import State
from reportgen.page.markup import Html, joined, tag

SEEN = {".html": "text/html; charset=utf-8", ".jpg": "image/jpeg"}  # files that are looked at here
_MANY = 4       # files, more of which are folded
STRICT = {"Content-Security-Policy":
          "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"}


class View(NamedTuple):
    """What a section is drawn from."""

    case: Case
    far: HowFar
    jobs: Jobs
    state: State = State()

    @property
    def base(self) -> str:
        """Where the issue is asked for."""
        return f"/issue/{quote(self.case.name)}"

    def answer(self, *steps: str, old: bool = False) -> Html:
        """What came of the last of these steps that was taken, with its files; folded, if that is
        `old` by now."""
        found = [(step, answer) for (issue, step), answer in list(self.jobs.answers.items())
                 if issue == self.case.name and step in steps]
        told = joined(*(self._told(step, answer) for step, answer in found[-1:]))
        past = old and found and found[-1][1].good
        return tag("details", tag("summary", "上一次的结果"), told, class_="past") if past else told

    def _told(self, step: str, answer: Answer) -> Html:
        files = [(path, f"{step}/{at}") for at, path in enumerate(answer.files)]
        pages = (tag("p", tag("a", "打开看样（另一个窗口）", target="_blank", rel="noopener",
                              href=f"{self.base}/see/{at}"))
                 for path, at in files if path.suffix == ".html")
        links = [tag("li", tag("a", path.name, href=f"{self.base}/file/{at}", download=True))
                 for path, at in files if path.suffix not in SEEN]
        pictures = (tag("a", tag("img", src=f"{self.base}/see/{at}", alt=path.stem),
                        href=f"{self.base}/see/{at}", target="_blank", rel="noopener")
                    for path, at in files if path.suffix == ".jpg")
        kept = tag("ul", *links, class_="files") if links else Html()
        if len(links) > _MANY:
            kept = tag("details", tag("summary", f"{len(links)} 个文件"), kept)
        return tag("div", answer.html, *pages, kept, *pictures, answer.ask,
                   findings_of(answer.found, self.case.folder, self.case.world)
                   if answer.found else "",
                   class_="answer" if answer.good else "answer refused")

    def button(self, step: str, text: str, *, main: bool = True, **more: str) -> Html:
        """What begins a step; a section has one `main` one."""
        return tag("button", text, type="submit", data_step=step, class_="main" if main else None,
                   **{f"data_{key}": value for key, value in more.items()})


def form(step: str, *parts: str) -> Html:
    """Fields that are sent with a step."""
    return tag("form", *parts, data_step=step)


def field(
    name: str, text: str, value: str = "", kind: str = "text", **more: str | bool,
) -> Html:
    """A field with its name."""
    return tag("label", f"{text} ", tag("input", name=name, value=value, type=kind, **more),
               class_="field")


def day(text: str, what: str) -> date | None:
    """What a field of a day says; None for nothing. Raises E1121 for what is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise failure("E1121", f"{what}“{text}”不是日期", NOWHERE, "照这样写：2024-06-07") from None


def check(name: str, text: str) -> Html:
    """What may be wished besides."""
    return tag("label", tag("input", type="checkbox", name=name), text, class_="check")


def choice(name: str, text: str, values: Mapping[str, str], chosen: str = "") -> Html:
    """A field with what may be chosen: how each is told by its value."""
    return tag("label", f"{text} ", tag("select", *(
        tag("option", told, value=value, selected=value == chosen)
        for value, told in values.items()), name=name), class_="field")


def drop(step: str, text: str, **more: bool) -> Html:
    """Where a file is dropped, or chosen; `multiple`: several; `webkitdirectory`: a folder."""
    return tag("div", tag("p", text),
               tag("label", "选文件夹" if "webkitdirectory" in more else "选文件",
                   tag("input", type="file", **more), class_="button"),
               class_="drop", data_send=step)


def approval(step: str, text: str, digest: str, wish: Mapping[str, object], *parts: str) -> Html:
    """The button that approves what stands above it: its digest, and what had been wished.

    Both are the button's, not fields: what is typed into the section meanwhile changes neither.
    """
    return form(step, tag("p", f"摘要 {digest[:SHOWN]}", class_="place"), *parts, tag(
        "button", text, type="submit", data_step=step, data_digest=digest,
        data_wish=json.dumps(wish, ensure_ascii=False), class_="main"))
