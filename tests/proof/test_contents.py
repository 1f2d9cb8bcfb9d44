"""The contents read back from the finished file: numbers, leaders, links, structure."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from support.papers import META, bulletin, pdf_of
from support.proof.reader import Row, rows

from reportgen.document.tree import Block, Contents, Document, Title
from reportgen.fonts import FontLibrary
from reportgen.layout.pages import Element, GlyphRun, Marked, Page, Pages, Rule
from reportgen.writers.pdf.write import write_pdf

pytestmark = pytest.mark.slow

LONG = "示例县推行错峰放学制度一个学期以来家长和学校都说省心校门口也不再排长龙"
EDGE = "题" * 24                    # fills its line but for the leader's shortest
NAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯"
RIGHT = 79.37 + 442.21              # of the type area, points
ISSUES = {
    "few": (("示例县农村公路提前建成通车", 4), (LONG, 30), (EDGE, 3)),
    "many": tuple(
        (f"示例镇{name}村开展工作" * (1 + n % 4), 7 + 5 * n) for n, name in enumerate(NAMES)
    ),
    "hundred": tuple((LONG[: 12 + n] if n % 2 else EDGE[:-1] + NAMES[n], 440) for n in range(6)),
}


@cache
def blocks_of(name: str, depth: int = 1) -> tuple[Block, ...]:
    return bulletin(*ISSUES[name], depth=depth)


@cache
def finished(name: str, depth: int = 1) -> bytes:
    return pdf_of(*blocks_of(name, depth))


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as printed: its text over one or more rows, the number at the end."""

    text: str
    number: int
    last: Row
    rows: tuple[Row, ...]


def printed(pdf: bytes, blocks: tuple[Block, ...]) -> list[Line]:
    """The entries of the contents, found by their text in the order of the page."""
    (listed,) = [block for block in blocks if isinstance(block, Contents)]
    found = rows(pdf, size=16)
    start = next(i for i, row in enumerate(found) if row.text == listed.title) + 1
    lines = []
    for entry in listed.entries:
        taken: list[Row] = []
        while len("".join(row.text for row in taken)) <= len(entry.text):
            taken.append(found[start])
            start += 1
        whole = "".join(row.text for row in taken)
        assert whole.startswith(entry.text), whole
        lines.append(Line(entry.text, int(whole[len(entry.text):]), taken[-1], tuple(taken)))
    return lines


def pages_of_titles(pdf: bytes) -> dict[str, int]:
    """Where each title stands, looked for by its size; lines of one title are joined."""
    found: dict[str, int] = {}
    title, last = "", None
    for row in rows(pdf, size=22):
        near = last is not None and row.page == last.page and row.y - last.y < 36
        title = title + row.text if near else row.text
        if near:
            found.popitem()
        found[title], last = row.page, row
    return found


@pytest.mark.parametrize("name", ISSUES)
def test_numbers_are_those_of_the_pages(name: str) -> None:
    pdf = finished(name)
    where = {title: page for title, page in pages_of_titles(pdf).items() if title != "示例工作简报"}
    lines = printed(pdf, blocks_of(name))
    assert [line.number for line in lines] == sorted(line.number for line in lines)
    titles = [block.text for block in blocks_of(name) if isinstance(block, Title)]
    assert [line.text for line in lines] == titles
    for line in lines:
        assert where[line.text] == line.number
    assert max(line.number for line in lines) > {"few": 1, "many": 9, "hundred": 99}[name]


def test_a_number_that_is_wrong_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    true = Pages.numbers
    monkeypatch.setattr(Pages, "numbers", lambda self: {k: v + 1 for k, v in true(self).items()})
    pdf = pdf_of(*blocks_of("few"))
    where = pages_of_titles(pdf)
    assert [where[line.text] for line in printed(pdf, blocks_of("few"))] != [
        line.number for line in printed(pdf, blocks_of("few"))]


def leaders(pdf: bytes) -> Iterator[dict[str, Any]]:
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        for page in file.pages:
            for line in page.lines:
                if line["dash"]:
                    yield {**line, "page": page.page_number}
            page.close()


@pytest.mark.parametrize("name", ISSUES)
def test_leaders_fill_the_gap_and_touch_nothing(name: str) -> None:
    pdf = finished(name)
    dots = {(each["page"], round(each["top"])): each for each in leaders(pdf)}
    lines = printed(pdf, blocks_of(name))
    assert len(dots) == len(lines)
    for line in lines:
        each = dots[line.last.page, round(line.last.y - 16 * 0.38)]
        digits = len(str(line.number))
        *text, = line.last.chars[:-digits]
        number = line.last.chars[-digits:]
        assert each["x0"] - (text[-1].x + 16) >= 2 - 8      # a closing mark may take half an em
        assert 1.5 < number[0].x - each["x1"] < 2.4 + 2 * 8   # fewer digits stand further off
        assert each["x1"] - each["x0"] >= 31                # two characters at least


@pytest.mark.parametrize("name", ISSUES)
def test_numbers_end_at_the_right_edge_and_dots_stand_under_dots(name: str) -> None:
    pdf = finished(name)
    for line in printed(pdf, blocks_of(name)):
        last = line.last.chars[-1]
        assert last.x + last.advance * 16 == pytest.approx(RIGHT, abs=0.3)
    ends = {(round(each["x1"], 1), each["dash"][0][1]) for each in leaders(pdf)}
    assert len(ends) == 1


