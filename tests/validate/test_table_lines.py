"""Tables of many kinds, rendered from both files: no figure stands on two lines."""

from __future__ import annotations

import html
import random
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from support.docx.samples import META
from support.validate.office import converted

from reportgen.diagnostics import Sink
from reportgen.document.tree import Align, Cell, Column, Document, Table, Text, plain
from reportgen.fonts import FontLibrary
from reportgen.layout.copyfit import Copyfit, copyfitted
from reportgen.style.profile import load_profile
from reportgen.writers.docx import write_docx
from reportgen.writers.pdf import write_pdf

TABLES, FILES = 500, 5
_TERMS = ("工业产值", "固定资产投资", "财政收入", "社会消费品零售总额", "进出口", "用电量",
          "增速（%）", "农村居民人均可支配收入", "完成率", "镇（街道）")


def _figure(dice: random.Random) -> str:
    """A figure that no other cell holds: eight digits at most, a sign, a unit sign."""
    whole = dice.randrange(10 ** dice.randrange(1, 6))
    point = f".{dice.randrange(100):02d}" if dice.random() < 0.7 else ""
    return dice.choice(("", "", "−")) + f"{whole}{point}" + dice.choice(("", "", "%"))


def _table(dice: random.Random, number: int) -> Table:
    count = dice.randrange(2, 17)
    size = dice.randrange(4)        # of the groups of columns, if any
    heads = (Column("地区"), *(
        Column(dice.choice(_TERMS), Align.RIGHT, groups=(
            f"{_TERMS[at // size % len(_TERMS)]}{at // size}",) if size > 1 else ())
        for at in range(count - 1)))
    rows = tuple(
        tuple(Cell((Text("甲镇" if column == 0 else _figure(dice)),), header=column == 0)
              for column in range(count))
        for _ in range(dice.randrange(1, 5))
    )
    return Table(number, "随机的表", heads, rows, anchor=f"t{number}")


def _fitted(seed: int) -> tuple[Copyfit, Sink]:
    dice, sink = random.Random(seed), Sink()  # noqa: S311 - no secret
    blocks = tuple(_table(dice, number) for number in range(1, TABLES // FILES + 1))
    made = copyfitted(Document(META, blocks), load_profile(), FontLibrary.bundled(), {}, sink)
    return made, sink


def _words(file: Path) -> Counter[str]:
    """What stands by itself on a line, as poppler sees it."""
    found = subprocess.run(["pdftotext", "-bbox", file, "-"], check=True, capture_output=True,
                           text=True).stdout
    return Counter(html.unescape(word) for word in re.findall(r">([^<>]+)</word>", found))


@pytest.mark.parametrize("seed", range(FILES))
@pytest.mark.system("soffice", "pdftotext")
@pytest.mark.slow
def test_no_figure_stands_on_two_lines(seed: int, tmp_path: Path) -> None:
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        pytest.skip("skipped: 缺少 soffice 或 pdftotext")
    made, sink = _fitted(seed)
    ours, theirs = tmp_path / "t.pdf", tmp_path / "w.docx"
    ours.write_bytes(write_pdf(made.pages, made.document, FontLibrary.bundled()))
    theirs.write_bytes(write_docx(made.document, made.profile, {}))
    told = {item.message.split("的")[0] for item in sink.items if item.code == "W0611"}
    wanted = Counter(
        plain(cell.children) for block in made.document.blocks
        if isinstance(block, Table) and block.label not in told
        for row in block.rows for cell in row[1:]
    )
    for file in (ours, converted(theirs, tmp_path / "office", "pdf")):
        assert wanted - _words(file) == Counter(), file.name
