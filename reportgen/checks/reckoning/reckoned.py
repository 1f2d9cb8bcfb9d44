"""Whatever printed numbers contradict: in a sentence, in a table, of one thing said twice."""

from __future__ import annotations

from reportgen.checks.prose import Said
from reportgen.checks.reckoning.amounts import ONE, Reader
from reportgen.checks.reckoning.grids import grids
from reportgen.checks.reckoning.growth import growth_told
from reportgen.checks.reckoning.identities import identities
from reportgen.checks.reckoning.parts import parts_told
from reportgen.checks.reckoning.respective import miscounted, respective
from reportgen.checks.reckoning.same import Same
from reportgen.checks.reckoning.ties import Sentence
from reportgen.checks.reckoning.totals import totals
from reportgen.diagnostics import Sink
from reportgen.document.tree import Table
from reportgen.facts.model import Dataset


def check_reckoned(dataset: Dataset, said: Said, sink: Sink) -> None:
    """Every sentence and every table, its amounts read once.

    E0440, E0451, E0452, E0454, W0441 growth and shares; E0442, W0443 to W0445 分别; E0448, E0449,
    E0455, W0456 parts and sums; E0446, W0447 of tables; E0450 of one indicator.
    """
    reader = Reader(dataset)
    tables = list(grids(said.document, reader))
    same = Same(dataset, said.document, tables)
    for passage in said.prose:
        step = passage.step
        cell = isinstance(step.block, Table) and step.passage.row >= 0
        miscounted(passage, sink)
        if cell and ONE.match(passage.text):
            continue        # a cell with one number at most has nothing to reckon
        for start, text in passage.sentences():
            sentence = Sentence.read(reader, passage, start, text)
            if not cell:
                growth_told(sentence, sink)
            respective(sentence, sink)
            if len(sentence.readings) > 1 or "第" in text:
                parts_told(sentence, sink)
                identities(sentence, sink)
            if not cell:
                same.look(sentence, sink)
    same.tables(sink)
    for grid in tables:
        totals(grid, sink)
