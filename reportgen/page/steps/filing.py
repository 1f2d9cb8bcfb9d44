"""Filing an issue, and proving that its record is whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reportgen.acts import archive, founding, proving
from reportgen.acts.building import as_seen
from reportgen.acts.certificate import certificate
from reportgen.acts.filing import FilingWish, categories
from reportgen.archive.lines import papers
from reportgen.archive.record import Record
from reportgen.diagnostics import NOWHERE, ReportError, Severity, failure
from reportgen.edition import Progress
from reportgen.page.case import Case
from reportgen.page.findings import findings_of
from reportgen.page.jobs import Answer
from reportgen.page.markup import Html, joined, table, tag
from reportgen.page.pdfium import looking
from reportgen.page.view import View, choice, field, form

_FIRST = {"": "按报头、文种"}
_AGAIN = {"": "不是", "更正": "更正", "增刊": "增刊"}


def begun(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """A new archive."""
    progress("建档案")
    at = case.desk()
    if not at.office.fonds and asked.get("fonds", "").strip():
        founding.number(at.office.folder, asked["fonds"], case.world)
        at = case.desk()
    archive.begin(at)
    return Answer(tag("p", f"已建档案：全宗 {at.office.fonds} {at.office.fonds_name}。"))


@looking
def filed(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """The issue in the archive."""
    try:
        signed = date.fromisoformat(asked["signed"]) if asked.get("signed") else None
    except ValueError:
        raise failure("E1121", f"签发日期“{asked['signed']}”不是日期", NOWHERE,
                      "照这样写：2024-06-07") from None
    if "pages" in asked:
        as_seen(case.folder, case.world, asked["pages"].split(), progress)
    wish = FilingWish(asked.get("category", ""), signed, asked.get("correction", ""),
                      asked.get("reason", ""), case.out)
    (made,), found = archive.add(case.desk(), [case.folder], wish, progress)
    text = "归档了。" if made.new else "早已归档，和这一次的一样，没有再收。"
    return Answer(joined(tag("p", text), record_table([made.record])), found=tuple(
        each for each in found if each.severity is not Severity.INFO))     # told by the check


@looking
def verified(case: Case, _asked: Mapping[str, str], progress: Progress) -> Answer:
    """The four properties of the issue's record, and a certificate of them."""
    record = case.standing().record
    if record is None:
        return Answer(tag("p", "这一期还没有归档。"), good=False)
    at = case.desk()
    proof = proving.verify(at, [record.name], "", progress, properties=True)
    progress("写证书")
    path = case.out / f"{case.name}（四性检测证书）.pdf"
    at.world.write_all({path: certificate(at, proof, str(at.folder))})
    counts = "，".join(f"{result.value} {count} 项" for result, count in proof.counts.items())
    head = (f"整个档案 {len(proof.whole.records)} 件、{proof.whole.objects} 个文件都核对了字节；"
            f"这一件四性检测：{counts}。末条摘要 {proof.whole.head[:archive.SHOWN]}，"
            "抄在纸上，以后用它核对。")
    rows = ((row.title, row.property, verdict.result.value, verdict.note)
            for each in proof.records.values() for row, verdict in each)
    return Answer(joined(tag("p", head), tag("details", tag("summary", "逐项看"), table(
        ("项目", "四性", "结果", "说明"), rows))), (path,), tuple(proof.sink),
        good=not proof.sink.has_errors)


STEPS = {"archive-init": begun, "archive": filed, "archive-verify": verified}


def record_table(records: list[Record]) -> Html:
    """Records, and where the paper of each lies."""
    return joined(*(table(("档号", each.name), (
        ("日期", each.date),
        ("期", f"{each.number}{each.correction and f'（{each.correction}）'}"),
        ("题名", each.title),
        ("纸", "；".join(text.strip() for text in papers(each)) or "没有收进扫描件")))
        for each in records))


def section(view: View) -> Html:
    """The archive on the page."""
    case, record, office = view.case, view.far.record, view.case.office
    if office is None:
        return Html()
    if not case.begun:
        return joined(beginning(view), view.answer(*STEPS))
    if view.far.unopened:
        return findings_of(view.far.unopened, case.folder, case.world)
    try:
        kinds = categories(office, case.world)
    except ReportError:
        kinds = {}      # filing tells why
    parts = [_plan(view),
             field("signed", "签发日期（可以不填；填就要和印的成文日期一样）", kind="date"),
             choice("category", "类别", {**_FIRST, **{
                 name: f"{name}（{period}）" for name, period in kinds.items()}})]
    if record is not None:
        parts += [choice("correction", "另立一件", _AGAIN), field("reason", "为什么更正、增刊")]
    again = form("archive", *parts, view.button("archive", "页面看过了，归档"))
    return joined(
        tag("p", f"档案里有：{record.name}，{record.date}，{record.pages}页。") if record else "",
        form("archive-verify", view.button("archive-verify", "核对，写证书", main=False))
        if record else "",
        tag("details", tag("summary", "内容改过，要更正或增刊"), again) if record else again,
        view.answer(*STEPS),
        tag("p", "销毁不在这一页上：要清单、批准人，请管电脑的人用命令做。",
            class_="note") if record else "")


def _plan(view: View) -> Html:
    """What would be filed as it is now."""
    far, files = view.far, [each.path.name for each in view.far.files]
    old = any(each.later for each in far.files)
    return joined(
        table(("要归档的", str(far.number or "没有期号")), (
            ("题名", far.title), ("页", f"{len(view.state.shots)}页（旁边的各页）"),
            ("已生成的", "、".join(files)))),
        tag("p", "生成以后改过稿子或数据：先再生成，再归档。" if old else
            "还没有生成：先生成，看过、发过的就是归档的那一份。", class_="stale")
        if old or not files else "")


def beginning(view: View) -> Html:
    """How an office has an archive, which printing wants, too."""
    office = view.case.office
    where, fonds = (office.archive, office.fonds) if office else ("", "")
    return joined(
        tag("p", f"还没有档案。建在“{where}”，一个单位只建一次。以前建过、现在"
                 "找不到的，不要重建：接上原来的盘，或者从副本恢复。"),
        form("archive-init", "" if fonds else field(
            "fonds", "全宗号（档案馆给的四位，如 J012；档号里要有）", required=True),
             view.button("archive-init", "建档案")))
