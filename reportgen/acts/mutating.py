"""Faults planted in a briefing's data and in its finished files, and what tells of each.

Nothing is written: data are changed as they are read, finished files as bytes. What nothing tells
is said so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache, cached_property, lru_cache, partial
from io import BytesIO
from pathlib import Path
from random import Random
from typing import BinaryIO

from reportgen import pipeline
from reportgen.acts.building import edition_of
from reportgen.acts.tracing import traced
from reportgen.diagnostics import ReportError, Severity, Sink
from reportgen.document import tree
from reportgen.document.quantity import Quantity
from reportgen.edition import Edition, silent
from reportgen.excel.cells import Address, place_of
from reportgen.excel.refilling import New, refilled, stored
from reportgen.facts.model import Fact, UnassignedRates
from reportgen.formats import FORMATS
from reportgen.frozen import frozen
from reportgen.inspection import CHECKS as CHECKED
from reportgen.proof.audit import audit
from reportgen.proof.audit.diagnostics import diagnostics
from reportgen.proof.content import Reading
from reportgen.proof.ofd.read import ofd_sheets
from reportgen.proof.parity.compare import compare
from reportgen.proof.parity.laid import unlike_laid
from reportgen.proof.parity.sheets import compare_sheets
from reportgen.proof.pdf.read import read_pdf
from reportgen.proof.pdf.sheets import FinishedPdf, pdf_sheets
from reportgen.proof.planting import (
    covered,
    exchanged,
    on_text,
    other_figure,
    other_sign,
    paled,
    rezipped,
    row_lost,
    said,
    taken,
    turned_round,
    typed_over,
    whitened,
    without_point,
    written,
)
from reportgen.proof.sheets import Sheets
from reportgen.proof.word.read import read_word
from reportgen.recording_world import RecordingWorld
from reportgen.world import World

READER, CHECKS, LAID, PARITY, AUDIT, TRACE = "读数", "检查", "版面", "两种文件", "改稿核对", "来处"
DEFENCES = (READER, CHECKS, LAID, PARITY, AUDIT, TRACE)
SOURCE, PDF, WORD, OFD, ALL = "数据", "PDF", "Word", "OFD", "各种文件"
_VALUE = re.compile(r"(数值: *)([^,}\n]+)")
_UNITS = (("万元", "亿元"), ("亿元", "万元"), ("%", "‰"), ("公里", "米"), ("万", "亿"),
          ("吨", "公斤"))
_TRIES = 12        # places that are tried for a fault that is seen
_NEAR, _MOST = 3, 200      # lines from a fact's to its value's; facts that are paired
Told = set[str]


@dataclass(slots=True)
class Rate:
    """How many faults of a kind were planted, and how many each defence told; those of `must` have
    to tell every one, of a fault in the data one of them."""

    where: str
    kind: str
    must: tuple[str, ...]
    planted: int = 0
    caught: int = 0
    told: dict[str, int] = field(default_factory=dict)
    missed: int = 0                 # times that one which must tell did not

    def count(self, told: Told) -> None:
        """One more fault, and who told it."""
        self.planted += 1
        self.caught += bool(told)
        lacking = set(self.must) - told
        self.missed += bool(self.must and lacking == set(self.must)) if self.where == SOURCE \
            else len(lacking)
        for each in told:
            self.told[each] = self.told.get(each, 0) + 1


class _Changed(RecordingWorld):
    """Another world, some of whose files are read otherwise."""

    def __init__(self, world: World, files: Mapping[Path, bytes]) -> None:
        super().__init__(world)
        self._files = files

    def read(self, path: Path) -> bytes:
        return self._files[at] if (at := self.resolve(path)) in self._files else super().read(path)

    def open(self, path: Path) -> BinaryIO:
        return BytesIO(self.read(path))


class Subject:
    """A briefing with its finished files; what is said of it as it is does not count."""

    def __init__(self, folder: Path, world: World) -> None:
        self.folder, self.world = folder, world
        self.edition = edition_of(folder, world, silent)
        self.document, self.known = self.composed(world)

    def composed(self, world: World) -> tuple[tree.Document | None, dict[str, set[str]]]:
        """The document, and what is said of it by reader and checks."""
        said: dict[str, set[str]] = {READER: set(), CHECKS: set()}
        document = None
        try:
            briefing = pipeline.load(self.folder, world)
            document = pipeline.compose(briefing)
            said[READER] = _messages(briefing.sink)
            said[CHECKS] = _messages(pipeline.check(briefing, document)) - said[READER]
        except ReportError as error:
            said[CHECKS if document else READER] |= _messages(error.diagnostics)
        return document, said

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The finished files."""
        return {name: FORMATS[name].write(self.edition) for name in _SUFFIX.values()}

    @cached_property
    def _read(self) -> tuple[Reading, Reading, Sheets]:
        pdf = self.files["pdf"]
        return (read_pdf(pdf, "PDF"), read_word(self.files["docx"], "Word"), pdf_sheets(pdf, "PDF"))

    def unlike(self, where: str, data: bytes) -> bool:
        """Whether a changed file says another thing than its sound twin."""
        pdf, word, sheets = self._read
        found = compare(read_pdf(data, "PDF"), word) if where == PDF else \
            compare(pdf, read_word(data, "Word")) if where == WORD else \
            compare_sheets(sheets, ofd_sheets(data, "OFD"))
        return bool(found.differences)

    def unlaid(self, pdf: bytes) -> bool:
        """Whether a changed PDF shows another thing than was laid."""
        edition = self.edition
        return bool(unlike_laid(FinishedPdf(pdf), edition.fitted.pages.pages, edition.library,
                                edition.fitted.document.meta.title))

    @cached_property
    def places(self) -> list[_Place]:
        """Where the values of facts stand, in order: texts, and cells that hold a number."""
        return [place for fact in self.edition.briefing.dataset if fact.amounts and fact.span.file
                for place in self._place(fact)]

    def _place(self, fact: Fact) -> Iterator[_Place]:
        span, path = fact.span, Path(fact.span.file)
        if span.cell and path.suffix == ".xlsx":
            at = place_of(span.cell)
            held = self._sheet(path, span.sheet).get(at)
            if isinstance(held, Decimal):
                yield _Place(fact, self.world.resolve(path), str(held), at[0], lambda data, new: (
                    refilled(data, {span.sheet: {at: New(Decimal(new))}})))
        elif span.line and path.suffix in {".yaml", ".yml"}:
            text = self._text(path)
            start = sum(map(len, text.splitlines(keepends=True)[: span.line - 1]))
            value = _VALUE.search(text, start)
            if value and text.count("\n", start, value.start()) < _NEAR:
                first, last = value.span(2)
                yield _Place(fact, self.world.resolve(path), value[2], first, lambda data, new: (
                    f"{data.decode()[:first]}{new}{data.decode()[last:]}".encode()))

    @cache  # noqa: B019 - as long as the subject is
    def _text(self, path: Path) -> str:
        return self.world.read(path).decode()

    @cache  # noqa: B019
    def _sheet(self, path: Path, sheet: str) -> Mapping[Address, object]:
        return stored(self.world.read(path), sheet)


