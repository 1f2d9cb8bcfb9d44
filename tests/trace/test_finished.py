"""The numbers of finished files: each bound, and whatever is changed told with page and line."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from support.planting.office import planted
from support.planting.pages import KINDS as PDF
from support.planting.rates import chance
from support.planting.words import KINDS as WORD
from support.proof.twins import packed, parts

from reportgen.acts.building import edition_of
from reportgen.acts.tracing import briefing_of, title_of, traced
from reportgen.diagnostics import ReportError, Sink
from reportgen.document import tree
from reportgen.edition import Edition, silent
from reportgen.formats import FORMATS
from reportgen.layout.pages import GlyphRun
from reportgen.proof.content import Place
from reportgen.proof.pdf.sheets import FinishedPdf
from reportgen.proof.planting import written
from reportgen.trace.finished import Shown, accounted
from reportgen.trace.laid import Laid
from reportgen.trace.ledger import Ledger
from reportgen.trace.origin import Meant, Origin, Why
from reportgen.trace.reason import reason
from reportgen.world import DiskWorld

DATA = Path(__file__).parents[2] / "data"
PLACE = Place("第1页", "第1行")
FORMAT = ("pdf", "docx", "ofd")


@cache
def made(name: str = "bulletin-2024") -> tuple[Edition, dict[str, bytes]]:
    edition = edition_of(DATA / name, DiskWorld(), silent)
    return edition, {each: FORMATS[each].write(edition) for each in FORMAT}


def runs(data: bytes, name: str = "bulletin-2024") -> tuple[Shown, ...]:
    return traced(data, made(name)[0], "成品", silent)


@pytest.mark.parametrize("form", FORMAT)
@pytest.mark.parametrize("name", ["bulletin-2024", "notice-2024", "minutes-2024"])
def test_every_number_of_a_sound_file_has_its_origin(name: str, form: str) -> None:
    found = runs(made(name)[1][form], name)
    assert found
    assert [each for each in found if each.origin is None] == []
    for each in found:
        if each.origin and each.origin.why is Why.FACT:
            assert each.digits in each.text


@pytest.mark.parametrize("name", ["bulletin-2024", "county-2024", "gallery"])
def test_a_run_of_a_fact_is_bound_to_that_fact(name: str) -> None:
    """Not to another that prints the same."""
    edition = edition_of(DATA / name, DiskWorld(), silent)
    fitted, briefing = edition.fitted, edition.briefing
    ledger = Ledger(fitted.document, briefing.dataset, briefing.narrative, "续{表}")
    laid = Laid(fitted.pages.pages, ledger, fitted.document, fitted.profile)
    for page in fitted.pages.pages:
        text, origins, _ = laid.page(page)
        assert len(text) == len(origins)
        at = 0
        for item in (item for marked in page.content for item in marked.items):
            if isinstance(item, GlyphRun):
                if item.fact:
                    assert {each and each.fact for each in origins[at : at + len(item.text)]} == {
                        item.fact}, item.text
                at += len("".join(item.text.split()))
            elif hasattr(item, "drawing"):
                at += sum(len("".join(mark.text.split())) for mark in item.drawing.marks
                          if hasattr(mark, "text"))


def test_a_digit_changed_in_a_finished_file_is_told_with_its_place() -> None:
    _, files = made()
    pdf = written(files["pdf"], PDF["数字换了一个"][0], chance(1))
    word = planted(files["docx"], WORD["数字换了一个"][0], chance(1))
    ofd = parts(files["ofd"])
    page = next(name for name in ofd if name.endswith("Page_1/Content.xml"))
    ofd[page] = ofd[page].replace(b">36.8<", b">38.6<", 1)
    for data in (pdf, word, packed(ofd)):
        assert data is not None
        strange = [each for each in runs(data) if each.origin is None]
        assert len(strange) in (1, 2)       # 36.8: both runs of the fact
        assert strange[0].place.part
        assert strange[0].place.spot


@pytest.mark.parametrize(("shown", "strange"), [
    ("增长12.5%，共3户", []), ("增长12.6%，共3户", ["12", "6"]), ("增长1.25%，共3户", ["1", "25"]),
    ("增长125%，共3户", ["125"]), ("下降12.5%，共3户", []), ("增长12.5‰，共3户", ["12", "5"]),
    ("增长912.5%，共3户", ["912"]), ("增长12.5%，共33户", ["33"]), ("增长12.5%，共3户7", ["7"]),
    ("增长12.5%，共户", [])])
def test_a_fact_is_shown_whole_or_not_at_all(shown: str, strange: list[str]) -> None:
    meant = "增长12.5%，共3户"
    fact, typed = Origin(Why.FACT, "A"), Origin(Why.TYPED)
    origins = [typed] * 2 + [fact] * 5 + [typed] * 4
    found = list(accounted(shown, Meant(meant, list(origins)), lambda _: PLACE))
    assert [each.digits for each in found if each.origin is None] == strange


def test_two_numbers_side_by_side_are_two() -> None:
    one, other = Origin(Why.FACT, "A"), Origin(Why.FACT, "B")
    meant = Meant("1234", [one, one, other, other], frozenset((0, 2)))
    assert [each.digits for each in accounted("1234", meant, lambda _: PLACE)] == ["12", "34"]
    assert all(each.origin is None
               for each in accounted("1324", meant, lambda _: PLACE))


def test_a_number_of_no_fact_fails_the_build_though_all_files_show_it() -> None:
    edition, _ = made("notice-2024")
    document = edition.composed
    at, block = next((n, each) for n, each in enumerate(document.blocks)
                     if isinstance(each, tree.Paragraph))
    more = replace(block, children=(*block.children, tree.Text("另有77户。", span=block.span)))
    blocks = (*document.blocks[:at], more, *document.blocks[at + 1 :])
    briefing = replace(edition.briefing, sink=Sink())
    spoilt = Edition(briefing, replace(document, blocks=blocks), silent)
    with pytest.raises(ReportError, match=r"E1045 第1页第[0-9]+行的“77”没有来处"):
        FORMATS["pdf"].write(spoilt)


def test_why_a_number_is_typed() -> None:
    edition, files = made()
    lines = edition.briefing.narrative.lines
    told = {reason(lines, each.origin.span) for each in runs(files["pdf"])
            if each.origin and each.origin.why is Why.TYPED}
    assert "期号" in told
    assert "日期" in told


def test_the_briefing_of_a_file_is_found_by_its_title() -> None:
    edition, files = made()
    title = edition.document.meta.title
    assert {title_of(data, "成品") for data in files.values()} == {title}
    assert briefing_of(DATA.parent / "out" / "bulletin-2024.pdf", title, DiskWorld()) \
        == DATA.parent / "data" / "bulletin-2024"
    with pytest.raises(ReportError, match="E1046"):
        briefing_of(DATA.parent / "out" / "bulletin-2024.pdf", "另一份", DiskWorld())


def test_what_is_no_finished_file_is_told_as_such() -> None:
    with pytest.raises(ReportError, match="E1013"):
        title_of("# 一篇文稿".encode(), "briefing.md")


def test_the_finished_pdf_is_read_once() -> None:
    """What it says is asked of the reading that has compared it with its pages."""
    edition, _ = made()
    assert isinstance(edition.finished, FinishedPdf)
    assert len(edition.finished.lines) == len(edition.fitted.pages.pages)
