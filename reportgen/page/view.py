"""What a section of the month is drawn from, and the parts that sections are made of."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from reportgen.acts.standing import HowFar
from reportgen.page.case import Case
from reportgen.page.findings import findings_of
from reportgen.page.jobs import Answer, Jobs
from reportgen.page.live import State
from reportgen.page.markup import Html, joined, tag


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

    def answer(self, *steps: str) -> Html:
        """What came of the last of these steps that was taken, with its files."""
        found = [(step, answer) for step in steps
                 if (answer := self.jobs.answers.get((self.case.name, step)))]
        last = [each for each in found if (self.case.name, each[0]) == self.jobs.last]
        return joined(*(self._told(step, answer) for step, answer in (last or found)[-1:]))

    def _told(self, step: str, answer: Answer) -> Html:
        files = (tag("li", tag("a", path.name, href=f"{self.base}/file/{step}/{at}", download=True))
                 for at, path in enumerate(answer.files))
        return tag("div", answer.html, tag("ul", *files, class_="files") if answer.files else "",
                   findings_of(answer.found, self.case.folder, self.case.world)
                   if answer.found else "", class_="answer" if answer.good else "answer refused",
                   data_step=step)

    def button(self, step: str, text: str, *, main: bool = True, **more: str) -> Html:
        """What begins a step; a section has one `main` one."""
        return tag("button", text, type="submit", data_step=step, class_="main" if main else None,
                   **{f"data_{key}": value for key, value in more.items()})


def form(step: str, *parts: str) -> Html:
    """Fields that are sent with a step."""
    return tag("form", *parts, data_step=step)


def field(name: str, text: str, value: str = "", kind: str = "text", **more: str) -> Html:
    """A field with its name."""
    return tag("label", f"{text} ", tag("input", name=name, value=value, type=kind, **more),
               class_="field")


def drop(step: str, text: str, *, folder: bool = False) -> Html:
    """Where files are dropped, or chosen; `folder`: a whole one."""
    kind = {"webkitdirectory": True} if folder else {"multiple": True}
    return tag("div", tag("p", text),
               tag("label", "选文件夹" if folder else "选文件",
                   tag("input", type="file", **kind), class_="button"),
               class_="drop", data_send=step)
