"""Looking at an issue and building it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportgen.acts.approving import seen
from reportgen.acts.building import BuildWish, build
from reportgen.acts.checking import CheckWish, check, mark
from reportgen.acts.receiving import receive
from reportgen.edition import Progress
from reportgen.findings import in_order
from reportgen.formats import DEFAULT
from reportgen.limits import PICTURE
from reportgen.page.case import Case
from reportgen.page.jobs import Answer
from reportgen.page.markup import joined, tag
from reportgen.pipeline import NARRATIVE


def marked(case: Case, _asked: Mapping[str, str], progress: Progress) -> Answer:
    """A copy of the workbook with what was found in its cells."""
    checked = check(case.folder, case.world, CheckWish(), progress)
    book = next((path for path in checked.read if path.suffix.lower() in (".xlsx", ".xlsm")), None)
    into = case.out / f"{case.name}（核对）{book.suffix if book else '.xlsx'}"
    done = mark(checked, in_order(checked.found), into, case.world)
    told = next(each.message for each in done.found if each.code == "I0149")
    return Answer(joined(tag("p", f"{told.replace(str(into), into.name)}。"),
                         tag("p", "下载，改好，再放进来。")), (into,))


def received(case: Case, files: Mapping[str, bytes], progress: Progress) -> Answer:
    """Files put where the issue reads them, all or none."""
    progress(f"收下 {'、'.join(files)}")
    found = [each for one in receive(case.top, case.folder, files, case.world)
             for each in one.found]
    told = (tag("p", f"{each.message}。") for each in found if each.code == "I0139")
    asked = (tag("p", f"“{name}”收下了，可是稿子里没有用它。是照片：在稿子里写上它。"
                 "是要验的扫描件：拖到下面“验一张纸”的框里。", class_="stale")
             for name in _unnamed(case, files))
    return Answer(joined(*told, *asked),
                  found=tuple(each for each in found if each.code != "I0139"))


def _unnamed(case: Case, files: Mapping[str, bytes]) -> list[str]:
    """Pictures that the narrative does not name: a scan, maybe, that was dropped on the pages."""
    story = case.world.read(case.folder / NARRATIVE).decode(errors="replace")
    return [name for name in files
            if Path(name).suffix.lower() in PICTURE.ends and name not in story]


def built(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """The files of the issue, if its pages are those that were looked at."""
    formats = (*DEFAULT, *(("ofd",) if asked.get("ofd") else ()))
    looked = seen(asked["pages"].split()) if "pages" in asked else ""
    wish = BuildWish(formats=formats, approved=looked)
    made = build(case.folder, case.out, case.world, wish, progress)
    told = f"{made.pages} 页，两种文件{made.parity.text}。" if made.parity else f"{made.pages} 页。"
    return Answer(tag("p", f"生成了：{told}"))