def test_dots_are_seen_where_the_leader_is() -> None:
    pdf, scale = finished("few"), 4
    first = next(leaders(pdf))
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=scale, grayscale=True).to_pil()
    band = page.crop((int(first["x0"] * scale) - 4, int(first["top"] * scale) - 4,
                      int(first["x1"] * scale) + 4, int(first["top"] * scale) + 4))
    columns = [band.crop((x, 0, x + 1, band.height)).getextrema()[0] < 128
               for x in range(band.width)]
    starts = [x for x, (before, now) in enumerate(pairwise(columns), 1) if now and not before]
    pitch = (first["dash"][0][1] + 0.1) * scale     # to pdfium a dot is a tenth of a point long
    assert len(starts) == int((first["x1"] - first["x0"]) * scale / pitch) + 1
    assert all(abs(b - a - pitch) < 1.5 for a, b in pairwise(starts))


def test_a_long_title_turns_over_before_the_numbers() -> None:
    (line,) = [each for each in printed(finished("few"), blocks_of("few")) if each.text == LONG]
    assert len(line.rows) == 2
    first, last = line.rows
    assert last.chars[0].x - first.chars[0].x == pytest.approx(15.793, abs=0.1)
    assert first.chars[-1].x + 16 < RIGHT - 40


# ------------------------------------------------------------------------------- links, structure


def contents_of(pdf: pikepdf.Pdf) -> pikepdf.Object:
    (document,) = pdf.Root.StructTreeRoot.K
    (toc,) = [kid for kid in document.K if kid.get("/S") == "/TOC"]
    return toc


def elements(node: pikepdf.Object, role: str) -> Iterator[pikepdf.Object]:
    for kid in node.K:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if role == kid.S:
                yield kid
            yield from elements(kid, role)


def annotations(link: pikepdf.Object) -> list[pikepdf.Object]:
    return [kid.Obj for kid in link.K if not isinstance(kid, int) and kid.get("/Type") == "/OBJR"]


@pytest.mark.parametrize("name", ["few", "many"])
def test_links_lead_to_the_titles(name: str) -> None:
    data = finished(name)
    pdf = pikepdf.open(io.BytesIO(data))
    numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
    tops = {(row.page, row.text[:8]): row.y for row in reversed(rows(data, size=22))}
    links = list(elements(contents_of(pdf), "/Link"))
    lines = printed(data, blocks_of(name))
    assert len(links) == len(lines)
    for link, line in zip(links, lines, strict=True):
        alt = f"{line.text}，第{line.number}页"
        assert str(link.Alt) == alt
        found = annotations(link)
        assert len(found) == len(line.rows)
        for each, row in zip(found, line.rows, strict=True):
            assert numbers[each.Dest[0].objgen] == line.number
            below = tops[line.number, line.text[:8]] - (841.89 - float(each.Dest[3]))
            assert 16 < below < 40
            assert str(each.Contents) == alt
            left, bottom, right, top = map(float, each.Rect)
            assert left <= row.chars[0].x
            assert right >= row.chars[-1].x + 7.99
            assert bottom < 841.89 - row.y < top


def test_structure_of_two_levels() -> None:
    pdf = pikepdf.open(io.BytesIO(finished("few", 2)))
    toc = contents_of(pdf)
    assert {str(kid.S) for kid in toc.K} == {"/TOCI"}
    assert len(toc.K) == 3
    for item in toc.K:
        reference, inner = item.K
        assert (str(reference.S), str(inner.S)) == ("/Reference", "/TOC")
        assert [str(kid.S) for kid in inner.K] == ["/TOCI"]
        assert [str(kid.S) for kid in reference.K] == ["/Link"]


def test_titles_are_of_the_first_level_and_headings_below_them() -> None:
    pdf = pikepdf.open(io.BytesIO(finished("few")))
    (document,) = pdf.Root.StructTreeRoot.K
    assert [str(kid.S) for kid in document.K if str(kid.S)[1] == "H"] == ["/H1", "/H2"] * 3
    with pdf.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        assert titles == [title for title, _ in ISSUES["few"]]
        assert [[kid.title for kid in entry.children] for entry in outline.root] == [
            ["一、第1节"], ["一、第2节"], ["一、第3节"]]


def test_leaders_are_no_text(tmp_path: Path) -> None:
    pdf = finished("few")
    file = pikepdf.open(io.BytesIO(pdf))
    content = file.pages[0].Contents.read_bytes()
    before = content.partition(b" 1 J [0 ")[0].rpartition(b"BDC")[0]
    assert before.endswith(b"/Artifact<</Type/Layout>>")
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "示例县农村公路提前建成通车 1\r\n" in text
    assert not set("·….") & set(text)


@pytest.mark.system("pdftotext")
def test_poppler_reads_title_and_number(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(finished("few"))
    text = subprocess.run(["pdftotext", "-l", "1", path, "-"], capture_output=True, check=True,
                          text=True, encoding="utf-8").stdout
    flat = "".join(text.split())
    assert "示例县农村公路提前建成通车1" in flat
    assert not set("·….") & set(flat)


def test_a_link_with_something_between_its_parts_is_one_annotation_a_line() -> None:
    root = Element("Document")
    link = Element("Link", Element("P", root), target="a", alt="甲")
    run = GlyphRun("song", 16, 80, 100, "甲", 16)
    goal = Marked(Element("H1", root, anchor="a"), (run._replace(y=300.0),))
    page = Page(1, 595.28, 841.89, (
        Marked(link, (run,)), Marked(None, (Rule(300, 90, 100, 90, 1, dots=5.0),)),
        Marked(link, (run._replace(x=310.0),)), goal,
    ))
    data = write_pdf(Pages((page,), root), Document(META, ()), FontLibrary.bundled())
    pdf = pikepdf.open(io.BytesIO(data))
    (annotation,) = pdf.pages[0].Annots
    assert [round(float(each)) for each in annotation.Rect] == [80, 740, 326, 756]
