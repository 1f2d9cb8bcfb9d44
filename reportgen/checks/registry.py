"""Every check is a row: what it may report, what it must be given, and the function that looks.

A row's codes have their texts in `reportgen/rules`; `tests/checks/cases` holds a bad and a good
input for each; the order of the rows is that of the messages about one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum

from reportgen.checks.charts.axes import check_axes
from reportgen.checks.charts.comparable import check_comparable
from reportgen.checks.charts.drawings import check_drawn
from reportgen.checks.charts.growth import check_growth
from reportgen.checks.charts.labels import check_labels
from reportgen.checks.charts.periods import check_periods
from reportgen.checks.charts.plans import check_plans
from reportgen.checks.charts.stacks import check_stacks
from reportgen.checks.charts.times import check_times
from reportgen.checks.charts.values import check_values
from reportgen.checks.document.citing import check_citing
from reportgen.checks.document.dates import check_dates
from reportgen.checks.document.grouping import check_grouping
from reportgen.checks.document.pairs import check_pairs
from reportgen.checks.document.photographs import check_photographs
from reportgen.checks.document.privacy import check_privacy
from reportgen.checks.document.red_names import check_red_names
from reportgen.checks.document.running_lines import check_running_lines
from reportgen.checks.document.secrecy import check_secrecy
from reportgen.checks.faces.glyphs import check_glyphs
from reportgen.checks.facts.future import check_future
from reportgen.checks.facts.usage import check_usage
from reportgen.checks.prose import Said
from reportgen.checks.reckoning.reckoned import check_reckoned
from reportgen.checks.reckoning.stored import check_stored
from reportgen.checks.statistics.identities import check_identities
from reportgen.checks.statistics.parts import check_parts
from reportgen.checks.statistics.rates import check_rates
from reportgen.checks.statistics.scopes import check_scopes
from reportgen.checks.statistics.told_periods import check_told_periods
from reportgen.checks.wording.names import check_names
from reportgen.checks.wording.ordinals import check_ordinals
from reportgen.checks.wording.phrasing import check_phrases
from reportgen.checks.wording.repeats import check_repeats
from reportgen.diagnostics import Sink
from reportgen.document.tree import Document
from reportgen.frozen import frozen
from reportgen.style.deviations import report_deviations, report_fill


class Need(Enum):
    """What a check can be given; the value names the parameter it is handed as."""

    DATASET = "dataset"
    DOCUMENT = "document"
    SAID = "said"             # the document, read; made of it for the checks of one run
    PROFILE = "profile"
    NARRATIVE = "narrative"
    LIBRARY = "library"       # the faces, as the profile wishes them
    DRAWINGS = "drawings"     # of the charts, by figure number
    PAGES = "pages"           # as they are laid
    PDF = "pdf"               # the finished file, to be read
    PREVIOUS = "previous"     # the issue before, where there is one


Given = Mapping[Need, object]


@frozen
class Check:
    """One check. `run` takes what it needs by name, and a sink; it raises nothing."""

    name: str
    codes: tuple[str, ...]
    needs: frozenset[Need]
    run: Callable[..., None]


_FACTS = frozenset({Need.DATASET})
_TEXT = frozenset({Need.DOCUMENT})
_SAID = frozenset({Need.SAID})
_BOTH, _READ = _FACTS | _TEXT, _FACTS | _SAID
_LOOKS = frozenset({Need.PROFILE})
_DRAWN = _TEXT | _LOOKS | {Need.LIBRARY, Need.DRAWINGS}

CHECKS = (
    Check("parts", ("E0403", "E0404", "E0413"), _FACTS, check_parts),
    Check("identities", ("E0464", "E0465", "I0466", "E0455"), _READ, check_identities),
    Check("usage", ("W0401", "I0401", "W0402"), _READ, check_usage),
    Check("citing", ("W0409", "E0470", "W0470"), _SAID, check_citing),
    Check("rates", ("W0405", "W0406", "E0407", "E0408"), _READ, check_rates),
    Check("told_periods", ("E0460", "W0461"), _READ, check_told_periods),
    Check("scopes", ("W0462", "I0471"), _READ, check_scopes),
    Check("grouping", ("W0410",), _SAID, check_grouping),
    Check("dates", ("E0412", "E0467", "W0467", "E0468"), _SAID, check_dates),
    Check("pairs", ("W0411",), _SAID, check_pairs),
    Check("future", ("E0469", "W0469", "W0472"), _READ, check_future),
    Check("privacy", ("E0473", "W0474", "W0475", "W0476"), _SAID, check_privacy),
    Check("secrecy", ("E0477",), _SAID, check_secrecy),
    Check("phrases", ("E0420", "E0421", "E0422", "W0423", "W0424", "W0425", "W0426", "W0427",
                      "W0428", "W0429", "W0430"), _READ, check_phrases),
    Check("ordinals", ("W0431", "W0432"), _SAID, check_ordinals),
    Check("names", ("W0433",), _SAID, check_names),
    Check("repeats", ("W0434", "I0435"), _SAID, check_repeats),
    Check("stored", ("E0440",), _FACTS, check_stored),
    Check("reckoned", (
        "E0440", "W0441", "E0442", "W0443", "W0444", "W0445", "E0446", "W0447", "E0448", "E0449",
        "E0450", "E0451", "E0452", "E0454", "E0455", "W0456"), _READ, check_reckoned),
    Check("values", ("E0720", "E0721", "E0722"), _BOTH, check_values),
    Check("comparable", ("E0723", "W0717", "W0724"), _BOTH, check_comparable),
    Check("times", ("W0719",), _BOTH, check_times),
    Check("plans", ("W0735",), _BOTH, check_plans),
    Check("growth", ("W0734",), _BOTH, check_growth),
    Check("labels", ("E0736",), _BOTH, check_labels),
    Check("axes", ("E0725", "E0726", "W0718"), _BOTH, check_axes),
    Check("stacks", ("E0727",), _BOTH, check_stacks),
    Check("periods", ("E0728", "W0729"), _TEXT, check_periods),
    Check("photographs", ("I0440", "I0441"), _TEXT | _LOOKS, check_photographs),
    Check("red_names", ("W0616", "E0627"), _TEXT | _LOOKS, check_red_names),
    Check("running_lines", ("E0173", "E0175"), _TEXT | _LOOKS, check_running_lines),
    Check("deviations", ("I0154",), _LOOKS, report_deviations),
    Check("fill", ("W0157",), _LOOKS, report_fill),
    Check("drawings", ("E0730", "E0731", "E0732"), _DRAWN, check_drawn),
    Check("glyphs", ("E0501", "E0503", "I0509", "I0510", "I0511"), _DRAWN, check_glyphs),
)


def run(checks: Iterable[Check], sink: Sink, new: Given, known: Given) -> None:
    """Run the checks that waited for something of `new`, and for nothing beyond what is `known`."""
    there, fresh = {**known, **new}, {*new}
    if isinstance(document := there.get(Need.DOCUMENT), Document):
        there[Need.SAID] = Said(document)
        fresh |= {Need.SAID} if Need.DOCUMENT in new else set()
    for check in checks:
        if check.needs <= there.keys() and check.needs & fresh:
            check.run(**{need.value: there[need] for need in check.needs}, sink=sink)
