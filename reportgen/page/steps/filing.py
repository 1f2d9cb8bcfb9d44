"""Filing an issue, and proving that its record is whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from reportgen.acts import archive, founding, proving
from reportgen.acts.approving import seen
from reportgen.acts.archive import FilingPlan
from reportgen.acts.certificate import certificate_of, certified
from reportgen.acts.filing import FilingWish, categories, planned
from reportgen.archive.lines import papers
from reportgen.archive.metadata import RETENTION
from reportgen.archive.record import Record
from reportgen.diagnostics import Diagnostic, ReportError, Severity
from reportgen.edition import Progress
from reportgen.office.retention import PERIODS
from reportgen.page.asking import Asking
from reportgen.page.case import Case
from reportgen.page.findings import findings_of
from reportgen.page.jobs import Answer
from reportgen.page.markup import Html, joined, table, tag
from reportgen.page.pdfium import looking
from reportgen.page.view import View, approval, choice, day, field, form

_FIRST = {"": "按报头、文种"}
_WISHED = "category", "signed", "correction", "reason"
_THERE = "早已归档，和这一次的一样，没有再收。"
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


def retained(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """A 类别 in the 保管期限表."""
    progress("写保管期限表")
    at, name = case.desk(), asked.get("kind", "")
    path = founding.retain(at.office, name, asked.get("period", ""), asked.get("basis", ""),
                           case.world)
    return Answer(tag("p", f"“{path.name}”里加了一行：{name.strip()}，{asked['period']}。"))


@looking
def shown(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """What would be filed, to be approved."""
    wish = {name: asked.get(name, "") for name in _WISHED}
    plan = _planned(case, {**wish, "pages": asked.get("pages", "")}, progress)
    (made,), (missing,) = plan.foreseen, plan.missing
    record = made.record
    contents = ((joined(each.name, tag("div", f"{each.digest[:archive.SHOWN]}，{each.size} 字节",
                                       class_="note")), each.role) for each in record.filed)
    told = joined(
        _record_table(record, ("保管", RETENTION[record.kind.retention]),
                      ("页数", f"{record.pages}页"), ("还缺", "；".join(missing) or "没有")),
        tag("details", tag("summary", f"{len(record.filed)} 个文件"),
            table(("文件，摘要", "是什么"), contents)))
    return Answer(joined(tag("p", "要归档的还没有归档。" if made.new else _THERE), told),
                  found=_grave(plan), ask=approval("archive", "同意，归档", plan.digest, wish)
                  if made.new else Html())


@looking
def filed(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """The issue in the archive, if it is as it was approved."""
    digest = asked.get("digest", "")
    plan = case.kept.get((case.folder, digest)) or _planned(
        case, json.loads(asked.get("wish", "{}")), progress)
    progress("归档")
    (made,) = archive.add(case.desk(), plan, digest)
    return Answer(joined(tag("p", "归档了。" if made.new else _THERE), record_table([made.record])),
                  found=_grave(plan))


def _planned(case: Case, wish: Mapping[str, str], progress: Progress) -> FilingPlan:
    """What is to be filed; it is kept, for who approves it."""
    pages = wish.get("pages", "").split()
    asking = Asking(case.world.env)
    meant = FilingWish(
        wish.get("category", ""), day(wish.get("signed", ""), "签发日期"),
        wish.get("correction", ""), wish.get("reason", ""), case.out,
        approved=seen(pages) if pages else "")
    plan = planned(replace(case, world=asking).desk(), [case.folder], meant, progress)
    case.kept.keep((case.folder, plan.digest), asking, plan)
    return plan


def _grave(plan: FilingPlan) -> tuple[Diagnostic, ...]:
    """What was found, but for what the check tells."""
    return tuple(each for each in plan.found if each.severity is not Severity.INFO)


@looking
def verified(case: Case, _asked: Mapping[str, str], progress: Progress) -> Answer:
    """The four properties of the issue's record, and a certificate of them."""
    record = case.standing().record
    if record is None:
        return Answer(tag("p", "这一期还没有归档。"), good=False)
    at = case.desk()
    proof = proving.verify(at, [record.name], "", progress, properties=True)
    path = certificate_of(case.name, case.out)
    certified(at, proof, path, progress)
    counts = "，".join(f"{result.value} {count} 项" for result, count in proof.counts.items())
    head = (f"整个档案 {len(proof.whole.records)} 件、{proof.whole.objects} 个文件都核对了字节；"
            f"这一件四性检测：{counts}。末条摘要 {proof.whole.head[:archive.SHOWN]}，"
            "抄在纸上，以后用它核对。")
    rows = ((row.title, row.property, verdict.result.value, verdict.note)
            for each in proof.records.values() for row, verdict in each)
    return Answer(joined(tag("p", head), tag("details", tag("summary", "逐项看"), table(
        ("项目", "四性", "结果", "说明"), rows))), (path,), tuple(proof.sink),
        good=not proof.sink.has_errors)


STEPS = {"archive-init": begun, "retain": retained,
         "archive-plan": shown, "archive": filed, "archive-verify": verified}


def record_table(records: list[Record]) -> Html:
    """Records, and where the paper of each lies."""
    return joined(*(_record_table(each, (
        "纸", "；".join(text.strip() for text in papers(each)) or "没有收进扫描件"))
        for each in records))


def _record_table(record: Record, *more: tuple[str, str]) -> Html:
    return table(("档号", record.name), (
        ("日期", record.date), ("题名", record.title),
        ("期", f"{record.number}{record.correction and f'（{record.correction}）'}"), *more))


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
    parts = [_yet(view),
             field("signed", "签发日期（可以不填；填就要和印的成文日期一样）", kind="date"),
             choice("category", "类别", {**_FIRST, **{
                 name: f"{name}（{period}）" for name, period in kinds.items()}})]
    if record is not None:
        parts += [choice("correction", "另立一件", _AGAIN), field("reason", "为什么更正、增刊")]
    again = form("archive-plan", *parts, view.button("archive-plan", "页面看过了，看要归档什么"))
    again = tag("details", tag("summary", "内容改过，要更正或增刊"), again) if record else again
    return joined(
        tag("p", f"档案里有：{record.name}，{record.date}，{record.pages}页。") if record else "",
        form("archive-verify", view.button("archive-verify", "核对，写证书", main=False))
        if record else "",
        again if kinds else "", _retaining(view, kinds),
        view.answer(*STEPS),
        tag("p", "销毁不在这一页上：要清单、批准人，请管电脑的人用命令做。",
            class_="note") if record else "")


def _retaining(view: View, kinds: Mapping[str, str]) -> Html:
    """How the 保管期限表 has another 类别: it is asked for where there is none yet."""
    label = view.far.number.label if view.far.number else ""
    told = joined(
        tag("p", "保管多久，照本单位批准的保管期限表写；程序不代拟。"),
        form("retain", field("kind", "类别（报头或文种）", "" if label in kinds else label),
             choice("period", "保管期限", {"": "选一个", **{each: each for each in PERIODS}}),
             field("basis", "依据（批准的表第几条，可以不填）"),
             view.button("retain", "加进保管期限表", main=not kinds)))
    return tag("details", tag("summary", "保管期限表里没有这一类，加一行"), told) if kinds else told


def _yet(view: View) -> Html:
    """What had better be done before."""
    old = any(each.later for each in view.far.files)
    if view.far.files and not old:
        return Html()
    return tag("p", "生成以后改过稿子或数据：先再生成，再归档。" if old else
               "还没有生成：先生成，看过、发过的就是归档的那一份。", class_="stale")


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
