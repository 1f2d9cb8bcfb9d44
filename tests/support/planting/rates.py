"""Which planted faults are told, by kind and by proof: in the finished files of all samples."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from support import photographs as ph
from support.charts.kinds import EVERY
from support.charts.stub import THEME
from support.docx.readback import PROFILE
from support.papers import DRAWING, META, everything
from support.planting import drawings, office, pages, words
from support.proof.twins import twins

import reportgen
from reportgen.charts.compile import drawing
from reportgen.charts.proof.values import read_back
from reportgen.charts.record.drawing import Drawing
from reportgen.charts.record.text_measure import Ruler
from reportgen.diagnostics import ReportError, Sink
from reportgen.document.chart import ChartSpec
from reportgen.document.tree import Document
from reportgen.edition import Edition, silent
from reportgen.fonts import FontLibrary
from reportgen.formats import FORMATS
from reportgen.layout import layout
from reportgen.layout.pages import Page
from reportgen.proof.audit import audit
from reportgen.proof.audit.diagnostics import diagnostics
from reportgen.proof.content import Reading
from reportgen.proof.ink import inked
from reportgen.proof.parity.bitmaps import unlike_bitmaps
from reportgen.proof.parity.compare import compare
from reportgen.proof.parity.laid import Laid, unlike_laid
from reportgen.proof.pdf.read import read_pdf
from reportgen.proof.pdf.sheets import FinishedPdf
from reportgen.proof.planting import written
from reportgen.proof.word.read import read_word

DATA = Path(__file__).parents[3] / "data"
FOLDERS = ("bulletin-2024", "gallery", "jinxi-2023", "letter-2024", "minutes-2024", "notice-2024")
BUILD = "build"     # of which every kind is claimed
CHART = "chart"


@dataclass(frozen=True, slots=True)
class Sample:
    """Finished files, and the pages they were made of."""

    name: str
    pdf: bytes
    docx: bytes
    word: Reading
    pages: Sequence[Page]
    library: FontLibrary
    title: str

    def read_pdf(self) -> Reading:
        """What the sound PDF says, read once."""
        return _read(self.pdf)


_read = cache(lambda pdf: read_pdf(pdf, "PDF"))


@dataclass(slots=True)
class Rate:
    """How many faults of a kind were planted, and how many of them each proof told."""

    planted: int = 0
    told: dict[str, int] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)     # of those that are claimed: where


@cache
def sample(name: str) -> Sample:
    """A folder of data/, built; without a name, a paper with one of everything."""
    if not name:
        document, library = Document(META, everything()), FontLibrary.bundled()
        laid = layout(document, PROFILE, library, {1: DRAWING}, Sink(), prints=ph.prints("a", "b"))
        made = twins()
        return Sample("样样都有", made.pdf, made.word, read_word(made.word, "Word"), laid.pages,
                      library, META.title)
    briefing = reportgen.load(DATA / name)
    edition = Edition(briefing, reportgen.compose(briefing), silent)
    made = {each: FORMATS[each].write(edition) for each in ("pdf", "docx")}
    return Sample(name, made["pdf"], made["docx"], read_word(made["docx"], "Word"),
                  edition.fitted.pages.pages, edition.library, edition.document.meta.title)


Proof = Callable[[Sample, bytes], bool]


def _build(of: Sample, pdf: bytes) -> bool:
    return bool(unlike_laid(FinishedPdf(pdf), of.pages, of.library, of.title))


def _parity(of: Sample, pdf: bytes) -> bool:
    return bool(compare(read_pdf(pdf, "PDF"), of.word).differences)


def _ink(of: Sample, pdf: bytes) -> bool:
    laid = Laid(of.pages, of.library)
    return any(inked(pdf, map(laid.sheet, of.pages), of.library))


def _pair(of: Sample, docx: bytes) -> bool:
    found = compare(of.read_pdf(), read_word(docx, "Word")).differences
    return bool(found) or any(unlike_bitmaps(docx, "Word"))


@cache
def _findings(docx: bytes) -> frozenset[str]:
    return frozenset(each.message for each in diagnostics(audit(docx)))


def _audit(of: Sample, docx: bytes) -> bool:
    return bool(_findings(docx) - _findings(of.docx))


def _refused(of: Sample, docx: bytes) -> bool:
    return bool(audit(docx).changed)


PROOFS: dict[str, Proof] = {BUILD: _build, "parity": _parity, "ink": _ink}
WORD_PROOFS: dict[str, Proof] = {"parity": _pair, "audit": _audit, "refused": _refused}


def told(proof: Proof, of: Sample, data: bytes) -> bool:
    """Whether a proof tells of a file; one that it refuses to read is told, too."""
    try:
        return proof(of, data)
    except ReportError:
        return True


@dataclass(frozen=True, slots=True)
class Table:
    """The kinds of faults of a format, each with the proofs that claim it, besides those that
    claim `every` one; the proofs; how one is planted in a sample."""

    kinds: Mapping[str, tuple[Any, tuple[str, ...]]]
    proofs: Mapping[str, Proof]
    planted: Callable[[Sample, Any, random.Random], bytes | None]
    every: tuple[str, ...] = ()


def rates(
    table: Table, seed: int, each: int, names: Sequence[str], kinds: Iterable[str] = (),
    proofs: Iterable[str] = (),
) -> Iterator[tuple[str, Rate]]:
    """Each kind planted so many times in each sample that has a place for it."""
    for kind in kinds or table.kinds:
        plant, claims = table.kinds[kind]
        rate = Rate()
        for name in names:
            for turn in range(each):
                data = table.planted(sample(name), plant, chance(seed, kind, name, turn))
                if data is None:
                    break
                rate.planted += 1
                for proof in proofs or table.proofs:
                    found = told(table.proofs[proof], sample(name), data)
                    rate.told[proof] = rate.told.get(proof, 0) + found
                    if not found and proof in (*table.every, *claims):
                        rate.missed.append(f"{proof} {name} {turn}")
        yield kind, rate


def chance(*what: object) -> random.Random:
    """The same chance for the same fault."""
    return random.Random(" ".join(map(str, what)))  # noqa: S311 - no secret


PDF = Table(pages.KINDS, PROOFS, lambda of, plant, rng: written(of.pdf, plant, rng),
            (BUILD,))
WORD = Table(words.KINDS, WORD_PROOFS,
             lambda of, plant, rng: office.planted(of.docx, plant, rng))


@cache
def charts() -> tuple[tuple[str, ChartSpec, Drawing], ...]:
    """A chart of every kind, and those of the samples, drawn."""
    chain = FontLibrary.bundled().chain(THEME.role)
    made = [(name, spec, drawing(spec, THEME, chain)) for name, spec in EVERY.items()]
    for name in FOLDERS:
        briefing = reportgen.load(DATA / name)
        edition = Edition(briefing, reportgen.compose(briefing), silent)
        made += [(f"{name} {figure.label}", figure.chart, edition.drawings[figure.number])
                 for figure in edition.figures]
    return tuple(made)


def chart_rates(seed: int, each: int) -> Iterator[tuple[str, Rate]]:
    """Each kind of a drawing's faults, so many times in each chart that has a place for it."""
    width = Ruler(FontLibrary.bundled().chain(THEME.role), THEME).width
    for kind, plant in drawings.KINDS.items():
        rate = Rate()
        for name, spec, made in charts():
            for turn in range(each):
                spoilt = plant(made, chance(seed, kind, name, turn))
                if spoilt is None or spoilt == made:
                    break
                rate.planted += 1
                found = bool(read_back(spoilt, spec, width))
                rate.told[CHART] = rate.told.get(CHART, 0) + found
                if not found:
                    rate.missed.append(f"{CHART} {name} {turn}")
        yield kind, rate