@frozen
class _Place:
    """Where a fact's value stands: as it is written, how far down, how another is put there."""

    fact: Fact
    path: Path
    value: str
    at: int
    put: Callable[[bytes, str], bytes]


def _messages(found: Sink | tuple[object, ...]) -> set[str]:
    return {f"{each.code} {each.message}" for each in found  # type: ignore[attr-defined]
            if each.severity is not Severity.INFO}  # type: ignore[attr-defined]


# ---------------------------------------------------------------------------------- in the data

Edit = Callable[[Subject, Random], tuple[Path, bytes] | None]      # a file, and its new content


def _by_chance(of: Subject, rng: Random) -> list[_Place]:
    return rng.sample(of.places, len(of.places))


def _value(change: Callable[[str, Random], str | None], whole: bool = False) -> Edit:
    """The value of a fact says another thing; of one that has parts, where it is the `whole`."""
    def edit(of: Subject, rng: Random) -> tuple[Path, bytes] | None:
        wholes = {each.fact.part_of for each in of.places}
        for each in _by_chance(of, rng):
            new = change(each.value, rng) if not whole or each.fact.id in wholes else None
            if new is not None and new != each.value:
                return each.path, each.put(of.world.read(each.path), new)
        return None
    return edit


def _other_unit(text: str, _rng: Random) -> str | None:
    return next((text.replace(a, b) for a, b in _UNITS if a in text), None)


def _point(text: str, _rng: Random) -> str | None:
    """36.8 is 368; 20517 is 2051.7."""
    return text.replace(".", "", 1) if "." in text else re.sub(
        "(?<=[0-9])(?=[0-9](?![0-9]))", ".", text, count=1)


def _less(text: str, _rng: Random) -> str | None:
    """A whole that is less than any of its parts."""
    return re.sub(r"[0-9]+(?:\.[0-9]+)?", "0.01", text, count=1)


