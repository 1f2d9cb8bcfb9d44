"""Tables on pages on their side: what stands on them, before them and behind them."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest
from support.docx.samples import META
from support.lying import wide
from support.proof.edits import edited

from reportgen.copies.placing import boxes, spot
from reportgen.diagnostics import Sink
from reportgen.document.tree import (
    Block,
    Colophon,
    Document,
    Footnote,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Reference,
    Table,
    Text,
)
from reportgen.fonts import FontLibrary
from reportgen.layout.copyfit import Copyfit, copyfitted
from reportgen.layout.pages import GlyphRun, Page
from reportgen.proof.package import Element
from reportgen.proof.parity import parity
from reportgen.proof.word.xml import W
from reportgen.style.profile import load_profile
from reportgen.units import Mm
from reportgen.writers.docx.write import write_docx
from reportgen.writers.docx.xml import NAMESPACES
from reportgen.writers.ofd.write import write_ofd
from reportgen.writers.pdf.write import write_pdf


def said(text: str, times: int = 1) -> Paragraph:
    return Paragraph((Text(text * times),))


def fitted(*blocks: Block, kind: str = "jianbao") -> tuple[Copyfit, list[str]]:
    sink = Sink()
    made = copyfitted(Document(META, blocks), load_profile(kind), FontLibrary.bundled(), {}, sink)
    return made, [item.code for item in sink.items]


def runs(page: Page, *, lying: bool) -> Iterator[GlyphRun]:
    return (item for marked in page.content if marked.lying is lying for item in marked.items
            if isinstance(item, GlyphRun))


def sides(made: Copyfit) -> str:
    return "".join("—" if page.lying else "|" for page in made.pages.pages)


def files(made: Copyfit) -> tuple[bytes, bytes, bytes]:
    library = FontLibrary.bundled()
    return (write_pdf(made.pages, made.document, library),
            write_docx(made.document, made.profile, {}, made.pages.numbers(),
                       colophon=made.pages.colophon, pages=len(made.pages.pages)),
            write_ofd(made.pages, made.document, library))


COLOPHON = Colophon((("报", "示例县委"),), "示例单位", "2024年6月1日印发")
NOTED = Footnote(1, (Text("说明"),)), Text("，又见"), Footnote(2, (Text("另外的说明"),))
ORDERS = {
    "between text": ((said("甲"), wide(1), said("乙")), "|—|"),
    "alone": ((wide(1),), "—"),
    "first": ((wide(1), said("乙")), "—|"),
    "last": ((said("甲"), wide(1)), "|—"),
    "two in a row": ((said("甲"), wide(1), wide(2), said("乙")), "|——|"),
    "breaks around": ((said("甲"), PageBreak(), wide(1), PageBreak(), wide(2), PageBreak(),
                       said("乙")), "|——|"),
    "with a note below": ((said("甲"), wide(1), Note((Text("各表同此。"),)), said("乙")), "|—|"),
    "going on": ((said("甲"), wide(1, rows=30), said("乙")), "|——|"),
    "before a colophon": ((said("甲"), wide(1), COLOPHON), "|—||"),
    "footnotes below": (
        (said("甲"), wide(1), Note((Text("各表同此"), *NOTED)), said("乙")), "|—|"),
}


@pytest.mark.parametrize("name", ORDERS)
def test_every_file_says_the_same_in_the_same_order(name: str) -> None:
    blocks, wanted = ORDERS[name]
    made, told = fitted(*blocks)
    assert sides(made) == wanted
    assert "I0625" in told
    pdf, word, ofd = files(made)
    assert not parity(pdf, word).differences
    assert not parity(pdf, ofd).differences


def test_the_page_number_stays_where_it_is_and_the_head_is_at_the_left() -> None:
    made, _ = fitted(said("甲"), wide(1), wide(2))
    upright, even, odd = made.pages.pages
    (number,) = (run for run in runs(even, lying=False) if "2" in run.text)
    assert number.y == pytest.approx(next(
        run.y for run in runs(upright, lying=False) if "1" in run.text))
    assert number.x < even.width / 2 < max(run.x for run in runs(odd, lying=False))
    caption, *rest = runs(even, lying=True)
    assert caption.text == "表1　"
    assert Mm(28).pt < caption.y < min(run.y for run in rest if run.text == "12.3")
    assert all(run.y < Mm(184).pt and run.x < even.height for run in rest)


def test_a_pdf_shows_it_upright_on_portrait_paper() -> None:
    made, _ = fitted(said("甲"), wide(1))
    with pikepdf.open(io.BytesIO(files(made)[0])) as pdf:
        assert [page.obj.get("/Rotate") for page in pdf.pages] == [None, 90]
        assert len({tuple(map(float, page.mediabox)) for page in pdf.pages}) == 1


def test_what_holds_a_heading_to_its_text_is_told_broken() -> None:
    _, told = fitted(said("甲"), Heading(1, "一、", (Text("指标"),)), wide(1))
    assert "W0612" in told
    _, told = fitted(said("甲"), wide(1), said("乙"))
    assert "W0612" not in told


def test_text_fills_the_page_before_it() -> None:
    refers = Paragraph((Text("见"), Reference("t1", "表1"), Text("。")))
    made, told = fitted(refers, wide(1), said("很长的一段话。", 40), said("另一段话。", 40))
    assert sides(made) == "|—"
    assert "I0621" in told
    assert isinstance(made.document.blocks[-1], Table)


def test_printed_codes_keep_off_it() -> None:
    made, _ = fitted(said("甲"), wide(1, rows=11))
    page = made.pages.pages[1]
    found = spot(page, Mm(28).pt, Mm(184).pt)
    assert found is not None
    assert max(box.bottom for box in boxes(page)) <= page.height
    tall = max(box.bottom - box.top for box in boxes(page))
    assert tall > Mm(200).pt, "rules that go up the paper"


def test_a_word_file_whose_section_is_not_turned_is_seen() -> None:
    made, _ = fitted(said("甲"), wide(1))
    pdf, word, _ = files(made)
    assert [each.code for each in parity(pdf, edited(_upright, word)).differences] == ["E1005"]


def _upright(root: Element) -> None:
    (size,) = root.xpath("//w:pgSz[@w:orient]", namespaces=NAMESPACES)
    size.set(W + "w", "11906")
    size.set(W + "h", "16838")
