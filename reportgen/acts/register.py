"""The register of printed copies: entries of the archive's catalogue, added and never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from reportgen.archive.problems import legible
from reportgen.archive.record import PRINTED_PAGES, Number, Record, canonical
from reportgen.archive.store import Archive, stamp
from reportgen.copies.payload import Claim, PrintedSheet, check_of, payload
from reportgen.copies.typed_code import typed_code
from reportgen.copies.verdict import Key, KnownPrinting
from reportgen.diagnostics import NOWHERE, failure
from reportgen.frozen import frozen

PRINTED = "印制"
HANDED, RECALLED, SPOILED = "印件发放", "印件收回", "印件销毁"
ACTS = (HANDED, RECALLED, SPOILED)


@frozen
class PrintRun:
    """Copies that were printed together: of which issue, which of them, what their pages were."""

    document: str       # the identity in the codes: J012·2024-5
    number: Number
    revision: int
    title: str
    contents: tuple[str, ...]
    first: int
    last: int
    way: str = ""
    spots: tuple[tuple[float, float, float], ...] = ()      # of each page's code: place, side

    def made(self, record: Record) -> bool:
        """Whether this is the paper of a record, page by page; the oldest tell but how many."""
        pages = record.extra.get(PRINTED_PAGES, self.contents)
        return record.number == self.number and list(self.contents) == list(pages) \
            and len(pages) == record.pages - record.own_pages

    def told(self) -> dict[str, object]:
        """The run as its entry keeps it."""
        return {"印件": self.document, "号": self.number, "版次": self.revision,
                "题名": self.title, "页": self.contents, "份": [self.first, self.last],
                "印法": self.way, "码": self.spots}


class Copy(NamedTuple):
    """One printed copy and what is known of it."""

    run: PrintRun
    number: int         # 份号
    state: str          # the last act of ACTS, or "" for one that was only printed
    holder: str = ""
    place: str = ""
    date: str = ""


@frozen
class Register:
    """All that was printed, and what became of each copy."""

    runs: tuple[PrintRun, ...]
    acts: Mapping[tuple[Key, int], Mapping[str, str]] = field(default_factory=dict)

    def of(self, number: Number) -> list[PrintRun]:
        """The runs of an issue, oldest first."""
        return [run for run in self.runs if run.number == number]

    def run(self, sheet: PrintedSheet) -> PrintRun | None:
        """The newest run of the revision that a sheet is of."""
        return next((run for run in reversed(self.runs) if (run.document, run.revision)
                     == (sheet.document, sheet.revision)), None)

    def copies(self, runs: Iterable[PrintRun]) -> Iterator[Copy]:
        """Every copy of these runs."""
        for run in runs:
            for number in range(run.first, run.last + 1):
                act = self.acts.get(((run.document, run.revision), number), {})
                yield Copy(run, number, act.get("事", ""), act.get("持有", ""),
                           act.get("地点", ""), act.get("日期", ""))

    def printings(self) -> dict[Key, KnownPrinting]:
        """What a scan is judged by."""
        found: dict[Key, KnownPrinting] = {}
        for run in self.runs:
            states = {copy.number: copy.state if copy.state in (RECALLED, SPOILED) else ""
                      for copy in self.copies([run])}
            key = run.document, run.revision
            known = found[key].copies if key in found else {}
            found[key] = KnownPrinting(run.contents, {**known, **states})
        return found

    def typed(self, code: str) -> list[Claim]:
        """The sheets with that typed code: one, or none; the newest issues are looked at first."""
        return [Claim(sheet, check_of(sheet, content)) for run in reversed(self.runs)
                for sheet, content in _sheets(run) if typed_code(payload(sheet, content)) == code]


def _sheets(run: PrintRun) -> Iterator[tuple[PrintedSheet, str]]:
    for copy in range(run.first, run.last + 1):
        for page, content in enumerate(run.contents, 1):
            yield PrintedSheet(run.document, run.revision, copy, page, len(run.contents)), content


def read_register(archive: Archive) -> Register:
    """The register of an archive. Raises E1101 where one of its entries cannot be read."""
    runs: list[PrintRun] = []
    acts: dict[tuple[Key, int], Mapping[str, str]] = {}
    kinds = ", ".join("?" * (len(ACTS) + 1))
    with legible(archive.folder):
        for entry in archive.catalogue.entries(f"kind IN ({kinds})", (PRINTED, *ACTS)):
            told = json.loads(entry.body)
            if entry.kind == PRINTED:
                runs.append(PrintRun(
                    told["印件"], Number(*told["号"]), told["版次"], told["题名"],
                    tuple(told["页"]), told["份"][0], told["份"][1], told["印法"],
                    tuple(map(tuple, told.get("码", ())))))
                continue
            act = {key: value for key, value in told.items() if isinstance(value, str)}
            for number in told["份"]:
                copy = (told["印件"], told["版次"]), number
                before = {} if entry.kind == HANDED else acts.get(copy, {})     # another's place
                acts[copy] = {**before, **act, "事": entry.kind}
    return Register(tuple(runs), acts)


def records_of(archive: Archive, sheets: Sequence[PrintedSheet]) -> list[Record]:
    """The records that printed sheets are of, each once."""
    register = read_register(archive)
    runs = {run.number: run for run in map(register.run, sheets) if run is not None}
    return [record for run in runs.values() for _, record in archive.catalogue.records(
        "document = ?", (canonical(run.number),)) if run.made(record)]


def entered(archive: Archive, run: PrintRun, who: str) -> None:
    """Enter a run. Raises E1223 where somebody entered such copies since it was planned."""
    with archive.catalogue.writing():
        for known in read_register(archive).runs:
            same = (known.document, known.revision) == (run.document, run.revision)
            if same and known.first <= run.last and run.first <= known.last:
                copies = f"第{known.first}—{known.last}份"
                raise failure("E1223", f"“{run.number}”的{copies}刚刚有人印了", NOWHERE,
                              "再看一次要印什么，不写 --approve；要加印写 --more")
        archive.catalogue.append(stamp(archive.disk), who, PRINTED, canonical(run.told()))


def noted(  # noqa: PLR0917 - who did what to which copies, and what is known of it
    archive: Archive, register: Register, last: PrintRun, act: str, copies: Sequence[int], who: str,
    about: Mapping[str, str],
) -> list[int]:
    """Note what became of copies of a revision whose last run this is; they count from 1.

    Returns those of which it was not known. Raises E1224 for one that was not printed, or has
    been destroyed.
    """
    number = last.number
    if stray := sorted(set(copies) - set(range(1, last.last + 1))):
        raise failure("E1224", f"“{number}”没有印过第{stray[0]}份", NOWHERE,
                      f"印过的：第1—{last.last}份")
    known = {each: register.acts.get(((last.document, last.revision), each), {})
             for each in copies}
    new = [each for each in sorted(copies)
           if not {"事": act, **about}.items() <= known[each].items()]
    if gone := [each for each in new if known[each].get("事") == SPOILED]:
        raise failure("E1224", f"“{number}”第{gone[0]}份已经登记销毁", NOWHERE,
                      f"看登记：reportgen copies list {number}")
    if new:
        archive.note(act, who, {"印件": last.document, "版次": last.revision, "份": new, **about})
    return new
