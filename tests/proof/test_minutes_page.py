"""The pages of a 纪要 measured beside GB/T 9704-2012 10.3: mark, and the lists of those present.

The finished PDF, and the Word file as LibreOffice shows it: half a millimetre at most.
"""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pytest
from proof.test_page import LEFT, RED, TOP, WIDTH, Box, inks, picture
from support.papers import META, paragraph
from support.proof.reader import Row, rows
from support.validate import office

from reportgen.diagnostics import Sink
from reportgen.document.tree import (
    Attachment,
    AttachmentList,
    Attendance,
    Block,
    Document,
    Masthead,
    Title,
)
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.style.profile import load_profile
from reportgen.units import Pt
from reportgen.writers.docx.write import write_docx
from reportgen.writers.pdf.write import write_pdf

NEAR, PITCH, EM = 0.5, Pt(29.6).mm, Pt(15.793).mm
HEAD = Masthead("示例县人民政府常务会议纪要", "〔2024〕5号", "示例县人民政府", "2024年5月17日")
LISTS = Attendance((
    ("出席", "、".join(["甲示例"] * 18) + "。"), ("请假", "庚示例。"), ("列席", "辛示例。"),
))
PAPERS: dict[str, tuple[Block, ...]] = {
    "text": (HEAD, Title(("研究国家工作",)), paragraph("国" * 26), LISTS),
    "list": (HEAD, Title(("研究国家工作",)), paragraph("国" * 26),
             AttachmentList(("国家清单",), ("附件-0",)), LISTS,
             Attachment(0, "国家清单", "附件-0"), paragraph("国" * 26)),
}
FORMATS = ["pdf", pytest.param("docx", marks=[pytest.mark.system("soffice"), pytest.mark.slow])]


@pytest.fixture(scope="module", params=FORMATS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
         ) -> dict[str, Path]:
    """Each paper as our PDF, and as LibreOffice shows the Word file."""
    folder: Path = tmp_path_factory.mktemp("minutes")
    look, library = load_profile("jiyao"), FontLibrary.bundled()
    found = {}
    for name, blocks in PAPERS.items():
        document, path = Document(META, blocks), folder / f"{name}.{request.param}"
        if request.param == "pdf":
            pages = layout(document, look, library, {}, Sink())
            path.write_bytes(write_pdf(pages, document, library))
        else:
            path.write_bytes(write_docx(document, look, {}))
            path = office.docx_to_pdf(path, folder)
        found[name] = path
    return found


@pytest.fixture(params=[*PAPERS])
def paper(request: pytest.FixtureRequest, made: dict[str, Path]) -> Path:
    """Each paper in turn."""
    return made[request.param]


def starting(path: Path, text: str) -> Row:
    return next(row for row in rows(path.read_bytes()) if row.text.startswith(text))


def test_the_mark_begins_35_mm_below_the_type_area(paper: Path) -> None:
    _, mark, *_, rule = inks(picture(paper.read_bytes(), 0), RED, Box(20, 30, 195, 200))
    assert mark.top == pytest.approx(TOP + 35, abs=NEAR)
    assert (mark.left + mark.right) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=NEAR)
    assert (rule.left, rule.right) == pytest.approx((LEFT, LEFT + WIDTH), abs=NEAR)


def test_the_lists_are_one_line_below_the_text(paper: Path) -> None:
    above = [row for row in rows(paper.read_bytes()) if row.page == 1
             and row.text in ("国" * 26, "附件：国家清单")][-1]
    lists = [starting(paper, f"{label}：") for label in ("出席", "请假", "列席")]
    assert Pt(lists[0].y - above.y).mm == pytest.approx(2 * PITCH, abs=NEAR)
    assert Pt(lists[2].y - lists[1].y).mm == pytest.approx(PITCH, abs=NEAR)
    for row in lists:
        assert Pt(row.chars[0].x).mm == pytest.approx(LEFT + 2 * EM, abs=NEAR)
        assert Pt(row.chars[3].x).mm == pytest.approx(LEFT + 5 * EM, abs=NEAR)


def test_turned_lines_stand_behind_the_colon_and_the_list_ends_with_a_stop(paper: Path) -> None:
    lines = rows(paper.read_bytes())
    first = next(i for i, row in enumerate(lines) if row.text.startswith("出席："))
    end = next(i for i, row in enumerate(lines) if row.text.startswith("请假："))
    assert end - first >= 3
    for row in lines[first + 1 : end]:
        assert Pt(row.chars[0].x).mm == pytest.approx(LEFT + 5 * EM, abs=NEAR)
    assert "".join(row.text for row in lines[first:end]) == "出席：" + LISTS.rows[0][1]


def test_labels_are_in_heiti_and_names_in_fangsong(paper: Path) -> None:
    with pdfplumber.open(paper) as pdf:
        chars = pdf.pages[0].chars
    text = "".join(char["text"] for char in chars)
    at = text.index("请假：庚示例")
    faces = [char["fontname"].partition("+")[2] for char in chars[at : at + 6]]
    assert "Hei" in faces[0]
    assert len(set(faces[:3])) == len(set(faces[3:])) == 1
    assert "FangSong" in faces[3]
