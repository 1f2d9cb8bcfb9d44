"""The month as a page shows it: a section for each step, what was done in it, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from reportgen.acts.standing import HowFar, MadeFile, Origin
from reportgen.excel.cells import SUFFIXES as BOOKS
from reportgen.findings import summary
from reportgen.mail.model import State as Letter
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
               class_="drop", data_drop=step)


def _sources(view: View) -> Html:
    names = [name for name in view.case.world.names_in(view.case.folder)
             if not name.startswith(".") and not name.endswith(".bak")]
    return joined(
        tag("ul", *(tag("li", name) for name in names), class_="names", aria_label="这一期的文件"),
        drop("receive", "把改好的台账、文稿、照片拖到这里。"), view.answer("receive"))


def _findings(view: View) -> Html:
    marking = any(Path(name).suffix.lower() in BOOKS
                  for name in view.case.world.names_in(view.case.folder))
    return joined(
        tag("div", id="findings"),
        form("mark", tag("p", "台账里要改的格，可以标好了下载，在 Excel 里照着改。"),
             view.button("mark", "标在台账里", main=False)) if marking else "",
        view.answer("mark"))


def _files(view: View) -> Html:
    made = [tag("li", tag("a", each.path.name, href=f"{view.base}/made/{quote(each.path.name)}",
                          download=True), f" {each.origin.value}"
                if each.origin is not Origin.UNKNOWN else "",
                tag("span", "以后改过，要再生成", class_="old") if each.later else "")
            for each in view.far.files]
    return joined(
        tag("ul", *made, class_="files") if made else "",
        form("build", tag("label", tag("input", type="checkbox", name="ofd"), "也要 OFD",
                          class_="check"),
             view.button("build", "页面看过了，生成 PDF 和 Word")),
        view.answer("build"))


def _next(view: View) -> Html:
    return joined(
        form("roll-plan", tag("p", "期号、日期、期间往后移，要填的数空出来。"),
             view.button("roll-plan", "看下一期会怎样", main=_unplanned(view))),
        view.answer("roll-plan", "roll"),
        "" if _unplanned(view) else form("roll", view.button("roll", "新建下一期")))


def _unplanned(view: View) -> bool:
    return (view.case.name, "roll-plan") != view.jobs.last


def _read(view: View) -> str:
    return "" if view.far.unread else "读好了"


def _checked(view: View) -> str:
    state = view.state
    if not state.fresh or any(each.is_error for each in state.found):
        return ""
    return summary(state.found) or "没有发现问题"


def _made(view: View) -> str:
    new = [each for each in view.far.files if not _old(each)]
    if {"pdf", "docx"} - {each.format for each in new}:
        return ""
    return f"已生成 {len(view.state.shots)} 页" if view.state.fresh else "已生成"


def _old(file: MadeFile) -> bool:
    return bool(file.later) or file.origin in (Origin.CHANGED, Origin.OTHER)


def _printed(view: View) -> str:
    return f"已印 {view.far.copies} 份" if view.far.copies else ""


def _filed(view: View) -> str:
    return f"已归档 {view.far.record.name}" if view.far.record else ""


def _sent(view: View) -> str:
    letters = view.far.letters
    there = letters.get(Letter.SENT, 0)
    return f"已发 {there} 封" if there and there == sum(letters.values()) else ""


class Section(NamedTuple):
    """A section of the page, and the steps that are taken there. `done`: what is told once all is
    done; `office`: it wants one."""

    key: str
    title: str
    body: Callable[[View], Html]
    steps: tuple[str, ...] = ()
    done: Callable[[View], str] = lambda _: ""
    office: bool = False


SECTIONS = (
    Section("sources", "数据和文稿", _sources, ("receive",), _read),
    Section("check", "核对", _findings, ("mark",), _checked),
    Section("files", "生成", _files, ("build",), _made),
    Section("next", "下一期", _next, ("roll-plan", "roll")),
)
_OFFICE = tag("p", "要先把这个文件夹建成单位文件夹：", tag("a", "写上单位名称", href="/"), "。")


def panel(view: View) -> Mapping[str, Html]:
    """Each section by its key: a page swaps those that have changed.

    Open are the first that is not done, and that of the newest answer.
    """
    shown, office, present = dict[str, Html](), view.case.office, False
    for number, each in enumerate(SECTIONS, 1):
        able = office or not each.office
        done = each.done(view) if able else ""
        now = able and not done and not present
        present = present or now
        told = view.jobs.last in {(view.case.name, step) for step in each.steps}
        mark = tag("span", tag("span", "✓ ", aria_hidden="true"), done, class_="done")
        shown[each.key] = tag(
            "details", tag("summary", tag("h2", f"{number} {each.title}"), mark if done else ""),
            tag("div", each.body(view) if able else _OFFICE, class_="body"), open=now or told,
            data_last=told)
    return shown


def how_far(view: View) -> list[str]:
    """What is done of an issue, in a few words each."""
    office = view.case.office
    return [done for each in SECTIONS[2:]
            if (office or not each.office) and (done := each.done(view))]