def _row(of: Subject, rng: Random) -> tuple[Path, bytes] | None:
    """A fact that is written on one line is gone."""
    for each in _by_chance(of, rng):
        data = of.world.read(each.path)
        lines = data.splitlines(keepends=True)
        line = lines[each.fact.span.line - 1] if not each.fact.span.cell else b""
        if b"{" in line and b"}" in line:
            return each.path, data.replace(line, b"", 1)
    return None


def _swap(of: Subject, rng: Random) -> tuple[Path, bytes] | None:
    """Two facts of one unit exchange their values."""
    pairs = [(a, b) for a in of.places[:_MOST] for b in of.places[:_MOST]
             if a.at < b.at and a.path == b.path and a.fact.unit == b.fact.unit
             and a.value != b.value]
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    return one.path, one.put(other.put(of.world.read(one.path), one.value), other.value)


def _assigned(of: Subject, rng: Random) -> tuple[Path, bytes] | None:
    """A rate that nobody assigned is given to an indicator."""
    for fact in of.edition.briefing.dataset:
        if isinstance(fact.value, UnassignedRates):
            for each in (each for each in _by_chance(of, rng) if each.fact.id in fact.value.of
                         and not each.fact.span.cell):
                return each.path, each.put(of.world.read(each.path), f"{each.value}, 同比: 8%")
    return None


def _earlier(of: Subject, rng: Random) -> tuple[Path, bytes] | None:
    """The value that the issue before had."""
    beside = of.folder.parent
    for name in sorted(of.world.names_in(beside), reverse=True):
        if name >= of.folder.name or not of.world.is_file(beside / name / pipeline.NARRATIVE):
            continue
        other = Subject(beside / name, of.world)
        if other.edition.composed.meta.issuer != of.edition.composed.meta.issuer:
            continue
        before = {each.fact.name: each.value for each in other.places}
        for each in _by_chance(of, rng):
            if before.get(each.fact.name, each.value) != each.value:
                return each.path, each.put(of.world.read(each.path), before[each.fact.name])
    return None


_IN_DATA: Mapping[str, tuple[Edit, tuple[str, ...]]] = {
    "正负号": (_value(other_sign), ()), "单位": (_value(_other_unit), ()),
    "小数点": (_value(_point), ()), "数字换了一个": (_value(other_figure), ()),
    "掉了一行": (_row, ()), "两个事实对换": (_swap, ()),
    "总数小于其中": (_value(_less, whole=True), (READER, CHECKS)),
    "归属不明的增幅归给一个指标": (_assigned, ()), "上期的数": (_earlier, ()),
}


def _in_data(of: Subject, edit: Edit, rng: Random) -> Told | None:
    """Who tells of a fault in the data; None where there is no place, or nobody would see it."""
    for _ in range(_TRIES):
        if (found := edit(of, rng)) is None:
            return None
        document, said = of.composed(_Changed(of.world, dict([found])))
        told = {name for name, messages in said.items() if messages - of.known[name]}
        if told or document != of.document:
            return told
    return None


# -------------------------------------------------------------------------- in the finished files

_SEEN = (LAID, PARITY)      # what is written stays: there is nothing to trace
_PLANTS: Mapping[tuple[str, str], tuple[Callable[..., bytes | None], tuple[str, ...]]] = {
    (PDF, "数字换了一个"): (partial(written, plant=on_text(typed_over, digits=True)),
                      (LAID, PARITY, TRACE)),
    (PDF, "数没有印"): (partial(written, plant=on_text(taken, digits=True)), _SEEN),
    (PDF, "白字"): (partial(written, plant=on_text(paled, digits=True)), _SEEN),
    (PDF, "数被盖住"): (partial(written, plant=on_text(covered, digits=True)), _SEEN),
    (WORD, "数字换了一个"): (partial(rezipped, change=said(other_figure)), (PARITY, TRACE)),
    (WORD, "小数点"): (partial(rezipped, change=said(without_point)), (PARITY, TRACE)),
    (WORD, "正负号"): (partial(rezipped, change=said(other_sign)), (PARITY,)),
    (WORD, "两个数对换"): (partial(rezipped, change=exchanged), (PARITY, TRACE)),
    (WORD, "掉了一行"): (partial(rezipped, change=row_lost), (PARITY, AUDIT)),
    (WORD, "白字"): (partial(rezipped, change=whitened), (PARITY, AUDIT)),
    (OFD, "数字换了位"): (partial(rezipped, change=said(turned_round)), (PARITY, TRACE)),
    (OFD, "小数点"): (partial(rezipped, change=said(without_point)), (PARITY,)),
}
_SUFFIX = {PDF: "pdf", WORD: "docx", OFD: "ofd"}


