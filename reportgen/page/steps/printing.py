"""Printing for paper: what would be printed, the print file, what has been printed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from time import monotonic

from reportgen.acts import copies
from reportgen.acts.printing import WAYS, PrintPlan, PrintWish, planned, printed, printers
from reportgen.acts.register import ACTS
from reportgen.edition import Progress
from reportgen.page.case import Case
from reportgen.page.jobs import Answer
from reportgen.page.markup import Html, joined, table, tag
from reportgen.page.steps.filing import beginning
from reportgen.page.view import View, approval, choice, day, field, form
from reportgen.world import World

_FORMATS = {"pdf": "PDF", "ofd": "OFD"}
_KEPT = 30      # seconds for which the printers are taken to be the same


def shown(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """What would be printed, to be approved."""
    wish = PrintWish(_number(asked, "copies"), _number(asked, "more"), asked.get("way", ""),
                     asked.get("printer", ""), asked.get("to", ""))
    plan = planned(case.desk(), case.folder, wish, progress)
    again = "" if plan.new else "登记过了：再出一次同样的文件，份号不变。"
    approve = approval("print", "同意，印", plan.digest, {
        "copies": wish.copies, "more": wish.more, "way": wish.way, "printer": wish.printer,
        "to": wish.to})
    return Answer(joined(tag("p", f"要印的还没有印。{again}"), _told(plan)), found=plan.found,
                  ask=approve)


def done(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """Print what was approved."""
    at = case.desk()
    plan = planned(at, case.folder, PrintWish(**json.loads(asked.get("wish", "{}"))), progress)
    path = printed(at, plan, asked.get("digest", ""), case.out, progress)
    text = f"打印机 {plan.wish.printer} 印完了，数一遍。" if plan.wish.printer else \
        "打印文件做好了：下载，打开来印（按实际大小，不要缩放）。"
    return Answer(joined(tag("p", text), _told(plan)), (path,), plan.found)


def listed(case: Case, _asked: Mapping[str, str], progress: Progress) -> Answer:
    """Where each copy is."""
    progress("看印件登记")
    found = copies.alike(copies.listed(case.desk(), str(case.standing().number or "")))
    return Answer(table(("份", "版", "在哪里"), (
        (each.numbers, f"第{each.run.revision}版", "，".join(each.told)) for each in found)))


def noted(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """Note what became of copies; where each is then."""
    progress("登记")
    about = copies.about(asked.get("holder", ""), asked.get("place", ""),
                         day(asked.get("day", ""), "日期"))
    act = asked.get("act", "")
    _, new = copies.note(case.desk(), str(case.standing().number or ""), act,
                         copies.numbers(asked.get("numbers", "")), about)
    told = f"登记{act[2:]} {len(new)} 份。" if new else "早已登记，没有再记。"
    return Answer(joined(tag("p", told), listed(case, {}, progress).html))


STEPS = {"print-plan": shown, "print": done, "copies": listed, "copies-note": noted}


def section(view: View) -> Html:
    """Printing on the page."""
    if not view.case.begun:
        return joined(tag("p", "印了哪几份，记在档案里。"), beginning(view))
    runs, to = view.far.runs, printers_of(view.case.world)
    number = {"kind": "number", "min": "1", "max": "9999", "inputmode": "numeric"}
    wish = [field("copies", "印几份" if not runs else "再出一次同样的，印过的份数", **number)]
    if runs:
        wish.insert(0, field("more", "加印几份", **number))
    wish += [choice("way", "印法", dict(zip(WAYS, WAYS, strict=True)), "双面"),
             choice("to", "文件", _FORMATS)]
    if to:
        wish.append(choice("printer", "打印机", {"": "不送，只做打印文件", **{
            each: each for each in to}}))
    rows = ((f"第{run.revision}版", f"第{run.first}—{run.last}份", f"{len(run.contents)}页",
             run.way) for run in runs)
    return joined(
        "" if view.far.files else tag("p", "还没有生成：先看过页面，生成，再印。", class_="stale"),
        form("print-plan", *wish, view.button("print-plan", "看要印什么")),
        view.answer("print-plan", "print"),
        table(("印过的", "份", "页", "印法"), rows),
        _copies(view) if runs else "",
        view.answer("copies", "copies-note"))


def _copies(view: View) -> Html:
    """Where the copies are, and what became of some."""
    return joined(
        form("copies", view.button("copies", "看每一份在哪里", main=False)),
        tag("details", tag("summary", "发了、收回了、销毁了哪几份，登记"), form(
            "copies-note",
            choice("act", "登记", {each: each[2:] for each in ACTS}),
            field("numbers", "份号，如 1-20,25", required=True),
            field("holder", "给了谁（发放要写）"), field("place", "放在哪里（可以不填）"),
            field("day", "哪一天（可以不填）", kind="date"),
            view.button("copies-note", "登记", main=False))))


def printers_of(world: World) -> list[str]:
    """The printers; they are asked for again after a while."""
    env = tuple((name, value) for name, value in world.env.items())
    return _printers(env, int(monotonic() // _KEPT))


@lru_cache(1)
def _printers(env: tuple[tuple[str, str], ...], _when: int) -> list[str]:
    return printers(dict(env))


def _told(plan: PrintPlan) -> Html:
    run = plan.run
    return table(("印什么", str(run.number)), (
        ("题名", run.title), ("版次", f"第{run.revision}版"), ("页数", f"{len(run.contents)}页"),
        ("份号", f"第{run.first}份到第{run.last}份，共{run.last - run.first + 1}份"),
        ("印法", run.way), ("文件", _FORMATS[plan.wish.to]),
        ("打印机", plan.wish.printer or "不送，只做打印文件")))


def _number(asked: Mapping[str, str], name: str) -> int:
    text = asked.get(name, "").strip()
    return int(text) if text.isdecimal() else 0
