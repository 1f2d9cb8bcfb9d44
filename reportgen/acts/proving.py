"""Proving an archive: every byte of it, and the four properties of its records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from reportgen.acts.archive import Desk, newest
from reportgen.acts.reading import seen
from reportgen.archive import bag, checking
from reportgen.archive.catalogue import lock_holds
from reportgen.archive.checking import Checked
from reportgen.archive.problems import lockless
from reportgen.archive.properties import Result, Subject, Trial, Verdict, judged
from reportgen.archive.record import CHECKED, PDF, WORD, Record
from reportgen.archive.store import Archive, founded, full_text, opened
from reportgen.diagnostics import ReportError, Sink, Span
from reportgen.edition import Progress
from reportgen.frozen import frozen

Verdicts = tuple[tuple[Trial, Verdict], ...]
_CHAIN = frozenset(("E1112", "E1113"))
_DAMAGED = frozenset(("E1101", "E1112", "E1113"))
_READ_ONLY = frozenset(("E1105", "E1141"))
_STRAY = frozenset(("W1118",))


@frozen
class Proof:
    """What was found of the whole, and of each record that was asked for."""

    whole: Checked
    records: Mapping[str, Verdicts]
    sink: Sink

    @property
    def counts(self) -> Mapping[Result, int]:
        """How many rows came to each result."""
        found = Counter(verdict.result for rows in self.records.values() for _, verdict in rows)
        return {result: found[result] for result in Result}


def prove(
    archive: Archive, only: Sequence[str], noted: str, progress: Progress, *, properties: bool,
) -> Proof:
    """Check the whole archive; with `properties`, the four of the records named, or of all.

    What is wrong is in the sink: what `checking.check` tells, and E1115 for each row that failed.
    """
    progress("核对目录库")
    whole = checking.check(archive, noted, progress)
    sink = whole.sink.copy()
    chosen = [whole.records[name] for name in (only or whole.records) if name in whole.records]
    found: dict[str, Verdicts] = {}
    fonds = str(founded(archive).get("全宗号", "")) if whole.entries else ""
    codes = {each.code for each in whole.sink}
    for record in chosen if properties else ():
        progress(f"四性检测 {record.name}")
        found[record.name] = _record(archive, record, whole, codes, fonds)
        for row, verdict in found[record.name]:
            if verdict.result is Result.FAILED:
                sink.error("E1115", f"{row.property}·{row.title}：{verdict.note}",
                           Span(record.name), "看这一件：reportgen archive show " + record.name)
    return Proof(whole, found, sink)


def _record(
    archive: Archive, record: Record, whole: Checked, codes: set[str], fonds: str,
) -> Verdicts:
    contents = {}
    for holding in record.holdings:
        if not archive.objects.check(holding.digest, holding.size):
            contents[holding.digest] = archive.objects.read(holding.digest, holding.size)
    pdf, word = (b"".join(contents.get(each.digest, b"") for each in record.held(role)[:1])
                 for role in (PDF, WORD))
    subject = Subject(
        record, contents, seen(pdf, word, record.issuer), tuple(whole.records.values()),
        chained=not codes & _CHAIN, strays=bool(codes & _STRAY), fonds=fonds)
    return tuple(judged(subject))


def verify(
    at: Desk, names: Sequence[str], noted: str, progress: Progress, *, properties: bool,
    copy: Path | None = None,
) -> Proof:
    """Prove the office's archive and journal it; or prove a copy, which stays as it is.

    What is read-only, or damaged, is not written to: it is proved all the same.
    """
    if copy is None:
        try:
            with at.archive(write=True) as archive:
                proof = _named(archive, names, noted, progress, properties=properties)
                with archive.catalogue.writing():
                    if not lock_holds(at.folder):
                        proof.sink.extend(lockless(at.folder).diagnostics)
                if not {each.code for each in proof.sink} & _DAMAGED:
                    _journal(archive, proof, at.who)
                return proof
        except ReportError as error:
            if error.diagnostics[0].code not in _READ_ONLY:
                raise
    with opened(at.folder if copy is None else copy, at.disk) as archive:
        proof = _named(archive, names, noted, progress, properties=properties)
    if copy is not None:    # which needs none itself
        proof.sink.items[:] = [each for each in proof.sink.items if each.code != "W1116"]
    return proof


def bag_proof(folder: Path, at: Desk) -> Sink | None:
    """What is wrong with a bag, ours or another archive's (E1133); None for what is no bag."""
    if at.disk.kind(folder / "bagit.txt") != "file":
        return None
    sink = Sink()
    for problem in bag.problems(folder, at.disk):
        sink.error("E1133", f"包核对不符：{problem}", Span(str(folder)), "请对方重新导出这一包")
    return sink


def _named(
    archive: Archive, names: Sequence[str], noted: str, progress: Progress, *, properties: bool,
) -> Proof:
    only = [newest(archive, name).name for name in names]
    return prove(archive, only, noted, progress, properties=properties)


def _journal(archive: Archive, proof: Proof, who: str) -> None:
    errors = sum(each.is_error for each in proof.sink)
    archive.note(CHECKED, who, {"末条": proof.whole.head, "件数": len(proof.whole.records),
                                "错误": errors})


def reindex(at: Desk) -> None:
    """Make the index of texts anew."""
    with at.archive(write=True) as archive:
        archive.catalogue.reindex(lambda record: full_text(archive.objects, record))
