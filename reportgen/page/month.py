"""The month as a page shows it: a section for each step, what was done in it, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import quote

from reportgen.acts.standing import HowFar
from reportgen.page.case import Case
from reportgen.page.findings import findings_of
from reportgen.page.jobs import Answer, Jobs
from reportgen.page.markup import Html, joined, tag


class View(NamedTuple):
    """What a section is drawn from."""

    case: Case
    far: HowFar
    jobs: Jobs

    @property
    def base(self) -> str:
        """Where the issue is asked for."""
        return f"/issue/{quote(self.case.name)}"

    def answer(self, *steps: str) -> Html:
        """What came of the last of these steps that was taken, with its files."""
        found = [(step, answer) for step in steps
                 if (answer := self.jobs.answers.get((self.case.name, step)))]
        return joined(*(self._told(step, answer) for step, answer in found[-1:]))

    def _told(self, step: str, answer: Answer) -> Html:
        files = (tag("li", tag("a", path.name, href=f"{self.base}/file/{step}/{at}", download=True))
                 for at, path in enumerate(answer.files))
        return tag("div", answer.html, tag("ul", *files, class_="files") if answer.files else "",
                   findings_of(answer.found, self.case.folder, self.case.world)
                   if answer.found else "", class_="answer" if answer.good else "answer refused",
                   role="status")

    def button(self, step: str, text: str, **more: str) -> Html:
        """What begins a step."""
        busy = self.jobs.now is not None
        return tag("button", text, type="submit", disabled=busy, data_step=step,
                   **{f"data_{key}": value for key, value in more.items()})


def form(step: str, *parts: str) -> Html:
    """Fields that are sent with a step."""
    return tag("form", *parts, data_step=step)


def field(name: str, text: str, value: str = "", kind: str = "text", **more: str) -> Html:
    """A field with its name."""
    return tag("label", f"{text} ", tag("input", name=name, value=value, type=kind, **more))


def _sources(view: View) -> Html:
    names = view.case.world.names_in(view.case.folder)
    return joined(
        tag("p", "、".join(names)),
        tag("label", "把改好的台账、文稿、照片拖到这里，或选文件：",
            tag("input", type="file", multiple=True, id="pick"), class_="drop"),
        view.answer("receive"))


def _findings(view: View) -> Html:
    return joined(tag("div", id="findings"),
                  form("mark", view.button("mark", "标在台账里")), view.answer("mark"))


def _files(view: View) -> Html:
    return joined(
        form("build", tag("label", tag("input", type="checkbox", name="ofd"), " 也要 OFD"),
             view.button("build", "页面看过了，生成 PDF 和 Word")),
        view.answer("build"))


def _next(view: View) -> Html:
    return joined(form("roll-plan", view.button("roll-plan", "看下一期会怎样")),
                  form("roll", view.button("roll", "新建下一期")),
                  view.answer("roll-plan", "roll"))


class Section(NamedTuple):
    """A step of the month on the page."""

    key: str
    title: str
    body: Callable[[View], Html]


SECTIONS = (
    Section("sources", "一、数据和文稿", _sources),
    Section("check", "二、发现的问题", _findings),
    Section("files", "三、生成", _files),
    Section("next", "下一期", _next),
)


def panel(view: View) -> Mapping[str, Html]:
    """Each section by its key: a page swaps those that have changed."""
    return {each.key: joined(tag("h2", each.title), each.body(view)) for each in SECTIONS}
