from dataclasses import replace
from pathlib import Path

import pytest
from support.docx.readback import PROFILE, File, W, brief, find, shown, written
from support.docx.samples import document, paragraph

from reportgen.style.profile import read_profile
from reportgen.world import DiskWorld
from reportgen.writers.docx.write import write_docx

FILE = written(document(paragraph("国")))


def test_page_and_margins() -> None:
    section = FILE.body[-1]
    assert brief(section[-2]) == '<pgSz w="11906" h="16838"/>'
    assert brief(section[-1]) == (
        '<pgMar top="1960" right="1474" bottom="1847" left="1587" header="851" footer="1427" '
        'gutter="0"/>'
    )


@pytest.mark.parametrize(("words", "size"), [
    ("方向: 横向", '<pgSz w="16838" h="11906" orient="landscape"/>'),
    ("纸张: 16K", '<pgSz w="10488" h="14740"/>'),
])
def test_the_paper_of_the_profile(tmp_path: Path, words: str, size: str) -> None:
    (tmp_path / "own.yaml").write_text(f"继承: 简报\n页面: {{{words}}}\n", encoding="utf-8")
    look = read_profile(tmp_path / "own.yaml", DiskWorld())
    section = File(write_docx(document(paragraph("国")), look, {})).body[-1]
    assert brief(section[-2]) == size
    pitch = look.length("page.pitch").twips
    room = int(section[-2].get(W + "h") or 0) - sum(
        int(section[-1].get(W + side) or 0) for side in ("top", "bottom"))
    assert room // pitch == look.number("page.lines")


def test_there_is_no_document_grid() -> None:
    assert not find(FILE.body, ".//w:docGrid")


def test_page_numbers_stand_outside() -> None:
    odd, even = (FILE.xml(f"word/footer-{page}.xml")[0] for page in ("default", "even"))
    assert shown(odd) == shown(even) == "— 1 —"
    assert '<ind right="280"/><jc val="right"/>' in brief(odd)
    assert '<ind left="280"/><jc val="left"/>' in brief(even)
    assert [each.text for each in find(odd, "w:r/w:instrText")] == [" PAGE "]


def test_page_numbers_stand_where_the_unit_wants_them() -> None:
    place = replace(PROFILE.settings["styles.folio.align"], value="center")
    look = replace(PROFILE, settings={**PROFILE.settings, "styles.folio.align": place})
    file = File(write_docx(document(paragraph("国")), look, {}))
    for page in ("default", "even"):
        line = brief(file.xml(f"word/footer-{page}.xml")[0])
        assert '<jc val="center"/>' in line
        assert "<ind" not in line


def test_a_page_number_that_tells_how_many_there_are() -> None:
    words = replace(PROFILE.settings["folio.text"], value="第{页码}页　共{页数}页")
    look = replace(PROFILE, settings={**PROFILE.settings, "folio.text": words})
    file = File(write_docx(document(paragraph("国")), look, {}, pages=12))
    line = file.xml("word/footer-even.xml")[0]
    assert shown(line) == "第1页　共12页"
    assert [each.text for each in find(line, "w:r/w:instrText")] == [" PAGE ", " NUMPAGES "]


def test_footer_does_not_take_a_line_from_the_page() -> None:
    style = next(s for s in FILE.xml("word/styles.xml") if s.get(W + "styleId") == "Footer")
    assert 'line="320" lineRule="exact"' in brief(style)
