"""Finished files read back: everything is there, in order, and nothing more is claimed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from support.validate import said

from reportgen.facts.model import UnassignedRates
from reportgen.writers.text import write_text

if TYPE_CHECKING:
    from conftest import Sample

    from reportgen.document.tree import Document

READERS = ("pdfium", "pdfplumber", "docx", "text")


@pytest.fixture(scope="module")
def texts(sample: Sample, fitted_document: Document) -> dict[str, str]:
    """The squeezed text of each file, by reader."""
    return {
        "pdfium": said.pdfium_text(sample.pdf),
        "pdfplumber": said.pdfplumber_text(sample.pdf),
        "docx": said.docx_text(sample.docx),
        "text": said.squeeze(write_text(fitted_document).decode()),
    }


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_everything_is_said_in_order(
    texts: dict[str, str], fitted_document: Document, reader: str,
) -> None:
    wanted = said.said(fitted_document)
    assert len(wanted) > 100
    assert not said.missing_in_order(wanted, texts[reader])


def test_a_lost_and_a_moved_text_are_noticed() -> None:
    assert said.missing_in_order(["甲", "乙", "丙"], "甲丙") == ["乙"]
    assert said.missing_in_order(["甲", "乙", "丙"], "乙甲丙") == ["乙"]
    assert not said.missing_in_order(["甲", "乙", "丙"], "甲—1—乙丙")


@pytest.mark.parametrize("reader", ("pdfium", "pdfplumber", "text"))
def test_every_quantity_is_printed(
    texts: dict[str, str], fitted_document: Document, reader: str,
) -> None:
    shown = said.shown_quantities(fitted_document)
    assert len(shown) > 50
    assert not [q for q in shown if said.squeeze(q.text) not in texts[reader]]


@pytest.mark.parametrize("reader", READERS)
def test_unassigned_rates_stay_one_list(
    sample: Sample, texts: dict[str, str], reader: str,
) -> None:
    """Three rates reported for four indicators: wherever one is printed, all three are."""
    from reportgen import pipeline

    facts = pipeline.load(sample.folder).dataset
    lists = [fact.value for fact in facts if isinstance(fact.value, UnassignedRates)]
    assert lists, "the sample's open list of rates is gone"
    for value in lists:
        assert len(value.of) > len(value.rates)
        assert not any(fact.changes for fact in facts if fact.id in value.of)
        rates = [f"{rate.digits}{rate.full_unit}" for rate in value.rates]
        whole = "、".join(rates)
        assert whole in texts[reader]
        rest = texts[reader].replace(whole, "")
        for rate in rates:
            assert not re.search(rf"(?<![\d.]){re.escape(rate)}", rest), f"{rate} by itself"
