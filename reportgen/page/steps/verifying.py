"""Is this sheet ours: by a scan, by a file, by the code that is typed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportgen.acts.verifying import by_code, by_file, by_scan
from reportgen.copies.verdict import described
from reportgen.edition import Progress
from reportgen.page.case import Case
from reportgen.page.jobs import Answer
from reportgen.page.markup import Html, joined, table, tag
from reportgen.page.steps.filing import record_table
from reportgen.page.view import View, field, form

_PAGES = ("面", "是哪一张", "结论")


def code(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """What a typed code says."""
    progress("查登记")
    sheet, truth, records = by_code(case.desk(), asked.get("code", ""))
    return Answer(joined(table(_PAGES, [("1", described(sheet), truth)]), record_table(records)))


def scan(case: Case, files: Mapping[str, bytes], progress: Progress, out: Path | None = None,
         ) -> Answer:
    """A verdict for each page of a scan; with `out`, pictures of where it differs go there."""
    (name, data), = files.items()
    progress("读扫描件")
    told = by_scan(case.desk(), data, name, out, progress)
    rows = ((str(page.number), described(page.sheet) if page.sheet else "没有认出",
             page.truth.value if page.truth else "不知道") for page in told.pages)
    return Answer(joined(tag("p", f"“{name}”，{len(told.pages)}面："), table(_PAGES, rows),
                         record_table(told.records), tag("p", told.summed) if out else ""),
                  tuple(told.pictures), told.found,
                  good=not any(each.is_error for each in told.found))


def compared(case: Case, files: Mapping[str, bytes], progress: Progress) -> Answer:
    """A scan, laid over what was filed."""
    return scan(case, files, progress, case.out)


def file(case: Case, files: Mapping[str, bytes], progress: Progress) -> Answer:
    """Whether a file is the archived one."""
    (name, data), = files.items()
    progress("查档案")
    found = by_file(case.desk(), data, name)
    told = "、".join(dict.fromkeys(held.role for _, held in found))
    return Answer(joined(tag("p", f"“{name}”就是归档的（{told}）。"),
                         record_table([record for record, _ in found])))


STEPS = {"verify-code": code}
SENT = {"verify-scan": scan, "verify-compare": compared, "verify-file": file}


def section(view: View) -> Html:
    """Verifying on the page."""
    if not view.case.begun:
        return tag("p", "先建档案（见“五、归档”）。")
    picks = (("verify-scan", "扫描或拍照的一份（PNG、JPEG、TIFF、PDF）"),
             ("verify-compare", "扫描件，和归档的叠起来看哪里改过"),
             ("verify-file", "收到的文件（PDF、Word、OFD）"))
    return joined(
        *(tag("label", f"{text}：拖到这里，或选：", tag("input", type="file", data_send=step),
              class_="drop", data_send=step) for step, text in picks),
        form("verify-code", field("code", "纸上二维码下面的一行字", autocomplete="off"),
             view.button("verify-code", "查代码")),
        view.answer(*SENT, *STEPS))
