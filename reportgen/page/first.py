"""The first screen: the issues of an office, how far each is; how to begin where there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from reportgen.acts import founding
from reportgen.acts.standing import issues
from reportgen.archive.disk import Disk
from reportgen.diagnostics import NOWHERE, ReportError, failure
from reportgen.office.model import FILE
from reportgen.office.read import find_office
from reportgen.page import bugs
from reportgen.page.case import Case
from reportgen.page.findings import findings_of
from reportgen.page.jobs import Jobs
from reportgen.page.markup import Html, joined, page, tag
from reportgen.page.month import how_far
from reportgen.page.opening import home, known
from reportgen.page.view import View, drop, field
from reportgen.world import World

_SHOWN = 12     # issues whose standing is told; of older ones their names
_SAMPLE = "简报示例"
_FONDS = "全宗号（档案馆给的，没有就空着）"


def first(top: Path | None, world: World, jobs: Jobs) -> Html:
    """The first screen of an office; of none yet, how to make one."""
    if top is None:
        return _page("简报", tag("p", "还没有打开单位文件夹。各期简报、通讯录、档案都放在它里面。"),
                     _new(world))
    if not world.is_dir(top):
        return _page("简报", tag("p", "单位文件夹不在了：改了名，移走了，或者盘没有接上。接好再刷新"
                               "本页；或者打开别的："), _new(world), folder=str(world.resolve(top)))
    there = issues(top, world)
    listed = [_row(each, top, world, jobs) for each in there[:_SHOWN]]
    older = [_link(each.name) for each in there[_SHOWN:]]
    return _page(
        _name(top, world),
        tag("section", tag("h2", "各期"), tag("ul", *listed, class_="issues") if listed else
            tag("p", "这个文件夹里还没有一期简报。"),
            tag("details", tag("summary", f"更早的 {len(older)} 期"),
                tag("ul", *(tag("li", each) for each in older))) if older else "",
            drop("issue", "把一期的整个文件夹（里面有 briefing.md 和数据）拖到这里，就多出一期。",
                 webkitdirectory=True),
            tag("div", class_="answer refused", hidden=True, role="alert")),
        "" if world.is_file(top / FILE) else _settling(),
        tag("details", tag("summary", "换一个单位文件夹，或新建一个"), _new(world, top)),
        folder=str(world.resolve(top)))


def _name(top: Path, world: World) -> str:
    """The unit's, where office.yaml tells it; what is wrong with that is told elsewhere."""
    try:
        office = find_office(top, world)
    except ReportError:
        office = None
    return office.unit if office is not None else world.resolve(top).name


def _page(title: str, *body: str, folder: str = "") -> Html:
    return page(f"{title} · 简报", "first.js",
                tag("main", tag("h1", title), tag("p", folder, class_="place") if folder else "",
                    *body, class_="first"))


def _link(name: str) -> Html:
    return tag("a", name, href=f"/issue/{quote(name)}")


def _row(folder: Path, top: Path, world: World, jobs: Jobs) -> Html:
    case = Case(top, folder.name, world, Disk())
    try:
        far = case.standing()
        done = how_far(View(case, far, jobs))
    except ReportError:
        raise       # of office.yaml, which is every issue's
    except Exception as error:  # noqa: BLE001 - a fault of one issue hides no other
        found = bugs.told(error)
        return tag("li", _link(folder.name), findings_of(found, folder, world))
    yet = "有问题，打开看" if far.unread else "还没有生成"
    return tag("li", _link(folder.name), tag("span", far.title, class_="title"),
               tag("span", " · ".join(done) or yet, class_="done" if done else "done not"))


def _settling() -> Html:
    """What works without an office, and how to have one."""
    return tag(
        "section", tag("h2", "还不是单位文件夹"),
        tag("p", "能看、能核对、能生成、能做下一期。要印带代码的份数、归档、发邮件，先写上是哪个"
                 f"单位：会在这个文件夹里写一个 {FILE}，各期不动。"),
        _form("unit", field("unit", "单位名称", required=True), field("fonds", _FONDS),
              tag("button", "建成单位文件夹", type="submit", class_="main")))


def _new(world: World, top: Path | None = None) -> Html:
    where = str(home(world))
    parts = (
        tag("section", tag("h2", "新建单位文件夹"), tag("p", f"放在 {where} 里，带一期例子。"),
            _form("office", field("name", "文件夹名称", "简报", required=True),
                  field("unit", "单位名称", required=True), field("fonds", _FONDS),
                  tag("button", "新建", type="submit", class_="main"))),
        tag("section", tag("h2", "先看一个例子"),
            tag("p", f"放在 {where} 里，叫“{_SAMPLE}”，随便改。"),
            _form("sample", tag("button", "打开例子", type="submit"))),
        _known(world, top))
    return joined(*(parts if top is None else (parts[-1], *parts[:-1])))


def _known(world: World, top: Path | None) -> Html:
    """A button for each office that is there besides the one that is open."""
    here = top and world.resolve(top)
    found = (tag("li", tag("button", _name(each, world), type="submit", name="which", value=key),
                 tag("span", str(each), class_="place"))
             for key, each in known(world).items() if each != here)
    where = f"打开过的，放在 {home(world)} 里、桌面上、文档里的（里面有 {FILE}），列在这里。"
    return tag("section", tag("h2", "已经有了"), _form("open", tag("ul", *found, class_="issues")),
               tag("p", where, class_="note"))


def _form(what: str, *parts: str) -> Html:
    return tag("form", *parts, tag("div", class_="answer refused", hidden=True, role="alert"),
               data_new=what)


Begun = Callable[[Path | None, Mapping[str, str], World], Path]


def _unit(top: Path | None, asked: Mapping[str, str], world: World) -> Path:
    assert top is not None      # noqa: S101 - the form is shown of a folder only
    founding.settle(top, asked.get("unit", ""), asked.get("fonds", ""), world)
    return top


def _office(_: Path | None, asked: Mapping[str, str], world: World) -> Path:
    return founding.found(home(world), asked.get("name", ""), world, asked.get("unit", ""),
                          asked.get("fonds", ""))


def _sample(_: Path | None, _asked: Mapping[str, str], world: World) -> Path:
    there = home(world) / _SAMPLE
    return there if world.is_file(there / FILE) else founding.found(home(world), _SAMPLE, world)


def _open(_: Path | None, asked: Mapping[str, str], world: World) -> Path:
    there = known(world).get(asked.get("which", ""))
    if there is None:
        raise failure("E0101", "这个文件夹不在了", NOWHERE, "刷新本页，再选")
    return there


NEW: Mapping[str, Begun] = {"unit": _unit, "office": _office, "sample": _sample, "open": _open}
"""What begins an office: each gives the folder that is open then."""
