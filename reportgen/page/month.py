"""The month as a page shows it: a section for each step, what was done in it, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from reportgen.page.markup import Html, joined, tag
from reportgen.page.steps import filing, mailing, printing, verifying
from reportgen.page.view import View, form


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
    Section("print", "四、印", printing.section),
    Section("archive", "五、归档", filing.section),
    Section("mail", "六、邮件", mailing.section),
    Section("verify", "验一张纸", verifying.section),
    Section("next", "下一期", _next),
)


def panel(view: View) -> Mapping[str, Html]:
    """Each section by its key: a page swaps those that have changed."""
    return {each.key: joined(tag("h2", each.title), each.body(view)) for each in SECTIONS}
