"""From an issue to what is filed of it, and the checks that archivists ask for before it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from reportgen.acts.archive import Desk, FilingPlan, require_own
from reportgen.acts.issued import as_issued, with_sources
from reportgen.acts.making import Made, contents, made, waived
from reportgen.acts.reading import looked_at, seen
from reportgen.archive import listing, store
from reportgen.archive.metadata import FORMATS, format_of, is_of
from reportgen.archive.record import (
    ALONG,
    ATTACHMENT,
    LOOKED,
    PRINTED_PAGES,
    SIGNATURE,
    STAMP,
    WAIVED,
    Class,
    Number,
    Record,
)
from reportgen.archive.store import Archive, Content, Filing
from reportgen.diagnostics import NOWHERE, Diagnostic, Sink, Span, failure
from reportgen.document.tree import Letterhead, LetterOpening, Masthead
from reportgen.edition import Progress
from reportgen.frozen import frozen
from reportgen.narrative.syntax import Front
from reportgen.office.model import EMPTY, FILLED, OWN_PAGE, Office
from reportgen.office.read import required_fonds
from reportgen.office.retention import read_retention
from reportgen.version import __version__
from reportgen.world import World, name_problem

_NUMBER = re.compile(r"(?P<label>(?:[^〔第]*[^〔第\d])?)(?:〔(?P<year>\d{4})〕)?"
                     r"第?(?P<serial>\d+)[号期次]?")
_PEOPLE = re.compile(r"(编辑|审核|签发)：(\S+)")
_BYTES = 255        # of a name, on every file system there is
_LONGEST = 180      # characters of a path: 260 with what stands before it where it is exported
_MARK = r"[（(\[〔【](?:征求意见|讨论|送审|代拟|修改|草|初)稿[）)\]〕】]"
_DRAFT = re.compile(f"^{_MARK}|{_MARK}$")
_UNWRITTEN = re.compile("T[O]DO|待补充")     # 某某, ×× may be meant: whose names are not told


@frozen
class FilingWish:
    """What a clerk says beside the issue: its 类别, the day of signing, why it is corrected."""

    category: str = ""
    signed: date | None = None
    correction: str = ""
    reason: str = ""
    out: Path = Path("out")     # where the files lie that were printed and sent
    today: date | None = None   # by the clock of the archive
    allow: tuple[str, ...] = ()     # codes that are let pass
    approved: str = ""          # the pages that were looked at, as `approving.seen` has them


def planned(
    at: Desk, folders: Sequence[Path], wish: FilingWish, progress: Progress,
) -> FilingPlan:
    """What filing issues comes to; nothing is written.

    Raises what `filing` and `store.foreseen` do, and E1127 where the archive is of another 全宗.
    """
    progress("打开档案")
    with at.archive() as archive:       # before the work: there is one, and it is of this fonds
        require_own(at, archive)
    wish = replace(wish, today=at.disk.now().date())
    made = [(*filing(folder, at.office, at.world, wish, progress), folder) for folder in folders]
    made.sort(key=lambda each: (each[0].date, each[0].number))      # 件号 follow the time
    filings = tuple(each for each, *_ in made)
    missing = tuple(tuple(lacking(each, folder, at.world, wish)) for each, _, folder in made)
    sink = Sink([problem for _, found, _ in made for problem in found])
    with at.archive() as archive:
        foreseen = tuple(store.foreseen(archive, filings))
        if gaps := _gaps(archive, [each.record for each in foreseen]):
            sink.warning("W1125", f"漏号：还没有归档{'、'.join(gaps)}", NOWHERE,
                         "补归档；没有出过这一期的不必理会")
    return FilingPlan(filings, foreseen, missing, tuple(sink))


def _gaps(archive: Archive, records: Sequence[Record]) -> list[str]:
    """漏号 of the series that these belong to, once they are filed."""
    years = sorted({record.number.year for record in records})
    series = {record.number[:2] for record in records}
    there = [record for year in years for _, record in archive.catalogue.records(
        "year = ?", (year,), alive=False) if record.number[:2] in series]
    return listing.gaps((*there, *records))


def filing(
    folder: Path, office: Office, world: World, wish: FilingWish, progress: Progress,
) -> tuple[Filing, tuple[Diagnostic, ...]]:
    """What is to be filed of an issue, and what was found on the way. Raises `ReportError`.

    E1121 it is not of the day it was signed, or of one to come, E1122 not of this unit, E1123
    something is left in the Word file, E1124 a name that not every system can hold, E1126 an
    attachment is not there or does not open, E1127 it has no number or the office no 全宗号, E1129
    what was sent is another, E1142 it is still a draft, E1159 its signature does not hold, E1132 a
    correction without a reason, E1136 no room for the stamp; E0184 to E0186 the period is not told.
    """
    if wish.correction and not wish.reason.strip():
        raise failure("E1132", f"{wish.correction}没有写理由", Span(""), "加上 --reason 理由")
    fonds = required_fonds(office)
    sink = Sink()
    along = with_sources(world.resolve(folder).name, wish.out, world)
    issue = made(folder, office, world, progress, attach_sources=along,
                 allow=wish.allow, approved=wish.approved)
    looked = looked_at(issue, sink)
    issue, signature = as_issued(issue, wish.out, world, sink)
    front = issue.briefing.narrative.front
    number, words = numbered(front)
    period = read_retention(office, world).period(
        (wish.category,) if wish.category else tuple(filter(None, (number.label, front.genre))))
    held = (*contents(issue), *_attachments(front, folder, world, sink))
    day = front.ending.date if front.ending.date > date.min else front.date
    _check_front(front, office, wish, day, sink)
    _check_finished(issue, sink)
    conforms = _check_files(issue, held, sink)
    if office.stamp in (FILLED, EMPTY):
        from reportgen.acts.placing import place

        place(issue.files["pdf"], issue.briefing.name, issue.briefing.profile)
    own = office.stamp == OWN_PAGE
    sink.raise_errors()
    extra: dict[str, object] = {"文号": words, "程序": f"reportgen {__version__}"}
    extra |= {key: value for key, value in {
        "关键词": list(front.keywords), "经办": _people(front),
        "另附": [each.name for each in front.ending.attachments if each.apart],
        "版式": issue.briefing.profile.name, "类别": wish.category,
        "签发日期": wish.signed.isoformat() if wish.signed else "",
        "期": world.resolve(folder).relative_to(world.resolve(office.folder)).as_posix(),
        "PDF/A": conforms, STAMP: own and OWN_PAGE,
        SIGNATURE: signature, ALONG: along, PRINTED_PAGES: list(issue.printed),
        LOOKED: looked, WAIVED: waived(issue.found),
    }.items() if value}
    return Filing(
        number, Class(fonds, number.year, period.code, office.section),
        issue.title or words, front.issuer, day.isoformat(), _secrecy(front),
        issue.pages + own, front.genre, held, wish.correction, wish.reason, extra,
    ), (*issue.found, *sink)


def lacking(filing: Filing, folder: Path, world: World, wish: FilingWish) -> Iterator[str]:
    """What the record of an issue could have besides, and will not."""
    name = world.resolve(folder).name
    yield from (f"没有生成过 {each}，收的是现在做的" for each in (f"{name}.pdf", f"{name}.docx")
                if not world.is_file(wish.out / each))
    if wish.signed is None:
        yield "没有写签发日期"
    if "签发" not in filing.extra.get("经办", {}):
        yield "报尾没有签发人"


def categories(office: Office, world: World) -> dict[str, str]:
    """What an issue may be filed as, and for how long that is kept. Raises as `filing`."""
    return {name: period.name for name, period in read_retention(office, world).periods.items()}


def numbered(front: Front) -> tuple[Number, str]:
    """What a document is called by, and its number as printed. Raises E1127 without one."""
    match front.head:
        case Masthead(name=label, issue=text):
            pass
        case Letterhead(number=text) | LetterOpening(number=text):
            label = ""
        case None:
            label = text = ""
    text = text.partition("（")[0]
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise failure("E1127", "没有期号或发文字号，归不了档", front.span, "写上期号或发文字号")
    year = int(found["year"] or front.date.year)
    return Number(label or found["label"], year, int(found["serial"])), text


def _people(front: Front) -> dict[str, str]:
    told = dict(_PEOPLE.findall(front.foot.left if front.foot is not None else ""))
    if isinstance(front.head, Letterhead) and front.head.signers:
        told["签发"] = "、".join("".join(name.split()) for name in front.head.signers)
    return told


def _secrecy(front: Front) -> str:
    match front.head:
        case Letterhead(secrecy=text) | LetterOpening(secrecy=text):
            return text
        case Masthead(notice=text) if "密级" in front.places:
            return text.partition("　")[0]
        case _:
            return ""


def _check_front(front: Front, office: Office, wish: FilingWish, day: date, sink: Sink) -> None:
    if wish.signed is not None and wish.signed != day:
        sink.error("E1121", f"印的日期是 {day}，签发是 {wish.signed}",
                   front.place("成文日期", "日期"), "成文日期写签发的那一天，改好重新生成")
    if wish.today is not None and day > wish.today:
        sink.error("E1121", f"印的日期 {day} 还没有到", front.place("成文日期", "日期"),
                   "成文日期写签发的那一天，改好重新生成", "日期没有错的，校准这台电脑的时钟")
    ours = set(office.issuers) & set(front.issuer.split("、"))
    if not ours:
        sink.error("E1122", f"“{front.issuer}”不在本单位的责任者里",
                   front.place("编发单位", "发文机关"), "照 office.yaml 的“责任者”写：" +
                   "、".join(office.issuers),
                   f"确是本单位的名义：在 office.yaml 的“责任者”里加上“{front.issuer}”")


def _check_finished(issue: Made, sink: Sink) -> None:
    """What the build only warns of, and a record must not have."""
    for each in issue.found:
        if each.code == "W0323":
            sink.error("E1126", each.message, each.span, *each.hints)
        elif each.code == "W0333" and _UNWRITTEN.search(each.message):
            sink.error("E1142", each.message, each.span, *each.hints)
    front = issue.briefing.narrative.front
    if mark := _DRAFT.search("".join(front.title)):
        sink.error("E1142", f"题名还写着“{mark.group()}”", front.place("标题"),
                   f"定稿以后删去“{mark.group()}”，重新生成")


def _check_files(issue: Made, held: tuple[Content, ...], sink: Sink) -> str:
    """Check what is to be held; what the PDF says it conforms to."""
    front = issue.briefing.narrative.front
    read = seen(issue.files["pdf"], issue.files["docx"], front.issuer)
    for text in (*read.left, *read.active, *read.unread):
        sink.error("E1123", text, Span(str(issue.briefing.folder)), "去掉它，重新生成")
    for each in held:
        if len(each.name) > _LONGEST:
            sink.error("E1124", f"“{each.name}”：路径有 {len(each.name)} 个字，超过 {_LONGEST}",
                       Span(each.name), "文件夹少套几层，名称改短")
        for part in PurePosixPath(each.name).parts:
            long = "名称超过 255 个字节" * (len(part.encode()) > _BYTES)
            if problem := name_problem(part) or long:
                sink.error("E1124", f"“{each.name}”：{problem}", Span(each.name), "改短、改好名称")
    return read.conforms


def _attachments(front: Front, folder: Path, world: World, sink: Sink) -> Iterator[Content]:
    """附件 that are not in the document itself: files of their names, in the issue or in 附件/."""
    for each in front.ending.attachments:
        if not each.apart:
            continue
        path = _file_of(each.name, folder, world)
        if path is None:
            sink.error("E1126", f"附件“{each.name}”不在", each.span,
                       f"把它放到 {folder / '附件'}，文件名和附件名称一样")
            continue
        data = world.read(path)
        if path.suffix.lower() not in FORMATS:
            sink.error("E1126", f"附件“{path.name}”不是能长期保存的格式", Span(str(path)),
                       "另存为 .pdf、.docx 或 .xlsx")
        elif not data or not is_of(format_of(path.name), data):
            sink.error("E1126", f"附件“{path.name}”打不开", Span(str(path)), "重新取得这份文件")
        yield Content(ATTACHMENT, path.name, data)


def _file_of(name: str, folder: Path, world: World) -> Path | None:
    places = (folder / "附件", folder)
    return next((place / each for place in places for each in world.names_in(place)
                 if Path(each).stem == name and world.is_file(place / each)), None)
