"""The month as a page shows it: a section for each step, what was done in it, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from reportgen.acts.standing import MadeFile, Origin
from reportgen.excel.cells import SUFFIXES as BOOKS
from reportgen.findings import summary
from reportgen.mail.model import State as Letter
from reportgen.page.case import Case
from reportgen.page.markup import Html, joined, tag
from reportgen.page.steps import filing, mailing, printing, verifying
from reportgen.page.view import View, check, drop, field, form

_LEFT, _ASIDE = (".", "~"), (".bak", ".tmp", "thumbs.db", "desktop.ini")


def _sources(view: View) -> Html:
    return joined(
        tag("ul", *(tag("li", tag("a", each.name, download=True,
                                  href=f"{view.base}/source/{quote(each.name)}")
                        if view.case.world.is_file(each) else each.name)
                    for each in sources(view.case)), class_="names", aria_label="这一期的文件"),
        tag("p", f"都在 {view.case.world.resolve(view.case.folder)}", class_="place"),
        drop("receive", "把改好的台账、文稿、照片拖到这里。", multiple=True),
        view.answer("receive"))


def _findings(view: View) -> Html:
    marking = any(each.suffix.lower() in BOOKS for each in sources(view.case))
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
        form("build", check("ofd", "也要 OFD"),
             view.button("build", "页面看过了，生成 PDF 和 Word")),
        view.answer("build", old=any(each.later for each in view.far.files)))


def _next(view: View) -> Html:
    return joined(
        form("roll-plan", tag("p", "期号、日期、期间往后移，要填的数空出来。"),
             tag("details", tag("summary", "自己写文件夹名、期间"),
                 field("name", "文件夹名，如 2024年第6期"), field("period", "期间，如 2024年6月")),
             view.button("roll-plan", "看下一期会怎样")),
        view.answer("roll-plan", "roll"))


def sources(case: Case) -> list[Path]:
    """What lies in the folder of an issue, but for what systems and programs leave there."""
    return [case.folder / name for name in case.world.names_in(case.folder)
            if not name.startswith(_LEFT) and not name.lower().endswith(_ASIDE)]


def _there(view: View) -> str:
    return f"{len(sources(view.case))} 个文件"


def _checked(view: View) -> str:
    state = view.state
    if not state.fresh or any(each.is_error for each in state.found):
        return ""
    told = [each for each in state.found if not each.waived]
    return summary(told) or (f"{len(told)} 条提示" if told else "没有发现问题")


def _found(view: View) -> bool:
    return any(not each.waived for each in view.state.found)


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
    """A section of the page, and the steps that are taken there. `free`: some never do it.

    `done`: what is told once all is done; `look`: whether there is something to be looked at
    all the same; `office`: it wants one.
    """

    key: str
    title: str
    body: Callable[[View], Html]
    steps: tuple[str, ...] = ()
    done: Callable[[View], str] = lambda _: ""
    office: bool = False
    look: Callable[[View], bool] = lambda _: False
    free: bool = False


SECTIONS = (
    Section("sources", "数据和文稿", _sources, ("receive",), _there),
    Section("check", "核对", _findings, ("mark",), _checked, look=_found),
    Section("files", "生成", _files, ("build",), _made),
    Section("print", "印", printing.section, tuple(printing.STEPS), _printed, office=True,
            free=True),
    Section("archive", "归档", filing.section, tuple(filing.STEPS), _filed, office=True),
    Section("mail", "邮件", mailing.section, tuple(mailing.STEPS), _sent, office=True),
    Section("next", "下一期", _next, ("roll-plan", "roll")),
    Section("verify", "验一张纸", verifying.section, (*verifying.STEPS, *verifying.SENT),
            office=True),
)
_TICK = joined(tag("span", "✓", role="img", aria_label="做好了"), " ")
_OFFICE = tag("p", "要先把这个文件夹建成单位文件夹：", tag("a", "写上单位名称", href="/"), "。")


def panel(view: View) -> Mapping[str, Html]:
    """Each section by its key: a page swaps those that have changed.

    Open are the first that is not done, that of the newest answer, what is to be looked at.
    """
    shown, office, present = dict[str, Html](), view.case.office, False
    for number, each in enumerate(SECTIONS, 1):
        able = office or not each.office
        done = each.done(view) if able else ""
        now = able and not done and not present
        present = present or (now and not each.free)
        told = view.jobs.last in {(view.case.name, step) for step in each.steps}
        mark = tag("span", _TICK, done, class_="done")
        shown[each.key] = tag(
            "details", tag("summary", tag("h2", f"{number} {each.title}"), mark if done else ""),
            tag("div", each.body(view) if able else _OFFICE, class_="body"),
            open=now or told or each.look(view), data_last=told)
    return shown


def how_far(view: View) -> list[str]:
    """What is done of an issue, in a few words each."""
    office = view.case.office is not None
    return [done for each in SECTIONS[2:]
            if (office or not each.office) and (done := each.done(view))]
