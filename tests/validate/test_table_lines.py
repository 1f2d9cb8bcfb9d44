"""Tables of many kinds, rendered from both files: no figure stands on two lines, and what is too
wide for its page lies on its side or is parted alike in both."""

from __future__ import annotations

import html
import random
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from support.docx.samples import META
from support.validate.office import converted

from reportgen.diagnostics import Sink
from reportgen.document.tree import Align, Cell, Column, Document, Table, Text, plain
from reportgen.fonts import FontLibrary
from reportgen.layout.copyfit import Copyfit, copyfitted
from reportgen.proof.parity import parity
from reportgen.style.profile import load_profile
from reportgen.writers.docx.write import write_docx
from reportgen.writers.pdf.write import write_pdf

TABLES, FILES, MOST = 500, 5, 40
_WIDE = {"I0609", "I0625", "I0626", "E0610"}      # smaller, on its side, parted, refused
_TERMS = ("工业产值", "固定资产投资", "财政收入", "社会消费品零售总额", "进出口", "用电量",
          "增速（%）", "农村居民人均可支配收入", "完成率", "镇（街道）")


def _figure(dice: random.Random) -> str:
    """A figure that no other cell holds: eight digits at most, a sign, a unit sign."""
    whole = dice.randrange(10 ** dice.randrange(1, 6))
    point = f".{dice.randrange(100):02d}" if dice.random() < 0.7 else ""
    return dice.choice(("", "", "−")) + f"{whole}{point}" + dice.choice(("", "", "%"))


def _table(dice: random.Random, number: int) -> Table:
    count = dice.randrange(2, dice.choice((17, 17, MOST + 1)))
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
    name = "随机" + "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    return Table(number, name, heads, rows, anchor=f"t{number}")


def _fitted(seed: int) -> tuple[Copyfit, Sink]:
    dice, sink = random.Random(seed), Sink()  # noqa: S311 - no secret
    blocks = tuple(_table(dice, number) for number in range(1, TABLES // FILES + 1))
    made = copyfitted(Document(META, blocks), load_profile(), FontLibrary.bundled(), {}, sink)
    return made, sink


def _pages(file: Path) -> Iterator[tuple[bool, list[str]]]:
    """Of each page whether it is shown wider than high (poppler tells the paper's size only), and
    what stands by itself on a line, as poppler sees it."""
    found = subprocess.run(["pdftotext", "-bbox", file, "-"], check=True, capture_output=True,
                           text=True).stdout
    with closing(pypdfium2.PdfDocument(file)) as document:
        sizes = [page.get_size() for page in document]
    for (width, height), page in zip(sizes, found.split("<page ")[1:], strict=True):
        yield width > height, [
            html.unescape(word) for word in re.findall(r">([^<>]+)</word>", page)]


def _captions(pages: list[tuple[bool, list[str]]]) -> Counter[tuple[bool, str]]:
    """Each table, in how many parts it is, and whether it lies on its side."""
    return Counter((wide, word) for wide, words in pages for word in words
                   if word.startswith("随机"))


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
    assert {"I0609", "I0625", "I0626"} == {item.code for item in sink.items} & _WIDE
    wanted = Counter(
        plain(cell.children) for block in made.document.blocks if isinstance(block, Table)
        for row in block.rows for cell in row[1:]
    )
    shown = {file: [*_pages(file)]
             for file in (ours, converted(theirs, tmp_path / "office", "pdf"))}
    for file, pages in shown.items():
        found = Counter(word for _, words in pages for word in words)
        assert wanted - found == Counter(), file.name
    first, second = map(_captions, shown.values())
    assert first == second
    assert {wide for wide, _ in first} == {True, False}
    assert not parity(ours.read_bytes(), theirs.read_bytes()).differences
