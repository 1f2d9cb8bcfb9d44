"""Words of different faces in one line stand level: measured by the ink of the finished page."""

from __future__ import annotations

from statistics import mean

import numpy as np
from proof.test_page import ASCENT, DOT, SIZE, picture
from support.papers import META, paragraph
from support.proof.reader import rows

from reportgen.diagnostics import Sink
from reportgen.document.tree import Document, Lead, Strong, Text
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.style.profile import load_profile
from reportgen.units import Pt
from reportgen.writers.pdf.write import write_pdf

WORDS = "国家防汛物资储备和调运使用情况发展改革经济信息委员会领导小组办公室春夏秋冬"


def test_three_faces_of_one_paragraph_stand_level() -> None:
    """The middle of the ink of 仿宋, 楷体 and 黑体: a hundredth of an em from that of the box."""
    block = paragraph(Lead((Text(WORDS),)), WORDS, Strong((Text(WORDS),)))
    document, library = Document(META, (block,)), FontLibrary.bundled()
    pdf = write_pdf(layout(document, load_profile(), library, {}, Sink()), document, library)
    dark = picture(pdf, 0).max(axis=2) < 128
    middles = []
    for char in (char for row in rows(pdf, size=SIZE) for char in row.chars):
        left, foot, em = Pt(char.x).mm, Pt(char.y).mm, Pt(SIZE).mm
        part = dark[round((foot - 0.95 * em) / DOT) : round((foot + 0.2 * em) / DOT),
                    round(left / DOT) : round((left + em) / DOT)]
        ink = np.flatnonzero(part.any(axis=1))
        middle = round((foot - 0.95 * em) / DOT) + (ink[0] + ink[-1] + 1) / 2
        middles.append((foot - middle * DOT) / em)
    count = len(WORDS)
    assert len(middles) == 3 * count
    for start in range(0, 3 * count, count):
        assert abs(mean(middles[start : start + count]) - (ASCENT - 0.5)) < 0.01
