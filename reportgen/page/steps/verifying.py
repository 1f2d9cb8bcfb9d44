"""Is this sheet ours: by a scan, by a file, by the code that is typed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportgen.acts.verifying import by_code, by_file, by_scan
from reportgen.copies.verdict import described
from reportgen.diagnostics import Diagnostic
from reportgen.edition import Progress
from reportgen.page.case import Case
from reportgen.page.jobs import Answer
from reportgen.page.markup import Html, joined, table, tag
from reportgen.page.pdfium import looking
from reportgen.page.steps.filing import record_table
from reportgen.page.view import View, drop, field, form

_PAGES = ("面", "是哪一张", "结论")


def code(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """What a typed code says."""
    progress("查登记")
    sheet, truth, records = by_code(case.desk(), asked.get("code", ""))
    return Answer(joined(table(_PAGES, [("1", described(sheet), truth)]), record_table(records)))


@looking
def scan(case: Case, files: Mapping[str, bytes], progress: Progress, out: Path | None = None,
         ) -> Answer:
    """A verdict for each page of scans; with `out`, pictures of where they differ go there."""
    html, pictures, found = [], list[Path](), list[Diagnostic]()
    for name, data in files.items():
        progress(f"读扫描件 {name}")
        told = by_scan(case.desk(), data, name, out, progress)
        rows = ((str(page.number), described(page.sheet) if page.sheet else "没有认出",
                 page.truth.value if page.truth else "不知道") for page in told.pages)
        html += [tag("h3", name), table(_PAGES, rows), record_table(told.records),
                 tag("p", told.summed) if told.summed else ""]
        pictures += told.pictures
        found += told.found
    return Answer(joined(*html), tuple(pictures), tuple(found),
                  good=not any(each.is_error for each in found))


@looking
def compared(case: Case, files: Mapping[str, bytes], progress: Progress) -> Answer:
    """Scans, laid over what was filed."""
    return scan(case, files, progress, case.out)


def file(case: Case, files: Mapping[str, bytes], progress: Progress) -> Answer:
    """Whether files are archived ones."""
    html = []
    for name, data in files.items():
        progress(f"查档案 {name}")
        found = by_file(case.desk(), data, name)
        told = "、".join(dict.fromkeys(held.role for _, held in found))
        html += [tag("p", f"“{name}”就是归档的（{told}）。"),
                 record_table([record for record, _ in found])]
    return Answer(joined(*html))


STEPS = {"verify-code": code}
SENT = {"verify-scan": scan, "verify-compare": compared, "verify-file": file}


def section(view: View) -> Html:
    """Verifying on the page."""
    if not view.case.begun:
        return tag("p", "先建档案（见“归档”）。")
    return joined(
        drop("verify-scan", "把扫描或拍照的一份拖到这里（PNG、JPEG、TIFF、PDF）："
             "是哪一期哪一份，是不是本单位的。"),
        tag("details", tag("summary", "只有代码；要看哪里改过；收到的是文件"),
            form("verify-code", field("code", "纸上二维码下面的一行字", autocomplete="off"),
                 view.button("verify-code", "查代码", main=False)),
            drop("verify-compare", "扫描件，和归档的叠起来看哪里改过。"),
            drop("verify-file", "收到的文件（PDF、Word、OFD）：是不是归档的那一份。")),
        view.answer(*SENT, *STEPS))