def _finished(
    of: Subject, where: str, plant: Callable[..., bytes | None], rng: Random
) -> Told | None:
    """Who tells of a changed finished file; one that is refused is told, too."""
    data = plant(of.files[_SUFFIX[where]], rng=rng)
    if data is None:
        return None
    checks: dict[str, Callable[[], bool]] = {
        PARITY: lambda: of.unlike(where, data),
        TRACE: lambda: any(each.origin is None for each in traced(data, of.edition, "", silent))}
    if where == PDF:
        checks[LAID] = lambda: of.unlaid(data)
    elif where == WORD:
        checks[AUDIT] = lambda: bool(_audited(data) - _audited(of.files["docx"]))
    return {name for name, check in checks.items() if _refuses(check)}


def _refuses(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except ReportError:
        return True


@lru_cache(maxsize=2)
def _audited(data: bytes) -> frozenset[str]:
    return frozenset(each.message for each in diagnostics(audit(data)))


# ---------------------------------------------------------------------- in all the finished files


def _of_no_fact(document: tree.Document, rng: Random) -> tree.Document | None:
    """A number that stands in no source is put into a paragraph."""
    return _in_paragraph(document, rng, lambda block, _: (
        *block.children, tree.Text("另有7391户。", span=block.span)))


def _misprinted(document: tree.Document, rng: Random) -> tree.Document | None:
    """What a fact is printed as has another digit."""
    def change(block: tree.Paragraph, rng: Random) -> tuple[tree.Inline, ...]:
        found = [each for each in block.children if isinstance(each, Quantity)
                 and each.exact is not None and any(map(str.isdecimal, each.text))]
        one = rng.choice(found) if found else None
        return tuple(replace(each, text=other_figure(each.text, rng))
                     if isinstance(each, Quantity) and each is one else each
                     for each in block.children)
    return _in_paragraph(document, rng, change)


def _in_paragraph(
    document: tree.Document, rng: Random,
    change: Callable[[tree.Paragraph, Random], tuple[tree.Inline, ...]],
) -> tree.Document | None:
    found = [n for n, each in enumerate(document.blocks) if isinstance(each, tree.Paragraph)]
    for at in rng.sample(found, len(found)):
        block = document.blocks[at]
        if isinstance(block, tree.Paragraph) and (new := change(block, rng)) != block.children:
            blocks = (*document.blocks[:at], replace(block, children=new),
                      *document.blocks[at + 1 :])
            return replace(document, blocks=blocks)
    return None


Spoil = Callable[[tree.Document, Random], tree.Document | None]
_IN_ALL: Mapping[str, Spoil] = {
    "不属于任何事实的数": _of_no_fact, "事实的数印错": _misprinted}


def _in_all(of: Subject, change: Spoil, rng: Random) -> Told | None:
    """Who tells, while a file is written, of a document that says what its source does not."""
    if (document := change(of.edition.composed, rng)) is None:
        return None
    briefing = replace(of.edition.briefing, sink=Sink())
    try:
        FORMATS["pdf"].write(Edition(briefing, document, silent))
    except ReportError as error:
        return {_BY_CODE.get(each.code, CHECKS) for each in error.diagnostics if each.is_error}
    return set()


_BY_CHECK = {"traced": TRACE, "laid": LAID}
_BY_CODE = {code: _BY_CHECK[check.name] for check in CHECKED if check.name in _BY_CHECK
            for code in check.codes}


def mutated(of: Subject, seed: int, count: int) -> Iterator[Rate]:
    """Each kind of fault, planted so many times where the briefing has a place for it."""
    for kind, (edit, must) in _IN_DATA.items():
        yield _rate(Rate(SOURCE, kind, must), seed, count, partial(_in_data, of, edit))
    for (where, kind), (plant, must) in _PLANTS.items():
        yield _rate(Rate(where, kind, must), seed, count, partial(_finished, of, where, plant))
    for kind, change in _IN_ALL.items():
        yield _rate(Rate(ALL, kind, (TRACE,)), seed, count, partial(_in_all, of, change))


def _rate(rate: Rate, seed: int, count: int, plant: Callable[[Random], Told | None]) -> Rate:
    for turn in range(count):
        rng = Random(f"{seed} {rate.where} {rate.kind} {turn}")  # noqa: S311 - no secret
        if (told := plant(rng)) is None:
            break
        rate.count(told)
    return rate
