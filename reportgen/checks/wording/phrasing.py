"""The check of what is printed, phrase by phrase; what a fact knows is asked first."""

from __future__ import annotations

import re

from reportgen.checks.prose import Prose, Said
from reportgen.checks.wording.phrases import PHRASES, Phrase, bad, place
from reportgen.checks.wording.truths import tell_truths
from reportgen.diagnostics import Sink
from reportgen.facts.model import Dataset
from reportgen.patterns import late

_SIGNS = late("|".join(re.escape(sign) for row in PHRASES for sign in row.signs))
_SHOWN = 40      # characters of a phrase that a message repeats


def check_phrases(dataset: Dataset, said: Said, sink: Sink) -> None:
    """Every row of `PHRASES`, in every passage; of one place the first that holds."""
    for each in said.prose:
        told = set(tell_truths(dataset, each, sink))
        if not _SIGNS.search(each.text):
            continue
        for row in PHRASES:
            if not any(sign in each.text for sign in row.signs):
                continue
            for hit in row.pattern.finditer(each.text):
                start, _ = place(hit)
                if row.wrong(hit) and start not in told:
                    told.add(start)
                    _tell(each, row, hit, sink)


def _tell(where: Prose, row: Phrase, hit: re.Match[str], sink: Sink) -> None:
    """The hint says what to write where what is wrong was typed; of a fact's number it advises."""
    (start, end), new = place(hit), row.new(hit)
    fix = where.fix(start, end, new) if new else None
    hint = f"写成“{new}”" if fix else row.advice
    sink.add(row.code, f"{row.message}：“{bad(hit)[:_SHOWN]}”", where.place(start, end), hint,
             fix=fix if row.certain else None)
