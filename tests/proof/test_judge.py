"""The reader and the judge on pages with planted faults: each must be found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from support.papers import META, paragraph
from support.proof.judge import Measure, counted, faults, placed
from support.proof.pressroom import LEFT, profile, read_back, set_pages
from support.proof.reader import rows

from reportgen.diagnostics import Sink
from reportgen.document.tree import Document
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.layout.pages import GlyphRun
from reportgen.writers.pdf.write import write_pdf

LOOK = profile()
GOOD = "各村开展“三服务”行动，清理垃圾3487.9吨，签约率94.7%；下一步要持续用力。" * 4


@pytest.mark.parametrize(("rule", "lines"), [
    ("K01", ("清理垃圾", "，整治点位")), ("K01", ("清理垃圾（一批", "）整治点位")),
    ("K01", ("签约率94.7", "%以上")), ("K01", ("张三", "·李四")),
    ("K02", ("印发了《", "方案》")), ("K02", ("开展“", "三服务”")), ("K02", ("共计￥", "12元")),
    ("K03", ("坚持问题导向—", "—能改的马上改")), ("K03", ("求实效…", "…减负担")),
    ("K11", ("清理垃圾34", "87.9千克")), ("K11", ("共1", "2,345件套")),
    ("K12", ("清理垃圾3487.9", "吨")), ("K12", ("投资12万", "元")),
    ("K12", ("提高2.1个", "百分点")),
    ("K13", ("第", "12期")), ("K13", ("见表", "3")), ("K13", ("青政发〔2024", "〕3号")),
])
def test_a_bad_break_is_found(rule: str, lines: tuple[str, str]) -> None:
    document = Document(META, tuple(map(paragraph, lines)))     # each line a paragraph of its own
    library = FontLibrary.bundled()
    pdf = write_pdf(layout(document, LOOK, library, {}, Sink()), document, library)
    source = ["".join(lines)]
    found = faults(placed(rows(pdf, size=16), source), source, Measure(LEFT, 442.2, 15.793))
    assert rule in counted(found)


def spoiled(change: Callable[[GlyphRun], GlyphRun], line: int = 1) -> bytes:
    """A page of `GOOD` with one of its lines changed after it was laid out."""
    pages, document, _ = set_pages([GOOD], LOOK)
    body = sorted({
        item.y for marked in pages.pages[0].content if marked.element for item in marked.items
        if isinstance(item, GlyphRun)
    })[line]

    def mend(item: object) -> object:
        hit = isinstance(item, GlyphRun) and item.y == body
        return change(item) if hit else item    # type: ignore[arg-type]

    page = replace(pages.pages[0], content=tuple(
        marked._replace(items=tuple(mend(item) for item in marked.items))    # type: ignore[misc]
        for marked in pages.pages[0].content
    ))
    return write_pdf(
        replace(pages, pages=(page, *pages.pages[1:])), document, FontLibrary.bundled()
    )


def moved(run: GlyphRun, points: float) -> GlyphRun:
    """The second glyph, and all that follow, stand elsewhere."""
    shifts = dict(run.shifts)
    shifts[1] = shifts.get(1, 0.0) + points * 1000
    return run._replace(shifts=tuple(sorted(shifts.items())))


def test_a_good_page_has_no_fault() -> None:
    found = read_back(spoiled(lambda run: run), [GOOD], LOOK)
    assert not faults(found.lines, found.source, found.measure)


@pytest.mark.parametrize(("rule", "change"), [
    ("overhang", lambda run: run._replace(x=run.x + 0.5)),
    ("short", lambda run: run._replace(x=run.x - 0.5)),
    ("loose", lambda run: moved(run, 4.2)),
    ("overprint", lambda run: moved(run, -4.2)),
], ids=["overhang", "short", "loose", "overprint"])
def test_a_shifted_line_is_found(rule: str, change: Callable[[GlyphRun], GlyphRun]) -> None:
    found = read_back(spoiled(change), [GOOD], LOOK)
    assert rule in counted(faults(found.lines, found.source, found.measure))


@pytest.mark.parametrize("change", [
    lambda run: run._replace(text=run.text[:-1]),
    lambda run: run._replace(text=run.text[::-1]),
    lambda run: run._replace(text=run.text.replace("4", "9")),
], ids=["lost", "order", "digit"])
def test_a_lost_or_changed_character_is_found(change: Callable[[GlyphRun], GlyphRun]) -> None:
    pdf = spoiled(change)
    with pytest.raises(AssertionError):
        read_back(pdf, [GOOD], LOOK)


def test_a_lost_end_is_found() -> None:
    pdf = spoiled(lambda run: run)
    with pytest.raises(AssertionError, match="lost"):
        read_back(pdf, [GOOD + "又及。"], LOOK)


@pytest.mark.parametrize(("why", "left"), [
    ("字距拉得较开", ["K01"]), ("找不到合乎禁则的断点", []), ("末行只剩一个字", ["K01"]),
])
def test_a_report_excuses_only_what_it_names(why: str, left: list[str]) -> None:
    lines = ("清理垃圾", "，整治点位")
    document = Document(META, tuple(map(paragraph, lines)))
    library = FontLibrary.bundled()
    pdf = write_pdf(layout(document, LOOK, library, {}, Sink()), document, library)
    source = ["".join(lines)]
    found = faults(placed(rows(pdf, size=16), source), source, Measure(LEFT, 442.2, 15.793),
                   {lines[0]: {"拉满字距就太开，右边不齐"}, lines[1]: {why}})
    assert [fault.rule for fault in found] == left


def test_an_opening_mark_at_a_line_end_is_excused_by_the_line_that_follows() -> None:
    lines = ("印发了《", "方案》")
    document = Document(META, tuple(map(paragraph, lines)))
    library = FontLibrary.bundled()
    pdf = write_pdf(layout(document, LOOK, library, {}, Sink()), document, library)
    source, measure = ["".join(lines)], Measure(LEFT, 442.2, 15.793)
    at = placed(rows(pdf, size=16), source)
    short = {"拉满字距就太开，右边不齐"}
    assert [f.rule for f in faults(at, source, measure, {lines[0]: short})] == ["K02"]
    said = {lines[0]: short, lines[1]: {"找不到合乎禁则的断点"}}
    assert not faults(at, source, measure, said)
