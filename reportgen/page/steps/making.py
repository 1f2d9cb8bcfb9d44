"""Looking at an issue and building it."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.acts.building import BuildWish, build
from reportgen.acts.checking import CheckWish, check, mark
from reportgen.edition import Progress
from reportgen.findings import in_order
from reportgen.page.case import Case
from reportgen.page.jobs import Answer
from reportgen.page.markup import joined, tag

_FORMATS = ("pdf", "docx")


def marked(case: Case, _asked: Mapping[str, str], progress: Progress) -> Answer:
    """A copy of the workbook with what was found in its cells."""
    checked = check(case.folder, case.world, CheckWish(), progress)
    book = next((path for path in checked.read if path.suffix.lower() in (".xlsx", ".xlsm")), None)
    into = case.out / f"{case.name}（核对）{book.suffix if book else '.xlsx'}"
    done = mark(checked, in_order(checked.found), into, case.world)
    return Answer(tag("p", "标出来了：下载，改好，再放进来。"), (into,),
                  tuple(each for each in done.found if each.code == "I0149"))


def built(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """The files of the issue."""
    formats = (*_FORMATS, *(("ofd",) if asked.get("ofd") else ()))
    made = build(case.folder, case.out, case.world, BuildWish(formats=formats), progress)
    told = f"{made.pages} 页，两种文件{made.parity.text}。" if made.parity else f"{made.pages} 页。"
    return Answer(joined(tag("p", f"生成了：{told}")), tuple(made.files.values()),
                  made.diagnostics)
